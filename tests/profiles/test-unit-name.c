/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-unit-name.h"

#define FIFTY "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmn"

/* S49 */
static void
test_instances (void)
{
  static const struct
  {
    const char *name;
    gboolean is_good;
  } rows[] = {
    { "office", TRUE },
    { "a", TRUE },
    { "Office_2", TRUE },
    { "a.b-c", TRUE },
    { "...", TRUE },
    { ".hidden", TRUE },
    { "-x", TRUE },
    { "0", TRUE },
    { FIFTY "0123456789abcd", TRUE },
    { FIFTY "0123456789abcde", FALSE },
    { "", FALSE },
    { ".", FALSE },
    { "..", FALSE },
    { "a/b", FALSE },
    { "../b", FALSE },
    { "a b", FALSE },
    { " a", FALSE },
    { "a\n", FALSE },
    { "a\tb", FALSE },
    { "a@b", FALSE },
    { "a:b", FALSE },
    { "a\\x2db", FALSE },
    { "%i", FALSE },
    { "$a", FALSE },
    { "a;b", FALSE },
    { "a*", FALSE },
    { "a?", FALSE },
    { "\"a\"", FALSE },
    { "ä", FALSE },
    { "\xff", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (culvert_unit_name_is_instance (rows[i].name), ==, rows[i].is_good);
    }
}

static void
test_units_of_administrators (void)
{
  static const struct
  {
    const char *unit;
    const char *name;
  } rows[] = {
    { "openvpn-client@office.service", "office" },
    { "openvpn@office.service", "office" },
    { "openvpn-client@a.service.service", "a.service" },
    { "openvpn-client@.service", NULL },
    { "openvpn-client@office", NULL },
    { "openvpn-server@office.service", NULL },
    { "openvpn-client@../x.service", NULL },
    { "sshd.service", NULL },
    { "xopenvpn@office.service", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = culvert_unit_name_dup_instance (rows[i].unit);

      g_test_message ("%s", rows[i].unit);
      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profiles/unit-name/instances", test_instances);
  g_test_add_func ("/profiles/unit-name/units-of-administrators", test_units_of_administrators);

  return g_test_run ();
}
