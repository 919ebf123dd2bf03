/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-challenge.h"
#include "culvert-mgmt-event.h"
#include "culvert-mgmt-request.h"
#include "culvert-profile.h"
#include "culvert-session-answers.h"

G_BEGIN_DECLS

/* The type of the sign-in to the VPN, as daemons call it. */
#define CULVERT_SESSION_AUTH_TYPE "Auth"

/**
 * CulvertSessionProof:
 *
 * What a server wants beside the password, and what is known for the answer. A part of
 * CulvertSessionDialogue.
 */
typedef struct
{
  CulvertMgmtChallenge *challenge; /* (owned) (nullable): to be answered with the next sign-in */
  char *username;                  /* (owned) (nullable): the last one that was sent */
  gboolean is_beyond_password;     /* the server went on to ask further: the password was right */
  gint64 deadline;                 /* monotonic: how long the server waits; 0: nobody knows */
} CulvertSessionProof;

void culvert_session_proof_clear (CulvertSessionProof *self);

/* @refusal: why a sign-in was refused. FALSE: not because of a challenge that can be answered. */
gboolean culvert_session_proof_take_challenge (CulvertSessionProof *self,
                                               const CulvertMgmtRequest *refusal);
/* Whether the request is where the challenge is answered; elsewhere it is asked as it stands. */
gboolean culvert_session_proof_fits (const CulvertSessionProof *self,
                                     const CulvertMgmtRequest *request);
/* @request: (nullable): as for culvert_session_question_to_prompt () */
CulvertPrompt *culvert_session_proof_to_prompt (const CulvertSessionProof *self,
                                                const CulvertMgmtRequest *request,
                                                CulvertProfile *profile,
                                                CulvertPromptFlags flags);
GPtrArray *culvert_session_proof_to_commands (const CulvertSessionProof *self,
                                              const CulvertMgmtRequest *request,
                                              CulvertPrompt *prompt,
                                              GError **error);
/* A prompt with which the server itself asks. Nothing is kept of its answer. */
gboolean culvert_session_proof_is_asked_by (CulvertPrompt *prompt);
/* The prompt of this request was answered, and the answer sent. */
void culvert_session_proof_take_answer (CulvertSessionProof *self,
                                        const CulvertMgmtRequest *request,
                                        CulvertPrompt *prompt);

/* An answer was refused for good. If it was a sign-in: where the server had gone on after the
 * password, it is not the password that was wrong. */
void culvert_session_proof_take_refusal (CulvertSessionProof *self,
                                         const CulvertMgmtRequest *refusal,
                                         CulvertSessionAnswers *answers);
/* The challenge will not be answered, and with it nothing that was answered before it is proved. */
void culvert_session_proof_drop_challenge (CulvertSessionProof *self,
                                           CulvertSessionAnswers *answers);

/* Returns: whether the server still waits for what it asked through the daemon. It says so, and the
 * daemon asks for its settings meanwhile. */
gboolean culvert_session_proof_take_state (CulvertSessionProof *self,
                                           const CulvertMgmtState *state);

G_END_DECLS
