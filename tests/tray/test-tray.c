/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-tray.h"

#include <string.h>

#include "culvert-await.h"
#include "culvert-fake-panel.h"
#include "culvert-staged-session.h"
#include "culvert-test-bus.h"

/* --- a fallback that writes down what it is told --- */

#define TEST_TYPE_FALLBACK (test_fallback_get_type ())
G_DECLARE_FINAL_TYPE (TestFallback, test_fallback, TEST, FALLBACK, GObject)

struct _TestFallback
{
  GObject parent_instance;

  char *icon_name; /* (owned) */
  gboolean has_menu;
  gboolean opens_menu;
  gboolean is_shown;
};

static void test_fallback_iface_init (CulvertTrayFallbackInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestFallback,
                               test_fallback,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_TRAY_FALLBACK,
                                                      test_fallback_iface_init))

static void
test_fallback_update (CulvertTrayFallback *fallback, const char *icon_name, const char *tooltip)
{
  TestFallback *self = TEST_FALLBACK (fallback);

  g_free (self->icon_name);
  self->icon_name = g_strdup (icon_name);
}

static void
test_fallback_set_menu (CulvertTrayFallback *fallback, GMenuModel *menu, GActionGroup *actions)
{
  TEST_FALLBACK (fallback)->has_menu = TRUE;
}

static void
test_fallback_set_opens_menu (CulvertTrayFallback *fallback, gboolean opens_menu)
{
  TEST_FALLBACK (fallback)->opens_menu = opens_menu;
}

static void
test_fallback_set_shown (CulvertTrayFallback *fallback, gboolean is_shown)
{
  TestFallback *self = TEST_FALLBACK (fallback);

  if (self->is_shown == is_shown)
    return;

  self->is_shown = is_shown;
  culvert_tray_fallback_embedded_changed (fallback, is_shown);
}

static void
test_fallback_iface_init (CulvertTrayFallbackInterface *iface)
{
  iface->update = test_fallback_update;
  iface->set_menu = test_fallback_set_menu;
  iface->set_opens_menu = test_fallback_set_opens_menu;
  iface->set_shown = test_fallback_set_shown;
}

static void
test_fallback_finalize (GObject *object)
{
  g_free (TEST_FALLBACK (object)->icon_name);

  G_OBJECT_CLASS (test_fallback_parent_class)->finalize (object);
}

static void
test_fallback_class_init (TestFallbackClass *class)
{
  G_OBJECT_CLASS (class)->finalize = test_fallback_finalize;
}

static void
test_fallback_init (TestFallback *self)
{
}

/* --- the tests --- */

typedef struct
{
  CulvertTestBus *bus;          /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  GSimpleActionGroup *actions;  /* (owned) */
  CulvertTray *tray;            /* (owned) (nullable) */
  GString *activated;           /* (owned) */
  guint n_fallbacks_wanted;
} Fixture;

static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->activated,
                          "%s(%s) ",
                          g_action_get_name (G_ACTION (action)),
                          parameter != NULL ? g_variant_get_string (parameter, NULL) : "");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "toggle-window", on_activate, "s", NULL, NULL, { 0 } },
    { "show-window", on_activate, NULL, NULL, NULL, { 0 } },
    { "answer", on_activate, "s", NULL, NULL, { 0 } },
  };

  fixture->bus = culvert_test_bus_new ((GTestDBus *) data);
  fixture->sessions = culvert_session_list_new ();
  fixture->actions = g_simple_action_group_new ();
  fixture->activated = g_string_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->tray != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->tray));
  g_clear_object (&fixture->actions);
  g_clear_object (&fixture->sessions);
  g_string_free (g_steal_pointer (&fixture->activated), TRUE);
  g_clear_pointer (&fixture->bus, culvert_test_bus_free);
}

static void
on_fallback_wanted (Fixture *fixture)
{
  fixture->n_fallbacks_wanted++;
}

static void
start_tray_on (Fixture *fixture, GDBusConnection *bus)
{
  fixture->tray = culvert_tray_new (bus,
                                    fixture->sessions,
                                    G_ACTION_GROUP (fixture->actions),
                                    "io.example.Test",
                                    NULL);
  g_signal_connect_swapped (fixture->tray,
                            "fallback-wanted",
                            G_CALLBACK (on_fallback_wanted),
                            fixture);
}

