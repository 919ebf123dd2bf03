/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-roster.h"

#define SECOND G_USEC_PER_SEC

typedef struct
{
  CulvertRoster *roster; /* (owned) */
  guint n_told;
} Fixture;

static void
on_changed (CulvertRoster *roster, Fixture *fixture)
{
  fixture->n_told++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->roster = culvert_roster_new ();
  g_signal_connect (fixture->roster, "changed", G_CALLBACK (on_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->roster);
}

static void
take (Fixture *fixture, guint64 id, const char *name, guint64 received, gint64 now)
{
  const CulvertMgmtStatusRow row = {
    .id = id,
    .name = name,
    .user = "bob",
    .address = "192.0.2.1:1000",
    .vpn_ipv4 = "10.8.0.2",
    .vpn_ipv6 = "",
    .cipher = "AES-256-GCM",
    .received = received,
    .since = 1795334343,
  };

  culvert_roster_take_row (fixture->roster, &row, now);
}

static const CulvertPeer *
find (Fixture *fixture, guint64 id)
{
  guint slot;

  return culvert_roster_find (fixture->roster, id, &slot)
             ? culvert_roster_get_peer (fixture->roster, slot)
             : NULL;
}

static void
test_a_row_is_a_peer (Fixture *fixture, gconstpointer data)
{
  const CulvertPeer *peer;

  take (fixture, 0, "client1", 17, SECOND);
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, 1);
  peer = find (fixture, 0);
  g_assert_cmpuint (culvert_peer_get_id (peer), ==, 0);
  g_assert_cmpstr (culvert_peer_get_name (peer), ==, "client1");
  g_assert_cmpstr (culvert_peer_get_user (peer), ==, "bob");
  g_assert_cmpstr (culvert_peer_get_address (peer), ==, "192.0.2.1:1000");
  g_assert_cmpstr (culvert_peer_get_vpn_ipv4 (peer), ==, "10.8.0.2");
  g_assert_cmpstr (culvert_peer_get_vpn_ipv6 (peer), ==, "");
  g_assert_cmpstr (culvert_peer_get_cipher (peer), ==, "AES-256-GCM");
  g_assert_cmpint (culvert_peer_get_since (peer), ==, 1795334343);
  g_assert_cmpuint (culvert_peer_get_received (peer), ==, 17);
  g_assert_null (find (fixture, 1));
  g_assert_null (culvert_roster_get_peer (fixture->roster, 1));
}

static void
test_a_change_is_told_once_until_somebody_looks (Fixture *fixture, gconstpointer data)
{
  guint64 seen;

  take (fixture, 1, "a", 0, SECOND);
  take (fixture, 2, "b", 0, SECOND);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  seen = culvert_roster_get_serial (fixture->roster);
  g_assert_cmpuint (culvert_peer_get_born (find (fixture, 2)), <=, seen);

  take (fixture, 2, "b", 0, 3 * SECOND); /* nothing new */
  g_assert_cmpuint (fixture->n_told, ==, 1);
  take (fixture, 2, "b", 5, 5 * SECOND);
  take (fixture, 1, "a", 5, 5 * SECOND);
  g_assert_cmpuint (fixture->n_told, ==, 2);
  g_assert_cmpuint (culvert_peer_get_changed (find (fixture, 2)), >, seen);
  g_assert_cmpuint (culvert_roster_get_shape (fixture->roster), <=, seen);
}

static void
test_who_is_in_no_account_goes (Fixture *fixture, gconstpointer data)
{
  guint slot;
  guint other;

  take (fixture, 1, "a", 0, SECOND);
  take (fixture, 2, "b", 0, SECOND);
  g_assert_true (culvert_roster_find (fixture->roster, 2, &slot));

  culvert_roster_begin_account (fixture->roster);
  take (fixture, 2, "b", 0, 2 * SECOND);
  take (fixture, 3, "c", 0, 2 * SECOND); /* came in between */
  g_assert_nonnull (find (fixture, 1));  /* until the end */
  culvert_roster_end_account (fixture->roster);

  g_assert_null (find (fixture, 1));
  g_assert_true (culvert_roster_find (fixture->roster, 2, &other));
  g_assert_cmpuint (other, ==, slot); /* a slot is kept */
  g_assert_nonnull (find (fixture, 3));
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, 2);
}

