/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-client.h"

#include "culvert-await.h"
#include "culvert-conversation.h"
#include "culvert-mgmt-error.h"

static void
test_exit (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  GAsyncResult *result = NULL;

  culvert_fake_daemon_oblige (conversation->daemon);
  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_exit (), NULL, &result);
  culvert_conversation_assert_result (conversation, &result, "", 0);
  culvert_await (conversation->n_closed == 1);
  g_assert_no_error (conversation->error);
}

static void
test_end_fails_what_waits (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  GAsyncResult *results[3] = { NULL, NULL, NULL };

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &results[0]);
  culvert_conversation_send (conversation, culvert_mgmt_command_verb_query (), NULL, &results[1]);
  culvert_await (culvert_fake_daemon_get_n_heard (conversation->daemon) == 1);
  culvert_fake_daemon_say_bytes (conversation->daemon, ">STATE:1,CONN", -1);
  culvert_fake_daemon_hang_up (conversation->daemon);
  culvert_conversation_assert_result (conversation, &results[0], NULL, CULVERT_MGMT_ERROR_CLOSED);
  culvert_conversation_assert_result (conversation, &results[1], NULL, CULVERT_MGMT_ERROR_CLOSED);
  culvert_await (conversation->n_closed == 1);
  g_assert_no_error (conversation->error);
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_STATE], ==, 0);

  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &results[2]);
  culvert_conversation_assert_result (conversation, &results[2], NULL, CULVERT_MGMT_ERROR_CLOSED);
}

/* The last words of a daemon are heard, even where it will hear none of ours. */
static void
test_last_words (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  GAsyncResult *result = NULL;

  culvert_conversation_begin (conversation);
  culvert_fake_daemon_say (conversation->daemon, ">FATAL:no more");
  culvert_fake_daemon_hang_up (conversation->daemon);
  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &result);
  culvert_await (conversation->n_closed == 1);
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_FATAL], ==, 1);
  culvert_conversation_assert_result (conversation, &result, NULL, CULVERT_MGMT_ERROR_CLOSED);
}

static void
close_client (CulvertConversation *conversation)
{
  if (conversation->client == NULL)
    return;

  culvert_mgmt_client_close (conversation->client);
  g_clear_object (&conversation->client);
}

static void
drop_client (CulvertConversation *conversation)
{
  g_clear_object (&conversation->client);
}

/* Whatever the client tells, the listener may answer by closing or dropping it. */
static void
test_goodbye_in_the_middle (void)
{
  static const char *const lines[] = {
    CULVERT_FAKE_BANNER "\r\n>LOG:1,,a\r\n>LOG:1,,b\r\n",
    ">LOG:1,,a\r\n>LOG:1,,b\r\n",
    ">PASSWORD:Need 'Auth' username/password\r\n>LOG:1,,b\r\n",
    ">PASSWORD:Auth-Token:x\r\n>LOG:1,,b\r\n",
  };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
      guint before;

      if (i / 2 > 0)
        culvert_conversation_begin (conversation);
      before = conversation->record->len;
      conversation->hook = i % 2 == 0 ? close_client : drop_client;
      culvert_fake_daemon_say_bytes (conversation->daemon, lines[i / 2], -1);
      culvert_await (conversation->record->len > before);
      culvert_await (!culvert_fake_daemon_is_connected (conversation->daemon));
      g_assert_null (conversation->client);
      g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_LOG], <=, 1);
    }
}

static void
test_goodbye_at_other_times (void)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CulvertConversation) conversation =
          culvert_conversation_new (&culvert_impatient_limits);

      conversation->hook = close_client;
      if (i == 0)
        culvert_fake_daemon_say_bytes (conversation->daemon, "ENTER PASSWORD:", -1);
      else if (i == 1)
        culvert_fake_daemon_hang_up (conversation->daemon);
      culvert_await (conversation->client == NULL); /* i == 2: silent */
      culvert_await_quiet ();
    }
}

static void
on_reply_close (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CulvertConversation *conversation = user_data;
  CulvertMgmtReply *reply =
      culvert_mgmt_client_send_finish (CULVERT_MGMT_CLIENT (source), result, NULL);

  g_clear_pointer (&reply, culvert_mgmt_reply_free);
  close_client (conversation);
}

static void
test_goodbye_in_a_reply (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  guint n = 0;

  culvert_fake_daemon_oblige (conversation->daemon);
  culvert_conversation_begin (conversation);
  for (; n < 5; n++)
    culvert_mgmt_client_send_async (conversation->client,
                                    culvert_mgmt_command_pid (),
                                    NULL,
                                    on_reply_close,
                                    conversation);
  culvert_await (conversation->client == NULL);
  culvert_await (!culvert_fake_daemon_is_connected (conversation->daemon));
  g_assert_cmpuint (conversation->n_closed, ==, 0);
}

static void
test_close_twice (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  GAsyncResult *result = NULL;

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &result);
  culvert_mgmt_client_close (conversation->client);
  culvert_mgmt_client_close (conversation->client);
  culvert_conversation_assert_result (conversation, &result, NULL, CULVERT_MGMT_ERROR_CLOSED);
  g_assert_cmpuint (conversation->n_closed, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/client-end/exit", test_exit);
  g_test_add_func ("/management/client-end/end-fails-what-waits", test_end_fails_what_waits);
  g_test_add_func ("/management/client-end/last-words", test_last_words);
  g_test_add_func ("/management/client-end/goodbye-in-the-middle", test_goodbye_in_the_middle);
  g_test_add_func ("/management/client-end/goodbye-at-other-times", test_goodbye_at_other_times);
  g_test_add_func ("/management/client-end/goodbye-in-a-reply", test_goodbye_in_a_reply);
  g_test_add_func ("/management/client-end/close-twice", test_close_twice);
  return g_test_run ();
}
