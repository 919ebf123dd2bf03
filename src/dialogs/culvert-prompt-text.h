/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt.h"
#include "culvert-web-link.h"

G_BEGIN_DECLS

/* The words of a question's dialog. What others wrote stands in them only after
 * culvert_plain_text(), and never before the words that are ours. */

/* "Sign in to Office" */
char *culvert_prompt_text_heading (CulvertPrompt *prompt);

/* Who asks for what: "OpenVPN asks for the PIN of the token “Card”." */
char *culvert_prompt_text_asker (CulvertPrompt *prompt);

/* What went wrong the last time, in our words. (nullable) */
const char *culvert_prompt_text_failure (CulvertPrompt *prompt);

/* What the user should know before trying. (nullable) */
const char *culvert_prompt_text_warning (CulvertPrompt *prompt);

/* How long there is left to answer; 0 is "too late". */
char *culvert_prompt_text_time_left (guint seconds);

/* Why an address is not offered. */
const char *culvert_prompt_text_link_fault (CulvertWebLinkFault fault);

/* The label of the button that answers, with a mnemonic. */
const char *culvert_prompt_text_accept (CulvertPrompt *prompt);

/* The label of the box that has the answer kept, with a mnemonic. */
const char *culvert_prompt_text_remember (CulvertPrompt *prompt);

/* How long a server takes to answer: "23 ms"; 0 is not known, and "". */
char *culvert_prompt_text_round_trip (gint64 microseconds);

/* The label of a blank that nobody named, with a mnemonic. */
const char *culvert_prompt_text_field (CulvertPrompt *prompt, CulvertPromptField *field);

G_END_DECLS
