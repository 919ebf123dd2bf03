/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-server-fixture.h"

#include "culvert-mgmt-error.h"

typedef CulvertSessionFixture Fixture;

static const CulvertAdministrationLimits hasty = {
  .window_ms = 20,
  .effect_ms = 50000,
  .look_ms = 50000,
};

#define ADD CULVERT_SERVER_FIXTURE_ADD

#define ASKED(head, name, user) culvert_server_fixture_notify (fixture, head, name, user)
#define DONE                    "SUCCESS: client-auth command succeeded"

/* A server whose user admits from here, and which is known to pass on nothing made up. */
static void
attach (Fixture *fixture)
{
  culvert_profile_set_admits (fixture->profile, TRUE);
  culvert_fake_daemon_answer (fixture->daemon, "env-filter 0", "SUCCESS: env_filter_level=0");
  culvert_fake_daemon_answer (fixture->daemon, "client-auth-nt 0 1", DONE);
  culvert_fake_daemon_answer (fixture->daemon, "client-auth-nt 0 2", DONE);
  culvert_server_fixture_attach (fixture, "");
  culvert_await_quiet ();
  culvert_fake_daemon_forget (fixture->daemon);
}

/* Returns: (transfer full): the only one */
static CulvertApplicant *
dup_applicant (Fixture *fixture)
{
  g_assert_cmpuint (N_APPLICANTS, ==, 1);
  return g_list_model_get_item (G_LIST_MODEL (APPLICANTS), 0);
}

static void
assert_ended (CulvertApplicant *applicant, CulvertApplicantOutcome outcome)
{
  culvert_await (culvert_applicant_get_state (applicant) == CULVERT_APPLICANT_ENDED);
  g_assert_cmpint (culvert_applicant_get_outcome (applicant), ==, outcome);
}

static void
assert_refused (gboolean is_done, GError *owned_error, GQuark domain, int code)
{
  g_autoptr (GError) error = owned_error;

  g_assert_false (is_done);
  g_assert_error (error, domain, code);
}

#define ASSERT_REFUSED(call, code)                                                                 \
  do                                                                                               \
    {                                                                                              \
      GError *error = NULL;                                                                        \
      gboolean is_done = call;                                                                     \
                                                                                                   \
      assert_refused (is_done, error, CULVERT_ADMISSION_ERROR, CULVERT_ADMISSION_ERROR_##code);    \
    }                                                                                              \
  while (FALSE)

static void
test_who_asks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_cmpint (culvert_applicant_get_state (applicant), ==, CULVERT_APPLICANT_WAITING);
  g_assert_cmpuint (culvert_applicant_get_id (applicant), ==, 0);
  g_assert_cmpuint (culvert_applicant_get_key (applicant), ==, 1);
  g_assert_false (culvert_applicant_is_renewal (applicant));
  g_assert_cmpstr (culvert_applicant_get_name (applicant), ==, "client1");
  g_assert_cmpstr (culvert_applicant_get_user (applicant), ==, "alice");
  g_assert_cmpstr (culvert_applicant_get_address (applicant), ==, "192.0.2.1:51570");
  g_assert_cmpstr (culvert_applicant_get_platform (applicant), ==, "linux");
  g_assert_cmpstr (culvert_applicant_get_version (applicant), ==, "2.6.14");
  g_assert_cmpstr (culvert_applicant_get_fingerprint (applicant),
                   ==,
                   "310102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  g_assert_true (culvert_applicant_is_certain (applicant));
  g_assert_true (culvert_applicant_can_answer (applicant));
  g_assert_true (culvert_applicant_can_open (applicant));
  g_assert_cmpint (culvert_applicant_get_deadline (applicant), >, g_get_monotonic_time ());
}

/* Another program may be there to answer. */
static void
test_it_is_passive_until_it_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  culvert_server_fixture_attach (fixture, "");
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_false (culvert_admission_can_answer (ADMISSION));
  g_assert_false (culvert_applicant_is_certain (applicant));
  ASSERT_REFUSED (culvert_admission_allow (ADMISSION, applicant, NULL, &error), PASSIVE);
  ASSERT_REFUSED (culvert_admission_deny (ADMISSION, applicant, NULL, NULL, &error), PASSIVE);
  g_assert_true (HAS_SENT (""));

  culvert_profile_set_admits (fixture->profile, TRUE);
  g_assert_true (culvert_admission_can_answer (ADMISSION));
  culvert_await (HAS_SENT ("env-filter 0\n"));
  culvert_server_fixture_notify (fixture, "ESTABLISHED,0", "client1", "alice");
  assert_ended (applicant, CULVERT_APPLICANT_ELSEWHERE);
}

