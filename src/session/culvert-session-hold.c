/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-hold.h"

typedef struct
{
  CulvertSessionHold *hold;
  GSourceFunc on_end;
  gpointer data;
} Wait;

static gboolean
on_timeout (gpointer user_data)
{
  Wait *wait = user_data;

  wait->hold->source = 0;
  wait->hold->end = 0;
  wait->on_end (wait->data);

  return G_SOURCE_REMOVE;
}

void
culvert_session_hold_take (CulvertSessionHold *self, guint seconds)
{
  culvert_session_hold_stop_waiting (self);
  self->is_held = TRUE;
  self->end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
}

void
culvert_session_hold_forget (CulvertSessionHold *self)
{
  culvert_session_hold_stop_waiting (self);
  self->is_held = FALSE;
}

void
culvert_session_hold_end_now (CulvertSessionHold *self)
{
  culvert_session_hold_stop_waiting (self);
  self->end = 0;
}

gboolean
culvert_session_hold_wait (CulvertSessionHold *self, GSourceFunc on_end, gpointer data)
{
  gint64 left = self->end - g_get_monotonic_time ();
  Wait *wait;

  if (left <= 0)
    return FALSE;
  if (self->source != 0)
    return TRUE;

  wait = g_new (Wait, 1);
  *wait = (Wait){ self, on_end, data };
  self->source =
      g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (left / 1000) + 1, on_timeout, wait, g_free);

  return TRUE;
}

void
culvert_session_hold_stop_waiting (CulvertSessionHold *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

gboolean
culvert_session_hold_is_waiting (const CulvertSessionHold *self)
{
  return self->source != 0;
}

void
culvert_session_hold_release (CulvertSessionHold *self)
{
  culvert_session_hold_forget (self);
  culvert_session_link_send (self->link, culvert_mgmt_command_hold (CULVERT_MGMT_HOLD_RELEASE));
  culvert_session_hold_set_again (self, FALSE);
}

void
culvert_session_hold_set_again (CulvertSessionHold *self, gboolean holds_again)
{
  culvert_session_link_send (
      self->link,
      culvert_mgmt_command_hold (holds_again ? CULVERT_MGMT_HOLD_ON : CULVERT_MGMT_HOLD_OFF));
  self->holds_again = holds_again;
}
