/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertConsolePage:
 *
 * What Culvert and a daemon say to each other, for people who know the protocol: live, with secrets
 * masked, to add a command of their own, and to record into a file. It looks on from the first time
 * that it is seen until another connection is chosen or the window goes away; recordings end with
 * the window.
 */
#define CULVERT_TYPE_CONSOLE_PAGE (culvert_console_page_get_type ())
G_DECLARE_FINAL_TYPE (CulvertConsolePage, culvert_console_page, CULVERT, CONSOLE_PAGE, GtkBox)

/* @session: (nullable) */
void culvert_console_page_set_session (CulvertConsolePage *self, CulvertSession *session);
void culvert_console_page_focus (CulvertConsolePage *self);
/* Begins a recording. How it goes is told on the page. */
void culvert_console_page_record (CulvertConsolePage *self, GFile *file);

G_END_DECLS
