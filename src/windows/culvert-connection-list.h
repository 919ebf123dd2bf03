/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertConnectionList:
 *
 * All connections, with a search that opens by typing.
 *
 *  - signal `selected (CulvertSession *session)`: (nullable)
 *  - signal `activated ()`: the user wants to see the one that is selected
 */
#define CULVERT_TYPE_CONNECTION_LIST (culvert_connection_list_get_type ())
G_DECLARE_FINAL_TYPE (CulvertConnectionList,
                      culvert_connection_list,
                      CULVERT,
                      CONNECTION_LIST,
                      GtkBox)

void culvert_connection_list_set_sessions (CulvertConnectionList *self,
                                           CulvertSessionList *sessions);
/* NULL selects the first one. */
void culvert_connection_list_select (CulvertConnectionList *self, CulvertSession *session);
CulvertSession *culvert_connection_list_get_selected (CulvertConnectionList *self);
void culvert_connection_list_start_search (CulvertConnectionList *self);
/* A key that nobody else wanted. TRUE: the search took it */
gboolean culvert_connection_list_search_with_key (CulvertConnectionList *self, GdkEvent *event);

G_END_DECLS
