/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-event.h"
#include "culvert-mgmt-request.h"
#include "culvert-session-answers.h"
#include "culvert-session-memory.h"
#include "culvert-session-proof.h"
#include "culvert-session-types.h"

G_BEGIN_DECLS

/* Whether answers may be kept for the next time. */
typedef enum
{
  CULVERT_KEEPING_ALLOWED,
  CULVERT_KEEPING_SUGGESTED, /* unless the user says no */
  CULVERT_KEEPING_FORBIDDEN, /* and no later suggestion changes that */
} CulvertSessionKeeping;

/**
 * CulvertSessionVerdicts:
 *
 * What becomes of answers: which of them proved right or wrong, and what follows from that for the
 * next question. Shared by a session and its dialogue.
 */
typedef struct
{
  CulvertSessionAnswers answers;
  CulvertSessionProof proof;
  CulvertSessionMemory memory;
  CulvertProfile *profile; /* (owned) */
  CulvertSessionKeeping keeping;
  gboolean is_challenged; /* the next answer is to be new, though none was refused */
  gboolean has_expired;   /* the server has ended a session since the tunnel was up */
} CulvertSessionVerdicts;

CulvertSessionVerdicts *culvert_session_verdicts_new (CulvertProfile *profile);
CulvertSessionVerdicts *culvert_session_verdicts_ref (CulvertSessionVerdicts *self);
void culvert_session_verdicts_unref (CulvertSessionVerdicts *self);

/* --- before a question --- */

/* Too many answers to it were refused.
 * @request: (nullable): as for culvert_session_question_to_prompt () */
gboolean culvert_session_verdicts_is_exhausted (CulvertSessionVerdicts *self,
                                                const CulvertMgmtRequest *request);
/* What of a prompt follows from earlier answers. */
CulvertPromptFlags culvert_session_verdicts_get_flags (CulvertSessionVerdicts *self,
                                                       const CulvertMgmtRequest *request);
void culvert_session_verdicts_prepare (CulvertSessionVerdicts *self, CulvertPrompt *prompt);

/* --- whether answers may be kept --- */

void culvert_session_verdicts_set_keeping (CulvertSessionVerdicts *self,
                                           CulvertSessionKeeping keeping);
/* Whatever the user has said: what is to be deleted cannot be, while more is kept. */
void culvert_session_verdicts_limit_keeping (CulvertSessionVerdicts *self, CulvertPrompt *prompt);
/* @prompt: (nullable): one that is being asked */
void culvert_session_verdicts_keep_nothing (CulvertSessionVerdicts *self, CulvertPrompt *prompt);

/* --- after an answer --- */

/* Somebody's answer was sent, and will be judged. */
void culvert_session_verdicts_await (CulvertSessionVerdicts *self, CulvertPrompt *prompt);
/* An answer to the question was sent. */
void culvert_session_verdicts_take_answer (CulvertSessionVerdicts *self,
                                           const CulvertMgmtRequest *request,
                                           CulvertPrompt *prompt);
/* A question came. */
void culvert_session_verdicts_take_question (CulvertSessionVerdicts *self,
                                             const CulvertMgmtRequest *request);
/* A sign-in was refused only because the server wants a further answer. */
gboolean culvert_session_verdicts_is_challenged (CulvertSessionVerdicts *self);
/* A word about an answer came. Returns: whether it was refused for good */
gboolean culvert_session_verdicts_take_refusal (CulvertSessionVerdicts *self,
                                                const CulvertMgmtRequest *request);

/* The daemon did not take what was chosen.
 * @words: why, in its words */
void culvert_session_verdicts_take_unwanted (CulvertSessionVerdicts *self,
                                             const CulvertMgmtRequest *request,
                                             const char *words);

/* The daemon went on to another state. Returns: as culvert_session_proof_take_state () */
gboolean culvert_session_verdicts_take_state (CulvertSessionVerdicts *self,
                                              const CulvertMgmtState *state);
/* How far the daemon has come, which proves some answers right. */
void culvert_session_verdicts_take_stage (CulvertSessionVerdicts *self, CulvertSessionStage stage);

/* The daemon took the management password, or did not. */
void culvert_session_verdicts_take_login (CulvertSessionVerdicts *self, gboolean is_accepted);
/* The tunnel is up. */
void culvert_session_verdicts_accept (CulvertSessionVerdicts *self);
/* Refusals are counted from 0. */
void culvert_session_verdicts_forgive (CulvertSessionVerdicts *self);
/* The user wants the tunnel anew: what was chosen from lists is not held any more. */
void culvert_session_verdicts_begin (CulvertSessionVerdicts *self);
/* Nobody will tell whether the answers were right: the daemon is gone, or was told to forget them.
 */
void culvert_session_verdicts_forget (CulvertSessionVerdicts *self);

G_END_DECLS