static void
start_tray (Fixture *fixture)
{
  start_tray_on (fixture, fixture->bus->ours);
}

static void
click (Fixture *fixture, const char *method)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply G_GNUC_UNUSED = culvert_test_bus_call (fixture->bus,
                                                                    "/StatusNotifierItem",
                                                                    "org.kde.StatusNotifierItem",
                                                                    method,
                                                                    g_variant_new ("(ii)", 0, 0),
                                                                    &error);

  g_assert_no_error (error);
}

static char *
read_item (Fixture *fixture, const char *property)
{
  g_autoptr (GVariant) value = culvert_test_bus_get (fixture->bus,
                                                     "/StatusNotifierItem",
                                                     "org.kde.StatusNotifierItem",
                                                     property);

  return g_variant_dup_string (value, NULL);
}

static gboolean
on_moment_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
let_pass (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, on_moment_over, &is_over);
  culvert_await (is_over);
}

static void
test_registers (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, TRUE);

  start_tray (fixture);
  culvert_await (culvert_tray_is_visible (fixture->tray));

  g_assert_true (culvert_tray_is_decided (fixture->tray));
  g_assert_cmpuint (panel->items->len, ==, 1);
  g_assert_cmpstr (panel->items->pdata[0],
                   ==,
                   g_dbus_connection_get_unique_name (fixture->bus->ours));
  g_assert_cmpuint (fixture->n_fallbacks_wanted, ==, 0);
  culvert_fake_panel_free (panel);
}

/* A panel that is just starting may accept an item and not hear of it itself. */
static void
test_registers_until_it_is_read (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, TRUE);
  g_autofree char *name = NULL;
  guint n_items;

  start_tray (fixture);
  culvert_await (panel->items->len == 3);
  name = read_item (fixture, "IconName");
  n_items = panel->items->len;
  let_pass (2000);

  g_assert_cmpuint (panel->items->len, ==, n_items);
  culvert_fake_panel_free (panel);
}

static void
test_panel_may_come_late (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel;

  start_tray (fixture);
  culvert_test_bus_settle (fixture->bus);
  g_assert_false (culvert_tray_is_visible (fixture->tray));
  g_assert_false (culvert_tray_is_decided (fixture->tray));

  panel = culvert_fake_panel_new (fixture->bus, TRUE);
  culvert_await_within (1, culvert_tray_is_visible (fixture->tray));
  culvert_fake_panel_free (panel);
}

static void
test_registers_again (Fixture *fixture, gconstpointer data)
{
  start_tray (fixture);

  for (int i = 0; i < 50; i++)
    {
      CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, TRUE);

      culvert_await_within (1, panel->items->len > 0);
      culvert_test_bus_settle (fixture->bus);
      g_assert_cmpuint (panel->items->len, ==, 1);
      culvert_fake_panel_free (panel);
    }
}

static void
test_panel_that_restarts_was_never_away (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, TRUE);

  start_tray (fixture);
  culvert_await (culvert_tray_is_visible (fixture->tray));
  culvert_fake_panel_free (panel);
  culvert_test_bus_settle (fixture->bus);
  g_assert_true (culvert_tray_is_visible (fixture->tray));

  panel = culvert_fake_panel_new (fixture->bus, TRUE);
  culvert_await (panel->items->len == 1);
  g_assert_true (culvert_tray_is_visible (fixture->tray));
  g_assert_cmpuint (fixture->n_fallbacks_wanted, ==, 0);
  culvert_fake_panel_free (panel);
}

static void
test_watcher_without_host_shows_nothing (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, FALSE);

  start_tray (fixture);
  culvert_await (panel->items->len == 1);
  culvert_test_bus_settle (fixture->bus);
  g_assert_false (culvert_tray_is_visible (fixture->tray));

  culvert_fake_panel_set_host (panel, TRUE);
  culvert_await (culvert_tray_is_visible (fixture->tray));
  culvert_fake_panel_free (panel);
}

static void
test_look (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;

  start_tray (fixture);
  culvert_tray_set_is_coloured (fixture->tray, TRUE);
  name = read_item (fixture, "IconName");

  g_assert_cmpstr (name, ==, "io.example.Test-disconnected");
}

