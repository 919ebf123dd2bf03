/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-socket-table.h"

#include <unistd.h>

#define TCP_HEADER                                                                                 \
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "    \
  "inode\n"
#define TAIL " 00000000:00000000 00:00000000 00000000 "

/* 7505 is 1D51. Addresses are written as this machine, which is little-endian, keeps them. */
#define LISTEN_LOOPBACK(uid) "   0: 0100007F:1D51 00000000:0000 0A" TAIL uid "        0 1 1 0\n"
#define LISTEN_ANYWHERE(uid) "   1: 00000000:1D51 00000000:0000 0A" TAIL uid "        0 2 1 0\n"
#define LISTEN_ELSEWHERE     "   2: 0200007F:1D51 00000000:0000 0A" TAIL " 4242        0 3 1 0\n"
#define LISTEN_OTHER_PORT    "   3: 0100007F:1D52 00000000:0000 0A" TAIL " 4242        0 4 1 0\n"
#define CONNECTED            "   4: 0100007F:1D51 0100007F:9C40 01" TAIL "    0        0 5 1 0\n"
#define CLIENT_SIDE          "   5: 0100007F:9C40 0100007F:1D51 01" TAIL "    0        0 6 1 0\n"
#define TCP6_LOOPBACK(uid)                                                                         \
  "   0: 00000000000000000000000001000000:1D51 00000000000000000000000000000000:0000 0A" TAIL uid  \
  "        0 1 1 0\n"
#define TCP6_ANYWHERE(uid)                                                                         \
  "   0: 00000000000000000000000000000000:1D51 00000000000000000000000000000000:0000 0A" TAIL uid  \
  "        0 1 1 0\n"
#define TCP6_MAPPED_CONNECTION                                                                     \
  "   0: 0000000000000000FFFF00000100007F:1D51 0000000000000000FFFF00000100007F:9C40 01" TAIL      \
  "    0        0 1 1 0\n"

#define NO_ADDRESS "   6: 0100007F00:1D51 00000000:0000 0A" TAIL "    0        0 7 1 0\n"
#define NO_NUMBER  "   7: ZZZZZZZZ:1D51 00000000:0000 0A" TAIL "    0        0 8 1 0\n"

static GInetSocketAddress *
address (const char *host)
{
  return G_INET_SOCKET_ADDRESS (g_inet_socket_address_new_from_string (host, 7505));
}

typedef struct
{
  const char *host;
  const char *table;
  gboolean is_ipv6;
  gboolean has_listener;
  uid_t uid;
} ListenerRow;

static const ListenerRow listener_rows[] = {
  { "127.0.0.1", TCP_HEADER LISTEN_LOOPBACK ("    0"), FALSE, TRUE, 0 },
  { "127.0.0.1", TCP_HEADER LISTEN_LOOPBACK (" 1234"), FALSE, TRUE, 1234 },
  { "127.0.0.1", TCP_HEADER LISTEN_ANYWHERE ("    0"), FALSE, TRUE, 0 },
  { "127.0.0.1", TCP_HEADER LISTEN_ELSEWHERE LISTEN_OTHER_PORT, FALSE, FALSE, 0 },
  { "127.0.0.1", TCP_HEADER CONNECTED CLIENT_SIDE, FALSE, FALSE, 0 },
  /* Of two, the one that is not trusted. */
  { "127.0.0.1",
    TCP_HEADER LISTEN_ANYWHERE ("    0") LISTEN_LOOPBACK ("65534"),
    FALSE,
    TRUE,
    65534 },
  { "127.0.0.1",
    TCP_HEADER LISTEN_LOOPBACK ("65534") LISTEN_ANYWHERE ("    0"),
    FALSE,
    TRUE,
    65534 },
  { "127.0.0.1", TCP_HEADER TCP6_ANYWHERE ("    0"), TRUE, TRUE, 0 },
  { "127.0.0.1", TCP_HEADER TCP6_LOOPBACK ("    0"), TRUE, FALSE, 0 },
  { "::1", TCP_HEADER TCP6_LOOPBACK (" 1234"), TRUE, TRUE, 1234 },
  { "::1", TCP_HEADER TCP6_ANYWHERE ("    0"), TRUE, TRUE, 0 },
  { "::1", TCP_HEADER LISTEN_LOOPBACK ("    0"), FALSE, FALSE, 0 },
  { "::1", TCP_HEADER LISTEN_ANYWHERE ("    0"), FALSE, FALSE, 0 },
  { "127.0.0.1", "", FALSE, FALSE, 0 },
  { "127.0.0.1", "garbage\n : : \n   0: 0100007F:1D51\n", FALSE, FALSE, 0 },
  { "127.0.0.1", NO_ADDRESS, FALSE, FALSE, 0 },
  { "127.0.0.1", NO_NUMBER, FALSE, FALSE, 0 },
  { "127.0.0.1", LISTEN_LOOPBACK ("   -1"), FALSE, FALSE, 0 },
  /* Nothing of a row is left for the next one. */
  { "127.0.0.1", LISTEN_LOOPBACK ("   -1") NO_ADDRESS, FALSE, FALSE, 0 },
  { "127.0.0.1", LISTEN_OTHER_PORT NO_NUMBER, FALSE, FALSE, 0 },
  /* The first eight fields are enough, and are needed. */
  { "127.0.0.1", "0: 0100007F:1D51 00000000:0000 0A" TAIL "1234", FALSE, TRUE, 1234 },
  { "127.0.0.1", "0: 0100007F:1D51 00000000:0000 0A" TAIL, FALSE, FALSE, 0 },
};

