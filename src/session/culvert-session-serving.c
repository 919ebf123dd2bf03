/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session"

#include "culvert-session-private.h"

static void
on_traffic (CulvertSession *self, guint64 in, guint64 out)
{
  culvert_session_traffic_add (&self->record.traffic, in, out, g_get_monotonic_time ());
  culvert_session_tell_changed (self);
}

static void
follow_admission (CulvertSession *self, CulvertAdmission *admission)
{
  g_signal_connect_object (admission,
                           "notify::can-answer",
                           G_CALLBACK (culvert_session_tell_admission_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (culvert_admission_get_applicants (admission),
                           "changed",
                           G_CALLBACK (culvert_session_tell_admission_changed),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
begin_administration (CulvertSession *self)
{
  const CulvertAdministrationLimits *limits = self->limits.administration != NULL
                                                  ? self->limits.administration
                                                  : culvert_administration_get_usual_limits ();

  self->administration = culvert_administration_new (self->link, self->profile, limits);
  g_signal_connect_object (self->administration,
                           "traffic",
                           G_CALLBACK (on_traffic),
                           self,
                           G_CONNECT_SWAPPED);
  follow_admission (self, culvert_administration_get_admission (self->administration));
}

void
culvert_session_begin_serving (CulvertSession *self)
{
  if (self->administration != NULL)
    culvert_administration_begin (self->administration);
}

void
culvert_session_attach_serving (CulvertSession *self)
{
  if (culvert_session_get_role (self) != CULVERT_ROLE_SERVER)
    return;

  if (self->administration == NULL)
    begin_administration (self);
  culvert_administration_attach (self->administration,
                                 culvert_session_link_get_version (self->link));
}

void
culvert_session_detach_serving (CulvertSession *self)
{
  if (self->administration != NULL)
    culvert_administration_detach (self->administration);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSession) self = user_data;
  CulvertSessionLink *link = CULVERT_SESSION_LINK (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply = culvert_session_link_ask_finish (link, result, &error);

  if (reply == NULL || !culvert_session_link_is_attached (link))
    return;

  culvert_session_link_become_server (link);
  if (!culvert_session_link_is_read_only (link))
    culvert_session_link_send (link, culvert_mgmt_command_bytecount (0));
  culvert_session_attach_serving (self);
  culvert_session_tell_changed (self);
}

/* In its first hold a daemon does not tell what it is. One that is up and connected to nobody is
 * probably a server, and is asked again: taken for a client, it would be taken down with all its
 * clients when the user disconnects. */
static void
look_again (CulvertSession *self, const CulvertMgmtState *state)
{
  if (culvert_session_get_role (self) == CULVERT_ROLE_CLIENT && *state->remote_address == '\0' &&
      *state->local_address != '\0')
    culvert_session_link_ask_async (self->link,
                                    culvert_mgmt_command_nclients (),
                                    NULL,
                                    on_asked,
                                    g_object_ref (self));
}

/* A server that starts anew keeps its management connection and loses its clients, whose numbers
 * are given out from 0 again. */
static void
take_state (CulvertSession *self, const CulvertMgmtState *state)
{
  if (self->administration != NULL &&
      (state->name == CULVERT_MGMT_STATE_RECONNECTING || state->name == CULVERT_MGMT_STATE_EXITING))
    culvert_session_detach_serving (self);
  if (state->name != CULVERT_MGMT_STATE_CONNECTED || !culvert_session_link_is_attached (self->link))
    return;

  culvert_session_attach_serving (self);
  look_again (self, state);
}

void
culvert_session_take_serving (CulvertSession *self, const CulvertMgmtEvent *event)
{
  if (event->kind == CULVERT_MGMT_EVENT_STATE)
    take_state (self, &event->state);
  else if (event->kind == CULVERT_MGMT_EVENT_PEER)
    {
      /* It may come before we have asked what kind of daemon it is. */
      if (self->administration == NULL)
        begin_administration (self);
      culvert_administration_take_notice (self->administration,
                                          event->peer.text,
                                          event->peer.length);
    }
  else if (event->kind == CULVERT_MGMT_EVENT_PEER_BYTECOUNT && self->administration != NULL)
    culvert_administration_take_count (self->administration,
                                       event->peer_bytecount.id,
                                       event->peer_bytecount.in,
                                       event->peer_bytecount.out);
}
