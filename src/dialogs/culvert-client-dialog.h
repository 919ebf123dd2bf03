/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-admission.h"

G_BEGIN_DECLS

/**
 * CulvertClientDialog:
 *
 * Asks for what is to be said to one client of a server: a line, a text, a choice, or nothing.
 * Whoever creates it says what, and does it when it is submitted.
 *
 *  - `submitted ()`: the user has pressed the button, and the text is in order
 *  - `told (const char *sentence)`: it closes, and this has come of it
 */
#define CULVERT_TYPE_CLIENT_DIALOG (culvert_client_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertClientDialog, culvert_client_dialog, CULVERT, CLIENT_DIALOG, GtkDialog)

/* What is wrong with a text: culvert_mgmt_text_check() or culvert_mgmt_text_check_filter(). */
typedef CulvertMgmtTextFault (*CulvertClientDialogCheck) (const char *text, guint *line);

/* @title, @text: plain text, fit to be shown: what is to be done, and to whom
 * @button: with a mnemonic */
CulvertClientDialog *
culvert_client_dialog_new (const char *title, const char *text, const char *button);
/* The button is one that cannot be taken back. */
void culvert_client_dialog_set_is_destructive (CulvertClientDialog *self);
/* A line to fill in. @label: with a mnemonic. @is_needed: the button waits for it */
void culvert_client_dialog_add_entry (CulvertClientDialog *self,
                                      const char *label,
                                      const char *text,
                                      gboolean is_needed);
/* Another line below that one, which may stay empty. @label: with a mnemonic */
void culvert_client_dialog_add_remark (CulvertClientDialog *self, const char *label);
/* A text of many lines, which is checked before it is submitted. @label: with a mnemonic */
void culvert_client_dialog_add_text (CulvertClientDialog *self,
                                     const char *label,
                                     const char *text,
                                     CulvertClientDialogCheck check);
/* @label: with a mnemonic */
void culvert_client_dialog_add_choice (CulvertClientDialog *self, const char *label);

/* What is written, whatever it was asked for in. (transfer full) */
char *culvert_client_dialog_dup_text (CulvertClientDialog *self);
/* (transfer none): until it is edited */
const char *culvert_client_dialog_get_remark (CulvertClientDialog *self);
gboolean culvert_client_dialog_is_chosen (CulvertClientDialog *self);

/* What was submitted is being done. */
void culvert_client_dialog_set_busy (CulvertClientDialog *self);
/* It was not done, for this reason; the user may try again. */
void culvert_client_dialog_fail (CulvertClientDialog *self, const char *sentence);
/* There is nothing left to be done: the user can only close it. */
void culvert_client_dialog_end (CulvertClientDialog *self, const char *sentence);
/* It is done. @sentence: (nullable) */
void culvert_client_dialog_close (CulvertClientDialog *self, const char *sentence);

G_END_DECLS
