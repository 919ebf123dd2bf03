/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-trouble-words.h"

#include "culvert-answer-chain.h"
#include "culvert-await.h"
#include "culvert-launch-error.h"
#include "culvert-launch-program.h"
#include "culvert-launcher-attach.h"
#include "culvert-launcher-on-demand.h"
#include "culvert-mgmt-error.h"
#include "culvert-staged-session.h"
#include "culvert-starter-spawn.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* A socket may be called anything. */
#define PLACE       "/run/\033[2Jevil\n\xe2\x80\xae\xff%s%n"
#define PLAIN_PLACE "evil"

static GError *
new_fault (CulvertMgmtFault fault)
{
  g_autoptr (GError) error = NULL;
  gboolean has_place = fault >= CULVERT_MGMT_FAULT_FOREIGN_LISTENER;

  culvert_mgmt_error_set_fault (&error, fault, has_place ? PLACE : NULL, 4711);
  return g_error_copy (error);
}

static void
test_every_fault_has_a_sentence (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int fault = CULVERT_MGMT_FAULT_NONE + 1; fault < CULVERT_MGMT_N_FAULTS; fault++)
    {
      g_autoptr (GError) error = new_fault ((CulvertMgmtFault) fault);
      char *sentence = culvert_trouble_words_error (error);

      g_test_message ("%s", sentence);
      g_assert_cmpint (culvert_mgmt_error_get_fault (error), ==, fault);
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_cmpstr (sentence, !=, error->message);
      g_assert_true (g_hash_table_add (sentences, sentence));
    }
}

static void
test_a_place_is_shown_plain (void)
{
  for (int fault = CULVERT_MGMT_FAULT_FOREIGN_LISTENER; fault < CULVERT_MGMT_N_FAULTS; fault++)
    {
      g_autoptr (GError) error = new_fault ((CulvertMgmtFault) fault);
      g_autofree char *sentence = culvert_trouble_words_error (error);
      gboolean has_owner = fault <= CULVERT_MGMT_FAULT_FOREIGN_FOLDER;

      g_assert_cmpstr (culvert_mgmt_error_get_place (error), ==, PLACE);
      g_assert_nonnull (strstr (sentence, PLAIN_PLACE));
      g_assert_null (strpbrk (sentence, "\033\n"));
      g_assert_null (strstr (sentence, "\xe2\x80\xae"));
      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_cmpint (strstr (sentence, "4711") != NULL, ==, has_owner);
    }
}

static void
test_every_fault_of_a_start_has_a_sentence (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int fault = CULVERT_LAUNCH_FAULT_NONE + 1; fault < CULVERT_LAUNCH_N_FAULTS; fault++)
    {
      g_autoptr (GError) error =
          culvert_launch_error_new_fault ((CulvertLaunchFault) fault, PLACE, PLACE);
      g_autoptr (GError) copy = g_error_copy (error);
      char *sentence = culvert_trouble_words_error (copy);

      g_test_message ("%s", sentence);
      g_assert_cmpint (culvert_launch_error_get_fault (copy), ==, fault);
      g_assert_cmpstr (culvert_launch_error_get_place (copy), ==, PLACE);
      g_assert_cmpstr (culvert_launch_error_get_words (copy), ==, PLACE);
      g_assert_cmpstr (sentence, !=, copy->message);
      g_assert_null (strpbrk (sentence, "\033\n"));
      g_assert_null (strstr (sentence, "\xe2\x80\xae"));
      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      /* What is wrong with a profile, and a daemon's last words, are shown as they are. */
      if (fault == CULVERT_LAUNCH_FAULT_PROFILE || fault == CULVERT_LAUNCH_FAULT_ENDED)
        g_free (sentence);
      else
        g_assert_true (g_hash_table_add (sentences, sentence));
    }
}

static void
test_a_daemon_that_said_nothing_has_a_sentence (void)
{
  g_autoptr (GError) error =
      culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_ENDED, NULL, NULL);
  g_autofree char *sentence = culvert_trouble_words_error (error);

  g_assert_cmpstr (sentence, ==, "OpenVPN ended without a word.");
}

static void
test_another_error_has_its_message (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "No\nroom.");
  g_autofree char *sentence = culvert_trouble_words_error (error);

  g_assert_cmpint (culvert_mgmt_error_get_fault (error), ==, CULVERT_MGMT_FAULT_NONE);
  g_assert_cmpstr (sentence, ==, "No room.");
}

static void
test_a_password_that_is_not_kept_has_a_reason (void)
{
  static const int codes[] = {
    G_IO_ERROR_NOT_SUPPORTED,
    G_IO_ERROR_PERMISSION_DENIED,
    G_IO_ERROR_TIMED_OUT,
    G_IO_ERROR_FAILED,
  };
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, codes[i], "technical");
      const char *sentence = culvert_trouble_words_not_kept (error);

      g_assert_null (strstr (sentence, "technical"));
      g_assert_true (g_hash_table_add (sentences, (char *) sentence));
    }
}

