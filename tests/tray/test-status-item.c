/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-status-item.h"

#include "culvert-await.h"
#include "culvert-test-bus.h"

#define INTERFACE "org.kde.StatusNotifierItem"

typedef struct
{
  CulvertTestBus *bus;     /* (owned) */
  CulvertStatusItem *item; /* (owned) */
  GString *signals;        /* (owned): names of D-Bus signals, as they came */
  GString *clicks;         /* (owned): what the item told us */
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

  g_string_append_printf (fixture->signals, "%s ", signal);
}

static void
on_activated (Fixture *fixture, const char *token)
{
  g_string_append_printf (fixture->clicks, "activated(%s) ", token);
}

static void
on_secondary_activated (Fixture *fixture)
{
  g_string_append (fixture->clicks, "secondary ");
}

static void
on_menu_wanted (Fixture *fixture, const char *token)
{
  g_string_append_printf (fixture->clicks, "menu(%s) ", token);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->bus = culvert_test_bus_new ((GTestDBus *) data);
  fixture->signals = g_string_new (NULL);
  fixture->clicks = g_string_new (NULL);
  fixture->item =
      culvert_status_item_new (fixture->bus->ours, "io.example.Test", "Test", "/opt/icons", &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->item, "activated", G_CALLBACK (on_activated), fixture);
  g_signal_connect_swapped (fixture->item,
                            "secondary-activated",
                            G_CALLBACK (on_secondary_activated),
                            fixture);
  g_signal_connect_swapped (fixture->item, "menu-wanted", G_CALLBACK (on_menu_wanted), fixture);
  culvert_status_item_set_icon (fixture->item, "some-icon", "Something");
  fixture->subscription =
      g_dbus_connection_signal_subscribe (fixture->bus->peer,
                                          g_dbus_connection_get_unique_name (fixture->bus->ours),
                                          NULL,
                                          NULL,
                                          CULVERT_STATUS_ITEM_PATH,
                                          NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE,
                                          on_signal,
                                          fixture,
                                          NULL);
  culvert_test_bus_settle (fixture->bus);
  g_string_truncate (fixture->signals, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_signal_unsubscribe (fixture->bus->peer, fixture->subscription);
  g_assert_finalize_object (g_steal_pointer (&fixture->item));
  g_string_free (g_steal_pointer (&fixture->signals), TRUE);
  g_string_free (g_steal_pointer (&fixture->clicks), TRUE);
  g_clear_pointer (&fixture->bus, culvert_test_bus_free);
}

static void
call (Fixture *fixture, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply G_GNUC_UNUSED = culvert_test_bus_call (fixture->bus,
                                                                    CULVERT_STATUS_ITEM_PATH,
                                                                    INTERFACE,
                                                                    method,
                                                                    parameters,
                                                                    &error);

  g_assert_no_error (error);
}

static void
assert_property (Fixture *fixture, const char *name, const char *expected)
{
  g_autoptr (GVariant) value =
      culvert_test_bus_get (fixture->bus, CULVERT_STATUS_ITEM_PATH, INTERFACE, name);
  g_autofree char *text = g_variant_print (value, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_signals (Fixture *fixture, const char *expected)
{
  culvert_test_bus_settle (fixture->bus);
  g_assert_cmpstr (fixture->signals->str, ==, expected);
  g_string_truncate (fixture->signals, 0);
}

static void
test_properties (Fixture *fixture, gconstpointer data)
{
  assert_property (fixture, "Id", "'io.example.Test'");
  assert_property (fixture, "Category", "'SystemServices'");
  assert_property (fixture, "Status", "'Active'");
  assert_property (fixture, "Title", "'Test'");
  assert_property (fixture, "WindowId", "0");
  assert_property (fixture, "ItemIsMenu", "false");
  assert_property (fixture, "Menu", "'/MenuBar'");
  assert_property (fixture, "IconThemePath", "'/opt/icons'");
  assert_property (fixture, "IconName", "'some-icon'");
  assert_property (fixture, "IconPixmap", "[]");
  assert_property (fixture, "IconAccessibleDesc", "'Something'");
  assert_property (fixture, "OverlayIconName", "''");
  assert_property (fixture, "OverlayIconPixmap", "[]");
  assert_property (fixture, "AttentionIconName", "'some-icon'");
  assert_property (fixture, "AttentionIconPixmap", "[]");
  assert_property (fixture, "AttentionMovieName", "''");
  assert_property (fixture, "AttentionAccessibleDesc", "'Something'");
  assert_property (fixture, "XAyatanaOrderingIndex", "0");
}

static void
test_tooltip_is_escaped (Fixture *fixture, gconstpointer data)
{
  culvert_status_item_set_tooltip (fixture->item, "<b>A & B</b>");

  assert_property (fixture, "ToolTip", "('', [], 'Test', '&lt;b&gt;A &amp; B&lt;/b&gt;')");
  assert_signals (fixture, "NewToolTip PropertiesChanged ");
}

static void
test_icon_is_told (Fixture *fixture, gconstpointer data)
{
  culvert_status_item_set_icon (fixture->item, "other-icon", "Something");

  assert_signals (fixture, "NewIcon NewAttentionIcon PropertiesChanged ");
  assert_property (fixture, "IconName", "'other-icon'");
}

static void
test_attention_is_told (Fixture *fixture, gconstpointer data)
{
  culvert_status_item_set_needs_attention (fixture->item, TRUE);

  assert_signals (fixture, "NewStatus PropertiesChanged ");
  assert_property (fixture, "Status", "'NeedsAttention'");
}

static void
test_nothing_new_is_not_told (Fixture *fixture, gconstpointer data)
{
  culvert_status_item_set_icon (fixture->item, "some-icon", "Something");
  culvert_status_item_set_needs_attention (fixture->item, FALSE);
  culvert_status_item_set_tooltip (fixture->item, "");

  assert_signals (fixture, "");
}

static void
test_clicks (Fixture *fixture, gconstpointer data)
{
  call (fixture, "Activate", g_variant_new ("(ii)", 3, 4));
  call (fixture, "SecondaryActivate", g_variant_new ("(ii)", 3, 4));
  call (fixture, "ContextMenu", g_variant_new ("(ii)", 3, 4));
  call (fixture, "Scroll", g_variant_new ("(is)", 120, "vertical"));

  g_assert_cmpstr (fixture->clicks->str, ==, "activated() secondary menu() ");
}

static void
test_token_is_for_one_click (Fixture *fixture, gconstpointer data)
{
  call (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", "secret-1"));
  call (fixture, "Activate", g_variant_new ("(ii)", 3, 4));
  call (fixture, "Activate", g_variant_new ("(ii)", 3, 4));

  g_assert_cmpstr (fixture->clicks->str, ==, "activated(secret-1) activated() ");
}

static void
test_absurd_token_is_none (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = g_strnfill (100000, 'x');

  call (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", token));
  call (fixture, "Activate", g_variant_new ("(ii)", 3, 4));

  g_assert_cmpstr (fixture->clicks->str, ==, "activated() ");
}

static void
test_second_item_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CulvertStatusItem *second =
      culvert_status_item_new (fixture->bus->ours, "io.example.Test", "Test", NULL, &error);

  g_assert_null (second);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
add_tests (GTestDBus *daemon)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/tray/status-item/properties", test_properties },
    { "/tray/status-item/tooltip-is-escaped", test_tooltip_is_escaped },
    { "/tray/status-item/icon-is-told", test_icon_is_told },
    { "/tray/status-item/attention-is-told", test_attention_is_told },
    { "/tray/status-item/nothing-new-is-not-told", test_nothing_new_is_not_told },
    { "/tray/status-item/clicks", test_clicks },
    { "/tray/status-item/token-is-for-one-click", test_token_is_for_one_click },
    { "/tray/status-item/absurd-token-is-none", test_absurd_token_is_none },
    { "/tray/status-item/second-item-is-refused", test_second_item_is_refused },
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
