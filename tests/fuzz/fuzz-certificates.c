/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* The replies of a daemon that looks through its tokens. Any name and any certificate that a daemon
 * can write are read as they are; and what is read stands in the reply. An input is an index and a
 * reply; its two parts, up to a NUL and behind it, are also a name and a certificate. */

#include "culvert-fuzz.h"

#include "culvert-mgmt-command.h"
#include "culvert-mgmt-pkcs11.h"

#include <string.h>

#define MAX_BLOB    16384
#define COUNT       "PKCS11ID-COUNT:"
#define ENTRY       "PKCS11ID-ENTRY:'%u"
#define CERTIFICATE ENTRY "', ID:'%s', BLOB:'"

static void
check_count (const char *text)
{
  guint64 count = 0;
  g_autofree char *again = NULL;

  if (!culvert_mgmt_pkcs11_parse_count (text, &count))
    return;

  again = g_strdup_printf (COUNT "%" G_GUINT64_FORMAT, count);
  g_assert_true (g_str_has_prefix (text, COUNT));
  text += strlen (COUNT);
  g_assert_true (*text != '\0' && strspn (text, "0123456789") == strlen (text));
  text += strspn (text, "0");
  g_assert_true (count == 0 || g_str_has_suffix (again, text));
}

static void
check_entry (const char *text, guint index)
{
  g_autoptr (CulvertMgmtPkcs11Entry) entry = culvert_mgmt_pkcs11_parse_entry (text, index);
  g_autofree char *start = NULL;

  if (entry == NULL)
    return;

  if (entry->id == NULL)
    {
      g_autofree char *nothing = g_strdup_printf (ENTRY "'", index);

      g_assert_cmpstr (text, ==, nothing);
      g_assert_null (entry->certificate);
      return;
    }

  start = g_strdup_printf (CERTIFICATE, index, entry->id);
  g_assert_true (*entry->id != '\0' && g_str_has_prefix (text, start));
  g_assert_null (strstr (text + strlen (start), "', BLOB:'"));
  if (entry->certificate != NULL)
    {
      g_autofree char *blob = g_base64_encode (g_bytes_get_data (entry->certificate, NULL),
                                               g_bytes_get_size (entry->certificate));

      g_assert_cmpuint (strlen (blob), ==, strlen (text) - strlen (start) - 1);
    }
}

/* What a daemon writes for a token's name and certificate. */
static void
check_round_trip (const char *id, const char *certificate, gsize length, guint index)
{
  g_autofree char *blob = g_base64_encode ((const guchar *) certificate, length);
  g_autofree char *text = g_strdup_printf (CERTIFICATE "%s'", index, id, blob);
  g_autoptr (CulvertMgmtPkcs11Entry) entry = culvert_mgmt_pkcs11_parse_entry (text, index);
  g_autoptr (CulvertMgmtPkcs11Entry) other = culvert_mgmt_pkcs11_parse_entry (text, index + 1);
  g_autoptr (CulvertMgmtCommand) command = NULL;
  const char *bytes;
  gsize n_bytes;

  g_assert_null (other);
  if (*id == '\0')
    return;

  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->id, ==, id);
  g_assert_true ((entry->certificate != NULL) == (length > 0 && strlen (blob) <= MAX_BLOB));
  if (entry->certificate != NULL)
    g_assert_cmpmem (g_bytes_get_data (entry->certificate, NULL),
                     g_bytes_get_size (entry->certificate),
                     certificate,
                     length);

  command = culvert_mgmt_command_needstr ("pkcs11-id-request", id, NULL);
  if (command == NULL)
    return;
  bytes = culvert_mgmt_command_get_bytes (command, &n_bytes);
  culvert_fuzz_assert_words (bytes, n_bytes - 1, "needstr", "pkcs11-id-request", id, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = NULL;
  g_autofree char *certificate = NULL;
  CulvertFuzzInput input;
  gsize length;
  guint index;

  culvert_fuzz_input_init (&input, data, size);
  index = culvert_fuzz_input_take_byte (&input) % 65;
  text = culvert_fuzz_input_take_text (&input);
  certificate = culvert_fuzz_input_take_rest (&input, &length);
  check_count (text);
  check_entry (text, index);
  check_round_trip (text, certificate, length, index);
  return 0;
}
