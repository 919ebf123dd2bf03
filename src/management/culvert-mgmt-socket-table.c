/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-socket-table.h"

#include "culvert-mgmt-owner.h"

#include <stdio.h>
#include <string.h>

#define STATE_ESTABLISHED 0x01
#define STATE_LISTEN      0x0a

/* A unix socket's flags and states. */
#define FLAG_LISTENS     0x10000
#define STATE_CONNECTING 0x02 /* nobody has accepted it yet */
#define STATE_CONNECTED  0x03

/* One row of a TCP table. */
typedef struct
{
  guint8 address[16]; /* four bytes of it for IPv4 */
  guint port;
  guint state;
  uid_t uid;
} TcpRow;

/* The address is printed as numbers of 32 bits in the order of this machine. */
static gboolean
read_address (TcpRow *row, const char *text, gboolean is_ipv6)
{
  guint n_words = is_ipv6 ? 4 : 1;
  guint64 value;
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  if (g_strv_length (parts) != 2 || strlen (parts[0]) != n_words * 8 ||
      !g_ascii_string_to_unsigned (parts[1], 16, 0, G_MAXUINT16, &value, NULL))
    return FALSE;
  row->port = (guint) value;

  for (guint i = 0; i < n_words; i++)
    {
      g_autofree char *digits = g_strndup (parts[0] + i * 8, 8);
      guint32 word;

      if (!g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT32, &value, NULL))
        return FALSE;
      word = (guint32) value;
      memcpy (row->address + i * 4, &word, 4);
    }
  return TRUE;
}

/* `sl local remote state queues timer retransmissions uid …` */
static gboolean
read_row (TcpRow *row, const char *line, gboolean is_ipv6)
{
  g_auto (GStrv) split = g_strsplit_set (line, " ", -1);
  const char *fields[8];
  guint n = 0;
  guint64 state;
  guint64 uid;

  for (char **field = split; *field != NULL && n < G_N_ELEMENTS (fields); field++)
    {
      if (**field != '\0')
        fields[n++] = *field;
    }
  if (n < G_N_ELEMENTS (fields) || !read_address (row, fields[1], is_ipv6) ||
      !g_ascii_string_to_unsigned (fields[3], 16, 0, G_MAXUINT8, &state, NULL) ||
      !g_ascii_string_to_unsigned (fields[7], 10, 0, G_MAXUINT32, &uid, NULL))
    return FALSE;

  row->state = (guint) state;
  row->uid = (uid_t) uid;
  return TRUE;
}

/* The address in the form of the table. Returns: FALSE when the table cannot hold it */
static gboolean
get_table_address (GInetSocketAddress *address, gboolean is_ipv6, guint8 bytes[16])
{
  static const guint8 mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  GInetAddress *host = g_inet_socket_address_get_address (address);
  gboolean is_ipv6_host = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;

  if (is_ipv6_host && !is_ipv6)
    return FALSE;

  memset (bytes, 0, 16);
  if (is_ipv6 && !is_ipv6_host)
    {
      memcpy (bytes, mapped, sizeof mapped);
      memcpy (bytes + sizeof mapped, g_inet_address_to_bytes (host), 4);
      return TRUE;
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
  static const guint8 any[16] = { 0 };
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  gsize size = is_ipv6 ? 16 : 4;
  guint8 wanted[16];
  gboolean was_found = FALSE;

  if (!get_table_address (address, is_ipv6, wanted))
    return FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      TcpRow row;

      if (!read_row (&row, *line, is_ipv6) || row.state != STATE_LISTEN ||
          row.port != g_inet_socket_address_get_port (address) ||
          (memcmp (row.address, wanted, size) != 0 && memcmp (row.address, any, size) != 0))
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
  gsize size = is_ipv6 ? 16 : 4;
  guint8 wanted[16];
  guint n = 0;

  if (!get_table_address (address, is_ipv6, wanted))
    return 0;

  for (char **line = lines; *line != NULL; line++)
    {
      TcpRow row;

      if (read_row (&row, *line, is_ipv6) && row.state == STATE_ESTABLISHED &&
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
  g_autofree char *ending = g_strconcat (" ", path, NULL);
  gboolean has_listener = FALSE;

  *n_clients = 0;
  for (char **line = lines; *line != NULL; line++)
    {
      guint flags;
      guint state;
      int path_start = 0;

      if (!g_str_has_suffix (*line, ending) ||
          sscanf (*line, "%*s %*s %*s %x %*s %x %*s %n", &flags, &state, &path_start) != 2 ||
          path_start == 0 || !g_str_equal (*line + path_start, path))
        continue;

      if ((flags & FLAG_LISTENS) != 0)
        has_listener = TRUE;
      else if (state == STATE_CONNECTED || state == STATE_CONNECTING)
        (*n_clients)++;
    }
  return has_listener;
}
