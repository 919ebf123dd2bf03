/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-splitter.h"

#include "culvert-transcript.h"

#include <string.h>

/* Feeds bytes in pieces and writes down what comes out: `L text`, `P` and `O` in rows. */
static void
feed (CulvertMgmtSplitter *splitter, GString *record, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gsize size;
      char *room = culvert_mgmt_splitter_get_room (splitter, &size);
      gsize n = MIN (size, length);
      CulvertMgmtSplit split;
      char *line;
      gsize line_length;

      g_assert_cmpuint (size, >, 0);
      memcpy (room, bytes, n);
      culvert_mgmt_splitter_add (splitter, n);
      bytes += n;
      length -= n;

      while ((split = culvert_mgmt_splitter_next (splitter, &line, &line_length)) !=
             CULVERT_MGMT_SPLIT_NOTHING)
        {
          if (split == CULVERT_MGMT_SPLIT_LINE)
            {
              g_assert_cmpint (line[line_length], ==, '\0');
              g_string_append (record, "L ");
              g_string_append_len (record, line, (gssize) line_length);
            }
          else
            {
              g_string_append_c (record, split == CULVERT_MGMT_SPLIT_PROMPT ? 'P' : 'O');
            }
          g_string_append_c (record, '\n');
        }
    }
}

static GString *
split_in_pieces (const char *bytes, gsize length, gsize first, gsize piece)
{
  g_autoptr (CulvertMgmtSplitter) splitter = culvert_mgmt_splitter_new ();
  GString *record = g_string_new (NULL);

  feed (splitter, record, bytes, MIN (first, length));
  for (gsize at = first; at < length; at += piece)
    feed (splitter, record, bytes + at, MIN (piece, length - at));
  return record;
}

static void
assert_split (const char *bytes, const char *expected)
{
  for (gsize first = 0; first <= strlen (bytes); first++)
    {
      GString *record = split_in_pieces (bytes, strlen (bytes), first, strlen (bytes));

      g_assert_cmpstr (record->str, ==, expected);
      g_string_free (record, TRUE);
    }
}

static void
test_line_ends (void)
{
  assert_split ("a\r\nb\nc\r\n\r\n\nd", "L a\nL b\nL c\nL \nL \n");
  assert_split ("a\rb\r\r\n", "L a\rb\r\n");
}

/* Hostile case 1a, and S13 for what matters most. */
static void
test_every_split_of_a_greeting (void)
{
  assert_split (">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\r\n"
                ">HOLD:Waiting for hold release:0\r\n"
                ">STATE:1795331282,GET_CONFIG,,,,,,\r\n",
                "L >INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\n"
                "L >HOLD:Waiting for hold release:0\n"
                "L >STATE:1795331282,GET_CONFIG,,,,,,\n");
}

static void
test_prompt (void)
{
  assert_split ("ENTER PASSWORD:", "P\n");
  assert_split ("ENTER PASSWORD:SUCCESS: password is correct\r\n>INFO:x\r\n",
                "P\nL SUCCESS: password is correct\nL >INFO:x\n");
  assert_split ("ENTER PASSWORD:ENTER PASSWORD:ENTER PASSWORD:", "P\nP\nP\n");
}

static void
test_prompt_only_at_the_start (void)
{
  assert_split (">INFO:x\r\nENTER PASSWORD:\r\n", "L >INFO:x\nL ENTER PASSWORD:\n");
  assert_split ("\nENTER PASSWORD:\n", "L \nL ENTER PASSWORD:\n");
  assert_split ("xENTER PASSWORD:\n", "L xENTER PASSWORD:\n");
  assert_split ("ENTER PASSWORX:\n", "L ENTER PASSWORX:\n");
}

static void
test_nul_is_data (void)
{
  static const char bytes[] = "a\0b\r\nc\n";
  GString *record = split_in_pieces (bytes, sizeof bytes - 1, 0, 1);

  g_assert_cmpmem (record->str, record->len, "L a\0b\nL c\n", 10);
  g_string_free (record, TRUE);
}

