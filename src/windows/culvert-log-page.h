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
 * What a daemon says, live. The view stands at the end until the user scrolls up, and follows
 * again when the user comes back to the end.
 */
#define CULVERT_TYPE_LOG_PAGE (culvert_log_page_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLogPage, culvert_log_page, CULVERT, LOG_PAGE, GtkBox)

/* @session: (nullable) */
void culvert_log_page_set_session (CulvertLogPage *self, CulvertSession *session);

G_END_DECLS
