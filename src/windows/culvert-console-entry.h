/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-secret-text.h"
#include "culvert-session-console.h"

G_BEGIN_DECLS

/**
 * CulvertConsoleEntry:
 *
 * Where a command is typed. Tab completes its name from what the daemon can do, Up and Down go
 * through what was sent before, and a hint tells what the command is for. What is typed may be a
 * secret, and is kept like one.
 *
 * Signal `entered ()`: Enter was pressed.
 */
#define CULVERT_TYPE_CONSOLE_ENTRY (culvert_console_entry_get_type ())
G_DECLARE_FINAL_TYPE (CulvertConsoleEntry, culvert_console_entry, CULVERT, CONSOLE_ENTRY, GtkBox)

/* @console: (nullable) */
void culvert_console_entry_set_console (CulvertConsoleEntry *self, CulvertSessionConsole *console);
/* (transfer full) */
CulvertSecretText *culvert_console_entry_get_line (CulvertConsoleEntry *self);
/* It was sent: the entry is empty again, unless something else stands in it by now, and the line is
 * remembered, but not a secret. */
void culvert_console_entry_take_sent (CulvertConsoleEntry *self, const CulvertSecretText *line);
void culvert_console_entry_focus (CulvertConsoleEntry *self);

G_END_DECLS
