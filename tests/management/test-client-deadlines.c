/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-client.h"

#include "culvert-await.h"
#include "culvert-conversation.h"
#include "culvert-mgmt-error.h"

#include <sys/socket.h>

/* F11: a daemon that serves another program is silent, and may speak much later. */
static void
test_late_banner (void)
{
  g_autoptr (CulvertConversation) conversation =
      culvert_conversation_new (&culvert_impatient_limits);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &result);
  culvert_await (conversation->is_silent);
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (conversation->daemon), ==, 0);
  g_assert_cmpuint (conversation->n_closed, ==, 0);

  culvert_fake_daemon_oblige (conversation->daemon);
  culvert_fake_daemon_greet (conversation->daemon);
  culvert_await (conversation->n_ready == 1);
  g_assert_false (conversation->is_silent);
  culvert_conversation_assert_result (conversation, &result, "pid=4711", 0);
}

/* F6: the answer to the fence proves that the older command will never be answered. */
static void
test_reply_that_never_comes (void)
{
  g_autoptr (CulvertConversation) conversation =
      culvert_conversation_new (&culvert_impatient_limits);
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_status (3), NULL, &first);
  culvert_conversation_send (conversation, culvert_mgmt_command_verb_query (), NULL, &second);
  culvert_conversation_assert_result (conversation, &first, NULL, CULVERT_MGMT_ERROR_TIMED_OUT);
  culvert_await (conversation->is_silent);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "pid"));
  g_assert_false (culvert_fake_daemon_has_heard (conversation->daemon, "verb"));

  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: pid=4711");
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "verb"));
  g_assert_false (conversation->is_silent);
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: verb=3");
  culvert_conversation_assert_result (conversation, &second, "verb=3", 0);
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

static void
test_reply_that_comes_late (void)
{
  g_autoptr (CulvertConversation) conversation =
      culvert_conversation_new (&culvert_impatient_limits);
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &first);
  culvert_conversation_assert_result (conversation, &first, NULL, CULVERT_MGMT_ERROR_TIMED_OUT);
  culvert_await (culvert_fake_daemon_count_heard (conversation->daemon, "pid") == 2);

  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: pid=4711\nSUCCESS: pid=4711");
  culvert_await (!conversation->is_silent);
  culvert_conversation_send (conversation, culvert_mgmt_command_verb_query (), NULL, &second);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "verb"));
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: verb=3");
  culvert_conversation_assert_result (conversation, &second, "verb=3", 0);
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

/* F2: a daemon that is stopped. What was never sent is given back, and is not sent later. */
static void
test_silent_daemon (void)
{
  g_autoptr (CulvertConversation) conversation =
      culvert_conversation_new (&culvert_impatient_limits);
  GAsyncResult *results[3] = { NULL, NULL, NULL };

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_verb_query (), NULL, &results[0]);
  culvert_conversation_send (conversation, culvert_mgmt_command_mute_query (), NULL, &results[1]);
  culvert_conversation_assert_result (conversation,
                                      &results[0],
                                      NULL,
                                      CULVERT_MGMT_ERROR_TIMED_OUT);
  culvert_conversation_assert_result (conversation,
                                      &results[1],
                                      NULL,
                                      CULVERT_MGMT_ERROR_TIMED_OUT);
  culvert_conversation_send (conversation, culvert_mgmt_command_load_stats (), NULL, &results[2]);
  culvert_conversation_assert_result (conversation,
                                      &results[2],
                                      NULL,
                                      CULVERT_MGMT_ERROR_TIMED_OUT);
  g_assert_true (conversation->is_silent);
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (conversation->daemon), ==, 2);

  culvert_fake_daemon_oblige (conversation->daemon);
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: verb=3\nSUCCESS: pid=4711");
  culvert_await (!conversation->is_silent);
  culvert_conversation_send (conversation, culvert_mgmt_command_load_stats (), NULL, &results[2]);
  culvert_conversation_assert_result (conversation,
                                      &results[2],
                                      "nclients=0,bytesin=1957,bytesout=1941",
                                      0);
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (conversation->daemon), ==, 3);
}

