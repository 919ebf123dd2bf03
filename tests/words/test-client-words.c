/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-client-words.h"
#include "culvert-staged-session.h"

#include <string.h>

static CulvertStagedSession *
new_server (void)
{
  return culvert_staged_session_new_server (
      "Office",
      "OpenVPN 2.6.14 fake",
      CULVERT_STAGED_HEADER CULVERT_STAGED_ALICE CULVERT_STAGED_PHONE CULVERT_STAGED_END);
}

static CulvertAdmission *
get_admission (CulvertStagedSession *staged)
{
  return culvert_administration_get_admission (
      culvert_session_get_administration (staged->session));
}

/* (transfer full) */
static CulvertApplicant *
get_applicant (CulvertStagedSession *staged)
{
  return g_list_model_get_item (
      G_LIST_MODEL (culvert_admission_get_applicants (get_admission (staged))),
      0);
}

static void
test_counts (void)
{
  static const struct
  {
    guint n;
    const char *text;
  } rows[] = { { 0, "0 clients" }, { 1, "1 client" }, { 12, "12 clients" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = culvert_client_words_count (rows[i].n);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_who_has_no_user_name_is_its_certificate (void)
{
  g_autoptr (CulvertStagedSession) staged = new_server ();
  CulvertRoster *roster =
      culvert_administration_get_roster (culvert_session_get_administration (staged->session));
  g_autofree char *alice = NULL;
  g_autofree char *phone = NULL;
  guint slot;

  g_assert_true (culvert_roster_find (roster, 0, &slot));
  alice = culvert_client_words_peer (culvert_roster_get_peer (roster, slot));
  g_assert_cmpstr (alice, ==, "alice");
  g_assert_true (culvert_roster_find (roster, 2, &slot));
  phone = culvert_client_words_peer (culvert_roster_get_peer (roster, slot));
  g_assert_cmpstr (phone, ==, "phone");
}

static void
test_a_request_says_who_and_where_from (void)
{
  g_autoptr (CulvertStagedSession) staged = new_server ();
  g_autoptr (CulvertApplicant) applicant = NULL;
  g_autofree char *request = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *doubt = NULL;

  culvert_staged_session_notify (staged, "CONNECT,5,1", "tablet", "carol");
  applicant = get_applicant (staged);
  request = culvert_client_words_request (applicant);
  origin = culvert_client_words_origin (applicant);
  doubt = culvert_client_words_certificate (applicant);

  g_assert_cmpstr (request, ==, "carol asks to be let in");
  g_assert_cmpstr (origin, ==, "192.0.2.1:51570 · linux · OpenVPN 2.6.14");
  /* Nobody has made the daemon keep the words of its clients apart. */
  g_assert_nonnull (strstr (doubt, "“tablet”"));
  g_assert_nonnull (strstr (doubt, "cannot vouch"));
}

static void
test_what_the_server_vouches_for_is_said_plainly (void)
{
  g_autoptr (CulvertStagedSession) staged = new_server ();
  g_autoptr (CulvertApplicant) applicant = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *progress = NULL;

  culvert_profile_set_admits (culvert_session_get_profile (staged->session), TRUE);
  culvert_await (culvert_fake_daemon_has_heard (staged->daemon, "env-filter 0"));
  culvert_await_quiet ();
  culvert_staged_session_notify (staged, "REAUTH,0,2", "laptop-9", "alice");
  applicant = get_applicant (staged);
  certificate = culvert_client_words_certificate (applicant);
  progress = culvert_client_words_progress (applicant,
                                            culvert_applicant_get_deadline (applicant) -
                                                12 * G_USEC_PER_SEC);

  g_assert_cmpstr (certificate, ==, "Certificate “laptop-9”");
  g_assert_cmpstr (progress, ==, "Waits for an answer, 12 s left");
}

static void
test_a_name_cannot_mislead (void)
{
  g_autoptr (CulvertStagedSession) staged = new_server ();
  g_autoptr (CulvertApplicant) applicant = NULL;
  g_autofree char *request = NULL;

  culvert_staged_session_notify (staged,
                                 "CONNECT,5,1",
                                 "tablet",
                                 "<b>root</b>\xe2\x80\xae\x1b[31m,UNDEF1");
  applicant = get_applicant (staged);
  request = culvert_client_words_request (applicant);

  g_assert_true (g_utf8_validate (request, -1, NULL));
  g_assert_null (strstr (request, "\xe2\x80\xae"));
  g_assert_null (strchr (request, '\x1b'));
  g_assert_nonnull (strstr (request, "<b>root</b>"));
}

static void
test_outcomes_differ (void)
{
  g_autoptr (CulvertStagedSession) staged = new_server ();
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int outcome = CULVERT_APPLICANT_ALLOWED; outcome <= CULVERT_APPLICANT_FAILED; outcome++)
    {
      g_autoptr (CulvertApplicant) applicant = NULL;

      culvert_staged_session_notify (staged, "CONNECT,5,1", "tablet", "carol");
      applicant = get_applicant (staged);
      culvert_applicants_end (culvert_admission_get_applicants (get_admission (staged)),
                              applicant,
                              (CulvertApplicantOutcome) outcome);
      g_assert_true (g_hash_table_add (said, culvert_client_words_outcome (applicant)));
    }
}

static void
test_faults_name_the_line (void)
{
  for (int fault = CULVERT_MGMT_TEXT_HAS_END; fault <= CULVERT_MGMT_TEXT_IS_MANY; fault++)
    {
      g_autofree char *text = culvert_client_words_fault ((CulvertMgmtTextFault) fault, 17);
      gboolean is_of_all =
          fault == CULVERT_MGMT_TEXT_IS_HUGE || fault == CULVERT_MGMT_TEXT_NO_LAST ||
          fault == CULVERT_MGMT_TEXT_NO_OPTION || fault == CULVERT_MGMT_TEXT_IS_MANY;

      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_null (strchr (text, '%'));
      g_assert_true (is_of_all == (strstr (text, "Line 17") == NULL));
    }

  g_assert_null (culvert_client_words_fault (CULVERT_MGMT_TEXT_GOOD, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/client/counts", test_counts);
  g_test_add_func ("/words/client/who-has-no-user-name-is-its-certificate",
                   test_who_has_no_user_name_is_its_certificate);
  g_test_add_func ("/words/client/a-request-says-who-and-where-from",
                   test_a_request_says_who_and_where_from);
  g_test_add_func ("/words/client/what-the-server-vouches-for-is-said-plainly",
                   test_what_the_server_vouches_for_is_said_plainly);
  g_test_add_func ("/words/client/a-name-cannot-mislead", test_a_name_cannot_mislead);
  g_test_add_func ("/words/client/outcomes-differ", test_outcomes_differ);
  g_test_add_func ("/words/client/faults-name-the-line", test_faults_name_the_line);

  return g_test_run ();
}
