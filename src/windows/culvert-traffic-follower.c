/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-traffic-follower.h"

struct _CulvertTrafficFollower
{
  GObject parent_instance;

  GtkWidget *widget; /* owns this */
  CulvertTrafficUpdateFunc update;
  GSignalGroup *signals; /* (owned) */
  guint timer;           /* source id, or 0 */
};

G_DEFINE_FINAL_TYPE (CulvertTrafficFollower, culvert_traffic_follower, G_TYPE_OBJECT)

static gboolean
on_second (gpointer user_data)
{
  CulvertTrafficFollower *self = user_data;

  if (self->update (self->widget))
    return G_SOURCE_CONTINUE;

  self->timer = 0;

  return G_SOURCE_REMOVE;
}

/* While the timer runs, the next second is soon enough. */
static void
on_changed (CulvertTrafficFollower *self)
{
  if (self->timer == 0)
    culvert_traffic_follower_update (self);
}

static void
on_unmapped (CulvertTrafficFollower *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
culvert_traffic_follower_dispose (GObject *object)
{
  CulvertTrafficFollower *self = CULVERT_TRAFFIC_FOLLOWER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->signals);

  G_OBJECT_CLASS (culvert_traffic_follower_parent_class)->dispose (object);
}

static void
culvert_traffic_follower_class_init (CulvertTrafficFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_traffic_follower_dispose;
}

static void
culvert_traffic_follower_init (CulvertTrafficFollower *self)
{
  self->signals = g_signal_group_new (CULVERT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (on_changed), self);
}

CulvertTrafficFollower *
culvert_traffic_follower_new (GtkWidget *widget, CulvertTrafficUpdateFunc update)
{
  CulvertTrafficFollower *self = g_object_new (CULVERT_TYPE_TRAFFIC_FOLLOWER, NULL);

  self->widget = widget;
  self->update = update;
  g_signal_connect_object (widget,
                           "map",
                           G_CALLBACK (culvert_traffic_follower_update),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (on_unmapped), self, G_CONNECT_SWAPPED);

  return self;
}

void
culvert_traffic_follower_set_session (CulvertTrafficFollower *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_TRAFFIC_FOLLOWER (self));
  g_return_if_fail (session == NULL || CULVERT_IS_SESSION (session));

  g_signal_group_set_target (self->signals, session);
  culvert_traffic_follower_update (self);
}

void
culvert_traffic_follower_update (CulvertTrafficFollower *self)
{
  g_return_if_fail (CULVERT_IS_TRAFFIC_FOLLOWER (self));

  if (!gtk_widget_get_mapped (self->widget))
    return;

  /* The timer runs at least once, so that a session that changes all the time is followed no more
   * often than others. */
  self->update (self->widget);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (1, on_second, self);
}
