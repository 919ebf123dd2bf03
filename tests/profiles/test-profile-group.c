/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-group.h"

#define ID       "0b3fd3a4-6f0c-4f0e-9d6b-0d6a4f6f4b11"
#define GROUP    "connection " ID
#define IDENTITY "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define OTHER    "1f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static CulvertProfile *
write_and_read (CulvertProfile *profile)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autofree char *group = culvert_profile_group_name (profile);
  g_autoptr (GError) error = NULL;
  CulvertProfile *again;

  culvert_profile_group_write (key_file, profile);
  again = culvert_profile_group_read (key_file, group, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (culvert_profile_get_id (again), ==, culvert_profile_get_id (profile));
  g_assert_cmpstr (culvert_profile_get_name (again), ==, culvert_profile_get_name (profile));
  g_assert_cmpint (culvert_profile_get_kind (again), ==, culvert_profile_get_kind (profile));
  g_assert_cmpstr (culvert_profile_get_identity (again),
                   ==,
                   culvert_profile_get_identity (profile));

  return again;
}

/* (nullable) */
static CulvertProfile *
read_group (const char *keys)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autofree char *data = g_strconcat ("[" GROUP "]\nname=Office\n", keys, NULL);
  g_autoptr (GError) error = NULL;
  CulvertProfile *profile;

  g_assert_true (g_key_file_load_from_data (key_file, data, -1, G_KEY_FILE_NONE, NULL));
  profile = culvert_profile_group_read (key_file, GROUP, &error);
  g_assert_true ((profile == NULL) == (error != NULL));

  return profile;
}

static void
test_attached_comes_back (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", "unix:/run/a");
  g_autoptr (CulvertProfile) again = write_and_read (profile);

  g_assert_cmpint (culvert_profile_get_kind (again), ==, CULVERT_PROFILE_ATTACHED);
  g_assert_cmpstr (culvert_profile_get_endpoint (again), ==, "unix:/run/a");
  g_assert_null (culvert_profile_get_unit (again));
}

static void
test_service_comes_back (void)
{
  g_autoptr (CulvertProfile) profile =
      culvert_profile_new_service (NULL, "Office", "openvpn-client@office.service", "unix:/run/a");
  g_autoptr (CulvertProfile) again = write_and_read (profile);

  g_assert_cmpint (culvert_profile_get_kind (again), ==, CULVERT_PROFILE_SERVICE);
  g_assert_cmpstr (culvert_profile_get_endpoint (again), ==, "unix:/run/a");
  g_assert_cmpstr (culvert_profile_get_unit (again), ==, "openvpn-client@office.service");
}

static void
test_imported_comes_back (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new_imported (NULL, "Office", IDENTITY);
  g_autoptr (CulvertProfile) again = NULL;

  culvert_profile_set_identity (profile, OTHER);
  again = write_and_read (profile);
  g_assert_cmpint (culvert_profile_get_kind (again), ==, CULVERT_PROFILE_IMPORTED);
  g_assert_null (culvert_profile_get_endpoint (again));
  g_assert_cmpstr (culvert_profile_get_identity (again), ==, OTHER);
}

/* What was written before there were kinds. */
static void
test_no_kind_is_attached (void)
{
  g_autoptr (CulvertProfile) profile = read_group ("endpoint=unix:/run/a\n");

  g_assert_cmpint (culvert_profile_get_kind (profile), ==, CULVERT_PROFILE_ATTACHED);
  g_assert_cmpstr (culvert_profile_get_endpoint (profile), ==, "unix:/run/a");
}