static void
test_allow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_true (culvert_admission_allow (ADMISSION, applicant, NULL, NULL));
  g_assert_cmpint (culvert_applicant_get_state (applicant), ==, CULVERT_APPLICANT_ANSWERED);
  ASSERT_REFUSED (culvert_admission_allow (ADMISSION, applicant, NULL, &error), OVER);
  assert_ended (applicant, CULVERT_APPLICANT_ALLOWED);
  g_assert_cmpuint (N_APPLICANTS, ==, 0);
  ASSERT_REFUSED (culvert_admission_deny (ADMISSION, applicant, NULL, NULL, &error), OVER);
  g_assert_true (HAS_SENT ("client-auth-nt 0 1\n"));
}

static void
test_allow_with_directives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;
  GError *error = NULL;
  gboolean is_done;

  attach (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "client-auth 0 1", "");
  culvert_fake_daemon_answer (fixture->daemon, "push \"echo hi\"", "");
  culvert_fake_daemon_answer (fixture->daemon, "END", DONE);
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);

  is_done =
      culvert_admission_allow (ADMISSION, applicant, "push \"x\"\nEND\nclient-kill 1", &error);
  assert_refused (is_done, error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
  g_assert_cmpint (culvert_applicant_get_state (applicant), ==, CULVERT_APPLICANT_WAITING);
  g_assert_true (HAS_SENT (""));

  g_assert_true (culvert_admission_allow (ADMISSION, applicant, "push \"echo hi\"", NULL));
  assert_ended (applicant, CULVERT_APPLICANT_ALLOWED);
  g_assert_true (HAS_SENT ("client-auth 0 1\npush \"echo hi\"\nEND\n"));
}

static void
test_deny_with_a_reason (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  culvert_fake_daemon_answer (fixture->daemon,
                              "client-deny 0 1 \"denied by an administrator\" \"not today\"",
                              "SUCCESS: client-deny command succeeded");
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_true (culvert_admission_deny (ADMISSION, applicant, "not today", NULL, NULL));
  assert_ended (applicant, CULVERT_APPLICANT_DENIED);
}

static void
test_an_answer_that_is_not_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  culvert_fake_daemon_answer (fixture->daemon,
                              "client-auth-nt 0 1",
                              "ERROR: client-auth command failed");
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_true (culvert_admission_allow (ADMISSION, applicant, NULL, NULL));
  assert_ended (applicant, CULVERT_APPLICANT_FAILED);
}

static void
test_nobody_answers_in_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  culvert_fake_daemon_say (fixture->daemon,
                           ">CLIENT:CONNECT,0,1\n>CLIENT:ENV,username=alice\n>CLIENT:ENV,END");
  culvert_await (N_APPLICANTS == 1);
  applicant = dup_applicant (fixture);
  g_assert_null (culvert_applicant_get_name (applicant));
  assert_ended (applicant, CULVERT_APPLICANT_EXPIRED);
  g_assert_true (HAS_SENT (""));
}

