/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-review.h"

#include "culvert-config-writer.h"

#include <string.h>

typedef struct
{
  GPtrArray *notes; /* (owned) (element-type CulvertConfigNote) */
  CulvertConfigFacts facts;
  GError *error; /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->notes, g_ptr_array_unref);
  g_clear_error (&fixture->error);
}

/* What is left, as text; NULL with an error. */
static char *
review (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) config = culvert_config_parse (text, strlen (text), &error);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (CulvertSecretText) written = NULL;

  g_assert_no_error (error);
  kept = culvert_config_review (config, fixture->notes, &fixture->facts, &fixture->error);
  if (kept == NULL)
    return NULL;

  written = culvert_config_write (kept, &error);
  g_assert_no_error (error);
  return g_strdup (culvert_secret_text_peek (written));
}

static void
assert_left (Fixture *fixture, const char *text, const char *left)
{
  g_autofree char *kept = review (fixture, text);

  g_assert_no_error (fixture->error);
  g_assert_cmpstr (kept, ==, left);
}

static void
assert_note (Fixture *fixture,
             guint i,
             guint line,
             const char *name,
             CulvertConfigVerdict verdict,
             CulvertConfigReason reason)
{
  const CulvertConfigNote *note;

  g_assert_cmpuint (i, <, fixture->notes->len);
  note = fixture->notes->pdata[i];
  g_assert_cmpuint (note->line, ==, line);
  g_assert_cmpstr (note->name, ==, name);
  g_assert_cmpint (note->verdict, ==, verdict);
  g_assert_cmpint (note->reason, ==, reason);
}

static void
test_harmless_profile_is_left_alone (Fixture *fixture, gconstpointer data)
{
  assert_left (fixture, "client\nremote a\nremote b\n", "client\nremote a\nremote b\n");
  g_assert_cmpuint (fixture->notes->len, ==, 0);
  g_assert_true (fixture->facts.is_root_eligible);
  g_assert_false (fixture->facts.runs_programs);
  g_assert_false (fixture->facts.needs_user_name);
  g_assert_false (fixture->facts.reads_files);
  g_assert_false (fixture->facts.binds_device);
  g_assert_cmpuint (fixture->facts.n_remotes, ==, 2);
}

static void
test_what_culvert_decides_is_left_out (Fixture *fixture, gconstpointer data)
{
  assert_left (fixture, "log /tmp/x\nremote a\nuser nobody\n", "remote a\n");
  assert_note (fixture,
               0,
               1,
               "log",
               CULVERT_CONFIG_VERDICT_STRIPPED,
               CULVERT_CONFIG_REASON_CONTROLS_DAEMON);
  assert_note (fixture,
               1,
               3,
               "user",
               CULVERT_CONFIG_VERDICT_STRIPPED,
               CULVERT_CONFIG_REASON_CONTROLS_DAEMON);
  g_assert_true (fixture->facts.is_root_eligible);
}

static void
test_program_stays_but_needs_the_user (Fixture *fixture, gconstpointer data)
{
  assert_left (fixture, "remote a\nsetenv opt up /tmp/x\n", "remote a\nsetenv opt up /tmp/x\n");
  assert_note (fixture,
               0,
               2,
               "up",
               CULVERT_CONFIG_VERDICT_USER_MODE,
               CULVERT_CONFIG_REASON_RUNS_PROGRAM);
  g_assert_false (fixture->facts.is_root_eligible);
  g_assert_true (fixture->facts.runs_programs);
  g_assert_false (fixture->facts.reads_files);
}

static void
test_files_and_devices_are_told (Fixture *fixture, gconstpointer data)
{
  assert_left (fixture,
               "remote a\ncapath /x\nbind-dev eth0\n",
               "remote a\ncapath /x\nbind-dev eth0\n");
  g_assert_false (fixture->facts.is_root_eligible);
  g_assert_true (fixture->facts.reads_files);
  g_assert_true (fixture->facts.binds_device);
}

static void
test_passwords_are_asked_for (Fixture *fixture, gconstpointer data)
{
  assert_left (fixture,
               "remote a\nauth-user-pass /x\nhttp-proxy p 1 /x ntlm\nsocks-proxy p 2 /x\n"
               "askpass p 3\n<http-proxy-user-pass>\na\nb\n</http-proxy-user-pass>\n",
               "remote a\nauth-user-pass\nhttp-proxy p 1 stdin ntlm\nsocks-proxy p 2 stdin\n");
  g_assert_true (fixture->facts.needs_user_name);
  g_assert_true (fixture->facts.is_root_eligible);
  g_assert_cmpuint (fixture->notes->len, ==, 5);
  assert_note (fixture,
               0,
               2,
               "auth-user-pass",
               CULVERT_CONFIG_VERDICT_ALLOWED,
               CULVERT_CONFIG_REASON_HOLDS_PASSWORD);
  assert_note (fixture,
               4,
               6,
               "http-proxy-user-pass",
               CULVERT_CONFIG_VERDICT_STRIPPED,
               CULVERT_CONFIG_REASON_HOLDS_PASSWORD);
}

static void
test_password_in_the_profile_is_asked_for (Fixture *fixture, gconstpointer data)
{
  assert_left (fixture,
               "remote a\n<auth-user-pass>\nme\nsecret\n</auth-user-pass>\n",
               "remote a\nauth-user-pass\n");
}

/* What cannot be asked for instead is left out whole. */
static void
test_broken_proxy_is_left_out (Fixture *fixture, gconstpointer data)
{
  assert_left (fixture, "remote a\nhttp-proxy /x 1 /y\n", "remote a\n");
}

