/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-support-bundle.h"

#include <glib/gstdio.h>
#include <string.h>

#include "culvert-await.h"
#include "culvert-fake-launcher.h"
#include "culvert-script-answerer.h"
#include "culvert-staged-session.h"

/* Planted wherever something secret can be. */
#define SECRET "Hunter2"

static const char profile_text[] =
    "# comment " SECRET "\n"
    "client\n"
    "remote vpn.example.com 1194 udp\n"
    "setenv PASSWORD " SECRET "\n"
    "auth-token " SECRET "\n"
    "<connection>\nremote backup.example.com 443 tcp-client\n</connection>\n"
    "<auth-user-pass>\n" SECRET "\n" SECRET "\n</auth-user-pass>\n"
    "<tls-crypt>\n" SECRET "\n</tls-crypt>\n"
    "<key>\n-----BEGIN PRIVATE KEY-----\n" SECRET "\n-----END PRIVATE KEY-----\n</key>\n";

typedef struct
{
  char *folder;                 /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  CulvertProfileTexts *texts;   /* (owned) */
  CulvertSession *office;       /* (owned): of an imported profile */
  CulvertStagedSession *home;   /* (owned) */
  CulvertSupportBundle *bundle; /* (owned) */
} Fixture;

static const char *
get_id (CulvertSession *session)
{
  return culvert_profile_get_id (culvert_session_get_profile (session));
}

static void
create_office (Fixture *fixture)
{
  g_autofree char *identity = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "office", -1);
  g_autoptr (CulvertProfile) profile = culvert_profile_new_imported (NULL, "Office", identity);
  g_autoptr (CulvertLauncher) launcher = CULVERT_LAUNCHER (culvert_fake_launcher_new ());
  g_autoptr (CulvertAnswerer) answerer = CULVERT_ANSWERER (culvert_script_answerer_new ());

  fixture->office = culvert_session_new (profile, launcher, answerer);
  culvert_session_list_add (fixture->sessions, fixture->office);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) folder = NULL;

  fixture->folder = g_dir_make_tmp ("culvert-XXXXXX", NULL);
  folder = g_file_new_build_filename (fixture->folder, "profiles", NULL);
  fixture->texts = culvert_profile_texts_new (folder);
  fixture->sessions = culvert_session_list_new ();
  fixture->bundle = culvert_support_bundle_new (fixture->sessions, fixture->texts);
  fixture->home = culvert_staged_session_new ("Home");
  culvert_session_list_add (fixture->sessions, fixture->home->session);
  create_office (fixture);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->bundle);
  culvert_session_list_remove (fixture->sessions, fixture->office);
  culvert_session_list_remove (fixture->sessions, fixture->home->session);
  g_assert_finalize_object (fixture->sessions);
  g_assert_finalize_object (fixture->office);
  culvert_staged_session_free (fixture->home);
  g_assert_finalize_object (fixture->texts);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
store_profile (Fixture *fixture, const char *text)
{
  g_autoptr (CulvertSecretText) secret = culvert_secret_text_new (text, -1);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_profile_texts_add_async (fixture->texts,
                                   get_id (fixture->office),
                                   secret,
                                   culvert_await_on_ready,
                                   &result);
  culvert_await (result != NULL);
  g_assert_true (culvert_profile_texts_finish (fixture->texts, result, NULL));
}

static char *
collect (Fixture *fixture, char **without_addresses)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  culvert_support_bundle_collect_async (fixture->bundle,
                                        "GTK 3.24",
                                        NULL,
                                        culvert_await_on_ready,
                                        &result);
  culvert_await (result != NULL);
  text = culvert_support_bundle_collect_finish (fixture->bundle, result, without_addresses, &error);
  g_assert_no_error (error);

  return text;
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static void
log_line (CulvertSession *session, const char *line)
{
  culvert_session_log_append (culvert_session_get_log (session),
                              g_get_real_time () / G_USEC_PER_SEC,
                              0,
                              line,
                              strlen (line));
}

/* What the daemon says while somebody looks on. */
static void
say (CulvertStagedSession *staged, const char *lines)
{
  CulvertSessionConsole *console = culvert_session_get_console (staged->session);
  CulvertSessionLog *log = culvert_session_console_get_log (console);
  guint64 end = culvert_session_log_get_end (log);

  culvert_session_console_watch (console);
  culvert_fake_daemon_say (staged->daemon, lines);
  culvert_fake_daemon_say (staged->daemon, ">INFO:last");
  culvert_await (culvert_session_log_get_end (log) > end + 1);
  culvert_session_console_unwatch (console);
}