/* The answer waits behind another command; its client goes before it is written. */
static void
test_no_answer_after_the_client_has_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;
  g_autoptr (CulvertApplicant) other = NULL;

  attach (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "client-auth-nt 0 1", NULL);
  ASKED ("CONNECT,0,1", "client1", "alice");
  ASKED ("CONNECT,1,1", "client2", "bob");
  applicant = g_list_model_get_item (G_LIST_MODEL (APPLICANTS), 0);
  other = g_list_model_get_item (G_LIST_MODEL (APPLICANTS), 1);
  g_assert_true (culvert_admission_allow (ADMISSION, applicant, NULL, NULL));
  culvert_await (HEARD ("client-auth-nt 0 1"));
  g_assert_true (culvert_admission_allow (ADMISSION, other, NULL, NULL));

  ASKED ("DISCONNECT,1", "client2", "bob");
  assert_ended (other, CULVERT_APPLICANT_GONE);
  SAY (DONE);
  assert_ended (applicant, CULVERT_APPLICANT_ALLOWED);
  culvert_await_quiet ();
  g_assert_true (HAS_SENT ("client-auth-nt 0 1\n"));
}

static void
test_asking_anew_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;
  g_autoptr (CulvertApplicant) next = NULL;

  attach (fixture);
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  ASKED ("REAUTH,0,2", "client1", "alice");
  assert_ended (applicant, CULVERT_APPLICANT_GONE);
  next = dup_applicant (fixture);
  g_assert_true (culvert_applicant_is_renewal (next));
  g_assert_true (culvert_admission_allow (ADMISSION, next, NULL, NULL));
  assert_ended (next, CULVERT_APPLICANT_ALLOWED);
  g_assert_true (HAS_SENT ("client-auth-nt 0 2\n"));
}

static void
test_a_second_factor (Fixture *fixture, gconstpointer data)
{
  const char *question = "client-pending-auth 0 1 \"CR_TEXT:R,E:Your code?\" \"50\"";
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  culvert_fake_daemon_answer (fixture->daemon,
                              question,
                              "SUCCESS: client-pending-auth command succeeded");
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_true (culvert_admission_ask_code (ADMISSION, applicant, "Your code?", TRUE, NULL));
  culvert_await (culvert_applicant_get_state (applicant) == CULVERT_APPLICANT_ASKED);

  ASKED ("CR_RESPONSE,0,7,bm8=", "client1", "alice"); /* of another key */
  g_assert_cmpint (culvert_applicant_get_state (applicant), ==, CULVERT_APPLICANT_ASKED);
  ASKED ("CR_RESPONSE,0,1,dGFuIDQy", "client1", "alice");
  g_assert_cmpint (culvert_applicant_get_state (applicant), ==, CULVERT_APPLICANT_RESPONDED);
  g_assert_cmpstr (culvert_secret_text_peek (culvert_applicant_get_response (applicant)),
                   ==,
                   "tan 42");
  g_assert_true (culvert_admission_allow (ADMISSION, applicant, NULL, NULL));
  assert_ended (applicant, CULVERT_APPLICANT_ALLOWED);
}

static void
test_a_sign_in_with_a_browser (Fixture *fixture, gconstpointer data)
{
  const char *question = "client-pending-auth 0 1 \"WEB_AUTH::https://login.example.com/\" \"50\"";
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  culvert_fake_daemon_answer (
      fixture->daemon,
      question,
      "ERROR: client-pending-auth command failed. Extra parameter might be too long");
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_true (
      culvert_admission_ask_sign_in (ADMISSION, applicant, "https://login.example.com/", NULL));
  culvert_await (culvert_applicant_get_state (applicant) == CULVERT_APPLICANT_WAITING);
  g_assert_true (culvert_admission_allow (ADMISSION, applicant, NULL, NULL));
  assert_ended (applicant, CULVERT_APPLICANT_ALLOWED);
}

static void
test_a_client_that_cannot_be_asked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  SAY (">CLIENT:CONNECT,0,1\n>CLIENT:ENV,username=alice\n>CLIENT:ENV,IV_SSO=openurl,crtexts\n"
       ">CLIENT:ENV,END");
  culvert_await (N_APPLICANTS == 1);
  applicant = dup_applicant (fixture);
  ASSERT_REFUSED (culvert_admission_ask_code (ADMISSION, applicant, "?", TRUE, &error), UNABLE);
  ASSERT_REFUSED (culvert_admission_ask_sign_in (ADMISSION, applicant, "https://x", &error),
                  UNABLE);
  ASSERT_REFUSED (culvert_admission_allow_always (ADMISSION, applicant, &error), UNKNOWN);
  g_assert_true (HAS_SENT (""));
}

