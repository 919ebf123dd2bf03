/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-importer.h"

#include "culvert-await.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PEM(label, body)   "-----BEGIN " label "-----\n" body "-----END " label "-----\n"
#define BLOCK(name, block) "<" name ">\n" block "</" name ">\n"

#define CERTIFICATE PEM ("CERTIFICATE", "QUJD\n")
#define PRIVATE_KEY PEM ("PRIVATE KEY", "REVG\n")

typedef struct
{
  char *folder;                /* (owned) */
  CulvertConfigImport *import; /* (owned) (nullable) */
  GError *error;               /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("culvert-import-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        remove_folder (inside);
      else
        g_assert_no_errno (g_unlink (inside));
    }
  g_assert_no_errno (g_rmdir (path));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->import);
  g_clear_error (&fixture->error);
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
put_bytes (Fixture *fixture, const char *name, const char *content, gsize length)
{
  g_autofree char *path = path_of (fixture, name);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
put (Fixture *fixture, const char *name, const char *content)
{
  put_bytes (fixture, name, content, strlen (content));
}

static void
import_with (Fixture *fixture, const char *name, GCancellable *cancellable)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&fixture->import);
  g_clear_error (&fixture->error);
  culvert_config_importer_read_async (file, cancellable, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  fixture->import = culvert_config_importer_read_finish (result, &fixture->error);
  g_assert_true ((fixture->import == NULL) == (fixture->error != NULL));
}

static void
import (Fixture *fixture, const char *name)
{
  import_with (fixture, name, NULL);
}

static void
import_text (Fixture *fixture, const char *text)
{
  put (fixture, "profile.ovpn", text);
  import (fixture, "profile.ovpn");
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (culvert_secret_text_peek (culvert_config_import_get_text (fixture->import)),
                   ==,
                   expected);
}

static void
assert_failed (Fixture *fixture, CulvertConfigError code, const char *message)
{
  g_assert_error (fixture->error, CULVERT_CONFIG_ERROR, (int) code);
  g_assert_cmpstr (fixture->error->message, ==, message);
}

static void
test_files_are_taken_in (Fixture *fixture, gconstpointer data)
{
  GPtrArray *notes;
  const CulvertConfigNote *note;

  put (fixture, "keys/ca.crt", "noise\n" CERTIFICATE);
  put (fixture, "my key.pem", PRIVATE_KEY CERTIFICATE);
  import_text (fixture,
               "client\nremote a\nca keys/ca.crt\nkey 'my key.pem'\ncert \"my key.pem\"\n");

  assert_text (fixture,
               "client\nremote a\n" BLOCK ("ca", CERTIFICATE) BLOCK ("key", PRIVATE_KEY)
                   BLOCK ("cert", CERTIFICATE));
  g_assert_true (culvert_config_import_get_facts (fixture->import)->is_root_eligible);
  notes = culvert_config_import_get_notes (fixture->import);
  g_assert_cmpuint (notes->len, ==, 3);
  note = notes->pdata[0];
  g_assert_cmpuint (note->line, ==, 3);
  g_assert_cmpint (note->reason, ==, CULVERT_CONFIG_REASON_TAKEN_IN);
}

static void
test_absolute_names_and_folders_work (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "there/ca.crt");
  g_autofree char *text = g_strdup_printf ("remote a\nca %s\n", path);

  put (fixture, "there/ca.crt", CERTIFICATE);
  import_text (fixture, text);
  assert_text (fixture, "remote a\n" BLOCK ("ca", CERTIFICATE));

  import_text (fixture, "remote a\ncd there\nca ca.crt\n");
  assert_text (fixture, "remote a\n" BLOCK ("ca", CERTIFICATE));
}

static char *
make_static_key (void)
{
  GString *text = g_string_new ("-----BEGIN OpenVPN Static key V1-----\n");

  for (guint i = 0; i < 16; i++)
    g_string_append (text, "0123456789abcdef0123456789abcdef\n");
  g_string_append (text, "-----END OpenVPN Static key V1-----\n");
  return g_string_free (text, FALSE);
}

