/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* How much it costs to list the clients of a server, beside a loop in plain C that does the least
 * that anybody must: read, find the ends of the lines and of the fields with memchr, the numbers
 * with strtoull, and keep the strings of each client in one piece. Both get the same bytes. The
 * first table is empty before, an update has other counts for everybody. */

#include "culvert-bench-listener.h"
#include "culvert-bench.h"

#include "culvert-mgmt-client.h"
#include "culvert-mgmt-status.h"
#include "culvert-roster.h"

#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BLOCK    65536
#define N_FIELDS 13

static int n_clients = 100000;
static int n_rounds = 5;

static const GOptionEntry options[] = {
  { "clients", 0, 0, G_OPTION_ARG_INT, &n_clients, "How many clients there are", "N" },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How many rounds", "N" },
  { NULL },
};

/* What is kept of a client in the plain loop. */
typedef struct
{
  char *strings; /* (owned) */
  guint64 received;
  guint64 sent;
  guint64 since;
} Kept;

static char *
new_status (guint round)
{
  GString *text = g_string_sized_new ((gsize) n_clients * 240);

  g_string_append (text,
                   "TITLE\tOpenVPN 2.6.14\r\n"
                   "HEADER\tCLIENT_LIST\tCommon Name\tReal Address\tVirtual Address\tVirtual IPv6 "
                   "Address\tBytes Received\tBytes Sent\tConnected Since\tConnected Since "
                   "(time_t)\tUsername\tClient ID\tPeer ID\tData Channel Cipher\r\n");
  for (int i = 0; i < n_clients; i++)
    g_string_append_printf (
        text,
        "CLIENT_LIST\tclient-%06d\t192.0.%d.%d:%d\t10.%d.%d.%d\tfd00::%x\t%u\t%u"
        "\t2026-11-22 07:59:03\t1795334343\tuser-%06d\t%d\t%d\tAES-256-GCM\r\n",
        i,
        i / 256 % 256,
        i % 256,
        1024 + i % 60000,
        i / 65536,
        i / 256 % 256,
        i % 256,
        (guint) i,
        1000u * round + (guint) i,
        2000u * round + (guint) i,
        i,
        i,
        i);
  for (int i = 0; i < n_clients; i++)
    g_string_append_printf (text,
                            "ROUTING_TABLE\t10.%d.%d.%d\tclient-%06d\t192.0.2.1:1\t2026-11-22 "
                            "07:59:03\t1795334343\r\n",
                            i / 65536,
                            i / 256 % 256,
                            i % 256,
                            i);
  g_string_append (text, "GLOBAL_STATS\tdco_enabled\t0\r\nEND\r\n");
  return g_string_free (text, FALSE);
}

typedef struct
{
  int fd;
  const char *first; /* (nullable): before the command */
  const char *reply;
} Speech;

static void
write_all (int fd, const char *bytes)
{
  gsize length = strlen (bytes);

  for (gsize at = 0; at < length;)
    {
      gssize n = write (fd, bytes + at, MIN (length - at, BLOCK));

      g_assert_cmpint (n, >, 0);
      at += (gsize) n;
    }
}

static gpointer
speak (gpointer data)
{
  const Speech *speech = data;
  char command[64];

  if (speech->first != NULL)
    {
      write_all (speech->fd, speech->first);
      g_assert_cmpint (read (speech->fd, command, sizeof command), >, 0);
    }
  write_all (speech->fd, speech->reply);
  close (speech->fd);
  return NULL;
}

