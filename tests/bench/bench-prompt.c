/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* How long it takes from a daemon's question to the answer on its socket, where the answer is known
 * already, beside a loop in plain C that knows the question by heart. */

#include "culvert-bench-listener.h"
#include "culvert-bench.h"

#include "culvert-mgmt-client.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define QUESTION ">PASSWORD:Need 'Auth' username/password\r\n"
#define USERNAME "username \"Auth\" \"alice\"\n"
#define PASSWORD "password \"Auth\" \"wonder land\"\n"
#define ENTERED  "SUCCESS: 'Auth' entered, but not yet verified\r\n"

#define TURNS 9

static int n_rounds = 1000;

static const GOptionEntry options[] = {
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How many questions", "N" },
  { NULL },
};

typedef struct
{
  int fd;
  double *times; /* (owned by the caller): microseconds, from question to user name */
} Asking;

static void
say (int fd, const char *text)
{
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (int) strlen (text));
}

static void
expect (int fd, const char *text)
{
  char bytes[256];
  gsize n = 0;

  while (n < strlen (text))
    {
      gssize more = read (fd, bytes + n, strlen (text) - n);

      g_assert_cmpint (more, >, 0);
      n += (gsize) more;
    }
  g_assert_cmpint (memcmp (bytes, text, n), ==, 0);
}

static gpointer
ask (gpointer data)
{
  Asking *asking = data;

  say (asking->fd, CULVERT_BENCH_BANNER);
  for (int i = 0; i < n_rounds; i++)
    {
      struct timespec before;
      struct timespec after;

      clock_gettime (CLOCK_MONOTONIC, &before);
      say (asking->fd, QUESTION);
      expect (asking->fd, USERNAME);
      say (asking->fd, ENTERED);
      expect (asking->fd, PASSWORD);
      clock_gettime (CLOCK_MONOTONIC, &after);
      say (asking->fd, ENTERED);
      asking->times[i] = (double) (after.tv_sec - before.tv_sec) * 1e6 +
                         (double) (after.tv_nsec - before.tv_nsec) / 1e3;
    }
  close (asking->fd);
  return NULL;
}

static void
run_floor (int fd)
{
  struct pollfd waiting = { .fd = fd, .events = POLLIN };
  gboolean has_named = FALSE;
  char bytes[4096];
  gsize end = 0;
  gssize n;

  /* It polls before it reads, as whoever has more to do must; a thread that waits in read () is
   * woken on the core of the one that writes, which costs more than the call. */
  while (poll (&waiting, 1, -1) == 1 && (n = read (fd, bytes + end, sizeof bytes - end)) > 0)
    {
      char *start = bytes;
      char *line_feed;

      end += (gsize) n;
      while ((line_feed = memchr (start, '\n', (gsize) (bytes + end - start))) != NULL)
        {
          if (g_str_has_prefix (start, ">PASSWORD:Need 'Auth' username/password"))
            {
              say (fd, USERNAME);
              has_named = TRUE;
            }
          else if (g_str_has_prefix (start, "SUCCESS:") && has_named)
            {
              say (fd, PASSWORD);
              has_named = FALSE;
            }
          start = line_feed + 1;
        }
      end -= (gsize) (start - bytes);
      memmove (bytes, start, end);
    }
}

typedef struct
{
  GMainLoop *loop;
  CulvertSecretText *password;
} Answering;

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertMgmtReply) reply =
      culvert_mgmt_client_send_finish (CULVERT_MGMT_CLIENT (source), result, NULL);

  g_assert_nonnull (reply);
}

static void
on_request (CulvertMgmtClient *client, const CulvertMgmtRequest *request, gpointer user_data)
{
  Answering *answering = user_data;

  culvert_mgmt_client_send_async (client,
                                  culvert_mgmt_command_username (request->type, "alice", NULL),
                                  NULL,
                                  on_answered,
                                  NULL);
  culvert_mgmt_client_send_async (
      client,
      culvert_mgmt_command_password (request->type, answering->password, NULL),
      NULL,
      on_answered,
      NULL);
}

static void
on_closed (CulvertMgmtClient *client, const GError *error, gpointer user_data)
{
  Answering *answering = user_data;

  g_main_loop_quit (answering->loop);
}

static const CulvertMgmtListener listener = {
  .ready = culvert_bench_ignore_ready,
  .password_wanted = culvert_bench_ignore_password_wanted,
  .event = culvert_bench_ignore_event,
  .request = on_request,
  .silent = culvert_bench_ignore_silent,
  .flooded = culvert_bench_ignore_flooded,
  .closed = on_closed,
};

static void
run_client (int fd)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("wonder land", -1);
  Answering answering = { loop, password };
  g_autoptr (CulvertMgmtClient) client =
      culvert_mgmt_client_new (G_IO_STREAM (connection), &listener, &answering);

  g_main_loop_run (loop);
  culvert_mgmt_client_close (client);
}

static void
run (void (*function) (int fd), double *p50, double *p99)
{
  g_autofree double *times = g_new (double, n_rounds);
  Asking asking = { .times = times };
  GThread *asker;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  asking.fd = ends[0];
  asker = g_thread_new ("asker", ask, &asking);
  function (ends[1]);
  g_thread_join (asker);
  if (function == run_floor)
    close (ends[1]);
  *p50 = culvert_bench_get_percentile (times, (guint) n_rounds, 50);
  *p99 = culvert_bench_get_percentile (times, (guint) n_rounds, 99);
}

/* In turns, so that neither has the machine warmed up for it. */
static void
compare (void)
{
  double floor_p50[TURNS];
  double floor_p99[TURNS];
  double client_p50[TURNS];
  double client_p99[TURNS];
  double floor;
  double client;

  for (guint i = 0; i < TURNS; i++)
    {
      run (run_floor, &floor_p50[i], &floor_p99[i]);
      run (run_client, &client_p50[i], &client_p99[i]);
    }
  floor = culvert_bench_get_median (floor_p50, TURNS);
  client = culvert_bench_get_median (client_p50, TURNS);
  g_print ("p50: floor %.0f us, client %.0f us, ratio %.2f (at most 1.30)\n",
           floor,
           client,
           client / floor);
  culvert_bench_tell_times ("B5", "answer from memory, p50", client, "us", floor, 1.3);
  floor = culvert_bench_get_median (floor_p99, TURNS);
  client = culvert_bench_get_median (client_p99, TURNS);
  g_print ("p99: floor %.0f us, client %.0f us, ratio %.2f\n", floor, client, client / floor);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- from question to answer");
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
