/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-usage.h"

#include <string.h>

#define KEY_COUNTERS "counters"

/* A hundred gigabits: who claims to have moved more has miscounted. */
#define MAX_BYTES_PER_SECOND 12.5e9

/* A counter that was seen this recently and has sunk a little has not started again. */
#define SECONDS_WATCHED 60

typedef struct
{
  guint32 date; /* 20261122 */
  CulvertUsageAmount amount;
} Day;

struct _CulvertUsage
{
  GArray *days; /* (owned) (element-type Day): the oldest first */

  CulvertUsageAmount counters; /* of the daemon, as last seen */
  gint64 time;                 /* when that was, seconds since 1970; 0: never */
};

static guint32
get_date (GDateTime *now)
{
  int year, month, day;

  g_date_time_get_ymd (now, &year, &month, &day);

  return (guint32) (year * 10000 + month * 100 + day);
}

static guint64
add_up (guint64 total, guint64 more)
{
  return more < G_MAXUINT64 - total ? total + more : G_MAXUINT64;
}

static void
add_amount (CulvertUsageAmount *total, CulvertUsageAmount more)
{
  total->in = add_up (total->in, more.in);
  total->out = add_up (total->out, more.out);
}

/* The place of a date, or where it would be. */
static guint
find_day (CulvertUsage *self, guint32 date)
{
  guint i = self->days->len;

  while (i > 0 && g_array_index (self->days, Day, i - 1).date >= date)
    i--;

  return i;
}

static void
add_to_day (CulvertUsage *self, guint32 date, CulvertUsageAmount amount)
{
  guint i = find_day (self, date);
  Day day = { .date = date };

  if (i == self->days->len || g_array_index (self->days, Day, i).date != date)
    g_array_insert_val (self->days, i, day);
  add_amount (&g_array_index (self->days, Day, i).amount, amount);

  if (self->days->len > CULVERT_USAGE_MAX_DAYS)
    g_array_remove_index (self->days, 0);
}

static CulvertUsageAmount
sum_days (CulvertUsage *self, guint32 first, guint32 last)
{
  CulvertUsageAmount sum = { 0 };

  for (guint i = find_day (self, first); i < self->days->len; i++)
    {
      Day *day = &g_array_index (self->days, Day, i);

      if (day->date > last)
        break;
      add_amount (&sum, day->amount);
    }

  return sum;
}

static guint64
growth (guint64 now, guint64 before, gint64 seconds)
{
  guint64 more = 0;

  if (now >= before)
    more = now - before;
  else if (seconds > SECONDS_WATCHED || now < before / 2)
    more = now;

  return (double) more <= MAX_BYTES_PER_SECOND * (double) MAX (seconds, 1) ? more : 0;
}

static gboolean
read_numbers (GKeyFile *key_file, const char *group, const char *key, guint64 *numbers, gsize n)
{
  gsize length = 0;
  g_auto (GStrv) texts = g_key_file_get_string_list (key_file, group, key, &length, NULL);

  if (length != n)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    if (!g_ascii_string_to_unsigned (texts[i], 10, 0, G_MAXUINT64, &numbers[i], NULL))
      return FALSE;

  return TRUE;
}

/* "2026-11-22". 0: no date */
static guint32
parse_date (const char *text)
{
  static const char pattern[] = "dddd-dd-dd";
  guint32 date = 0;

  if (strlen (text) != strlen (pattern))
    return 0;

  for (gsize i = 0; pattern[i] != '\0'; i++)
    {
      if (pattern[i] != 'd' ? text[i] != pattern[i] : !g_ascii_isdigit (text[i]))
        return 0;
      if (pattern[i] == 'd')
        date = date * 10 + (guint32) g_ascii_digit_value (text[i]);
    }

  return g_date_valid_dmy ((GDateDay) (date % 100),
                           (GDateMonth) (date / 100 % 100),
                           (GDateYear) (date / 10000))
             ? date
             : 0;
}

CulvertUsage *
culvert_usage_new (void)
{
  CulvertUsage *self = g_new0 (CulvertUsage, 1);

  self->days = g_array_new (FALSE, FALSE, sizeof (Day));

  return self;
}

void
culvert_usage_free (CulvertUsage *self)
{
  g_array_unref (self->days);
  g_free (self);
}

gboolean
culvert_usage_count (CulvertUsage *self, guint64 in, guint64 out, GDateTime *now)
{
  gint64 time = g_date_time_to_unix (now);
  gint64 seconds = time - self->time;
  gboolean is_changed = self->time == 0 || in != self->counters.in || out != self->counters.out;
  CulvertUsageAmount more = { 0 };

  if (self->time != 0)
    {
      more.in = growth (in, self->counters.in, seconds);
      more.out = growth (out, self->counters.out, seconds);
    }
  if (more.in > 0 || more.out > 0)
    add_to_day (self, get_date (now), more);

  self->counters = (CulvertUsageAmount){ in, out };
  self->time = time;

  return is_changed;
}

CulvertUsageAmount
culvert_usage_get_day (CulvertUsage *self, GDateTime *now)
{
  guint32 date = get_date (now);

  return sum_days (self, date, date);
}

CulvertUsageAmount
culvert_usage_get_month (CulvertUsage *self, GDateTime *now)
{
  guint32 month = get_date (now) / 100 * 100;

  return sum_days (self, month + 1, month + 31);
}

CulvertUsage *
culvert_usage_read (GKeyFile *key_file, const char *group)
{
  CulvertUsage *self = culvert_usage_new ();
  g_auto (GStrv) keys = g_key_file_get_keys (key_file, group, NULL, NULL);
  guint64 counters[3];

  if (read_numbers (key_file, group, KEY_COUNTERS, counters, 3) && counters[2] <= G_MAXINT64)
    {
      self->counters = (CulvertUsageAmount){ counters[0], counters[1] };
      self->time = (gint64) counters[2];
    }
  for (char **key = keys; key != NULL && *key != NULL; key++)
    {
      guint32 date = parse_date (*key);
      guint64 amount[2];

      if (date != 0 && read_numbers (key_file, group, *key, amount, 2))
        add_to_day (self, date, (CulvertUsageAmount){ amount[0], amount[1] });
    }

  return self;
}

void
culvert_usage_write (CulvertUsage *self, GKeyFile *key_file, const char *group)
{
  g_autofree char *counters =
      g_strdup_printf ("%" G_GUINT64_FORMAT ";%" G_GUINT64_FORMAT ";%" G_GINT64_FORMAT,
                       self->counters.in,
                       self->counters.out,
                       self->time);

  g_key_file_set_value (key_file, group, KEY_COUNTERS, counters);
  for (guint i = 0; i < self->days->len; i++)
    {
      const Day *day = &g_array_index (self->days, Day, i);
      g_autofree char *key = g_strdup_printf ("%04u-%02u-%02u",
                                              day->date / 10000,
                                              day->date / 100 % 100,
                                              day->date % 100);
      g_autofree char *amount = g_strdup_printf ("%" G_GUINT64_FORMAT ";%" G_GUINT64_FORMAT,
                                                 day->amount.in,
                                                 day->amount.out);

      g_key_file_set_value (key_file, group, key, amount);
    }
}