/* By its certificate: neither another one with the same name nor the same user counts. */
static void
test_always_allow_a_certificate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  attach (fixture);
  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_true (culvert_admission_allow_always (ADMISSION, applicant, NULL));
  assert_ended (applicant, CULVERT_APPLICANT_ALLOWED);
  ASKED ("DISCONNECT,0", "client1", "alice");
  culvert_fake_daemon_forget (fixture->daemon);

  ASKED ("CONNECT,0,1", "client1", "mallory");
  culvert_await (HAS_SENT ("client-auth-nt 0 1\n") && N_APPLICANTS == 0);

  ASKED ("CONNECT,7,1", "client2", "alice");                  /* the same user */
  SAY (">CLIENT:CONNECT,8,1\n>CLIENT:ENV,X509_0_CN=client1\n" /* the same name */
       ">CLIENT:ENV,tls_digest_sha256_0=00:11\n>CLIENT:ENV,END");
  culvert_await (N_APPLICANTS == 2);

  culvert_profile_remove_admission_rule (fixture->profile,
                                         culvert_applicant_get_fingerprint (applicant));
  ASKED ("CONNECT,9,1", "client1", "alice");
  g_assert_cmpuint (N_APPLICANTS, ==, 3);
  g_assert_true (HAS_SENT ("client-auth-nt 0 1\n"));
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *n_waiting = user_data;

  if (added > 0)
    {
      g_autoptr (CulvertApplicant) applicant = g_list_model_get_item (model, position);

      if (culvert_applicant_get_state (applicant) == CULVERT_APPLICANT_WAITING)
        (*n_waiting)++;
    }
}

/* Who was let in here and needs a new key is not asked about, while it is the same. */
static void
test_a_renewal_of_who_was_let_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;
  guint n_waiting = 0;

  attach (fixture);
  g_signal_connect (APPLICANTS, "items-changed", G_CALLBACK (on_items_changed), &n_waiting);
  ASKED ("CONNECT,0,1", "client1", "alice");
  g_assert_cmpuint (n_waiting, ==, 1);
  applicant = dup_applicant (fixture);
  g_assert_true (culvert_admission_allow (ADMISSION, applicant, NULL, NULL));
  assert_ended (applicant, CULVERT_APPLICANT_ALLOWED);

  ASKED ("REAUTH,0,2", "client1", "alice");
  culvert_await (HAS_SENT ("client-auth-nt 0 1\nclient-auth-nt 0 2\n") && N_APPLICANTS == 0);
  g_assert_cmpuint (n_waiting, ==, 1); /* nobody saw a question */

  ASKED ("REAUTH,0,3", "client1", "mallory");
  g_assert_cmpuint (N_APPLICANTS, ==, 1);
  ASKED ("DISCONNECT,0", "client1", "alice");
  ASKED ("REAUTH,0,2", "client1", "alice");
  g_assert_cmpuint (N_APPLICANTS, ==, 1);
  g_signal_handlers_disconnect_by_data (APPLICANTS, &n_waiting);
}

/* Behind an env-filter a client may call itself what it likes. */
static void
test_no_rule_without_certainty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;

  culvert_profile_set_admits (fixture->profile, TRUE);
  culvert_profile_add_admission_rule (
      fixture->profile,
      "310102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      "client1");
  culvert_fake_daemon_answer (fixture->daemon, "env-filter 0", NULL);
  culvert_fake_daemon_answer (fixture->daemon, "client-auth-nt 0 1", DONE);
  culvert_server_fixture_attach (fixture, "");

  ASKED ("CONNECT,0,1", "client1", "alice");
  applicant = dup_applicant (fixture);
  g_assert_cmpint (culvert_applicant_get_state (applicant), ==, CULVERT_APPLICANT_WAITING);
  g_assert_false (culvert_applicant_is_certain (applicant));
  ASSERT_REFUSED (culvert_admission_allow_always (ADMISSION, applicant, &error), UNKNOWN);

  SAY ("SUCCESS: env_filter_level=0");
  culvert_await_quiet ();
  ASKED ("CONNECT,0,1", "client1", "alice");
  culvert_await (HEARD ("client-auth-nt 0 1"));
}

