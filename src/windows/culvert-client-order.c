/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-order.h"

#include "culvert-client-keys.h"
#include "culvert-plain-text.h"

#include <string.h>

/* A turn of the main loop has room for this, for the reader of a long table, and for an event. */
#define SLICE_MICROSECONDS 2000
/* Seldom enough to look at the clock. */
#define STEPS_PER_LOOK 256

typedef enum
{
  IDLE,
  CHOOSING, /* which clients are in it */
  MERGING,  /* neighbouring runs of `width`, from `from` to `into` */
} Phase;

/* A half of a pair of runs that are being merged. */
typedef struct
{
  guint next;
  guint end;
} Run;

struct _CulvertClientOrder
{
  GObject parent_instance;

  CulvertRoster *roster; /* (owned) */
  CulvertClientColumn column;
  gboolean is_descending;
  char *needle;  /* (owned) (nullable): case-folded */
  GArray *slots; /* (owned) (element-type guint): the order that stands */

  Phase phase;
  CulvertClientKeys *keys; /* (owned) (nullable): while names are being sorted */
  GArray *from;            /* (owned) (element-type guint): while busy */
  GArray *into;            /* (owned) (element-type guint) */
  guint next_slot;
  guint width;
  guint start; /* of the pair of runs */
  Run left;
  Run right;
  gint64 now; /* for all rates of one order */
  gboolean is_stale;
  guint source;
};

G_DEFINE_FINAL_TYPE (CulvertClientOrder, culvert_client_order, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
skip_zeros (const char *text)
{
  while (text[0] == '0' && g_ascii_isdigit (text[1]))
    text++;

  return text;
}

/* Both begin with a digit; they are moved behind the number. */
static int
compare_numbers (const char **a, const char **b)
{
  const char *start_a = skip_zeros (*a);
  const char *start_b = skip_zeros (*b);
  gsize length_a = strspn (start_a, "0123456789");
  gsize length_b = strspn (start_b, "0123456789");

  *a = start_a + length_a;
  *b = start_b + length_b;
  if (length_a != length_b)
    return length_a < length_b ? -1 : 1;

  return memcmp (start_a, start_b, length_a);
}

int
culvert_client_order_compare (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      int order;

      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        order = compare_numbers (&a, &b);
      else
        order = (guchar) g_ascii_tolower (*a++) - (guchar) g_ascii_tolower (*b++);
      if (order != 0)
        return order;
    }

  return (*a != '\0') - (*b != '\0');
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int
compare_rates (CulvertClientOrder *self, const CulvertPeer *a, const CulvertPeer *b)
{
  double in[2];
  double out[2];

  culvert_roster_get_rates (self->roster, a, self->now, &in[0], &out[0]);
  culvert_roster_get_rates (self->roster, b, self->now, &in[1], &out[1]);

  return self->column == CULVERT_CLIENT_RATE_IN ? COMPARE (in[0], in[1]) : COMPARE (out[0], out[1]);
}

static int
compare_by_column (CulvertClientOrder *self, const CulvertPeer *a, const CulvertPeer *b)
{
  switch (self->column)
    {
    case CULVERT_CLIENT_ADDRESS:
      return culvert_client_order_compare (culvert_peer_get_address (a),
                                           culvert_peer_get_address (b));
    case CULVERT_CLIENT_VPN_ADDRESSES:
      return culvert_client_order_compare (culvert_peer_get_vpn_ipv4 (a),
                                           culvert_peer_get_vpn_ipv4 (b));
    case CULVERT_CLIENT_RECEIVED:
      return COMPARE (culvert_peer_get_received (a), culvert_peer_get_received (b));
    case CULVERT_CLIENT_SENT:
      return COMPARE (culvert_peer_get_sent (a), culvert_peer_get_sent (b));
    case CULVERT_CLIENT_RATE_IN:
    case CULVERT_CLIENT_RATE_OUT:
      return compare_rates (self, a, b);
    case CULVERT_CLIENT_SINCE:
      return COMPARE (culvert_peer_get_since (a), culvert_peer_get_since (b));
    case CULVERT_CLIENT_CIPHER:
      return culvert_client_order_compare (culvert_peer_get_cipher (a),
                                           culvert_peer_get_cipher (b));
    case CULVERT_CLIENT_NAME:
    case CULVERT_CLIENT_USER:
    case CULVERT_CLIENT_ID:
    case CULVERT_CLIENT_N_COLUMNS:
      break;
    }

  return 0;
}

/* Equals stay in the order in which they came. A client that has gone meanwhile is last. */
static int
compare_slots (CulvertClientOrder *self, guint slot_a, guint slot_b)
{
  const CulvertPeer *a = culvert_roster_get_peer (self->roster, slot_a);
  const CulvertPeer *b = culvert_roster_get_peer (self->roster, slot_b);
  int order;

  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);

  order = self->keys != NULL ? culvert_client_keys_compare (self->keys, slot_a, slot_b)
                             : compare_by_column (self, a, b);
  if (order == 0)
    order = COMPARE (culvert_peer_get_id (a), culvert_peer_get_id (b));

  return self->is_descending ? -order : order;
}

