/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-menu-exporter.h"

#include <string.h>

#include "culvert-await.h"
#include "culvert-test-bus.h"

#define PATH      "/MenuBar"
#define INTERFACE "com.canonical.dbusmenu"

typedef struct
{
  CulvertTestBus *bus;           /* (owned) */
  GMenu *menu;                   /* (owned) */
  GSimpleActionGroup *actions;   /* (owned) */
  CulvertMenuExporter *exporter; /* (owned) */
  GPtrArray *signals;            /* (owned) of char: names, as they came */
  GString *activated;            /* (owned): actions and targets, as they came */
  guint subscription;
} Fixture;

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  g_ptr_array_add (fixture->signals, g_strdup (signal));
}

static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->activated,
                          "%s(%s)",
                          g_action_get_name (G_ACTION (action)),
                          parameter != NULL ? g_variant_get_string (parameter, NULL) : "");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "quit", on_activate, NULL, NULL, NULL, { 0 } },
    { "answer", on_activate, "s", NULL, NULL, { 0 } },
    { "office", NULL, NULL, "false", NULL, { 0 } },
  };
  g_autoptr (GError) error = NULL;

  fixture->bus = culvert_test_bus_new ((GTestDBus *) data);
  fixture->menu = g_menu_new ();
  fixture->actions = g_simple_action_group_new ();
  fixture->signals = g_ptr_array_new_with_free_func (g_free);
  fixture->activated = g_string_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   fixture);
  g_menu_append (fixture->menu, "A __ <b>name</b>", "app.office");
  g_menu_append (fixture->menu, "Answer", "app.answer::office");
  g_menu_append (fixture->menu, "Quit", "app.quit");

  fixture->exporter = culvert_menu_exporter_new (fixture->bus->ours,
                                                 PATH,
                                                 G_MENU_MODEL (fixture->menu),
                                                 G_ACTION_GROUP (fixture->actions),
                                                 &error);
  g_assert_no_error (error);
  fixture->subscription =
      g_dbus_connection_signal_subscribe (fixture->bus->peer,
                                          g_dbus_connection_get_unique_name (fixture->bus->ours),
                                          INTERFACE,
                                          NULL,
                                          PATH,
                                          NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE,
                                          on_signal,
                                          fixture,
                                          NULL);
  culvert_test_bus_settle (fixture->bus);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_signal_unsubscribe (fixture->bus->peer, fixture->subscription);
  g_assert_finalize_object (g_steal_pointer (&fixture->exporter));
  g_clear_object (&fixture->actions);
  g_clear_object (&fixture->menu);
  g_clear_pointer (&fixture->signals, g_ptr_array_unref);
  g_string_free (g_steal_pointer (&fixture->activated), TRUE);
  g_clear_pointer (&fixture->bus, culvert_test_bus_free);
}

static GVariant *
call (Fixture *fixture, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply =
      culvert_test_bus_call (fixture->bus, PATH, INTERFACE, method, parameters, &error);

  g_assert_no_error (error);

  return reply;
}

static char *
read_layout (Fixture *fixture)
{
  g_autoptr (GVariant) reply =
      call (fixture, "GetLayout", g_variant_new_parsed ("(0, -1, @as ['label'])"));
  g_autoptr (GVariant) layout = g_variant_get_child_value (reply, 1);

  return g_variant_print (layout, FALSE);
}

static void
test_layout (Fixture *fixture, gconstpointer data)
{
  g_autofree char *layout = read_layout (fixture);

  g_assert_cmpstr (layout,
                   ==,
                   "(0, {}, [<(1, {'label': <'A __ <b>name</b>'>}, @av [])>, "
                   "<(2, {'label': <'Answer'>}, @av [])>, <(3, {'label': <'Quit'>}, @av [])>])");
}

static void
test_unknown_item (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = culvert_test_bus_call (fixture->bus,
                                                      PATH,
                                                      INTERFACE,
                                                      "GetLayout",
                                                      g_variant_new_parsed ("(99, -1, @as [])"),
                                                      &error);

  g_assert_null (reply);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
}

