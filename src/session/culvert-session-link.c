/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-link"

#include "culvert-session-link.h"

#include "culvert-mgmt-error.h"
#include "culvert-plain-text.h"
#include "culvert-session-sync.h"
#include "culvert-session-trouble.h"

#define FIRST_PAUSE_MS 10
#define LAST_PAUSE_MS  30000

/* While a daemon is silent the reason may change: the other program leaves, and so on. */
#define SILENCE_CHECK_SECONDS 5

struct _CulvertSessionLink
{
  GObject parent_instance;

  CulvertLauncher *launcher; /* (owned) */
  const CulvertSessionLinkListener *listener;
  gpointer user_data;
  CulvertMgmtClientLimits limits;
  const CulvertMgmtTap *tap; /* (nullable) */
  gpointer tap_data;

  GCancellable *attempt;     /* (owned) (nullable): cancelled when this try, or its stream, ends */
  CulvertMgmtClient *client; /* (owned) (nullable): only while a stream is open */
  CulvertSessionSync *sync;  /* (owned) (nullable): what was learned over this stream */

  guint pause_ms;
  guint retry_source;
  gint64 retry_time;
  guint silence_source;

  gboolean is_running;
  gboolean is_launching; /* the attempt may start a daemon */
  gboolean is_greeted;
  gboolean is_attached;
  gboolean is_log_paused;
};

G_DEFINE_FINAL_TYPE (CulvertSessionLink, culvert_session_link, G_TYPE_OBJECT)

static void try (CulvertSessionLink *self);

static gboolean
on_retry (gpointer user_data)
{
  CulvertSessionLink *self = user_data;

  self->retry_source = 0;
  self->retry_time = 0;
  try (self);

  return G_SOURCE_REMOVE;
}

static void
close_stream (CulvertSessionLink *self)
{
  g_cancellable_cancel (self->attempt);
  g_clear_object (&self->attempt);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  if (self->client != NULL)
    {
      culvert_mgmt_client_set_tap (self->client, NULL, NULL);
      culvert_mgmt_client_close (self->client);
    }
  g_clear_object (&self->client);
  g_clear_handle_id (&self->silence_source, g_source_remove);
  self->is_launching = FALSE;
  self->is_greeted = FALSE;
  self->is_attached = FALSE;
}

static void
pause_then_retry (CulvertSessionLink *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_time = g_get_monotonic_time () + (gint64) self->pause_ms * 1000;
  self->retry_source = g_timeout_add (self->pause_ms, on_retry, self);
  self->pause_ms = MIN (self->pause_ms * 2, LAST_PAUSE_MS);
}

/* A daemon that can be had by starting it is started when somebody wants it. Until then its absence
 * is nothing to look into again and again. */
static void
lose (CulvertSessionLink *self, const GError *error)
{
  close_stream (self);
  if (!culvert_launcher_can_start (self->launcher))
    pause_then_retry (self);
  self->listener->lost (self, culvert_session_trouble_to_reason (error), error, self->user_data);
}

static void
on_synced (CulvertSessionLink *self)
{
  self->is_attached = TRUE;
  self->pause_ms = FIRST_PAUSE_MS;
  self->listener->attached (self, self->user_data);
}

static void
on_history (CulvertSessionLink *self, const CulvertMgmtEvent *event)
{
  self->listener->history (self, event, self->user_data);
}

static void
on_ready (CulvertMgmtClient *client, guint version, gpointer user_data)
{
  CulvertSessionLink *self = user_data;
  CulvertSessionSyncScope scope = CULVERT_SESSION_SYNC_ALL;

  self->is_greeted = TRUE;
  if (culvert_session_link_is_read_only (self))
    scope = CULVERT_SESSION_SYNC_WATCH;
  else if (self->is_log_paused)
    scope = CULVERT_SESSION_SYNC_NO_LOG;

  self->sync = culvert_session_sync_new (client, version, scope);
  g_signal_connect_object (self->sync, "done", G_CALLBACK (on_synced), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "history", G_CALLBACK (on_history), self, G_CONNECT_SWAPPED);
  culvert_session_sync_start (self->sync);
  self->listener->greeted (self, self->user_data);
}

static void
on_password_wanted (CulvertMgmtClient *client, gpointer user_data)
{
  CulvertSessionLink *self = user_data;

  self->listener->password_wanted (self, self->user_data);
}

static void
on_event (CulvertMgmtClient *client, const CulvertMgmtEvent *event, gpointer user_data)
{
  CulvertSessionLink *self = user_data;

  self->listener->event (self, event, self->user_data);
}

static void
on_request (CulvertMgmtClient *client, const CulvertMgmtRequest *request, gpointer user_data)
{
  CulvertSessionLink *self = user_data;

  self->listener->request (self, request, self->user_data);
}

