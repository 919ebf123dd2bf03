/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Hostile case 24a: somebody else listens where a daemon is looked for. */

#include "culvert-mgmt-endpoint.h"

#include "culvert-await.h"
#include "culvert-endpoint-place.h"

#include <string.h>
#include <unistd.h>

#define NOBODY 65534

/* FALSE: the test is skipped. */
static gboolean
is_root (void)
{
  if (getuid () == 0)
    return TRUE;

  g_test_skip ("Only root can become another user.");
  return FALSE;
}

/* S41: the credentials are those at the time of listen (). */
static void
test_unix (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (GSocket) socket = culvert_endpoint_bind_unix (place);

  if (!is_root ())
    return;

  g_assert_no_errno (seteuid (NOBODY));
  g_assert_true (g_socket_listen (socket, NULL));
  g_assert_no_errno (seteuid (0));
  culvert_endpoint_assert_refuses (place->text, CULVERT_MGMT_ERROR_UNTRUSTED, "65534");
}

/* Here they are those at the time of socket (). */
static GSocket *
listen_as_nobody (GSocketFamily family, guint16 port, char **text)
{
  GSocket *socket;

  g_assert_no_errno (seteuid (NOBODY));
  socket = culvert_endpoint_bind_tcp (family, port, text);
  g_assert_true (g_socket_listen (socket, NULL));
  g_assert_no_errno (seteuid (0));
  return socket;
}

/* S42. Nobody else learns that somebody has looked. */
static void
refuse_without_a_knock (GSocketFamily family)
{
  g_autofree char *text = NULL;
  g_autoptr (GSocket) socket = listen_as_nobody (family, 0, &text);

  culvert_endpoint_assert_refuses (text, CULVERT_MGMT_ERROR_UNTRUSTED, "65534");
  g_assert_cmpint (g_socket_condition_check (socket, G_IO_IN), ==, 0);
}

static void
test_tcp (void)
{
  if (is_root ())
    refuse_without_a_knock (G_SOCKET_FAMILY_IPV4);
}

static void
test_tcp6 (void)
{
  if (is_root () && culvert_endpoint_has_ipv6 ())
    refuse_without_a_knock (G_SOCKET_FAMILY_IPV6);
}

/* A listener that has no room for one more. */
static GSocket *
listen_without_room (guint16 *port, char **text, GSocket **client)
{
  GSocket *socket = culvert_endpoint_bind_tcp (G_SOCKET_FAMILY_IPV4, 0, text);
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  g_socket_set_listen_backlog (socket, 0);
  g_assert_true (g_socket_listen (socket, NULL));
  *client = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_assert_true (g_socket_connect (*client, address, NULL, NULL));
  return socket;
}

/* Whether a connection to the port was asked for, and is not answered. */
static gboolean
is_asked_for (guint16 port)
{
  g_autofree char *remote = g_strdup_printf (" 0100007F:%04X 02 ", port);
  g_autofree char *table = NULL;

  g_assert_true (g_file_get_contents ("/proc/net/tcp", &table, NULL, NULL));
  return strstr (table, remote) != NULL;
}

/* Our own listener goes when it has been looked at, and somebody else takes its place before the
 * connection is there. Returns: what was connected to */
static GIOStream *
open_a_place_that_is_taken (GError **error)
{
  guint16 port;
  g_autofree char *text = NULL;
  g_autoptr (GSocket) client = NULL;
  GSocket *ours = listen_without_room (&port, &text, &client);
  g_autoptr (GSocket) other = NULL;
  g_autoptr (CulvertMgmtEndpoint) endpoint = culvert_mgmt_endpoint_parse (text, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_mgmt_endpoint_open_async (endpoint, NULL, culvert_await_on_ready, &result);
  culvert_await (is_asked_for (port));
  g_object_unref (ours);
  other = listen_as_nobody (G_SOCKET_FAMILY_IPV4, port, NULL);
  culvert_await (result != NULL);
  return culvert_mgmt_endpoint_open_finish (result, error);
}

static void
test_taken_place (void)
{
  g_autoptr (GError) error = NULL;
  GIOStream *stream;

  if (!is_root ())
    return;

  /* The kernel asks again after a second; if that is in between, there is nobody. */
  do
    {
      g_clear_error (&error);
      stream = open_a_place_that_is_taken (&error);
    }
  while (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT));
  g_assert_null (stream);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNTRUSTED);
  g_assert_cmpint (culvert_mgmt_error_get_fault (error), ==, CULVERT_MGMT_FAULT_FOREIGN_LISTENER);
  g_assert_cmpuint (culvert_mgmt_error_get_owner (error), ==, NOBODY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint-foreign/unix", test_unix);
  g_test_add_func ("/management/endpoint-foreign/tcp", test_tcp);
  g_test_add_func ("/management/endpoint-foreign/tcp6", test_tcp6);
  g_test_add_func ("/management/endpoint-foreign/taken-place", test_taken_place);
  return g_test_run ();
}