static gboolean
read_item_is_menu (Fixture *fixture)
{
  g_autoptr (GVariant) value = culvert_test_bus_get (fixture->bus,
                                                     "/StatusNotifierItem",
                                                     "org.kde.StatusNotifierItem",
                                                     "ItemIsMenu");

  return g_variant_get_boolean (value);
}

static void
test_click_opens_menu (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestFallback) fallback = g_object_new (TEST_TYPE_FALLBACK, NULL);

  start_tray (fixture);
  g_assert_false (read_item_is_menu (fixture));
  culvert_tray_set_opens_menu (fixture->tray, TRUE);
  culvert_tray_set_fallback (fixture->tray, CULVERT_TRAY_FALLBACK (fallback));
  g_assert_true (read_item_is_menu (fixture));
  g_assert_true (fallback->opens_menu);

  culvert_tray_set_opens_menu (fixture->tray, FALSE);
  g_assert_false (read_item_is_menu (fixture));
  g_assert_false (fallback->opens_menu);
}

static void
test_last_host_left (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, TRUE);

  start_tray (fixture);
  culvert_await (culvert_tray_is_visible (fixture->tray));
  culvert_fake_panel_set_host (panel, FALSE);
  culvert_await (!culvert_tray_is_visible (fixture->tray));

  g_assert_cmpuint (fixture->n_fallbacks_wanted, ==, 1);
  culvert_fake_panel_free (panel);
}

static void
test_fallback (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestFallback) fallback = g_object_new (TEST_TYPE_FALLBACK, NULL);
  CulvertFakePanel *panel;

  start_tray (fixture);
  culvert_await (fixture->n_fallbacks_wanted == 1);
  g_assert_true (culvert_tray_is_decided (fixture->tray));

  culvert_tray_set_fallback (fixture->tray, CULVERT_TRAY_FALLBACK (fallback));
  g_assert_true (culvert_tray_is_visible (fixture->tray));
  g_assert_true (fallback->has_menu);
  g_assert_cmpstr (fallback->icon_name, ==, "io.example.Test-disconnected-symbolic");

  /* A real panel takes over, and never are there two icons. */
  panel = culvert_fake_panel_new (fixture->bus, TRUE);
  culvert_await (!fallback->is_shown);
  g_assert_true (culvert_tray_is_visible (fixture->tray));
  culvert_fake_panel_free (panel);
}

static void
test_without_a_bus (Fixture *fixture, gconstpointer data)
{
  start_tray_on (fixture, NULL);
  culvert_await_within (1, fixture->n_fallbacks_wanted == 1);
  g_assert_true (culvert_tray_is_decided (fixture->tray));
}

static void
test_click (Fixture *fixture, gconstpointer data)
{
  start_tray (fixture);
  click (fixture, "Activate");
  click (fixture, "ContextMenu");

  g_assert_cmpstr (fixture->activated->str, ==, "toggle-window() show-window() ");
}

static void
test_middle_click_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");

  culvert_session_list_add (fixture->sessions, office->session);
  start_tray (fixture);
  click (fixture, "SecondaryActivate");
  g_assert_cmpstr (fixture->activated->str, ==, "");

  culvert_staged_session_start (office);
  culvert_staged_session_ask (office);
  click (fixture, "SecondaryActivate");
  g_assert_cmpstr (fixture->activated->str, ==, "answer() ");
}

static void
test_icon_follows_sessions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *status = NULL;

  culvert_session_list_add (fixture->sessions, office->session);
  start_tray (fixture);
  before = read_item (fixture, "IconName");
  g_assert_cmpstr (before, ==, "io.example.Test-disconnected-symbolic");

  culvert_staged_session_start (office);
  culvert_staged_session_ask (office);
  after = read_item (fixture, "IconName");
  status = read_item (fixture, "Status");
  g_assert_cmpstr (after, ==, "io.example.Test-attention-symbolic");
  g_assert_cmpstr (status, ==, "NeedsAttention");
}

static void
on_new_icon (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  guint *n_icons = user_data;

  (*n_icons)++;
}

