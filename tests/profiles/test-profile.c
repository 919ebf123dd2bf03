/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile.h"

#include <string.h>

#define ID "5f0c6b2e-9d0e-4a55-9b3a-0d9a3f1c2b7e"

static void
test_new_one_has_an_id_of_its_own (void)
{
  g_autoptr (CulvertProfile) a = culvert_profile_new (NULL, "Office", "unix:/run/a");
  g_autoptr (CulvertProfile) b = culvert_profile_new (NULL, "Office", "unix:/run/a");

  g_assert_true (g_uuid_string_is_valid (culvert_profile_get_id (a)));
  g_assert_cmpstr (culvert_profile_get_id (a), !=, culvert_profile_get_id (b));
}

static void
test_known_one_keeps_its_id (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (ID, "Office", "unix:/run/a");

  g_assert_cmpstr (culvert_profile_get_id (profile), ==, ID);
  g_assert_cmpstr (culvert_profile_get_endpoint (profile), ==, "unix:/run/a");
}

static void
test_name_is_one_clean_line (void)
{
  g_autoptr (CulvertProfile) profile =
      culvert_profile_new (NULL, " Off\nice\x1b[1m\xe2\x80\xae ", "unix:/run/a");

  g_assert_cmpstr (culvert_profile_get_name (profile), ==, "Off ice[1m");
}

static void
test_name_is_bounded (void)
{
  g_autofree char *name = g_strnfill (1000, 'x');
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, name, "unix:/run/a");

  g_assert_cmpint (g_utf8_strlen (culvert_profile_get_name (profile), -1), ==, 100);
}

static void
test_empty_name_becomes_the_endpoint (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, " \n", "unix:/run/a");

  g_assert_cmpstr (culvert_profile_get_name (profile), ==, "unix:/run/a");
}

static void
count (guint *n_notified)
{
  (*n_notified)++;
}

static void
test_new_name_is_told_once (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", "unix:/run/a");
  guint n_notified = 0;

  g_signal_connect_swapped (profile, "notify::name", G_CALLBACK (count), &n_notified);
  culvert_profile_set_name (profile, "Home");
  culvert_profile_set_name (profile, "Home");
  g_object_set (profile, "name", "Home\n", NULL);

  g_assert_cmpint (n_notified, ==, 1);
  g_assert_cmpstr (culvert_profile_get_name (profile), ==, "Home");
}

/* S35 */
static void
test_identity_follows_the_endpoint_alone (void)
{
  g_autoptr (CulvertProfile) a = culvert_profile_new (NULL, "Office", "unix:/run/a");
  g_autoptr (CulvertProfile) same = culvert_profile_new (NULL, "Home", "unix:/run/a");
  g_autoptr (CulvertProfile) other = culvert_profile_new (NULL, "Office", "unix:/run/b");

  g_assert_cmpint (strlen (culvert_profile_get_identity (a)), ==, 64);
  g_assert_cmpstr (culvert_profile_get_identity (a), ==, culvert_profile_get_identity (same));
  g_assert_cmpstr (culvert_profile_get_identity (a), !=, culvert_profile_get_identity (other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profiles/profile/new-one-has-an-id-of-its-own",
                   test_new_one_has_an_id_of_its_own);
  g_test_add_func ("/profiles/profile/known-one-keeps-its-id", test_known_one_keeps_its_id);
  g_test_add_func ("/profiles/profile/name-is-one-clean-line", test_name_is_one_clean_line);
  g_test_add_func ("/profiles/profile/name-is-bounded", test_name_is_bounded);
  g_test_add_func ("/profiles/profile/empty-name-becomes-the-endpoint",
                   test_empty_name_becomes_the_endpoint);
  g_test_add_func ("/profiles/profile/new-name-is-told-once", test_new_name_is_told_once);
  g_test_add_func ("/profiles/profile/identity-follows-the-endpoint-alone",
                   test_identity_follows_the_endpoint_alone);

  return g_test_run ();
}
