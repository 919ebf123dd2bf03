/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-client.h"

#include "culvert-await.h"
#include "culvert-conversation.h"
#include "culvert-mgmt-error.h"

#include <sys/socket.h>

static void
test_full_queue (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  GAsyncResult *results[65] = { NULL };

  culvert_conversation_begin (conversation);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    culvert_conversation_send (conversation, culvert_mgmt_command_verb_query (), NULL, &results[i]);
  culvert_conversation_assert_result (conversation, &results[64], NULL, CULVERT_MGMT_ERROR_CLOSED);
  g_assert_cmpuint (conversation->n_closed, ==, 0);

  culvert_fake_daemon_oblige (conversation->daemon);
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: verb=3");
  for (gsize i = 0; i < 64; i++)
    culvert_conversation_assert_result (conversation, &results[i], "verb=3", 0);
}

/* F5: a write that goes out in many parts. */
static void
test_slow_peer (void)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new ();
  g_autoptr (GIOStream) stream = culvert_fake_daemon_get_stream (daemon);
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new_on (stream, NULL);
  g_autofree char *text = g_strnfill (255, '\\');
  g_autofree char *type = g_strnfill (200, 'x');
  g_autofree char *escaped = g_strnfill (510, '\\');
  g_autofree char *expected = g_strdup_printf ("username \"%s\" \"%s\"", type, escaped);
  GAsyncResult *results[64] = { NULL };

  g_assert_true (g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, 1, NULL));
  culvert_fake_daemon_greet (daemon);
  culvert_await (conversation->n_ready == 1);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    culvert_conversation_send (conversation,
                               culvert_mgmt_command_username (type, text, NULL),
                               NULL,
                               &results[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      culvert_await (culvert_fake_daemon_get_n_heard (daemon) == i + 1);
      g_assert_cmpstr (culvert_fake_daemon_get_last_heard (daemon), ==, expected);
      culvert_fake_daemon_say (daemon, "SUCCESS: x");
      culvert_conversation_assert_result (conversation, &results[i], "x", 0);
    }
}

/* A daemon that answers what it has not been asked: its answer comes before our write is done. */
static void
test_early_answer (void)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new ();
  g_autoptr (GIOStream) stream = culvert_fake_daemon_get_stream (daemon);
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new_on (stream, NULL);
  g_autofree char *text = g_strnfill (250, 'y');
  GAsyncResult *results[64] = { NULL };
  guint n_sent = 0;

  culvert_fake_daemon_set_deaf (daemon, TRUE);
  g_assert_true (g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, 1, NULL));
  culvert_fake_daemon_greet (daemon);
  culvert_await (conversation->n_ready == 1);
  for (; n_sent < G_N_ELEMENTS (results); n_sent++)
    culvert_conversation_send (conversation,
                               culvert_mgmt_command_username (text, text, NULL),
                               NULL,
                               &results[n_sent]);

  for (guint i = 0; i < 100; i++)
    culvert_fake_daemon_say (daemon, "SUCCESS: early\nERROR: early\nEND");
  culvert_await_quiet ();
  culvert_fake_daemon_set_deaf (daemon, FALSE);
  culvert_await (culvert_fake_daemon_get_n_heard (daemon) > 0);
  culvert_fake_daemon_hang_up (daemon);
  culvert_await (conversation->n_closed == 1);
  culvert_await_quiet ();
  for (guint i = 0; i < n_sent; i++)
    g_clear_object (&results[i]);
}

/* S12, within a connection. */
static void
test_overlong_line (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autofree char *line = g_strnfill (200000, 'x');

  culvert_conversation_begin (conversation);
  culvert_fake_daemon_say (conversation->daemon, line);
  culvert_conversation_assert_understands (conversation);
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 1);
}

static void
test_overlong_lines_close (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autofree char *line = g_strnfill (70000, 'x');

  culvert_conversation_begin (conversation);
  for (guint i = 0; i < 15; i++)
    culvert_fake_daemon_say (conversation->daemon, line);
  culvert_conversation_assert_understands (conversation);
  culvert_fake_daemon_say (conversation->daemon, line);
  culvert_await (conversation->n_closed == 1);
  g_assert_error (conversation->error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_NOT_MANAGEMENT);
}

static void
test_endless_greeting (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autofree char *line = g_strnfill (70000, 'x');

  culvert_fake_daemon_say_bytes (conversation->daemon, line, -1);
  culvert_await (conversation->n_closed == 1);
  g_assert_error (conversation->error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_NOT_MANAGEMENT);
}

/* Beyond the bound the rest is swallowed, and the connection lives on. */
static void
test_endless_reply (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  GAsyncResult *result = NULL;
  GString *lines = g_string_new (NULL);

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_status (3), NULL, &result);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "status 3"));
  for (guint i = 0; i <= 100000; i++)
    g_string_append (lines, "CLIENT_LIST\r\n");
  g_string_append (lines, "END\r\n");
  culvert_fake_daemon_say_bytes (conversation->daemon, lines->str, (gssize) lines->len);
  culvert_conversation_assert_result (conversation,
                                      &result,
                                      NULL,
                                      CULVERT_MGMT_ERROR_NOT_MANAGEMENT);
  culvert_conversation_assert_understands (conversation);
  g_string_free (lines, TRUE);
}

static void
test_flood (void)
{
  static const CulvertMgmtClientLimits strict = {
    .banner_ms = 5000,
    .reply_ms = 10000,
    .max_lines_per_second = 100,
    .flood_ms = 30,
  };
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (&strict);

  culvert_conversation_begin (conversation);
  while (conversation->n_flooded == 0)
    {
      culvert_fake_daemon_say (conversation->daemon, ">LOG:1,,x\n>LOG:1,,y\n>LOG:1,,z");
      culvert_await (culvert_fake_daemon_is_done (conversation->daemon));
      culvert_await_quiet ();
    }
  for (guint i = 0; i < 1000; i++)
    culvert_fake_daemon_say (conversation->daemon, ">LOG:1,,x");
  culvert_conversation_assert_understands (conversation);
  g_assert_cmpuint (conversation->n_flooded, ==, 1);
  g_assert_cmpuint (conversation->n_closed, ==, 0);
}

static void
take_long (CulvertConversation *conversation)
{
  gint64 until = g_get_monotonic_time () + 200;

  while (g_get_monotonic_time () < until)
    ;
}

/* A listener that is slow makes a turn end early. What is left then is in our own buffer, where the
 * socket does not announce it. */
static void
test_slow_listener (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);

  culvert_conversation_begin (conversation);
  conversation->hook = take_long;
  for (guint i = 0; i < 1000; i++)
    culvert_fake_daemon_say (conversation->daemon, ">LOG:1,,x");
  culvert_await (conversation->n_events[CULVERT_MGMT_EVENT_LOG] == 1000);
  conversation->hook = NULL;
  culvert_conversation_assert_understands (conversation);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/client-bounds/full-queue", test_full_queue);
  g_test_add_func ("/management/client-bounds/slow-peer", test_slow_peer);
  g_test_add_func ("/management/client-bounds/early-answer", test_early_answer);
  g_test_add_func ("/management/client-bounds/overlong-line", test_overlong_line);
  g_test_add_func ("/management/client-bounds/overlong-lines-close", test_overlong_lines_close);
  g_test_add_func ("/management/client-bounds/endless-greeting", test_endless_greeting);
  g_test_add_func ("/management/client-bounds/endless-reply", test_endless_reply);
  g_test_add_func ("/management/client-bounds/flood", test_flood);
  g_test_add_func ("/management/client-bounds/slow-listener", test_slow_listener);
  return g_test_run ();
}