static void
test_direction_stays_with_the_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = make_static_key ();
  g_autofree char *expected =
      g_strdup_printf ("remote a\nkey-direction 1\n<tls-auth>\n%s</tls-auth>\n", key);
  g_autofree char *announced =
      g_strdup_printf ("remote a\ntls-auth [inline] 1\n<tls-auth>\n%s</tls-auth>\n", key);

  put (fixture, "ta.key", key);
  import_text (fixture, "remote a\ntls-auth ta.key 1\n");
  assert_text (fixture, expected);
  import_text (fixture, announced);
  assert_text (fixture, expected);
}

static void
test_announced_block_must_follow (Fixture *fixture, gconstpointer data)
{
  import_text (fixture, "remote a\nca [inline]\n" BLOCK ("cert", CERTIFICATE));
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_MISSING_FILE,
                 "Line 2: the file “[inline]” cannot be read: No such file or directory.");
}

static void
test_container_is_encoded (Fixture *fixture, gconstpointer data)
{
  put_bytes (fixture, "me.p12", "\0\1\2\xff", 4);
  import_text (fixture, "remote a\npkcs12 me.p12\n");
  assert_text (fixture, "remote a\n" BLOCK ("pkcs12", "AAEC/w==\n"));
}

static void
test_missing_file_is_named (Fixture *fixture, gconstpointer data)
{
  import_text (fixture, "remote a\nca gone.crt\n");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_MISSING_FILE,
                 "Line 2: the file “gone.crt” cannot be read: No such file or directory.");
}

static void
test_file_of_another_kind_is_not_taken (Fixture *fixture, gconstpointer data)
{
  put (fixture, "passwd", "root:x:0:0:root:/root:/bin/sh\n");
  import_text (fixture, "remote a\nca passwd\n");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_BROKEN,
                 "Line 2: ca should be a certificate, and is not.");
}

/* No waiting for who may write into it. */
static void
test_only_regular_files_are_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "pipe.ovpn");

  g_assert_no_errno (mkfifo (path, 0600));
  import (fixture, "pipe.ovpn");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_UNREADABLE,
                 "The profile cannot be read: It is no regular file.");

  import_text (fixture, "remote a\nca pipe.ovpn\n");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_MISSING_FILE,
                 "Line 2: the file “pipe.ovpn” cannot be read: It is no regular file.");

  import_text (fixture, "remote a\nca /dev/zero\n");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_MISSING_FILE,
                 "Line 2: the file “/dev/zero” cannot be read: It is no regular file.");

  import (fixture, ".");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_UNREADABLE,
                 "The profile cannot be read: It is no regular file.");
}

static void
test_sizes_are_bounded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *much = g_strnfill (1024 * 1024 + 1, '\n');
  g_autofree char *half = g_strnfill (512 * 1024, '\n');
  g_autofree char *full = g_strconcat (CERTIFICATE, half + strlen (CERTIFICATE), NULL);

  import_text (fixture, much);
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_TOO_BIG,
                 "The profile cannot be read: It has more than 1024 KiB.");

  put (fixture, "much", much);
  import_text (fixture, "remote a\nca much\n");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_MISSING_FILE,
                 "Line 2: the file “much” cannot be read: It has more than 512 KiB.");

  put (fixture, "full", full);
  import_text (fixture, "remote a\nca full\ncert full\n");
  g_assert_no_error (fixture->error);
  import_text (fixture, "remote a\nca full\ncert full\nextra-certs full\n");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_TOO_BIG,
                 "Line 4: the files that a profile names may have at most 1024 KiB together.");
}

/* Base64 makes more of it than a block may have. */
static void
test_container_is_bounded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = g_strnfill (450 * 1024, 'x');

  put (fixture, "me.p12", bytes);
  import_text (fixture, "remote a\npkcs12 me.p12\n");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_TOO_BIG,
                 "Line 2: a block may have at most 512 KiB.");
}

