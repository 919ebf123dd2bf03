/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertNoteBar:
 *
 * Says what has just been done, perhaps with a button that goes on from there. It destroys itself
 * after some seconds.
 */
#define CULVERT_TYPE_NOTE_BAR (culvert_note_bar_get_type ())
G_DECLARE_FINAL_TYPE (CulvertNoteBar, culvert_note_bar, CULVERT, NOTE_BAR, GtkInfoBar)

/* @button: (nullable): what it says, with a mnemonic; @action is done with @id then */
GtkWidget *
culvert_note_bar_new (const char *text, const char *button, const char *action, const char *id);

G_END_DECLS
