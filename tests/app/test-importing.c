/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-importing.h"

#include "culvert-await.h"
#include "culvert-config-importer.h"
#include "culvert-script-answerer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define PROFILE                                                                                    \
  "client\ndev tun\nremote %s 1194\n<ca>\n-----BEGIN CERTIFICATE-----\nAAAA\n"                     \
  "-----END CERTIFICATE-----\n</ca>\n"

typedef struct
{
  char *root;                      /* (owned) */
  char *texts_folder;              /* (owned) */
  CulvertProfileStore *store;      /* (owned) */
  CulvertProfileTexts *texts;      /* (owned) */
  CulvertConnections *connections; /* (owned) */
} Fixture;

static void
load (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_connections_load_async (fixture->connections, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  culvert_connections_load_finish (fixture->connections, result);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertScriptAnswerer) answerer = culvert_script_answerer_new ();
  g_autoptr (CulvertLauncherFactory) factory = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) folder = NULL;

  fixture->root = g_dir_make_tmp ("culvert-importing-XXXXXX", NULL);
  fixture->texts_folder = g_build_filename (fixture->root, "profiles", NULL);
  file = g_file_new_build_filename (fixture->root, "connections.conf", NULL);
  folder = g_file_new_for_path (fixture->texts_folder);
  fixture->store = culvert_profile_store_new (file);
  fixture->texts = culvert_profile_texts_new (folder);
  factory = culvert_launcher_factory_new (fixture->texts, FALSE);
  fixture->connections = culvert_connections_new (fixture->store,
                                                  fixture->texts,
                                                  factory,
                                                  CULVERT_ANSWERER (answerer));
  load (fixture);
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);

      if (g_file_test (entry, G_FILE_TEST_IS_DIR))
        empty_folder (entry);
      g_assert_cmpint (g_remove (entry), ==, 0);
    }
}

static void
flush (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_connections_flush_async (fixture->connections, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  culvert_connections_flush_finish (fixture->connections, result);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  flush (fixture);
  g_clear_object (&fixture->connections);
  culvert_await_quiet ();
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->texts);
  empty_folder (fixture->root);
  g_assert_cmpint (g_rmdir (fixture->root), ==, 0);
  g_free (fixture->texts_folder);
  g_free (fixture->root);
}

static CulvertConfigImport *
read_profile (Fixture *fixture, const char *server)
{
  g_autofree char *path = g_build_filename (fixture->root, "office.ovpn", NULL);
  g_autofree char *text = g_strdup_printf (PROFILE, server);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CulvertConfigImport *import;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  culvert_config_importer_read_async (file, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  import = culvert_config_importer_read_finish (result, &error);
  g_assert_no_error (error);

  return import;
}

static CulvertSession *
import_as (Fixture *fixture, const char *server, const char *name)
{
  g_autoptr (CulvertConfigImport) import = read_profile (fixture, server);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CulvertSession *session;

  culvert_importing_import_async (fixture->connections,
                                  import,
                                  name,
                                  culvert_await_on_ready,
                                  &result);
  culvert_await (result != NULL);
  session = culvert_importing_add_finish (result, &error);
  g_assert_no_error (error);

  return session;
}

/* Of the stored text. (nullable) */
static char *
read_text (Fixture *fixture, const char *id)
{
  g_autoptr (GFile) file = culvert_profile_texts_get_file (fixture->texts, id);
  char *text = NULL;

  g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL);

  return text;
}

static CulvertProfile *
profile_of (CulvertSession *session)
{
  return culvert_session_get_profile (session);
}

static guint
count_sessions (Fixture *fixture)
{
  return culvert_session_list_get_n (culvert_connections_get_sessions (fixture->connections));
}

static void
test_import_is_kept (Fixture *fixture, gconstpointer data)
{
  CulvertProfile *profile = profile_of (import_as (fixture, "vpn.example", ""));
  g_autofree char *text = read_text (fixture, culvert_profile_get_id (profile));

  g_assert_cmpstr (culvert_profile_get_name (profile), ==, "office");
  g_assert_cmpint (culvert_profile_get_kind (profile), ==, CULVERT_PROFILE_IMPORTED);
  g_assert_nonnull (strstr (text, "vpn.example"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->store)), ==, 1);
  g_assert_cmpuint (count_sessions (fixture), ==, 1);
}