static void
test_the_unusable_is_refused (void)
{
  static const char *const groups[] = {
    "kind=wormhole\nendpoint=unix:/run/a\n",
    "kind=attached\n",
    "kind=service\nendpoint=unix:/run/a\n",
    "kind=service\nunit=openvpn-client@office.service\n",
    "kind=service\nunit=sshd.service\nendpoint=unix:/run/a\n",
    "kind=imported\n",
    "kind=imported\nidentity=short\n",
    "kind=imported\nidentity=" IDENTITY "0\n",
    "kind=imported\nidentity=ZZ86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr (CulvertProfile) profile = read_group (groups[i]);

      g_test_message ("%s", groups[i]);
      g_assert_null (profile);
    }
}

static void
test_units_are_checked (void)
{
  static const struct
  {
    const char *unit;
    gboolean is_valid;
  } rows[] = {
    { "openvpn-client@office.service", TRUE },
    { "openvpn@a_b.c-9.service", TRUE },
    { "openvpn@.service.service", TRUE },
    { "openvpn-client@0123456789012345678901234567890123456789012345678901234567890123.service",
      TRUE },
    { "openvpn-client@01234567890123456789012345678901234567890123456789012345678901234.service",
      FALSE },
    { "openvpn-client@.service", FALSE },
    { "openvpn-client@..service", FALSE },
    { "openvpn-client@...service", FALSE },
    { "openvpn-client@office", FALSE },
    { "openvpn-client@a/b.service", FALSE },
    { "openvpn-client@a b.service", FALSE },
    { "openvpn-client@a@b.service", FALSE },
    { "openvpn-client@a\\x2db.service", FALSE },
    { "openvpn-client@b\xc3\xbcro.service", FALSE },
    { "openvpn-server@office.service", FALSE },
    { "x-openvpn@office.service", FALSE },
    { "office.service", FALSE },
    { "openvpn@", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].unit);
      g_assert_cmpint (culvert_profile_unit_is_valid (rows[i].unit), ==, rows[i].is_valid);
    }
}

static void
test_whom_a_server_admits (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Server", "unix:/run/a");
  g_autoptr (CulvertProfile) again = NULL;
  const CulvertAdmissionRules *rules;

  culvert_profile_set_admits (profile, TRUE);
  culvert_profile_add_admission_rule (profile, IDENTITY, "J\xc3\xb6rg; Office, \\s 2");
  culvert_profile_add_admission_rule (profile, OTHER, "client1");
  again = write_and_read (profile);
  g_assert_true (culvert_profile_get_admits (again));
  rules = culvert_profile_get_admission_rules (again);
  g_assert_cmpuint (culvert_admission_rules_get_n (rules), ==, 2);
  g_assert_true (culvert_admission_rules_admit (rules, IDENTITY, "J\xc3\xb6rg; Office, \\s 2"));
  g_assert_true (culvert_admission_rules_admit (rules, OTHER, "client1"));
}

static void
test_what_is_no_rule_admits_nobody (void)
{
  g_autoptr (CulvertProfile) profile =
      read_group ("endpoint=unix:/run/a\nadmission-rules=" IDENTITY ";" IDENTITY
                  " ; client1;x y;" OTHER " client1;\n");

  g_assert_false (culvert_profile_get_admits (profile));
  g_assert_cmpuint (culvert_admission_rules_get_n (culvert_profile_get_admission_rules (profile)),
                    ==,
                    1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profiles/group/attached-comes-back", test_attached_comes_back);
  g_test_add_func ("/profiles/group/service-comes-back", test_service_comes_back);
  g_test_add_func ("/profiles/group/imported-comes-back", test_imported_comes_back);
  g_test_add_func ("/profiles/group/no-kind-is-attached", test_no_kind_is_attached);
  g_test_add_func ("/profiles/group/the-unusable-is-refused", test_the_unusable_is_refused);
  g_test_add_func ("/profiles/group/units-are-checked", test_units_are_checked);
  g_test_add_func ("/profiles/group/whom-a-server-admits", test_whom_a_server_admits);
  g_test_add_func ("/profiles/group/what-is-no-rule-admits-nobody",
                   test_what_is_no_rule_admits_nobody);

  return g_test_run ();
}
