/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Preloaded into a program, it sets the clock of that program alone: by as many seconds as the file
 * says that CULVERT_CLOCK names. What does not depend on the date is left alone.
 */

#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t
offset (void)
{
  const char *path = getenv ("CULVERT_CLOCK");
  char text[32] = "";
  int file;
  ssize_t n = 0;

  if (path == NULL)
    return 0;

  file = open (path, O_RDONLY | O_CLOEXEC);
  if (file >= 0)
    {
      n = read (file, text, sizeof text - 1);
      close (file);
    }

  return n > 0 ? atoll (text) : 0;
}

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int result = (int) syscall (SYS_clock_gettime, clock, now);

  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += offset ();

  return result;
}

int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  struct timespec precise;
  int result = clock_gettime (CLOCK_REALTIME, &precise);

  (void) zone;
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;

  return result;
}

time_t
time (time_t *now)
{
  struct timespec precise;

  clock_gettime (CLOCK_REALTIME, &precise);
  if (now != NULL)
    *now = precise.tv_sec;

  return precise.tv_sec;
}
