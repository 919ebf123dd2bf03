/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-profile.h"
#include "culvert-prompt.h"
#include "culvert-session-reason.h"

G_BEGIN_DECLS

/* What is known of one thing that can be chosen. */
typedef struct
{
  char *held;         /* (owned) (nullable): the last answer of this wish of the user */
  char *draft;        /* (owned) (nullable): an answer that could not be sent */
  char *failure;      /* (owned) (nullable): the daemon's word for the last failure */
  guint n_failures;   /* in a row, of attempts that the answer may have spoiled */
  guint n_detours;    /* answers that only led to the next question of the kind, in a row */
  gboolean is_tried;  /* the daemon is under way with it */
  gboolean is_proven; /* the tunnel has been up with it */
} CulvertSessionChosen;

/**
 * CulvertSessionMemory:
 *
 * What the user has chosen, for as long as the tunnel is wanted and, in the profile, for the next
 * time; and whether that may be used without a question. A part of CulvertSessionVerdicts.
 */
typedef struct
{
  CulvertProfile *profile; /* (unowned): whoever owns this holds it */
  CulvertSessionChosen chosen[CULVERT_PROFILE_N_CHOICES];
} CulvertSessionMemory;

void culvert_session_memory_init (CulvertSessionMemory *self, CulvertProfile *profile);
void culvert_session_memory_clear (CulvertSessionMemory *self);

/* What a kind of prompt lets the user choose. FALSE: nothing that is remembered here. */
gboolean culvert_session_memory_concerns (CulvertPromptKind kind, CulvertProfileChoice *which);

/* What a dialog is to select beforehand. (nullable) */
const char *culvert_session_memory_get_preferred (CulvertSessionMemory *self,
                                                  CulvertProfileChoice which);
/* What is to be answered without a question. (nullable): the user is to be asked */
const char *culvert_session_memory_get_silent (CulvertSessionMemory *self,
                                               CulvertProfileChoice which);

/* What the user chose could not be sent. */
void culvert_session_memory_take_draft (CulvertSessionMemory *self,
                                        CulvertProfileChoice which,
                                        const char *choice);
/* An answer was sent.
 * @choice: (nullable): one that is not to be repeated
 * @is_detour: the same is asked again before anything is tried */
void culvert_session_memory_take_answer (CulvertSessionMemory *self,
                                         CulvertProfileChoice which,
                                         const char *choice,
                                         gboolean by_user,
                                         gboolean is_detour);
/* The daemon did not take the answer, or does not come to what was chosen.
 * @words: (nullable): why */
void culvert_session_memory_take_refusal (CulvertSessionMemory *self,
                                          CulvertProfileChoice which,
                                          const char *words);
/* An attempt has failed. Returns: whether the answer may be why */
gboolean culvert_session_memory_take_failure (CulvertSessionMemory *self,
                                              CulvertProfileChoice which,
                                              CulvertSessionReason reason,
                                              const char *detail);
/* Nobody will tell what came of the attempt. */
void culvert_session_memory_forget_attempt (CulvertSessionMemory *self);
/* The tunnel is up. */
void culvert_session_memory_take_success (CulvertSessionMemory *self);

/* For the next time; @always: without a question. */
void culvert_session_memory_keep (CulvertSessionMemory *self,
                                  CulvertProfileChoice which,
                                  gboolean always);
/* The user wants the tunnel anew, and may choose anew. A certificate that led nowhere is not used
 * by itself all the same. */
void culvert_session_memory_begin (CulvertSessionMemory *self);

G_END_DECLS
