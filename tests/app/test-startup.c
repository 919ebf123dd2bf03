/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-startup.h"

#include "culvert-await.h"
#include "culvert-staged-session.h"

typedef struct
{
  GSettings *settings;          /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  CulvertStagedSession *office; /* (owned) */
  CulvertStagedSession *home;   /* (owned) */
  CulvertStartup *startup;      /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.culvertvpn.Culvert");
  g_settings_reset (fixture->settings, "connect-at-start");
  g_settings_reset (fixture->settings, "chosen-connections");
  g_settings_reset (fixture->settings, "last-connections");
  fixture->sessions = culvert_session_list_new ();
  fixture->office = culvert_staged_session_new ("Office");
  fixture->home = culvert_staged_session_new ("Home");
  culvert_session_list_add (fixture->sessions, fixture->office->session);
  culvert_session_list_add (fixture->sessions, fixture->home->session);
  fixture->startup = culvert_startup_new (fixture->settings, fixture->sessions);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->startup));
  g_assert_finalize_object (g_steal_pointer (&fixture->sessions));
  culvert_staged_session_free (fixture->office);
  culvert_staged_session_free (fixture->home);
  g_clear_object (&fixture->settings);
}

static const char *
id_of (CulvertStagedSession *staged)
{
  return culvert_profile_get_id (culvert_session_get_profile (staged->session));
}

static gboolean
is_wanted (CulvertStagedSession *staged)
{
  return culvert_session_get_wanted (staged->session) == CULVERT_WANTED_CONNECTED;
}

static void
remember (Fixture *fixture, const char *key, const char *id)
{
  const char *const ids[] = { id, "not an id", "Home", NULL };

  g_assert_true (g_settings_set_strv (fixture->settings, key, ids));
}

static gboolean
has_in_mind (Fixture *fixture, CulvertStagedSession *staged)
{
  g_auto (GStrv) ids = g_settings_get_strv (fixture->settings, "last-connections");

  return g_strv_contains ((const char *const *) ids, id_of (staged));
}

static void
test_nothing_by_default (Fixture *fixture, gconstpointer data)
{
  remember (fixture, "last-connections", id_of (fixture->office));
  remember (fixture, "chosen-connections", id_of (fixture->office));
  culvert_startup_begin (fixture->startup);
  g_assert_false (is_wanted (fixture->office));
  g_assert_false (is_wanted (fixture->home));
}

static void
test_the_last_ones (Fixture *fixture, gconstpointer data)
{
  g_settings_set_string (fixture->settings, "connect-at-start", "last");
  remember (fixture, "last-connections", id_of (fixture->office));
  culvert_startup_begin (fixture->startup);
  g_assert_true (is_wanted (fixture->office));
  g_assert_false (is_wanted (fixture->home));
  g_assert_true (has_in_mind (fixture, fixture->office));
}

static void
test_the_chosen_ones (Fixture *fixture, gconstpointer data)
{
  g_settings_set_string (fixture->settings, "connect-at-start", "chosen");
  remember (fixture, "last-connections", id_of (fixture->office));
  remember (fixture, "chosen-connections", id_of (fixture->home));
  culvert_startup_begin (fixture->startup);
  g_assert_false (is_wanted (fixture->office));
  g_assert_true (is_wanted (fixture->home));
}

static void
test_nothing_is_forgotten_before_it_begins (Fixture *fixture, gconstpointer data)
{
  remember (fixture, "last-connections", id_of (fixture->office));
  culvert_staged_session_start (fixture->home);
  g_assert_true (has_in_mind (fixture, fixture->office));
  g_assert_false (has_in_mind (fixture, fixture->home));
}

static void
test_wishes_are_kept_in_mind (Fixture *fixture, gconstpointer data)
{
  culvert_startup_begin (fixture->startup);
  culvert_staged_session_connect (fixture->home);
  g_assert_true (has_in_mind (fixture, fixture->home));
  g_assert_false (has_in_mind (fixture, fixture->office));

  culvert_session_set_wanted (fixture->home->session, CULVERT_WANTED_DISCONNECTED);
  g_assert_false (has_in_mind (fixture, fixture->home));
}

/* The power may go while a connection is in trouble. */
static void
test_a_lost_one_is_kept_in_mind (Fixture *fixture, gconstpointer data)
{
  culvert_startup_begin (fixture->startup);
  culvert_staged_session_connect (fixture->home);
  culvert_fake_daemon_hang_up (fixture->home->daemon);
  culvert_await (culvert_session_get_state (fixture->home->session) == CULVERT_SESSION_FAILED);
  g_assert_true (has_in_mind (fixture, fixture->home));
}

static void
test_a_removed_one_is_forgotten (Fixture *fixture, gconstpointer data)
{
  culvert_startup_begin (fixture->startup);
  culvert_staged_session_connect (fixture->home);
  culvert_session_list_remove (fixture->sessions, fixture->home->session);
  g_assert_false (has_in_mind (fixture, fixture->home));
}

#define ADD(name, test) g_test_add ("/app/startup/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("nothing-by-default", test_nothing_by_default);
  ADD ("the-last-ones", test_the_last_ones);
  ADD ("the-chosen-ones", test_the_chosen_ones);
  ADD ("nothing-is-forgotten-before-it-begins", test_nothing_is_forgotten_before_it_begins);
  ADD ("wishes-are-kept-in-mind", test_wishes_are_kept_in_mind);
  ADD ("a-lost-one-is-kept-in-mind", test_a_lost_one_is_kept_in_mind);
  ADD ("a-removed-one-is-forgotten", test_a_removed_one_is_forgotten);

  return g_test_run ();
}
