/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What a daemon can make us keep in memory by what it sends: nothing. */

#include "culvert-bench-listener.h"
#include "culvert-bench.h"

#include "culvert-mgmt-client.h"

#include <math.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BLOCK 65536

static int n_mib = 1024;

static const GOptionEntry options[] = {
  { "mib", 0, 0, G_OPTION_ARG_INT, &n_mib, "How much is sent", "N" },
  { NULL },
};

static void
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = send (fd, bytes, length, MSG_NOSIGNAL);

      if (n <= 0)
        return; /* the client had enough */
      bytes += n;
      length -= (gsize) n;
    }
}

static void
begin (int fd)
{
  write_all (fd, CULVERT_BENCH_BANNER, strlen (CULVERT_BENCH_BANNER));
}

static gpointer
send_endless_line (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  g_autofree char *block = g_strnfill (BLOCK, 'x');

  begin (fd);
  for (int i = 0; i < n_mib * (1024 * 1024 / BLOCK); i++)
    write_all (fd, block, BLOCK);
  close (fd);
  return NULL;
}

/* Every byte, in no order, the line feed among them. */
static gpointer
send_garbage (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *block = g_malloc (BLOCK);

  for (gsize i = 0; i < BLOCK; i++)
    block[i] = (char) g_rand_int_range (rand, 0, 256);
  begin (fd);
  for (int i = 0; i < n_mib * (1024 * 1024 / BLOCK) / 8; i++)
    write_all (fd, block, BLOCK);
  close (fd);
  return NULL;
}

static gpointer
send_single_bytes (gpointer data)
{
  static const char line[] = ">STATE:1795331355,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,\r\n";
  int fd = GPOINTER_TO_INT (data);

  begin (fd);
  for (int i = 0; i < 10000; i++)
    {
      for (const char *byte = line; *byte != '\0'; byte++)
        write_all (fd, byte, 1);
    }
  close (fd);
  return NULL;
}

typedef struct
{
  GMainLoop *loop;
  guint64 before; /* KiB */
  guint64 most;
  guint n_events;
} Listening;

static void
look (Listening *listening)
{
  listening->most = MAX (listening->most, culvert_bench_get_resident_kib ());
}

static gboolean
on_tick (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_ready (CulvertMgmtClient *client, guint version, gpointer user_data)
{
  Listening *listening = user_data;

  listening->before = culvert_bench_get_resident_kib ();
}

static void
on_event (CulvertMgmtClient *client, const CulvertMgmtEvent *event, gpointer user_data)
{
  Listening *listening = user_data;

  listening->n_events++;
}

static void
on_closed (CulvertMgmtClient *client, const GError *error, gpointer user_data)
{
  Listening *listening = user_data;

  look (listening);
  g_main_loop_quit (listening->loop);
}

static const CulvertMgmtListener listener = {
  .ready = on_ready,
  .password_wanted = culvert_bench_ignore_password_wanted,
  .event = on_event,
  .request = culvert_bench_ignore_request,
  .silent = culvert_bench_ignore_silent,
  .flooded = culvert_bench_ignore_flooded,
  .closed = on_closed,
};

static void
run (const char *name, GThreadFunc speak)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Listening listening = { .loop = loop };
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (CulvertMgmtClient) client = NULL;
  GThread *speaker;
  guint tick;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  socket = g_socket_new_from_fd (ends[1], NULL);
  connection = g_socket_connection_factory_create_connection (socket);
  client = culvert_mgmt_client_new (G_IO_STREAM (connection), &listener, &listening);
  tick = g_timeout_add (5, on_tick, &listening);
  speaker = g_thread_new ("speaker", speak, GINT_TO_POINTER (ends[0]));
  g_main_loop_run (loop);
  culvert_mgmt_client_close (client);
  g_thread_join (speaker);
  g_source_remove (tick);
  g_print ("%s: %u events, %d KiB more than before (at most 1024)\n",
           name,
           listening.n_events,
           (int) (listening.most - listening.before));
  culvert_bench_tell ("B4",
                      name,
                      (double) listening.most - (double) listening.before,
                      "KiB more",
                      NAN,
                      1024);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- what hostile bytes cost");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  run ("a line without an end", send_endless_line);
  run ("garbage", send_garbage);
  run ("single bytes", send_single_bytes);
  return 0;
}
