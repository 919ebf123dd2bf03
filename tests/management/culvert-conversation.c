/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-conversation.h"

#include "culvert-await.h"

const CulvertMgmtClientLimits culvert_impatient_limits = {
  .banner_ms = 50,
  .reply_ms = 50,
  .max_lines_per_second = 20000,
  .flood_ms = 3000,
};

static void
tell (CulvertConversation *self)
{
  if (self->hook != NULL)
    self->hook (self);
}

static void
on_ready (CulvertMgmtClient *client, guint version, gpointer user_data)
{
  CulvertConversation *self = user_data;

  self->n_ready++;
  g_string_append_printf (self->record, "ready %u\n", version);
  tell (self);
}

static void
on_password_wanted (CulvertMgmtClient *client, gpointer user_data)
{
  CulvertConversation *self = user_data;

  self->n_password_wanted++;
  g_string_append (self->record, "password-wanted\n");
  tell (self);
}

static void
on_event (CulvertMgmtClient *client, const CulvertMgmtEvent *event, gpointer user_data)
{
  CulvertConversation *self = user_data;

  self->n_events[event->kind]++;
  g_string_append_printf (self->record, "event %d", event->kind);
  if (event->kind == CULVERT_MGMT_EVENT_STATE)
    g_string_append_printf (self->record,
                            " %d %s %s",
                            event->state.name,
                            event->state.detail,
                            event->state.tun_ipv4);
  else if (event->kind == CULVERT_MGMT_EVENT_LOG)
    g_string_append_printf (self->record, " %d %s", event->log.flags, event->log.text);
  else if (event->kind == CULVERT_MGMT_EVENT_ECHO)
    g_string_append_printf (self->record, " %s", event->echo.text);
  else if (event->kind == CULVERT_MGMT_EVENT_HOLD)
    g_string_append_printf (self->record, " %u", event->hold_seconds);
  g_string_append_c (self->record, '\n');
  tell (self);
}

static void
on_request (CulvertMgmtClient *client, const CulvertMgmtRequest *request, gpointer user_data)
{
  CulvertConversation *self = user_data;

  self->n_requests[request->kind]++;
  g_string_append_printf (self->record,
                          "request %d %s %d %s %s\n",
                          request->kind,
                          request->type,
                          request->type_is_exact,
                          request->message != NULL ? request->message : "-",
                          request->challenge != NULL ? request->challenge : "-");
  tell (self);
}

static void
on_silent (CulvertMgmtClient *client, gboolean is_silent, gpointer user_data)
{
  CulvertConversation *self = user_data;

  g_assert_cmpint (is_silent, !=, self->is_silent);
  self->is_silent = is_silent;
  self->n_silent += is_silent ? 1 : 0;
  tell (self);
}

static void
on_flooded (CulvertMgmtClient *client, gpointer user_data)
{
  CulvertConversation *self = user_data;

  self->n_flooded++;
  tell (self);
}

static void
on_closed (CulvertMgmtClient *client, const GError *error, gpointer user_data)
{
  CulvertConversation *self = user_data;

  g_assert_cmpuint (self->n_closed, ==, 0);
  self->n_closed++;
  g_string_append (self->record, "closed\n");
  if (error != NULL)
    {
      self->error = g_error_copy (error);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  tell (self);
}

static const CulvertMgmtListener listener = {
  .ready = on_ready,
  .password_wanted = on_password_wanted,
  .event = on_event,
  .request = on_request,
  .silent = on_silent,
  .flooded = on_flooded,
  .closed = on_closed,
};

CulvertConversation *
culvert_conversation_new_on (GIOStream *stream, const CulvertMgmtClientLimits *limits)
{
  CulvertConversation *self = g_new0 (CulvertConversation, 1);

  self->record = g_string_new (NULL);
  if (limits != NULL)
    self->client = culvert_mgmt_client_new_with_limits (stream, limits, &listener, self);
  else
    self->client = culvert_mgmt_client_new (stream, &listener, self);
  return self;
}

CulvertConversation *
culvert_conversation_new (const CulvertMgmtClientLimits *limits)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new ();
  g_autoptr (GIOStream) stream = culvert_fake_daemon_get_stream (daemon);
  CulvertConversation *self = culvert_conversation_new_on (stream, limits);

  self->daemon = g_steal_pointer (&daemon);
  return self;
}

void
culvert_conversation_free (CulvertConversation *self)
{
  self->hook = NULL;
  if (self->client != NULL)
    {
      culvert_mgmt_client_close (self->client);
      culvert_await_quiet ();
      g_assert_finalize_object (g_steal_pointer (&self->client));
    }
  g_clear_object (&self->daemon);
  g_string_free (self->record, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

void
culvert_conversation_begin (CulvertConversation *self)
{
  culvert_fake_daemon_greet (self->daemon);
  culvert_await (self->n_ready > 0);
}

CulvertMgmtReply *
culvert_conversation_ask (CulvertConversation *self,
                          CulvertMgmtCommand *owned_command,
                          GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_mgmt_client_send_async (self->client,
                                  owned_command,
                                  NULL,
                                  culvert_await_on_ready,
                                  &result);
  culvert_await (result != NULL);
  return culvert_mgmt_client_send_finish (self->client, result, error);
}

void
culvert_conversation_send (CulvertConversation *self,
                           CulvertMgmtCommand *owned_command,
                           GCancellable *cancellable,
                           GAsyncResult **result)
{
  culvert_mgmt_client_send_async (self->client,
                                  owned_command,
                                  cancellable,
                                  culvert_await_on_ready,
                                  result);
}

void
culvert_conversation_assert_result (CulvertConversation *self,
                                    GAsyncResult **result,
                                    const char *text,
                                    CulvertMgmtError code)
{
  g_autoptr (GAsyncResult) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply = NULL;

  culvert_await (*result != NULL);
  taken = g_steal_pointer (result);
  reply = culvert_mgmt_client_send_finish (self->client, taken, &error);
  if (text != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (culvert_mgmt_reply_get_text (reply), ==, text);
      return;
    }
  g_assert_null (reply);
  g_assert_error (error, CULVERT_MGMT_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

void
culvert_conversation_assert_understands (CulvertConversation *self)
{
  guint before = self->n_events[CULVERT_MGMT_EVENT_STATE];

  culvert_fake_daemon_say (self->daemon, CULVERT_STATE_LINE);
  culvert_await (self->n_events[CULVERT_MGMT_EVENT_STATE] == before + 1);
}
