/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* How much it costs to take in log lines, beside a loop in plain C that does the least that anybody
 * must: read, find the ends of the lines with memchr, the fields likewise, the time with strtoll,
 * and keep the last 100,000 lines in a ring. Both get the same bytes and keep the same. */

#include "culvert-bench-listener.h"
#include "culvert-bench.h"

#include "culvert-mgmt-client.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define KEPT  100000
#define BLOCK 65536

static int n_lines = 1000000;
static int n_rounds = 5;
static gboolean without_floor;

static const GOptionEntry options[] = {
  { "lines", 0, 0, G_OPTION_ARG_INT, &n_lines, "How many lines a round", "N" },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How many rounds", "N" },
  { "without-floor", 0, 0, G_OPTION_ARG_NONE, &without_floor, "Culvert alone, to count it", NULL },
  { NULL },
};

/* What is kept of a line: the same in both. */
typedef struct
{
  gint64 time;
  guint flags;
  guint length;
  char text[176];
} Kept;

typedef struct
{
  Kept kept[KEPT];
  guint n;
} Ring;

static void
keep (Ring *ring, gint64 time, guint flags, const char *text, gsize length)
{
  Kept *kept = &ring->kept[ring->n++ % KEPT];

  kept->time = time;
  kept->flags = flags;
  kept->length = (guint) length;
  memcpy (kept->text, text, MIN (length, sizeof kept->text));
}

/* Lines of 120 bytes or so, as many as fill a block, again and again. */
static gpointer
speak (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  g_autoptr (GString) block = g_string_sized_new (BLOCK);
  int n_block = 0;

  g_assert_cmpint (write (fd, CULVERT_BENCH_BANNER, strlen (CULVERT_BENCH_BANNER)), >, 0);
  for (; block->len < BLOCK - 200; n_block++)
    g_string_append_printf (block,
                            ">LOG:1795334986,%s,TLS: move_session %04d: dest=TM_ACTIVE "
                            "src=TM_INITIAL reinit_src=1, and what else there is to say of it\r\n",
                            n_block % 3 == 0 ? "I" : "",
                            n_block);

  for (int sent = 0; sent < n_lines; sent += n_block)
    {
      gsize at = 0;

      if (sent + n_block > n_lines)
        {
          char *end = block->str;

          for (int i = 0; i < n_lines - sent; i++)
            end = strchr (end, '\n') + 1;
          g_string_truncate (block, (gsize) (end - block->str));
        }
      while (at < block->len)
        {
          gssize n = write (fd, block->str + at, block->len - at);

          g_assert_cmpint (n, >, 0);
          at += (gsize) n;
        }
    }
  close (fd);
  return NULL;
}

static void
take_floor_line (Ring *ring, const char *line, gsize length)
{
  const char *end = line + length;
  const char *first;
  const char *second;
  guint flags = 0;

  if (length < 5 || memcmp (line, ">LOG:", 5) != 0)
    return;
  first = memchr (line + 5, ',', length - 5);
  second = first != NULL ? memchr (first + 1, ',', (gsize) (end - first - 1)) : NULL;
  if (second == NULL)
    return;
  for (const char *flag = first + 1; flag < second; flag++)
    flags |= 1u << (*flag & 31);
  keep (ring, strtoll (line + 5, NULL, 10), flags, second + 1, (gsize) (end - second - 1));
}

static void
run_floor (int fd, Ring *ring)
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
          take_floor_line (ring, bytes + start, (gsize) (line_feed - bytes) - 1 - start);
          start = (gsize) (line_feed - bytes) + 1;
        }
      memmove (bytes, bytes + start, end - start);
      end -= start;
      start = 0;
    }
}

typedef struct
{
  Ring *ring;
  GMainLoop *loop;
} Listening;

static void
on_event (CulvertMgmtClient *client, const CulvertMgmtEvent *event, gpointer user_data)
{
  Listening *listening = user_data;

  if (event->kind == CULVERT_MGMT_EVENT_LOG)
    keep (listening->ring,
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
run_client (int fd, Ring *ring)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Listening listening = { ring, loop };
  g_autoptr (CulvertMgmtClient) client =
      culvert_mgmt_client_new (G_IO_STREAM (connection), &listener, &listening);

  g_main_loop_run (loop);
  culvert_mgmt_client_close (client);
}

/* Returns: the processor time of the reading side in microseconds */
static double
run (void (*function) (int fd, Ring *ring))
{
  g_autofree Ring *ring = g_new0 (Ring, 1);
  GThread *speaker;
  gint64 before;
  gint64 used;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  speaker = g_thread_new ("speaker", speak, GINT_TO_POINTER (ends[0]));
  before = culvert_bench_get_cpu_time ();
  function (ends[1], ring);
  used = culvert_bench_get_cpu_time () - before;
  g_thread_join (speaker);
  if (function == run_floor)
    close (ends[1]);
  g_assert_cmpuint (ring->n, ==, (guint) n_lines);
  return (double) used;
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
      floors[i] = run (run_floor);
      clients[i] = run (run_client);
    }
  floor = culvert_bench_get_median (floors, (guint) n_rounds);
  client = culvert_bench_get_median (clients, (guint) n_rounds);
  g_print ("floor %.0f ms, client %.0f ms, ratio %.2f (at most 1.25), %.1f million lines/s\n",
           floor / 1000,
           client / 1000,
           client / floor,
           n_lines / client);
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
    run (run_client);
  else
    compare ();
  return 0;
}
