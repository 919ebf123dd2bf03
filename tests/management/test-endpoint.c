/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-endpoint.h"

#include "culvert-await.h"
#include "culvert-fake-daemon.h"
#include "culvert-mgmt-error.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

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

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  char *text;   /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("culvert-endpoint-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "socket", NULL);
  fixture->text = g_strconcat ("unix:", fixture->path, NULL);
  /* So that a process of another user may put a socket into the place of ours. */
  g_assert_no_errno (chmod (fixture->folder, 0755));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
  g_clear_pointer (&fixture->text, g_free);
}

static GIOStream *
open_endpoint (const char *text, GError **error)
{
  g_autoptr (CulvertMgmtEndpoint) endpoint = culvert_mgmt_endpoint_parse (text, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_mgmt_endpoint_open_async (endpoint, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  return culvert_mgmt_endpoint_open_finish (result, error);
}

static void
assert_refuses (const char *text, CulvertMgmtError code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_endpoint (text, &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_open_unix (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = open_endpoint (fixture->text, &error);

  g_assert_no_error (error);
  g_assert_true (G_IS_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream)));
  culvert_await (culvert_fake_daemon_is_connected (daemon));
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (daemon), ==, 0);
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  CulvertFakeDaemon *daemon;

  assert_refuses (fixture->text, CULVERT_MGMT_ERROR_ABSENT, fixture->path);

  /* What a daemon that was killed leaves behind. */
  daemon = culvert_fake_daemon_new_at (fixture->path);
  g_object_unref (daemon);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  assert_refuses (fixture->text, CULVERT_MGMT_ERROR_ABSENT, fixture->path);
}

static void
test_writable_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (fixture->path);

  g_assert_no_errno (chmod (fixture->folder, 0777));
  assert_refuses (fixture->text, CULVERT_MGMT_ERROR_UNTRUSTED, "write");
  culvert_await_quiet ();
  g_assert_false (culvert_fake_daemon_is_connected (daemon));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertMgmtEndpoint) endpoint = culvert_mgmt_endpoint_parse (fixture->text, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_mgmt_endpoint_open_async (endpoint, cancellable, culvert_await_on_ready, &result);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
  g_assert_null (culvert_mgmt_endpoint_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Listens as another user until it is killed. Returns: its number */
static pid_t
listen_as_nobody (GSocket *socket)
{
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (setuid (NOBODY) != 0 || listen (g_socket_get_fd (socket), 1) != 0)
        _exit (1);
      for (;;)
        pause ();
    }
  return child;
}

static void
end_child (pid_t child)
{
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
}

/* Hostile case 24a, S41: the credentials are those at the time of listen (). */
static void
test_foreign_unix_listener (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (fixture->path);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  GIOStream *stream = NULL;
  pid_t child;

  if (getuid () != 0)
    {
      g_test_skip ("Only root can become another user.");
      return;
    }

  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  child = listen_as_nobody (socket);
  do
    {
      g_clear_error (&error);
      stream = open_endpoint (fixture->text, &error);
    }
  while (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT));
  end_child (child);
  g_assert_null (stream);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNTRUSTED);
  g_assert_nonnull (strstr (error->message, "65534"));
}

static GSocket *
new_tcp_socket (GSocketFamily family, char **text)
{
  GSocket *socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  guint port;

  g_assert_true (g_socket_bind (socket, any_port, FALSE, NULL));
  address = g_socket_get_local_address (socket, NULL);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  *text =
      g_strdup_printf (family == G_SOCKET_FAMILY_IPV4 ? "tcp:127.0.0.1:%u" : "tcp:[::1]:%u", port);
  return socket;
}

