/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile.h"

#define FIRST  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define SECOND "1f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static void
test_who_is_admitted (void)
{
  g_autoptr (CulvertAdmissionRules) rules = culvert_admission_rules_new ();

  g_assert_true (culvert_admission_rules_add (rules, FIRST, "client 1"));
  g_assert_true (culvert_admission_rules_admit (rules, FIRST, "client 1"));
  g_assert_false (culvert_admission_rules_admit (rules, FIRST, "client 2"));
  g_assert_false (culvert_admission_rules_admit (rules, SECOND, "client 1"));
  g_assert_false (culvert_admission_rules_admit (rules, NULL, "client 1"));
  g_assert_false (culvert_admission_rules_admit (rules, FIRST, NULL));

  g_assert_true (culvert_admission_rules_remove (rules, FIRST));
  g_assert_false (culvert_admission_rules_remove (rules, FIRST));
  g_assert_false (culvert_admission_rules_admit (rules, FIRST, "client 1"));
}

static void
test_what_can_be_a_rule (void)
{
  static const char *const names[] = {
    "", "a\nb", "a\tb", "\xff", "\xe2\x80\xaeroot", "\xc2\xa0\x01",
  };
  static const char *const fingerprints[] = {
    "",
    "9f86",
    FIRST "0",
    "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
    "zf86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (culvert_admission_rule_is_valid (FIRST, names[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (fingerprints); i++)
    g_assert_false (culvert_admission_rule_is_valid (fingerprints[i], "client1"));
  g_assert_true (culvert_admission_rule_is_valid (FIRST, "J\xc3\xb6rg; Office, 2"));
}

static void
test_as_many_as_there_can_be (void)
{
  g_autoptr (CulvertAdmissionRules) rules = culvert_admission_rules_new ();

  for (guint i = 0; i <= CULVERT_ADMISSION_RULES_MAX; i++)
    {
      g_autofree char *fingerprint = g_strdup_printf ("%064x", i);

      g_assert_cmpint (culvert_admission_rules_add (rules, fingerprint, "a"),
                       ==,
                       i < CULVERT_ADMISSION_RULES_MAX);
    }
  g_assert_cmpuint (culvert_admission_rules_get_n (rules), ==, CULVERT_ADMISSION_RULES_MAX);
  g_assert_null (culvert_admission_rules_get (rules, CULVERT_ADMISSION_RULES_MAX));
}

static void
on_notify (GObject *profile, GParamSpec *pspec, gpointer user_data)
{
  g_string_append_printf (user_data, "%s ", g_param_spec_get_name (pspec));
}

static void
test_a_profile_tells (void)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Server", "unix:/run/a");
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (profile, "notify", G_CALLBACK (on_notify), told);
  g_assert_false (culvert_profile_get_admits (profile));
  culvert_profile_set_admits (profile, TRUE);
  culvert_profile_set_admits (profile, TRUE);
  g_assert_true (culvert_profile_add_admission_rule (profile, FIRST, "client1"));
  g_assert_false (culvert_profile_add_admission_rule (profile, FIRST, "client1"));
  culvert_profile_remove_admission_rule (profile, SECOND);
  culvert_profile_remove_admission_rule (profile, FIRST);
  g_assert_cmpstr (told->str, ==, "admits n-admission-rules n-admission-rules ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profiles/admission-rules/who-is-admitted", test_who_is_admitted);
  g_test_add_func ("/profiles/admission-rules/what-can-be-a-rule", test_what_can_be_a_rule);
  g_test_add_func ("/profiles/admission-rules/as-many-as-there-can-be",
                   test_as_many_as_there_can_be);
  g_test_add_func ("/profiles/admission-rules/a-profile-tells", test_a_profile_tells);
  return g_test_run ();
}