static void
test_a_free_slot_is_used_again (Fixture *fixture, gconstpointer data)
{
  guint64 born;
  guint slot;
  guint again;

  take (fixture, 1, "a", 0, SECOND);
  take (fixture, 2, "b", 0, SECOND);
  g_assert_true (culvert_roster_find (fixture->roster, 1, &slot));
  born = culvert_peer_get_born (find (fixture, 1));
  g_assert_true (culvert_roster_remove (fixture->roster, 1));
  g_assert_false (culvert_roster_remove (fixture->roster, 1));
  g_assert_null (culvert_roster_get_peer (fixture->roster, slot));

  take (fixture, 9, "c", 0, SECOND);
  g_assert_true (culvert_roster_find (fixture->roster, 9, &again));
  g_assert_cmpuint (again, ==, slot);
  g_assert_cmpuint (culvert_peer_get_born (find (fixture, 9)), >, born);
  g_assert_cmpuint (culvert_roster_get_n_slots (fixture->roster), ==, 2);
}

static void
test_the_same_id_may_be_somebody_else (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  guint64 born;

  take (fixture, 0, "a", 0, SECOND);
  key = culvert_peer_dup_key (find (fixture, 0));
  born = culvert_peer_get_born (find (fixture, 0));
  g_assert_true (culvert_peer_is (find (fixture, 0), key));
  take (fixture, 0, "b", 0, SECOND);
  g_assert_false (culvert_peer_is (find (fixture, 0), key));
  g_assert_cmpuint (culvert_peer_get_born (find (fixture, 0)), >, born);
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, 1);
}

static void
test_rates (Fixture *fixture, gconstpointer data)
{
  double in;
  double out;

  culvert_roster_set_interval (fixture->roster, 1);
  take (fixture, 0, "a", 1000, SECOND);
  culvert_roster_get_rates (fixture->roster, find (fixture, 0), SECOND, &in, &out);
  g_assert_cmpfloat (in, ==, 0);

  g_assert_true (culvert_roster_take_count (fixture->roster, 0, 5000, 600, 3 * SECOND));
  culvert_roster_get_rates (fixture->roster, find (fixture, 0), 3 * SECOND, &in, &out);
  g_assert_cmpfloat (in, ==, 2000);
  g_assert_cmpfloat (out, ==, 300);

  /* Nothing can be told from a moment. */
  g_assert_true (culvert_roster_take_count (fixture->roster, 0, 9000, 600, 3 * SECOND + 1));
  g_assert_cmpuint (culvert_peer_get_received (find (fixture, 0)), ==, 5000);

  /* A counter that begins again has no rate. */
  g_assert_true (culvert_roster_take_count (fixture->roster, 0, 10, 1600, 4 * SECOND));
  culvert_roster_get_rates (fixture->roster, find (fixture, 0), 4 * SECOND, &in, &out);
  g_assert_cmpfloat (in, ==, 0);
  g_assert_cmpfloat (out, ==, 1000);

  /* Who is quiet is not mentioned. */
  culvert_roster_get_rates (fixture->roster, find (fixture, 0), 8 * SECOND, &in, &out);
  g_assert_cmpfloat (out, ==, 0);
  g_assert_false (culvert_roster_take_count (fixture->roster, 5, 1, 1, 8 * SECOND));
}

static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  take (fixture, 0, "a", 0, SECOND);
  g_assert_true (culvert_roster_take_address (fixture->roster, 0, "10.8.0.77"));
  g_assert_true (culvert_roster_take_address (fixture->roster, 0, "fd00::77"));
  g_assert_false (culvert_roster_take_address (fixture->roster, 1, "10.8.0.77"));
  g_assert_cmpstr (culvert_peer_get_vpn_ipv4 (find (fixture, 0)), ==, "10.8.0.77");
  g_assert_cmpstr (culvert_peer_get_vpn_ipv6 (find (fixture, 0)), ==, "fd00::77");
  g_assert_cmpstr (culvert_peer_get_name (find (fixture, 0)), ==, "a");
  g_assert_cmpstr (culvert_peer_get_cipher (find (fixture, 0)), ==, "AES-256-GCM");
}

static CulvertMgmtStatusRow
row_of (guint64 id, const char *name, const char *address)
{
  return (CulvertMgmtStatusRow){
    .id = id,
    .name = name,
    .user = "",
    .address = "192.0.2.1:1000",
    .vpn_ipv4 = address,
    .vpn_ipv6 = "",
    .cipher = "BF-CBC",
    .since = 1795334343,
  };
}

