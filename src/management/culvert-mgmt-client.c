/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-mgmt-client"

#include "culvert-mgmt-client.h"

#include "culvert-mgmt-deadline.h"
#include "culvert-mgmt-error.h"
#include "culvert-mgmt-line.h"
#include "culvert-mgmt-queue.h"
#include "culvert-mgmt-reader.h"

#include <string.h>

#define PROMPT "ENTER PASSWORD:"

static const CulvertMgmtClientLimits usual_limits = {
  .banner_ms = 5000,
  .reply_ms = 10000,
  .max_lines_per_second = 20000,
  .flood_ms = 3000,
};

struct _CulvertMgmtClient
{
  GObject parent_instance;

  GIOStream *stream;                   /* (owned) */
  GPollableOutputStream *output;       /* of the stream */
  GMainContext *context;               /* (owned) */
  const CulvertMgmtListener *listener; /* outlives the client */
  gpointer user_data;
  const CulvertMgmtTap *tap; /* (nullable): while somebody listens in; outlives the client */
  gpointer tap_data;
  CulvertMgmtClientLimits limits;
  CulvertMgmtReader *reader;     /* (owned) */
  CulvertMgmtQueue *queue;       /* (owned) */
  CulvertMgmtDeadline *deadline; /* (owned): of the banner, or of the reply in flight */
  GSource *writing;              /* (owned) (nullable): while the daemon takes no more */
  guint version;                 /* 0 until the banner */
  guint64 n_strays;
  gboolean was_prompted;
  gboolean sent_login;
  gboolean is_logging_in;
  gboolean has_logged_in;
  gboolean is_silent;
  gboolean has_spoken; /* since we last wrote */
  gboolean is_mute;    /* writing failed; what the daemon said before is still read */
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (CulvertMgmtClient, culvert_mgmt_client, G_TYPE_OBJECT)

static void write_on (CulvertMgmtClient *self);

static void
stop_writing (CulvertMgmtClient *self)
{
  if (self->writing != NULL)
    g_source_destroy (self->writing);
  g_clear_pointer (&self->writing, g_source_unref);
}

static GError *
new_closed (void)
{
  return g_error_new_literal (CULVERT_MGMT_ERROR,
                              CULVERT_MGMT_ERROR_CLOSED,
                              "The connection to the OpenVPN daemon is closed.");
}

/* Ends everything without a word to the listener. */
static void
shut (CulvertMgmtClient *self)
{
  g_autoptr (GError) closed = new_closed ();

  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  culvert_mgmt_reader_stop (self->reader);
  stop_writing (self);
  culvert_mgmt_deadline_clear (self->deadline);
  g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  culvert_mgmt_queue_fail (self->queue, closed);
}

static void
end (CulvertMgmtClient *self, const GError *error)
{
  if (self->is_closed)
    return;

  shut (self);
  self->listener->closed (self, error, self->user_data);
}

static void
end_with (CulvertMgmtClient *self, CulvertMgmtError code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (CULVERT_MGMT_ERROR, code, message);

  end (self, error);
}

static void
set_silent (CulvertMgmtClient *self, gboolean is_silent)
{
  if (is_silent == self->is_silent)
    return;

  self->is_silent = is_silent;
  self->listener->silent (self, is_silent, self->user_data);
}

static void
time_out (CulvertMgmtClient *self)
{
  g_autoptr (GError) error = g_error_new (CULVERT_MGMT_ERROR,
                                          CULVERT_MGMT_ERROR_TIMED_OUT,
                                          "The OpenVPN daemon did not answer within %u seconds.",
                                          MAX (self->limits.reply_ms / 1000, 1));
  gboolean is_new_fence = culvert_mgmt_queue_time_out (self->queue, error);

  if (self->is_closed)
    return;

  if (is_new_fence)
    {
      culvert_mgmt_deadline_set (self->deadline, self->limits.reply_ms);
      write_on (self);
    }
  else if (self->has_spoken && culvert_mgmt_queue_is_busy (self->queue))
    {
      /* It does answer something, but not what we asked: a line without its end, or a flood. */
      end_with (self,
                CULVERT_MGMT_ERROR_TIMED_OUT,
                "The OpenVPN daemon speaks, but does not answer any more.");
    }
}

static void
on_deadline_passed (gpointer owner)
{
  g_autoptr (CulvertMgmtClient) self = g_object_ref (owner);

  set_silent (self, TRUE);
  if (self->version > 0)
    time_out (self);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (CulvertMgmtClient) self = g_object_ref (user_data);

  culvert_mgmt_queue_cancel (self->queue);
  return G_SOURCE_REMOVE;
}

static gboolean
on_writable (GObject *stream, gpointer user_data)
{
  g_autoptr (CulvertMgmtClient) self = g_object_ref (user_data);

  stop_writing (self);
  write_on (self);
  return G_SOURCE_REMOVE;
}

static void
write_when_possible (CulvertMgmtClient *self)
{
  self->writing = g_pollable_output_stream_create_source (self->output, NULL);
  g_source_set_callback (self->writing, G_SOURCE_FUNC (on_writable), self, NULL);
  g_source_attach (self->writing, self->context);
}

/* The daemon has gone; its last words are still read, and then the end. */
static void
take_write_error (CulvertMgmtClient *self)
{
  g_autoptr (GError) closed = new_closed ();

  self->is_mute = TRUE;
  culvert_mgmt_queue_fail_waiting (self->queue, closed);
}

/* Returns: whether more can be written now */
static gboolean
write_some (CulvertMgmtClient *self, CulvertMgmtExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *bytes = culvert_mgmt_exchange_get_unwritten (exchange, &length);
  gssize n = g_pollable_output_stream_write_nonblocking (self->output, bytes, length, NULL, &error);

  if (n > 0 && self->tap != NULL && !culvert_mgmt_exchange_is_begun (exchange))
    self->tap->sent (culvert_mgmt_exchange_get_display (exchange), self->tap_data);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      write_when_possible (self);
      if (!culvert_mgmt_deadline_is_set (self->deadline))
        culvert_mgmt_deadline_set (self->deadline, self->limits.reply_ms);
      return FALSE;
    }
  if (error != NULL)
    {
      take_write_error (self);
      return FALSE;
    }

