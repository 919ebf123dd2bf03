/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertWalker:
 *
 * Somebody who uses the windows without a mouse and without seeing them: goes through a window and
 * writes down what is in their way.
 */
typedef struct _CulvertWalker CulvertWalker;

CulvertWalker *culvert_walker_new (void);
void culvert_walker_free (CulvertWalker *self);

/* Everything that shows in the window: that it has a name, and mnemonics that differ; that pictures
 * say what they mean; that what was typed blindly cannot be read.
 * @what: how the complaints call the window */
void culvert_walker_look (CulvertWalker *self, GtkWindow *window, const char *what);
/* The same for a part of a window, such as a menu that is open. */
void culvert_walker_look_within (CulvertWalker *self, GtkWidget *part, const char *what);
/* Tab and Shift+Tab, from the first control through all of them and around. */
void culvert_walker_tab_around (CulvertWalker *self, GtkWindow *window, const char *what);
/* A dialog has a button for Enter, and closes with Escape: afterwards it is gone. */
void culvert_walker_leave (CulvertWalker *self, GtkWindow *window, const char *what);

/* All complaints, a line each. (transfer none): empty when there are none */
const char *culvert_walker_get_complaints (CulvertWalker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertWalker, culvert_walker_free)

G_END_DECLS
