/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-census.h"

G_BEGIN_DECLS

/**
 * CulvertOrders:
 *
 * Carries out what is to be done to one client of a server, or to all: looks whether it is still
 * the one that was meant, tells the daemon, and, where it is to go, waits until it has gone. Part
 * of an administration. Errors: those of #CulvertAdministrationError.
 */
#define CULVERT_TYPE_ORDERS (culvert_orders_get_type ())
G_DECLARE_FINAL_TYPE (CulvertOrders, culvert_orders, CULVERT, ORDERS, GObject)

/* @link: (transfer none): outlives it */
CulvertOrders *culvert_orders_new (CulvertSessionLink *link,
                                   CulvertRoster *roster,
                                   CulvertCensus *census,
                                   guint effect_ms,
                                   guint look_ms);

/* @who: (nullable): everybody. @owned_command: (transfer full): for @who. @task: (transfer full): a
 * boolean. @must_go: done when the client has gone. */
void culvert_orders_give (CulvertOrders *self,
                          const CulvertPeerKey *who,
                          CulvertMgmtCommand *owned_command,
                          gboolean must_go,
                          GTask *owned_task);
/* Somebody may have gone. */
void culvert_orders_check (CulvertOrders *self);
/* The daemon is out of reach: who waits is told. */
void culvert_orders_stop (CulvertOrders *self);

G_END_DECLS
