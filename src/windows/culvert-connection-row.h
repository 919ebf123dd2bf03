/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertConnectionRow:
 *
 * One connection in the list: what it does, as an icon and in words, and a switch for what is
 * wanted.
 */
#define CULVERT_TYPE_CONNECTION_ROW (culvert_connection_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertConnectionRow,
                      culvert_connection_row,
                      CULVERT,
                      CONNECTION_ROW,
                      GtkListBoxRow)

GtkWidget *culvert_connection_row_new (CulvertSession *session);
CulvertSession *culvert_connection_row_get_session (CulvertConnectionRow *self);
void culvert_connection_row_popup_menu (CulvertConnectionRow *self);

G_END_DECLS
