/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-client-model.h"

#include <locale.h>

#define MANY 20000

static void
add (CulvertRoster *roster, guint64 id, const char *name, const char *user, const char *address)
{
  CulvertMgmtStatusRow row = {
    .id = id,
    .name = name,
    .user = user,
    .address = address,
    .vpn_ipv4 = "",
    .vpn_ipv6 = "",
    .cipher = "",
    .since = 1795334343 + (gint64) id,
    .received = 1000 - id,
    .sent = id % 2,
  };

  culvert_roster_take_row (roster, &row, g_get_monotonic_time ());
}

static CulvertRoster *
new_roster (void)
{
  CulvertRoster *roster = culvert_roster_new ();

  add (roster, 0, "laptop-10", "Zoe", "192.0.2.9:1000");
  add (roster, 1, "laptop-9", "alice", "192.0.2.10:1000");
  add (roster, 2, "Phone", "bob, the \xc3\x84ltere", "192.0.2.10:999");

  return roster;
}

static CulvertRoster *
new_crowd (void)
{
  CulvertRoster *roster = culvert_roster_new ();

  for (guint i = 0; i < MANY; i++)
    {
      /* Far from any order, and the same each time. */
      guint number = (guint) ((guint64) i * 7919 % MANY);
      g_autofree char *name = g_strdup_printf ("client-%u", number);

      add (roster, i, name, "", "192.0.2.1:1");
    }

  return roster;
}

static char *
dup_ids (CulvertRoster *roster, CulvertClientOrder *order)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < culvert_client_order_get_n (order); i++)
    {
      const CulvertPeer *peer =
          culvert_roster_get_peer (roster, culvert_client_order_get_slot (order, i));

      g_string_append_printf (ids, "%" G_GUINT64_FORMAT " ", culvert_peer_get_id (peer));
    }

  return g_string_free (ids, FALSE);
}

#define ASSERT_IDS(order, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *ids = dup_ids (roster, order);                                                \
                                                                                                   \
    g_assert_cmpstr (ids, ==, expected);                                                           \
  }                                                                                                \
  G_STMT_END

static void
test_numbers_count_and_capitals_do_not (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    int sign;
  } rows[] = {
    { "laptop-9", "laptop-10", -1 },
    { "10.8.0.9", "10.8.0.10", -1 },
    { "Alice", "alice", 0 },
    { "a", "ab", -1 },
    { "x007", "x7", 0 },
    { "", "a", -1 },
    { "2:1", "10:1", -1 },
    { "b", "A", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int order = culvert_client_order_compare (rows[i].a, rows[i].b);

      g_assert_cmpint ((order > 0) - (order < 0), ==, rows[i].sign);
    }
}

static void
test_sorts_by_any_column_in_both_ways (void)
{
  static const struct
  {
    CulvertClientColumn column;
    const char *ids;
    const char *descending;
  } rows[] = {
    { CULVERT_CLIENT_NAME, "1 0 2 ", "2 0 1 " },    { CULVERT_CLIENT_USER, "1 2 0 ", "0 2 1 " },
    { CULVERT_CLIENT_ADDRESS, "0 2 1 ", "1 2 0 " }, { CULVERT_CLIENT_RECEIVED, "2 1 0 ", "0 1 2 " },
    { CULVERT_CLIENT_SENT, "0 2 1 ", "1 2 0 " },    { CULVERT_CLIENT_SINCE, "0 1 2 ", "2 1 0 " },
    { CULVERT_CLIENT_ID, "0 1 2 ", "2 1 0 " },      { CULVERT_CLIENT_CIPHER, "0 1 2 ", "2 1 0 " },
  };
  g_autoptr (CulvertRoster) roster = new_roster ();
  g_autoptr (CulvertClientOrder) order = culvert_client_order_new (roster);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      culvert_client_order_sort (order, rows[i].column, FALSE);
      ASSERT_IDS (order, rows[i].ids);
      culvert_client_order_sort (order, rows[i].column, TRUE);
      ASSERT_IDS (order, rows[i].descending);
    }
}

static CulvertRoster *
new_words (void)
{
  CulvertRoster *roster = culvert_roster_new ();

  add (roster, 0, "Zug 10", "", "");
  add (roster, 1, "\xc3\xa4pfel", "", "");
  add (roster, 2, "zug 9", "", "");
  add (roster, 3, "\xc3\x84rger", "", "");
  add (roster, 4, "apfel\xff", "", "");
  add (roster, 5, "", "", "");

  return roster;
}