static void
on_silence_explained (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionLink) self = user_data;
  g_autoptr (GError) error = NULL;
  CulvertSilence silence =
      culvert_launcher_explain_silence_finish (CULVERT_LAUNCHER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->is_greeted ||
      self->silence_source == 0)
    return;

  self->listener->silent (self,
                          silence == CULVERT_SILENCE_IN_USE ? CULVERT_REASON_IN_USE
                                                            : CULVERT_REASON_NOT_RESPONDING,
                          self->user_data);
}

static gboolean
explain_silence (gpointer user_data)
{
  CulvertSessionLink *self = user_data;

  culvert_launcher_explain_silence_async (self->launcher,
                                          self->attempt,
                                          on_silence_explained,
                                          g_object_ref (self));

  return G_SOURCE_CONTINUE;
}

static void
on_silent (CulvertMgmtClient *client, gboolean is_silent, gpointer user_data)
{
  CulvertSessionLink *self = user_data;

  g_clear_handle_id (&self->silence_source, g_source_remove);

  if (!is_silent)
    self->listener->silent (self, CULVERT_REASON_NONE, self->user_data);
  else if (self->is_greeted)
    self->listener->silent (self, CULVERT_REASON_NOT_RESPONDING, self->user_data);
  else
    {
      self->silence_source = g_timeout_add_seconds (SILENCE_CHECK_SECONDS, explain_silence, self);
      explain_silence (self);
    }
}

static void
on_flooded (CulvertMgmtClient *client, gpointer user_data)
{
  CulvertSessionLink *self = user_data;

  g_message ("The daemon logs too fast to follow; its live log is not read any more.");
  self->is_log_paused = TRUE;
  close_stream (self);
  try (self);
}

static void
on_closed (CulvertMgmtClient *client, const GError *error, gpointer user_data)
{
  CulvertSessionLink *self = user_data;

  lose (self, error);
}

static const CulvertMgmtListener client_listener = {
  .ready = on_ready,
  .password_wanted = on_password_wanted,
  .event = on_event,
  .request = on_request,
  .silent = on_silent,
  .flooded = on_flooded,
  .closed = on_closed,
};

static void
take_stream (CulvertSessionLink *self, GIOStream *stream, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->is_running)
    return;

  if (error != NULL)
    {
      lose (self, error);
      return;
    }

  self->is_launching = FALSE;
  self->client =
      culvert_mgmt_client_new_with_limits (stream, &self->limits, &client_listener, self);
  culvert_mgmt_client_set_tap (self->client, self->tap, self->tap_data);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionLink) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream =
      culvert_launcher_open_finish (CULVERT_LAUNCHER (source), result, &error);

  take_stream (self, stream, error);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionLink) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream =
      culvert_launcher_start_finish (CULVERT_LAUNCHER (source), result, &error);

  take_stream (self, stream, error);
}

static void
try (CulvertSessionLink *self)
{
  self->attempt = g_cancellable_new ();
  culvert_launcher_open_async (self->launcher, self->attempt, on_opened, g_object_ref (self));
}

static void
on_appeared (CulvertSessionLink *self)
{
  if (!self->is_running)
    return;

  if (self->retry_source != 0)
    culvert_session_link_retry_now (self);
  else if (self->attempt == NULL)
    try (self);
}

static void
culvert_session_link_dispose (GObject *object)
{
  CulvertSessionLink *self = CULVERT_SESSION_LINK (object);

  culvert_session_link_stop (self);
  g_clear_object (&self->launcher);

  G_OBJECT_CLASS (culvert_session_link_parent_class)->dispose (object);
}

static void
culvert_session_link_class_init (CulvertSessionLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_session_link_dispose;
}

static void
culvert_session_link_init (CulvertSessionLink *self)
{
  self->pause_ms = FIRST_PAUSE_MS;
  self->limits = *culvert_mgmt_client_get_usual_limits ();
}

CulvertSessionLink *
culvert_session_link_new (CulvertLauncher *launcher,
                          const CulvertSessionLinkListener *listener,
                          gpointer user_data)
{
  CulvertSessionLink *self = g_object_new (CULVERT_TYPE_SESSION_LINK, NULL);

  self->launcher = g_object_ref (launcher);
  self->listener = listener;
  self->user_data = user_data;
  g_signal_connect_object (launcher, "appeared", G_CALLBACK (on_appeared), self, G_CONNECT_SWAPPED);

  return self;
}

void
culvert_session_link_set_reply_time (CulvertSessionLink *self, guint reply_ms)
{
  g_return_if_fail (CULVERT_IS_SESSION_LINK (self));

  self->limits.reply_ms = reply_ms;
}

void
culvert_session_link_set_tap (CulvertSessionLink *self,
                              const CulvertMgmtTap *tap,
                              gpointer tap_data)
{
  g_return_if_fail (CULVERT_IS_SESSION_LINK (self));

  self->tap = tap;
  self->tap_data = tap_data;
  if (self->client != NULL)
    culvert_mgmt_client_set_tap (self->client, tap, tap_data);
}

void
culvert_session_link_start (CulvertSessionLink *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_LINK (self));

  if (self->is_running)
    return;

  self->is_running = TRUE;
  try (self);
}