static void
keep (Kept *kept, char *line, char *end)
{
  char *fields[N_FIELDS] = { NULL };
  guint n = 0;
  gsize size = 0;
  char *at;
  Kept *one;

  for (char *field = line; field != NULL && n < N_FIELDS; n++)
    {
      char *tab = memchr (field, '\t', (gsize) (end - field));

      fields[n] = field;
      if (tab != NULL)
        *tab = '\0';
      field = tab != NULL ? tab + 1 : NULL;
    }
  *end = '\0';
  if (n < N_FIELDS || strcmp (fields[0], "CLIENT_LIST") != 0)
    return;

  one = &kept[strtoull (fields[10], NULL, 10)];
  one->received = strtoull (fields[5], NULL, 10);
  one->sent = strtoull (fields[6], NULL, 10);
  one->since = strtoull (fields[8], NULL, 10);
  if (one->strings != NULL && strcmp (one->strings, fields[1]) == 0)
    return;

  for (guint i = 1; i < N_FIELDS; i++)
    size += strlen (fields[i]) + 1;
  free (one->strings);
  one->strings = at = malloc (size);
  for (guint i = 1; i < N_FIELDS; i++)
    at = stpcpy (at, fields[i]) + 1;
}

static void
run_floor (int fd, Kept *kept)
{
  static char bytes[BLOCK];
  gsize start = 0;
  gsize end = 0;
  gssize n;

  while ((n = read (fd, bytes + end, sizeof bytes - end)) > 0)
    {
      char *line_feed;

      end += (gsize) n;
      while ((line_feed = memchr (bytes + start, '\n', end - start)) != NULL)
        {
          keep (kept, bytes + start, line_feed - 1);
          start = (gsize) (line_feed - bytes) + 1;
        }
      memmove (bytes, bytes + start, end - start);
      end -= start;
      start = 0;
    }
  close (fd);
}

typedef struct
{
  CulvertRoster *roster; /* (owned) */
  CulvertMgmtStatus status;
  GMainLoop *loop;  /* (owned) */
  gint64 last_turn; /* our own processor time, when the loop last came by */
  double worst;     /* microseconds between two of those */
  gint64 later;     /* how far the clock is put forward, so that every count counts */
} Listening;

static gboolean
on_turn (gpointer user_data)
{
  Listening *listening = user_data;
  gint64 now = culvert_bench_get_cpu_time ();

  listening->worst = MAX (listening->worst, (double) (now - listening->last_turn));
  listening->last_turn = now;
  return G_SOURCE_CONTINUE;
}

static void
on_line (char *line, gsize length, gpointer user_data)
{
  Listening *listening = user_data;
  CulvertMgmtStatusRow row;

  if (culvert_mgmt_status_take (&listening->status, line, length, &row))
    culvert_roster_take_row (listening->roster, &row, g_get_monotonic_time () + listening->later);
}

static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Listening *listening = user_data;
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (CulvertMgmtReply) reply =
      culvert_mgmt_client_send_finish (CULVERT_MGMT_CLIENT (source), result, &error);

  g_assert_no_error (error);
  culvert_roster_end_account (listening->roster);
  on_turn (listening);
  g_main_loop_quit (listening->loop);
}

static void
on_ready (CulvertMgmtClient *client, guint version, gpointer user_data)
{
  Listening *listening = user_data;
  CulvertMgmtCommand *command = culvert_mgmt_command_status (3);

  culvert_mgmt_status_begin (&listening->status);
  culvert_roster_begin_account (listening->roster);
  culvert_mgmt_command_hand_out_lines (command, on_line, listening);
  culvert_mgmt_client_send_async (client, command, NULL, on_replied, listening);
}

static void
on_closed (CulvertMgmtClient *client, const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
}

static const CulvertMgmtListener listener = {
  .ready = on_ready,
  .password_wanted = culvert_bench_ignore_password_wanted,
  .event = culvert_bench_ignore_event,
  .request = culvert_bench_ignore_request,
  .silent = culvert_bench_ignore_silent,
  .flooded = culvert_bench_ignore_flooded,
  .closed = on_closed,
};

static void
run_roster (int fd, Listening *listening)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (CulvertMgmtClient) client =
      culvert_mgmt_client_new (G_IO_STREAM (connection), &listener, listening);
  guint turn_source = g_timeout_add (1, on_turn, listening);

  listening->last_turn = culvert_bench_get_cpu_time ();
  g_main_loop_run (listening->loop);
  g_source_remove (turn_source);
  culvert_mgmt_client_close (client);
  g_assert_cmpuint (culvert_roster_get_n_peers (listening->roster), ==, (guint) n_clients);
}