/* Others could put another socket into the place of the daemon's. */
static void
test_a_session_tells_whom_it_does_not_trust (void)
{
  g_autofree char *folder = g_dir_make_tmp ("culvert-words-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  g_autofree char *endpoint = g_strconcat ("unix:", path, NULL);
  g_autofree char *expected =
      g_strdup_printf ("Other users can write to a folder of the path %s.", path);
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", endpoint);
  g_autoptr (CulvertLauncher) launcher =
      CULVERT_LAUNCHER (culvert_launcher_attach_new_for_endpoint (endpoint));
  g_autoptr (CulvertAnswerer) nobody = CULVERT_ANSWERER (culvert_answer_chain_new ());
  g_autoptr (CulvertSession) session = culvert_session_new (profile, launcher, nobody);
  g_autofree char *words = NULL;

  g_assert_null (culvert_trouble_words_last (session, 500));
  g_assert_no_errno (chmod (folder, 0777));
  culvert_session_attach (session);
  culvert_await (culvert_session_get_reason (session) == CULVERT_REASON_UNTRUSTED);

  words = culvert_trouble_words_last (session, 500);
  g_assert_cmpstr (words, ==, expected);
  culvert_session_detach (session);
  g_assert_no_errno (g_rmdir (folder));
}

static gboolean
has_openvpn (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulvertLaunchProgram) program = NULL;

  culvert_launch_program_find_async (NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  program = culvert_launch_program_find_finish (result, NULL);

  return program != NULL;
}

/* @text: of a profile that does not make a tunnel. (transfer full) */
static char *
dup_words_of_start (const char *text, CulvertSessionReason reason, CulvertSessionVoice *voice)
{
  g_autofree char *folder = g_dir_make_tmp ("culvert-words-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "office.ovpn", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", "unix:/unused");
  g_autofree char *parent = g_build_filename (folder, "culvert", NULL);
  g_autofree char *own = g_build_filename (parent, culvert_profile_get_id (profile), NULL);
  g_autoptr (CulvertStarter) starter = CULVERT_STARTER (
      culvert_starter_spawn_new (profile, file, CULVERT_SPAWN_AS_IS, folder, NULL));
  g_autoptr (CulvertLauncher) launcher =
      CULVERT_LAUNCHER (culvert_launcher_on_demand_new (starter));
  g_autoptr (CulvertAnswerer) nobody = CULVERT_ANSWERER (culvert_answer_chain_new ());
  g_autoptr (CulvertSession) session = culvert_session_new (profile, launcher, nobody);
  char *words;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  culvert_session_attach (session);
  culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
  culvert_await_within (10, culvert_session_get_state (session) == CULVERT_SESSION_FAILED);
  g_assert_cmpint (culvert_session_get_reason (session), ==, reason);

  words = culvert_trouble_words_last (session, 500);
  *voice = culvert_trouble_words_get_voice (session, reason);
  culvert_session_detach (session);
  g_unlink (path);
  g_rmdir (own);
  g_rmdir (parent);
  g_assert_no_errno (g_rmdir (folder));

  return words;
}

static void
test_a_profile_that_must_not_run_is_told_in_our_words (void)
{
  CulvertSessionVoice voice;
  g_autofree char *words =
      dup_words_of_start ("config /etc/shadow\n", CULVERT_REASON_PROFILE, &voice);

  g_assert_cmpstr (words, ==, "Line 1: it includes another profile (config).");
  g_assert_cmpint (voice, ==, CULVERT_VOICE_OURS);
}

static void
test_a_daemon_that_ends_at_once_speaks_for_itself (void)
{
  CulvertSessionVoice voice;
  g_autofree char *words = NULL;

  if (!has_openvpn ())
    {
      g_test_skip ("no openvpn here");
      return;
    }

  words = dup_words_of_start ("client\ndev tun\nremote 127.0.0.1\nlport 5000\nnobind\n",
                              CULVERT_REASON_START_FAILED,
                              &voice);
  g_test_message ("%s", words);
  g_assert_nonnull (strstr (words, "Options error: --lport and --nobind"));
  g_assert_cmpint (voice, ==, CULVERT_VOICE_DAEMON);
}

static void
test_the_words_of_a_daemon_are_plain_and_short (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autofree char *words = NULL;

  culvert_staged_session_start (office);
  culvert_fake_daemon_say (office->daemon, ">FATAL:Cannot open TUN/TAP\tdev");
  culvert_await (culvert_session_get_facts (office->session).message != NULL);

  words = culvert_trouble_words_last (office->session, 12);
  g_assert_true (g_str_has_prefix (words, "Cannot open"));
  g_assert_cmpint (g_utf8_strlen (words, -1), <=, 13);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/trouble-words/every-fault-has-a-sentence",
                   test_every_fault_has_a_sentence);
  g_test_add_func ("/words/trouble-words/a-place-is-shown-plain", test_a_place_is_shown_plain);
  g_test_add_func ("/words/trouble-words/every-fault-of-a-start-has-a-sentence",
                   test_every_fault_of_a_start_has_a_sentence);
  g_test_add_func ("/words/trouble-words/a-daemon-that-said-nothing-has-a-sentence",
                   test_a_daemon_that_said_nothing_has_a_sentence);
  g_test_add_func ("/words/trouble-words/a-profile-that-must-not-run-is-told-in-our-words",
                   test_a_profile_that_must_not_run_is_told_in_our_words);
  g_test_add_func ("/words/trouble-words/a-daemon-that-ends-at-once-speaks-for-itself",
                   test_a_daemon_that_ends_at_once_speaks_for_itself);
  g_test_add_func ("/words/trouble-words/another-error-has-its-message",
                   test_another_error_has_its_message);
  g_test_add_func ("/words/trouble-words/a-password-that-is-not-kept-has-a-reason",
                   test_a_password_that_is_not_kept_has_a_reason);
  g_test_add_func ("/words/trouble-words/a-session-tells-whom-it-does-not-trust",
                   test_a_session_tells_whom_it_does_not_trust);
  g_test_add_func ("/words/trouble-words/the-words-of-a-daemon-are-plain-and-short",
                   test_the_words_of_a_daemon_are_plain_and_short);

  return g_test_run ();
}