static void
test_listener (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (listener_rows); i++)
    {
      const ListenerRow *row = &listener_rows[i];
      g_autoptr (GInetSocketAddress) wanted = address (row->host);
      uid_t uid = 0;

      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, row->table);
      g_assert_cmpint (
          culvert_mgmt_socket_table_find_listener (row->table, row->is_ipv6, wanted, &uid),
          ==,
          row->has_listener);
      g_assert_cmpuint (uid, ==, row->uid);
    }
}

static void
test_ports (void)
{
  static const struct
  {
    guint16 port;
    const char *table;
  } rows[] = {
    { 1, "0: 0100007F:0001 00000000:0000 0A" TAIL "0" },
    { 65535, "0: 0100007F:FFFF 00000000:0000 0A" TAIL "0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInetSocketAddress) wanted =
          G_INET_SOCKET_ADDRESS (g_inet_socket_address_new_from_string ("127.0.0.1", rows[i].port));
      uid_t uid;

      g_assert_true (culvert_mgmt_socket_table_find_listener (rows[i].table, FALSE, wanted, &uid));
    }
}

static void
test_count_tcp (void)
{
  g_autoptr (GInetSocketAddress) loopback = address ("127.0.0.1");
  g_autoptr (GInetSocketAddress) loopback6 = address ("::1");

  g_assert_cmpuint (culvert_mgmt_socket_table_count_tcp (TCP_HEADER LISTEN_LOOPBACK ("    0")
                                                             CONNECTED CLIENT_SIDE CONNECTED,
                                                         FALSE,
                                                         loopback),
                    ==,
                    2);
  g_assert_cmpuint (
      culvert_mgmt_socket_table_count_tcp (TCP_HEADER TCP6_MAPPED_CONNECTION, TRUE, loopback),
      ==,
      1);
  g_assert_cmpuint (culvert_mgmt_socket_table_count_tcp (TCP_HEADER CONNECTED, FALSE, loopback6),
                    ==,
                    0);
}

#define UNIX_HEADER "Num       RefCount Protocol Flags    Type St Inode Path\n"
#define LISTENER    "0000000000000000: 00000002 00000000 00010000 0001 01 1 "
#define ACCEPTED    "0000000000000000: 00000003 00000000 00000000 0001 03 2 "
#define WAITING     "0000000000000000: 00000002 00000000 00000000 0001 02 0 "
#define UNNAMED     "0000000000000000: 00000003 00000000 00000000 0001 03 3\n"

static void
test_count_unix (void)
{
  guint n = 99;

  g_assert_true (culvert_mgmt_socket_table_count_unix (
      UNIX_HEADER LISTENER "/run/a\n" ACCEPTED "/run/a\n" WAITING "/run/a\n" UNNAMED ACCEPTED
                           "/run/ab\n" ACCEPTED "/x/run/a\n",
      "/run/a",
      &n));
  g_assert_cmpuint (n, ==, 2);

  g_assert_true (culvert_mgmt_socket_table_count_unix (UNIX_HEADER LISTENER "/run/with blanks 1\n",
                                                       "/run/with blanks 1",
                                                       &n));
  g_assert_cmpuint (n, ==, 0);

  g_assert_false (
      culvert_mgmt_socket_table_count_unix (UNIX_HEADER ACCEPTED "/run/a\n", "/run/a", &n));
  g_assert_false (culvert_mgmt_socket_table_count_unix ("", "/run/a", &n));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/socket-table/listener", test_listener);
  g_test_add_func ("/management/socket-table/ports", test_ports);
  g_test_add_func ("/management/socket-table/count-tcp", test_count_tcp);
  g_test_add_func ("/management/socket-table/count-unix", test_count_unix);
  return g_test_run ();
}