/* A real daemon leaves out the end of a line of 10,239 bytes, and so glues the next reply to it. */
static void
test_glued_reply (void)
{
  g_autoptr (CulvertConversation) conversation =
      culvert_conversation_new (&culvert_impatient_limits);
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_pkcs11_id_get (3), NULL, &first);
  culvert_conversation_send (conversation, culvert_mgmt_command_pkcs11_id_get (4), NULL, &second);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "pkcs11-id-get 3"));
  culvert_fake_daemon_say_bytes (conversation->daemon, ">PKCS11ID-ENTRY:'3', BLOB:'MII", -1);
  culvert_conversation_assert_result (conversation, &first, NULL, CULVERT_MGMT_ERROR_TIMED_OUT);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "pid"));
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: pid=4711");
  culvert_conversation_assert_result (conversation, &second, NULL, CULVERT_MGMT_ERROR_TIMED_OUT);
  culvert_await (conversation->n_closed == 1);
  g_assert_error (conversation->error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_TIMED_OUT);
  g_assert_false (culvert_fake_daemon_has_heard (conversation->daemon, "pkcs11-id-get 4"));
}

/* A daemon before 2.7.1 does not answer `version 5`, a later one does. */
static void
test_optional_reply (void)
{
  static const char *const replies[] = {
    "SUCCESS: pid=1",
    "SUCCESS: Management client version set to 5\nSUCCESS: pid=1",
  };
  static const char *const texts[] = { "", "Management client version set to 5" };

  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
      GAsyncResult *first = NULL;
      GAsyncResult *second = NULL;

      culvert_conversation_begin (conversation);
      culvert_conversation_send (conversation,
                                 culvert_mgmt_command_client_version (5),
                                 NULL,
                                 &first);
      culvert_conversation_send (conversation, culvert_mgmt_command_verb_query (), NULL, &second);
      culvert_await (culvert_fake_daemon_get_n_heard (conversation->daemon) == 2);
      g_assert_cmpstr (culvert_fake_daemon_get_heard (conversation->daemon, 1), ==, "pid");
      culvert_fake_daemon_say (conversation->daemon, replies[i]);
      culvert_conversation_assert_result (conversation, &first, texts[i], 0);
      culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "verb"));
      culvert_fake_daemon_say (conversation->daemon, "SUCCESS: verb=3");
      culvert_conversation_assert_result (conversation, &second, "verb=3", 0);
      g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
    }
}

/* A daemon that reads nothing at all, with a socket that is full from the start. */
static void
test_deaf_peer (void)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new ();
  g_autoptr (GIOStream) stream = culvert_fake_daemon_get_stream (daemon);
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));
  g_autoptr (CulvertConversation) conversation =
      culvert_conversation_new_on (stream, &culvert_impatient_limits);
  g_autofree char *filling = g_strnfill (4096, 'x');
  GAsyncResult *result = NULL;

  culvert_fake_daemon_set_deaf (daemon, TRUE);
  g_assert_true (g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, 1, NULL));
  while (g_socket_send_with_blocking (socket, filling, 4096, FALSE, NULL, NULL) > 0)
    ;
  culvert_fake_daemon_greet (daemon);
  culvert_await (conversation->n_ready == 1);
  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &result);
  culvert_conversation_assert_result (conversation, &result, NULL, CULVERT_MGMT_ERROR_TIMED_OUT);
  culvert_await (conversation->is_silent);
  culvert_fake_daemon_say (daemon, CULVERT_STATE_LINE);
  culvert_await (conversation->n_events[CULVERT_MGMT_EVENT_STATE] == 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/client-deadlines/late-banner", test_late_banner);
  g_test_add_func ("/management/client-deadlines/reply-that-never-comes",
                   test_reply_that_never_comes);
  g_test_add_func ("/management/client-deadlines/reply-that-comes-late",
                   test_reply_that_comes_late);
  g_test_add_func ("/management/client-deadlines/silent-daemon", test_silent_daemon);
  g_test_add_func ("/management/client-deadlines/glued-reply", test_glued_reply);
  g_test_add_func ("/management/client-deadlines/optional-reply", test_optional_reply);
  g_test_add_func ("/management/client-deadlines/deaf-peer", test_deaf_peer);
  return g_test_run ();
}
