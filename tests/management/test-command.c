/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-command.h"

#include "culvert-mgmt-error.h"

#include <string.h>

static void
assert_command (CulvertMgmtCommand *owned_command, const char *line, CulvertMgmtReplyShape shape)
{
  g_autoptr (CulvertMgmtCommand) command = owned_command;
  g_autofree char *bytes = g_strconcat (line, "\n", NULL);
  gsize length;

  g_assert_nonnull (command);
  g_assert_cmpstr (culvert_mgmt_command_get_bytes (command, &length), ==, bytes);
  g_assert_cmpuint (length, ==, strlen (bytes));
  g_assert_cmpint (culvert_mgmt_command_get_reply_shape (command), ==, shape);
  g_assert_false (culvert_mgmt_command_is_secret (command));
}

static void
test_fixed (void)
{
  assert_command (culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_STATE, CULVERT_MGMT_TELL_ON),
                  "state on",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_LOG, CULVERT_MGMT_TELL_OFF),
                  "log off",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_ECHO, CULVERT_MGMT_TELL_HISTORY),
                  "echo all",
                  CULVERT_MGMT_REPLY_LINES);
  assert_command (
      culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_LOG, CULVERT_MGMT_TELL_ON_AND_HISTORY),
      "log on all",
      CULVERT_MGMT_REPLY_SUCCESS_LINES);
  assert_command (culvert_mgmt_command_recent (CULVERT_MGMT_TOPIC_LOG, 20),
                  "log 20",
                  CULVERT_MGMT_REPLY_LINES);
  assert_command (culvert_mgmt_command_current_state (), "state", CULVERT_MGMT_REPLY_LINES);
  assert_command (culvert_mgmt_command_auth_retry (CULVERT_MGMT_AUTH_RETRY_INTERACT),
                  "auth-retry interact",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_auth_retry_query (),
                  "auth-retry",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_bytecount (0), "bytecount 0", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_client_version (5),
                  "version 5",
                  CULVERT_MGMT_REPLY_OPTIONAL);
  assert_command (culvert_mgmt_command_exit (), "exit", CULVERT_MGMT_REPLY_NONE);
  assert_command (culvert_mgmt_command_forget_passwords (),
                  "forget-passwords",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_help (), "help", CULVERT_MGMT_REPLY_LINES);
}

static void
test_more_fixed (void)
{
  assert_command (culvert_mgmt_command_hold (CULVERT_MGMT_HOLD_QUERY),
                  "hold",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_hold (CULVERT_MGMT_HOLD_OFF),
                  "hold off",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_hold (CULVERT_MGMT_HOLD_RELEASE),
                  "hold release",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_load_stats (), "load-stats", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_mute (40), "mute 40", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_mute_query (), "mute", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_nclients (), "nclients", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_pid (), "pid", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_pkcs11_id_count (),
                  "pkcs11-id-count",
                  CULVERT_MGMT_REPLY_PKCS11);
  assert_command (culvert_mgmt_command_pkcs11_id_get (63),
                  "pkcs11-id-get 63",
                  CULVERT_MGMT_REPLY_PKCS11);
  assert_command (culvert_mgmt_command_signal (CULVERT_MGMT_SIGNAL_TERM),
                  "signal SIGTERM",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_status (3), "status 3", CULVERT_MGMT_REPLY_LINES);
  assert_command (culvert_mgmt_command_verb (4), "verb 4", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_verb_query (), "verb", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_version (), "version", CULVERT_MGMT_REPLY_LINES);
}

