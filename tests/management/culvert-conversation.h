/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-fake-daemon.h"
#include "culvert-mgmt-client.h"
#include "culvert-mgmt-error.h"

G_BEGIN_DECLS

#define CULVERT_STATE_LINE ">STATE:1795331355,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,"

/* So short that a test may wait for them. */
extern const CulvertMgmtClientLimits culvert_impatient_limits;

typedef struct _CulvertConversation CulvertConversation;

/* A client, a fake daemon, and what the client has told its listener. */
struct _CulvertConversation
{
  CulvertFakeDaemon *daemon; /* (owned) */
  CulvertMgmtClient *client; /* (owned) (nullable): a hook may drop it */
  GString *record;           /* (owned): one line for each thing told, `ready 5` for example */
  GError *error;             /* (owned) (nullable): of closed */
  guint n_ready;
  guint n_password_wanted;
  guint n_events[CULVERT_MGMT_EVENT_UP_DOWN + 1];
  guint n_requests[CULVERT_MGMT_REQUEST_PROXY + 1];
  guint n_silent;
  guint n_flooded;
  guint n_closed;
  gboolean is_silent;
  void (*hook) (CulvertConversation *self); /* (nullable): called in the middle of every telling */
};

/* `limits` (nullable): the usual ones */
CulvertConversation *culvert_conversation_new (const CulvertMgmtClientLimits *limits);
/* The same with a given stream, for another kind of peer: the daemon stays aside. */
CulvertConversation *culvert_conversation_new_on (GIOStream *stream,
                                                  const CulvertMgmtClientLimits *limits);
void culvert_conversation_free (CulvertConversation *self);

/* Greets, and waits until the client is ready. */
void culvert_conversation_begin (CulvertConversation *self);

/* Sends a command and waits for what comes of it. */
CulvertMgmtReply *culvert_conversation_ask (CulvertConversation *self,
                                            CulvertMgmtCommand *owned_command,
                                            GError **error);

/* Sends a command; its result will be in `result`, which holds NULL until then. */
void culvert_conversation_send (CulvertConversation *self,
                                CulvertMgmtCommand *owned_command,
                                GCancellable *cancellable,
                                GAsyncResult **result);
/* Waits for the result and takes it: the text of the reply, or, where that is NULL, this error. */
void culvert_conversation_assert_result (CulvertConversation *self,
                                         GAsyncResult **result,
                                         const char *text,
                                         CulvertMgmtError code);

/* Whatever came before, the connection still works. */
void culvert_conversation_assert_understands (CulvertConversation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertConversation, culvert_conversation_free)

G_END_DECLS
