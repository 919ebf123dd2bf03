/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-answerer.h"

G_BEGIN_DECLS

/**
 * CulvertDialogAnswerer:
 *
 * Asks the user. There is at most one dialog for a connection and three in all; further questions
 * wait for their turn, at most 16 for a connection, and one beyond that is UNHANDLED.
 */
#define CULVERT_TYPE_DIALOG_ANSWERER (culvert_dialog_answerer_get_type ())
G_DECLARE_FINAL_TYPE (CulvertDialogAnswerer,
                      culvert_dialog_answerer,
                      CULVERT,
                      DIALOG_ANSWERER,
                      GObject)

CulvertDialogAnswerer *culvert_dialog_answerer_new (void);

/* The window that dialogs stand before while it is visible; not owned. */
void culvert_dialog_answerer_set_parent (CulvertDialogAnswerer *self, GtkWindow *parent);

/* Brings the prompt's dialog to the front, or that of the connection whose turn is before it. */
void culvert_dialog_answerer_present (CulvertDialogAnswerer *self,
                                      CulvertPrompt *prompt,
                                      const char *token);

G_END_DECLS
