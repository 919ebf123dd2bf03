/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-refresher.h"

enum
{
  SECONDS_BETWEEN_DURATIONS = 30,
};

struct _CulvertRefresher
{
  GObject parent_instance;

  GtkWidget *widget; /* owns this */
  CulvertRefreshFunc refresh;
  CulvertSession *session;       /* (owned) (nullable) */
  GSignalGroup *session_signals; /* (owned) */
  GSignalGroup *profile_signals; /* (owned) */
  guint tick;                    /* tick callback of the widget, or 0 */
  guint timer;                   /* source id, or 0 */
};

G_DEFINE_FINAL_TYPE (CulvertRefresher, culvert_refresher, G_TYPE_OBJECT)

static guint
get_seconds_until_stale (CulvertSession *session)
{
  CulvertSessionState state;

  if (session == NULL)
    return 0;
  if (culvert_session_get_wait_end (session) != 0)
    return 1;

  state = culvert_session_get_state (session);
  if (state == CULVERT_SESSION_CONNECTING || state == CULVERT_SESSION_RECONNECTING)
    return 1;

  return state == CULVERT_SESSION_CONNECTED ? SECONDS_BETWEEN_DURATIONS : 0;
}

static gboolean
on_stale (gpointer user_data)
{
  CulvertRefresher *self = user_data;

  self->timer = 0;
  culvert_refresher_queue (self);

  return G_SOURCE_REMOVE;
}

static void
schedule (CulvertRefresher *self)
{
  guint seconds = get_seconds_until_stale (self->session);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (seconds > 0)
    self->timer = g_timeout_add_seconds (seconds, on_stale, self);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CulvertRefresher *self = user_data;

  self->tick = 0;
  self->refresh (widget);
  schedule (self);

  return G_SOURCE_REMOVE;
}

static void
on_unmapped (CulvertRefresher *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
culvert_refresher_dispose (GObject *object)
{
  CulvertRefresher *self = CULVERT_REFRESHER (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->profile_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_refresher_parent_class)->dispose (object);
}

static void
culvert_refresher_class_init (CulvertRefresherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_refresher_dispose;
}

static void
culvert_refresher_init (CulvertRefresher *self)
{
  GCallback queue = G_CALLBACK (culvert_refresher_queue);

  self->session_signals = g_signal_group_new (CULVERT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "changed", queue, self);
  g_signal_group_connect_swapped (self->session_signals, "state-changed", queue, self);
  g_signal_group_connect_swapped (self->session_signals, "notify::prompt", queue, self);
  g_signal_group_connect_swapped (self->session_signals, "admission-changed", queue, self);

  self->profile_signals = g_signal_group_new (CULVERT_TYPE_PROFILE);
  g_signal_group_connect_swapped (self->profile_signals, "notify::name", queue, self);
}

CulvertRefresher *
culvert_refresher_new (GtkWidget *widget, CulvertRefreshFunc refresh)
{
  CulvertRefresher *self = g_object_new (CULVERT_TYPE_REFRESHER, NULL);

  self->widget = widget;
  self->refresh = refresh;
  g_signal_connect_object (widget,
                           "map",
                           G_CALLBACK (culvert_refresher_queue),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (on_unmapped), self, G_CONNECT_SWAPPED);

  return self;
}

void
culvert_refresher_set_session (CulvertRefresher *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_REFRESHER (self));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->profile_signals,
                             session != NULL ? culvert_session_get_profile (session) : NULL);
  self->refresh (self->widget);
  culvert_refresher_queue (self);
}

void
culvert_refresher_queue (CulvertRefresher *self)
{
  g_return_if_fail (CULVERT_IS_REFRESHER (self));

  if (self->tick == 0 && gtk_widget_get_mapped (self->widget))
    self->tick = gtk_widget_add_tick_callback (self->widget, on_frame, self, NULL);
}