  culvert_mgmt_deadline_set (self->deadline,
                             self->version > 0 ? self->limits.reply_ms : self->limits.banner_ms);
  self->has_spoken = FALSE;
  culvert_mgmt_queue_wrote (self->queue, (gsize) n);
  return TRUE;
}

/* Before the banner nothing is written but the login. */
static void
write_on (CulvertMgmtClient *self)
{
  while (self->writing == NULL && !self->is_mute && !self->is_closed &&
         (self->version > 0 || self->is_logging_in))
    {
      CulvertMgmtExchange *next = culvert_mgmt_queue_get_next (self->queue);

      if (next == NULL || !write_some (self, next))
        break;
      if (self->is_logging_in && !culvert_mgmt_queue_is_busy (self->queue))
        self->is_logging_in = FALSE;
    }

  if (self->version > 0 && self->writing == NULL && !culvert_mgmt_queue_is_busy (self->queue))
    culvert_mgmt_deadline_clear (self->deadline);
}

static void
take_greeting (gpointer owner, const CulvertMgmtLine *line)
{
  g_autoptr (CulvertMgmtClient) self = g_object_ref (owner);

  if (culvert_mgmt_line_is_banner (line, &self->version))
    {
      culvert_mgmt_deadline_clear (self->deadline);
      self->listener->ready (self, self->version, self->user_data);
      write_on (self);
    }
  else if (line->kind == CULVERT_MGMT_LINE_SUCCESS && self->sent_login && !self->has_logged_in &&
           g_str_equal (line->payload, "password is correct"))
    {
      self->has_logged_in = TRUE;
    }
  else
    {
      end_with (self,
                CULVERT_MGMT_ERROR_NOT_MANAGEMENT,
                "What answers there does not speak the management protocol of OpenVPN.");
    }
}

static void
on_prompt (gpointer owner)
{
  CulvertMgmtClient *self = owner;

  if (self->tap != NULL)
    self->tap->heard (PROMPT, strlen (PROMPT), self->tap_data);
  if (self->was_prompted)
    {
      end_with (self, CULVERT_MGMT_ERROR_LOGIN, "The management password is wrong.");
      return;
    }

  self->was_prompted = TRUE;
  culvert_mgmt_deadline_clear (self->deadline); /* it is our turn */
  self->listener->password_wanted (self, self->user_data);
}

static void
on_overlong (gpointer owner, gboolean is_too_often)
{
  CulvertMgmtClient *self = owner;

  self->n_strays++;
  if (is_too_often || self->version == 0)
    end_with (self,
              CULVERT_MGMT_ERROR_NOT_MANAGEMENT,
              "What answers there sends lines that are longer than any line of OpenVPN.");
  else
    g_message ("A line of more than 64 KiB was left out.");
}