static void
test_group_properties (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply =
      call (fixture,
            "GetGroupProperties",
            g_variant_new_parsed ("([1, 99, 3], ['label', 'toggle-state'])"));
  g_autofree char *text = g_variant_print (reply, FALSE);

  g_assert_nonnull (strstr (text, "(1, {"));
  g_assert_nonnull (strstr (text, "'toggle-state': <0>"));
  g_assert_nonnull (strstr (text, "(3, {'label': <'Quit'>})"));
  g_assert_null (strstr (text, "99"));
}

static void
test_one_property (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply = call (fixture, "GetProperty", g_variant_new ("(is)", 3, "label"));
  g_autofree char *text = g_variant_print (reply, FALSE);

  g_assert_cmpstr (text, ==, "(<'Quit'>,)");
}

static void
test_interface_properties (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) version = culvert_test_bus_get (fixture->bus, PATH, INTERFACE, "Version");
  g_autoptr (GVariant) direction =
      culvert_test_bus_get (fixture->bus, PATH, INTERFACE, "TextDirection");
  g_autoptr (GVariant) status = culvert_test_bus_get (fixture->bus, PATH, INTERFACE, "Status");
  g_autoptr (GVariant) path = culvert_test_bus_get (fixture->bus, PATH, INTERFACE, "IconThemePath");

  g_assert_cmpuint (g_variant_get_uint32 (version), ==, 3);
  g_assert_cmpstr (g_variant_get_string (direction, NULL), ==, "ltr");
  g_assert_cmpstr (g_variant_get_string (status, NULL), ==, "normal");
  g_assert_cmpuint (g_variant_n_children (path), ==, 0);
}

static void
test_click (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply G_GNUC_UNUSED =
      call (fixture, "Event", g_variant_new_parsed ("(3, 'clicked', <0>, @u 0)"));

  g_assert_cmpstr (fixture->activated->str, ==, "quit()");
}

static void
test_click_with_target (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply G_GNUC_UNUSED =
      call (fixture, "Event", g_variant_new_parsed ("(2, 'clicked', <0>, @u 0)"));

  g_assert_cmpstr (fixture->activated->str, ==, "answer(office)");
}

static void
test_click_toggles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply G_GNUC_UNUSED =
      call (fixture, "Event", g_variant_new_parsed ("(1, 'clicked', <0>, @u 0)"));
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (fixture->actions), "office");

  g_assert_true (g_variant_get_boolean (state));
}

static void
test_hover_does_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply G_GNUC_UNUSED =
      call (fixture, "Event", g_variant_new_parsed ("(3, 'hovered', <0>, @u 0)"));

  g_assert_cmpstr (fixture->activated->str, ==, "");
}

static void
test_disabled_cannot_be_clicked (Fixture *fixture, gconstpointer data)
{
  GAction *quit = g_action_map_lookup_action (G_ACTION_MAP (fixture->actions), "quit");
  g_autoptr (GVariant) reply = NULL;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (quit), FALSE);
  reply = call (fixture, "Event", g_variant_new_parsed ("(3, 'clicked', <0>, @u 0)"));

  g_assert_cmpstr (fixture->activated->str, ==, "");
}

static void
test_event_group (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply =
      call (fixture,
            "EventGroup",
            g_variant_new_parsed ("([(2, 'clicked', <0>, @u 0), (99, 'clicked', <0>, 0), "
                                  "(3, 'clicked', <0>, 0)],)"));
  g_autofree char *text = g_variant_print (reply, FALSE);

  g_assert_cmpstr (text, ==, "([99],)");
  g_assert_cmpstr (fixture->activated->str, ==, "answer(office)quit()");
}

static void
test_about_to_show (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) before = call (fixture, "AboutToShow", g_variant_new ("(i)", 0));
  g_autoptr (GVariant) after = NULL;
  gboolean needs_update;

  g_variant_get (before, "(b)", &needs_update);
  g_assert_false (needs_update);

  g_menu_append (fixture->menu, "More", "app.more");
  after = call (fixture, "AboutToShow", g_variant_new ("(i)", 0));
  g_assert_cmpuint (fixture->signals->len, ==, 1);
}

