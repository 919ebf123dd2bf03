/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-client-order.h"

G_BEGIN_DECLS

/**
 * CulvertClientModel:
 *
 * The clients of a server as the rows of a table: a column of text for each #CulvertClientColumn.
 * It keeps none of them; what a row shows is looked up when it is drawn.
 */
#define CULVERT_TYPE_CLIENT_MODEL (culvert_client_model_get_type ())
G_DECLARE_FINAL_TYPE (CulvertClientModel, culvert_client_model, CULVERT, CLIENT_MODEL, GObject)

/* Has no rows until it is asked to follow. */
CulvertClientModel *culvert_client_model_new (CulvertRoster *roster, CulvertClientOrder *order);
/* As many rows as the order has now, but not for longer than until `deadline`, in monotonic
 * microseconds. Returns: they are all there */
gboolean culvert_client_model_follow (CulvertClientModel *self, gint64 deadline);
/* Says of these rows that they may read differently now. */
void culvert_client_model_touch (CulvertClientModel *self, guint first, guint last);
guint culvert_client_model_get_n_rows (CulvertClientModel *self);
/* (nullable): the client has gone since; valid until the main loop runs */
const CulvertPeer *culvert_client_model_get_peer (CulvertClientModel *self, guint row);
/* FALSE where there is no row of this client. */
gboolean
culvert_client_model_find (CulvertClientModel *self, const CulvertPeerKey *key, guint *row);
/* Before the view is taken off it, and nobody else looks: a view would go through all rows then, to
 * say of each that it does not need it any more. */
void culvert_client_model_retire (CulvertClientModel *self);

G_END_DECLS