static void
account (Fixture *fixture, const CulvertMgmtStatusRow *rows, guint n)
{
  culvert_roster_begin_account (fixture->roster);
  for (guint i = 0; i < n; i++)
    culvert_roster_take_row (fixture->roster, &rows[i], SECOND);
  culvert_roster_end_account (fixture->roster);
}

/* A server lists whoever is about to sign in, and who has been denied, for a while. */
static void
test_who_has_not_been_let_in_is_left_out (Fixture *fixture, gconstpointer data)
{
  const CulvertMgmtStatusRow rows[] = {
    row_of (0, "denied", ""),
    row_of (1, "UNDEF", ""),
    row_of (2, "in", "10.8.0.2"),
    row_of (3, "asked about", "10.8.0.3"),
  };
  guint64 shape;

  culvert_roster_set_waiting (fixture->roster, 3);
  account (fixture, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, 1);
  g_assert_nonnull (find (fixture, 2));

  shape = culvert_roster_get_shape (fixture->roster);
  account (fixture, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (culvert_roster_get_shape (fixture->roster), ==, shape); /* nobody flickers */

  culvert_roster_establish (fixture->roster, &rows[3]);
  culvert_roster_establish (fixture->roster, &rows[0]); /* one that needs no address */
  account (fixture, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, 3);
}

/* A bridge leaves addresses to others. */
static void
test_a_server_that_gives_no_addresses (Fixture *fixture, gconstpointer data)
{
  const CulvertMgmtStatusRow rows[] = { row_of (0, "a", ""), row_of (1, "b", "") };

  account (fixture, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, 2);
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  guint64 shape;

  for (guint i = 0; i < 3000; i++)
    take (fixture, i, "a", 0, SECOND);
  shape = culvert_roster_get_shape (fixture->roster);
  culvert_roster_get_serial (fixture->roster);
  culvert_roster_clear (fixture->roster);
  g_assert_cmpuint (fixture->n_told, ==, 2);
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, 0);
  g_assert_cmpuint (culvert_roster_get_n_slots (fixture->roster), ==, 0);
  g_assert_cmpuint (culvert_roster_get_shape (fixture->roster), >, shape);
  g_assert_null (find (fixture, 0));

  take (fixture, 0, "b", 0, SECOND);
  g_assert_cmpstr (culvert_peer_get_name (find (fixture, 0)), ==, "b");
}

static void
test_too_many_are_counted (Fixture *fixture, gconstpointer data)
{
  culvert_roster_begin_account (fixture->roster);
  for (guint i = 0; i < CULVERT_ROSTER_MAX + 3; i++)
    take (fixture, i, "a", 0, SECOND);
  culvert_roster_end_account (fixture->roster);
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, CULVERT_ROSTER_MAX);
  g_assert_cmpuint (culvert_roster_get_n_unlisted (fixture->roster), ==, 3);

  culvert_roster_begin_account (fixture->roster);
  take (fixture, 0, "a", 0, SECOND);
  culvert_roster_end_account (fixture->roster);
  g_assert_cmpuint (culvert_roster_get_n_peers (fixture->roster), ==, 1);
  g_assert_cmpuint (culvert_roster_get_n_unlisted (fixture->roster), ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/session/roster/a-row-is-a-peer", test_a_row_is_a_peer);
  ADD ("/session/roster/a-change-is-told-once-until-somebody-looks",
       test_a_change_is_told_once_until_somebody_looks);
  ADD ("/session/roster/who-is-in-no-account-goes", test_who_is_in_no_account_goes);
  ADD ("/session/roster/a-free-slot-is-used-again", test_a_free_slot_is_used_again);
  ADD ("/session/roster/the-same-id-may-be-somebody-else", test_the_same_id_may_be_somebody_else);
  ADD ("/session/roster/rates", test_rates);
  ADD ("/session/roster/addresses", test_addresses);
  ADD ("/session/roster/who-has-not-been-let-in-is-left-out",
       test_who_has_not_been_let_in_is_left_out);
  ADD ("/session/roster/a-server-that-gives-no-addresses", test_a_server_that_gives_no_addresses);
  ADD ("/session/roster/clear", test_clear);
  ADD ("/session/roster/too-many-are-counted", test_too_many_are_counted);
  return g_test_run ();
}
