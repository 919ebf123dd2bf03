/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-dns.h"

#include <string.h>

#define PUSH(options) "PUSH: Received control message: 'PUSH_REPLY," options "'"

static gboolean
take_log (CulvertSessionDns *dns, const char *text)
{
  const CulvertMgmtLog log = { .text = text, .length = strlen (text) };

  return culvert_session_dns_take_log (dns, &log);
}

static void
assert_wanted (const CulvertSessionDns *dns, const char *expected)
{
  GString *text = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; dns->wanted != NULL && i < dns->wanted->servers->len; i++)
    g_string_append_printf (text, "%s ", (char *) dns->wanted->servers->pdata[i]);
  g_string_append (text, "|");
  for (guint i = 0; dns->wanted != NULL && i < dns->wanted->domains->len; i++)
    g_string_append_printf (text, " %s", (char *) dns->wanted->domains->pdata[i]);
  all = g_string_free (text, FALSE);

  g_assert_cmpstr (all, ==, expected);
}

static void
test_options_in_the_log (void)
{
  static const struct
  {
    const char *line;
    const char *wanted;
  } rows[] = {
    { PUSH ("route 10.99.0.0 255.255.0.0,dhcp-option DNS 10.66.0.1,dhcp-option DOMAIN lab.test"),
      "10.66.0.1 | lab.test" },
    { PUSH ("dhcp-option DNS6 fd66::1,dhcp-option DOMAIN-SEARCH a.test"), "fd66::1 | a.test" },
    { PUSH ("dns server 1 address 10.8.0.1 [fd00::1]:53,dns search-domains a.test b.test"),
      "10.8.0.1 fd00::1 | a.test b.test" },
    { PUSH ("dns server 1 address 10.8.0.1,dhcp-option DNS 10.0.0.9"), "10.8.0.1 |" },
    { PUSH ("dns server 1 resolve-domains a.test,dns server 1 dnssec yes"), "|" },
    { PUSH ("dhcp-option DNS no.address,dhcp-option DNS,dhcp-option,dhcp-option NTP 10.0.0.1"),
      "|" },
    { PUSH ("echo,ping 2"), "|" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CulvertSessionDns dns = { NULL };

      g_test_message ("%s", rows[i].line);
      g_assert_true (take_log (&dns, rows[i].line));
      assert_wanted (&dns, rows[i].wanted);
      culvert_session_dns_clear (&dns);
    }
}

static void
test_other_lines_say_nothing (void)
{
  static const char *const lines[] = {
    "",
    "PUSH: Received control message: 'AUTH_FAILED'",
    " PUSH: Received control message: 'PUSH_REPLY,dhcp-option DNS 10.66.0.1'",
    "PUSH: Received control message: 'PUSH_REPLY,dhcp-option DNS 10.66.0.1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      CulvertSessionDns dns = { NULL };

      g_assert_false (take_log (&dns, lines[i]));
      g_assert_null (dns.wanted);
    }
}

static void
test_a_reply_in_parts (void)
{
  CulvertSessionDns dns = { NULL };

  take_log (&dns, PUSH ("dhcp-option DNS 10.8.0.1,push-continuation 2"));
  take_log (&dns, PUSH ("dhcp-option DNS 10.8.0.2,push-continuation 1"));
  assert_wanted (&dns, "10.8.0.1 10.8.0.2 |");
  take_log (&dns, PUSH ("dhcp-option DNS 10.8.0.3"));
  assert_wanted (&dns, "10.8.0.3 |");
  culvert_session_dns_clear (&dns);
}

static void
test_the_environment (void)
{
  static const char *const lines[] = {
    "UP",
    "ENV,dev=tun0",
    "ENV,foreign_option_2=dhcp-option DOMAIN lab.test",
    "ENV,foreign_option_1=dhcp-option DNS 10.66.0.1",
    "ENV,dns_server_1_address_1=fd00::1",
    "ENV,dns_server_1_port_1=53",
    "ENV,dns_search_domain_1=corp.test",
    "ENV,nothing",
    "ENV,END",
  };
  CulvertSessionDns dns = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    culvert_session_dns_take_up_down (&dns, lines[i]);
  assert_wanted (&dns, "10.66.0.1 fd00::1 | lab.test corp.test");

  /* What the daemon did not take is in its log all the same. */
  g_assert_false (take_log (&dns, PUSH ("dhcp-option DNS 10.8.0.9")));
  assert_wanted (&dns, "10.66.0.1 fd00::1 | lab.test corp.test");

  culvert_session_dns_take_up_down (&dns, "DOWN");
  g_assert_false (
      culvert_session_dns_take_up_down (&dns, "ENV,foreign_option_1=dhcp-option DNS 10.66.0.1"));
  g_assert_null (dns.wanted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/dns/options-in-the-log", test_options_in_the_log);
  g_test_add_func ("/session/dns/other-lines-say-nothing", test_other_lines_say_nothing);
  g_test_add_func ("/session/dns/a-reply-in-parts", test_a_reply_in_parts);
  g_test_add_func ("/session/dns/the-environment", test_the_environment);

  return g_test_run ();
}
