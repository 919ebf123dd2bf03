/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-roster"

#include "culvert-roster.h"

#include <string.h>

#include "culvert-peer-private.h"

/* Peers live in blocks, so that a big roster grows without being copied. */
#define BLOCK_SIZE 1024

/* After so many intervals without a count nothing flows. */
#define MAX_SILENCE 3

/* What a server calls a client that has not shown its certificate yet. */
#define NO_NAME "UNDEF"

struct _CulvertRoster
{
  GObject parent_instance;

  GPtrArray *blocks;   /* (owned) (element-type CulvertPeer[BLOCK_SIZE]) */
  guint n_slots;       /* in use or free again */
  GArray *free_slots;  /* (owned) (element-type guint) */
  GHashTable *by_id;   /* (owned): id to slot */
  GHashTable *waiting; /* (owned): ids of those who have not been let in */
  guint64 serial;
  guint64 shape;
  guint32 round;
  guint n_unlisted;
  guint n_left_out; /* in this account, until now */
  guint interval;
  gboolean has_addresses; /* somebody has one, so who has none is not in */
  gboolean is_read;       /* nobody has been told of a change since */
};

G_DEFINE_FINAL_TYPE (CulvertRoster, culvert_roster, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static CulvertPeer *
get_slot (CulvertRoster *self, guint slot)
{
  CulvertPeer *block = g_ptr_array_index (self->blocks, slot / BLOCK_SIZE);

  return &block[slot % BLOCK_SIZE];
}

/* The last thing that a change does: whoever is told may look at everything. */
static void
tell_changed (CulvertRoster *self)
{
  if (!self->is_read)
    return;

  self->is_read = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static CulvertPeer *
find (CulvertRoster *self, guint64 id)
{
  guint slot;

  return culvert_roster_find (self, id, &slot) ? get_slot (self, slot) : NULL;
}

static guint
take_free_slot (CulvertRoster *self)
{
  guint slot;

  if (self->free_slots->len > 0)
    {
      slot = g_array_index (self->free_slots, guint, self->free_slots->len - 1);
      g_array_set_size (self->free_slots, self->free_slots->len - 1);
      return slot;
    }

  slot = self->n_slots++;
  if (slot / BLOCK_SIZE == self->blocks->len)
    g_ptr_array_add (self->blocks, g_new0 (CulvertPeer, BLOCK_SIZE));
  return slot;
}

/* Returns: (nullable): NULL where there are too many */
static CulvertPeer *
add (CulvertRoster *self, guint64 id)
{
  CulvertPeer *peer;
  guint slot;

  if (g_hash_table_size (self->by_id) >= CULVERT_ROSTER_MAX)
    {
      self->n_left_out++;
      return NULL;
    }

  slot = take_free_slot (self);
  g_hash_table_insert (self->by_id, GSIZE_TO_POINTER (id), GUINT_TO_POINTER (slot));
  peer = get_slot (self, slot);
  peer->id = id;
  peer->born = self->shape = ++self->serial;
  return peer;
}

static void
free_slot (CulvertRoster *self, guint slot)
{
  CulvertPeer *peer = get_slot (self, slot);

  g_hash_table_remove (self->by_id, GSIZE_TO_POINTER (peer->id));
  culvert_peer_clear (peer);
  g_array_append_val (self->free_slots, slot);
  self->shape = ++self->serial;
}

static gboolean
is_in (CulvertRoster *self, const CulvertPeer *peer)
{
  return peer->is_established || !self->has_addresses || culvert_peer_has_address (peer);
}

static void
free_block (gpointer data)
{
  CulvertPeer *block = data;

  for (guint i = 0; i < BLOCK_SIZE; i++)
    culvert_peer_clear (&block[i]);
  g_free (block);
}

static void
culvert_roster_finalize (GObject *object)
{
  CulvertRoster *self = CULVERT_ROSTER (object);

  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->free_slots, g_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_roster_parent_class)->finalize (object);
}

static void
culvert_roster_class_init (CulvertRosterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_roster_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_ROSTER,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_roster_init (CulvertRoster *self)
{
  self->blocks = g_ptr_array_new_with_free_func (free_block);
  self->free_slots = g_array_new (FALSE, FALSE, sizeof (guint));
  self->by_id = g_hash_table_new (NULL, NULL);
  self->waiting = g_hash_table_new (NULL, NULL);
  self->is_read = TRUE;
}

CulvertRoster *
culvert_roster_new (void)
{
  return g_object_new (CULVERT_TYPE_ROSTER, NULL);
}

guint64
culvert_roster_get_serial (CulvertRoster *self)
{
  self->is_read = TRUE;
  return self->serial;
}

guint64
culvert_roster_get_shape (CulvertRoster *self)
{
  return self->shape;
}

guint
culvert_roster_get_n_peers (CulvertRoster *self)
{
  return g_hash_table_size (self->by_id);
}

guint
culvert_roster_get_n_unlisted (CulvertRoster *self)
{
  return self->n_unlisted;
}

guint
culvert_roster_get_n_slots (CulvertRoster *self)
{
  return self->n_slots;
}

const CulvertPeer *
culvert_roster_get_peer (CulvertRoster *self, guint slot)
{
  CulvertPeer *peer = slot < self->n_slots ? get_slot (self, slot) : NULL;

  return peer != NULL && peer->text != NULL ? peer : NULL;
}

gboolean
culvert_roster_find (CulvertRoster *self, guint64 id, guint *slot)
{
  gpointer value;

  if (!g_hash_table_lookup_extended (self->by_id, GSIZE_TO_POINTER (id), NULL, &value))
    return FALSE;

  *slot = GPOINTER_TO_UINT (value);
  return TRUE;
}

void
culvert_roster_get_rates (CulvertRoster *self,
                          const CulvertPeer *peer,
                          gint64 now,
                          double *in,
                          double *out)
{
  gint64 silence = now - peer->counted_at;
  gboolean flows = silence <= (gint64) self->interval * MAX_SILENCE * G_USEC_PER_SEC;

  *in = flows ? (double) peer->rate_in : 0;
  *out = flows ? (double) peer->rate_out : 0;
}

void
culvert_roster_set_interval (CulvertRoster *self, guint seconds)
{
  self->interval = seconds;
}

void
culvert_roster_clear (CulvertRoster *self)
{
  self->n_unlisted = 0;
  self->has_addresses = FALSE;
  g_hash_table_remove_all (self->waiting);
  if (g_hash_table_size (self->by_id) == 0)
    return;

  g_hash_table_remove_all (self->by_id);
  g_array_set_size (self->free_slots, 0);
  g_ptr_array_set_size (self->blocks, 0);
  self->n_slots = 0;
  self->shape = ++self->serial;
  tell_changed (self);
}

void
culvert_roster_begin_account (CulvertRoster *self)
{
  self->round++;
  self->n_left_out = 0;
}

void
culvert_roster_end_account (CulvertRoster *self)
{
  guint64 before = self->shape;

  self->n_unlisted = self->n_left_out;
  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      CulvertPeer *peer = get_slot (self, slot);

      if (peer->text != NULL && (peer->round != self->round || !is_in (self, peer)))
        free_slot (self, slot);
    }
  if (self->shape != before)
    tell_changed (self);
}

/* Returns: (nullable): NULL where there are too many */
static CulvertPeer *
find_or_add (CulvertRoster *self, const CulvertMgmtStatusRow *row)
{
  CulvertPeer *peer = find (self, row->id);

  /* The same id, but somebody else: the server has begun to count again. */
  if (peer != NULL && (peer->since != row->since || !g_str_equal (peer->text, row->name)))
    {
      culvert_roster_remove (self, row->id);
      peer = NULL;
    }
  return peer != NULL ? peer : add (self, row->id);
}

static void
update (CulvertRoster *self, CulvertPeer *peer, gboolean is_different)
{
  if (culvert_peer_has_address (peer))
    self->has_addresses = TRUE;
  if (!is_different)
    return;

  peer->changed = ++self->serial;
  tell_changed (self);
}

static gboolean
is_to_be_left_out (CulvertRoster *self, const CulvertMgmtStatusRow *row)
{
  gboolean has_address = *row->vpn_ipv4 != '\0' || *row->vpn_ipv6 != '\0';

  if (g_str_equal (row->name, NO_NAME) ||
      g_hash_table_contains (self->waiting, GSIZE_TO_POINTER (row->id)))
    return TRUE;

  return self->has_addresses && !has_address && find (self, row->id) == NULL;
}

void
culvert_roster_take_row (CulvertRoster *self, const CulvertMgmtStatusRow *row, gint64 now)
{
  CulvertPeer *peer = is_to_be_left_out (self, row) ? NULL : find_or_add (self, row);
  gboolean is_different;

  if (peer == NULL)
    return;

  peer->round = self->round;
  is_different = culvert_peer_describe (peer, row);
  if (culvert_peer_count (peer, row->received, row->sent, now))
    is_different = TRUE;
  update (self, peer, is_different);
}

void
culvert_roster_establish (CulvertRoster *self, const CulvertMgmtStatusRow *row)
{
  CulvertPeer *peer = find_or_add (self, row);

  g_hash_table_remove (self->waiting, GSIZE_TO_POINTER (row->id));
  if (peer == NULL)
    return;

  peer->round = self->round;
  peer->is_established = TRUE;
  update (self, peer, culvert_peer_describe (peer, row));
}

void
culvert_roster_set_waiting (CulvertRoster *self, guint64 id)
{
  if (g_hash_table_size (self->waiting) < CULVERT_ROSTER_MAX)
    g_hash_table_add (self->waiting, GSIZE_TO_POINTER (id));
}

gboolean
culvert_roster_take_count (CulvertRoster *self,
                           guint64 id,
                           guint64 received,
                           guint64 sent,
                           gint64 now)
{
  CulvertPeer *peer = find (self, id);

  if (peer == NULL)
    return FALSE;

  if (culvert_peer_count (peer, received, sent, now))
    {
      peer->changed = ++self->serial;
      tell_changed (self);
    }
  return TRUE;
}

gboolean
culvert_roster_take_address (CulvertRoster *self, guint64 id, const char *address)
{
  CulvertPeer *peer = find (self, id);
  gboolean is_ipv6 = strchr (address, ':') != NULL;
  g_autofree char *text = NULL;
  CulvertMgmtStatusRow row;

  if (peer == NULL)
    return FALSE;

  /* The strings move when one of them changes. */
  text = g_memdup2 (peer->text,
                    peer->offsets[G_N_ELEMENTS (peer->offsets) - 1] +
                        strlen (culvert_peer_get_cipher (peer)) + 1);
  row = (CulvertMgmtStatusRow){
    .id = id,
    .name = text,
    .user = text + peer->offsets[0],
    .address = text + peer->offsets[1],
    .vpn_ipv4 = is_ipv6 ? text + peer->offsets[2] : address,
    .vpn_ipv6 = is_ipv6 ? address : text + peer->offsets[3],
    .cipher = text + peer->offsets[4],
    .since = peer->since,
  };
  if (culvert_peer_describe (peer, &row))
    {
      peer->changed = ++self->serial;
      tell_changed (self);
    }
  return TRUE;
}

gboolean
culvert_roster_remove (CulvertRoster *self, guint64 id)
{
  guint slot;

  g_hash_table_remove (self->waiting, GSIZE_TO_POINTER (id));
  if (!culvert_roster_find (self, id, &slot))
    return FALSE;

  free_slot (self, slot);
  tell_changed (self);
  return TRUE;
}
