/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"

G_BEGIN_DECLS

/**
 * CulvertScriptAnswerer:
 *
 * Stands for whoever can answer. Answers are lined up and used in order; a prompt for which none is
 * left waits for the user until the test gives one, or until it is withdrawn. Every prompt is
 * written down.
 */
#define CULVERT_TYPE_SCRIPT_ANSWERER (culvert_script_answerer_get_type ())
G_DECLARE_FINAL_TYPE (CulvertScriptAnswerer,
                      culvert_script_answerer,
                      CULVERT,
                      SCRIPT_ANSWERER,
                      GObject)

CulvertScriptAnswerer *culvert_script_answerer_new (void);

/* --- the next answer --- */

/* One value for each field, in order, and NULL: HANDLED. With too few, blanks are left. */
void culvert_script_answerer_fill (CulvertScriptAnswerer *self,
                                   const char *first,
                                   ...) G_GNUC_NULL_TERMINATED;
/* HANDLED: OK to a confirmation. */
void culvert_script_answerer_confirm (CulvertScriptAnswerer *self);
/* HANDLED: a choice, which must be there by now.
 * @field: (nullable): for the blank that comes with it */
void culvert_script_answerer_choose (CulvertScriptAnswerer *self,
                                     const char *id,
                                     const char *field,
                                     gboolean always);
/* FAILED: the user does not want to. */
void culvert_script_answerer_refuse (CulvertScriptAnswerer *self);
/* UNHANDLED: it is for somebody else. */
void culvert_script_answerer_pass (CulvertScriptAnswerer *self);
/* An error that is not the user's will. */
void culvert_script_answerer_break (CulvertScriptAnswerer *self);

/* A bad one: it does not let go of a prompt that was withdrawn, but answers it. */
void culvert_script_answerer_set_stubborn (CulvertScriptAnswerer *self, gboolean is_stubborn);

/* --- what it was asked --- */

guint culvert_script_answerer_get_n_prompts (CulvertScriptAnswerer *self);
CulvertPrompt *culvert_script_answerer_get_prompt (CulvertScriptAnswerer *self, guint index);
/* A prompt waits for its answer. */
gboolean culvert_script_answerer_is_asked (CulvertScriptAnswerer *self);

G_END_DECLS