static void
take_message (CulvertMgmtClient *self, const CulvertMgmtLine *line)
{
  CulvertMgmtEvent event;
  g_autoptr (CulvertMgmtRequest) request = NULL;

  if (culvert_mgmt_event_parse (&event,
                                line->source,
                                line->source_length,
                                line->payload,
                                line->length))
    {
      /* A server tells as much as its clients do, and no other way of asking would make it less. */
      if (event.kind == CULVERT_MGMT_EVENT_PEER || event.kind == CULVERT_MGMT_EVENT_PEER_BYTECOUNT)
        culvert_mgmt_reader_expect_line (self->reader);
      self->listener->event (self, &event, self->user_data);
      return;
    }

  request =
      culvert_mgmt_request_parse (line->source, line->source_length, line->payload, line->length);
  if (request == NULL)
    {
      self->n_strays++;
      return;
    }
  if (request->kind == CULVERT_MGMT_REQUEST_AUTH_TOKEN)
    culvert_mgmt_reader_wipe (self->reader);
  self->listener->request (self, request, self->user_data);
}

static void
take_reply_part (gpointer owner, const CulvertMgmtLine *line)
{
  g_autoptr (CulvertMgmtClient) self = g_object_ref (owner);

  if (!culvert_mgmt_queue_take (self->queue, line))
    self->n_strays++;
  else if (line->kind == CULVERT_MGMT_LINE_TEXT)
    culvert_mgmt_reader_expect_line (self->reader);

  /* The daemon may have quoted a secret. */
  if (line->kind == CULVERT_MGMT_LINE_ERROR)
    culvert_mgmt_reader_wipe (self->reader);
  write_on (self);
}

static void
on_line (gpointer owner, char *text, gsize length)
{
  CulvertMgmtClient *self = owner;
  CulvertMgmtLine line;

  if (G_UNLIKELY (self->tap != NULL))
    self->tap->heard (text, length, self->tap_data);
  culvert_mgmt_line_parse (&line, text, length);
  if (self->version == 0)
    take_greeting (owner, &line);
  else if (line.kind == CULVERT_MGMT_LINE_MESSAGE)
    take_message (self, &line);
  else
    take_reply_part (owner, &line);
}

static void
on_spoke (gpointer owner)
{
  CulvertMgmtClient *self = owner;

  self->has_spoken = TRUE;
  if (self->version == 0 && self->is_silent && self->was_prompted == self->sent_login)
    culvert_mgmt_deadline_set (self->deadline, self->limits.banner_ms);
  set_silent (self, FALSE);
}

static void
on_flooded (gpointer owner)
{
  CulvertMgmtClient *self = owner;

  self->listener->flooded (self, self->user_data);
}

static void
on_ended (gpointer owner, const GError *error)
{
  g_autoptr (GError) broken = NULL;

  /* A connection that is reset belongs to a daemon that went before it had read all we wrote. */
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    broken = g_error_new (CULVERT_MGMT_ERROR,
                          CULVERT_MGMT_ERROR_CLOSED,
                          "The connection to the OpenVPN daemon broke (%s).",
                          error->message);
  end (owner, broken);
}

static const CulvertMgmtReaderListener reader_listener = {
  .spoke = on_spoke,
  .line = on_line,
  .prompt = on_prompt,
  .overlong = on_overlong,
  .flooded = on_flooded,
  .ended = on_ended,
};

static void
culvert_mgmt_client_dispose (GObject *object)
{
  CulvertMgmtClient *self = CULVERT_MGMT_CLIENT (object);

  shut (self);
  g_clear_object (&self->stream);

  G_OBJECT_CLASS (culvert_mgmt_client_parent_class)->dispose (object);
}

static void
culvert_mgmt_client_finalize (GObject *object)
{
  CulvertMgmtClient *self = CULVERT_MGMT_CLIENT (object);

  g_clear_pointer (&self->queue, culvert_mgmt_queue_free);
  g_clear_pointer (&self->reader, culvert_mgmt_reader_free);
  g_clear_pointer (&self->deadline, culvert_mgmt_deadline_free);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (culvert_mgmt_client_parent_class)->finalize (object);
}

static void
culvert_mgmt_client_class_init (CulvertMgmtClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_mgmt_client_dispose;
  object_class->finalize = culvert_mgmt_client_finalize;
}

static void
culvert_mgmt_client_init (CulvertMgmtClient *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->queue = culvert_mgmt_queue_new ();
  self->deadline = culvert_mgmt_deadline_new (self->context, on_deadline_passed, self);
}

