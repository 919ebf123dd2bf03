/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-bench-lines.h"

#include "culvert-bench.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BLOCK 65536

void
culvert_bench_ring_keep (CulvertBenchRing *self,
                         gint64 time,
                         guint flags,
                         const char *text,
                         gsize length)
{
  CulvertBenchLine *line = &self->lines[self->n++ % CULVERT_BENCH_KEPT];

  line->time = time;
  line->flags = flags;
  line->length = (guint) length;
  memcpy (line->text, text, MIN (length, sizeof line->text));
}

static void
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);

      if (n < 0)
        {
          struct pollfd room = { fd, POLLOUT, 0 };

          g_assert_cmpint (errno, ==, EAGAIN);
          poll (&room, 1, -1);
          continue;
        }
      bytes += n;
      length -= (gsize) n;
    }
}

/* Returns: how many lines are in the block */
static guint
fill_block (GString *block)
{
  guint n = 0;

  for (; block->len < BLOCK - 200; n++)
    g_string_append_printf (block,
                            ">LOG:1795334986,%s,TLS: move_session %04u: dest=TM_ACTIVE "
                            "src=TM_INITIAL reinit_src=1, and what else there is to say of it\r\n",
                            n % 3 == 0 ? "I" : "",
                            n);

  return n;
}

void
culvert_bench_say_lines (int fd, guint n_lines)
{
  g_autoptr (GString) block = g_string_sized_new (BLOCK);
  guint n_block = fill_block (block);
  const char *end = block->str;

  for (; n_lines >= n_block; n_lines -= n_block)
    write_all (fd, block->str, block->len);
  for (; n_lines > 0; n_lines--)
    end = strchr (end, '\n') + 1;
  write_all (fd, block->str, (gsize) (end - block->str));
}

static void
take_line (CulvertBenchRing *ring, const char *line, gsize length)
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
  culvert_bench_ring_keep (ring,
                           strtoll (line + 5, NULL, 10),
                           flags,
                           second + 1,
                           (gsize) (end - second - 1));
}

void
culvert_bench_read_lines (int owned_fd, CulvertBenchRing *ring)
{
  static char bytes[BLOCK];
  gsize start = 0;
  gsize end = 0;
  gssize n;

  while ((n = read (owned_fd, bytes + end, sizeof bytes - end)) > 0)
    {
      char *line_feed;

      end += (gsize) n;
      while ((line_feed = memchr (bytes + start, '\n', end - start)) != NULL)
        {
          take_line (ring, bytes + start, (gsize) (line_feed - bytes) - 1 - start);
          start = (gsize) (line_feed - bytes) + 1;
        }
      memmove (bytes, bytes + start, end - start);
      end -= start;
      start = 0;
    }
  close (owned_fd);
}

typedef struct
{
  int fd;
  guint n_lines;
} Speaker;

static gpointer
speak (gpointer data)
{
  Speaker *speaker = data;

  write_all (speaker->fd, CULVERT_BENCH_BANNER, strlen (CULVERT_BENCH_BANNER));
  culvert_bench_say_lines (speaker->fd, speaker->n_lines);
  close (speaker->fd);

  return NULL;
}

double
culvert_bench_time_reader (CulvertBenchReader reader, guint n_lines)
{
  g_autofree CulvertBenchRing *ring = g_new0 (CulvertBenchRing, 1);
  Speaker speaker = { .n_lines = n_lines };
  GThread *thread;
  gint64 before;
  gint64 used;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  speaker.fd = ends[0];
  thread = g_thread_new ("speaker", speak, &speaker);
  before = culvert_bench_get_cpu_time ();
  reader (ends[1], ring);
  used = culvert_bench_get_cpu_time () - before;
  g_thread_join (thread);
  g_assert_cmpuint (ring->n, ==, n_lines);

  return (double) used;
}
