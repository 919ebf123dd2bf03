/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-command.h"

#include "culvert-await.h"
#include "culvert-conversation.h"
#include "culvert-mgmt-error.h"
#include "culvert-mgmt-typed.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define OPENVPN "/usr/sbin/openvpn"

static int n_iterations = 20000;

static const GOptionEntry options[] = {
  { "iterations", 0, 0, G_OPTION_ARG_INT, &n_iterations, "How many random values", "N" },
  { NULL },
};

/* A real daemon that asks for a name and a password and waits, and nothing else. */
typedef struct
{
  char *folder;         /* (owned) */
  char *path;           /* (owned): of the socket */
  GSubprocess *process; /* (owned) */
  GIOStream *stream;    /* (owned) (nullable) */
  GDataInputStream *in; /* (owned) (nullable) */
  GOutputStream *out;   /* of the stream */
} Fixture;

static void
start_daemon (Fixture *fixture)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  fixture->process = g_subprocess_launcher_spawn (launcher,
                                                  &error,
                                                  OPENVPN,
                                                  "--client",
                                                  "--dev",
                                                  "null",
                                                  "--proto",
                                                  "udp",
                                                  "--remote",
                                                  "127.0.0.1",
                                                  "9",
                                                  "--nobind",
                                                  "--ca",
                                                  "ca.crt",
                                                  "--auth-user-pass",
                                                  "--management-query-passwords",
                                                  "--management",
                                                  fixture->path,
                                                  "unix",
                                                  "--verb",
                                                  "0",
                                                  NULL);
  g_assert_no_error (error);
}

static GSocketConnection *
connect_to_daemon (Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (fixture->path);
  GSocketConnection *connection = NULL;

  culvert_await (
      (connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL)) !=
      NULL);
  return connection;
}