const CulvertMgmtClientLimits *
culvert_mgmt_client_get_usual_limits (void)
{
  return &usual_limits;
}

CulvertMgmtClient *
culvert_mgmt_client_new (GIOStream *stream, const CulvertMgmtListener *listener, gpointer user_data)
{
  return culvert_mgmt_client_new_with_limits (stream, &usual_limits, listener, user_data);
}

CulvertMgmtClient *
culvert_mgmt_client_new_with_limits (GIOStream *stream,
                                     const CulvertMgmtClientLimits *limits,
                                     const CulvertMgmtListener *listener,
                                     gpointer user_data)
{
  CulvertMgmtClient *self = g_object_new (CULVERT_TYPE_MGMT_CLIENT, NULL);

  self->stream = g_object_ref (stream);
  self->output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream));
  self->limits = *limits;
  self->listener = listener;
  self->user_data = user_data;
  self->reader =
      culvert_mgmt_reader_new (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)),
                               limits->max_lines_per_second,
                               limits->flood_ms,
                               &reader_listener,
                               self);
  culvert_mgmt_deadline_set (self->deadline, limits->banner_ms);
  return self;
}

void
culvert_mgmt_client_set_tap (CulvertMgmtClient *self, const CulvertMgmtTap *tap, gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_MGMT_CLIENT (self));

  self->tap = tap;
  self->tap_data = user_data;
}

void
culvert_mgmt_client_close (CulvertMgmtClient *self)
{
  g_autoptr (CulvertMgmtClient) alive = NULL;

  g_return_if_fail (CULVERT_IS_MGMT_CLIENT (self));

  alive = g_object_ref (self);
  shut (alive);
}

gboolean
culvert_mgmt_client_log_in (CulvertMgmtClient *self,
                            const CulvertSecretText *password,
                            GError **error)
{
  CulvertMgmtCommand *command;

  g_return_val_if_fail (CULVERT_IS_MGMT_CLIENT (self), FALSE);
  g_return_val_if_fail (self->was_prompted && !self->sent_login, FALSE);

  if (self->is_closed)
    {
      g_propagate_error (error, new_closed ());
      return FALSE;
    }

  command = culvert_mgmt_command_login (password, error);
  if (command == NULL)
    return FALSE;

  self->sent_login = TRUE;
  self->is_logging_in = TRUE;
  culvert_mgmt_queue_push_first (self->queue, culvert_mgmt_exchange_new (command, NULL));
  write_on (self);
  return TRUE;
}

gboolean
culvert_mgmt_client_has_logged_in (CulvertMgmtClient *self)
{
  g_return_val_if_fail (CULVERT_IS_MGMT_CLIENT (self), FALSE);

  return self->has_logged_in;
}

void
culvert_mgmt_client_send_async (CulvertMgmtClient *self,
                                CulvertMgmtCommand *owned_command,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (CulvertMgmtCommand) command = owned_command;
  g_autoptr (GTask) task = NULL;
  CulvertMgmtExchange *exchange;

  g_return_if_fail (CULVERT_IS_MGMT_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_mgmt_client_send_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->is_closed || self->is_mute)
    {
      g_task_return_error (task, new_closed ());
      return;
    }
  if (culvert_mgmt_queue_is_full (self->queue))
    {
      g_task_return_new_error (task,
                               CULVERT_MGMT_ERROR,
                               CULVERT_MGMT_ERROR_CLOSED,
                               "%d commands wait for the OpenVPN daemon already.",
                               CULVERT_MGMT_QUEUE_MAX);
      return;
    }

  exchange = culvert_mgmt_exchange_new (g_steal_pointer (&command), g_steal_pointer (&task));
  culvert_mgmt_exchange_watch_cancellable (exchange, self->context, on_cancelled, self);
  culvert_mgmt_queue_push (self->queue, exchange);
  write_on (self);
  if (!culvert_mgmt_deadline_is_set (self->deadline) && culvert_mgmt_queue_is_busy (self->queue))
    culvert_mgmt_deadline_set (self->deadline, self->limits.reply_ms);
}

CulvertMgmtReply *
culvert_mgmt_client_send_finish (CulvertMgmtClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

guint64
culvert_mgmt_client_get_n_strays (CulvertMgmtClient *self)
{
  g_return_val_if_fail (CULVERT_IS_MGMT_CLIENT (self), 0);

  return self->n_strays;
}
