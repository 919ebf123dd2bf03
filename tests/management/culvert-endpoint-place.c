/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-endpoint-place.h"

#include "culvert-await.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

void
culvert_endpoint_place_set_up (CulvertEndpointPlace *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("culvert-endpoint-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "socket", NULL);
  place->text = g_strconcat ("unix:", place->path, NULL);
  /* So that somebody else may look into it. */
  g_assert_no_errno (chmod (place->folder, 0755));
}

void
culvert_endpoint_place_tear_down (CulvertEndpointPlace *place, gconstpointer data)
{
  g_unlink (place->path);
  g_assert_no_errno (g_rmdir (place->folder));
  g_clear_pointer (&place->folder, g_free);
  g_clear_pointer (&place->path, g_free);
  g_clear_pointer (&place->text, g_free);
}

GSocket *
culvert_endpoint_bind_unix (CulvertEndpointPlace *place)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (place->path);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  return socket;
}

GSocket *
culvert_endpoint_bind_tcp (GSocketFamily family, guint16 port, char **text)
{
  GSocket *socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_bind (socket, wanted, TRUE, &error);
  g_assert_no_error (error);
  address = g_socket_get_local_address (socket, NULL);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  if (text != NULL)
    *text = g_strdup_printf (family == G_SOCKET_FAMILY_IPV4 ? "tcp:127.0.0.1:%u" : "tcp:[::1]:%u",
                             port);
  return socket;
}

GIOStream *
culvert_endpoint_open (const char *text, GError **error)
{
  g_autoptr (CulvertMgmtEndpoint) endpoint = culvert_mgmt_endpoint_parse (text, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_mgmt_endpoint_open_async (endpoint, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  return culvert_mgmt_endpoint_open_finish (result, error);
}

guint
culvert_endpoint_count_clients (const char *text, GError **error)
{
  g_autoptr (CulvertMgmtEndpoint) endpoint = culvert_mgmt_endpoint_parse (text, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_mgmt_endpoint_count_clients_async (endpoint, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  return culvert_mgmt_endpoint_count_clients_finish (result, error);
}

void
culvert_endpoint_assert_refuses (const char *text, CulvertMgmtError code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (culvert_endpoint_open (text, &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, part));
}

gboolean
culvert_endpoint_has_ipv6 (void)
{
  if (g_file_test ("/proc/net/if_inet6", G_FILE_TEST_EXISTS))
    return TRUE;

  g_test_skip ("There is no IPv6 here.");
  return FALSE;
}