static void
test_servers_and_proxies (void)
{
  assert_command (culvert_mgmt_command_remote_accept (),
                  "remote ACCEPT",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_remote_skip (1), "remote SKIP", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_remote_skip (3),
                  "remote SKIP 3",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_remote_mod ("2001:db8::1", "1194", NULL),
                  "remote MOD \"2001:db8::1\" \"1194\"",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_remote_entries (),
                  "remote-entry-get all",
                  CULVERT_MGMT_REPLY_LINES);
  assert_command (culvert_mgmt_command_remote_entry (7),
                  "remote-entry-get 7",
                  CULVERT_MGMT_REPLY_LINES);
  assert_command (culvert_mgmt_command_remote_entry_count (),
                  "remote-entry-count",
                  CULVERT_MGMT_REPLY_LINES);
  assert_command (culvert_mgmt_command_proxy_none (), "proxy NONE", CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_proxy_http ("proxy", "3128", NULL),
                  "proxy HTTP \"proxy\" \"3128\"",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_proxy_socks ("a \"b\"", "1080", NULL),
                  "proxy SOCKS \"a \\\"b\\\"\" \"1080\"",
                  CULVERT_MGMT_REPLY_ONE_LINE);
}

static void
test_length_of_an_address (void)
{
  g_autofree char *host = g_strnfill (79, 'h');
  g_autofree char *long_host = g_strnfill (80, 'h');
  g_autofree char *port = g_strnfill (19, '1');
  g_autofree char *long_port = g_strnfill (20, '1');
  g_autoptr (CulvertMgmtCommand) longest = culvert_mgmt_command_remote_mod (host, port, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (longest);
  g_assert_null (culvert_mgmt_command_remote_mod (long_host, port, NULL));
  g_assert_null (culvert_mgmt_command_proxy_http (host, long_port, NULL));
  g_assert_null (culvert_mgmt_command_proxy_http ("", port, NULL));
  g_assert_null (culvert_mgmt_command_proxy_socks (host, "", NULL));
  g_assert_null (culvert_mgmt_command_proxy_socks ("a\nsignal SIGTERM", "1080", &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
}

static void
test_quoting (void)
{
  static const struct
  {
    const char *text;
    const char *quoted;
  } rows[] = {
    { "plain", "plain" },
    { " two  blanks ", " two  blanks " },
    { "#;'%$`!*", "#;'%$`!*" },
    { "a\"b", "a\\\"b" },
    { "\"", "\\\"" },
    { "\\", "\\\\" },
    { "\\\\x20\"\"", "\\\\\\\\x20\\\"\\\"" },
    { "\xc3\xa9\xff\x80", "\xc3\xa9\xff\x80" },
    { "[[BLANK]]", "[[BLANK]]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *expected = g_strdup_printf ("username \"Auth\" \"%s\"\n", rows[i].quoted);
      g_autoptr (GError) error = NULL;
      g_autoptr (CulvertMgmtCommand) command =
          culvert_mgmt_command_username ("Auth", rows[i].text, &error);
      gsize length;

      g_assert_no_error (error);
      g_assert_cmpstr (culvert_mgmt_command_get_bytes (command, &length), ==, expected);
    }
}

/* Hostile case 9a: the name in the answer is the daemon's, to the byte. */
static void
test_type_is_quoted_too (void)
{
  g_autoptr (GError) error = NULL;

  assert_command (culvert_mgmt_command_needok ("x\" ok", FALSE, &error),
                  "needok \"x\\\" ok\" \"cancel\"",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_needok ("token-insertion-request", TRUE, &error),
                  "needok \"token-insertion-request\" \"ok\"",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  assert_command (culvert_mgmt_command_needstr ("pkcs11-id-request", "Lab\\x20Token/01", &error),
                  "needstr \"pkcs11-id-request\" \"Lab\\\\x20Token/01\"",
                  CULVERT_MGMT_REPLY_ONE_LINE);
  g_assert_no_error (error);
}

/* Hostile case 23a */
static void
test_password (void)
{
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("pa\"ss\\wo rd'#;\xc3\xa9", -1);
  g_autoptr (CulvertSecretText) empty = culvert_secret_text_new ("", 0);
  g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_password ("Auth", password, NULL);
  g_autoptr (CulvertMgmtCommand) blank = culvert_mgmt_command_password ("Auth", empty, NULL);
  gsize length;

  g_assert_cmpstr (culvert_mgmt_command_get_bytes (command, &length),
                   ==,
                   "password \"Auth\" \"pa\\\"ss\\\\wo rd'#;\xc3\xa9\"\n");
  g_assert_true (culvert_mgmt_command_is_secret (command));
  g_assert_cmpstr (culvert_mgmt_command_get_display (command), ==, "password \"Auth\" \"***\"");
  g_assert_cmpstr (culvert_mgmt_command_get_bytes (blank, &length), ==, "password \"Auth\" \"\"\n");
}

/* One line of a log, whatever the daemon called its question. */
static void
test_display (void)
{
  g_autoptr (CulvertMgmtCommand) fixed = culvert_mgmt_command_status (3);
  g_autoptr (CulvertMgmtCommand) text =
      culvert_mgmt_command_username ("Y\xff", "J\xc3\xbcrg", NULL);

  g_assert_cmpstr (culvert_mgmt_command_get_display (fixed), ==, "status 3");
  g_assert_cmpstr (culvert_mgmt_command_get_display (text),
                   ==,
                   "username \"Y\\xff\" \"J\xc3\xbcrg\"");
}

static void
test_login_is_raw (void)
{
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("a \"b\\", -1);
  g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_login (password, NULL);
  gsize length;

  g_assert_cmpstr (culvert_mgmt_command_get_bytes (command, &length), ==, "a \"b\\\n");
  g_assert_true (culvert_mgmt_command_is_secret (command));
  g_assert_cmpstr (culvert_mgmt_command_get_display (command), ==, "***");
  g_assert_cmpint (culvert_mgmt_command_get_reply_shape (command), ==, CULVERT_MGMT_REPLY_NONE);
}

static void
assert_refused (CulvertMgmtCommand *command, GError **error, const char *value)
{
  g_assert_null (command);
  g_assert_error (*error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
  if (*value != '\0')
    g_assert_null (strstr ((*error)->message, value));
  g_assert_true (g_str_has_suffix ((*error)->message, "."));
  g_clear_error (error);
}

/* S3, wherever text can stand. */
static void
assert_unsendable (const char *text, gsize length)
{
  g_autoptr (CulvertSecretText) secret = culvert_secret_text_new (text, (gssize) length);
  g_autoptr (CulvertSecretText) good = culvert_secret_text_new ("good", -1);
  g_autoptr (GError) error = NULL;

  assert_refused (culvert_mgmt_command_password ("Auth", secret, &error), &error, text);
  assert_refused (culvert_mgmt_command_login (secret, &error), &error, text);
  if (strlen (text) != length)
    return;

  assert_refused (culvert_mgmt_command_username ("Auth", text, &error), &error, text);
  assert_refused (culvert_mgmt_command_needstr ("name", text, &error), &error, text);
  assert_refused (culvert_mgmt_command_username (text, "good", &error), &error, text);
  assert_refused (culvert_mgmt_command_needok (text, TRUE, &error), &error, text);
  assert_refused (culvert_mgmt_command_password (text, good, &error), &error, text);
}

static void
test_control_characters (void)
{
  for (guint c = 0; c <= 0x7f; c++)
    {
      char text[] = "left?right";

      if (c >= 0x20 && c != 0x7f)
        continue;
      text[4] = (char) c;
      assert_unsendable (text, sizeof text - 1);
    }
}

static void
test_length_of_a_parameter (void)
{
  g_autofree char *longest = g_strnfill (255, 'x');
  g_autofree char *too_long = g_strnfill (256, 'x');
  g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_username ("Auth", longest, NULL);

  g_assert_nonnull (command);
  assert_unsendable (too_long, 256);
}

/* 255 bytes may become 510; with such a type as well the line would be too long for the daemon,
 * which would run its end as a command of its own. */
static void
test_length_of_a_line (void)
{
  g_autofree char *backslashes = g_strnfill (255, '\\');
  g_autofree char *type = g_strnfill (100, 'x');
  g_autofree char *long_type = g_strnfill (250, '"');
  g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_username (type, backslashes, NULL);
  gsize length;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (command);
  culvert_mgmt_command_get_bytes (command, &length);
  g_assert_cmpuint (length, ==, strlen ("username \"\" \"\"\n") + 100 + 510);

  assert_refused (culvert_mgmt_command_username (long_type, backslashes, &error),
                  &error,
                  backslashes);
}

/* Hostile case 23a, second part. */
static void
test_injection (void)
{
  g_autofree char *filling = g_strnfill (1007, 'A');
  g_autofree char *text = g_strconcat (filling, "X", "signal SIGTERM", NULL);

  assert_unsendable (text, strlen (text));
}

/* The daemon would go on waiting without a word. */
static void
test_empty_answers (void)
{
  g_autoptr (GError) error = NULL;

  assert_refused (culvert_mgmt_command_username ("Auth", "", &error), &error, "");
  assert_refused (culvert_mgmt_command_needstr ("name", "", &error), &error, "");
}

static void
test_cr_response (void)
{
  g_autoptr (CulvertSecretText) response = culvert_secret_text_new ("SGk=", -1);
  g_autoptr (CulvertSecretText) nothing = culvert_secret_text_new ("", -1);
  g_autofree char *long_text = g_strnfill (256, 'A');
  g_autoptr (CulvertSecretText) too_long = culvert_secret_text_new (long_text, -1);
  g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_cr_response (response, NULL);
  gsize length;

  g_assert_cmpstr (culvert_mgmt_command_get_bytes (command, &length), ==, "cr-response \"SGk=\"\n");
  g_assert_cmpstr (culvert_mgmt_command_get_display (command), ==, "cr-response \"***\"");
  g_assert_true (culvert_mgmt_command_is_secret (command));
  g_assert_null (culvert_mgmt_command_cr_response (nothing, NULL));
  g_assert_null (culvert_mgmt_command_cr_response (too_long, NULL));
}

/* A quote and a backslash take the place of two. */
static void
test_line_is_as_long_as_the_daemon_reads (void)
{
  g_autofree char *type = g_strnfill (255, '"');
  g_autofree char *quotes = g_strnfill (221, '\\');
  g_autofree char *text = g_strconcat (quotes + 1, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", NULL);
  g_autofree char *longer = g_strconcat (quotes, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", NULL);
  g_autoptr (CulvertMgmtCommand) longest = culvert_mgmt_command_username (type, text, NULL);
  g_autoptr (CulvertMgmtCommand) too_long = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_nonnull (longest);
  culvert_mgmt_command_get_bytes (longest, &length);
  g_assert_cmpuint (length, ==, 1000);

  too_long = culvert_mgmt_command_username (type, longer, &error);
  g_assert_null (too_long);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/command/fixed", test_fixed);
  g_test_add_func ("/management/command/more-fixed", test_more_fixed);
  g_test_add_func ("/management/command/servers-and-proxies", test_servers_and_proxies);
  g_test_add_func ("/management/command/length-of-an-address", test_length_of_an_address);
  g_test_add_func ("/management/command/quoting", test_quoting);
  g_test_add_func ("/management/command/type-is-quoted-too", test_type_is_quoted_too);
  g_test_add_func ("/management/command/password", test_password);
  g_test_add_func ("/management/command/display", test_display);
  g_test_add_func ("/management/command/login-is-raw", test_login_is_raw);
  g_test_add_func ("/management/command/control-characters", test_control_characters);
  g_test_add_func ("/management/command/length-of-a-parameter", test_length_of_a_parameter);
  g_test_add_func ("/management/command/length-of-a-line", test_length_of_a_line);
  g_test_add_func ("/management/command/line-is-as-long-as-the-daemon-reads",
                   test_line_is_as_long_as_the_daemon_reads);
  g_test_add_func ("/management/command/injection", test_injection);
  g_test_add_func ("/management/command/empty-answers", test_empty_answers);
  g_test_add_func ("/management/command/cr-response", test_cr_response);
  return g_test_run ();
}