/* S12 */
static void
test_overlong (void)
{
  static const struct
  {
    gsize length;
    const char *line_end;
    gboolean is_overlong;
  } rows[] = {
    { CULVERT_MGMT_SPLITTER_MAX_LINE, "\r\n", FALSE },
    { CULVERT_MGMT_SPLITTER_MAX_LINE, "\n", FALSE },
    { CULVERT_MGMT_SPLITTER_MAX_LINE + 1, "\n", TRUE },
    { CULVERT_MGMT_SPLITTER_MAX_LINE + 1, "\r\n", TRUE },
    { CULVERT_MGMT_SPLITTER_MAX_LINE + 2, "\n", TRUE },
    { CULVERT_MGMT_SPLITTER_MAX_LINE * 5, "\r\n", TRUE },
  };
  static const gsize pieces[] = { 1, 4096, 65536, 65538, 1000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *filling = g_strnfill (rows[i].length, 'x');
      g_autofree char *bytes =
          g_strconcat ("before\r\n", filling, rows[i].line_end, "after\r\n", NULL);
      g_autofree char *expected = rows[i].is_overlong
                                      ? g_strdup ("L before\nO\nL after\n")
                                      : g_strconcat ("L before\nL ", filling, "\nL after\n", NULL);

      for (gsize j = 0; j < G_N_ELEMENTS (pieces); j++)
        {
          GString *record = split_in_pieces (bytes, strlen (bytes), 0, pieces[j]);

          g_assert_cmpuint (record->len, ==, strlen (expected));
          g_assert_true (g_str_equal (record->str, expected));
          g_string_free (record, TRUE);
        }
    }
}

static void
test_wipe_keeps_the_rest (void)
{
  g_autoptr (CulvertMgmtSplitter) splitter = culvert_mgmt_splitter_new ();
  gsize size;
  char *room = culvert_mgmt_splitter_get_room (splitter, &size);
  char *line;
  gsize length;

  memcpy (room, "secret\r\nrest\r\nha", 16);
  culvert_mgmt_splitter_add (splitter, 16);
  g_assert_cmpint (culvert_mgmt_splitter_next (splitter, &line, &length),
                   ==,
                   CULVERT_MGMT_SPLIT_LINE);
  g_assert_cmpstr (line, ==, "secret");
  culvert_mgmt_splitter_wipe (splitter);
  g_assert_cmpstr (line, ==, "");
  g_assert_cmpint (culvert_mgmt_splitter_next (splitter, &line, &length),
                   ==,
                   CULVERT_MGMT_SPLIT_LINE);
  g_assert_cmpstr (line, ==, "rest");
}

/* S13: however the bytes of a real daemon are cut, the same lines come out. */
static void
test_transcripts_in_pieces (void)
{
  static const gsize pieces[] = { 1, 2, 3, 7, 1024, 65536 };
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "transcripts", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;
  guint n_transcripts = 0;

  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = g_strndup (file, strlen (file) - strlen (".txt"));
      g_autoptr (CulvertTranscript) transcript = NULL;
      g_autoptr (GBytes) bytes = NULL;
      GString *whole;

      if (!g_str_has_suffix (file, ".txt"))
        continue;

      n_transcripts++;
      transcript = culvert_transcript_load (name);
      bytes = culvert_transcript_get_daemon_bytes (transcript);
      whole = split_in_pieces (g_bytes_get_data (bytes, NULL),
                               g_bytes_get_size (bytes),
                               0,
                               g_bytes_get_size (bytes));
      for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
        {
          GString *record = split_in_pieces (g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes),
                                             0,
                                             pieces[i]);

          g_assert_true (g_string_equal (record, whole));
          g_string_free (record, TRUE);
        }
      g_string_free (whole, TRUE);
    }
  g_assert_cmpuint (n_transcripts, >, 50);
}

/* The same at every single place, for recordings that are not too long for it. */
static void
test_every_split_of_transcripts (void)
{
  static const char *const names[] = {
    "management-password",
    "management-password-3-wrong",
    "static-challenge",
    "pkcs11-wrong-pin",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CulvertTranscript) transcript = culvert_transcript_load (names[i]);
      g_autoptr (GBytes) bytes = culvert_transcript_get_daemon_bytes (transcript);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      GString *whole = split_in_pieces (data, length, 0, length);

      for (gsize first = 1; first < length; first++)
        {
          GString *record = split_in_pieces (data, length, first, length);

          g_assert_true (g_string_equal (record, whole));
          g_string_free (record, TRUE);
        }
      g_string_free (whole, TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/splitter/line-ends", test_line_ends);
  g_test_add_func ("/management/splitter/every-split-of-a-greeting",
                   test_every_split_of_a_greeting);
  g_test_add_func ("/management/splitter/prompt", test_prompt);
  g_test_add_func ("/management/splitter/prompt-only-at-the-start", test_prompt_only_at_the_start);
  g_test_add_func ("/management/splitter/nul-is-data", test_nul_is_data);
  g_test_add_func ("/management/splitter/overlong", test_overlong);
  g_test_add_func ("/management/splitter/wipe-keeps-the-rest", test_wipe_keeps_the_rest);
  g_test_add_func ("/management/splitter/transcripts-in-pieces", test_transcripts_in_pieces);
  g_test_add_func ("/management/splitter/every-split-of-transcripts",
                   test_every_split_of_transcripts);
  return g_test_run ();
}
