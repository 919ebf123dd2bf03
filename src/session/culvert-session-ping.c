/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-ping.h"

#include <errno.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_REPLY 128

/* The same bytes begin an echo of either version. The system fills in what is zero here. */
typedef struct
{
  guint8 type;
  guint8 code;
  guint16 checksum;
  guint16 id;
  guint16 sequence;
  guint32 cookie; /* tells our echo from what others answer */
} Echo;

typedef struct
{
  GSocket *socket; /* (owned) */
  GSource *source; /* (owned) (nullable) */
  guint8 reply_type;
  guint32 cookie;
  gint64 sent_at;
} Ping;

static void
ping_free (Ping *ping)
{
  if (ping->source != NULL)
    g_source_destroy (ping->source);
  g_clear_pointer (&ping->source, g_source_unref);
  g_clear_object (&ping->socket);
  g_free (ping);
}

static gboolean
is_ours (Ping *ping, const char *bytes, gssize length)
{
  Echo echo;

  if (length < (gssize) sizeof echo)
    return FALSE;

  memcpy (&echo, bytes, sizeof echo);

  return echo.type == ping->reply_type && echo.cookie == ping->cookie;
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  GTask *task = user_data;
  Ping *ping = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char bytes[MAX_REPLY];
  gssize n;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  n = g_socket_receive (socket, bytes, sizeof bytes, NULL, &error);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (n < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return G_SOURCE_REMOVE;
    }
  if (!is_ours (ping, bytes, n))
    return G_SOURCE_CONTINUE;

  g_task_return_int (task, (gssize) (g_get_monotonic_time () - ping->sent_at));

  return G_SOURCE_REMOVE;
}

/* GSocket itself makes none of these. Systems differ in whom they let have one. */
static GSocket *
new_socket (int family, int protocol, GError **error)
{
  int fd = socket (family, SOCK_DGRAM | SOCK_CLOEXEC, protocol);
  int saved_errno = errno;
  GSocket *echo_socket;

  if (fd < 0)
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           g_io_error_from_errno (saved_errno),
                           g_strerror (saved_errno));
      return NULL;
    }

  echo_socket = g_socket_new_from_fd (fd, error);
  if (echo_socket == NULL)
    close (fd);

  return echo_socket;
}

static gboolean
send_echo (Ping *ping, GInetAddress *address, GError **error)
{
  gboolean is_v6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  g_autoptr (GSocketAddress) destination = g_inet_socket_address_new (address, 0);
  Echo echo = { .type = is_v6 ? ICMP6_ECHO_REQUEST : ICMP_ECHO, .cookie = g_random_int () };

  ping->socket =
      new_socket (is_v6 ? AF_INET6 : AF_INET, is_v6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP, error);
  if (ping->socket == NULL)
    return FALSE;

  g_socket_set_blocking (ping->socket, FALSE);
  ping->reply_type = is_v6 ? ICMP6_ECHO_REPLY : ICMP_ECHOREPLY;
  ping->cookie = echo.cookie;
  ping->sent_at = g_get_monotonic_time ();

  return g_socket_send_to (ping->socket,
                           destination,
                           (const char *) &echo,
                           sizeof echo,
                           NULL,
                           error) == sizeof echo;
}

void
culvert_session_ping_async (GInetAddress *address,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Ping *ping = g_new0 (Ping, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, culvert_session_ping_async);
  g_task_set_task_data (task, ping, (GDestroyNotify) ping_free);

  if (!send_echo (ping, address, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  ping->source = g_socket_create_source (ping->socket, G_IO_IN, cancellable);
  g_source_set_callback (ping->source,
                         G_SOURCE_FUNC (on_readable),
                         g_object_ref (task),
                         g_object_unref);
  g_source_attach (ping->source, g_task_get_context (task));
}

gint64
culvert_session_ping_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
