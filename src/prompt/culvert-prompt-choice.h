/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CulvertPromptChoice:
 *
 * One of several things that a question offers: a certificate, a server, a way to a proxy. All but
 * the round trip stays as it was made. All text is raw: not fit for the user interface before
 * culvert_plain_text().
 */
#define CULVERT_TYPE_PROMPT_CHOICE (culvert_prompt_choice_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPromptChoice, culvert_prompt_choice, CULVERT, PROMPT_CHOICE, GObject)

/* @id: what tells the asking side which one it is
 * @label: (nullable): what it is called
 * @detail: (nullable): a server's protocol, where a proxy leads */
CulvertPromptChoice *
culvert_prompt_choice_new (const char *id, const char *label, const char *detail);

/* @certificate: (nullable): the bytes that a token holds, said to be a certificate in DER */
CulvertPromptChoice *culvert_prompt_choice_new_certificate (const char *id, GBytes *certificate);

const char *culvert_prompt_choice_get_id (CulvertPromptChoice *self);
const char *culvert_prompt_choice_get_label (CulvertPromptChoice *self);  /* (nullable) */
const char *culvert_prompt_choice_get_detail (CulvertPromptChoice *self); /* (nullable) */
GBytes *culvert_prompt_choice_get_certificate (CulvertPromptChoice *self);

/* It cannot be chosen here; it is offered so that nobody looks for it elsewhere. */
gboolean culvert_prompt_choice_get_usable (CulvertPromptChoice *self);
void culvert_prompt_choice_set_usable (CulvertPromptChoice *self, gboolean usable);

/* How long a server took to answer, in microseconds; 0: not known. Property with notification. */
gint64 culvert_prompt_choice_get_round_trip (CulvertPromptChoice *self);
void culvert_prompt_choice_set_round_trip (CulvertPromptChoice *self, gint64 round_trip);

G_END_DECLS
