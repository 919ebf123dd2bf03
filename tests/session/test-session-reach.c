/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-reach.h"

#include "culvert-await.h"
#include "culvert-session-ping.h"

typedef struct
{
  CulvertSessionReach *reach; /* (owned) */
  GSocketListener *server;    /* (owned) */
  guint16 port;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;

  fixture->reach = culvert_session_reach_new ();
  fixture->server = g_socket_listener_new ();
  g_socket_listener_set_backlog (fixture->server, 100);
  g_assert_true (g_socket_listener_add_address (fixture->server,
                                                address,
                                                G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP,
                                                NULL,
                                                &effective,
                                                NULL));
  fixture->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->reach != NULL)
    g_assert_finalize_object (fixture->reach);
  culvert_await_quiet ();
  g_clear_object (&fixture->server);
}

static CulvertMgmtRemote *
new_remote (const char *host, guint port, const char *protocol)
{
  g_autofree char *text = g_strdup_printf ("%s,%u,%s", host, port, protocol);

  return culvert_mgmt_remote_parse (text);
}

static CulvertPromptChoice *
measure (Fixture *fixture, const char *host, guint port, const char *protocol)
{
  g_autoptr (CulvertMgmtRemote) remote = new_remote (host, port, protocol);
  CulvertPromptChoice *choice = culvert_prompt_choice_new ("0", host, NULL);

  culvert_session_reach_measure (fixture->reach, remote, choice);

  return choice;
}

static void
test_a_server_over_tcp_is_measured (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPromptChoice) choice =
      measure (fixture, "127.0.0.1", fixture->port, "tcp-client");

  culvert_await (culvert_prompt_choice_get_round_trip (choice) > 0);
  culvert_await (culvert_session_reach_is_done (fixture->reach));
}

static void
test_who_does_not_answer_stays_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPromptChoice) choice = NULL;
  guint16 port = fixture->port;

  g_socket_listener_close (fixture->server);
  choice = measure (fixture, "127.0.0.1", port, "tcp-client");
  culvert_await (culvert_session_reach_is_done (fixture->reach));

  g_assert_cmpint (culvert_prompt_choice_get_round_trip (choice), ==, 0);
}

static void
test_many_take_turns (Fixture *fixture, gconstpointer data)
{
  CulvertPromptChoice *choices[20];

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    choices[i] = measure (fixture, "127.0.0.1", fixture->port, "tcp4-client");
  culvert_await (culvert_session_reach_is_done (fixture->reach));

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_assert_cmpint (culvert_prompt_choice_get_round_trip (choices[i]), >, 0);
      g_object_unref (choices[i]);
    }
}

static void
test_nothing_is_told_after_the_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPromptChoice) choice =
      measure (fixture, "127.0.0.1", fixture->port, "tcp-client");

  g_assert_finalize_object (g_steal_pointer (&fixture->reach));
  culvert_await_quiet ();

  g_assert_cmpint (culvert_prompt_choice_get_round_trip (choice), ==, 0);
}

/* Where the system lets nobody ask, the answer is that nobody knows. */
static void
test_a_server_over_udp_is_measured_where_it_may_be (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (CulvertPromptChoice) choice = measure (fixture, "127.0.0.1", 1194, "udp");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 microseconds;

  culvert_session_ping_async (loopback, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  microseconds = culvert_session_ping_finish (result, &error);
  culvert_await (culvert_session_reach_is_done (fixture->reach));

  g_assert_cmpint (microseconds >= 0, ==, error == NULL);
  g_assert_cmpint (culvert_prompt_choice_get_round_trip (choice) > 0, ==, error == NULL);
}

#define ADD(name, test) g_test_add ("/session/reach/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("tcp", test_a_server_over_tcp_is_measured);
  ADD ("no-answer", test_who_does_not_answer_stays_unknown);
  ADD ("many-take-turns", test_many_take_turns);
  ADD ("nothing-after-the-end", test_nothing_is_told_after_the_end);
  ADD ("udp", test_a_server_over_udp_is_measured_where_it_may_be);

  return g_test_run ();
}
