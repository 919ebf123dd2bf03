/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-conversation.h"

#include <string.h>

static void
on_heard (const char *text, gsize length, gpointer user_data)
{
  g_assert_cmpuint (strlen (text), ==, length);
  g_string_append_printf (user_data, "< %s\n", text);
}

static void
on_sent (const char *display, gpointer user_data)
{
  g_string_append_printf (user_data, "> %s\n", display);
}

static const CulvertMgmtTap tap = { .heard = on_heard, .sent = on_sent };

static CulvertMgmtCommand *
type (const char *text)
{
  g_autoptr (CulvertSecretText) line = culvert_secret_text_new (text, -1);
  g_autoptr (CulvertMgmtTyped) typed = culvert_mgmt_typed_new (line);

  return culvert_mgmt_command_typed (typed);
}

static void
test_everything_is_heard_in_order (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (CulvertMgmtReply) reply = NULL;

  culvert_mgmt_client_set_tap (conversation->client, &tap, heard);
  culvert_conversation_begin (conversation);
  culvert_fake_daemon_answer (conversation->daemon,
                              "pid",
                              CULVERT_STATE_LINE "\nSUCCESS: pid=4711");
  reply = culvert_conversation_ask (conversation, culvert_mgmt_command_pid (), NULL);
  g_assert_nonnull (reply);
  g_assert_cmpstr (heard->str,
                   ==,
                   "< " CULVERT_FAKE_BANNER "\n> pid\n< " CULVERT_STATE_LINE
                   "\n< SUCCESS: pid=4711\n");
}

static void
test_login_is_not_told (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("hunter2", -1);
  g_autoptr (GString) heard = g_string_new (NULL);

  culvert_mgmt_client_set_tap (conversation->client, &tap, heard);
  culvert_fake_daemon_say_bytes (conversation->daemon, "ENTER PASSWORD:", -1);
  culvert_await (conversation->n_password_wanted == 1);
  g_assert_true (culvert_mgmt_client_log_in (conversation->client, password, NULL));
  culvert_await (culvert_fake_daemon_get_n_heard (conversation->daemon) == 1);
  g_assert_cmpstr (heard->str, ==, "< ENTER PASSWORD:\n> ***\n");
}

static void
test_nobody_listens_any_more (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GString) heard = g_string_new (NULL);

  culvert_mgmt_client_set_tap (conversation->client, &tap, heard);
  culvert_mgmt_client_set_tap (conversation->client, NULL, NULL);
  culvert_conversation_begin (conversation);
  culvert_conversation_assert_understands (conversation);
  g_assert_cmpstr (heard->str, ==, "");
}

/* Whatever a daemon replies to a command that nobody knows, the next reply is the next command's.
 */
static void
test_unknown_reply_ends (void)
{
  static const char *const replies[] = {
    "SUCCESS: 1 client(s) updated\nSUCCESS: push-update command succeeded",
    "ERROR: no client updated\nERROR: push-update command failed",
    "line number 0\nline number 1",
    "some text\nEND",
    "END\nEND\nSUCCESS: x",
    "",
  };
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);

  culvert_conversation_begin (conversation);
  culvert_fake_daemon_answer (conversation->daemon, "pid", "SUCCESS: pid=4711");
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (CulvertMgmtReply) reply = NULL;
      g_autoptr (GError) error = NULL;

      culvert_fake_daemon_answer (conversation->daemon, "novelty", replies[i]);
      reply = culvert_conversation_ask (conversation, type ("novelty"), &error);
      g_assert_no_error (error);
      culvert_conversation_assert_understands (conversation);
    }
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/management/tap/everything-is-heard-in-order",
                   test_everything_is_heard_in_order);
  g_test_add_func ("/management/tap/login-is-not-told", test_login_is_not_told);
  g_test_add_func ("/management/tap/nobody-listens-any-more", test_nobody_listens_any_more);
  g_test_add_func ("/management/tap/unknown-reply-ends", test_unknown_reply_ends);

  return g_test_run ();
}