static void
test_absent_profile (Fixture *fixture, gconstpointer data)
{
  import (fixture, "gone.ovpn");
  assert_failed (fixture,
                 CULVERT_CONFIG_ERROR_UNREADABLE,
                 "The profile cannot be read: No such file or directory.");
}

static void
test_elsewhere_is_not_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("sftp://example.com/profile.ovpn");
  g_autoptr (GAsyncResult) result = NULL;

  culvert_config_importer_read_async (file, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  g_assert_null (culvert_config_importer_read_finish (result, &fixture->error));
  g_assert_error (fixture->error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_UNREADABLE);
}

static void
test_import_can_be_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  put (fixture, "profile.ovpn", "remote a\n");
  g_cancellable_cancel (cancellable);
  import_with (fixture, "profile.ovpn", cancellable);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_name (Fixture *fixture, const char *file_name, const char *name)
{
  put (fixture, file_name, "remote vpn.example.com\n");
  import (fixture, file_name);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (culvert_config_import_get_name (fixture->import), ==, name);
}

/* Case 24 */
static void
test_name_is_fit_to_be_shown (Fixture *fixture, gconstpointer data)
{
  assert_name (fixture, "Office (Berlin).ovpn", "Office (Berlin)");
  assert_name (fixture, "office.conf", "office");
  assert_name (fixture, ".ovpn", "vpn.example.com");
  assert_name (fixture, "-rf.ovpn", "-rf");
  assert_name (fixture, "a\n\xe2\x80\xae\x1b[1mb.ovpn", "a [1mb");
}

static const CulvertConfigServer *
nth_server (Fixture *fixture, guint i)
{
  GPtrArray *servers = culvert_config_import_get_servers (fixture->import);

  g_assert_cmpuint (i, <, servers->len);
  return servers->pdata[i];
}

static void
assert_server (Fixture *fixture, guint i, const char *host, const char *port, const char *protocol)
{
  const CulvertConfigServer *server = nth_server (fixture, i);

  g_assert_cmpstr (server->host, ==, host);
  g_assert_cmpstr (server->port, ==, port);
  g_assert_cmpstr (server->protocol, ==, protocol);
}

static void
test_servers_are_listed (Fixture *fixture, gconstpointer data)
{
  import_text (fixture,
               "remote a\nremote b 443\nremote c 80 udp\nproto tcp\nport 1195\n"
               "<connection>\nremote d\nproto udp6\n</connection>\n");

  g_assert_no_error (fixture->error);
  assert_server (fixture, 0, "a", "1195", "tcp");
  assert_server (fixture, 1, "b", "443", "tcp");
  assert_server (fixture, 2, "c", "80", "udp");
  assert_server (fixture, 3, "d", "1195", "udp6");
  g_assert_cmpuint (culvert_config_import_get_facts (fixture->import)->n_remotes, ==, 4);

  import_text (fixture, "remote a\n");
  assert_server (fixture, 0, "a", "1194", "udp");
}

static void
test_certificates_are_listed (Fixture *fixture, gconstpointer data)
{
  GPtrArray *certificates;
  const CulvertConfigCertificate *first;
  const CulvertConfigCertificate *last;

  import_text (fixture,
               "remote a\n" BLOCK ("ca", CERTIFICATE CERTIFICATE)
                   BLOCK ("cert", PEM ("CERTIFICATE", "REVG\n")));
  g_assert_no_error (fixture->error);
  certificates = culvert_config_import_get_certificates (fixture->import);
  g_assert_cmpuint (certificates->len, ==, 3);
  first = certificates->pdata[0];
  last = certificates->pdata[2];
  g_assert_cmpstr (first->role, ==, "ca");
  g_assert_cmpmem (g_bytes_get_data (first->der, NULL), g_bytes_get_size (first->der), "ABC", 3);
  g_assert_cmpstr (last->role, ==, "cert");
  g_assert_cmpmem (g_bytes_get_data (last->der, NULL), g_bytes_get_size (last->der), "DEF", 3);
}

