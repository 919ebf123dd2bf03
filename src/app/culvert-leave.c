/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-leave"

#include "culvert-leave.h"

struct _CulvertLeave
{
  GObject parent_instance;

  GSettings *settings;          /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  CulvertFront *front;          /* (owned) */
  GDBusConnection *bus;         /* (owned) (nullable): without it nobody reaches us */
  gulong watch;                 /* handler id, or 0: until everything is down */
  guint deadline;               /* source id, or 0: likewise */
};

G_DEFINE_FINAL_TYPE (CulvertLeave, culvert_leave, G_TYPE_OBJECT)

enum
{
  AGREED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_something_up (CulvertLeave *self)
{
  return culvert_session_list_get_summary (self->sessions).n_up > 0;
}

static void
stop_waiting (CulvertLeave *self)
{
  g_clear_signal_handler (&self->watch, self->sessions);
  g_clear_handle_id (&self->deadline, g_source_remove);
}

static void
agree (CulvertLeave *self)
{
  stop_waiting (self);
  g_signal_emit (self, signals[AGREED], 0);
}

static void
on_summary_changed (CulvertLeave *self)
{
  if (!is_something_up (self))
    agree (self);
}

static gboolean
on_deadline (gpointer user_data)
{
  CulvertLeave *self = user_data;

  self->deadline = 0;
  g_message ("A connection does not end within %d seconds; it is left alone.",
             CULVERT_LEAVE_SECONDS);
  agree (self);

  return G_SOURCE_REMOVE;
}

static void
disconnect_all (CulvertLeave *self)
{
  stop_waiting (self);
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    culvert_session_set_wanted (culvert_session_list_get (self->sessions, i),
                                CULVERT_WANTED_DISCONNECTED);

  if (!is_something_up (self))
    {
      agree (self);
      return;
    }

  self->watch = g_signal_connect_swapped (self->sessions,
                                          "summary-changed",
                                          G_CALLBACK (on_summary_changed),
                                          self);
  self->deadline = g_timeout_add_seconds (CULVERT_LEAVE_SECONDS, on_deadline, self);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertLeave) self = user_data;

  switch (culvert_ui_ask_quit_finish (CULVERT_UI (source), result))
    {
    case CULVERT_UI_ANSWER_YES:
      agree (self);
      break;
    case CULVERT_UI_ANSWER_NO:
      disconnect_all (self);
      break;
    case CULVERT_UI_ANSWER_CANCEL:
      break;
    }
}

/* Neither an icon nor a command leads to us any more, and no later Culvert learns that we have the
 * daemons: it would find all of them in use. */
static void
on_bus_closed (CulvertLeave *self)
{
  g_message ("The session is over. Tunnels stay as they are.");
  agree (self);
}

static void
culvert_leave_dispose (GObject *object)
{
  CulvertLeave *self = CULVERT_LEAVE (object);

  if (self->sessions != NULL)
    stop_waiting (self);
  if (self->bus != NULL)
    g_signal_handlers_disconnect_by_data (self->bus, self);
  g_clear_object (&self->bus);
  g_clear_object (&self->front);
  g_clear_object (&self->sessions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (culvert_leave_parent_class)->dispose (object);
}

static void
culvert_leave_class_init (CulvertLeaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_leave_dispose;

  signals[AGREED] = g_signal_new ("agreed",
                                  CULVERT_TYPE_LEAVE,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  0);
}

static void
culvert_leave_init (CulvertLeave *self)
{
}

CulvertLeave *
culvert_leave_new (GSettings *settings, CulvertSessionList *sessions, CulvertFront *front)
{
  CulvertLeave *self = g_object_new (CULVERT_TYPE_LEAVE, NULL);

  self->settings = g_object_ref (settings);
  self->sessions = g_object_ref (sessions);
  self->front = g_object_ref (front);

  return self;
}

void
culvert_leave_watch (CulvertLeave *self, GDBusConnection *bus)
{
  g_return_if_fail (CULVERT_IS_LEAVE (self));
  g_return_if_fail (G_IS_DBUS_CONNECTION (bus));
  g_return_if_fail (self->bus == NULL);

  /* GDBus would end the process at once, by a signal. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_object_ref (bus);
  g_signal_connect_swapped (bus, "closed", G_CALLBACK (on_bus_closed), self);
}

void
culvert_leave_ask (CulvertLeave *self)
{
  gboolean is_to_ask;
  CulvertUi *ui = NULL;

  g_return_if_fail (CULVERT_IS_LEAVE (self));

  is_to_ask =
      is_something_up (self) && g_settings_get_boolean (self->settings, "ask-before-quitting");
  if (is_to_ask)
    ui = culvert_front_open (self->front, NULL);
  if (ui == NULL)
    {
      agree (self);
      return;
    }

  culvert_ui_ask_quit_async (ui,
                             culvert_session_list_get_summary (self->sessions).n_up,
                             on_answered,
                             g_object_ref (self));
}
