/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-endpoint.h"

#include "culvert-mgmt-error.h"
#include "culvert-mgmt-owner.h"
#include "culvert-mgmt-socket-table.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_PATH          107 /* the daemon cuts a longer one without a word */
#define CONNECT_TIMEOUT_S 10

struct _CulvertMgmtEndpoint
{
  gatomicrefcount references;
  char *text;                  /* (owned) */
  char *path;                  /* (owned) (nullable): of a unix socket */
  GInetSocketAddress *address; /* (owned) (nullable): of a TCP port */
};

static gboolean
refuse (GError **error, CulvertMgmtFault fault)
{
  culvert_mgmt_error_set_fault (error, fault, NULL, 0);
  return FALSE;
}

static gboolean
is_whole_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (const char *at = path; *at != '\0'; at++)
    {
      if (g_ascii_iscntrl (*at))
        return FALSE;
    }
  return g_path_is_absolute (path) && !g_str_has_suffix (path, "/") &&
         !g_strv_contains ((const char *const *) parts, "..");
}

static gboolean
parse_path (CulvertMgmtEndpoint *self, const char *path, GError **error)
{
  if (!is_whole_path (path))
    return refuse (error, CULVERT_MGMT_FAULT_NOT_WHOLE_PATH);

  self->path = g_canonicalize_filename (path, "/");
  if (strlen (self->path) > MAX_PATH)
    return refuse (error, CULVERT_MGMT_FAULT_LONG_PATH);

  self->text = g_strconcat ("unix:", self->path, NULL);
  return TRUE;
}

/* `127.0.0.1:7505` or `[::1]:7505` to host and port */
static gboolean
split_host_and_port (const char *text, char **host, guint64 *port)
{
  const char *colon = strrchr (text, ':');

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, port, NULL))
    return FALSE;

  if (text[0] == '[' && colon[-1] == ']')
    *host = g_strndup (text + 1, (gsize) (colon - text) - 2);
  else
    *host = g_strndup (text, (gsize) (colon - text));
  return TRUE;
}

static gboolean
parse_tcp (CulvertMgmtEndpoint *self, const char *text, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *plain = NULL;
  g_autoptr (GInetAddress) address = NULL;
  guint64 port;

  if (!split_host_and_port (text, &host, &port))
    return refuse (error, CULVERT_MGMT_FAULT_NO_PORT);

  address = g_inet_address_new_from_string (host);
  if (address == NULL)
    return refuse (error, CULVERT_MGMT_FAULT_NOT_NUMERIC);
  if (!g_inet_address_get_is_loopback (address))
    return refuse (error, CULVERT_MGMT_FAULT_NOT_LOCAL);

  self->address = G_INET_SOCKET_ADDRESS (g_inet_socket_address_new (address, (guint16) port));
  plain = g_inet_address_to_string (address);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    self->text = g_strdup_printf ("tcp:[%s]:%u", plain, (guint) port);
  else
    self->text = g_strdup_printf ("tcp:%s:%u", plain, (guint) port);
  return TRUE;
}

CulvertMgmtEndpoint *
culvert_mgmt_endpoint_parse (const char *text, GError **error)
{
  g_autoptr (CulvertMgmtEndpoint) self = g_new0 (CulvertMgmtEndpoint, 1);
  gboolean is_good;

  g_atomic_ref_count_init (&self->references);
  if (g_str_has_prefix (text, "unix:"))
    is_good = parse_path (self, text + strlen ("unix:"), error);
  else if (g_str_has_prefix (text, "tcp:"))
    is_good = parse_tcp (self, text + strlen ("tcp:"), error);
  else
    is_good = refuse (error, CULVERT_MGMT_FAULT_NO_KIND);

  return is_good ? g_steal_pointer (&self) : NULL;
}

CulvertMgmtEndpoint *
culvert_mgmt_endpoint_ref (CulvertMgmtEndpoint *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
culvert_mgmt_endpoint_unref (CulvertMgmtEndpoint *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->address);
  g_free (self);
}

const char *
culvert_mgmt_endpoint_to_string (const CulvertMgmtEndpoint *self)
{
  return self->text;
}

gboolean
culvert_mgmt_endpoint_needs_password (const CulvertMgmtEndpoint *self)
{
  return self->address != NULL;
}

/* From here on everything runs in a thread, until the public functions. */

static gboolean
check_uid (CulvertMgmtEndpoint *self, uid_t uid, GError **error)
{
  if (self->path != NULL ? culvert_mgmt_owner_is_trusted_at (self->path, uid)
                         : culvert_mgmt_owner_is_trusted (uid))
    return TRUE;

  culvert_mgmt_error_set_fault (error, CULVERT_MGMT_FAULT_FOREIGN_LISTENER, self->text, uid);
  return FALSE;
}

/* Of one that was cancelled the task tells by itself. */
static GError *
new_connect_error (CulvertMgmtEndpoint *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_error_new (CULVERT_MGMT_ERROR,
                        CULVERT_MGMT_ERROR_PERMISSION,
                        "You have no permission to use the management interface at %s.",
                        self->text);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (CULVERT_MGMT_ERROR,
                        CULVERT_MGMT_ERROR_TIMED_OUT,
                        "The OpenVPN daemon at %s takes no more connections.",
                        self->text);
  return g_error_new (CULVERT_MGMT_ERROR,
                      CULVERT_MGMT_ERROR_ABSENT,
                      "No OpenVPN daemon listens at %s.",
                      self->text);
}

