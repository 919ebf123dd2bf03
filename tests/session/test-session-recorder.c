/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-recorder.h"

#include "culvert-session-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* A recording of the fixture's session, in a folder of its own. */
typedef struct
{
  CulvertSessionFixture base;
  char *folder;                     /* (owned) */
  GFile *file;                      /* (owned) */
  CulvertSessionRecorder *recorder; /* (owned) (nullable) */
  gboolean has_ended;
  GError *error; /* (owned) (nullable): with which it ended */
} Fixture;

static void
on_ended (Fixture *fixture, const GError *error)
{
  g_assert_false (fixture->has_ended);
  fixture->has_ended = TRUE;
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_set_up (&fixture->base, data);
  fixture->folder = g_dir_make_tmp ("culvert-XXXXXX", NULL);
  fixture->file = g_file_new_build_filename (fixture->folder, "office.transcript", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->recorder != NULL)
    g_assert_finalize_object (fixture->recorder);
  g_clear_error (&fixture->error);
  g_file_delete (fixture->file, NULL, NULL);
  g_clear_object (&fixture->file);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  culvert_session_fixture_tear_down (&fixture->base, data);
}

static void
begin (Fixture *fixture, gsize max_bytes)
{
  fixture->recorder =
      culvert_session_recorder_new (culvert_session_get_console (fixture->base.session),
                                    fixture->file,
                                    "OpenVPN 2.6.14\nsecond \x1b",
                                    max_bytes);
  g_signal_connect_swapped (fixture->recorder, "ended", G_CALLBACK (on_ended), fixture);
}

static void
say (Fixture *fixture, const char *line)
{
  guint64 n = culvert_session_recorder_get_n_lines (fixture->recorder);

  culvert_fake_daemon_say (fixture->base.daemon, line);
  culvert_await (culvert_session_recorder_get_n_lines (fixture->recorder) > n);
}

static void
end (Fixture *fixture)
{
  culvert_session_recorder_stop (fixture->recorder);
  culvert_await (fixture->has_ended);
}

/* Without the time, which is another each time. */
static char *
read_lines (Fixture *fixture)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GString *result = g_string_new (NULL);

  g_assert_true (g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *at = lines[i];

      if (*at == '#' || *at == '\0')
        continue;
      g_assert_true (g_regex_match_simple ("^ *[0-9]+\\.[0-9]{6} [<>~!] ", at, G_REGEX_DEFAULT, 0));
      g_string_append_printf (result, "%s\n", strchr (at, '.') + 8);
    }

  return g_string_free (result, FALSE);
}

static void
test_writes_a_transcript (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lines = NULL;
  g_autofree char *text = NULL;
  g_autoptr (CulvertSecretText) command = culvert_secret_text_new ("status 3", -1);

  culvert_session_fixture_attach_up (&fixture->base);
  begin (fixture, CULVERT_SESSION_RECORDER_MAX_BYTES);
  culvert_fake_daemon_answer (fixture->base.daemon, "status 3", "a \\ b\nEND");
  g_assert_true (
      culvert_session_console_send (culvert_session_get_console (fixture->base.session), command));
  culvert_await (culvert_session_recorder_get_n_lines (fixture->recorder) == 3);
  say (fixture, ">INFO:\x1b[31m\xff");
  end (fixture);

  g_assert_no_error (fixture->error);
  lines = read_lines (fixture);
  g_assert_cmpstr (lines, ==, "> status 3\n< a \\\\ b\n< END\n< >INFO:\\x1b[31m\\xff\n");
  g_assert_true (g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "# OpenVPN 2.6.14\n# second \\x1b\n# recorded: "));
}

/* Requirement S32 */
static void
test_is_private_and_masked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  GStatBuf status;

  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->file), "old", -1, NULL));
  g_chmod (g_file_peek_path (fixture->file), 0644);
  culvert_session_fixture_attach_up (&fixture->base);
  begin (fixture, CULVERT_SESSION_RECORDER_MAX_BYTES);
  say (fixture, ">PASSWORD:Auth-Token:Hunter2");
  end (fixture);

  g_assert_cmpint (g_stat (g_file_peek_path (fixture->file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL));
  g_assert_null (strstr (text, "Hunter2"));
  g_assert_nonnull (strstr (text, "< >PASSWORD:Auth-Token:***\n"));
}

static void
test_has_a_full_length (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lines = NULL;

  culvert_session_fixture_attach_up (&fixture->base);
  begin (fixture, 400);
  for (int i = 0; !fixture->has_ended && i < 100; i++)
    culvert_fake_daemon_say (fixture->base.daemon, ">INFO:a line that takes up room");
  culvert_await (fixture->has_ended);

  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  lines = read_lines (fixture);
  g_assert_true (g_str_has_suffix (lines, "! the recording has its full length\n"));
  g_assert_cmpuint (strlen (lines), <, 600);
}

/* A limit of the system stands for a full disk: the write is really refused. */
static void
test_full_disk_ends_it (Fixture *fixture, gconstpointer data)
{
  struct rlimit limit;
  rlim_t usual;

  culvert_session_fixture_attach_up (&fixture->base);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &limit);
  usual = limit.rlim_cur;
  limit.rlim_cur = 100;
  setrlimit (RLIMIT_FSIZE, &limit);
  begin (fixture, CULVERT_SESSION_RECORDER_MAX_BYTES);
  culvert_await (fixture->has_ended);
  limit.rlim_cur = usual;
  setrlimit (RLIMIT_FSIZE, &limit);

  g_assert_nonnull (fixture->error);
  g_assert_cmpuint (fixture->error->domain, ==, G_IO_ERROR);
}

static void
test_folder_that_is_not_there (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->file);
  fixture->file = g_file_new_build_filename (fixture->folder, "missing", "file", NULL);
  culvert_session_fixture_attach_up (&fixture->base);
  begin (fixture, CULVERT_SESSION_RECORDER_MAX_BYTES);
  culvert_await (fixture->has_ended);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* From the first word on, if it has begun before the daemon was there. */
static void
test_begins_with_the_banner (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lines = NULL;

  begin (fixture, CULVERT_SESSION_RECORDER_MAX_BYTES);
  culvert_session_fixture_attach_up (&fixture->base);
  culvert_session_detach (fixture->base.session);
  end (fixture);

  lines = read_lines (fixture);
  g_assert_true (g_str_has_prefix (lines, "< " CULVERT_FAKE_BANNER "\n> version 4\n"));
  g_assert_true (g_str_has_suffix (lines, "! The connection to the OpenVPN daemon is closed.\n"));
}

static void
add (const char *path, void (*run) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/session/recorder/writes-a-transcript", test_writes_a_transcript);
  add ("/session/recorder/is-private-and-masked", test_is_private_and_masked);
  add ("/session/recorder/has-a-full-length", test_has_a_full_length);
  add ("/session/recorder/full-disk-ends-it", test_full_disk_ends_it);
  add ("/session/recorder/folder-that-is-not-there", test_folder_that_is_not_there);
  add ("/session/recorder/begins-with-the-banner", test_begins_with_the_banner);

  return g_test_run ();
}
