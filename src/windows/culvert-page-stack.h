/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"
#include "culvert-ui-host.h"

G_BEGIN_DECLS

/**
 * CulvertPageStack:
 *
 * The pages about one connection. Each is made when it is first looked at, or once nothing else is
 * to do: together they cost more than all that is seen of a window that has just been opened.
 */
#define CULVERT_TYPE_PAGE_STACK (culvert_page_stack_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPageStack, culvert_page_stack, CULVERT, PAGE_STACK, GtkStack)

/* Once, and before anything else. @host: stays longer than this */
void culvert_page_stack_set_host (CulvertPageStack *self, CulvertUiHost *host);
/* @session: (nullable) */
void culvert_page_stack_set_session (CulvertPageStack *self, CulvertSession *session);
/* @name: "overview", "clients", "log" or "console" */
void culvert_page_stack_show (CulvertPageStack *self, const char *name);
gboolean culvert_page_stack_shows (CulvertPageStack *self, const char *name);
/* The console, ready for the next command. */
void culvert_page_stack_show_console (CulvertPageStack *self);
/* In the page that is in sight; FALSE where there is nothing to search. */
gboolean culvert_page_stack_start_search (CulvertPageStack *self);

G_END_DECLS
