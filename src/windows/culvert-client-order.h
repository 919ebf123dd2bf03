/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-roster.h"

G_BEGIN_DECLS

typedef enum
{
  CULVERT_CLIENT_NAME,
  CULVERT_CLIENT_USER,
  CULVERT_CLIENT_ADDRESS,
  CULVERT_CLIENT_VPN_ADDRESSES,
  CULVERT_CLIENT_RECEIVED,
  CULVERT_CLIENT_SENT,
  CULVERT_CLIENT_RATE_IN,
  CULVERT_CLIENT_RATE_OUT,
  CULVERT_CLIENT_SINCE,
  CULVERT_CLIENT_ID,
  CULVERT_CLIENT_CIPHER,
  CULVERT_CLIENT_N_COLUMNS,
} CulvertClientColumn;

/**
 * CulvertClientOrder:
 *
 * Which clients of a roster are shown, and in which order: slots of the roster, found and sorted in
 * slices between which others have their turn. Until the next order is whole the last one stands.
 * Of a few hundred clients the next one is whole at once.
 *
 * Numbers in texts are compared by their value, letters without regard to capitals, and names as
 * the language of the user has it.
 *
 *  - `changed ()`: there is another order
 */
#define CULVERT_TYPE_CLIENT_ORDER (culvert_client_order_get_type ())
G_DECLARE_FINAL_TYPE (CulvertClientOrder, culvert_client_order, CULVERT, CLIENT_ORDER, GObject)

CulvertClientOrder *culvert_client_order_new (CulvertRoster *roster);
/* Without a sort of its own it is in the order of the clients' names. */
void culvert_client_order_sort (CulvertClientOrder *self,
                                CulvertClientColumn column,
                                gboolean is_descending);
/* Shows those in whose name, user name or addresses the words are; "" for all. */
void culvert_client_order_search (CulvertClientOrder *self, const char *words);
/* Clients have come, gone or changed: begins anew, or does so after what it is at. */
void culvert_client_order_refresh (CulvertClientOrder *self);

gboolean culvert_client_order_is_complete (CulvertClientOrder *self);
gboolean culvert_client_order_is_search (CulvertClientOrder *self);
guint culvert_client_order_get_n (CulvertClientOrder *self);
/* The client may have left its slot since. */
guint culvert_client_order_get_slot (CulvertClientOrder *self, guint row);

/* What stands before what where there are no words of a language, as in addresses: by the value of
 * its numbers. < 0, 0, > 0 */
int culvert_client_order_compare (const char *a, const char *b);

G_END_DECLS
