/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Against a portal of our own, on a private bus.
 */

#include "culvert-autostart-portal.h"

#include "culvert-await.h"
#include "culvert-test-bus.h"

#define KEY "start-at-login"

static const char xml[] = "<node><interface name='org.freedesktop.portal.Background'>"
                          "<method name='RequestBackground'>"
                          "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
                          "<arg type='o' direction='out'/>"
                          "</method></interface></node>";

typedef struct
{
  GSettings *settings; /* (owned) */
  CulvertTestBus *bus; /* (owned) */
  guint object;
  CulvertAutostartPortal *autostart; /* (owned) (nullable): once a test begins */

  guint n_asked;
  GVariant *asked; /* (owned) (nullable): the options of the last question */
  char *handle;    /* (owned) (nullable): of it */
  char *sender;    /* (owned) (nullable) */
} Fixture;

/* The answer may come before the call returns. */
static void
answer (Fixture *fixture, guint32 code, gboolean is_on)
{
  GVariantDict results = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&results, "background", "b", TRUE);
  g_variant_dict_insert (&results, "autostart", "b", is_on);
  g_dbus_connection_emit_signal (fixture->bus->peer,
                                 fixture->sender,
                                 fixture->handle,
                                 "org.freedesktop.portal.Request",
                                 "Response",
                                 g_variant_new ("(u@a{sv})", code, g_variant_dict_end (&results)),
                                 NULL);
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *part = g_strdup (sender + 1);
  const char *token = NULL;

  g_clear_pointer (&fixture->asked, g_variant_unref);
  g_clear_pointer (&fixture->handle, g_free);
  g_clear_pointer (&fixture->sender, g_free);
  g_variant_get_child (parameters, 1, "@a{sv}", &fixture->asked);
  g_assert_true (g_variant_lookup (fixture->asked, "handle_token", "&s", &token));
  g_strdelimit (part, ".", '_');
  fixture->sender = g_strdup (sender);
  fixture->handle = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", part, token);
  fixture->n_asked++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", fixture->handle));
}

static void
own_portal (Fixture *fixture)
{
  const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GVariant) reply = NULL;

  fixture->object = g_dbus_connection_register_object (fixture->bus->peer,
                                                       "/org/freedesktop/portal/desktop",
                                                       info->interfaces[0],
                                                       &vtable,
                                                       fixture,
                                                       NULL,
                                                       NULL);
  reply = g_dbus_connection_call_sync (fixture->bus->peer,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 4),
                                       NULL,
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       NULL);
  g_assert_nonnull (reply);
}

/* All that either has sent has reached the other. */
static void
settle (Fixture *fixture)
{
  GDBusConnection *ends[] = { fixture->bus->ours, fixture->bus->peer, fixture->bus->ours };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (GVariant) reply = g_dbus_connection_call_sync (ends[i],
                                                                "org.freedesktop.DBus",
                                                                "/org/freedesktop/DBus",
                                                                "org.freedesktop.DBus",
                                                                "GetId",
                                                                NULL,
                                                                NULL,
                                                                G_DBUS_CALL_FLAGS_NONE,
                                                                -1,
                                                                NULL,
                                                                NULL);

      g_assert_nonnull (reply);
      culvert_await_quiet ();
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.culvertvpn.Culvert");
  g_settings_reset (fixture->settings, KEY);
  fixture->bus = culvert_test_bus_new ((GTestDBus *) data);
  own_portal (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->autostart);
  settle (fixture);
  if (fixture->object != 0)
    g_dbus_connection_unregister_object (fixture->bus->peer, fixture->object);
  g_clear_pointer (&fixture->bus, culvert_test_bus_free);
  g_clear_pointer (&fixture->asked, g_variant_unref);
  g_clear_pointer (&fixture->handle, g_free);
  g_clear_pointer (&fixture->sender, g_free);
  g_clear_object (&fixture->settings);
}

static void
begin (Fixture *fixture)
{
  fixture->autostart =
      culvert_autostart_portal_new (fixture->settings, fixture->bus->ours, "culvert");
}

