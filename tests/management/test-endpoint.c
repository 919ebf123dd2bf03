/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-endpoint.h"

#include "culvert-await.h"
#include "culvert-endpoint-place.h"
#include "culvert-fake-daemon.h"

#include <string.h>
#include <sys/stat.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *canonical; /* NULL: refused */
    gboolean needs_password;
    CulvertMgmtFault fault;
  } rows[] = {
    { "unix:/run/openvpn/office/management",
      "unix:/run/openvpn/office/management",
      FALSE,
      CULVERT_MGMT_FAULT_NONE },
    { "unix:/run//openvpn/./sock", "unix:/run/openvpn/sock", FALSE, CULVERT_MGMT_FAULT_NONE },
    { "unix:/run/with blank", "unix:/run/with blank", FALSE, CULVERT_MGMT_FAULT_NONE },
    { "unix:relative", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_WHOLE_PATH },
    { "unix:", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_WHOLE_PATH },
    { "unix:/", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_WHOLE_PATH },
    { "unix:/run/folder/", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_WHOLE_PATH },
    { "unix:/run/../etc/sock", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_WHOLE_PATH },
    { "unix:/run/a\nb", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_WHOLE_PATH },
    { "tcp:127.0.0.1:7505", "tcp:127.0.0.1:7505", TRUE, CULVERT_MGMT_FAULT_NONE },
    { "tcp:127.8.9.1:1", "tcp:127.8.9.1:1", TRUE, CULVERT_MGMT_FAULT_NONE },
    { "tcp:[::1]:7505", "tcp:[::1]:7505", TRUE, CULVERT_MGMT_FAULT_NONE },
    { "tcp:::1:7505", "tcp:[::1]:7505", TRUE, CULVERT_MGMT_FAULT_NONE },
    /* A bracket alone is none. */
    { "tcp:[127.0.0.1?:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_NUMERIC },
    { "tcp:?127.0.0.1]:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_NUMERIC },
    { "tcp:[:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_NUMERIC },
    { "tcp:[]:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_NUMERIC },
    { "tcp::7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_NUMERIC },
    { "tcp:localhost:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_NUMERIC },
    { "tcp:vpn.example.net:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_NUMERIC },
    { "tcp:192.0.2.1:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_LOCAL },
    { "tcp:0.0.0.0:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_LOCAL },
    { "tcp:[::]:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_LOCAL },
    { "tcp:[2001:db8::1]:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_LOCAL },
    { "tcp:127.0.0.1:0", NULL, FALSE, CULVERT_MGMT_FAULT_NO_PORT },
    { "tcp:127.0.0.1:65536", NULL, FALSE, CULVERT_MGMT_FAULT_NO_PORT },
    { "tcp:127.0.0.1:", NULL, FALSE, CULVERT_MGMT_FAULT_NO_PORT },
    { "tcp:127.0.0.1", NULL, FALSE, CULVERT_MGMT_FAULT_NO_PORT },
    { "tcp:127.1:7505", NULL, FALSE, CULVERT_MGMT_FAULT_NOT_NUMERIC },
    { "tcp:", NULL, FALSE, CULVERT_MGMT_FAULT_NO_PORT },
    { "/run/openvpn/sock", NULL, FALSE, CULVERT_MGMT_FAULT_NO_KIND },
    { "", NULL, FALSE, CULVERT_MGMT_FAULT_NO_KIND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CulvertMgmtEndpoint) endpoint = culvert_mgmt_endpoint_parse (rows[i].text, &error);

      g_test_message ("%s", rows[i].text);
      if (rows[i].canonical == NULL)
        {
          g_assert_null (endpoint);
          g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ADDRESS);
          g_assert_cmpint (culvert_mgmt_error_get_fault (error), ==, rows[i].fault);
          g_assert_cmpuint (culvert_mgmt_error_get_owner (error), ==, 0);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (culvert_mgmt_endpoint_to_string (endpoint), ==, rows[i].canonical);
      g_assert_cmpint (culvert_mgmt_endpoint_needs_password (endpoint), ==, rows[i].needs_password);
    }
}

/* A daemon cuts what is longer, and listens somewhere else. */
static void
test_long_path (void)
{
  g_autofree char *name = g_strnfill (106, 'x');
  g_autofree char *longest = g_strconcat ("unix:/", name, NULL);
  g_autofree char *too_long = g_strconcat ("unix:/", name, "x", NULL);
  g_autoptr (CulvertMgmtEndpoint) good = culvert_mgmt_endpoint_parse (longest, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtEndpoint) bad = culvert_mgmt_endpoint_parse (too_long, &error);

  g_assert_nonnull (good);
  g_assert_null (bad);
  g_assert_cmpint (culvert_mgmt_error_get_fault (error), ==, CULVERT_MGMT_FAULT_LONG_PATH);
}

/* From here on it is for a main loop to read, which waits as long as it likes. */
static void
assert_patient (GIOStream *stream)
{
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));

  g_assert_true (G_IS_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream)));
  g_assert_false (g_socket_get_blocking (socket));
  g_assert_cmpuint (g_socket_get_timeout (socket), ==, 0);
}

static void
test_open_unix (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (place->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = culvert_endpoint_open (place->text, &error);

  g_assert_no_error (error);
  assert_patient (stream);
  culvert_await (culvert_fake_daemon_is_connected (daemon));
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (daemon), ==, 0);
}

static void
test_absent (CulvertEndpointPlace *place, gconstpointer data)
{
  CulvertFakeDaemon *daemon;

  culvert_endpoint_assert_refuses (place->text, CULVERT_MGMT_ERROR_ABSENT, place->path);

  /* What a daemon that was killed leaves behind. */
  daemon = culvert_fake_daemon_new_at (place->path);
  g_object_unref (daemon);
  g_assert_true (g_file_test (place->path, G_FILE_TEST_EXISTS));
  culvert_endpoint_assert_refuses (place->text, CULVERT_MGMT_ERROR_ABSENT, place->path);
}

static void
test_writable_folder (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (place->path);

  g_assert_no_errno (chmod (place->folder, 0777));
  culvert_endpoint_assert_refuses (place->text, CULVERT_MGMT_ERROR_UNTRUSTED, "write");
  culvert_await_quiet ();
  g_assert_false (culvert_fake_daemon_is_connected (daemon));
}

static void
test_cancel (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (CulvertMgmtEndpoint) endpoint = culvert_mgmt_endpoint_parse (place->text, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_mgmt_endpoint_open_async (endpoint, cancellable, culvert_await_on_ready, &result);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
  g_assert_null (culvert_mgmt_endpoint_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
open_tcp (GSocketFamily family)
{
  g_autofree char *text = NULL;
  g_autoptr (GSocket) socket = culvert_endpoint_bind_tcp (family, 0, &text);
  g_autoptr (GIOStream) first = NULL;
  g_autoptr (GIOStream) second = NULL;
  g_autoptr (GError) error = NULL;

  culvert_endpoint_assert_refuses (text, CULVERT_MGMT_ERROR_ABSENT, "listens");
  g_assert_true (g_socket_listen (socket, NULL));
  g_assert_cmpuint (culvert_endpoint_count_clients (text, &error), ==, 0);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT);
  g_clear_error (&error);
  first = culvert_endpoint_open (text, &error);
  g_assert_no_error (error);
  assert_patient (first);
  g_assert_cmpuint (culvert_endpoint_count_clients (text, &error), ==, 1);
  second = culvert_endpoint_open (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (culvert_endpoint_count_clients (text, &error), ==, 2);
}

static void
test_open_tcp (void)
{
  open_tcp (G_SOCKET_FAMILY_IPV4);
}

static void
test_open_tcp6 (void)
{
  if (culvert_endpoint_has_ipv6 ())
    open_tcp (G_SOCKET_FAMILY_IPV6);
}

static void
test_count_unix (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (GIOStream) first = NULL;
  g_autoptr (GIOStream) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertFakeDaemon) daemon = NULL;

  g_assert_cmpuint (culvert_endpoint_count_clients (place->text, &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);

  daemon = culvert_fake_daemon_new_at (place->path);
  first = culvert_endpoint_open (place->text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (culvert_endpoint_count_clients (place->text, &error), ==, 1);
  second = culvert_endpoint_open (place->text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (culvert_endpoint_count_clients (place->text, &error), ==, 2);
  g_assert_no_error (error);
}

/* Too many wait for the daemon already: said at once, without waiting with them. */
static void
test_crowd (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (GSocket) socket = culvert_endpoint_bind_unix (place);
  g_autoptr (GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_socket_set_listen_backlog (socket, 1);
  g_assert_true (g_socket_listen (socket, NULL));
  while (error == NULL)
    {
      GIOStream *stream = culvert_endpoint_open (place->text, &error);

      if (stream != NULL)
        g_ptr_array_add (streams, stream);
      g_assert_cmpuint (streams->len, <, 10);
    }
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_TIMED_OUT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/endpoint/parse", test_parse);
  g_test_add_func ("/management/endpoint/long-path", test_long_path);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint/open-unix", test_open_unix);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint/absent", test_absent);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint/writable-folder", test_writable_folder);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint/cancel", test_cancel);
  g_test_add_func ("/management/endpoint/open-tcp", test_open_tcp);
  g_test_add_func ("/management/endpoint/open-tcp6", test_open_tcp6);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint/count-unix", test_count_unix);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint/crowd", test_crowd);
  return g_test_run ();
}
