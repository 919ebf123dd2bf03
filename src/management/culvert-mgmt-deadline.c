/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-deadline.h"

struct _CulvertMgmtDeadline
{
  GMainContext *context; /* (owned) */
  void (*on_passed) (gpointer owner);
  gpointer owner;  /* owns the deadline */
  gint64 due;      /* monotonic; 0 while none is set */
  gint64 wakes_at; /* not later than due, while there is a source and a deadline */
  GSource *source; /* (owned) (nullable) */
};

static gboolean on_woken (gpointer user_data);

static void
drop_source (CulvertMgmtDeadline *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static void
wake_when_due (CulvertMgmtDeadline *self, gint64 now)
{
  drop_source (self);
  self->wakes_at = self->due;
  self->source = g_timeout_source_new ((guint) ((self->due - now + 999) / 1000));
  /* Not before what was read in time. */
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_callback (self->source, on_woken, self, NULL);
  g_source_attach (self->source, self->context);
}

static gboolean
on_woken (gpointer user_data)
{
  CulvertMgmtDeadline *self = user_data;
  gint64 now = g_get_monotonic_time ();

  drop_source (self);
  if (self->due > now)
    {
      wake_when_due (self, now);
    }
  else if (self->due > 0)
    {
      self->due = 0;
      self->on_passed (self->owner);
    }
  return G_SOURCE_REMOVE;
}

CulvertMgmtDeadline *
culvert_mgmt_deadline_new (GMainContext *context,
                           void (*on_passed) (gpointer owner),
                           gpointer owner)
{
  CulvertMgmtDeadline *self = g_new0 (CulvertMgmtDeadline, 1);

  self->context = g_main_context_ref (context);
  self->on_passed = on_passed;
  self->owner = owner;
  return self;
}

void
culvert_mgmt_deadline_free (CulvertMgmtDeadline *self)
{
  drop_source (self);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);
}

void
culvert_mgmt_deadline_set (CulvertMgmtDeadline *self, guint milliseconds)
{
  gint64 now = g_get_monotonic_time ();

  self->due = now + (gint64) milliseconds * 1000;
  if (self->source == NULL || self->wakes_at > self->due)
    wake_when_due (self, now);
}

void
culvert_mgmt_deadline_clear (CulvertMgmtDeadline *self)
{
  self->due = 0;
}

gboolean
culvert_mgmt_deadline_is_set (const CulvertMgmtDeadline *self)
{
  return self->due > 0;
}
