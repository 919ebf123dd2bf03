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
 */
#define CULVERT_TYPE_SESSION_DIALOGUE (culvert_session_dialogue_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionDialogue,
                      culvert_session_dialogue,
                      CULVERT,
                      SESSION_DIALOGUE,
                      GObject)

CulvertSessionDialogue *culvert_session_dialogue_new (CulvertProfile *profile,
                                                      CulvertAnswerer *answerer,
                                                      CulvertSessionLink *link);

/* A question is kept until it is asked; a word about an answer is taken in at once. */
void culvert_session_dialogue_take_request (CulvertSessionDialogue *self,
                                            const CulvertMgmtRequest *request);
/* The daemon wants its management password. */
void culvert_session_dialogue_take_login (CulvertSessionDialogue *self);

gboolean culvert_session_dialogue_has_question (CulvertSessionDialogue *self);
/* It has one, and the daemon does nothing else until it is answered. */
gboolean culvert_session_dialogue_is_waited_for (CulvertSessionDialogue *self);
/* A sign-in was refused only because the server wants a further answer. */
gboolean culvert_session_dialogue_is_challenged (CulvertSessionDialogue *self);
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

/* Nobody will tell whether the answers were right: the daemon is gone, or was told to forget them.
 */
void culvert_session_dialogue_forget_answers (CulvertSessionDialogue *self);
/* How far the daemon has come, which proves some answers right. */
void culvert_session_dialogue_take_stage (CulvertSessionDialogue *self, CulvertSessionStage stage);

/* The daemon took the management password, or did not. */
void culvert_session_dialogue_login_done (CulvertSessionDialogue *self, gboolean is_accepted);
/* The tunnel is up: every answer was right. */
void culvert_session_dialogue_accepted (CulvertSessionDialogue *self);
/* A new beginning that the user wants: refusals are counted from 0. */
void culvert_session_dialogue_forgive (CulvertSessionDialogue *self);

/* Whether answers may be kept for the next time. */
typedef enum
{
  CULVERT_KEEPING_ALLOWED,
  CULVERT_KEEPING_SUGGESTED, /* unless the user says no */
  CULVERT_KEEPING_FORBIDDEN, /* and no later suggestion changes that */
} CulvertSessionKeeping;

void culvert_session_dialogue_set_keeping (CulvertSessionDialogue *self,
                                           CulvertSessionKeeping keeping);
/* Answers that may still prove right are not kept, whatever the user has said. */
void culvert_session_dialogue_keep_nothing (CulvertSessionDialogue *self);

CulvertPrompt *culvert_session_dialogue_get_prompt (CulvertSessionDialogue *self);

G_END_DECLS