static void
test_connections_are_reviewed_inside (Fixture *fixture, gconstpointer data)
{
  assert_left (fixture,
               "dev tun\n<connection>\nremote a\nlog /x\ntls-auth /x\n</connection>\n",
               "dev tun\n<connection>\nremote a\ntls-auth /x\n</connection>\n");
  g_assert_false (fixture->facts.is_root_eligible);
  g_assert_cmpuint (fixture->facts.n_remotes, ==, 1);
  assert_note (fixture,
               0,
               4,
               "log",
               CULVERT_CONFIG_VERDICT_STRIPPED,
               CULVERT_CONFIG_REASON_CONTROLS_DAEMON);
  assert_note (fixture,
               1,
               5,
               "tls-auth",
               CULVERT_CONFIG_VERDICT_USER_MODE,
               CULVERT_CONFIG_REASON_READS_FILE);
}

static void
assert_refused (Fixture *fixture, const char *text, CulvertConfigError code, const char *message)
{
  g_assert_null (review (fixture, text));
  g_assert_error (fixture->error, CULVERT_CONFIG_ERROR, (int) code);
  g_assert_cmpstr (fixture->error->message, ==, message);
  g_clear_error (&fixture->error);
}

static void
test_refusals_name_the_line (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture,
                  "remote a\n\"config\" inc.conf\n",
                  CULVERT_CONFIG_ERROR_REFUSED,
                  "Line 2: it includes another profile (config).");
  assert_refused (fixture,
                  "remote a\nsetenv opt config inc.conf\n",
                  CULVERT_CONFIG_ERROR_REFUSED,
                  "Line 2: it includes another profile (config).");
  assert_refused (fixture,
                  "dev tun\n<connection>\nremote a\nconfig x\n</connection>\n",
                  CULVERT_CONFIG_ERROR_REFUSED,
                  "Line 4: it includes another profile (config).");
  assert_refused (fixture,
                  "mktun\ndev tun0\n",
                  CULVERT_CONFIG_ERROR_REFUSED,
                  "Line 1: it does not make a connection (mktun).");
}

static void
test_other_text_is_no_profile (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture,
                  "Dear customer\nthank you\n",
                  CULVERT_CONFIG_ERROR_NOT_A_PROFILE,
                  "It names neither a server nor a device.");
  assert_refused (fixture,
                  "",
                  CULVERT_CONFIG_ERROR_NOT_A_PROFILE,
                  "It names neither a server nor a device.");
}

static void
test_servers_are_bounded (Fixture *fixture, gconstpointer data)
{
  GString *text = g_string_new (NULL);
  g_autofree char *most = NULL;
  g_autofree char *more = NULL;
  g_autofree char *kept = NULL;

  for (guint i = 0; i < 64; i++)
    g_string_append (text, "remote a\n");
  most = g_string_free (text, FALSE);
  more = g_strconcat (most, "<connection>\nremote b\n</connection>\n", NULL);

  kept = review (fixture, most);
  g_assert_cmpstr (kept, ==, most);
  assert_refused (fixture,
                  more,
                  CULVERT_CONFIG_ERROR_TOO_BIG,
                  "A profile may name at most 64 servers.");
}

static void
test_stored_profile_is_examined_again (Fixture *fixture, gconstpointer data)
{
  static const char good[] = "remote a\nup x\nauth-user-pass\n";
  static const char changed[] = "remote a\nlog /etc/passwd\n";
  static const char broken[] = "remote \"a\n";
  static const char nothing[] = "auth-user-pass\n";

  g_assert_true (culvert_config_examine (good, strlen (good), &fixture->facts, &fixture->error));
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->facts.runs_programs);
  g_assert_true (fixture->facts.needs_user_name);

  g_assert_false (
      culvert_config_examine (changed, strlen (changed), &fixture->facts, &fixture->error));
  g_assert_error (fixture->error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_REFUSED);
  g_assert_cmpstr (fixture->error->message,
                   ==,
                   "Line 2: an imported profile does not have this (log).");
  g_clear_error (&fixture->error);

  g_assert_false (
      culvert_config_examine (broken, strlen (broken), &fixture->facts, &fixture->error));
  g_assert_error (fixture->error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN);
  g_clear_error (&fixture->error);

  g_assert_false (
      culvert_config_examine (nothing, strlen (nothing), &fixture->facts, &fixture->error));
  g_assert_error (fixture->error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_NOT_A_PROFILE);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/profiles/config-review/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("harmless-profile-is-left-alone", test_harmless_profile_is_left_alone);
  ADD ("what-culvert-decides-is-left-out", test_what_culvert_decides_is_left_out);
  ADD ("program-stays-but-needs-the-user", test_program_stays_but_needs_the_user);
  ADD ("files-and-devices-are-told", test_files_and_devices_are_told);
  ADD ("passwords-are-asked-for", test_passwords_are_asked_for);
  ADD ("password-in-the-profile-is-asked-for", test_password_in_the_profile_is_asked_for);
  ADD ("broken-proxy-is-left-out", test_broken_proxy_is_left_out);
  ADD ("connections-are-reviewed-inside", test_connections_are_reviewed_inside);
  ADD ("refusals-name-the-line", test_refusals_name_the_line);
  ADD ("other-text-is-no-profile", test_other_text_is_no_profile);
  ADD ("servers-are-bounded", test_servers_are_bounded);
  ADD ("stored-profile-is-examined-again", test_stored_profile_is_examined_again);

  return g_test_run ();
}
