/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-mgmt-exchange"

#include "culvert-mgmt-exchange.h"

#include <string.h>

#include "culvert-mgmt-error.h"
#include "culvert-plain-text.h"

#define MAX_REFUSAL_CHARACTERS 500
#define MAX_HANDED_OUT         1000000

struct _CulvertMgmtExchange
{
  CulvertMgmtCommand *command; /* (owned) (nullable): until it is written */
  GTask *task;                 /* (owned) (nullable): while the caller waits */
  GSource *cancellation;       /* (owned) (nullable): while the caller waits */
  CulvertMgmtReply *reply;     /* (owned) (nullable): what has come of it */
  GError *error;               /* (owned) (nullable): the caller's, instead of the reply */
  CulvertMgmtReplyShape shape;
  CulvertMgmtLineFunc line_func; /* (nullable): who gets the lines, while the caller waits */
  gpointer line_data;            /* (unowned): lives as long as the caller waits */
  guint n_handed_out;
  gsize n_written;
  gboolean is_fence;
  gboolean asks_pid; /* its own reply looks like that of a fence */
  gboolean is_secret;
  gboolean saw_success;
  gboolean is_answered;
};

CulvertMgmtExchange *
culvert_mgmt_exchange_new (CulvertMgmtCommand *owned_command, GTask *owned_task)
{
  CulvertMgmtExchange *self = g_new0 (CulvertMgmtExchange, 1);

  self->command = owned_command;
  self->task = owned_task;
  self->reply = culvert_mgmt_reply_new ();
  self->shape = culvert_mgmt_command_get_reply_shape (owned_command);
  self->line_func = culvert_mgmt_command_get_line_func (owned_command, &self->line_data);
  self->is_secret = culvert_mgmt_command_is_secret (owned_command);
  self->asks_pid = g_str_equal (culvert_mgmt_command_get_display (owned_command), "pid");
  return self;
}

CulvertMgmtExchange *
culvert_mgmt_exchange_new_fence (void)
{
  CulvertMgmtExchange *self = culvert_mgmt_exchange_new (culvert_mgmt_command_pid (), NULL);

  self->is_fence = TRUE;
  return self;
}

static void
stop_watching (CulvertMgmtExchange *self)
{
  if (self->cancellation != NULL)
    g_source_destroy (self->cancellation);
  g_clear_pointer (&self->cancellation, g_source_unref);
}

void
culvert_mgmt_exchange_free (CulvertMgmtExchange *self)
{
  stop_watching (self);
  g_clear_pointer (&self->command, culvert_mgmt_command_free);
  g_clear_object (&self->task);
  g_clear_pointer (&self->reply, culvert_mgmt_reply_free);
  g_clear_error (&self->error);
  g_free (self);
}

gboolean
culvert_mgmt_exchange_is_fence (const CulvertMgmtExchange *self)
{
  return self->is_fence;
}

gboolean
culvert_mgmt_exchange_needs_fence (const CulvertMgmtExchange *self)
{
  return self->shape == CULVERT_MGMT_REPLY_OPTIONAL || self->shape == CULVERT_MGMT_REPLY_FENCED;
}

const char *
culvert_mgmt_exchange_get_display (const CulvertMgmtExchange *self)
{
  return culvert_mgmt_command_get_display (self->command);
}

const char *
culvert_mgmt_exchange_get_unwritten (const CulvertMgmtExchange *self, gsize *length)
{
  const char *bytes;

  if (self->command == NULL)
    return NULL;

  bytes = culvert_mgmt_command_get_bytes (self->command, length);
  *length -= self->n_written;
  return bytes + self->n_written;
}

void
culvert_mgmt_exchange_wrote (CulvertMgmtExchange *self, gsize n_bytes)
{
  gsize left = 0;

  self->n_written += n_bytes;
  culvert_mgmt_exchange_get_unwritten (self, &left);
  if (left > 0)
    return;

  g_debug ("sent: %s", culvert_mgmt_command_get_display (self->command));
  g_clear_pointer (&self->command, culvert_mgmt_command_free);
  if (self->shape == CULVERT_MGMT_REPLY_NONE)
    self->is_answered = TRUE;
}