/* The message is for people, with the reason of the system in it. */
static void
test_import_that_cannot_be_stored_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertConfigImport) import = read_profile (fixture, "vpn.example");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->texts_folder, "", 0, NULL));
  culvert_importing_import_async (fixture->connections,
                                  import,
                                  "Office",
                                  culvert_await_on_ready,
                                  &result);
  culvert_await (result != NULL);

  g_assert_null (culvert_importing_add_finish (result, &error));
  g_assert_true (g_str_has_prefix (error->message, "The profile could not be saved: "));
  g_assert_nonnull (strstr (error->message, g_strerror (ENOTDIR)));
  g_assert_cmpuint (count_sessions (fixture), ==, 0);
}

static void
test_import_starts_nothing (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = import_as (fixture, "vpn.example", "Office");

  culvert_await (culvert_session_is_settled (session));
  g_assert_cmpint (culvert_session_get_state (session), ==, CULVERT_SESSION_DISCONNECTED);
  g_assert_cmpint (culvert_session_get_reason (session), ==, CULVERT_REASON_NONE);
}

static void
test_duplicate_is_another (Fixture *fixture, gconstpointer data)
{
  CulvertSession *original = import_as (fixture, "vpn.example", "Office");
  CulvertSession *copy;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  g_autofree char *copied = NULL;

  culvert_importing_duplicate_async (fixture->connections,
                                     original,
                                     culvert_await_on_ready,
                                     &result);
  culvert_await (result != NULL);
  copy = culvert_importing_add_finish (result, NULL);
  g_assert_nonnull (copy);
  g_assert_cmpstr (culvert_profile_get_name (profile_of (copy)), ==, "Office (copy)");
  g_assert_cmpstr (culvert_profile_get_id (profile_of (copy)),
                   !=,
                   culvert_profile_get_id (profile_of (original)));
  text = read_text (fixture, culvert_profile_get_id (profile_of (original)));
  copied = read_text (fixture, culvert_profile_get_id (profile_of (copy)));
  g_assert_cmpstr (text, ==, copied);
}

static void
test_replace_changes_the_identity (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = import_as (fixture, "vpn.example", "Office");
  CulvertProfile *profile = profile_of (session);
  g_autofree char *before = g_strdup (culvert_profile_get_identity (profile));
  g_autoptr (CulvertConfigImport) import = read_profile (fixture, "other.example");
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  culvert_importing_replace_async (fixture->connections,
                                   session,
                                   import,
                                   culvert_await_on_ready,
                                   &result);
  culvert_await (result != NULL);
  g_assert_true (culvert_importing_finish (result, NULL));
  text = read_text (fixture, culvert_profile_get_id (profile));
  g_assert_nonnull (strstr (text, "other.example"));
  g_assert_cmpstr (culvert_profile_get_identity (profile), !=, before);
  g_assert_cmpstr (culvert_profile_get_identity (profile),
                   ==,
                   culvert_config_import_get_identity (import));
}