static guint
count_clients (const char *text, GError **error)
{
  g_autoptr (CulvertMgmtEndpoint) endpoint = culvert_mgmt_endpoint_parse (text, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_mgmt_endpoint_count_clients_async (endpoint, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  return culvert_mgmt_endpoint_count_clients_finish (result, error);
}

static void
open_tcp (GSocketFamily family)
{
  g_autofree char *text = NULL;
  g_autoptr (GSocket) socket = new_tcp_socket (family, &text);
  g_autoptr (GIOStream) first = NULL;
  g_autoptr (GIOStream) second = NULL;
  g_autoptr (GError) error = NULL;

  assert_refuses (text, CULVERT_MGMT_ERROR_ABSENT, "listens");
  g_assert_true (g_socket_listen (socket, NULL));
  first = open_endpoint (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_clients (text, &error), ==, 1);
  second = open_endpoint (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_clients (text, &error), ==, 2);
}

static void
test_open_tcp (void)
{
  open_tcp (G_SOCKET_FAMILY_IPV4);
}

static void
test_open_tcp6 (void)
{
  if (!g_file_test ("/proc/net/if_inet6", G_FILE_TEST_EXISTS))
    g_test_skip ("There is no IPv6 here.");
  else
    open_tcp (G_SOCKET_FAMILY_IPV6);
}

/* As another user; tells its port through a pipe. */
static void
listen_at_any_port (int family, int pipe)
{
  union
  {
    struct sockaddr any;
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
  } address = { .any.sa_family = (sa_family_t) family };
  socklen_t length = family == AF_INET ? sizeof address.ipv4 : sizeof address.ipv6;
  int fd;

  if (family == AF_INET)
    address.ipv4.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  else
    address.ipv6.sin6_addr = in6addr_loopback;
  if (setuid (NOBODY) != 0)
    _exit (1);
  fd = socket (family, SOCK_STREAM, 0);
  if (fd < 0 || bind (fd, &address.any, length) != 0 || listen (fd, 1) != 0 ||
      getsockname (fd, &address.any, &length) != 0 ||
      write (pipe, &address.ipv4.sin_port, sizeof (in_port_t)) != sizeof (in_port_t))
    _exit (1);
  for (;;)
    pause ();
}

/* Hostile case 24a, S42 */
static void
refuse_foreign_listener (int family, const char *host)
{
  g_autofree char *text = NULL;
  in_port_t port;
  int ends[2];
  pid_t child;

  if (getuid () != 0)
    {
      g_test_skip ("Only root can become another user.");
      return;
    }

  g_assert_no_errno (pipe (ends));
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    listen_at_any_port (family, ends[1]);

  g_assert_cmpint (read (ends[0], &port, sizeof port), ==, sizeof port);
  text = g_strdup_printf ("tcp:%s:%u", host, ntohs (port));
  assert_refuses (text, CULVERT_MGMT_ERROR_UNTRUSTED, "65534");
  end_child (child);
  close (ends[0]);
  close (ends[1]);
}

static void
test_foreign_tcp_listener (void)
{
  refuse_foreign_listener (AF_INET, "127.0.0.1");
}

static void
test_foreign_tcp6_listener (void)
{
  if (!g_file_test ("/proc/net/if_inet6", G_FILE_TEST_EXISTS))
    g_test_skip ("There is no IPv6 here.");
  else
    refuse_foreign_listener (AF_INET6, "[::1]");
}

static void
test_count_unix (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GIOStream) first = NULL;
  g_autoptr (GIOStream) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertFakeDaemon) daemon = NULL;

  g_assert_cmpuint (count_clients (fixture->text, &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);

  daemon = culvert_fake_daemon_new_at (fixture->path);
  first = open_endpoint (fixture->text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_clients (fixture->text, &error), ==, 1);
  second = open_endpoint (fixture->text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_clients (fixture->text, &error), ==, 2);
  g_assert_no_error (error);
}

/* Too many wait for the daemon already: said at once, without waiting with them. */
static void
test_crowd (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (fixture->path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_autoptr (GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  g_socket_set_listen_backlog (socket, 1);
  g_assert_true (g_socket_listen (socket, NULL));
  while (error == NULL)
    {
      GIOStream *stream = open_endpoint (fixture->text, &error);

      if (stream != NULL)
        g_ptr_array_add (streams, stream);
      g_assert_cmpuint (streams->len, <, 10);
    }
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_TIMED_OUT);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/endpoint/parse", test_parse);
  g_test_add_func ("/management/endpoint/long-path", test_long_path);
  ADD ("/management/endpoint/open-unix", test_open_unix);
  ADD ("/management/endpoint/absent", test_absent);
  ADD ("/management/endpoint/writable-folder", test_writable_folder);
  ADD ("/management/endpoint/cancel", test_cancel);
  ADD ("/management/endpoint/foreign-unix-listener", test_foreign_unix_listener);
  g_test_add_func ("/management/endpoint/open-tcp", test_open_tcp);
  g_test_add_func ("/management/endpoint/open-tcp6", test_open_tcp6);
  g_test_add_func ("/management/endpoint/foreign-tcp-listener", test_foreign_tcp_listener);
  g_test_add_func ("/management/endpoint/foreign-tcp6-listener", test_foreign_tcp6_listener);
  ADD ("/management/endpoint/count-unix", test_count_unix);
  ADD ("/management/endpoint/crowd", test_crowd);
  return g_test_run ();
}
