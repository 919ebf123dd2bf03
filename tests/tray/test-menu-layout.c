/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-menu-layout.h"

typedef struct
{
  GMenu *menu;                 /* (owned): two sections */
  GMenu *upper;                /* (owned) */
  GMenu *lower;                /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "office", NULL, NULL, "true", NULL, { 0 } },
    { "home", NULL, NULL, "false", NULL, { 0 } },
    { "answer", NULL, "s", NULL, NULL, { 0 } },
    { "quit", NULL, NULL, NULL, NULL, { 0 } },
  };

  fixture->menu = g_menu_new ();
  fixture->upper = g_menu_new ();
  fixture->lower = g_menu_new ();
  g_menu_append_section (fixture->menu, NULL, G_MENU_MODEL (fixture->upper));
  g_menu_append_section (fixture->menu, NULL, G_MENU_MODEL (fixture->lower));
  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   NULL);

  g_menu_append (fixture->upper, "Office", "app.office");
  g_menu_append (fixture->upper, "Home", "app.home");
  g_menu_append (fixture->lower, "Quit", "app.quit");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->menu);
  g_clear_object (&fixture->upper);
  g_clear_object (&fixture->lower);
  g_clear_object (&fixture->actions);
}

static CulvertMenuLayout *
take_picture (Fixture *fixture, CulvertMenuLayout *previous)
{
  return culvert_menu_layout_new (G_MENU_MODEL (fixture->menu),
                                  G_ACTION_GROUP (fixture->actions),
                                  previous);
}

/* The number of the child at `position` below the root; -1 beyond the last one. */
static int
child_at (CulvertMenuLayout *layout, gsize position)
{
  g_autoptr (GVariant) root =
      g_variant_ref_sink (culvert_menu_layout_describe (layout, CULVERT_MENU_LAYOUT_ROOT, 1, NULL));
  g_autoptr (GVariant) children = g_variant_get_child_value (root, 2);
  g_autoptr (GVariant) boxed = NULL;
  g_autoptr (GVariant) child = NULL;
  int id;

  if (position >= g_variant_n_children (children))
    return -1;

  boxed = g_variant_get_child_value (children, position);
  child = g_variant_get_variant (boxed);
  g_variant_get_child (child, 0, "i", &id);

  return id;
}

static const char *
string_of (CulvertMenuLayout *layout, gsize position, const char *name)
{
  GVariant *value = culvert_menu_layout_get_property (layout, child_at (layout, position), name);

  return value != NULL ? g_variant_get_string (value, NULL) : NULL;
}

static void
test_sections_are_parted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) layout = take_picture (fixture, NULL);

  g_assert_cmpstr (string_of (layout, 0, "label"), ==, "Office");
  g_assert_cmpstr (string_of (layout, 1, "label"), ==, "Home");
  g_assert_cmpstr (string_of (layout, 2, "type"), ==, "separator");
  g_assert_cmpstr (string_of (layout, 3, "label"), ==, "Quit");
  g_assert_cmpint (child_at (layout, 4), ==, -1);
}

static void
test_empty_section_is_not_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) layout = NULL;

  g_menu_remove_all (fixture->upper);
  layout = take_picture (fixture, NULL);

  g_assert_cmpstr (string_of (layout, 0, "label"), ==, "Quit");
  g_assert_cmpint (child_at (layout, 1), ==, -1);
}

static void
test_check_mark_follows_state (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) layout = take_picture (fixture, NULL);

  g_assert_cmpstr (string_of (layout, 0, "toggle-type"), ==, "checkmark");
  g_assert_cmpint (
      g_variant_get_int32 (
          culvert_menu_layout_get_property (layout, child_at (layout, 0), "toggle-state")),
      ==,
      1);
  g_assert_cmpint (
      g_variant_get_int32 (
          culvert_menu_layout_get_property (layout, child_at (layout, 1), "toggle-state")),
      ==,
      0);
  g_assert_null (string_of (layout, 3, "toggle-type"));
}