static void
test_export_is_for_the_user_alone (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = import_as (fixture, "vpn.example", "Office");
  g_autofree char *path = g_build_filename (fixture->root, "export.ovpn", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = read_text (fixture, culvert_profile_get_id (profile_of (session)));
  g_autofree char *exported = NULL;
  struct stat status;

  g_assert_true (g_file_set_contents (path, "what was there", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  culvert_importing_export_async (fixture->connections,
                                  session,
                                  file,
                                  culvert_await_on_ready,
                                  &result);
  culvert_await (result != NULL);
  g_assert_true (culvert_importing_finish (result, NULL));
  g_assert_true (g_file_get_contents (path, &exported, NULL, NULL));
  g_assert_cmpstr (exported, ==, text);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_removed_can_be_had_back (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = import_as (fixture, "vpn.example", "Office");
  g_autofree char *id = g_strdup (culvert_profile_get_id (profile_of (session)));
  g_autofree char *text = NULL;

  culvert_connections_remove (fixture->connections, session);
  g_assert_cmpuint (count_sessions (fixture), ==, 0);
  g_assert_true (culvert_connections_restore (fixture->connections, id));
  g_assert_false (culvert_connections_restore (fixture->connections, id));
  g_assert_cmpuint (count_sessions (fixture), ==, 1);
  text = read_text (fixture, id);
  g_assert_nonnull (text);
}

static void
test_removed_is_gone_at_the_end (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = import_as (fixture, "vpn.example", "Office");
  g_autofree char *id = g_strdup (culvert_profile_get_id (profile_of (session)));
  g_autofree char *text = NULL;

  culvert_connections_remove (fixture->connections, session);
  culvert_connections_end_undo (fixture->connections);
  flush (fixture);
  text = read_text (fixture, id);
  g_assert_null (text);
  g_assert_false (culvert_connections_restore (fixture->connections, id));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->store)), ==, 0);
}

static void
test_service_is_added_once (Fixture *fixture, gconstpointer data)
{
  const char *unit = "openvpn-client@office.service";
  CulvertSession *session = culvert_connections_add_service (fixture->connections,
                                                             NULL,
                                                             unit,
                                                             "unix:/run/openvpn/office.sock",
                                                             NULL);
  CulvertSession *again =
      culvert_connections_add_service (fixture->connections, "Office", unit, NULL, NULL);

  g_assert_nonnull (session);
  g_assert_true (again == session);
  g_assert_cmpint (culvert_profile_get_kind (profile_of (session)), ==, CULVERT_PROFILE_SERVICE);
  g_assert_cmpstr (culvert_profile_get_name (profile_of (session)), ==, "Office");
}

/* An administrator has moved it: the connection follows, and is the same in all else. */
static void
test_service_that_moved_is_followed (Fixture *fixture, gconstpointer data)
{
  const char *unit = "openvpn-client@office.service";
  CulvertSessionList *sessions = culvert_connections_get_sessions (fixture->connections);
  CulvertSession *session = culvert_connections_add_service (fixture->connections,
                                                             "Office",
                                                             unit,
                                                             "unix:/run/openvpn/office.sock",
                                                             NULL);
  g_autofree char *id = g_strdup (culvert_profile_get_id (profile_of (session)));

  session = culvert_connections_add_service (fixture->connections,
                                             "office",
                                             unit,
                                             "unix:/run/openvpn-mgmt-office/sock",
                                             NULL);
  g_assert_cmpuint (culvert_session_list_get_n (sessions), ==, 1);
  g_assert_true (culvert_session_list_get (sessions, 0) == session);
  g_assert_cmpstr (culvert_profile_get_id (profile_of (session)), ==, id);
  g_assert_cmpstr (culvert_profile_get_name (profile_of (session)), ==, "Office");
  g_assert_cmpstr (culvert_profile_get_endpoint (profile_of (session)),
                   ==,
                   "unix:/run/openvpn-mgmt-office/sock");
}

static void
test_service_without_an_endpoint_is_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (culvert_connections_add_service (fixture->connections,
                                                  NULL,
                                                  "openvpn-client@office.service",
                                                  NULL,
                                                  &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_address_that_cannot_be_used_is_explained (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) attach_error = NULL;
  g_autoptr (GError) service_error = NULL;

  g_assert_null (
      culvert_connections_attach (fixture->connections, "Office", "nonsense", &attach_error));
  g_assert_cmpstr (attach_error->message,
                   ==,
                   "Write unix: and the path of a socket, or tcp: and an address with its port.");
  g_assert_null (culvert_connections_add_service (fixture->connections,
                                                  NULL,
                                                  "openvpn-client@office.service",
                                                  "tcp:192.0.2.1:7505",
                                                  &service_error));
  g_assert_nonnull (strstr (service_error->message, "another computer"));
  g_assert_cmpuint (count_sessions (fixture), ==, 0);
}

#define ADD(name, test) g_test_add ("/app/importing/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("import-is-kept", test_import_is_kept);
  ADD ("import-that-cannot-be-stored-is-told", test_import_that_cannot_be_stored_is_told);
  ADD ("import-starts-nothing", test_import_starts_nothing);
  ADD ("duplicate-is-another", test_duplicate_is_another);
  ADD ("replace-changes-the-identity", test_replace_changes_the_identity);
  ADD ("export-is-for-the-user-alone", test_export_is_for_the_user_alone);
  ADD ("removed-can-be-had-back", test_removed_can_be_had_back);
  ADD ("removed-is-gone-at-the-end", test_removed_is_gone_at_the_end);
  ADD ("service-is-added-once", test_service_is_added_once);
  ADD ("service-that-moved-is-followed", test_service_that_moved_is_followed);
  ADD ("service-without-an-endpoint-is-none", test_service_without_an_endpoint_is_none);
  ADD ("address-that-cannot-be-used-is-explained", test_address_that_cannot_be_used_is_explained);

  return g_test_run ();
}