static void
test_capitals_of_any_letter_do_not_count (void)
{
  g_autoptr (CulvertRoster) roster = new_words ();
  g_autoptr (CulvertClientOrder) order = culvert_client_order_new (roster);

  ASSERT_IDS (order, "5 4 2 0 1 3 ");
}

/* No locale is installed everywhere, so one is made. */
static void
test_names_are_in_the_order_of_the_language (void)
{
  g_autoptr (CulvertRoster) roster = new_words ();
  g_autoptr (CulvertClientOrder) order = culvert_client_order_new (roster);
  g_autofree char *folder = g_dir_make_tmp ("culvert-locale-XXXXXX", NULL);
  g_autofree char *locale = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char *const make[] = { "localedef", "--quiet", "-i", "de_DE", "-f", "UTF-8", locale, NULL };
  const char *const remove[] = { "rm", "-r", folder, NULL };
  int status;

  g_assert_true (g_spawn_sync (NULL,
                               (char **) make,
                               NULL,
                               G_SPAWN_SEARCH_PATH,
                               NULL,
                               NULL,
                               NULL,
                               NULL,
                               &status,
                               NULL));
  g_assert_cmpint (status, ==, 0);
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_COLLATE, "de_DE.UTF-8"));
  culvert_client_order_sort (order, CULVERT_CLIENT_NAME, FALSE);
  ASSERT_IDS (order, "5 1 4 3 2 0 ");

  setlocale (LC_COLLATE, "C");
  g_unsetenv ("LOCPATH");
  g_assert_true (g_spawn_sync (NULL,
                               (char **) remove,
                               NULL,
                               G_SPAWN_SEARCH_PATH,
                               NULL,
                               NULL,
                               NULL,
                               NULL,
                               NULL,
                               NULL));
}

static void
test_finds_what_a_user_sees (void)
{
  g_autoptr (CulvertRoster) roster = new_roster ();
  g_autoptr (CulvertClientOrder) order = culvert_client_order_new (roster);

  culvert_client_order_search (order, "LAPTOP");
  ASSERT_IDS (order, "1 0 ");
  culvert_client_order_search (order, "\xc3\xa4lt");
  ASSERT_IDS (order, "2 ");
  culvert_client_order_search (order, "192.0.2.10");
  ASSERT_IDS (order, "1 2 ");
  culvert_client_order_search (order, "nobody");
  g_assert_cmpuint (culvert_client_order_get_n (order), ==, 0);
  culvert_client_order_search (order, "");
  g_assert_cmpuint (culvert_client_order_get_n (order), ==, 3);
}

static void
test_many_are_sorted_in_slices (void)
{
  g_autoptr (CulvertRoster) roster = new_crowd ();
  g_autoptr (CulvertClientOrder) order = culvert_client_order_new (roster);

  culvert_await (culvert_client_order_is_complete (order));
  g_assert_cmpuint (culvert_client_order_get_n (order), ==, MANY);
  for (guint i = 0; i < MANY; i++)
    {
      const CulvertPeer *peer =
          culvert_roster_get_peer (roster, culvert_client_order_get_slot (order, i));
      g_autofree char *name = g_strdup_printf ("client-%u", i);

      g_assert_cmpstr (culvert_peer_get_name (peer), ==, name);
    }
}

static void
test_who_leaves_while_it_sorts_does_no_harm (void)
{
  g_autoptr (CulvertRoster) roster = new_crowd ();
  g_autoptr (CulvertClientOrder) order = culvert_client_order_new (roster);
  guint n = 0;

  culvert_await (culvert_client_order_is_complete (order));
  culvert_client_order_sort (order, CULVERT_CLIENT_ID, TRUE);
  g_assert_false (culvert_client_order_is_complete (order));
  for (guint64 id = 0; id < MANY; id += 2)
    g_assert_true (culvert_roster_remove (roster, id));
  culvert_client_order_refresh (order);
  culvert_await (culvert_client_order_is_complete (order));
  culvert_await_quiet ();

  g_assert_cmpuint (culvert_client_order_get_n (order), ==, MANY / 2);
  for (; n < MANY / 2; n++)
    {
      const CulvertPeer *peer =
          culvert_roster_get_peer (roster, culvert_client_order_get_slot (order, n));

      g_assert_cmpuint (culvert_peer_get_id (peer), ==, MANY - 1 - 2 * n);
    }
}

static char *
dup_cell (CulvertClientModel *model, int row, CulvertClientColumn column)
{
  GtkTreeIter iter;
  char *text;

  g_assert_true (gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (model), &iter, NULL, row));
  gtk_tree_model_get (GTK_TREE_MODEL (model), &iter, (int) column, &text, -1);

  return text;
}

