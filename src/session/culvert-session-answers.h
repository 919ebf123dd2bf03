/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt.h"

G_BEGIN_DECLS

/* The type of the management password, which has none on the wire; no daemon can name this one. */
#define CULVERT_SESSION_LOGIN_TYPE "\n"

/**
 * CulvertSessionAnswers:
 *
 * What was answered and is not known to be right, and how often an answer was refused, for each
 * type of question. A part of CulvertSessionDialogue.
 */
typedef struct
{
  GPtrArray *sent;      /* (owned) (element-type CulvertPrompt) */
  GHashTable *refusals; /* (owned) (element-type utf8 guint): by type */
  char *failure;        /* (owned) (nullable): the words with the last refusal */
} CulvertSessionAnswers;

void culvert_session_answers_init (CulvertSessionAnswers *self);
void culvert_session_answers_clear (CulvertSessionAnswers *self);

/* An answer was sent. */
void culvert_session_answers_add (CulvertSessionAnswers *self, CulvertPrompt *prompt);

/* @type: (nullable): NULL for every type */
void culvert_session_answers_accept (CulvertSessionAnswers *self, const char *type);
void culvert_session_answers_withdraw (CulvertSessionAnswers *self, const char *type);
/* @words: (nullable): why */
void
culvert_session_answers_refuse (CulvertSessionAnswers *self, const char *type, const char *words);

/* The same question comes again. A wrong PIN, a wrong passphrase of a PKCS#12 file, and what a
 * proxy refused, often bring no other word of refusal. What else was answered before may have been
 * right. */
void culvert_session_answers_take_repetition (CulvertSessionAnswers *self, const char *type);
/* No word tells of these, only what comes after them: whether a key could be opened, or a server be
 * reached. Not counted as a refusal. */
void culvert_session_answers_settle (CulvertSessionAnswers *self,
                                     CulvertPromptKind kind,
                                     CulvertPromptOutcome outcome);

guint culvert_session_answers_count_refusals (const CulvertSessionAnswers *self, const char *type);
/* Refusals are counted from 0. */
void culvert_session_answers_forgive (CulvertSessionAnswers *self);

G_END_DECLS
