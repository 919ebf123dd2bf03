/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-roster.h"

G_BEGIN_DECLS

/**
 * CulvertClientView:
 *
 * The table of the clients of a server. It is refreshed at most once a frame, and not while nobody
 * sees it.
 *
 *  - `refreshed ()`: there are other rows now
 *  - `selected ()`: another client is selected, or none
 *  - `activated ()`: the selected client was double-clicked, or Enter was pressed
 *  - `menu-wanted (GdkEvent *event)`: a context menu for the selected client; `event` (nullable) is
 *    where it was clicked
 */
#define CULVERT_TYPE_CLIENT_VIEW (culvert_client_view_get_type ())
G_DECLARE_FINAL_TYPE (CulvertClientView,
                      culvert_client_view,
                      CULVERT,
                      CLIENT_VIEW,
                      GtkScrolledWindow)

/* @roster: (nullable) */
void culvert_client_view_set_roster (CulvertClientView *self, CulvertRoster *roster);
void culvert_client_view_search (CulvertClientView *self, const char *words);
gboolean culvert_client_view_is_search (CulvertClientView *self);
/* What was asked for last is shown whole. */
gboolean culvert_client_view_is_complete (CulvertClientView *self);
guint culvert_client_view_get_n_rows (CulvertClientView *self);
/* (transfer none) (nullable): NULL where none is selected, or it has gone */
const CulvertPeerKey *culvert_client_view_get_selected (CulvertClientView *self);
/* Where the selected row is, for what points at it. */
void culvert_client_view_get_selected_area (CulvertClientView *self,
                                            GtkWidget **view,
                                            GdkRectangle *area);

G_END_DECLS