static void
test_rows_show_what_is_known (void)
{
  g_autoptr (CulvertRoster) roster = new_roster ();
  g_autoptr (CulvertClientOrder) order = culvert_client_order_new (roster);
  g_autoptr (CulvertClientModel) model = culvert_client_model_new (roster, order);
  g_autofree char *name = NULL;
  g_autofree char *received = NULL;
  g_autofree char *id = NULL;
  g_autofree char *gone = NULL;

  g_assert_true (culvert_client_model_follow (model, G_MAXINT64));
  g_assert_cmpuint (culvert_client_model_get_n_rows (model), ==, 3);
  name = dup_cell (model, 0, CULVERT_CLIENT_NAME);
  received = dup_cell (model, 0, CULVERT_CLIENT_RECEIVED);
  id = dup_cell (model, 1, CULVERT_CLIENT_ID);
  g_assert_cmpstr (name, ==, "laptop-9");
  g_assert_cmpstr (received, ==, "999 bytes");
  g_assert_cmpstr (id, ==, "0");

  /* The row stays until the next order, and shows nobody else. */
  culvert_roster_remove (roster, 1);
  gone = dup_cell (model, 0, CULVERT_CLIENT_NAME);
  g_assert_null (gone);
}

static void
test_hostile_name_stays_one_line (void)
{
  g_autoptr (CulvertRoster) roster = culvert_roster_new ();
  g_autoptr (CulvertClientOrder) order = NULL;
  g_autoptr (CulvertClientModel) model = NULL;
  g_autofree char *text = NULL;

  add (roster, 7, "a\nb\x1b[31m\xff\xe2\x80\xae<b>", "alice,UNDEF1", "192.0.2.1:1");
  order = culvert_client_order_new (roster);
  model = culvert_client_model_new (roster, order);
  culvert_client_model_follow (model, G_MAXINT64);
  text = dup_cell (model, 0, CULVERT_CLIENT_NAME);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strpbrk (text, "\n\x1b"));
  g_assert_null (strstr (text, "\xe2\x80\xae"));
  g_assert_nonnull (strstr (text, "<b>"));
}

static void
test_a_client_is_found_again_but_nobody_else (void)
{
  g_autoptr (CulvertRoster) roster = new_roster ();
  g_autoptr (CulvertClientOrder) order = culvert_client_order_new (roster);
  g_autoptr (CulvertClientModel) model = culvert_client_model_new (roster, order);
  g_autoptr (CulvertPeerKey) key = NULL;
  guint row;

  culvert_client_model_follow (model, G_MAXINT64);
  key = culvert_peer_dup_key (culvert_client_model_get_peer (model, 1));
  g_assert_true (culvert_client_model_find (model, key, &row));
  g_assert_cmpuint (row, ==, 1);

  culvert_client_order_sort (order, CULVERT_CLIENT_ID, FALSE);
  g_assert_true (culvert_client_model_find (model, key, &row));
  g_assert_cmpuint (row, ==, 0);

  add (roster, 0, "somebody else", "", "192.0.2.1:1");
  culvert_client_order_refresh (order);
  g_assert_false (culvert_client_model_find (model, key, &row));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/client-order/numbers-count-and-capitals-do-not",
                   test_numbers_count_and_capitals_do_not);
  g_test_add_func ("/ui/client-order/sorts-by-any-column-in-both-ways",
                   test_sorts_by_any_column_in_both_ways);
  g_test_add_func ("/ui/client-order/capitals-of-any-letter-do-not-count",
                   test_capitals_of_any_letter_do_not_count);
  g_test_add_func ("/ui/client-order/names-are-in-the-order-of-the-language",
                   test_names_are_in_the_order_of_the_language);
  g_test_add_func ("/ui/client-order/finds-what-a-user-sees", test_finds_what_a_user_sees);
  g_test_add_func ("/ui/client-order/many-are-sorted-in-slices", test_many_are_sorted_in_slices);
  g_test_add_func ("/ui/client-order/who-leaves-while-it-sorts-does-no-harm",
                   test_who_leaves_while_it_sorts_does_no_harm);
  g_test_add_func ("/ui/client-model/rows-show-what-is-known", test_rows_show_what_is_known);
  g_test_add_func ("/ui/client-model/hostile-name-stays-one-line",
                   test_hostile_name_stays_one_line);
  g_test_add_func ("/ui/client-model/a-client-is-found-again-but-nobody-else",
                   test_a_client_is_found_again_but_nobody_else);

  return g_test_run ();
}
