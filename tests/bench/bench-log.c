/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* How much it costs to take in log lines, beside a loop in plain C that does the least that anybody
 * must: read, find the ends of the lines with memchr, the fields likewise, the time with strtoll,
 * and keep the last 100,000 lines in a ring. Both get the same bytes and keep the same. */

#include "culvert-bench-lines.h"
#include "culvert-bench-listener.h"
#include "culvert-bench.h"

#include "culvert-mgmt-client.h"

static int n_lines = 1000000;
static int n_rounds = 5;
static gboolean without_floor;

static const GOptionEntry options[] = {
  { "lines", 0, 0, G_OPTION_ARG_INT, &n_lines, "How many lines a round", "N" },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How many rounds", "N" },
  { "without-floor", 0, 0, G_OPTION_ARG_NONE, &without_floor, "Culvert alone, to count it", NULL },
  { NULL },
};

typedef struct
{
  CulvertBenchRing *ring;
  GMainLoop *loop;
} Listening;

static void
on_event (CulvertMgmtClient *client, const CulvertMgmtEvent *event, gpointer user_data)
{
  Listening *listening = user_data;

  if (event->kind == CULVERT_MGMT_EVENT_LOG)
    culvert_bench_ring_keep (listening->ring,
                             event->log.time,
                             (guint) event->log.flags,
                             event->log.text,
                             event->log.length);
}

static void
on_closed (CulvertMgmtClient *client, const GError *error, gpointer user_data)
{
  Listening *listening = user_data;

  g_assert_no_error (error);
  g_main_loop_quit (listening->loop);
}

static const CulvertMgmtListener listener = {
  .ready = culvert_bench_ignore_ready,
  .password_wanted = culvert_bench_ignore_password_wanted,
  .event = on_event,
  .request = culvert_bench_ignore_request,
  .silent = culvert_bench_ignore_silent,
  .flooded = culvert_bench_ignore_flooded,
  .closed = on_closed,
};

static void
run_client (int owned_fd, CulvertBenchRing *ring)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (owned_fd, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Listening listening = { ring, loop };
  g_autoptr (CulvertMgmtClient) client =
      culvert_mgmt_client_new (G_IO_STREAM (connection), &listener, &listening);

  g_main_loop_run (loop);
  culvert_mgmt_client_close (client);
}

static void
compare (void)
{
  g_autofree double *floors = g_new (double, n_rounds);
  g_autofree double *clients = g_new (double, n_rounds);
  double floor;
  double client;

  for (int i = 0; i < n_rounds; i++)
    {
      floors[i] = culvert_bench_time_reader (culvert_bench_read_lines, (guint) n_lines);
      clients[i] = culvert_bench_time_reader (run_client, (guint) n_lines);
    }
  floor = culvert_bench_get_median (floors, (guint) n_rounds);
  client = culvert_bench_get_median (clients, (guint) n_rounds);
  g_print ("floor %.0f ms, client %.0f ms, ratio %.2f (at most 1.25), %.1f million lines/s\n",
           floor / 1000,
           client / 1000,
           client / floor,
           n_lines / client);
  culvert_bench_tell_times ("B1",
                            "a million log lines, engine",
                            client / 1000,
                            "ms CPU",
                            floor / 1000,
                            1.25);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- the cost of log lines");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  if (without_floor)
    culvert_bench_time_reader (run_client, (guint) n_lines);
  else
    compare ();
  return 0;
}
