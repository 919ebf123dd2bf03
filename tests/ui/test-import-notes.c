/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-import-notes.h"

#include "culvert-import-stage.h"

#include <string.h>

static CulvertConfigImport *
import (const char *text)
{
  g_autoptr (GError) error = NULL;
  CulvertConfigImport *result = culvert_import_stage_import (text, &error);

  g_assert_no_error (error);

  return result;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* "TITLE | TEXT" */
static void
assert_line (GPtrArray *list, guint index, const char *expected)
{
  const CulvertImportLine *line;
  g_autofree char *found = NULL;

  g_assert_cmpuint (index, <, list->len);
  line = list->pdata[index];
  found = g_strjoin (" | ", line->title, line->text, NULL);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_servers_with_port_and_protocol (void)
{
  g_autoptr (CulvertConfigImport) profile =
      import ("client\ndev tun\nproto tcp-client\nremote one.example.com\n"
              "remote 2001:db8::1 443 udp6\n");
  g_autoptr (GPtrArray) list = culvert_import_notes_list_servers (profile);

  g_assert_cmpuint (list->len, ==, 2);
  assert_line (list, 0, "one.example.com | Port 1194, TCP");
  assert_line (list, 1, "2001:db8::1 | Port 443, UDP");
}

static void
test_no_server_is_said (void)
{
  g_autoptr (CulvertConfigImport) profile = import ("dev tun\n");
  g_autoptr (GPtrArray) list = culvert_import_notes_list_servers (profile);

  g_assert_cmpuint (list->len, ==, 1);
  assert_line (list, 0, "No server | It waits until the other side calls.");
}

static void
test_programs_as_they_stand_there (void)
{
  g_autoptr (CulvertConfigImport) profile =
      import (CULVERT_TEST_REMOTE "log /tmp/x\nup \"/bin/sh -c 'id > /tmp/y'\"\nverb 3\n"
                                  "setenv opt plugin /usr/lib/evil.so\n");
  g_autoptr (GPtrArray) list = culvert_import_notes_list_programs (profile);

  g_assert_cmpuint (list->len, ==, 2);
  assert_line (list, 0, "up /bin/sh -c 'id > /tmp/y' | Line 5");
  assert_line (list, 1, "setenv opt plugin /usr/lib/evil.so | Line 7");
}

static void
test_program_is_fit_to_be_shown (void)
{
  g_autoptr (CulvertConfigImport) profile =
      import (CULVERT_TEST_REMOTE "up \"/bin/\xe2\x80\xaehs.x\"\n");
  g_autoptr (GPtrArray) list = culvert_import_notes_list_programs (profile);
  const CulvertImportLine *line;

  g_assert_cmpuint (list->len, ==, 1);
  line = list->pdata[0];
  g_assert_true (g_str_has_prefix (line->title, "up /bin/"));
  g_assert_null (strstr (line->title, "\xe2\x80\xae"));
}

static void
test_harmless_profile_starts_nothing (void)
{
  g_autoptr (CulvertConfigImport) profile = import (CULVERT_TEST_REMOTE);
  g_autoptr (GPtrArray) programs = culvert_import_notes_list_programs (profile);
  g_autoptr (GPtrArray) limits = culvert_import_notes_list_limits (profile);
  g_autoptr (GPtrArray) changes = culvert_import_notes_list_changes (profile);

  g_assert_cmpuint (programs->len, ==, 0);
  g_assert_cmpuint (limits->len, ==, 0);
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_limits_apart_from_changes (void)
{
  g_autoptr (CulvertConfigImport) profile =
      import (CULVERT_TEST_REMOTE "log /tmp/x\nmystery 1\nauth-user-pass /root/p\nkeysize x\n"
                                  "tls-export-cert /tmp\nsetenv PATH /tmp\ncapath /tmp\n");
  g_autoptr (GPtrArray) limits = culvert_import_notes_list_limits (profile);
  g_autoptr (GPtrArray) changes = culvert_import_notes_list_changes (profile);

  g_assert_cmpuint (limits->len, ==, 5);
  assert_line (limits, 0, "Line 5: mystery | Not known to be harmless");
  assert_line (limits, 1, "Line 7: keysize | Known, but not with these values");
  assert_line (limits, 2, "Line 8: tls-export-cert | Writes a file of its choice");
  assert_line (limits, 3, "Line 9: setenv | Can change what programs do");
  assert_line (limits, 4, "Line 10: capath | Reads a file that is not part of the profile");
  g_assert_cmpuint (changes->len, ==, 2);
  assert_line (changes, 0, "Line 4: log | It was left out, because Culvert decides on this.");
  assert_line (changes,
               1,
               "Line 6: auth-user-pass | It was left out, because Culvert asks for the password "
               "instead.");
}

static void
test_list_is_bounded (void)
{
  g_autoptr (GString) text = g_string_new (CULVERT_TEST_REMOTE);
  g_autoptr (CulvertConfigImport) profile = NULL;
  g_autoptr (GPtrArray) list = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append (text, "log x\n");
  profile = import (text->str);
  list = culvert_import_notes_list_changes (profile);

  g_assert_cmpuint (list->len, ==, CULVERT_IMPORT_MAX_LINES);
  assert_line (list, CULVERT_IMPORT_MAX_LINES - 1, "And 4961 more");
}

static void
test_name_of_a_line_is_fit_to_be_shown (void)
{
  g_autoptr (CulvertConfigImport) profile =
      import (CULVERT_TEST_REMOTE "setenv opt \xe2\x80\xaelog x\n");
  g_autoptr (GPtrArray) list = culvert_import_notes_list_limits (profile);
  const CulvertImportLine *line;

  g_assert_cmpuint (list->len, ==, 1);
  line = list->pdata[0];
  g_assert_null (strstr (line->title, "\xe2\x80\xae"));
}

static void
test_doubtful_certificates_come_first (void)
{
  g_autofree char *ca = culvert_import_stage_make_block ("ca", "CN=Example CA", 900);
  g_autofree char *cert = culvert_import_stage_make_block ("cert", "CN=alice", -3);
  g_autofree char *extra = culvert_import_stage_make_block ("extra-certs", "CN=Between", 5);
  g_autofree char *text = g_strconcat (CULVERT_TEST_REMOTE, ca, cert, extra, NULL);
  g_autoptr (CulvertConfigImport) profile = import (text);
  g_autoptr (GPtrArray) list = culvert_import_notes_list_certificates (profile, get_now ());
  const CulvertImportLine *first = list->pdata[0];

  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (first->title, ==, "Your certificate: alice");
  g_assert_true (g_str_has_prefix (first->text, "Expired on "));
  g_assert_cmpstr (first->icon_name, ==, "dialog-error-symbolic");
  g_assert_cmpstr (((CulvertImportLine *) list->pdata[1])->title, ==, "Authority: Example CA");
  assert_line (list, 2, "Further certificate: Between | Expires in 5 days");
}

static void
test_unreadable_certificate_is_said (void)
{
  g_autoptr (CulvertConfigImport) profile =
      import (CULVERT_TEST_REMOTE
              "<ca>\n-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n</ca>\n");
  g_autoptr (GPtrArray) list = culvert_import_notes_list_certificates (profile, get_now ());

  assert_line (list, 0, "Unreadable certificate | Culvert cannot tell whose it is");
  g_assert_false (culvert_import_notes_is_clean (profile, get_now ()));
}

static void
test_clean_needs_no_look (void)
{
  static const struct
  {
    const char *more;
    int ca_days;
    gboolean is_clean;
  } rows[] = {
    { "", 900, TRUE },
    { "", 12, TRUE },
    { "", -1, FALSE },
    { "log x\n", 900, FALSE },
    { "up /bin/x\n", 900, FALSE },
    { "mystery\n", 900, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *ca = culvert_import_stage_make_block ("ca", "CN=CA", rows[i].ca_days);
      g_autofree char *text = g_strconcat (CULVERT_TEST_REMOTE, rows[i].more, ca, NULL);
      g_autoptr (CulvertConfigImport) profile = import (text);

      g_assert_cmpint (culvert_import_notes_is_clean (profile, get_now ()), ==, rows[i].is_clean);
    }
}

static void
test_rights_in_words (void)
{
  const CulvertConfigFacts harmless = { .is_root_eligible = TRUE };
  const CulvertConfigFacts limited = { .is_root_eligible = FALSE };

  g_assert_nonnull (strstr (culvert_import_notes_rights (&harmless), "administrator"));
  g_assert_nonnull (strstr (culvert_import_notes_rights (&limited), "rights of your account"));
}

static void
test_line_of_an_error (void)
{
  g_autoptr (GError) of_line = NULL;
  g_autoptr (GError) of_whole =
      g_error_new_literal (CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_NOT_A_PROFILE, "It names …");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Line 3: no");

  culvert_config_complain (&of_line, CULVERT_CONFIG_ERROR_BROKEN, 12, "it is wrong.");
  g_assert_cmpuint (culvert_import_notes_get_line (of_line), ==, 12);
  g_assert_cmpuint (culvert_import_notes_get_line (of_whole), ==, 0);
  g_assert_cmpuint (culvert_import_notes_get_line (foreign), ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/import-notes/servers-with-port-and-protocol",
                   test_servers_with_port_and_protocol);
  g_test_add_func ("/ui/import-notes/no-server-is-said", test_no_server_is_said);
  g_test_add_func ("/ui/import-notes/programs-as-they-stand-there",
                   test_programs_as_they_stand_there);
  g_test_add_func ("/ui/import-notes/program-is-fit-to-be-shown", test_program_is_fit_to_be_shown);
  g_test_add_func ("/ui/import-notes/harmless-profile-starts-nothing",
                   test_harmless_profile_starts_nothing);
  g_test_add_func ("/ui/import-notes/limits-apart-from-changes", test_limits_apart_from_changes);
  g_test_add_func ("/ui/import-notes/list-is-bounded", test_list_is_bounded);
  g_test_add_func ("/ui/import-notes/name-of-a-line-is-fit-to-be-shown",
                   test_name_of_a_line_is_fit_to_be_shown);
  g_test_add_func ("/ui/import-notes/doubtful-certificates-come-first",
                   test_doubtful_certificates_come_first);
  g_test_add_func ("/ui/import-notes/unreadable-certificate-is-said",
                   test_unreadable_certificate_is_said);
  g_test_add_func ("/ui/import-notes/clean-needs-no-look", test_clean_needs_no_look);
  g_test_add_func ("/ui/import-notes/rights-in-words", test_rights_in_words);
  g_test_add_func ("/ui/import-notes/line-of-an-error", test_line_of_an_error);

  return g_test_run ();
}
