/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertServerMessageDialog:
 *
 * What the server of one connection has to say, set apart from our own words: it can be read and
 * copied, and that is all. It never takes the focus, and destroys itself when it is closed.
 */
#define CULVERT_TYPE_SERVER_MESSAGE_DIALOG (culvert_server_message_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertServerMessageDialog,
                      culvert_server_message_dialog,
                      CULVERT,
                      SERVER_MESSAGE_DIALOG,
                      GtkDialog)

/* @connection: its name */
CulvertServerMessageDialog *culvert_server_message_dialog_new (const char *connection);

/* Below what is there; of that, the newest 1,000 lines stay. Plain text, fit to be shown; the title
 * may be empty. */
void culvert_server_message_dialog_add (CulvertServerMessageDialog *self,
                                        const char *title,
                                        const char *text);

G_END_DECLS
