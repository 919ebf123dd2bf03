/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-help.h"

#include "culvert-transcript.h"

#include <string.h>

/* What a real daemon replies to `help`. */
static CulvertSessionHelp *
learn (void)
{
  CulvertSessionHelp *help = culvert_session_help_new ();
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load ("help-errors");
  g_autoptr (GPtrArray) lines = culvert_transcript_get_lines (transcript, TRUE);
  gboolean is_help = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = lines->pdata[i];

      if (g_str_has_prefix (line, "Management Interface for OpenVPN"))
        is_help = TRUE;
      else if (is_help && g_str_equal (line, "END"))
        break;
      if (is_help)
        culvert_session_help_take_line (help, line);
    }

  return help;
}

static void
assert_item (const CulvertSessionHelp *help, const char *name, const char *usage, const char *text)
{
  const CulvertSessionHelpItem *item = culvert_session_help_find (help, name);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->name, ==, name);
  g_assert_cmpstr (item->usage, ==, usage);
  g_assert_cmpstr (item->text, ==, text);
}

static void
test_commands_are_told (void)
{
  g_autoptr (CulvertSessionHelp) help = learn ();

  g_assert_cmpuint (culvert_session_help_get_n (help), ==, 41);
  assert_item (help, "status", "status [n]", "Show current daemon status info using format #n.");
  assert_item (help,
               "hold",
               "hold [on|off|release]",
               "Set/show hold flag to on/off state, or release current hold and start tunnel.");
  assert_item (help, "exit", "exit|quit", "Close management session.");
  assert_item (help, "quit", "exit|quit", "Close management session.");
  assert_item (help,
               "remote-entry-get",
               "remote-entry-get  i|all [j]",
               "Get remote entry at index = i to to j-1 or all.");
  g_assert_null (culvert_session_help_find (help, "Commands"));
  g_assert_null (culvert_session_help_find (help, "stat"));
}

static void
test_start_is_completed (void)
{
  static const struct
  {
    const char *start;
    const char *completed;
    const char *matches;
  } rows[] = {
    { "statu", "status ", "status" },
    { "sta", "stat", "state status" },
    { "pkcs", "pkcs11-id-", "pkcs11-id-count pkcs11-id-get" },
    { "kil", "kill ", "kill" },
    { "nothing", "nothing", "" },
    { "p", "p", "password pid pk-sig pkcs11-id-count pkcs11-id-get proxy" },
  };
  g_autoptr (CulvertSessionHelp) help = learn ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *completed = culvert_session_help_complete (help, rows[i].start);
      g_autoptr (GPtrArray) matches = culvert_session_help_match (help, rows[i].start);
      g_autofree char *all = NULL;

      g_ptr_array_add (matches, NULL);
      all = g_strjoinv (" ", (char **) matches->pdata);
      g_assert_cmpstr (completed, ==, rows[i].completed);
      g_assert_cmpstr (all, ==, rows[i].matches);
    }
}

/* It is as much as anybody may send. */
static void
test_is_bounded (void)
{
  g_autoptr (CulvertSessionHelp) help = culvert_session_help_new ();
  g_autofree char *more = g_strnfill (300, 'x');
  g_autofree char *line = g_strconcat ("  ", more, NULL);

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *command = g_strdup_printf ("c%d : text", i);

      culvert_session_help_take_line (help, command);
      culvert_session_help_take_line (help, line);
      culvert_session_help_take_line (help, line);
    }
  g_assert_cmpuint (culvert_session_help_get_n (help), ==, 200);
  g_assert_cmpuint (strlen (culvert_session_help_find (help, "c7")->text), <=, 500);
}

static void
test_nonsense_is_left_out (void)
{
  static const char *const lines[] = {
    "", "  goes on with nothing", ": text", "Commands:", "NAME : text", "na/me : text", "no colon",
  };
  g_autoptr (CulvertSessionHelp) help = culvert_session_help_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    culvert_session_help_take_line (help, lines[i]);
  g_assert_cmpuint (culvert_session_help_get_n (help), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/help/commands-are-told", test_commands_are_told);
  g_test_add_func ("/session/help/start-is-completed", test_start_is_completed);
  g_test_add_func ("/session/help/is-bounded", test_is_bounded);
  g_test_add_func ("/session/help/nonsense-is-left-out", test_nonsense_is_left_out);

  return g_test_run ();
}
