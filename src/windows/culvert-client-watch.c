/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-watch.h"

struct _CulvertClientWatch
{
  GObject parent_instance;

  GtkWidget *widget;             /* owns this */
  CulvertSession *session;       /* (owned) (nullable) */
  GSignalGroup *session_signals; /* (owned) */
  CulvertAdministration *target; /* (owned) (nullable): what is watched now */
};

G_DEFINE_FINAL_TYPE (CulvertClientWatch, culvert_client_watch, G_TYPE_OBJECT)

static void
set_target (CulvertClientWatch *self, CulvertAdministration *target)
{
  g_autoptr (CulvertAdministration) old = g_steal_pointer (&self->target);

  g_set_object (&self->target, target);
  if (old == target)
    return;

  if (target != NULL)
    culvert_administration_watch (target);
  if (old != NULL)
    culvert_administration_unwatch (old);
}

static void
update (CulvertClientWatch *self)
{
  gboolean is_seen = self->session != NULL && gtk_widget_get_mapped (self->widget);

  set_target (self, is_seen ? culvert_session_get_administration (self->session) : NULL);
}

static void
on_unmapped (CulvertClientWatch *self)
{
  set_target (self, NULL);
}

static void
culvert_client_watch_dispose (GObject *object)
{
  CulvertClientWatch *self = CULVERT_CLIENT_WATCH (object);

  set_target (self, NULL);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_client_watch_parent_class)->dispose (object);
}

static void
culvert_client_watch_class_init (CulvertClientWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_client_watch_dispose;
}

static void
culvert_client_watch_init (CulvertClientWatch *self)
{
  self->session_signals = g_signal_group_new (CULVERT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "changed", G_CALLBACK (update), self);
}

CulvertClientWatch *
culvert_client_watch_new (GtkWidget *widget)
{
  CulvertClientWatch *self = g_object_new (CULVERT_TYPE_CLIENT_WATCH, NULL);

  self->widget = widget;
  g_signal_connect_object (widget,
                           "map",
                           G_CALLBACK (update),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (on_unmapped), self, G_CONNECT_SWAPPED);

  return self;
}

void
culvert_client_watch_set_session (CulvertClientWatch *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_CLIENT_WATCH (self));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  update (self);
}
