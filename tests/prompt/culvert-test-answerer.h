/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"

G_BEGIN_DECLS

/**
 * CulvertTestAnswerer:
 *
 * An answerer that holds on to one prompt until the test lets it finish.
 */
#define CULVERT_TYPE_TEST_ANSWERER (culvert_test_answerer_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTestAnswerer, culvert_test_answerer, CULVERT, TEST_ANSWERER, GObject)

CulvertTestAnswerer *culvert_test_answerer_new (void);

/* How many prompts it has been given so far. */
guint culvert_test_answerer_get_n_asked (CulvertTestAnswerer *self);
/* (transfer none) (nullable): the one that it has now */
CulvertPrompt *culvert_test_answerer_get_prompt (CulvertTestAnswerer *self);

void culvert_test_answerer_finish (CulvertTestAnswerer *self, CulvertAnswerResult answer);
void culvert_test_answerer_fail (CulvertTestAnswerer *self);

/* A prompt with nothing in it, of the kind that a test of answerers needs. */
CulvertPrompt *culvert_test_prompt_new (void);

G_END_DECLS
