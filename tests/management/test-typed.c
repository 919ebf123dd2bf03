/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-command.h"

#include <string.h>

static CulvertMgmtTyped *
type (const char *text)
{
  g_autoptr (CulvertSecretText) line = culvert_secret_text_new (text, -1);

  return culvert_mgmt_typed_new (line);
}

static void
test_reply_is_known (void)
{
  static const struct
  {
    const char *line;
    CulvertMgmtReplyShape shape;
  } rows[] = {
    { "pid", CULVERT_MGMT_REPLY_ONE_LINE },
    { "  status 3", CULVERT_MGMT_REPLY_LINES },
    { "state", CULVERT_MGMT_REPLY_LINES },
    { "state all", CULVERT_MGMT_REPLY_LINES },
    { "log 20", CULVERT_MGMT_REPLY_LINES },
    { "log on", CULVERT_MGMT_REPLY_ONE_LINE },
    { "log \"on\" 'all'", CULVERT_MGMT_REPLY_SUCCESS_LINES },
    { "echo on 5", CULVERT_MGMT_REPLY_SUCCESS_LINES },
    { "version", CULVERT_MGMT_REPLY_LINES },
    { "version 5", CULVERT_MGMT_REPLY_OPTIONAL },
    { "quit", CULVERT_MGMT_REPLY_NONE },
    { "pkcs11-id-count", CULVERT_MGMT_REPLY_PKCS11 },
    { "password Auth secret", CULVERT_MGMT_REPLY_ONE_LINE },
    { "test 5", CULVERT_MGMT_REPLY_FENCED },
    { "push-update-broad \"route 10.0.0.0\"", CULVERT_MGMT_REPLY_FENCED },
    { "no-such-command", CULVERT_MGMT_REPLY_FENCED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertMgmtTyped) typed = type (rows[i].line);

      g_assert_cmpint (culvert_mgmt_typed_get_fault (typed), ==, CULVERT_MGMT_TYPED_GOOD);
      g_assert_cmpint (culvert_mgmt_typed_get_reply_shape (typed), ==, rows[i].shape);
    }
}

/* Requirement S3, and what would make the daemon lose step with us. */
static void
test_fault_is_found (void)
{
  static const struct
  {
    const char *line;
    CulvertMgmtTypedFault fault;
  } rows[] = {
    { "", CULVERT_MGMT_TYPED_EMPTY },
    { "   ", CULVERT_MGMT_TYPED_EMPTY },
    { "# pid", CULVERT_MGMT_TYPED_EMPTY },
    { "; pid", CULVERT_MGMT_TYPED_EMPTY },
    { "username Auth a\nsignal SIGTERM", CULVERT_MGMT_TYPED_CONTROL },
    { "status\t3", CULVERT_MGMT_TYPED_CONTROL },
    { "status \x7f", CULVERT_MGMT_TYPED_CONTROL },
    { "needstr x \"open", CULVERT_MGMT_TYPED_QUOTES },
    { "needstr x 'open", CULVERT_MGMT_TYPED_QUOTES },
    { "needstr x bad\\escape", CULVERT_MGMT_TYPED_QUOTES },
    { "needstr x last\\", CULVERT_MGMT_TYPED_QUOTES },
    { "a b c d e f g h i j k l m n o p q", CULVERT_MGMT_TYPED_MANY_WORDS },
    { "client-auth 0 0", CULVERT_MGMT_TYPED_BLOCK },
    { "\"pk-sig\"", CULVERT_MGMT_TYPED_BLOCK },
    { "rsa-sig", CULVERT_MGMT_TYPED_BLOCK },
    { "certificate", CULVERT_MGMT_TYPED_BLOCK },
    { "password Auth", CULVERT_MGMT_TYPED_BLOCK },
    { "log all on", CULVERT_MGMT_TYPED_TWICE },
    { "log off off", CULVERT_MGMT_TYPED_TWICE },
    { "state on never", CULVERT_MGMT_TYPED_TWICE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertMgmtTyped) typed = type (rows[i].line);

      g_assert_cmpint (culvert_mgmt_typed_get_fault (typed), ==, rows[i].fault);
    }
}

static void
test_length_is_bounded (void)
{
  g_autofree char *word = g_strnfill (255, 'x');
  g_autofree char *good_word = g_strconcat ("needstr a ", word, NULL);
  g_autofree char *long_word = g_strconcat ("needstr a ", word, "x", NULL);
  g_autofree char *blanks = g_strnfill (996, ' ');
  g_autofree char *good_line = g_strconcat (blanks, "pid", NULL);
  g_autofree char *long_line = g_strconcat (blanks, "pid ", NULL);
  g_autoptr (CulvertMgmtTyped) a = type (good_word);
  g_autoptr (CulvertMgmtTyped) b = type (long_word);
  g_autoptr (CulvertMgmtTyped) c = type (good_line);
  g_autoptr (CulvertMgmtTyped) d = type (long_line);

  g_assert_cmpint (culvert_mgmt_typed_get_fault (a), ==, CULVERT_MGMT_TYPED_GOOD);
  g_assert_cmpint (culvert_mgmt_typed_get_fault (b), ==, CULVERT_MGMT_TYPED_LONG_WORD);
  g_assert_cmpint (culvert_mgmt_typed_get_fault (c), ==, CULVERT_MGMT_TYPED_GOOD);
  g_assert_cmpint (culvert_mgmt_typed_get_fault (d), ==, CULVERT_MGMT_TYPED_LONG_LINE);
}

static void
test_command_is_what_was_typed (void)
{
  g_autoptr (CulvertMgmtTyped) typed = type ("needstr \"a name\" 'gr\xc3\xbc\xc3\x9f dich'");
  g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_typed (typed);
  gsize length;

  g_assert_cmpstr (culvert_mgmt_command_get_bytes (command, &length),
                   ==,
                   "needstr \"a name\" 'gr\xc3\xbc\xc3\x9f dich'\n");
  g_assert_cmpuint (length, ==, strlen ("needstr \"a name\" 'grue\xc3\x9f dich'\n"));
  g_assert_false (culvert_mgmt_command_is_secret (command));
  g_assert_cmpstr (culvert_mgmt_typed_get_word (typed, 1), ==, "a name");
  g_assert_cmpuint (culvert_mgmt_typed_get_n_words (typed), ==, 3);
}

static void
test_secret_is_not_shown (void)
{
  static const struct
  {
    const char *line;
    const char *display;
  } rows[] = {
    { "password \"Auth\" \"Hunter2\"", "password \"Auth\" ***" },
    { "PASSWORD Auth Hunter2", "PASSWORD \"Auth\" ***" },
    { "passwd Hunter2", "passwd ***" },
    { "cr-response SHVudGVyMg==", "cr-response ***" },
    { "\"pid\" now", "pid" },
    { "client-deny 0 1 \"CRV1:R:Hunter2:dQ==:Code\"", "client-deny 0 1 \"CRV1:R:***:dQ==:Code\"" },
    { "username Auth bob", "username Auth bob" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertMgmtTyped) typed = type (rows[i].line);
      g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_typed (typed);

      g_assert_cmpstr (culvert_mgmt_command_get_display (command), ==, rows[i].display);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/management/typed/reply-is-known", test_reply_is_known);
  g_test_add_func ("/management/typed/fault-is-found", test_fault_is_found);
  g_test_add_func ("/management/typed/length-is-bounded", test_length_is_bounded);
  g_test_add_func ("/management/typed/command-is-what-was-typed", test_command_is_what_was_typed);
  g_test_add_func ("/management/typed/secret-is-not-shown", test_secret_is_not_shown);

  return g_test_run ();
}
