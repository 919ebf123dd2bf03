/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-client.h"

#include "culvert-await.h"
#include "culvert-conversation.h"
#include "culvert-mgmt-command-server.h"
#include "culvert-mgmt-error.h"

#include <string.h>

#define MANY 150000 /* more than are kept of a reply */

typedef struct
{
  GString *lines; /* (owned) (nullable) */
  guint n;
} Taken;

static void
on_line (char *line, gsize length, gpointer user_data)
{
  Taken *taken = user_data;

  g_assert_cmpuint (strlen (line), ==, length);
  taken->n++;
  if (taken->lines != NULL)
    g_string_append_printf (taken->lines, "%s\n", line);
}

static CulvertMgmtCommand *
new_status (Taken *taken)
{
  CulvertMgmtCommand *command = culvert_mgmt_command_status (3);

  culvert_mgmt_command_hand_out_lines (command, on_line, taken);
  return command;
}

static void
test_lines_are_handed_out (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (CulvertMgmtReply) reply = NULL;
  Taken taken = { lines, 0 };

  culvert_fake_daemon_answer (conversation->daemon,
                              "status 3",
                              "TITLE\tx\n" CULVERT_STATE_LINE "\nCLIENT_LIST\ty\nEND");
  culvert_conversation_begin (conversation);
  reply = culvert_conversation_ask (conversation, new_status (&taken), NULL);
  g_assert_cmpuint (culvert_mgmt_reply_get_n_lines (reply), ==, 0);
  g_assert_cmpstr (lines->str, ==, "TITLE\tx\nCLIENT_LIST\ty\n");
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_STATE], ==, 1);
  culvert_conversation_assert_understands (conversation);
}

static void
test_a_refusal_hands_out_nothing (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GError) error = NULL;
  Taken taken = { NULL, 0 };

  culvert_fake_daemon_answer (conversation->daemon,
                              "status 3",
                              "ERROR: bad status format version number");
  culvert_conversation_begin (conversation);
  g_assert_null (culvert_conversation_ask (conversation, new_status (&taken), &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED);
  g_assert_cmpuint (taken.n, ==, 0);
}

/* So that a few fast lines are a flood. */
static const CulvertMgmtClientLimits strict = {
  .banner_ms = 5000,
  .reply_ms = 30000,
  .max_lines_per_second = 1000,
  .flood_ms = 10,
};

/* Nobody has to keep them, and they are no flood: they were asked for. */
static void
test_as_many_lines_as_there_are (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (&strict);
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  Taken taken = { NULL, 0 };

  for (guint i = 0; i < MANY; i++)
    g_string_append (answer, "x\r\n");
  g_string_append (answer, "END\r\n");
  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, new_status (&taken), NULL, &result);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "status 3"));
  culvert_fake_daemon_say_bytes (conversation->daemon, answer->str, (gssize) answer->len);
  culvert_conversation_assert_result (conversation, &result, "", 0);
  g_assert_cmpuint (taken.n, ==, MANY);
  g_assert_cmpuint (conversation->n_flooded, ==, 0);
}

static void
say_many (CulvertConversation *conversation, const char *line)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < MANY; i++)
    g_string_append (lines, line);
  culvert_fake_daemon_say_bytes (conversation->daemon, lines->str, (gssize) lines->len);
  culvert_conversation_assert_understands (conversation);
}

/* When a server has begun anew all its clients come at once. */
static void
test_notices_of_clients_are_no_flood (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (&strict);

  culvert_conversation_begin (conversation);
  say_many (conversation, ">CLIENT:ENV,x=y\r\n");
  say_many (conversation, ">BYTECOUNT_CLI:1,2,3\r\n");
  g_assert_cmpuint (conversation->n_flooded, ==, 0);
  say_many (conversation, ">LOG:1,,x\r\n");
  g_assert_cmpuint (conversation->n_flooded, ==, 1);
}

static void
test_no_line_after_the_caller_was_told (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  Taken taken = { NULL, 0 };

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, new_status (&taken), cancellable, &result);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "status 3"));
  culvert_fake_daemon_say (conversation->daemon, "TITLE\tx");
  culvert_await (taken.n == 1);

  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
  culvert_fake_daemon_say (conversation->daemon, "CLIENT_LIST\ty\nEND");
  culvert_conversation_assert_understands (conversation);
  g_assert_cmpuint (taken.n, ==, 1);
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

/* What comes of an update, and whether the next command still gets its own reply. */
static char *
push (const char *answer)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (CulvertMgmtReply) reply = NULL;
  g_autoptr (CulvertMgmtReply) next = NULL;
  g_autoptr (GError) error = NULL;

  culvert_fake_daemon_answer (conversation->daemon, "push-update-broad \"-dns\"", answer);
  culvert_fake_daemon_answer (conversation->daemon, "nclients", "SUCCESS: nclients=3");
  culvert_conversation_begin (conversation);
  reply = culvert_conversation_ask (conversation,
                                    culvert_mgmt_command_push_update ("-dns", NULL),
                                    &error);
  next = culvert_conversation_ask (conversation, culvert_mgmt_command_nclients (), NULL);
  g_assert_nonnull (next);
  g_assert_cmpstr (culvert_mgmt_reply_get_text (next), ==, "nclients=3");
  return g_strdup (reply != NULL ? culvert_mgmt_reply_get_text (reply) : error->message);
}

static void
test_two_finals_are_one_reply (void)
{
  static const char *const rows[][2] = {
    { "SUCCESS: 2 client(s) updated\nSUCCESS: push-update command succeeded",
      "2 client(s) updated" },
    { "a line of its own\nSUCCESS: 1 client(s) updated\nSUCCESS: push-update command succeeded",
      "1 client(s) updated" },
    { "ERROR: no client updated\nERROR: push-update command failed",
      "The OpenVPN daemon refused the command (no client updated)." },
    { "ERROR: unknown command [push-update-broad], enter 'help' for more options",
      "The OpenVPN daemon refused the command (unknown command [push-update-broad], enter 'help' "
      "for more options)." },
    { "ERROR: The 'push-update-broad' command is not supported by the current daemon mode",
      "The OpenVPN daemon refused the command (The 'push-update-broad' command is not supported by "
      "the current daemon mode)." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *result = push (rows[i][0]);

      g_assert_cmpstr (result, ==, rows[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/client-replies/lines-are-handed-out", test_lines_are_handed_out);
  g_test_add_func ("/management/client-replies/a-refusal-hands-out-nothing",
                   test_a_refusal_hands_out_nothing);
  g_test_add_func ("/management/client-replies/as-many-lines-as-there-are",
                   test_as_many_lines_as_there_are);
  g_test_add_func ("/management/client-replies/notices-of-clients-are-no-flood",
                   test_notices_of_clients_are_no_flood);
  g_test_add_func ("/management/client-replies/no-line-after-the-caller-was-told",
                   test_no_line_after_the_caller_was_told);
  g_test_add_func ("/management/client-replies/two-finals-are-one-reply",
                   test_two_finals_are_one_reply);
  return g_test_run ();
}
