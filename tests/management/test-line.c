/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-line.h"

#include <string.h>

typedef struct
{
  const char *text;
  CulvertMgmtLineKind kind;
  const char *source;
  const char *payload;
} Row;

static const Row rows[] = {
  { ">STATE:1,WAIT,,", CULVERT_MGMT_LINE_MESSAGE, "STATE", "1,WAIT,," },
  { ">HOLD:", CULVERT_MGMT_LINE_MESSAGE, "HOLD", "" },
  { ">LOG:1,,a:b", CULVERT_MGMT_LINE_MESSAGE, "LOG", "1,,a:b" },
  { ">NONSENSE", CULVERT_MGMT_LINE_MESSAGE, "NONSENSE", "" },
  { ">", CULVERT_MGMT_LINE_MESSAGE, "", "" },
  { ">:", CULVERT_MGMT_LINE_MESSAGE, "", "" },
  { ">PKCS11ID-COUNT:4", CULVERT_MGMT_LINE_PKCS11, NULL, "PKCS11ID-COUNT:4" },
  { ">PKCS11ID-ENTRY:'99'", CULVERT_MGMT_LINE_PKCS11, NULL, "PKCS11ID-ENTRY:'99'" },
  { "SUCCESS: pid=1", CULVERT_MGMT_LINE_SUCCESS, NULL, "pid=1" },
  { "SUCCESS:", CULVERT_MGMT_LINE_SUCCESS, NULL, "" },
  { "SUCCESS:pid=1", CULVERT_MGMT_LINE_SUCCESS, NULL, "pid=1" },
  { "SUCCESS", CULVERT_MGMT_LINE_TEXT, NULL, "SUCCESS" },
  { "ERROR: unknown command", CULVERT_MGMT_LINE_ERROR, NULL, "unknown command" },
  { "ERROR: ", CULVERT_MGMT_LINE_ERROR, NULL, "" },
  { "END", CULVERT_MGMT_LINE_END, NULL, "END" },
  { "END ", CULVERT_MGMT_LINE_TEXT, NULL, "END " },
  { "ENDED", CULVERT_MGMT_LINE_TEXT, NULL, "ENDED" },
  { "", CULVERT_MGMT_LINE_TEXT, NULL, "" },
  { "1795334986,CONNECTING,,,,,,", CULVERT_MGMT_LINE_TEXT, NULL, "1795334986,CONNECTING,,,,,," },
};

static void
test_kinds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup (rows[i].text);
      g_autofree char *source = NULL;
      CulvertMgmtLine line;

      culvert_mgmt_line_parse (&line, text, strlen (text));
      source = g_strndup (line.source, line.source_length);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (line.kind, ==, rows[i].kind);
      g_assert_cmpstr (source, ==, rows[i].source);
      g_assert_cmpstr (line.payload, ==, rows[i].payload);
      g_assert_cmpuint (line.length, ==, strlen (rows[i].payload));
    }
}

static void
test_nul_is_data (void)
{
  char text[] = "END\0more";
  CulvertMgmtLine line;

  culvert_mgmt_line_parse (&line, text, sizeof text - 1);
  g_assert_cmpint (line.kind, ==, CULVERT_MGMT_LINE_TEXT);
  g_assert_cmpuint (line.length, ==, sizeof text - 1);
}

static void
test_banner (void)
{
  static const struct
  {
    const char *text;
    guint version; /* 0: not a banner */
  } banners[] = {
    { ">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info", 5 },
    { ">INFO:OpenVPN Management Interface Version 1", 1 },
    { ">INFO:OpenVPN Management Interface Version 99 -- x", 99 },
    { ">INFO:OpenVPN Management Interface Version 0 -- x", 0 },
    { ">INFO:OpenVPN Management Interface Version 100 -- x", 0 },
    { ">INFO:OpenVPN Management Interface Version -1", 0 },
    { ">INFO:OpenVPN Management Interface Version ", 0 },
    { ">INFO:OpenVPN Management Interface Version 5x", 0 },
    { ">INFO:OpenVPN Management Interface", 0 },
    { ">INFORMATION:OpenVPN Management Interface Version 5", 0 },
    { "INFO:OpenVPN Management Interface Version 5", 0 },
    { "SSH-2.0-OpenSSH_9.2", 0 },
    { "", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (banners); i++)
    {
      g_autofree char *text = g_strdup (banners[i].text);
      CulvertMgmtLine line;
      guint version = 0;

      culvert_mgmt_line_parse (&line, text, strlen (text));
      g_test_message ("%s", banners[i].text);
      g_assert_cmpint (culvert_mgmt_line_is_banner (&line, &version), ==, banners[i].version > 0);
      g_assert_cmpuint (version, ==, banners[i].version);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/line/kinds", test_kinds);
  g_test_add_func ("/management/line/nul-is-data", test_nul_is_data);
  g_test_add_func ("/management/line/banner", test_banner);
  return g_test_run ();
}
