/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertMessageDialog:
 *
 * A few words to the user, and the buttons that answer them. Whoever creates it adds the buttons
 * and destroys it.
 */
#define CULVERT_TYPE_MESSAGE_DIALOG (culvert_message_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertMessageDialog,
                      culvert_message_dialog,
                      CULVERT,
                      MESSAGE_DIALOG,
                      GtkDialog)

/* @title, @text: plain text, fit to be shown */
CulvertMessageDialog *
culvert_message_dialog_new (const char *icon_name, const char *title, const char *text);

G_END_DECLS
