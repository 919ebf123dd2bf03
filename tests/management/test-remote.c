/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-remote.h"

static const struct
{
  const char *text;
  const char *host; /* NULL: it cannot be read */
  const char *port;
  const char *protocol;
} offer_rows[] = {
  { "127.0.0.2,11999,udp", "127.0.0.2", "11999", "udp" },
  { "::1,443,tcp-client", "::1", "443", "tcp-client" },
  { "vpn.example.com,openvpn,udp4", "vpn.example.com", "openvpn", "udp4" },
  { "a,b,443,tcp-client", "a,b", "443", "tcp-client" },
  { "", NULL, NULL, NULL },
  { "host", NULL, NULL, NULL },
  { "host,443", NULL, NULL, NULL },
  { ",443,udp", NULL, NULL, NULL },
  { "host,,udp", NULL, NULL, NULL },
  { "host,443,", NULL, NULL, NULL },
  { "a host,443,udp", NULL, NULL, NULL },
  { "host\x1b,443,udp", NULL, NULL, NULL },
  { "host,12345678901234567890,udp", NULL, NULL, NULL },
  { "host,443,aaaaaaaaaaaaaaaaaaaa", NULL, NULL, NULL },
};

static void
test_offer (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (offer_rows); i++)
    {
      g_autoptr (CulvertMgmtRemote) remote = culvert_mgmt_remote_parse (offer_rows[i].text);

      g_test_message ("%s", offer_rows[i].text);
      g_assert_cmpint (remote != NULL, ==, offer_rows[i].host != NULL);
      if (remote == NULL)
        continue;
      g_assert_cmpstr (remote->host, ==, offer_rows[i].host);
      g_assert_cmpstr (remote->port, ==, offer_rows[i].port);
      g_assert_cmpstr (remote->protocol, ==, offer_rows[i].protocol);
      g_assert_true (remote->is_enabled);
    }
}

static void
test_length_of_a_host (void)
{
  g_autofree char *longest = g_strnfill (79, 'h');
  g_autofree char *longer = g_strnfill (80, 'h');
  g_autofree char *good = g_strconcat (longest, ",443,udp", NULL);
  g_autofree char *bad = g_strconcat (longer, ",443,udp", NULL);
  g_autoptr (CulvertMgmtRemote) remote = culvert_mgmt_remote_parse (good);

  g_assert_nonnull (remote);
  g_assert_null (culvert_mgmt_remote_parse (bad));
}

static void
test_entry (void)
{
  g_autoptr (CulvertMgmtRemote) first =
      culvert_mgmt_remote_parse_entry ("0,127.0.0.2,11999,udp,enabled");
  g_autoptr (CulvertMgmtRemote) second =
      culvert_mgmt_remote_parse_entry ("12,::1,443,tcp-client,disabled");

  g_assert_cmpuint (first->index, ==, 0);
  g_assert_cmpstr (first->host, ==, "127.0.0.2");
  g_assert_true (first->is_enabled);
  g_assert_false (culvert_mgmt_remote_is_tcp (first));
  g_assert_cmpuint (second->index, ==, 12);
  g_assert_cmpstr (second->host, ==, "::1");
  g_assert_false (second->is_enabled);
  g_assert_true (culvert_mgmt_remote_is_tcp (second));
}

static void
test_no_entry (void)
{
  const char *const texts[] = { "",
                                "END",
                                "0,127.0.0.2,11999,udp",
                                "0,127.0.0.2,11999,udp,maybe",
                                "-1,127.0.0.2,11999,udp,enabled",
                                "x,127.0.0.2,11999,udp,enabled",
                                "99999999999,127.0.0.2,11999,udp,enabled",
                                "0,enabled" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_null (culvert_mgmt_remote_parse_entry (texts[i]));
    }
}

static void
test_equal (void)
{
  g_autoptr (CulvertMgmtRemote) one = culvert_mgmt_remote_parse ("host,443,udp");
  g_autoptr (CulvertMgmtRemote) same = culvert_mgmt_remote_parse_entry ("3,host,443,udp,enabled");
  g_autoptr (CulvertMgmtRemote) copy = culvert_mgmt_remote_copy (one);
  g_autoptr (CulvertMgmtRemote) other = culvert_mgmt_remote_parse ("host,443,tcp-client");

  g_assert_true (culvert_mgmt_remote_equal (one, same));
  g_assert_true (culvert_mgmt_remote_equal (one, copy));
  g_assert_false (culvert_mgmt_remote_equal (one, other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/management/remote/offer", test_offer);
  g_test_add_func ("/management/remote/length-of-a-host", test_length_of_a_host);
  g_test_add_func ("/management/remote/entry", test_entry);
  g_test_add_func ("/management/remote/no-entry", test_no_entry);
  g_test_add_func ("/management/remote/equal", test_equal);

  return g_test_run ();
}
