/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"
#include "culvert-session-choosing.h"
#include "culvert-session-proof.h"

G_BEGIN_DECLS

/**
 * CulvertSessionAsking:
 *
 * One prompt on its way to whoever can answer it. A choice that the user has made for good is taken
 * again before anybody is asked. It lives until the question is answered, or nobody wants to know
 * any more.
 *
 *  - signal `answered (gboolean is_willing)`: the prompt is filled, or will not be
 *  - signal `waits ()`: the prompt waits for the user, or does not any more
 */
#define CULVERT_TYPE_SESSION_ASKING (culvert_session_asking_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionAsking,
                      culvert_session_asking,
                      CULVERT,
                      SESSION_ASKING,
                      GObject)

/* @choosing: (nullable): for a prompt with choices */
CulvertSessionAsking *culvert_session_asking_new (CulvertPrompt *prompt,
                                                  CulvertAnswerer *answerer,
                                                  CulvertSessionChoosing *choosing);

void culvert_session_asking_start (CulvertSessionAsking *self);
/* Nothing is told after this. */
void culvert_session_asking_end (CulvertSessionAsking *self, CulvertPromptOutcome outcome);

/**
 * culvert_session_asking_send:
 * @request: (nullable): what the daemon asked; NULL for its management password
 *
 * Sends the answer. Fails with UNSENDABLE where the daemon would not take it.
 */
gboolean culvert_session_asking_send (CulvertSessionAsking *self,
                                      CulvertSessionLink *link,
                                      const CulvertSessionProof *proof,
                                      const CulvertMgmtRequest *request,
                                      GError **error);

CulvertPrompt *culvert_session_asking_get_prompt (CulvertSessionAsking *self);
/* Somebody was asked. */
gboolean culvert_session_asking_is_put (CulvertSessionAsking *self);

G_END_DECLS