static void
test_missing_action_is_disabled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) layout = NULL;
  int id;

  g_menu_append (fixture->lower, "Nothing", "app.nothing");
  layout = take_picture (fixture, NULL);
  id = child_at (layout, 4);

  g_assert_false (g_variant_get_boolean (culvert_menu_layout_get_property (layout, id, "enabled")));
  g_assert_null (culvert_menu_layout_get_property (layout, child_at (layout, 3), "enabled"));
}

static void
test_numbers_stay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) first = take_picture (fixture, NULL);
  g_autoptr (CulvertMenuLayout) second = NULL;
  g_autoptr (CulvertMenuLayout) third = NULL;
  int office = child_at (first, 0);
  int home = child_at (first, 1);
  int separator = child_at (first, 2);
  int quit = child_at (first, 3);

  g_menu_remove (fixture->upper, 0);
  second = take_picture (fixture, first);
  g_assert_cmpint (child_at (second, 0), ==, home);
  g_assert_cmpint (child_at (second, 1), ==, separator);
  g_assert_cmpint (child_at (second, 2), ==, quit);
  g_assert_false (culvert_menu_layout_has (second, office));

  g_menu_append (fixture->upper, "The office", "app.office");
  third = take_picture (fixture, second);
  g_assert_cmpint (child_at (third, 0), ==, home);
  g_assert_cmpint (child_at (third, 1), ==, office);
}

static void
test_equal_items_have_own_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) layout = NULL;

  g_menu_append (fixture->lower, "Quit again", "app.quit");
  layout = take_picture (fixture, NULL);

  g_assert_cmpint (child_at (layout, 3), !=, child_at (layout, 4));
  g_assert_cmpstr (string_of (layout, 4, "label"), ==, "Quit again");
}

static void
test_target_tells_items_apart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) first = NULL;
  g_autoptr (CulvertMenuLayout) second = NULL;
  const char *name;
  GVariant *target;
  int b;

  g_menu_append (fixture->lower, "A", "app.answer::a");
  g_menu_append (fixture->lower, "B", "app.answer::b");
  first = take_picture (fixture, NULL);
  b = child_at (first, 5);

  g_menu_remove (fixture->lower, 1);
  second = take_picture (fixture, first);
  g_assert_cmpint (child_at (second, 4), ==, b);
  g_assert_true (culvert_menu_layout_get_action (second, b, &name, &target));
  g_assert_cmpstr (name, ==, "answer");
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "b");
}

static void
test_label_is_no_new_layout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) first = take_picture (fixture, NULL);
  g_autoptr (CulvertMenuLayout) second = NULL;
  g_auto (CulvertMenuChange) change = { NULL, NULL, -1 };
  g_autofree char *told = NULL;
  g_autofree char *expected = NULL;

  g_menu_remove (fixture->upper, 0);
  g_menu_prepend (fixture->upper, "Office — Reconnecting", "app.office");
  second = take_picture (fixture, first);
  change = culvert_menu_layout_compare (first, second);

  g_assert_cmpint (change.parent, ==, -1);
  g_assert_null (change.removed);
  told = g_variant_print (change.updated, FALSE);
  expected = g_strdup_printf ("[(%d, {'label': <'Office — Reconnecting'>})]", child_at (first, 0));
  g_assert_cmpstr (told, ==, expected);
}

static void
test_default_value_is_removed (Fixture *fixture, gconstpointer data)
{
  GSimpleAction *quit =
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (fixture->actions), "quit"));
  g_autoptr (CulvertMenuLayout) first = NULL;
  g_autoptr (CulvertMenuLayout) second = NULL;
  g_auto (CulvertMenuChange) change = { NULL, NULL, -1 };
  g_autofree char *told = NULL;
  g_autofree char *expected = NULL;

  g_simple_action_set_enabled (quit, FALSE);
  first = take_picture (fixture, NULL);
  g_simple_action_set_enabled (quit, TRUE);
  second = take_picture (fixture, first);
  change = culvert_menu_layout_compare (first, second);

  g_assert_null (change.updated);
  told = g_variant_print (change.removed, FALSE);
  expected = g_strdup_printf ("[(%d, ['enabled'])]", child_at (first, 3));
  g_assert_cmpstr (told, ==, expected);
}

