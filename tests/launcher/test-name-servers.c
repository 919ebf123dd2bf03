/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-name-servers.h"

#include <string.h>

static char *
join (GPtrArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *) entries->pdata[i]);
  return g_string_free (text, FALSE);
}

static void
assert_servers (const CulvertNameServers *servers, const char *addresses, const char *domains)
{
  g_autofree char *all_addresses = join (servers->servers);
  g_autofree char *all_domains = join (servers->domains);

  g_assert_cmpstr (all_addresses, ==, addresses);
  g_assert_cmpstr (all_domains, ==, domains);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *address;
  } rows[] = {
    { "10.8.0.1", "10.8.0.1" },
    { "10.8.0.1:53", "10.8.0.1" },
    { "fd00::1", "fd00::1" },
    { "FD00:0:0::01", "fd00::1" },
    { "[fd00::1]:5353", "fd00::1" },
    { "[fd00::1]", "fd00::1" },
    { "fe80::1%eth0", "fe80::1" },
    { "10.8.0", "" },
    { "10.8.0.256", "" },
    { "name.example.com", "" },
    { "", "" },
    { "[", "" },
    { "10.8.0.1; rm", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertNameServers) servers = culvert_name_servers_new ();

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (culvert_name_servers_add_server (servers, rows[i].text),
                       ==,
                       *rows[i].address != '\0');
      assert_servers (servers, rows[i].address, "");
    }
}

static void
test_domains (void)
{
  static const struct
  {
    const char *text;
    const char *domain;
  } rows[] = {
    { "example.com", "example.com" },
    { "Example.COM.", "example.com" },
    { ".", "" },
    { "", "" },
    { "two words", "" },
    { "new\nline", "" },
    { "a\"quote", "" },
    { "\xff", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertNameServers) servers = culvert_name_servers_new ();

      g_assert_cmpint (culvert_name_servers_add_domain (servers, rows[i].text),
                       ==,
                       *rows[i].domain != '\0');
      assert_servers (servers, "", rows[i].domain);
    }
}

static void
test_they_are_bounded_and_different (void)
{
  g_autoptr (CulvertNameServers) servers = culvert_name_servers_new ();

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.0.0.%u", i);

      g_assert_cmpint (culvert_name_servers_add_server (servers, address), ==, i < 32);
      g_assert_cmpint (culvert_name_servers_add_server (servers, address), ==, i < 32);
    }
  g_assert_cmpuint (servers->servers->len, ==, 32);
}

