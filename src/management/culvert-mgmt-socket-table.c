/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-socket-table.h"

#include "culvert-mgmt-owner.h"

#include <netinet/in.h>
#include <string.h>

/* As the tables print them. */
#define TCP_ESTABLISHED "01"
#define TCP_LISTENS     "0A"
#define UNIX_LISTENS    "00010000" /* a flag */
#define UNIX_CONNECTING "02"       /* nobody has accepted it yet */
#define UNIX_CONNECTED  "03"

/* One row of a TCP table. */
typedef struct
{
  guint8 address[sizeof (struct in6_addr)]; /* the first bytes of it for IPv4 */
  guint port;
  uid_t uid;
} TcpRow;

/* Fields are counted from 0. Returns: the row from this one on, which is nothing where it ends */
static const char *
find_field (const char *row, guint field)
{
  const char *at = row + strspn (row, " ");

  for (guint i = 0; i < field; i++)
    {
      at += strcspn (at, " ");
      at += strspn (at, " ");
    }
  return at;
}

static char *
get_field (const char *row, guint field)
{
  const char *at = find_field (row, field);

  return g_strndup (at, strcspn (at, " "));
}

static gboolean
has_field (const char *row, guint field, const char *text)
{
  g_autofree char *found = get_field (row, field);

  return g_str_equal (found, text);
}

static gsize
get_size (gboolean is_ipv6)
{
  return is_ipv6 ? sizeof (struct in6_addr) : sizeof (struct in_addr);
}

/* The address is printed as numbers of 32 bits in the order of this machine. */
static gboolean
read_address (TcpRow *row, const char *text, gboolean is_ipv6)
{
  gsize size = get_size (is_ipv6);
  const char *colon = strchr (text, ':');
  guint64 value;

  if (colon == NULL || (gsize) (colon - text) != size * 2 ||
      !g_ascii_string_to_unsigned (colon + 1, 16, 1, G_MAXUINT16, &value, NULL))
    return FALSE;
  row->port = (guint) value;

  for (gsize i = 0; i < size; i += sizeof (guint32))
    {
      g_autofree char *digits = g_strndup (text + i * 2, sizeof (guint32) * 2);
      guint32 word;

      if (!g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT32, &value, NULL))
        return FALSE;
      word = (guint32) value;
      memcpy (row->address + i, &word, sizeof word);
    }
  return TRUE;
}

/* `sl local remote state queues timer retransmissions uid …`. Returns: FALSE, too, where it is in
 * another state */
static gboolean
read_row (TcpRow *row, const char *line, gboolean is_ipv6, const char *state)
{
  g_autofree char *local = get_field (line, 1);
  g_autofree char *owner = get_field (line, 7);
  guint64 uid;

  if (!has_field (line, 3, state) || !read_address (row, local, is_ipv6) ||
      !g_ascii_string_to_unsigned (owner, 10, 0, G_MAXUINT32, &uid, NULL))
    return FALSE;

  row->uid = (uid_t) uid;
  return TRUE;
}

/* The address in the form of the table, of which get_size () bytes are written. Returns: FALSE when
 * the table cannot hold it */
static gboolean
get_table_address (GInetSocketAddress *address, gboolean is_ipv6, guint8 *bytes)
{
  static const guint8 mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  GInetAddress *host = g_inet_socket_address_get_address (address);
  gboolean is_ipv6_host = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;

  if (is_ipv6_host && !is_ipv6)
    return FALSE;

  if (is_ipv6 && !is_ipv6_host)
    {
      memcpy (bytes, mapped, sizeof mapped);
      bytes += sizeof mapped;
    }
  memcpy (bytes, g_inet_address_to_bytes (host), g_inet_address_get_native_size (host));
  return TRUE;
}

gboolean
culvert_mgmt_socket_table_find_listener (const char *table,
                                         gboolean is_ipv6,
                                         GInetSocketAddress *address,
                                         uid_t *uid)
{
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  gsize size = get_size (is_ipv6);
  guint8 wanted[sizeof (struct in6_addr)];
  gboolean was_found = FALSE;

  if (!get_table_address (address, is_ipv6, wanted))
    return FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      TcpRow row;

      if (!read_row (&row, *line, is_ipv6, TCP_LISTENS) ||
          row.port != g_inet_socket_address_get_port (address) ||
          (memcmp (row.address, wanted, size) != 0 &&
           memcmp (row.address, &in6addr_any, size) != 0))
        continue;

      *uid = row.uid;
      was_found = TRUE;
      if (!culvert_mgmt_owner_is_trusted (row.uid))
        break;
    }
  return was_found;
}

guint
culvert_mgmt_socket_table_count_tcp (const char *table,
                                     gboolean is_ipv6,
                                     GInetSocketAddress *address)
{
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  gsize size = get_size (is_ipv6);
  guint8 wanted[sizeof (struct in6_addr)];
  guint n = 0;

  if (!get_table_address (address, is_ipv6, wanted))
    return 0;

  for (char **line = lines; *line != NULL; line++)
    {
      TcpRow row;

      if (read_row (&row, *line, is_ipv6, TCP_ESTABLISHED) &&
          row.port == g_inet_socket_address_get_port (address) &&
          memcmp (row.address, wanted, size) == 0)
        n++;
    }
  return n;
}

/* `number references protocol flags type state inode path`; a path may hold blanks. */
gboolean
culvert_mgmt_socket_table_count_unix (const char *table, const char *path, guint *n_clients)
{
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  gboolean has_listener = FALSE;

  *n_clients = 0;
  for (char **line = lines; *line != NULL; line++)
    {
      if (!g_str_equal (find_field (*line, 7), path))
        continue;

      if (has_field (*line, 3, UNIX_LISTENS))
        has_listener = TRUE;
      else if (has_field (*line, 5, UNIX_CONNECTED) || has_field (*line, 5, UNIX_CONNECTING))
        (*n_clients)++;
    }
  return has_listener;
}
