/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-peer-private.h"

#include <string.h>

/* A longer one is not worth its memory; nothing that a daemon sends is. */
#define MAX_STRING 4096

/* Counts that come sooner are left out: nothing can be told from a moment. */
#define MIN_INTERVAL (G_USEC_PER_SEC / 2)

enum
{
  USER,
  ADDRESS,
  VPN_IPV4,
  VPN_IPV6,
  CIPHER,
  N_OFFSETS
};

G_DEFINE_BOXED_TYPE (CulvertPeerKey, culvert_peer_key, culvert_peer_key_copy, culvert_peer_key_free)

CulvertPeerKey *
culvert_peer_key_copy (const CulvertPeerKey *key)
{
  CulvertPeerKey *copy = g_new (CulvertPeerKey, 1);

  *copy = *key;
  copy->name = g_strdup (key->name);
  return copy;
}

void
culvert_peer_key_free (CulvertPeerKey *key)
{
  g_free (key->name);
  g_free (key);
}

static const char *
get_string (const CulvertPeer *self, guint which)
{
  return self->text + self->offsets[which];
}

static gboolean
is_described_by (const CulvertPeer *self, const CulvertMgmtStatusRow *row)
{
  return self->text != NULL && self->since == row->since && g_str_equal (self->text, row->name) &&
         g_str_equal (get_string (self, USER), row->user) &&
         g_str_equal (get_string (self, ADDRESS), row->address) &&
         g_str_equal (get_string (self, VPN_IPV4), row->vpn_ipv4) &&
         g_str_equal (get_string (self, VPN_IPV6), row->vpn_ipv6) &&
         g_str_equal (get_string (self, CIPHER), row->cipher);
}

gboolean
culvert_peer_describe (CulvertPeer *self, const CulvertMgmtStatusRow *row)
{
  const char *strings[] = { row->name,     row->user,     row->address,
                            row->vpn_ipv4, row->vpn_ipv6, row->cipher };
  gsize lengths[G_N_ELEMENTS (strings)];
  gsize size = 0;
  char *at;

  if (is_described_by (self, row))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      lengths[i] = strnlen (strings[i], MAX_STRING);
      size += lengths[i] + 1;
    }

  g_free (self->text);
  self->text = at = g_malloc (size);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      if (i > 0)
        self->offsets[i - 1] = (guint16) (at - self->text);
      memcpy (at, strings[i], lengths[i]);
      at[lengths[i]] = '\0';
      at += lengths[i] + 1;
    }
  self->since = row->since;
  return TRUE;
}

static float
rate_of (guint64 before, guint64 after, gint64 elapsed)
{
  /* A counter that went back has begun again. */
  return after < before ? 0
                        : (float) ((double) (after - before) * G_USEC_PER_SEC / (double) elapsed);
}

gboolean
culvert_peer_count (CulvertPeer *self, guint64 received, guint64 sent, gint64 now)
{
  gint64 elapsed = now - self->counted_at;
  gboolean is_new = received != self->received || sent != self->sent;

  if (self->counted_at != 0 && elapsed < MIN_INTERVAL)
    return FALSE;

  if (self->counted_at != 0)
    {
      self->rate_in = rate_of (self->received, received, elapsed);
      self->rate_out = rate_of (self->sent, sent, elapsed);
    }
  self->counted_at = now;
  self->received = received;
  self->sent = sent;
  return is_new;
}

gboolean
culvert_peer_has_address (const CulvertPeer *self)
{
  return *get_string (self, VPN_IPV4) != '\0' || *get_string (self, VPN_IPV6) != '\0';
}

void
culvert_peer_clear (CulvertPeer *self)
{
  g_free (self->text);
  *self = (CulvertPeer){ 0 };
}

guint64
culvert_peer_get_id (const CulvertPeer *self)
{
  return self->id;
}

const char *
culvert_peer_get_name (const CulvertPeer *self)
{
  return self->text;
}

const char *
culvert_peer_get_user (const CulvertPeer *self)
{
  return get_string (self, USER);
}

const char *
culvert_peer_get_address (const CulvertPeer *self)
{
  return get_string (self, ADDRESS);
}

const char *
culvert_peer_get_vpn_ipv4 (const CulvertPeer *self)
{
  return get_string (self, VPN_IPV4);
}

const char *
culvert_peer_get_vpn_ipv6 (const CulvertPeer *self)
{
  return get_string (self, VPN_IPV6);
}

const char *
culvert_peer_get_cipher (const CulvertPeer *self)
{
  return get_string (self, CIPHER);
}

gint64
culvert_peer_get_since (const CulvertPeer *self)
{
  return self->since;
}

guint64
culvert_peer_get_received (const CulvertPeer *self)
{
  return self->received;
}

guint64
culvert_peer_get_sent (const CulvertPeer *self)
{
  return self->sent;
}

guint64
culvert_peer_get_changed (const CulvertPeer *self)
{
  return self->changed;
}

guint64
culvert_peer_get_born (const CulvertPeer *self)
{
  return self->born;
}

CulvertPeerKey *
culvert_peer_dup_key (const CulvertPeer *self)
{
  CulvertPeerKey key = { self->id, self->text, self->since };

  return culvert_peer_key_copy (&key);
}

gboolean
culvert_peer_is (const CulvertPeer *self, const CulvertPeerKey *key)
{
  return self->id == key->id && self->since == key->since && g_str_equal (self->text, key->name);
}