static gboolean
is_in (const char *needle, const char *text)
{
  g_autofree char *plain = NULL;
  g_autofree char *folded = NULL;

  if (*text == '\0')
    return FALSE;

  /* What a user sees, not what was sent. */
  if (g_str_is_ascii (text))
    folded = g_ascii_strdown (text, -1);
  else
    {
      plain = culvert_plain_text (text, -1, G_MAXSIZE);
      folded = g_utf8_casefold (plain, -1);
    }

  return strstr (folded, needle) != NULL;
}

static gboolean
is_wanted (CulvertClientOrder *self, const CulvertPeer *peer)
{
  return self->needle == NULL || is_in (self->needle, culvert_peer_get_name (peer)) ||
         is_in (self->needle, culvert_peer_get_user (peer)) ||
         is_in (self->needle, culvert_peer_get_address (peer)) ||
         is_in (self->needle, culvert_peer_get_vpn_ipv4 (peer)) ||
         is_in (self->needle, culvert_peer_get_vpn_ipv6 (peer));
}

static guint
get (const GArray *slots, guint index)
{
  return g_array_index (slots, guint, index);
}

static void
begin_pair (CulvertClientOrder *self, guint start)
{
  guint n = self->from->len;

  self->start = start;
  self->left.next = start;
  self->left.end = MIN (start + self->width, n);
  self->right.next = self->left.end;
  self->right.end = MIN (self->left.end + self->width, n);
}

static void
begin_merging (CulvertClientOrder *self, guint width)
{
  self->phase = MERGING;
  self->width = width;
  g_array_set_size (self->into, 0);
  begin_pair (self, 0);
}

static void
choose_next (CulvertClientOrder *self)
{
  guint slot = self->next_slot++;
  const CulvertPeer *peer = culvert_roster_get_peer (self->roster, slot);

  if (peer != NULL && is_wanted (self, peer))
    {
      g_array_append_val (self->from, slot);
      if (self->keys != NULL)
        culvert_client_keys_add (self->keys,
                                 slot,
                                 self->column == CULVERT_CLIENT_NAME
                                     ? culvert_peer_get_name (peer)
                                     : culvert_peer_get_user (peer));
    }
  if (self->next_slot >= culvert_roster_get_n_slots (self->roster))
    begin_merging (self, 1);
}

/* Two runs that follow each other already are taken as they are: an order that has hardly changed
 * costs next to nothing. */
static gboolean
take_pair_as_it_is (CulvertClientOrder *self)
{
  gboolean is_begun = self->left.next > self->start || self->right.next > self->left.end;

  if (is_begun ||
      (self->left.end < self->right.end && compare_slots (self,
                                                          get (self->from, self->left.end - 1),
                                                          get (self->from, self->left.end)) > 0))
    return FALSE;

  g_array_append_vals (self->into,
                       &g_array_index (self->from, guint, self->start),
                       self->right.end - self->start);

  return TRUE;
}

static gboolean
merge_next (CulvertClientOrder *self)
{
  Run *first = &self->left;

  if (self->left.next == self->left.end ||
      (self->right.next < self->right.end &&
       compare_slots (self, get (self->from, self->left.next), get (self->from, self->right.next)) >
           0))
    first = &self->right;
  if (first->next == first->end)
    return FALSE;

  g_array_append_vals (self->into, &g_array_index (self->from, guint, first->next), 1);
  first->next++;

  return TRUE;
}

static void
publish (CulvertClientOrder *self)
{
  GArray *slots = self->slots;

  self->slots = self->from;
  self->from = slots;
  self->phase = IDLE;
  g_clear_pointer (&self->keys, culvert_client_keys_free);
}

static void
end_round (CulvertClientOrder *self)
{
  GArray *whole = self->into;

  self->into = self->from;
  self->from = whole;
  if (self->width * 2 < self->from->len)
    begin_merging (self, self->width * 2);
  else
    publish (self);
}

static void
sort_next (CulvertClientOrder *self)
{
  if (self->start >= self->from->len)
    end_round (self);
  else if (take_pair_as_it_is (self) || !merge_next (self))
    begin_pair (self, self->right.end);
}

