/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertLogPage:
 *
 * What a daemon says, live: by levels, with a search, to copy and to save; and how much it says.
 */
#define CULVERT_TYPE_LOG_PAGE (culvert_log_page_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLogPage, culvert_log_page, CULVERT, LOG_PAGE, GtkBox)

/* @session: (nullable) */
void culvert_log_page_set_session (CulvertLogPage *self, CulvertSession *session);
void culvert_log_page_start_search (CulvertLogPage *self);
/* Saves the lines that are selected, or all that are shown. Failures are told on the page. */
void culvert_log_page_save (CulvertLogPage *self, GFile *file);

G_END_DECLS
