/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-leave.h"

#include "culvert-await.h"
#include "culvert-staged-session.h"

typedef struct
{
  GSettings *settings;          /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  CulvertStagedSession *office; /* (owned) */
  CulvertFront *front;          /* (owned): has no display */
  CulvertLeave *leave;          /* (owned) */
  guint n_agreed;
} Fixture;

static void
on_agreed (Fixture *fixture)
{
  fixture->n_agreed++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->settings = g_settings_new ("io.github.culvertvpn.Culvert");
  fixture->sessions = culvert_session_list_new ();
  fixture->office = culvert_staged_session_new ("Office");
  culvert_session_list_add (fixture->sessions, fixture->office->session);
  fixture->front = culvert_front_new ("/nowhere", fixture->settings);
  fixture->leave = culvert_leave_new (fixture->settings, fixture->sessions, fixture->front);
  g_signal_connect_swapped (fixture->leave, "agreed", G_CALLBACK (on_agreed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->leave);
  g_assert_finalize_object (fixture->front);
  culvert_session_list_remove (fixture->sessions, fixture->office->session);
  culvert_staged_session_free (fixture->office);
  g_assert_finalize_object (fixture->sessions);
  g_object_unref (fixture->settings);
}

static void
test_nothing_is_up (Fixture *fixture, gconstpointer unused)
{
  culvert_leave_ask (fixture->leave);

  g_assert_cmpuint (fixture->n_agreed, ==, 1);
}

/* Without a display to ask on the connections stay as they are. */
static void
test_no_display (Fixture *fixture, gconstpointer unused)
{
  culvert_staged_session_connect (fixture->office);
  culvert_leave_ask (fixture->leave);

  g_assert_cmpuint (fixture->n_agreed, ==, 1);
  g_assert_cmpint (culvert_session_get_wanted (fixture->office->session),
                   ==,
                   CULVERT_WANTED_CONNECTED);
}

static void
test_bus_gone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GTestDBus) daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GDBusConnection) bus = NULL;

  g_test_dbus_up (daemon);
  bus = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (daemon),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                    G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL,
                                                NULL,
                                                NULL);
  culvert_leave_watch (fixture->leave, bus);
  culvert_staged_session_connect (fixture->office);
  g_test_dbus_stop (daemon);

  culvert_await (fixture->n_agreed == 1);
  g_assert_cmpint (culvert_session_get_wanted (fixture->office->session),
                   ==,
                   CULVERT_WANTED_CONNECTED);
}

static void
add (const char *path, void (*run) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/app/leave/nothing-is-up", test_nothing_is_up);
  add ("/app/leave/no-display", test_no_display);
  add ("/app/leave/bus-gone", test_bus_gone);

  return g_test_run ();
}
