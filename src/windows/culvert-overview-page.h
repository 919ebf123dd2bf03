/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"
#include "culvert-ui-profiles.h"
#include "culvert-usage-store.h"

G_BEGIN_DECLS

/**
 * CulvertOverviewPage:
 *
 * What one connection does and why, the one thing to do next, and what is known about the tunnel.
 */
#define CULVERT_TYPE_OVERVIEW_PAGE (culvert_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (CulvertOverviewPage, culvert_overview_page, CULVERT, OVERVIEW_PAGE, GtkBin)

/* @session: (nullable) */
void culvert_overview_page_set_session (CulvertOverviewPage *self, CulvertSession *session);
/* @usage: (nullable) */
void culvert_overview_page_set_usage (CulvertOverviewPage *self, CulvertUsageStore *usage);

void culvert_overview_page_set_profiles (CulvertOverviewPage *self, CulvertUiProfiles *profiles);

G_END_DECLS
