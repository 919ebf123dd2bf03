/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"

G_BEGIN_DECLS

/**
 * CulvertAnswerChain:
 *
 * An answerer that asks others in order until one has handled the prompt or the user has refused.
 * One that fails with an error is passed over, as if it could not answer.
 */
#define CULVERT_TYPE_ANSWER_CHAIN (culvert_answer_chain_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAnswerChain, culvert_answer_chain, CULVERT, ANSWER_CHAIN, GObject)

CulvertAnswerChain *culvert_answer_chain_new (void);
void culvert_answer_chain_append (CulvertAnswerChain *self, CulvertAnswerer *answerer);

G_END_DECLS
