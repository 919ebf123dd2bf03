/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertTextHistory:
 *
 * What was done to a text buffer, so that it can be undone, which GTK does not offer. What belongs
 * to one action of the user is undone together, and so is a word that was typed.
 */
#define CULVERT_TYPE_TEXT_HISTORY (culvert_text_history_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTextHistory, culvert_text_history, CULVERT, TEXT_HISTORY, GObject)

/* More steps than this are forgotten, the oldest first. */
#define CULVERT_TEXT_HISTORY_MAX 1000

/* @buffer: outlives the history */
CulvertTextHistory *culvert_text_history_new (GtkTextBuffer *buffer);

/* Forgets everything: the buffer is now as it was at first. */
void culvert_text_history_clear (CulvertTextHistory *self);

/* Nothing happens when there is nothing left to do. */
void culvert_text_history_undo (CulvertTextHistory *self);
void culvert_text_history_redo (CulvertTextHistory *self);

G_END_DECLS
