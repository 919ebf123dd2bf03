/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"
#include "culvert-mgmt-event.h"
#include "culvert-mgmt-request.h"
#include "culvert-profile.h"
#include "culvert-session-link.h"
#include "culvert-session-reason.h"
#include "culvert-session-types.h"
#include "culvert-session-verdicts.h"

G_BEGIN_DECLS

/**
 * CulvertSessionDialogue:
 *
 * Turns what a daemon asks into prompts, and answered prompts into commands. It holds at most one
 * question, and asks it only when told to: an unanswered question keeps a tunnel down as well as a
 * hold does. What was refused is counted; nothing that was refused is sent again by itself.
 *
 *  - property `prompt` (notification): the question that waits for the user, or NULL
 *  - signal `gave-up (CulvertSessionReason)`: the user does not want to answer, or three answers
 *    were refused
 *  - signal `refused (const char *)`: the words of the server, or NULL
 *  - signal `reopened ()`: a question that was answered is still there, and is to be asked again
 */
#define CULVERT_TYPE_SESSION_DIALOGUE (culvert_session_dialogue_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionDialogue,
                      culvert_session_dialogue,
                      CULVERT,
                      SESSION_DIALOGUE,
                      GObject)

/* @link: (transfer none): must outlive the dialogue */
CulvertSessionDialogue *culvert_session_dialogue_new (CulvertProfile *profile,
                                                      CulvertAnswerer *answerer,
                                                      CulvertSessionLink *link,
                                                      CulvertSessionVerdicts *verdicts);

/* A question is kept until it is asked; a word about an answer is taken in at once. */
void culvert_session_dialogue_take_request (CulvertSessionDialogue *self,
                                            const CulvertMgmtRequest *request);
/* The daemon wants its management password. */
void culvert_session_dialogue_take_login (CulvertSessionDialogue *self);

gboolean culvert_session_dialogue_has_question (CulvertSessionDialogue *self);
/* It has one, and the daemon does nothing else until it is answered. */
gboolean culvert_session_dialogue_is_waited_for (CulvertSessionDialogue *self);
/* It has one of this type, in the words of the daemon. */
gboolean culvert_session_dialogue_is_asked_for (CulvertSessionDialogue *self, const char *type);
/* Why the daemon asks, where it has told this reason last. */
CulvertSessionReason culvert_session_dialogue_get_reason (CulvertSessionDialogue *self,
                                                          CulvertSessionReason told);
/* @is_expected: the user is waiting for this at the screen */
void culvert_session_dialogue_ask (CulvertSessionDialogue *self, gboolean is_expected);
/* Takes the question away from whoever was asked; it can be asked again. */
void culvert_session_dialogue_withdraw (CulvertSessionDialogue *self);
/* The daemon does not wait for an answer any more. */
void culvert_session_dialogue_clear (CulvertSessionDialogue *self);
/* The daemon went on to another state, with which most questions end. A question of the server
 * lives on while it waits for the answer, which it says, and then for its settings. */
void culvert_session_dialogue_take_state (CulvertSessionDialogue *self,
                                          const CulvertMgmtState *state);

/* The tunnel is up: every answer was right. */
void culvert_session_dialogue_accepted (CulvertSessionDialogue *self);
/* A new beginning that the user wants: refusals are counted from 0. */
void culvert_session_dialogue_forgive (CulvertSessionDialogue *self);

/* Answers that may still prove right are not kept, whatever the user has said. */
void culvert_session_dialogue_keep_nothing (CulvertSessionDialogue *self);

CulvertPrompt *culvert_session_dialogue_get_prompt (CulvertSessionDialogue *self);

G_END_DECLS
