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

/* --- what was chosen last --- */

#define SHA256 "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"

static const struct
{
  CulvertProfileChoice which;
  const char *text;
  gboolean is_valid;
} choice_rows[] = {
  { CULVERT_PROFILE_CERTIFICATE, SHA256 " Card\\x20A/01", TRUE },
  { CULVERT_PROFILE_CERTIFICATE, "- Card\\x20A/01", TRUE },
  { CULVERT_PROFILE_CERTIFICATE, SHA256, FALSE },
  { CULVERT_PROFILE_CERTIFICATE, SHA256 " ", FALSE },
  { CULVERT_PROFILE_CERTIFICATE, SHA256 "0 Card", FALSE },
  { CULVERT_PROFILE_CERTIFICATE, "abc Card", FALSE },
  { CULVERT_PROFILE_CERTIFICATE, "Card", FALSE },
  { CULVERT_PROFILE_CERTIFICATE, "- Card\n", FALSE },
  { CULVERT_PROFILE_CERTIFICATE, "- \xff", FALSE },
  { CULVERT_PROFILE_SERVER, "vpn.example.com:1194:udp", TRUE },
  { CULVERT_PROFILE_SERVER, "2001:db8::1:443:tcp-client", TRUE },
  { CULVERT_PROFILE_SERVER, "vpn.example.com:1194", FALSE },
  { CULVERT_PROFILE_SERVER, "vpn.example.com::udp", FALSE },
  { CULVERT_PROFILE_SERVER, ":1194:udp", FALSE },
  { CULVERT_PROFILE_SERVER, "host:1194:", FALSE },
  { CULVERT_PROFILE_SERVER, "", FALSE },
  { CULVERT_PROFILE_PROXY, "none", TRUE },
  { CULVERT_PROFILE_PROXY, "system", TRUE },
  { CULVERT_PROFILE_PROXY, "manual http://proxy:3128", TRUE },
  { CULVERT_PROFILE_PROXY, "manual socks5://proxy:1080", TRUE },
  { CULVERT_PROFILE_PROXY, "manual", FALSE },
  { CULVERT_PROFILE_PROXY, "manual ftp://proxy", FALSE },
  { CULVERT_PROFILE_PROXY, "http://proxy:3128", FALSE },
};

static void
test_only_what_can_be_chosen_is_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (choice_rows); i++)
    {
      g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", "unix:/run/a");

      culvert_profile_set_choice (profile, choice_rows[i].which, choice_rows[i].text, TRUE);
      g_test_message ("%u", i);
      g_assert_cmpstr (culvert_profile_get_choice (profile, choice_rows[i].which),
                       ==,
                       choice_rows[i].is_valid ? choice_rows[i].text : NULL);
      g_assert_cmpint (culvert_profile_get_always (profile, choice_rows[i].which),
                       ==,
                       choice_rows[i].is_valid);
    }
}

static void
test_choices_are_bounded (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", "unix:/run/a");
  g_autofree char *id = g_strnfill (400, 'i');
  g_autofree char *choice = g_strconcat ("- ", id, NULL);

  culvert_profile_set_choice (profile, CULVERT_PROFILE_CERTIFICATE, choice, FALSE);
  g_assert_null (culvert_profile_get_choice (profile, CULVERT_PROFILE_CERTIFICATE));
}

static void
test_new_choice_is_told_once (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", "unix:/run/a");
  guint n_notified = 0;
  guint n_always = 0;
  guint n_others = 0;

  g_signal_connect_swapped (profile, "notify::server", G_CALLBACK (count), &n_notified);
  g_signal_connect_swapped (profile, "notify::server-always", G_CALLBACK (count), &n_always);
  g_signal_connect_swapped (profile, "notify::proxy", G_CALLBACK (count), &n_others);
  culvert_profile_set_choice (profile, CULVERT_PROFILE_SERVER, "host:443:udp", FALSE);
  culvert_profile_set_choice (profile, CULVERT_PROFILE_SERVER, "host:443:udp", FALSE);
  g_assert_cmpint (n_notified, ==, 1);
  g_assert_cmpint (n_always, ==, 0);

  culvert_profile_set_choice (profile, CULVERT_PROFILE_SERVER, "host:443:udp", TRUE);
  g_assert_cmpint (n_notified, ==, 1);
  g_assert_cmpint (n_always, ==, 1);

  culvert_profile_set_choice (profile, CULVERT_PROFILE_SERVER, NULL, TRUE);
  g_assert_cmpint (n_notified, ==, 2);
  g_assert_cmpint (n_always, ==, 2);
  g_assert_cmpint (n_others, ==, 0);
}

static void
test_choices_are_properties (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", "unix:/run/a");
  g_autofree char *certificate = NULL;
  g_autofree char *proxy = NULL;
  gboolean certificate_always = TRUE;
  gboolean proxy_always = FALSE;

  culvert_profile_set_choice (profile, CULVERT_PROFILE_CERTIFICATE, "- Card", FALSE);
  culvert_profile_set_choice (profile, CULVERT_PROFILE_PROXY, "none", TRUE);
  g_object_get (profile,
                "certificate",
                &certificate,
                "certificate-always",
                &certificate_always,
                "proxy",
                &proxy,
                "proxy-always",
                &proxy_always,
                NULL);

  g_assert_cmpstr (certificate, ==, "- Card");
  g_assert_false (certificate_always);
  g_assert_cmpstr (proxy, ==, "none");
  g_assert_true (proxy_always);
}

static void
test_can_be_bound_to (void)
{
  g_autoptr (CulvertProfile) source = culvert_profile_new (NULL, "Office", "unix:/run/a");
  g_autoptr (CulvertProfile) target = culvert_profile_new (NULL, "Home", "unix:/run/b");
  const char *const both_ways[] = { "name", "echo-time", "must-forget", "admits" };
  g_autofree char *endpoint = NULL;
  g_autofree char *identity = NULL;
  guint n_rules = 1;

  culvert_profile_set_echo_time (source, 1796022872);
  culvert_profile_set_must_forget (source, TRUE);
  culvert_profile_set_admits (source, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (both_ways); i++)
    g_object_bind_property (source, both_ways[i], target, both_ways[i], G_BINDING_SYNC_CREATE);
  g_object_get (source,
                "endpoint",
                &endpoint,
                "identity",
                &identity,
                "n-admission-rules",
                &n_rules,
                NULL);

  g_assert_cmpstr (culvert_profile_get_name (target), ==, "Office");
  g_assert_cmpint (culvert_profile_get_echo_time (target), ==, 1796022872);
  g_assert_true (culvert_profile_get_must_forget (target));
  g_assert_true (culvert_profile_get_admits (target));
  g_assert_cmpstr (endpoint, ==, "unix:/run/a");
  g_assert_cmpstr (identity, ==, culvert_profile_get_identity (source));
  g_assert_cmpuint (n_rules, ==, 0);
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
  g_test_add_func ("/profiles/profile/only-what-can-be-chosen-is-kept",
                   test_only_what_can_be_chosen_is_kept);
  g_test_add_func ("/profiles/profile/choices-are-bounded", test_choices_are_bounded);
  g_test_add_func ("/profiles/profile/new-choice-is-told-once", test_new_choice_is_told_once);
  g_test_add_func ("/profiles/profile/choices-are-properties", test_choices_are_properties);
  g_test_add_func ("/profiles/profile/can-be-bound-to", test_can_be_bound_to);

  return g_test_run ();
}