static void
test_about_to_show_group (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply =
      call (fixture, "AboutToShowGroup", g_variant_new_parsed ("([0, 99],)"));
  g_autofree char *text = g_variant_print (reply, FALSE);

  g_assert_cmpstr (text, ==, "([], [99])");
}

static void
test_label_tells_properties_alone (Fixture *fixture, gconstpointer data)
{
  g_menu_remove (fixture->menu, 2);
  g_menu_append (fixture->menu, "Leave", "app.quit");
  culvert_test_bus_settle (fixture->bus);

  g_assert_cmpuint (fixture->signals->len, ==, 1);
  g_assert_cmpstr (fixture->signals->pdata[0], ==, "ItemsPropertiesUpdated");
}

static void
test_state_tells_properties_alone (Fixture *fixture, gconstpointer data)
{
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->actions),
                                      "office",
                                      g_variant_new_boolean (TRUE));
  culvert_test_bus_settle (fixture->bus);

  g_assert_cmpuint (fixture->signals->len, ==, 1);
  g_assert_cmpstr (fixture->signals->pdata[0], ==, "ItemsPropertiesUpdated");
}

static void
test_many_changes_are_told_once (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *action = g_strdup_printf ("app.action-%d", i);

      g_menu_append (fixture->menu, action, action);
    }
  culvert_test_bus_settle (fixture->bus);

  g_assert_cmpuint (fixture->signals->len, ==, 1);
  g_assert_cmpstr (fixture->signals->pdata[0], ==, "LayoutUpdated");
}

static void
test_no_change_is_not_told (Fixture *fixture, gconstpointer data)
{
  g_menu_remove (fixture->menu, 2);
  g_menu_append (fixture->menu, "Quit", "app.quit");
  culvert_test_bus_settle (fixture->bus);

  g_assert_cmpuint (fixture->signals->len, ==, 0);
}

static void
test_sections_are_followed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append_section (fixture->menu, NULL, G_MENU_MODEL (section));
  culvert_test_bus_settle (fixture->bus);
  g_assert_cmpuint (fixture->signals->len, ==, 0);

  g_menu_append (section, "More", "app.more");
  culvert_test_bus_settle (fixture->bus);
  g_assert_cmpuint (fixture->signals->len, ==, 1);
}

static void
add_tests (GTestDBus *daemon)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/tray/menu-exporter/layout", test_layout },
    { "/tray/menu-exporter/unknown-item", test_unknown_item },
    { "/tray/menu-exporter/group-properties", test_group_properties },
    { "/tray/menu-exporter/one-property", test_one_property },
    { "/tray/menu-exporter/interface-properties", test_interface_properties },
    { "/tray/menu-exporter/click", test_click },
    { "/tray/menu-exporter/click-with-target", test_click_with_target },
    { "/tray/menu-exporter/click-toggles", test_click_toggles },
    { "/tray/menu-exporter/hover-does-nothing", test_hover_does_nothing },
    { "/tray/menu-exporter/disabled-cannot-be-clicked", test_disabled_cannot_be_clicked },
    { "/tray/menu-exporter/event-group", test_event_group },
    { "/tray/menu-exporter/about-to-show", test_about_to_show },
    { "/tray/menu-exporter/about-to-show-group", test_about_to_show_group },
    { "/tray/menu-exporter/label-tells-properties-alone", test_label_tells_properties_alone },
    { "/tray/menu-exporter/state-tells-properties-alone", test_state_tells_properties_alone },
    { "/tray/menu-exporter/many-changes-are-told-once", test_many_changes_are_told_once },
    { "/tray/menu-exporter/no-change-is-not-told", test_no_change_is_not_told },
    { "/tray/menu-exporter/sections-are-followed", test_sections_are_followed },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, daemon, set_up, tests[i].run, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  return culvert_test_bus_run (add_tests);
}