/* A unix socket that does not block refuses at once when too many others wait for the daemon. */
static GSocket *
connect_to (CulvertMgmtEndpoint *self,
            GSocketAddress *address,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT,
                                             &reason);

  if (socket == NULL)
    {
      g_set_error (error,
                   CULVERT_MGMT_ERROR,
                   CULVERT_MGMT_ERROR_ABSENT,
                   "The system gives no socket for %s: %s",
                   self->text,
                   reason->message);
      return NULL;
    }

  g_socket_set_timeout (socket, CONNECT_TIMEOUT_S);
  g_socket_set_blocking (socket, self->path == NULL);
  if (!g_socket_connect (socket, address, cancellable, &reason))
    {
      g_propagate_error (error, new_connect_error (self, reason));
      return NULL;
    }
  g_socket_set_timeout (socket, 0);
  g_socket_set_blocking (socket, FALSE);
  return g_steal_pointer (&socket);
}

/* GCredentials knows no user where the process is out of sight, as that of a daemon is in a
 * sandbox. */
static gboolean
check_peer (CulvertMgmtEndpoint *self, GSocket *socket, GError **error)
{
  struct ucred peer;
  socklen_t size = sizeof peer;

  if (getsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
    peer.uid = (uid_t) -1; /* nobody is trusted */
  return check_uid (self, peer.uid, error);
}

static GSocket *
open_unix (CulvertMgmtEndpoint *self, GCancellable *cancellable, GError **error)
{
  int file = culvert_mgmt_owner_open_socket_file (self->path, error);
  g_autofree char *name = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (file < 0)
    return NULL;

  /* To the very file that was looked at, whatever stands under its name by now. */
  name = g_strdup_printf ("/proc/self/fd/%d", file);
  address = g_unix_socket_address_new (name);
  socket = connect_to (self, address, cancellable, error);
  close (file);
  if (socket == NULL || !check_peer (self, socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static char *
read_table (const char *name)
{
  g_autofree char *path = g_build_filename ("/proc/net", name, NULL);
  char *table = NULL;

  return g_file_get_contents (path, &table, NULL, NULL) ? table : g_strdup ("");
}

static gboolean
check_listener (CulvertMgmtEndpoint *self, GError **error)
{
  g_autofree char *ipv4 = read_table ("tcp");
  g_autofree char *ipv6 = read_table ("tcp6");
  gboolean was_found = FALSE;
  uid_t uid;

  if (culvert_mgmt_socket_table_find_listener (ipv4, FALSE, self->address, &uid))
    {
      was_found = TRUE;
      if (!check_uid (self, uid, error))
        return FALSE;
    }
  if (culvert_mgmt_socket_table_find_listener (ipv6, TRUE, self->address, &uid))
    {
      was_found = TRUE;
      if (!check_uid (self, uid, error))
        return FALSE;
    }
  if (!was_found)
    g_set_error (error,
                 CULVERT_MGMT_ERROR,
                 CULVERT_MGMT_ERROR_ABSENT,
                 "No OpenVPN daemon listens at %s.",
                 self->text);
  return was_found;
}

/* Once before and once after: so whoever was connected to cannot have made room in between. */
static GSocket *
open_tcp (CulvertMgmtEndpoint *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSocket) socket = NULL;

  if (!check_listener (self, error))
    return NULL;

  socket = connect_to (self, G_SOCKET_ADDRESS (self->address), cancellable, error);
  if (socket == NULL || !check_listener (self, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CulvertMgmtEndpoint *self = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = self->path != NULL ? open_unix (self, cancellable, &error)
                                                  : open_tcp (self, cancellable, &error);

  if (socket == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task,
                           g_socket_connection_factory_create_connection (socket),
                           g_object_unref);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CulvertMgmtEndpoint *self = task_data;
  g_autofree char *table = read_table (self->path != NULL ? "unix" : "tcp");
  guint n;
  gboolean is_known;

  if (self->path != NULL)
    {
      is_known = culvert_mgmt_socket_table_count_unix (table, self->path, &n);
    }
  else
    {
      g_autofree char *ipv6 = read_table ("tcp6");

      n = culvert_mgmt_socket_table_count_tcp (table, FALSE, self->address) +
          culvert_mgmt_socket_table_count_tcp (ipv6, TRUE, self->address);
      is_known = n > 0;
    }

  if (is_known)
    g_task_return_int (task, n);
  else
    g_task_return_new_error (task,
                             CULVERT_MGMT_ERROR,
                             CULVERT_MGMT_ERROR_ABSENT,
                             "The system does not tell who is connected to %s.",
                             self->text);
}

static void
run (CulvertMgmtEndpoint *self,
     GTaskThreadFunc function,
     gpointer tag,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task,
                        culvert_mgmt_endpoint_ref (self),
                        (GDestroyNotify) culvert_mgmt_endpoint_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, function);
}

void
culvert_mgmt_endpoint_open_async (CulvertMgmtEndpoint *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  run (self, open_in_thread, culvert_mgmt_endpoint_open_async, cancellable, callback, user_data);
}

GIOStream *
culvert_mgmt_endpoint_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culvert_mgmt_endpoint_count_clients_async (CulvertMgmtEndpoint *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  run (self,
       count_in_thread,
       culvert_mgmt_endpoint_count_clients_async,
       cancellable,
       callback,
       user_data);
}

guint
culvert_mgmt_endpoint_count_clients_finish (GAsyncResult *result, GError **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, NULL), 0);

  n = g_task_propagate_int (G_TASK (result), error);
  return (guint) MAX (n, 0);
}
