/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-starter.h"

struct _CulvertFakeStarter
{
  GObject parent_instance;

  char *endpoint; /* (owned) */
  int start_code; /* -1: it starts */
  int check_code; /* -1: it runs */
  gboolean is_held;
  GTask *held; /* (owned) (nullable) */
  guint n_starts;
  guint n_checks;
  guint n_stops;
};

static void starter_iface_init (CulvertStarterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertFakeStarter,
                               culvert_fake_starter,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_STARTER, starter_iface_init))

static void
end (GTask *task, int code)
{
  if (code >= 0)
    g_task_return_new_error (task, CULVERT_LAUNCH_ERROR, code, "As the test said.");
  else
    g_task_return_boolean (task, TRUE);
}

static const char *
culvert_fake_starter_get_endpoint (CulvertStarter *starter)
{
  return CULVERT_FAKE_STARTER (starter)->endpoint;
}

static void
culvert_fake_starter_start_async (CulvertStarter *starter,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CulvertFakeStarter *self = CULVERT_FAKE_STARTER (starter);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  self->n_starts++;
  if (self->is_held)
    g_set_object (&self->held, task);
  else
    end (task, self->start_code);
}

static void
culvert_fake_starter_check_async (CulvertStarter *starter,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CulvertFakeStarter *self = CULVERT_FAKE_STARTER (starter);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  self->n_checks++;
  end (task, self->check_code);
}

static void
culvert_fake_starter_stop_async (CulvertStarter *starter,
                                 gboolean may_ask,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CulvertFakeStarter *self = CULVERT_FAKE_STARTER (starter);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  self->n_stops++;
  g_task_return_boolean (task, TRUE);
}

static gboolean
culvert_fake_starter_owns_daemon (CulvertStarter *starter)
{
  return TRUE;
}

static char *
culvert_fake_starter_dup_command (CulvertStarter *starter)
{
  return g_strdup ("sudo make it so");
}

static void
starter_iface_init (CulvertStarterInterface *iface)
{
  iface->get_endpoint = culvert_fake_starter_get_endpoint;
  iface->start_async = culvert_fake_starter_start_async;
  iface->check_async = culvert_fake_starter_check_async;
  iface->stop_async = culvert_fake_starter_stop_async;
  iface->owns_daemon = culvert_fake_starter_owns_daemon;
  iface->dup_command = culvert_fake_starter_dup_command;
}

static void
culvert_fake_starter_finalize (GObject *object)
{
  CulvertFakeStarter *self = CULVERT_FAKE_STARTER (object);

  g_assert_null (self->held);
  g_free (self->endpoint);

  G_OBJECT_CLASS (culvert_fake_starter_parent_class)->finalize (object);
}

static void
culvert_fake_starter_class_init (CulvertFakeStarterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_fake_starter_finalize;
}

static void
culvert_fake_starter_init (CulvertFakeStarter *self)
{
  self->start_code = -1;
  self->check_code = -1;
}

CulvertFakeStarter *
culvert_fake_starter_new (const char *path)
{
  CulvertFakeStarter *self = g_object_new (CULVERT_TYPE_FAKE_STARTER, NULL);

  self->endpoint = g_strconcat ("unix:", path, NULL);
  return self;
}

void
culvert_fake_starter_fail_start (CulvertFakeStarter *self, CulvertLaunchError code)
{
  self->start_code = code;
}

void
culvert_fake_starter_fail_check (CulvertFakeStarter *self, CulvertLaunchError code)
{
  self->check_code = code;
}

void
culvert_fake_starter_hold_start (CulvertFakeStarter *self)
{
  self->is_held = TRUE;
}

void
culvert_fake_starter_end_start (CulvertFakeStarter *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->held);

  self->is_held = FALSE;
  end (task, self->start_code);
}

guint
culvert_fake_starter_get_n_starts (CulvertFakeStarter *self)
{
  return self->n_starts;
}

guint
culvert_fake_starter_get_n_checks (CulvertFakeStarter *self)
{
  return self->n_checks;
}

guint
culvert_fake_starter_get_n_stops (CulvertFakeStarter *self)
{
  return self->n_stops;
}