static void
turn (Fixture *fixture, gboolean is_on)
{
  guint n_asked = fixture->n_asked;

  g_settings_set_boolean (fixture->settings, KEY, is_on);
  culvert_await (fixture->n_asked == n_asked + 1);
}

static gboolean
is_on (Fixture *fixture)
{
  return g_settings_get_boolean (fixture->settings, KEY);
}

static gboolean
is_on_asked (Fixture *fixture)
{
  gboolean autostart = FALSE;

  g_assert_true (g_variant_lookup (fixture->asked, "autostart", "b", &autostart));

  return autostart;
}

static void
test_off_asks_nothing (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  settle (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
}

static void
test_asks_for_a_start_in_the_background (Fixture *fixture, gconstpointer data)
{
  g_autofree const char **command = NULL;
  gboolean is_activatable = TRUE;

  begin (fixture);
  turn (fixture, TRUE);
  g_assert_true (is_on_asked (fixture));
  g_assert_true (g_variant_lookup (fixture->asked, "commandline", "^a&s", &command));
  g_assert_cmpstr (command[0], ==, "culvert");
  g_assert_cmpstr (command[1], ==, "--background");
  g_assert_null (command[2]);
  g_assert_true (g_variant_lookup (fixture->asked, "dbus-activatable", "b", &is_activatable));
  g_assert_false (is_activatable);

  answer (fixture, 0, TRUE);
  settle (fixture);
  g_assert_true (is_on (fixture));
  turn (fixture, FALSE);
  g_assert_false (is_on_asked (fixture));
}

static void
test_is_asked_for_again_at_the_start (Fixture *fixture, gconstpointer data)
{
  g_settings_set_boolean (fixture->settings, KEY, TRUE);
  begin (fixture);
  culvert_await (fixture->n_asked == 1);
  g_assert_true (is_on_asked (fixture));
}

static void
test_refusal_puts_the_setting_back (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  turn (fixture, TRUE);
  answer (fixture, 1, FALSE);
  culvert_await (!is_on (fixture));
  settle (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 1);

  /* Another try is a new question. */
  turn (fixture, TRUE);
  answer (fixture, 0, TRUE);
  settle (fixture);
  g_assert_true (is_on (fixture));
}

static void
test_granted_without_the_start_is_a_refusal (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  turn (fixture, TRUE);
  answer (fixture, 0, FALSE);
  culvert_await (!is_on (fixture));
}

static void
test_late_answer_is_not_ours (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  begin (fixture);
  turn (fixture, TRUE);
  first = g_strdup (fixture->handle);
  turn (fixture, FALSE);
  turn (fixture, TRUE);
  g_assert_cmpstr (fixture->handle, !=, first);
  g_free (g_steal_pointer (&fixture->handle));
  fixture->handle = g_steal_pointer (&first);
  answer (fixture, 1, FALSE);
  settle (fixture);
  g_assert_true (is_on (fixture));
}

static void
test_without_a_portal_the_setting_stays (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  g_dbus_connection_unregister_object (fixture->bus->peer, fixture->object);
  fixture->object = 0;
  g_settings_set_boolean (fixture->settings, KEY, TRUE);
  settle (fixture);
  settle (fixture);
  g_assert_true (is_on (fixture));
  g_assert_cmpuint (fixture->n_asked, ==, 0);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/app/autostart-portal/" name, Fixture, daemon, set_up, test, tear_down)

static void
add_tests (GTestDBus *daemon)
{
  ADD ("off-asks-nothing", test_off_asks_nothing);
  ADD ("asks-for-a-start-in-the-background", test_asks_for_a_start_in_the_background);
  ADD ("is-asked-for-again-at-the-start", test_is_asked_for_again_at_the_start);
  ADD ("refusal-puts-the-setting-back", test_refusal_puts_the_setting_back);
  ADD ("granted-without-the-start-is-a-refusal", test_granted_without_the_start_is_a_refusal);
  ADD ("late-answer-is-not-ours", test_late_answer_is_not_ours);
  ADD ("without-a-portal-the-setting-stays", test_without_a_portal_the_setting_stays);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  return culvert_test_bus_run (add_tests);
}