void
culvert_session_link_stop (CulvertSessionLink *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_LINK (self));

  self->is_running = FALSE;
  close_stream (self);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_time = 0;
}

void
culvert_session_link_retry_now (CulvertSessionLink *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_LINK (self));

  if (self->retry_source == 0)
    return;

  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_time = 0;
  self->pause_ms = FIRST_PAUSE_MS;
  try (self);
}

gboolean
culvert_session_link_launch (CulvertSessionLink *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_LINK (self), FALSE);

  if (!self->is_running || self->attempt != NULL || !culvert_launcher_can_start (self->launcher))
    return FALSE;

  self->is_launching = TRUE;
  self->attempt = g_cancellable_new ();
  culvert_launcher_start_async (self->launcher, self->attempt, on_launched, g_object_ref (self));

  return TRUE;
}

gboolean
culvert_session_link_cancel_launch (CulvertSessionLink *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_LINK (self), FALSE);

  if (!self->is_launching)
    return FALSE;

  close_stream (self);
  return TRUE;
}

gboolean
culvert_session_link_log_in (CulvertSessionLink *self,
                             const CulvertSecretText *password,
                             GError **error)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_LINK (self), FALSE);

  if (self->client != NULL)
    return culvert_mgmt_client_log_in (self->client, password, error);

  g_set_error_literal (error,
                       CULVERT_MGMT_ERROR,
                       CULVERT_MGMT_ERROR_CLOSED,
                       "The daemon is out of reach.");
  return FALSE;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_mgmt_client_send_finish (CULVERT_MGMT_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_autofree char *text = culvert_plain_text_escape (error->message, -1);

      g_debug ("A command was not carried out: %s", text);
    }
}

void
culvert_session_link_send (CulvertSessionLink *self, CulvertMgmtCommand *owned_command)
{
  g_return_if_fail (CULVERT_IS_SESSION_LINK (self));

  if (owned_command == NULL)
    return;

  if (self->client == NULL)
    culvert_mgmt_command_free (owned_command);
  else
    culvert_mgmt_client_send_async (self->client, owned_command, NULL, on_sent, NULL);
}

static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CulvertMgmtReply *reply =
      culvert_mgmt_client_send_finish (CULVERT_MGMT_CLIENT (source), result, &error);

  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) culvert_mgmt_reply_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
culvert_session_link_ask_async (CulvertSessionLink *self,
                                CulvertMgmtCommand *owned_command,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CULVERT_IS_SESSION_LINK (self));
  g_return_if_fail (owned_command != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_session_link_ask_async);

  if (self->client != NULL)
    {
      culvert_mgmt_client_send_async (self->client,
                                      owned_command,
                                      cancellable,
                                      on_replied,
                                      g_steal_pointer (&task));
      return;
    }

  culvert_mgmt_command_free (owned_command);
  g_task_return_new_error (task,
                           CULVERT_MGMT_ERROR,
                           CULVERT_MGMT_ERROR_CLOSED,
                           "The daemon is out of reach.");
}

CulvertMgmtReply *
culvert_session_link_ask_finish (CulvertSessionLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
culvert_session_link_is_open (CulvertSessionLink *self)
{
  return self->client != NULL;
}

gboolean
culvert_session_link_is_attached (CulvertSessionLink *self)
{
  return self->is_attached;
}

gboolean
culvert_session_link_is_read_only (CulvertSessionLink *self)
{
  return culvert_launcher_needs_password (self->launcher) && self->is_greeted &&
         !culvert_mgmt_client_has_logged_in (self->client);
}

gboolean
culvert_session_link_is_server (CulvertSessionLink *self)
{
  return self->sync != NULL && culvert_session_sync_is_server (self->sync);
}

void
culvert_session_link_become_server (CulvertSessionLink *self)
{
  if (self->sync != NULL)
    culvert_session_sync_become_server (self->sync);
}

gboolean
culvert_session_link_is_single_shot (CulvertSessionLink *self)
{
  return self->sync == NULL || culvert_session_sync_is_single_shot (self->sync);
}

gboolean
culvert_session_link_is_log_paused (CulvertSessionLink *self)
{
  return self->is_log_paused ||
         (self->sync != NULL && !culvert_session_sync_has_live_log (self->sync));
}

void
culvert_session_link_resume_log (CulvertSessionLink *self, guint level)
{
  g_return_if_fail (CULVERT_IS_SESSION_LINK (self));
  g_return_if_fail (self->sync != NULL);

  self->is_log_paused = FALSE;
  culvert_session_sync_resume_log (self->sync, level);
}

int
culvert_session_link_get_verbosity (CulvertSessionLink *self)
{
  return self->sync != NULL ? culvert_session_sync_get_verbosity (self->sync) : -1;
}

const char *
culvert_session_link_get_version (CulvertSessionLink *self)
{
  return self->sync != NULL ? culvert_session_sync_get_version (self->sync) : NULL;
}

gint64
culvert_session_link_get_retry_time (CulvertSessionLink *self)
{
  return self->retry_time;
}
