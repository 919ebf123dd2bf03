/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-request.h"
#include "culvert-prompt.h"
#include "culvert-session-link.h"
#include "culvert-session-memory.h"

G_BEGIN_DECLS

/**
 * CulvertSessionChoosing:
 *
 * One question that offers a choice: a certificate, a server, a way to it. It finds what there is
 * to choose from, again when the prompt is to be reloaded, and sends the answer. It lives as long
 * as the question, and until the daemon has taken the answer.
 *
 *  - signal `found ()`: everything that there is stands in the prompt, or cannot be had
 *  - signal `refused (const char *)`: the daemon did not take the answer, which it says, and goes
 * on waiting for one
 */
#define CULVERT_TYPE_SESSION_CHOOSING (culvert_session_choosing_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionChoosing,
                      culvert_session_choosing,
                      CULVERT,
                      SESSION_CHOOSING,
                      GObject)

/* @memory: must outlive the object
 * @prompt: of a kind that culvert_session_memory_concerns() */
CulvertSessionChoosing *culvert_session_choosing_new (CulvertSessionLink *link,
                                                      CulvertSessionMemory *memory,
                                                      const CulvertMgmtRequest *request,
                                                      CulvertPrompt *prompt);

void culvert_session_choosing_start (CulvertSessionChoosing *self);
/* Nobody wants to know any more. A command that was sent is still followed. */
void culvert_session_choosing_stop (CulvertSessionChoosing *self);

/* There is an answer that needs no question, if it can be found. */
gboolean culvert_session_choosing_is_silent (CulvertSessionChoosing *self);
/* Fills the prompt with what is to be answered without a question. FALSE: the user is to be asked
 */
gboolean culvert_session_choosing_fill (CulvertSessionChoosing *self);
/* The user is being asked, and may like to know which server is near. */
void culvert_session_choosing_measure (CulvertSessionChoosing *self);

/* Sends what is chosen in the prompt. Fails with UNSENDABLE. */
gboolean
culvert_session_choosing_answer (CulvertSessionChoosing *self, gboolean by_user, GError **error);

const CulvertMgmtRequest *culvert_session_choosing_get_request (CulvertSessionChoosing *self);

G_END_DECLS