gboolean
culvert_mgmt_exchange_is_begun (const CulvertMgmtExchange *self)
{
  return self->n_written > 0;
}

gboolean
culvert_mgmt_exchange_is_written (const CulvertMgmtExchange *self)
{
  return self->command == NULL;
}

/* The daemon quotes what it could not take, and that may be the password. */
static char *
redact (CulvertMgmtExchange *self, const char *text, gsize length)
{
  static const char quotes[] = "max): ";
  const char *quoted = g_strstr_len (text, (gssize) length, quotes);

  if (self->is_secret)
    return g_strdup ("***");
  if (quoted != NULL)
    return g_strdup_printf ("%.*s***", (int) (quoted - text + (gssize) strlen (quotes)), text);
  return culvert_plain_text (text, (gssize) length, MAX_REFUSAL_CHARACTERS);
}

static gboolean
has_lines (CulvertMgmtExchange *self)
{
  return self->n_handed_out > 0 || culvert_mgmt_reply_get_n_lines (self->reply) > 0;
}

/* The daemon does not know the command, or not here: then it says so once, whatever a reply that is
 * none of that would look like. */
static gboolean
is_refused_at_once (const CulvertMgmtLine *line)
{
  static const char *const words[] = { "unknown command", " is not supported", " requires " };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strstr_len (line->payload, (gssize) line->length, words[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_error (CulvertMgmtExchange *self, const CulvertMgmtLine *line)
{
  g_autofree char *text = NULL;

  /* The second of two that say the same in other words. */
  if (self->shape == CULVERT_MGMT_REPLY_TWO_LINES && self->error != NULL)
    {
      self->is_answered = TRUE;
      return TRUE;
    }
  /* Nothing is interleaved in a reply, so this one belongs to nobody. */
  if ((self->saw_success && self->shape != CULVERT_MGMT_REPLY_TWO_LINES) || has_lines (self))
    return FALSE;

  text = redact (self, line->payload, line->length);
  self->error = g_error_new (CULVERT_MGMT_ERROR,
                             CULVERT_MGMT_ERROR_REFUSED,
                             "The OpenVPN daemon refused the command (%s).",
                             text);
  self->is_answered =
      self->shape != CULVERT_MGMT_REPLY_TWO_LINES || self->saw_success || is_refused_at_once (line);
  return TRUE;
}

/* The first one tells how many; the second one that it is over. */
static gboolean
take_one_of_two (CulvertMgmtExchange *self, const CulvertMgmtLine *line)
{
  self->is_answered = self->saw_success || self->error != NULL;
  if (!self->saw_success)
    culvert_mgmt_reply_set_text (self->reply, line->payload, line->length);
  self->saw_success = TRUE;
  return TRUE;
}

static gboolean
take_success (CulvertMgmtExchange *self, const CulvertMgmtLine *line)
{
  gboolean is_first_part = self->shape == CULVERT_MGMT_REPLY_SUCCESS_LINES;

  if (self->shape == CULVERT_MGMT_REPLY_TWO_LINES)
    return take_one_of_two (self, line);
  if (self->shape != CULVERT_MGMT_REPLY_ONE_LINE && self->shape != CULVERT_MGMT_REPLY_OPTIONAL &&
      (!is_first_part || self->saw_success))
    return FALSE;

  culvert_mgmt_reply_set_text (self->reply, line->payload, line->length);
  self->saw_success = TRUE;
  self->is_answered = !is_first_part;
  return TRUE;
}

static gboolean
awaits_lines (CulvertMgmtExchange *self)
{
  return self->shape == CULVERT_MGMT_REPLY_LINES ||
         (self->shape == CULVERT_MGMT_REPLY_SUCCESS_LINES && self->saw_success);
}

/* Whoever was told already gets no more. */
static void
hand_out (CulvertMgmtExchange *self, const CulvertMgmtLine *line)
{
  if (self->task == NULL || self->error != NULL)
    return;

  if (self->n_handed_out++ < MAX_HANDED_OUT)
    self->line_func (line->payload, line->length, self->line_data);
  else
    self->error = g_error_new (CULVERT_MGMT_ERROR,
                               CULVERT_MGMT_ERROR_NOT_MANAGEMENT,
                               "The OpenVPN daemon sent a reply of more than %d lines.",
                               MAX_HANDED_OUT);
}

static gboolean
take_text (CulvertMgmtExchange *self, const CulvertMgmtLine *line)
{
  if (!awaits_lines (self))
    return FALSE;
  if (self->line_func != NULL)
    {
      hand_out (self, line);
      return TRUE;
    }
  if (self->error != NULL || culvert_mgmt_reply_add_line (self->reply, line->payload, line->length))
    return TRUE;

  self->error = g_error_new (CULVERT_MGMT_ERROR,
                             CULVERT_MGMT_ERROR_NOT_MANAGEMENT,
                             "The OpenVPN daemon sent a reply of more than %d lines or %d MiB.",
                             CULVERT_MGMT_REPLY_MAX_LINES,
                             CULVERT_MGMT_REPLY_MAX_BYTES / 1024 / 1024);
  return TRUE;
}

gboolean
culvert_mgmt_exchange_take (CulvertMgmtExchange *self, const CulvertMgmtLine *line)
{
  if (self->is_answered)
    return FALSE;
  if (self->shape == CULVERT_MGMT_REPLY_FENCED)
    return TRUE;

  switch (line->kind)
    {
    case CULVERT_MGMT_LINE_SUCCESS:
      return take_success (self, line);
    case CULVERT_MGMT_LINE_ERROR:
      return take_error (self, line);
    case CULVERT_MGMT_LINE_END:
      self->is_answered = awaits_lines (self);
      return self->is_answered;
    case CULVERT_MGMT_LINE_TEXT:
      return take_text (self, line);
    case CULVERT_MGMT_LINE_PKCS11:
      self->is_answered = self->shape == CULVERT_MGMT_REPLY_PKCS11;
      if (self->is_answered)
        culvert_mgmt_reply_set_text (self->reply, line->payload, line->length);
      return self->is_answered;
    case CULVERT_MGMT_LINE_MESSAGE:
      return FALSE;
    }
  return FALSE;
}

gboolean
culvert_mgmt_exchange_is_overtaken (const CulvertMgmtExchange *self, const CulvertMgmtLine *line)
{
  return !self->asks_pid && line->kind == CULVERT_MGMT_LINE_SUCCESS &&
         g_str_has_prefix (line->payload, "pid=");
}

void
culvert_mgmt_exchange_skip (CulvertMgmtExchange *self)
{
  if (!culvert_mgmt_exchange_needs_fence (self) && self->error == NULL)
    self->error = g_error_new_literal (CULVERT_MGMT_ERROR,
                                       CULVERT_MGMT_ERROR_TIMED_OUT,
                                       "The OpenVPN daemon did not answer the command.");
  self->is_answered = TRUE;
}

gboolean
culvert_mgmt_exchange_is_over (const CulvertMgmtExchange *self)
{
  return self->is_answered && self->command == NULL;
}

void
culvert_mgmt_exchange_finish (CulvertMgmtExchange *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  stop_watching (self);
  if (task == NULL)
    return;

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task,
                           g_steal_pointer (&self->reply),
                           (GDestroyNotify) culvert_mgmt_reply_free);
}

void
culvert_mgmt_exchange_abandon (CulvertMgmtExchange *self, GError *owned_error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  stop_watching (self);
  if (task != NULL)
    g_task_return_error (task, owned_error);
  else
    g_error_free (owned_error);
}

gboolean
culvert_mgmt_exchange_is_cancelled (const CulvertMgmtExchange *self)
{
  return self->task != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (self->task));
}

void
culvert_mgmt_exchange_watch_cancellable (CulvertMgmtExchange *self,
                                         GMainContext *context,
                                         GCancellableSourceFunc on_cancelled,
                                         gpointer user_data)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (cancellable == NULL)
    return;

  self->cancellation = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancellation, G_SOURCE_FUNC (on_cancelled), user_data, NULL);
  g_source_attach (self->cancellation, context);
}
