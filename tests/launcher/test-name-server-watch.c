/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-fake-services.h"
#include "culvert-name-server-watch.h"

#include <glib/gstdio.h>

#define RESOLVED "org.freedesktop.resolve1"

typedef struct
{
  CulvertFakeServices *services; /* (owned) */
  char *file;                    /* (owned) */
  guint n_changes;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  int fd = g_file_open_tmp ("culvert-resolv-XXXXXX", &fixture->file, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (
      g_file_set_contents (fixture->file, "search home.test\nnameserver 192.168.1.1\n", -1, NULL));
  fixture->services = culvert_fake_services_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_unlink (fixture->file);
  g_free (fixture->file);
  culvert_fake_services_free (fixture->services);
}

static void
on_changed (CulvertNameServerWatch *watch, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_changes++;
}

static CulvertNameServerWatch *
look (Fixture *fixture, const char *address, const char *file)
{
  CulvertNameServerWatch *watch = culvert_name_server_watch_new (address, file);

  g_assert_null (culvert_name_server_watch_get (watch));
  g_signal_connect (watch, "changed", G_CALLBACK (on_changed), fixture);
  culvert_name_server_watch_look (watch);
  culvert_await (fixture->n_changes == 1);
  return watch;
}

static void
run_resolved (Fixture *fixture)
{
  culvert_fake_services_add (
      fixture->services,
      "/org/freedesktop/resolve1",
      RESOLVED ".Manager",
      g_variant_new_parsed ("{'DNS': <@a(iiay) [(7, 2, [10, 8, 0, 1])]>,"
                            " 'Domains': <@a(isb) [(7, 'lab.test', false)]>}"));
  culvert_fake_services_own (fixture->services, RESOLVED);
}

static void
test_resolved_is_asked_first (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertNameServerWatch) watch = NULL;
  const CulvertNameServers *servers;

  run_resolved (fixture);
  watch = look (fixture, culvert_fake_services_get_address (fixture->services), fixture->file);
  servers = culvert_name_server_watch_get (watch);

  g_assert_cmpuint (servers->servers->len, ==, 1);
  g_assert_cmpstr (servers->servers->pdata[0], ==, "10.8.0.1");
  g_assert_cmpstr (servers->domains->pdata[0], ==, "lab.test");
  g_assert_finalize_object (g_steal_pointer (&watch));
}

static void
test_without_resolved_the_file_counts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertNameServerWatch) watch =
      look (fixture, culvert_fake_services_get_address (fixture->services), fixture->file);
  const CulvertNameServers *servers = culvert_name_server_watch_get (watch);

  g_assert_cmpuint (servers->servers->len, ==, 1);
  g_assert_cmpstr (servers->servers->pdata[0], ==, "192.168.1.1");
  g_assert_cmpstr (servers->domains->pdata[0], ==, "home.test");
  g_assert_finalize_object (g_steal_pointer (&watch));
}

static void
test_without_a_bus_the_file_counts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertNameServerWatch) watch =
      look (fixture, "unix:path=/nowhere/bus", fixture->file);

  g_assert_cmpstr (culvert_name_server_watch_get (watch)->servers->pdata[0], ==, "192.168.1.1");
}

static void
test_without_a_file_nobody_is_asked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertNameServerWatch) watch =
      look (fixture, "unix:path=/nowhere/bus", "/nowhere/resolv.conf");

  g_assert_true (culvert_name_servers_is_empty (culvert_name_server_watch_get (watch)));
}

/* Views ask whenever they are drawn. */
static void
test_it_does_not_look_all_the_time (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertNameServerWatch) watch =
      look (fixture, "unix:path=/nowhere/bus", fixture->file);

  g_assert_true (g_file_set_contents (fixture->file, "nameserver 10.0.0.1\n", -1, NULL));
  culvert_name_server_watch_look (watch);
  culvert_await_quiet ();
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_finalize_object (g_steal_pointer (&watch));
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/launcher/name-server-watch/resolved-is-asked-first", test_resolved_is_asked_first);
  add ("/launcher/name-server-watch/without-resolved-the-file-counts",
       test_without_resolved_the_file_counts);
  add ("/launcher/name-server-watch/without-a-bus-the-file-counts",
       test_without_a_bus_the_file_counts);
  add ("/launcher/name-server-watch/without-a-file-nobody-is-asked",
       test_without_a_file_nobody_is_asked);
  add ("/launcher/name-server-watch/it-does-not-look-all-the-time",
       test_it_does_not_look_all_the_time);

  return g_test_run ();
}
