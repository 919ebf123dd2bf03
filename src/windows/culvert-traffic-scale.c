/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-traffic-scale.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_LINES 4

/* Above this a number is better told in the next unit. */
#define MAX_OF_UNIT 1000

static const char *const units[] = {
  N_ ("B/s"), N_ ("KiB/s"), N_ ("MiB/s"), N_ ("GiB/s"), N_ ("TiB/s"), N_ ("PiB/s"), N_ ("EiB/s"),
};

static const double steps[] = { 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500 };

static const struct
{
  guint n_ticks;
  guint step;           /* between two ticks, of the unit */
  gboolean has_minutes; /* else seconds */
} ticks[CULVERT_TRAFFIC_N_RANGES] = {
  [CULVERT_TRAFFIC_MINUTE] = { 5, 15, FALSE },
  [CULVERT_TRAFFIC_5_MINUTES] = { 6, 1, TRUE },
  [CULVERT_TRAFFIC_HOUR] = { 5, 15, TRUE },
};

CulvertTrafficScale
culvert_traffic_scale_for (double peak)
{
  CulvertTrafficScale scale = { .unit = 1 };
  double height = peak / 1024;
  gsize i = 0;

  while (height > MAX_OF_UNIT && scale.unit < G_N_ELEMENTS (units) - 1)
    {
      height /= 1024;
      scale.unit++;
    }

  height = MAX (height, 1);
  while (i < G_N_ELEMENTS (steps) - 1 && steps[i] * MAX_LINES < height)
    i++;
  scale.step = steps[i];
  scale.n_lines = (guint) ceil (height / scale.step);

  return scale;
}

double
culvert_traffic_scale_get_top (const CulvertTrafficScale *self)
{
  return self->step * self->n_lines * pow (1024, self->unit);
}

char *
culvert_traffic_scale_dup_label (const CulvertTrafficScale *self, guint line)
{
  g_autofree char *number = NULL;

  if (line == 0)
    return g_strdup ("0");

  number = g_strdup_printf ("%.*f", self->step < 1 ? 1 : 0, self->step * line);

  /* Translators: a number and a unit, like "1.5 MiB/s" */
  return g_strdup_printf (_ ("%s %s"), number, _ (units[self->unit]));
}

char *
culvert_traffic_scale_dup_amount (guint64 bytes)
{
  return g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);
}

char *
culvert_traffic_scale_dup_rate (double rate)
{
  g_autofree char *amount = culvert_traffic_scale_dup_amount ((guint64) CLAMP (rate, 0, 1e19));

  /* Translators: %s is an amount of data, which goes by in a second */
  return g_strdup_printf (_ ("%s/s"), amount);
}

guint
culvert_traffic_scale_get_n_ticks (CulvertTrafficRange range)
{
  g_return_val_if_fail (range < CULVERT_TRAFFIC_N_RANGES, 0);

  return ticks[range].n_ticks;
}

char *
culvert_traffic_scale_dup_tick (CulvertTrafficRange range, guint tick)
{
  guint age;

  g_return_val_if_fail (range < CULVERT_TRAFFIC_N_RANGES, NULL);

  age = tick * ticks[range].step;
  if (age == 0)
    /* Translators: the end of an axis of time */
    return g_strdup (_ ("now"));
  if (ticks[range].has_minutes)
    /* Translators: so many minutes ago, on an axis of time */
    return g_strdup_printf (_ ("%u min"), age);

  /* Translators: so many seconds ago, on an axis of time */
  return g_strdup_printf (_ ("%u s"), age);
}
