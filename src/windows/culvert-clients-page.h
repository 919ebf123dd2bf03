/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertClientsPage:
 *
 * Who is connected to a server, and who wants to be. It is hidden while the daemon of its session
 * is none, and has the daemon tell what flows only while it can be seen.
 */
#define CULVERT_TYPE_CLIENTS_PAGE (culvert_clients_page_get_type ())
G_DECLARE_FINAL_TYPE (CulvertClientsPage, culvert_clients_page, CULVERT, CLIENTS_PAGE, GtkBox)

/* @session: (nullable) */
void culvert_clients_page_set_session (CulvertClientsPage *self, CulvertSession *session);
void culvert_clients_page_start_search (CulvertClientsPage *self);

G_END_DECLS
