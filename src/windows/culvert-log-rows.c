/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-rows.h"

#include "culvert-mgmt-event.h"

gboolean
culvert_log_level_shows (CulvertLogLevel level, guint flags)
{
  guint errors = CULVERT_MGMT_LOG_FATAL | CULVERT_MGMT_LOG_NONFATAL;

  switch (level)
    {
    case CULVERT_LOG_LEVEL_ALL:
      return TRUE;
    case CULVERT_LOG_LEVEL_WARNINGS:
      return (flags & (errors | CULVERT_MGMT_LOG_WARNING)) != 0;
    case CULVERT_LOG_LEVEL_ERRORS:
      return (flags & errors) != 0;
    }

  g_return_val_if_reached (TRUE);
}

void
culvert_log_rows_init (CulvertLogRows *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->n_gone = 0;
}

void
culvert_log_rows_clear (CulvertLogRows *self)
{
  g_clear_pointer (&self->numbers, g_array_unref);
}

void
culvert_log_rows_append (CulvertLogRows *self, guint64 number)
{
  g_array_append_val (self->numbers, number);
}

guint
culvert_log_rows_drop_before (CulvertLogRows *self, guint64 first)
{
  guint n = culvert_log_rows_find (self, first);

  self->n_gone += n;
  /* Moved seldom enough that it does not count. */
  if (self->n_gone > self->numbers->len / 2)
    {
      g_array_remove_range (self->numbers, 0, self->n_gone);
      self->n_gone = 0;
    }

  return n;
}

void
culvert_log_rows_drop_all (CulvertLogRows *self)
{
  g_array_set_size (self->numbers, 0);
  self->n_gone = 0;
}

guint
culvert_log_rows_get_n (const CulvertLogRows *self)
{
  return self->numbers->len - self->n_gone;
}

guint64
culvert_log_rows_get_number (const CulvertLogRows *self, guint row)
{
  return g_array_index (self->numbers, guint64, self->n_gone + row);
}

guint
culvert_log_rows_find (const CulvertLogRows *self, guint64 number)
{
  guint low = 0;
  guint high = culvert_log_rows_get_n (self);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (culvert_log_rows_get_number (self, middle) < number)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}