static void
begin (CulvertClientOrder *self)
{
  g_array_set_size (self->from, 0);
  g_array_set_size (self->into, 0);
  self->next_slot = 0;
  self->now = g_get_monotonic_time ();
  self->is_stale = FALSE;
  self->phase = CHOOSING;
  g_clear_pointer (&self->keys, culvert_client_keys_free);
  if (self->column == CULVERT_CLIENT_NAME || self->column == CULVERT_CLIENT_USER)
    self->keys = culvert_client_keys_new ();
}

static void
work_until (CulvertClientOrder *self, gint64 deadline)
{
  while (self->phase != IDLE && g_get_monotonic_time () < deadline)
    for (guint i = 0; self->phase != IDLE && i < STEPS_PER_LOOK; i++)
      {
        if (self->phase == CHOOSING)
          choose_next (self);
        else
          sort_next (self);
      }
}

static gboolean
on_slice (gpointer user_data)
{
  g_autoptr (CulvertClientOrder) self = g_object_ref (user_data);

  work_until (self, g_get_monotonic_time () + SLICE_MICROSECONDS);
  if (self->phase != IDLE)
    return G_SOURCE_CONTINUE;

  self->source = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->is_stale)
    culvert_client_order_refresh (self);

  return G_SOURCE_REMOVE;
}

/* The first slice at once: a short table is whole then. */
static void
start (CulvertClientOrder *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  begin (self);
  work_until (self, g_get_monotonic_time () + SLICE_MICROSECONDS);
  if (self->phase == IDLE)
    g_signal_emit (self, signals[CHANGED], 0);
  else
    self->source = g_idle_add (on_slice, self);
}

static void
culvert_client_order_dispose (GObject *object)
{
  CulvertClientOrder *self = CULVERT_CLIENT_ORDER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->roster);

  G_OBJECT_CLASS (culvert_client_order_parent_class)->dispose (object);
}

static void
culvert_client_order_finalize (GObject *object)
{
  CulvertClientOrder *self = CULVERT_CLIENT_ORDER (object);

  g_clear_pointer (&self->needle, g_free);
  g_clear_pointer (&self->keys, culvert_client_keys_free);
  g_array_unref (self->slots);
  g_array_unref (self->from);
  g_array_unref (self->into);

  G_OBJECT_CLASS (culvert_client_order_parent_class)->finalize (object);
}

static void
culvert_client_order_class_init (CulvertClientOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_client_order_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_client_order_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_CLIENT_ORDER,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_client_order_init (CulvertClientOrder *self)
{
  self->slots = g_array_new (FALSE, FALSE, sizeof (guint));
  self->from = g_array_new (FALSE, FALSE, sizeof (guint));
  self->into = g_array_new (FALSE, FALSE, sizeof (guint));
}

CulvertClientOrder *
culvert_client_order_new (CulvertRoster *roster)
{
  CulvertClientOrder *self;

  g_return_val_if_fail (CULVERT_IS_ROSTER (roster), NULL);

  self = g_object_new (CULVERT_TYPE_CLIENT_ORDER, NULL);
  self->roster = g_object_ref (roster);
  start (self);

  return self;
}

void
culvert_client_order_sort (CulvertClientOrder *self,
                           CulvertClientColumn column,
                           gboolean is_descending)
{
  g_return_if_fail (CULVERT_IS_CLIENT_ORDER (self));
  g_return_if_fail (column < CULVERT_CLIENT_N_COLUMNS);

  self->column = column;
  self->is_descending = is_descending;
  start (self);
}

void
culvert_client_order_search (CulvertClientOrder *self, const char *words)
{
  g_autofree char *needle = NULL;

  g_return_if_fail (CULVERT_IS_CLIENT_ORDER (self));
  g_return_if_fail (words != NULL);

  needle = *words != '\0' ? g_utf8_casefold (words, -1) : NULL;
  if (g_strcmp0 (needle, self->needle) == 0)
    return;

  g_free (self->needle);
  self->needle = g_steal_pointer (&needle);
  start (self);
}

void
culvert_client_order_refresh (CulvertClientOrder *self)
{
  g_return_if_fail (CULVERT_IS_CLIENT_ORDER (self));

  /* A table that never stops to change would never be whole. */
  if (self->phase == IDLE)
    start (self);
  else
    self->is_stale = TRUE;
}

gboolean
culvert_client_order_is_complete (CulvertClientOrder *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_ORDER (self), TRUE);

  return self->phase == IDLE;
}

gboolean
culvert_client_order_is_search (CulvertClientOrder *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_ORDER (self), FALSE);

  return self->needle != NULL;
}

guint
culvert_client_order_get_n (CulvertClientOrder *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_ORDER (self), 0);

  return self->slots->len;
}

guint
culvert_client_order_get_slot (CulvertClientOrder *self, guint row)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_ORDER (self), 0);
  g_return_val_if_fail (row < self->slots->len, 0);

  return get (self->slots, row);
}