static void
test_has_everything (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  store_profile (fixture, profile_text);
  culvert_staged_session_connect (fixture->home);
  log_line (fixture->office, "Initialization Sequence Completed");
  say (fixture->home, ">INFO:said to whoever looks on");
  text = collect (fixture, NULL);

  assert_has (text, "Culvert ");
  assert_has (text, "GLib 2.");
  assert_has (text, "GTK 3.24\n");
  assert_has (text, "== OpenVPN ==");
  assert_has (text, "== Routes ==");
  assert_has (text, "== Routes of IPv6 ==");
  assert_has (text, "== Name servers");
  assert_has (text, "== Connection “Home” ==");
  assert_has (text, "State: connected\n");
  assert_has (text, " connected (none)\n");
  assert_has (text, "VPN address: 10.8.0.6\n");
  assert_has (text, "== Connection “Office” ==");
  assert_has (text, "Kind: imported\n");
  assert_has (text, "remote vpn.example.com 1194 udp\n");
  assert_has (text, "<key>\n(left out)\n</key>");
  assert_has (text, "Initialization Sequence Completed\n");
  assert_has (text, "== Console of “Home” ==\n\n← >INFO:said to whoever looks on\n");
}

/* Requirement S31 */
static void
test_has_no_secret (Fixture *fixture, gconstpointer unused)
{
  static const char *const lines[] = {
    "PUSH: Received control message: 'PUSH_REPLY,auth-token " SECRET "'",
    "AUTH_FAILED,CRV1:R,E:" SECRET ":" SECRET ":Enter the code",
    "ERROR: parameter is too long (256 max): " SECRET,
    "MANAGEMENT: CMD 'password \"Auth\" \"" SECRET "\"'",
    "ENV password=" SECRET,
    "-----BEGIN PRIVATE KEY-----",
    SECRET,
  };
  static const char *const said[] = {
    ">PASSWORD:Auth-Token:" SECRET,
    ">CLIENT:ENV,password=" SECRET,
    ">INFOMSG:WEB_AUTH:hidden:https://sso.example.com/?s=" SECRET,
    ">LOG:1700000000,I,ENV otp=" SECRET,
    ">ECHO:1700000000,setenv PASSWORD=" SECRET,
    "ERROR: Options error: Parameter is too long (256 chars max): " SECRET,
  };
  g_autofree char *without_addresses = NULL;
  g_autofree char *text = NULL;

  store_profile (fixture, profile_text);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    log_line (fixture->office, lines[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    say (fixture->home, said[i]);
  text = collect (fixture, &without_addresses);

  g_assert_null (strstr (text, SECRET));
  g_assert_null (strstr (without_addresses, SECRET));
  /* The key that has no end hides nothing but the rest of that log. */
  assert_has (text, "== States of “Office” ==");
}

/* What is wrong with it may be its secret. */
static void
test_broken_profile (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  store_profile (fixture, "verb \"" SECRET "\n");
  text = collect (fixture, NULL);

  g_assert_null (strstr (text, SECRET));
  assert_has (text, "(the profile cannot be read)");
}

static void
test_has_no_user (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *line = g_strdup_printf ("reading %s/office.ovpn now", g_get_home_dir ());
  g_autofree char *text = NULL;

  log_line (fixture->office, line);
  text = collect (fixture, NULL);

  assert_has (text, "reading ~/office.ovpn now\n");
}

static void
test_without_addresses (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *without = NULL;
  g_autofree char *text = NULL;

  store_profile (fixture, profile_text);
  culvert_staged_session_connect (fixture->home);
  log_line (fixture->office, "resolved backup.example.com as 203.0.113.77");
  text = collect (fixture, &without);

  assert_has (text, "203.0.113.77");
  assert_has (text, "backup.example.com");
  assert_has (without, "resolved (address ");
  g_assert_null (strstr (without, "203.0.113.77"));
  g_assert_null (strstr (without, "example.com"));
  g_assert_null (strstr (without, "10.8.0.6"));
}

static void
test_keeps_the_end_of_a_long_log (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  for (int i = 0; i <= CULVERT_SUPPORT_BUNDLE_LOG_LINES; i++)
    {
      g_autofree char *line = g_strdup_printf ("line number %d.", i);

      log_line (fixture->office, line);
    }
  text = collect (fixture, NULL);

  g_assert_null (strstr (text, "line number 0."));
  assert_has (text, "line number 1.");
  assert_has (text, "line number 1000.");
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_support_bundle_collect_async (fixture->bundle,
                                        NULL,
                                        cancellable,
                                        culvert_await_on_ready,
                                        &result);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);

  g_assert_null (culvert_support_bundle_collect_finish (fixture->bundle, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path, void (*run) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/app/support-bundle/has-everything", test_has_everything);
  add ("/app/support-bundle/has-no-secret", test_has_no_secret);
  add ("/app/support-bundle/broken-profile", test_broken_profile);
  add ("/app/support-bundle/has-no-user", test_has_no_user);
  add ("/app/support-bundle/without-addresses", test_without_addresses);
  add ("/app/support-bundle/keeps-the-end-of-a-long-log", test_keeps_the_end_of_a_long_log);
  add ("/app/support-bundle/cancel", test_cancel);

  return g_test_run ();
}
