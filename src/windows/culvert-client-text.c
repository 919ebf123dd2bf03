/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-text.h"

#include "culvert-client-words.h"
#include "culvert-traffic-scale.h"

static char *
join_addresses (const CulvertPeer *peer)
{
  g_autofree char *ipv4 = culvert_client_words_value (culvert_peer_get_vpn_ipv4 (peer));
  g_autofree char *ipv6 = culvert_client_words_value (culvert_peer_get_vpn_ipv6 (peer));
  gboolean has_both = *ipv4 != '\0' && *ipv6 != '\0';

  return g_strconcat (ipv4, has_both ? ", " : "", ipv6, NULL);
}

/* Nothing flows, and nothing is said: only what moves catches the eye. */
static char *
dup_rate (double rate)
{
  return rate >= 1 ? culvert_traffic_scale_dup_rate (rate) : g_strdup ("");
}

char *
culvert_client_text_cell (CulvertRoster *roster,
                          const CulvertPeer *peer,
                          CulvertClientColumn column,
                          gint64 now)
{
  double in = 0;
  double out = 0;

  switch (column)
    {
    case CULVERT_CLIENT_NAME:
      return culvert_client_words_value (culvert_peer_get_name (peer));
    case CULVERT_CLIENT_USER:
      return culvert_client_words_value (culvert_peer_get_user (peer));
    case CULVERT_CLIENT_ADDRESS:
      return culvert_client_words_value (culvert_peer_get_address (peer));
    case CULVERT_CLIENT_VPN_ADDRESSES:
      return join_addresses (peer);
    case CULVERT_CLIENT_RECEIVED:
      return culvert_traffic_scale_dup_amount (culvert_peer_get_received (peer));
    case CULVERT_CLIENT_SENT:
      return culvert_traffic_scale_dup_amount (culvert_peer_get_sent (peer));
    case CULVERT_CLIENT_RATE_IN:
      culvert_roster_get_rates (roster, peer, now, &in, &out);
      return dup_rate (in);
    case CULVERT_CLIENT_RATE_OUT:
      culvert_roster_get_rates (roster, peer, now, &in, &out);
      return dup_rate (out);
    case CULVERT_CLIENT_SINCE:
      return culvert_client_words_since (culvert_peer_get_since (peer));
    case CULVERT_CLIENT_ID:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, culvert_peer_get_id (peer));
    case CULVERT_CLIENT_CIPHER:
      return culvert_client_words_value (culvert_peer_get_cipher (peer));
    case CULVERT_CLIENT_N_COLUMNS:
      break;
    }

  g_return_val_if_reached (g_strdup (""));
}