/* F33: as many as there can be, each ends once. */
static void
test_many_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  attach (fixture);
  for (guint i = 0; i < CULVERT_APPLICANTS_MAX + 10; i++)
    g_string_append_printf (lines,
                            ">CLIENT:CONNECT,%u,0\n>CLIENT:ENV,username=u\n>CLIENT:ENV,END\n",
                            i);
  g_string_append (lines, ">CLIENT:DISCONNECT,5\n>CLIENT:ENV,END");
  SAY (lines->str);
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await (N_APPLICANTS == CULVERT_APPLICANTS_MAX - 1);
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (N_APPLICANTS == 0);
}

/* F33: all of them come before the daemon has answered anything. */
static void
test_many_known_at_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fingerprint = g_strnfill (64, 'a');
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *digest = NULL;

  for (guint i = 0; i < 32; i++)
    g_string_append (lines, i > 0 ? ":aa" : "aa");
  digest = g_strdup (lines->str);
  g_string_truncate (lines, 0);

  attach (fixture);
  culvert_profile_add_admission_rule (fixture->profile, fingerprint, "branch");
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *command = g_strdup_printf ("client-auth-nt %u 1", i);

      culvert_fake_daemon_answer (fixture->daemon, command, DONE);
      g_string_append_printf (lines,
                              "%s>CLIENT:CONNECT,%u,1\n>CLIENT:ENV,common_name=branch\n"
                              ">CLIENT:ENV,tls_digest_sha256_0=%s\n"
                              ">CLIENT:ENV,X509_0_CN=branch\n>CLIENT:ENV,END",
                              i > 0 ? "\n" : "",
                              i,
                              digest);
    }
  SAY (lines->str);

  culvert_await (culvert_fake_daemon_get_n_heard (fixture->daemon) >= 500 && N_APPLICANTS == 0);
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *command = g_strdup_printf ("client-auth-nt %u 1", i);

      g_assert_cmpuint (culvert_fake_daemon_count_heard (fixture->daemon, command), ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/session/admission/who-asks", NULL, test_who_asks);
  ADD ("/session/admission/it-is-passive-until-it-is-told",
       NULL,
       test_it_is_passive_until_it_is_told);
  ADD ("/session/admission/allow", NULL, test_allow);
  ADD ("/session/admission/allow-with-directives", NULL, test_allow_with_directives);
  ADD ("/session/admission/deny-with-a-reason", NULL, test_deny_with_a_reason);
  ADD ("/session/admission/an-answer-that-is-not-taken", NULL, test_an_answer_that_is_not_taken);
  ADD ("/session/admission/nobody-answers-in-time", &hasty, test_nobody_answers_in_time);
  ADD ("/session/admission/no-answer-after-the-client-has-gone",
       NULL,
       test_no_answer_after_the_client_has_gone);
  ADD ("/session/admission/asking-anew-replaces", NULL, test_asking_anew_replaces);
  ADD ("/session/admission/a-second-factor", NULL, test_a_second_factor);
  ADD ("/session/admission/a-sign-in-with-a-browser", NULL, test_a_sign_in_with_a_browser);
  ADD ("/session/admission/a-client-that-cannot-be-asked",
       NULL,
       test_a_client_that_cannot_be_asked);
  ADD ("/session/admission/always-allow-a-certificate", NULL, test_always_allow_a_certificate);
  ADD ("/session/admission/a-renewal-of-who-was-let-in", NULL, test_a_renewal_of_who_was_let_in);
  ADD ("/session/admission/no-rule-without-certainty", NULL, test_no_rule_without_certainty);
  ADD ("/session/admission/many-at-once", NULL, test_many_at_once);
  ADD ("/session/admission/many-known-at-once", NULL, test_many_known_at_once);
  return g_test_run ();
}