static char *
identify (Fixture *fixture, const char *text)
{
  import_text (fixture, text);
  g_assert_no_error (fixture->error);
  return g_strdup (culvert_config_import_get_identity (fixture->import));
}

/* S35 */
static void
test_identity_is_where_it_leads (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = {
    "remote a\nremote c\nverify-x509-name x name\n" BLOCK ("ca", CERTIFICATE),
    "remote a\nremote b 443\nverify-x509-name x name\n" BLOCK ("ca", CERTIFICATE),
    "remote a\nremote b\nverify-x509-name y name\n" BLOCK ("ca", CERTIFICATE),
    "remote a\nremote b\n" BLOCK ("ca", CERTIFICATE),
    "remote a\nremote b\nverify-x509-name x name\n" BLOCK ("ca", PEM ("CERTIFICATE", "REVG\n")),
  };
  g_autofree char *identity =
      identify (fixture, "remote a\nremote b\nverify-x509-name x name\n" BLOCK ("ca", CERTIFICATE));
  g_autofree char *same =
      identify (fixture,
                "# setenv UV_ID 1\nverb 4\n" BLOCK (
                    "ca",
                    CERTIFICATE) "verify-x509-name 'x' name\nremote b 1194\nremote a\n");

  g_assert_cmpint (strlen (identity), ==, 64);
  g_assert_cmpstr (same, ==, identity);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = identify (fixture, others[i]);

      g_assert_cmpstr (other, !=, identity);
    }
}

/* The launcher looks at it once more, and finds the same. */
static void
test_result_passes_the_second_examination (Fixture *fixture, gconstpointer data)
{
  CulvertSecretText *text;
  CulvertConfigFacts facts;

  put (fixture, "ca.crt", CERTIFICATE);
  import_text (fixture,
               "client\nremote a\nca ca.crt\nlog /x\nauth-user-pass up.txt\nverb 9\nup 'x y'\n");
  text = culvert_config_import_get_text (fixture->import);
  g_assert_true (culvert_config_examine (culvert_secret_text_peek (text),
                                         culvert_secret_text_get_length (text),
                                         &facts,
                                         &fixture->error));
  g_assert_no_error (fixture->error);
  g_assert_true (facts.runs_programs);
  g_assert_true (facts.needs_user_name);
  g_assert_false (facts.is_root_eligible);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/profiles/config-importer/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("files-are-taken-in", test_files_are_taken_in);
  ADD ("absolute-names-and-folders-work", test_absolute_names_and_folders_work);
  ADD ("direction-stays-with-the-key", test_direction_stays_with_the_key);
  ADD ("announced-block-must-follow", test_announced_block_must_follow);
  ADD ("container-is-encoded", test_container_is_encoded);
  ADD ("missing-file-is-named", test_missing_file_is_named);
  ADD ("file-of-another-kind-is-not-taken", test_file_of_another_kind_is_not_taken);
  ADD ("only-regular-files-are-read", test_only_regular_files_are_read);
  ADD ("sizes-are-bounded", test_sizes_are_bounded);
  ADD ("container-is-bounded", test_container_is_bounded);
  ADD ("absent-profile", test_absent_profile);
  ADD ("elsewhere-is-not-read", test_elsewhere_is_not_read);
  ADD ("import-can-be-cancelled", test_import_can_be_cancelled);
  ADD ("name-is-fit-to-be-shown", test_name_is_fit_to_be_shown);
  ADD ("servers-are-listed", test_servers_are_listed);
  ADD ("certificates-are-listed", test_certificates_are_listed);
  ADD ("identity-is-where-it-leads", test_identity_is_where_it_leads);
  ADD ("result-passes-the-second-examination", test_result_passes_the_second_examination);

  return g_test_run ();
}
