/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Listeners that are good, and a system that does not do what it is asked. */

#include "culvert-mgmt-endpoint.h"

#include "culvert-await.h"
#include "culvert-endpoint-place.h"
#include "culvert-fake-daemon.h"
#include "culvert-refused-call.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NOBODY 65534

/* Root may connect to all, so somebody else has to try; it stays root who is believed. */
static void
test_no_permission (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (place->path);
  uid_t user = geteuid ();

  g_assert_no_errno (chmod (place->path, 0));
  g_assert_true (user != 0 || seteuid (NOBODY) == 0);
  culvert_endpoint_assert_refuses (place->text,
                                   CULVERT_MGMT_ERROR_PERMISSION,
                                   "no permission to use");
  g_assert_no_errno (seteuid (user));
  g_assert_false (culvert_fake_daemon_is_connected (daemon));
}

static void
assert_opens (const char *path)
{
  g_autofree char *text = g_strconcat ("unix:", path, NULL);
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (path);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  int input = dup (STDIN_FILENO);

  g_assert_no_errno (input);
  close (STDIN_FILENO);
  stream = culvert_endpoint_open (text, &error);
  g_assert_no_error (error);
  culvert_await (culvert_fake_daemon_is_connected (daemon));
  g_clear_object (&stream);
  g_assert_no_errno (dup2 (input, STDIN_FILENO));
  close (input);
}

/* The number of a descriptor may be 0: on the way to one of them that of a folder, on the way to
 * the other that of the socket. */
static void
test_closed_standard_input (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (place->folder, "folder", NULL);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);

  g_assert_no_errno (g_mkdir (folder, 0755));
  assert_opens (place->path);
  assert_opens (path);
  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_rmdir (folder));
}

/* What is refused stays so until a process ends. Returns: whether this is one for it */
static gboolean
is_subprocess (void)
{
  if (g_test_subprocess ())
    return TRUE;

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  return FALSE;
}

static void
test_no_socket (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) daemon = NULL;

  if (!is_subprocess ())
    return;

  daemon = culvert_fake_daemon_new_at (place->path);
  culvert_refuse_call (SYS_socket, EMFILE);
  culvert_endpoint_assert_refuses (place->text, CULVERT_MGMT_ERROR_ABSENT, "gives no socket");
}

/* A port whose listener does not answer in time. */
static void
test_no_answer (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (!is_subprocess ())
    return;

  socket = culvert_endpoint_bind_tcp (G_SOCKET_FAMILY_IPV4, 0, &text);
  g_assert_true (g_socket_listen (socket, NULL));
  culvert_refuse_call (SYS_connect, ETIMEDOUT);
  culvert_endpoint_assert_refuses (text, CULVERT_MGMT_ERROR_TIMED_OUT, "no more connections");
}

/* Who does not tell its name is nobody. */
static void
test_no_peer (CulvertEndpointPlace *place, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) daemon = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_subprocess ())
    return;

  daemon = culvert_fake_daemon_new_at (place->path);
  culvert_refuse_call (SYS_getsockopt, EPERM);
  g_assert_null (culvert_endpoint_open (place->text, &error));
  g_assert_cmpint (culvert_mgmt_error_get_fault (error), ==, CULVERT_MGMT_FAULT_FOREIGN_LISTENER);
  g_assert_cmpuint (culvert_mgmt_error_get_owner (error), ==, (uid_t) -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint-refused/no-permission", test_no_permission);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint-refused/closed-standard-input",
                              test_closed_standard_input);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint-refused/no-socket", test_no_socket);
  g_test_add_func ("/management/endpoint-refused/no-answer", test_no_answer);
  CULVERT_ENDPOINT_PLACE_ADD ("/management/endpoint-refused/no-peer", test_no_peer);
  return g_test_run ();
}