static void
test_a_file (void)
{
  static const struct
  {
    const char *text;
    const char *servers;
    const char *domains;
  } rows[] = {
    { "nameserver 10.255.255.53\n", "10.255.255.53", "" },
    { "# made by hand\n; nameserver 1.1.1.1\n\n\tnameserver\t10.0.0.1\noptions edns0\n",
      "10.0.0.1",
      "" },
    { "domain one.example\nsearch two.example three.example\n", "", "two.example three.example" },
    { "search two.example\ndomain one.example\n", "", "one.example" },
    { "nameserver 10.0.0.1 # the first\nnameserver fe80::1%eth0", "10.0.0.1 fe80::1", "" },
    { "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4\n",
      "10.0.0.1 10.0.0.2 10.0.0.3",
      "" },
    { "nameserver\nsearch\nnameserver none\n", "", "" },
    { "nameserver 10.0.0.1\r\n", "10.0.0.1", "" },
    { "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertNameServers) servers =
          culvert_name_servers_parse (rows[i].text, strlen (rows[i].text));

      g_test_message ("%s", rows[i].text);
      assert_servers (servers, rows[i].servers, rows[i].domains);
    }
}

static void
test_resolved (void)
{
  g_autoptr (GVariant) properties = g_variant_ref_sink (
      g_variant_new_parsed ("{'DNS': <@a(iiay) [(0, 2, [192, 168, 1, 1]), (7, 2, [10, 8, 0, 1]),"
                            " (7, 10, [0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),"
                            " (7, 2, [1, 2, 3]), (7, 99, [1, 2, 3, 4])]>,"
                            " 'Domains': <@a(isb) [(7, 'lab.test', false), (7, '.', true)]>}"));
  g_autoptr (CulvertNameServers) servers = culvert_name_servers_new_from_resolved (properties);

  assert_servers (servers, "192.168.1.1 10.8.0.1 fd00::1", "lab.test");
}

static void
test_resolved_that_tells_nothing (void)
{
  g_autoptr (GVariant) properties =
      g_variant_ref_sink (g_variant_new_parsed ("@a{sv} {'DNS': <'what?'>}"));
  g_autoptr (CulvertNameServers) servers = culvert_name_servers_new_from_resolved (properties);

  g_assert_true (culvert_name_servers_is_empty (servers));
}

static CulvertNameServers *
create (const char *text)
{
  return culvert_name_servers_parse (text, strlen (text));
}

static void
test_comparison (void)
{
  static const struct
  {
    const char *wanted;
    const char *in_force;
    CulvertNamesVerdict verdict;
  } rows[] = {
    { "", "nameserver 10.0.0.1", CULVERT_NAMES_NOT_WANTED },
    { "nameserver 10.8.0.1", "nameserver 10.8.0.1", CULVERT_NAMES_APPLIED },
    { "nameserver 10.8.0.1", "nameserver 10.0.0.1\nnameserver 10.8.0.1", CULVERT_NAMES_APPLIED },
    { "nameserver 10.8.0.1\nnameserver 10.8.0.2", "nameserver 10.8.0.2", CULVERT_NAMES_PARTLY },
    { "nameserver 10.8.0.1\nsearch lab.test", "nameserver 10.8.0.1", CULVERT_NAMES_PARTLY },
    { "nameserver 10.8.0.1\nsearch lab.test",
      "nameserver 10.0.0.1\nsearch lab.test",
      CULVERT_NAMES_NOT_APPLIED },
    { "nameserver 10.8.0.1", "nameserver 10.0.0.1", CULVERT_NAMES_NOT_APPLIED },
    { "nameserver 10.8.0.1", "", CULVERT_NAMES_NOT_APPLIED },
    { "search lab.test", "nameserver 10.0.0.1\nsearch lab.test", CULVERT_NAMES_APPLIED },
    { "search a.test b.test", "nameserver 10.0.0.1\nsearch a.test", CULVERT_NAMES_PARTLY },
    { "search lab.test", "nameserver 10.0.0.1", CULVERT_NAMES_NOT_APPLIED },
    { "nameserver 10.8.0.1", "nameserver 127.0.0.1", CULVERT_NAMES_UNKNOWN },
    { "nameserver 10.8.0.1", "nameserver 127.0.0.1\nnameserver ::1", CULVERT_NAMES_UNKNOWN },
    { "nameserver 10.8.0.1",
      "nameserver 127.0.0.1\nnameserver 10.0.0.1",
      CULVERT_NAMES_NOT_APPLIED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertNameServers) wanted = create (rows[i].wanted);
      g_autoptr (CulvertNameServers) in_force = create (rows[i].in_force);

      g_test_message ("%s / %s", rows[i].wanted, rows[i].in_force);
      g_assert_cmpint (culvert_name_servers_compare (wanted, in_force), ==, rows[i].verdict);
    }
}

static void
test_what_is_not_known_is_no_fault (void)
{
  g_autoptr (CulvertNameServers) wanted = create ("nameserver 10.8.0.1");

  g_assert_cmpint (culvert_name_servers_compare (NULL, wanted), ==, CULVERT_NAMES_NOT_WANTED);
  g_assert_cmpint (culvert_name_servers_compare (wanted, NULL), ==, CULVERT_NAMES_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launcher/name-servers/addresses", test_addresses);
  g_test_add_func ("/launcher/name-servers/domains", test_domains);
  g_test_add_func ("/launcher/name-servers/they-are-bounded-and-different",
                   test_they_are_bounded_and_different);
  g_test_add_func ("/launcher/name-servers/a-file", test_a_file);
  g_test_add_func ("/launcher/name-servers/resolved", test_resolved);
  g_test_add_func ("/launcher/name-servers/resolved-that-tells-nothing",
                   test_resolved_that_tells_nothing);
  g_test_add_func ("/launcher/name-servers/comparison", test_comparison);
  g_test_add_func ("/launcher/name-servers/what-is-not-known-is-no-fault",
                   test_what_is_not_known_is_no_fault);

  return g_test_run ();
}
