/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-prompt-choice.h"

G_BEGIN_DECLS

/**
 * CulvertServerRow:
 *
 * One server in a list: its address, how it is reached, and how long it takes to answer as soon as
 * that is known. A choice without a label is whichever server comes next.
 */
#define CULVERT_TYPE_SERVER_ROW (culvert_server_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertServerRow, culvert_server_row, CULVERT, SERVER_ROW, GtkListBoxRow)

CulvertServerRow *culvert_server_row_new (CulvertPromptChoice *choice);
CulvertPromptChoice *culvert_server_row_get_choice (CulvertServerRow *self);

G_END_DECLS
