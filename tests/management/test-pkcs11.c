/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-pkcs11.h"

#include <string.h>

static void
test_count (void)
{
  guint64 count = 7;

  g_assert_true (culvert_mgmt_pkcs11_parse_count ("PKCS11ID-COUNT:4", &count));
  g_assert_cmpuint (count, ==, 4);
  g_assert_true (culvert_mgmt_pkcs11_parse_count ("PKCS11ID-COUNT:0", &count));
  g_assert_cmpuint (count, ==, 0);
  g_assert_true (culvert_mgmt_pkcs11_parse_count ("PKCS11ID-COUNT:4294967295", &count));
  g_assert_cmpuint (count, ==, 4294967295);
}

/* Hostile case 22a */
static void
test_no_count (void)
{
  const char *const texts[] = { "PKCS11ID-COUNT:-1",
                                "PKCS11ID-COUNT:abc",
                                "PKCS11ID-COUNT:",
                                "PKCS11ID-COUNT:4 ",
                                "PKCS11ID-COUNT:18446744073709551616",
                                "PKCS11ID-COUNT",
                                "PKCS11ID-ENTRY:'0'" };
  guint64 count;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (culvert_mgmt_pkcs11_parse_count (texts[i], &count));
}

static const struct
{
  const char *text;
  const char *id;          /* NULL: it is not there */
  const char *certificate; /* NULL: it has none */
} entry_rows[] = {
  { "PKCS11ID-ENTRY:'3', ID:'Card\\x20A/01', BLOB:'b25l'", "Card\\x20A/01", "one" },
  { "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:'b25lIQ=='", "Card", "one!" },
  { "PKCS11ID-ENTRY:'3'", NULL, NULL },
  { "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:''", "Card", NULL },

  /* Nothing is escaped. */
  { "PKCS11ID-ENTRY:'3', ID:'it's \"3\"', BLOB:'b25l'", "it's \"3\"", "one" },
  { "PKCS11ID-ENTRY:'3', ID:'a', BLOB:'b', BLOB:'b25l'", "a', BLOB:'b", "one" },
  { "PKCS11ID-ENTRY:'3', ID:'\xc3\xbc\xff', BLOB:'b25l'", "\xc3\xbc\xff", "one" },

  /* What is no base64 is no certificate, but the key may be good all the same. */
  { "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:'b25'", "Card", NULL },
  { "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:'b2 l'", "Card", NULL },
  { "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:'b==='", "Card", NULL },
  { "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:'===='", "Card", NULL },
  { "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:'b25l-_=='", "Card", NULL },
};

static void
test_entry (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (entry_rows); i++)
    {
      g_autoptr (CulvertMgmtPkcs11Entry) entry =
          culvert_mgmt_pkcs11_parse_entry (entry_rows[i].text, 3);

      g_test_message ("%u", i);
      g_assert_nonnull (entry);
      g_assert_cmpstr (entry->id, ==, entry_rows[i].id);
      g_assert_cmpint (entry->certificate != NULL, ==, entry_rows[i].certificate != NULL);
      if (entry->certificate != NULL)
        g_assert_cmpmem (g_bytes_get_data (entry->certificate, NULL),
                         g_bytes_get_size (entry->certificate),
                         entry_rows[i].certificate,
                         strlen (entry_rows[i].certificate));
    }
}

static void
test_no_entry (void)
{
  const char *const texts[] = {
    "PKCS11ID-ENTRY:'4'", /* another one */
    "PKCS11ID-ENTRY:'33'",
    "PKCS11ID-ENTRY:'3",
    "PKCS11ID-ENTRY:3",
    "PKCS11ID-ENTRY:'3', ID:'Card'",
    "PKCS11ID-ENTRY:'3', ID:'', BLOB:'b25l'",
    "PKCS11ID-ENTRY:'3', BLOB:'b25l'",
    "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:'b25l", /* cut, as a daemon cuts long lines */
    "PKCS11ID-ENTRY:'3', ID:'Card', BLOB:'",     /* cut where it ends as a whole one does */
    "PKCS11ID-COUNT:3",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_null (culvert_mgmt_pkcs11_parse_entry (texts[i], 3));
    }
}

static void
test_certificate_is_bounded (void)
{
  g_autofree char *base64 = g_strnfill (16384, 'A');
  g_autofree char *text = g_strdup_printf ("PKCS11ID-ENTRY:'0', ID:'Card', BLOB:'%s'", base64);
  g_autofree char *longer =
      g_strdup_printf ("PKCS11ID-ENTRY:'0', ID:'Card', BLOB:'%sAAAA'", base64);
  g_autoptr (CulvertMgmtPkcs11Entry) biggest = culvert_mgmt_pkcs11_parse_entry (text, 0);
  g_autoptr (CulvertMgmtPkcs11Entry) too_big = culvert_mgmt_pkcs11_parse_entry (longer, 0);

  g_assert_cmpuint (g_bytes_get_size (biggest->certificate), ==, 12288);
  g_assert_nonnull (too_big);
  g_assert_null (too_big->certificate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/management/pkcs11/count", test_count);
  g_test_add_func ("/management/pkcs11/no-count", test_no_count);
  g_test_add_func ("/management/pkcs11/entry", test_entry);
  g_test_add_func ("/management/pkcs11/no-entry", test_no_entry);
  g_test_add_func ("/management/pkcs11/certificate-is-bounded", test_certificate_is_bounded);

  return g_test_run ();
}
