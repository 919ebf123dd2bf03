/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-command.h"
#include "culvert-mgmt-request.h"
#include "culvert-profile.h"
#include "culvert-prompt.h"
#include "culvert-session-reason.h"

G_BEGIN_DECLS

/* How a request of the wire and a prompt for a person translate into each other. Pure. */

/* @request: (nullable): NULL for the management password */
CulvertPromptKind culvert_session_question_get_kind (const CulvertMgmtRequest *request);

/* The message of a question about the way to a server is that server.
 *
 * @request: (nullable): NULL for the management password
 * @flags: added to those that the request itself asks for */
CulvertPrompt *culvert_session_question_to_prompt (const CulvertMgmtRequest *request,
                                                   CulvertProfile *profile,
                                                   CulvertPromptFlags flags);

/**
 * culvert_session_question_to_commands:
 *
 * Not for what is chosen from a list.
 *
 * Returns: (transfer full) (element-type CulvertMgmtCommand): in the order to send them
 */
GPtrArray *culvert_session_question_to_commands (const CulvertMgmtRequest *request,
                                                 CulvertPrompt *prompt,
                                                 GError **error);

/* The daemon does nothing else until it is answered. A server that asks through it does not stop
 * it.
 */
gboolean culvert_session_question_is_waited_for (const CulvertMgmtRequest *request);

/* A daemon gives one reason for all that can be wrong with a key; that a token is missing, or its
 * PIN was wrong, only the next question tells. */
gboolean culvert_session_question_outdates (const CulvertMgmtRequest *request,
                                            CulvertSessionReason reason);

gboolean culvert_session_question_equal (const CulvertMgmtRequest *a, const CulvertMgmtRequest *b);

/* What a word about an answer means. */
typedef enum
{
  CULVERT_VERDICT_REFUSED,    /* it was wrong */
  CULVERT_VERDICT_ASKED_MORE, /* it was not wrong, but the server wants another one */
  CULVERT_VERDICT_LATER,      /* the server is busy; the daemon sends it again by itself */
} CulvertSessionVerdict;

CulvertSessionVerdict culvert_session_question_get_verdict (const CulvertMgmtRequest *request);

G_END_DECLS