static void
test_new_item_is_a_new_layout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) first = take_picture (fixture, NULL);
  g_autoptr (CulvertMenuLayout) second = NULL;
  g_auto (CulvertMenuChange) change = { NULL, NULL, -1 };

  g_menu_append (fixture->lower, "More", "app.more");
  second = take_picture (fixture, first);
  change = culvert_menu_layout_compare (first, second);

  g_assert_cmpint (change.parent, ==, CULVERT_MENU_LAYOUT_ROOT);
  g_assert_null (change.updated);
}

static void
test_change_below_names_the_submenu (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) submenu = g_menu_new ();
  g_autoptr (CulvertMenuLayout) first = NULL;
  g_autoptr (CulvertMenuLayout) second = NULL;
  g_auto (CulvertMenuChange) change = { NULL, NULL, -1 };

  g_menu_append (submenu, "One", "app.one");
  g_menu_append_submenu (fixture->lower, "Connections", G_MENU_MODEL (submenu));
  first = take_picture (fixture, NULL);
  g_assert_cmpstr (string_of (first, 4, "children-display"), ==, "submenu");

  g_menu_append (submenu, "Two", "app.two");
  second = take_picture (fixture, first);
  change = culvert_menu_layout_compare (first, second);
  g_assert_cmpint (change.parent, ==, child_at (first, 4));
}

static void
test_only_named_properties (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "label", NULL };
  g_autoptr (CulvertMenuLayout) layout = take_picture (fixture, NULL);
  g_autoptr (GVariant) properties =
      g_variant_ref_sink (culvert_menu_layout_get_properties (layout, child_at (layout, 0), names));
  g_autofree char *text = g_variant_print (properties, FALSE);

  g_assert_cmpstr (text, ==, "{'label': <'Office'>}");
}

static void
test_depth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMenuLayout) layout = take_picture (fixture, NULL);
  g_autoptr (GVariant) root =
      g_variant_ref_sink (culvert_menu_layout_describe (layout, CULVERT_MENU_LAYOUT_ROOT, 0, NULL));
  g_autofree char *text = g_variant_print (root, FALSE);

  g_assert_cmpstr (text, ==, "(0, {'children-display': <'submenu'>}, [])");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/tray/menu-layout/sections-are-parted", test_sections_are_parted);
  add ("/tray/menu-layout/empty-section-is-not-seen", test_empty_section_is_not_seen);
  add ("/tray/menu-layout/check-mark-follows-state", test_check_mark_follows_state);
  add ("/tray/menu-layout/missing-action-is-disabled", test_missing_action_is_disabled);
  add ("/tray/menu-layout/numbers-stay", test_numbers_stay);
  add ("/tray/menu-layout/equal-items-have-own-numbers", test_equal_items_have_own_numbers);
  add ("/tray/menu-layout/target-tells-items-apart", test_target_tells_items_apart);
  add ("/tray/menu-layout/label-is-no-new-layout", test_label_is_no_new_layout);
  add ("/tray/menu-layout/default-value-is-removed", test_default_value_is_removed);
  add ("/tray/menu-layout/new-item-is-a-new-layout", test_new_item_is_a_new_layout);
  add ("/tray/menu-layout/change-below-names-the-submenu", test_change_below_names_the_submenu);
  add ("/tray/menu-layout/only-named-properties", test_only_named_properties);
  add ("/tray/menu-layout/depth", test_depth);

  return g_test_run ();
}