/* The lines of a test may wait for each other, so it speaks without the main loop. */
static char *
read_line (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (fixture->in, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static void
write_bytes (Fixture *fixture, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (fixture->out, bytes, length, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char certificate[] =
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  g_autofree char *ca = NULL;

  fixture->folder = g_dir_make_tmp ("culvert-oracle-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "socket", NULL);
  ca = g_build_filename (fixture->folder, "ca.crt", NULL);
  g_assert_true (g_file_set_contents (ca, certificate, -1, NULL));
  if (g_file_test (OPENVPN, G_FILE_TEST_IS_EXECUTABLE))
    start_daemon (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ca = g_build_filename (fixture->folder, "ca.crt", NULL);

  g_clear_object (&fixture->in);
  g_clear_object (&fixture->stream);
  if (fixture->process != NULL)
    {
      g_subprocess_force_exit (fixture->process);
      g_subprocess_wait (fixture->process, NULL, NULL);
    }
  g_clear_object (&fixture->process);
  g_unlink (ca);
  g_unlink (fixture->path);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
}

static gboolean
is_skipped (Fixture *fixture)
{
  if (fixture->process != NULL)
    return FALSE;

  g_test_skip ("There is no OpenVPN here.");
  return TRUE;
}

/* Connects without Culvert's client, up to the question for the password. */
static void
begin (Fixture *fixture)
{
  gboolean was_asked = FALSE;

  fixture->stream = G_IO_STREAM (connect_to_daemon (fixture));
  fixture->out = g_io_stream_get_output_stream (fixture->stream);
  fixture->in = g_data_input_stream_new (g_io_stream_get_input_stream (fixture->stream));
  g_data_input_stream_set_newline_type (fixture->in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while (!was_asked)
    {
      g_autofree char *line = read_line (fixture);

      was_asked = g_str_has_prefix (line, ">PASSWORD:Need 'Auth'");
    }
}

/* The daemon's own reading of a value: it names the type that it was not waiting for. */
static void
assert_read_back (Fixture *fixture, const char *value)
{
  g_autofree char *expected =
      g_strdup_printf ("ERROR: password of type '%s' entered, but we need one of type 'Auth'",
                       value);
  g_autoptr (CulvertSecretText) secret = culvert_secret_text_new ("x", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_password (value, secret, &error);
  g_autofree char *line = NULL;
  const char *bytes;
  gsize length;

  g_assert_no_error (error);
  bytes = culvert_mgmt_command_get_bytes (command, &length);
  write_bytes (fixture, bytes, length);
  line = read_line (fixture);
  g_assert_cmpstr (line, ==, expected);
}

/* Any byte that may be sent, with quotes, backslashes and blanks more often than the others. */
static char *
make_value (gsize length)
{
  static const char special[] = "\"\\' #;";
  char *value = g_malloc0 (length + 1);

  for (gsize i = 0; i < length; i++)
    {
      guchar byte;

      do
        byte = (guchar) g_test_rand_int_range (0x20, 0x100);
      while (byte == 0x7f);
      if (g_test_rand_int_range (0, 4) == 0)
        byte = (guchar) special[g_test_rand_int_range (0, (int) sizeof special - 1)];
      value[i] = (char) byte;
    }
  return value;
}

static void
assert_read_back_unless_asked_for (Fixture *fixture, const char *value)
{
  if (!g_str_equal (value, "Auth"))
    assert_read_back (fixture, value);
}

/* S2, H3 */
static void
test_random_values (Fixture *fixture, gconstpointer data)
{
  if (is_skipped (fixture))
    return;

  begin (fixture);
  for (int i = 0; i < n_iterations; i++)
    {
      g_autofree char *value = make_value ((gsize) g_test_rand_int_range (0, 256));

      assert_read_back_unless_asked_for (fixture, value);
    }
}

static void
test_every_length (Fixture *fixture, gconstpointer data)
{
  if (is_skipped (fixture))
    return;

  begin (fixture);
  for (gsize length = 0; length <= 255; length++)
    {
      g_autofree char *backslashes = g_strnfill (length, '\\');
      g_autofree char *quotes = g_strnfill (length, '"');
      g_autofree char *blanks = g_strnfill (length, ' ');

      assert_read_back (fixture, backslashes);
      assert_read_back (fixture, quotes);
      assert_read_back (fixture, blanks);
    }
}

static void
test_every_byte (Fixture *fixture, gconstpointer data)
{
  if (is_skipped (fixture))
    return;

  begin (fixture);
  for (guint byte = 0x20; byte <= 0xff; byte++)
    {
      char alone[] = { (char) byte, '\0' };
      char within[] = { 'a', (char) byte, 'b', '\0' };
      char last[] = { 'a', (char) byte, '\0' };

      if (byte == 0x7f)
        continue;
      assert_read_back (fixture, alone);
      assert_read_back (fixture, within);
      assert_read_back (fixture, last);
    }
}

/* What the quoting rests on: the rules under "Command Parsing" of the management notes, and what
 * the daemon does with the rest. */
static void
test_lexer (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *type; /* NULL: an error of another kind */
  } rows[] = {
    { "a", "a" },
    { "\"a b\"", "a b" },
    { "'a b'", "a b" },
    { "a\\ b", "a b" },
    { "\"a\\\\b\"", "a\\b" },
    { "\"a\\\"b\"", "a\"b" },
    { "\"a\\ b\"", "a b" },
    { "\"#;\"", "#;" },
    { "\"\"", "" },
    { "a'b", "a'b" },
    { "a\"b", "a\"b" },
    { "'a\\b'", "a\\b" },
    { "a\tb", "ab" },
    { "\"a\x7f"
      "b\"",
      "ab" },
    { "\"a\\nb\"", NULL },
    { "\"a\\'b\"", NULL },
    { "'a'b'", NULL },
    { "\"a", NULL },
  };

  if (is_skipped (fixture))
    return;

  begin (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *bytes = g_strdup_printf ("password %s x\n", rows[i].typed);
      g_autofree char *line = NULL;
      g_autofree char *expected = NULL;

      g_test_message ("%s", rows[i].typed);
      write_bytes (fixture, bytes, strlen (bytes));
      line = read_line (fixture);
      g_assert_true (g_str_has_prefix (line, "ERROR: "));
      if (rows[i].type != NULL)
        {
          expected = g_strdup_printf (
              "ERROR: password of type '%s' entered, but we need one of type 'Auth'",
              rows[i].type);
          g_assert_cmpstr (line, ==, expected);
        }
    }
}

/* A command of anything that means something to a lexer, and of any byte that may be sent. */
static char *
make_line (void)
{
  static const char *const pieces[] = {
    "z", "zq", " ", " ",   "\"",   "\"",   "'",   "'",       "\\",   "#",
    ";", "-",  ">", "\\ ", "\\\\", "\\\"", "\\'", "\"z q\"", "'z\"", "\"'\"",
  };
  GString *line = g_string_new ("password ");

  for (int n = g_test_rand_int_range (0, 10); n > 0; n--)
    {
      g_autofree char *byte = make_value (1);
      gboolean is_piece = g_test_rand_int_range (0, 8) != 0;

      g_string_append (line,
                       is_piece ? pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))] : byte);
    }
  g_string_append (line, g_test_rand_bit () ? " x" : "");
  return g_string_free (line, FALSE);
}

/* (transfer full): how the daemon's reply to a line begins, by our own reading of it */
static char *
predict_reply (const CulvertMgmtTyped *typed)
{
  if (culvert_mgmt_typed_get_fault (typed) == CULVERT_MGMT_TYPED_QUOTES)
    return g_strdup ("ERROR: Options ");
  if (culvert_mgmt_typed_get_n_words (typed) < 3)
    return g_strdup ("ERROR: the 'password' command requires 2 parameters");

  return g_strdup_printf ("ERROR: password of type '%s' entered, but we need one of type 'Auth'",
                          culvert_mgmt_typed_get_word (typed, 1));
}

/* G2: the verdict and the first word of any line that somebody could type */
static void
test_random_lines (Fixture *fixture, gconstpointer data)
{
  int n_taken = 0;

  if (is_skipped (fixture))
    return;

  begin (fixture);
  for (int i = 0; i < n_iterations / 10; i++)
    {
      g_autofree char *text = make_line ();
      g_autofree char *bytes = g_strconcat (text, "\n", NULL);
      g_autoptr (CulvertSecretText) secret = culvert_secret_text_new (text, -1);
      g_autoptr (CulvertMgmtTyped) typed = culvert_mgmt_typed_new (secret);
      g_autofree char *expected = predict_reply (typed);
      g_autofree char *line = NULL;

      write_bytes (fixture, bytes, strlen (bytes));
      line = read_line (fixture);
      if (!g_str_has_prefix (line, expected))
        g_error ("%s: the daemon says %s, not %s", text, line, expected);
      n_taken += culvert_mgmt_typed_get_fault (typed) != CULVERT_MGMT_TYPED_QUOTES;
    }
  g_test_message ("%d of %d lines can be read", n_taken, n_iterations / 10);
  g_assert_cmpint (n_taken, >, n_iterations / 40);
  g_assert_cmpint (n_taken, <, n_iterations / 10);
}

/* Why longer lines are refused: the daemon throws the beginning away and runs the rest. */
static void
test_long_lines_are_executed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *filling = g_strnfill (1025, 'x');
  g_autofree char *bytes = g_strconcat (filling, "pid\n", NULL);
  g_autofree char *line = NULL;

  if (is_skipped (fixture))
    return;

  begin (fixture);
  write_bytes (fixture, bytes, strlen (bytes));
  line = read_line (fixture);
  g_assert_true (g_str_has_prefix (line, "SUCCESS: pid="));
}

/* The same values through the client, which tells no more than that they were refused. */
static void
test_through_the_client (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (CulvertConversation) conversation = NULL;
  g_autoptr (CulvertSecretText) secret = culvert_secret_text_new ("x", 1);

  if (is_skipped (fixture))
    return;

  connection = connect_to_daemon (fixture);
  conversation = culvert_conversation_new_on (G_IO_STREAM (connection), NULL);
  culvert_await (conversation->n_requests[CULVERT_MGMT_REQUEST_PASSWORD] == 1);
  for (int i = 0; i < n_iterations / 10; i++)
    {
      g_autofree char *value = make_value ((gsize) g_test_rand_int_range (0, 256));
      g_autoptr (GError) error = NULL;

      g_assert_null (culvert_conversation_ask (conversation,
                                               culvert_mgmt_command_password (value, secret, NULL),
                                               &error));
      g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED);
      g_assert_cmpstr (error->message, ==, "The OpenVPN daemon refused the command (***).");
    }
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

/* Real replies of every shape, and a real answer to the question. */
static void
test_real_replies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (CulvertConversation) conversation = NULL;
  g_autoptr (CulvertSecretText) secret = culvert_secret_text_new ("pa\"ss\\wo rd'#;\xc3\xa9", -1);
  g_autoptr (GError) error = NULL;
  CulvertMgmtCommand *commands[9];

  if (is_skipped (fixture))
    return;

  connection = connect_to_daemon (fixture);
  conversation = culvert_conversation_new_on (G_IO_STREAM (connection), NULL);
  culvert_await (conversation->n_requests[CULVERT_MGMT_REQUEST_PASSWORD] == 1);
  commands[0] = culvert_mgmt_command_version ();
  commands[1] = culvert_mgmt_command_client_version (5);
  commands[2] =
      culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_STATE, CULVERT_MGMT_TELL_ON_AND_HISTORY);
  commands[3] = culvert_mgmt_command_help ();
  commands[4] = culvert_mgmt_command_pid ();
  commands[5] = culvert_mgmt_command_load_stats ();
  commands[6] = culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_LOG, CULVERT_MGMT_TELL_HISTORY);
  commands[7] = culvert_mgmt_command_username ("Auth", "al\"ice", NULL);
  commands[8] = culvert_mgmt_command_password ("Auth", secret, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (CulvertMgmtReply) reply =
          culvert_conversation_ask (conversation, commands[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (reply);
    }
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  g_test_init (&argc, &argv, NULL);
  ADD ("/management/oracle/random-values", test_random_values);
  ADD ("/management/oracle/every-length", test_every_length);
  ADD ("/management/oracle/every-byte", test_every_byte);
  ADD ("/management/oracle/lexer", test_lexer);
  ADD ("/management/oracle/random-lines", test_random_lines);
  ADD ("/management/oracle/long-lines-are-executed", test_long_lines_are_executed);
  ADD ("/management/oracle/through-the-client", test_through_the_client);
  ADD ("/management/oracle/real-replies", test_real_replies);
  return g_test_run ();
}