/* Returns: the processor time of the reading side in milliseconds; `listening` (nullable): NULL for
 * the plain loop */
static double
run (const char *reply, Kept *kept, Listening *listening)
{
  Speech speech = { .reply = reply, .first = listening != NULL ? CULVERT_BENCH_BANNER : NULL };
  GThread *speaker;
  gint64 before;
  double used;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  speech.fd = ends[0];
  speaker = g_thread_new ("speaker", speak, &speech);
  before = culvert_bench_get_cpu_time ();
  if (listening != NULL)
    run_roster (ends[1], listening);
  else
    run_floor (ends[1], kept);
  used = (double) (culvert_bench_get_cpu_time () - before) / 1000;
  g_thread_join (speaker);
  return used;
}

static void
forget (Kept *kept)
{
  for (int i = 0; i < n_clients; i++)
    g_clear_pointer (&kept[i].strings, free);
}

/* A full account costs its end nothing but a walk; one that leaves everybody out is the worst. */
static double
time_end_of_nobody (CulvertRoster *roster)
{
  gint64 before = culvert_bench_get_cpu_time ();

  culvert_roster_begin_account (roster);
  culvert_roster_end_account (roster);
  g_assert_cmpuint (culvert_roster_get_n_peers (roster), ==, 0);
  return (double) (culvert_bench_get_cpu_time () - before) / 1000;
}

static void
tell (const char *work, double *floors, double *rosters)
{
  double floor = culvert_bench_get_median (floors, (guint) n_rounds);
  double roster = culvert_bench_get_median (rosters, (guint) n_rounds);

  g_print ("%s: floor %.0f ms, roster %.0f ms, ratio %.2f\n", work, floor, roster, roster / floor);
}

static void
compare (void)
{
  g_autofree char *first = new_status (1);
  g_autofree char *second = new_status (2);
  g_autofree double *times = g_new (double, 4 * n_rounds);
  double *floor_first = times;
  double *floor_update = times + n_rounds;
  double *roster_first = times + 2 * n_rounds;
  double *roster_update = times + 3 * n_rounds;
  double worst = 0;
  double leaving = 0;
  guint64 kib = 0;

  for (int i = 0; i < n_rounds; i++)
    {
      g_autofree Kept *kept = g_new0 (Kept, n_clients);
      Listening listening = { .roster = culvert_roster_new (),
                              .loop = g_main_loop_new (NULL, FALSE) };
      guint64 before;

      floor_first[i] = run (first, kept, NULL);
      floor_update[i] = run (second, kept, NULL);
      forget (kept);
      malloc_trim (0);
      before = culvert_bench_get_resident_kib ();
      roster_first[i] = run (first, NULL, &listening);
      kib = culvert_bench_get_resident_kib () - before;
      listening.later = G_USEC_PER_SEC;
      roster_update[i] = run (second, NULL, &listening);
      worst = MAX (worst, listening.worst);
      leaving = MAX (leaving, time_end_of_nobody (listening.roster));
      g_object_unref (listening.roster);
      g_main_loop_unref (listening.loop);
    }

  g_print ("%d clients\n", n_clients);
  tell ("first table", floor_first, roster_first);
  tell ("full update", floor_update, roster_update);
  g_print ("worst stall %.1f ms, all leave at once %.1f ms (at most 16), %.1f MB (at most 30)\n",
           worst / 1000,
           leaving,
           (double) kib / 1024);
  culvert_bench_tell ("B6",
                      "100,000 clients, engine: worst stall",
                      worst / 1000,
                      "ms CPU",
                      NAN,
                      16);
  culvert_bench_tell ("B6", "100,000 clients, engine: memory", (double) kib / 1024, "MB", NAN, 30);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- the cost of a server's clients");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  compare ();
  return 0;
}