static void
test_icon_moves_slowly (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, TRUE);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  guint n_icons = 0;
  guint subscription;
  gint64 start;

  culvert_session_list_add (fixture->sessions, office->session);
  start_tray (fixture);
  culvert_await (culvert_tray_is_visible (fixture->tray));
  culvert_staged_session_start (office);
  subscription = g_dbus_connection_signal_subscribe (fixture->bus->peer,
                                                     NULL,
                                                     "org.kde.StatusNotifierItem",
                                                     "NewIcon",
                                                     NULL,
                                                     NULL,
                                                     G_DBUS_SIGNAL_FLAGS_NONE,
                                                     on_new_icon,
                                                     &n_icons,
                                                     NULL);
  culvert_test_bus_settle (fixture->bus);

  n_icons = 0;
  start = g_get_monotonic_time ();
  culvert_await (n_icons == 3);
  g_assert_cmpint (g_get_monotonic_time () - start, >, G_USEC_PER_SEC);

  g_dbus_connection_signal_unsubscribe (fixture->bus->peer, subscription);
  culvert_fake_panel_free (panel);
}

static char *
read_tooltip (Fixture *fixture)
{
  g_autoptr (GVariant) value = culvert_test_bus_get (fixture->bus,
                                                     "/StatusNotifierItem",
                                                     "org.kde.StatusNotifierItem",
                                                     "ToolTip");
  char *text;

  g_variant_get_child (value, 3, "s", &text);

  return text;
}

static gboolean
tooltip_begins_with (Fixture *fixture, const char *text)
{
  g_autofree char *tooltip = read_tooltip (fixture);

  return g_str_has_prefix (tooltip, text);
}

static void
test_tooltip_follows_sessions (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, TRUE);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office & <Co>");

  culvert_session_list_add (fixture->sessions, office->session);
  start_tray (fixture);
  culvert_await (culvert_tray_is_visible (fixture->tray));
  culvert_staged_session_connect (office);
  culvert_await (tooltip_begins_with (fixture, "Office &amp; &lt;Co&gt;: Connected · 10.8.0.6"));
  culvert_fake_panel_free (panel);
}

static void
test_menu_is_a_look (Fixture *fixture, gconstpointer data)
{
  CulvertFakePanel *panel = culvert_fake_panel_new (fixture->bus, TRUE);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (GVariant) reply = NULL;

  culvert_session_list_add (fixture->sessions, office->session);
  start_tray (fixture);
  culvert_await (culvert_tray_is_visible (fixture->tray));
  g_assert_false (culvert_fake_daemon_has_heard (office->daemon, "bytecount 1"));

  reply = culvert_test_bus_call (fixture->bus,
                                 "/MenuBar",
                                 "com.canonical.dbusmenu",
                                 "AboutToShow",
                                 g_variant_new ("(i)", 0),
                                 NULL);
  g_assert_nonnull (reply);
  culvert_await (culvert_fake_daemon_has_heard (office->daemon, "bytecount 1"));
  culvert_fake_panel_free (panel);
}

static void
add_tests (GTestDBus *daemon)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/tray/tray/registers", test_registers },
    { "/tray/tray/registers-until-it-is-read", test_registers_until_it_is_read },
    { "/tray/tray/panel-may-come-late", test_panel_may_come_late },
    { "/tray/tray/registers-again", test_registers_again },
    { "/tray/tray/panel-that-restarts-was-never-away", test_panel_that_restarts_was_never_away },
    { "/tray/tray/watcher-without-host-shows-nothing", test_watcher_without_host_shows_nothing },
    { "/tray/tray/look", test_look },
    { "/tray/tray/click-opens-menu", test_click_opens_menu },
    { "/tray/tray/last-host-left", test_last_host_left },
    { "/tray/tray/fallback", test_fallback },
    { "/tray/tray/without-a-bus", test_without_a_bus },
    { "/tray/tray/click", test_click },
    { "/tray/tray/middle-click-answers", test_middle_click_answers },
    { "/tray/tray/icon-follows-sessions", test_icon_follows_sessions },
    { "/tray/tray/icon-moves-slowly", test_icon_moves_slowly },
    { "/tray/tray/menu-is-a-look", test_menu_is_a_look },
    { "/tray/tray/tooltip-follows-sessions", test_tooltip_follows_sessions },
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
