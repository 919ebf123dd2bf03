/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-pkcs11.h"

#include <string.h>

/* A daemon writes no longer line than 10 KiB. */
#define MAX_BLOB 16384

static const char count_word[] = "PKCS11ID-COUNT:";
static const char id_word[] = "', ID:'";
static const char blob_word[] = "', BLOB:'";

gboolean
culvert_mgmt_pkcs11_parse_count (const char *text, guint64 *count)
{
  return g_str_has_prefix (text, count_word) &&
         g_ascii_string_to_unsigned (text + strlen (count_word), 10, 0, G_MAXUINT64, count, NULL);
}

static gboolean
is_base64 (const char *text, gsize length)
{
  gsize n_padding = 0;

  while (n_padding < 2 && n_padding < length && text[length - 1 - n_padding] == '=')
    n_padding++;
  for (gsize i = 0; i < length - n_padding; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/')
      return FALSE;

  return length % 4 == 0 && length <= MAX_BLOB;
}

/* NULL for what was cut on its way: half a certificate is none. */
static GBytes *
decode (const char *text, gsize length)
{
  g_autofree char *base64 = g_strndup (text, length);
  gsize size;
  guchar *bytes;

  if (length == 0 || !is_base64 (base64, length))
    return NULL;

  bytes = g_base64_decode (base64, &size);

  return g_bytes_new_take (bytes, size);
}

CulvertMgmtPkcs11Entry *
culvert_mgmt_pkcs11_parse_entry (const char *text, guint index)
{
  g_autofree char *prefix = g_strdup_printf ("PKCS11ID-ENTRY:'%u", index);
  gsize length = strlen (text);
  const char *id;
  const char *blob;
  CulvertMgmtPkcs11Entry *self;

  if (!g_str_has_prefix (text, prefix) || text[length - 1] != '\'')
    return NULL;

  text += strlen (prefix);
  if (g_str_equal (text, "'"))
    return g_new0 (CulvertMgmtPkcs11Entry, 1);

  /* An id may hold quotes, and so what looks like the end of it; base64 holds none. */
  id = text + strlen (id_word);
  blob = g_str_has_prefix (text, id_word) ? g_strrstr (id, blob_word) : NULL;
  if (blob == NULL || blob == id)
    return NULL;

  /* The quote at the end may be the one that begins the blob: it was cut there. */
  if (blob[strlen (blob_word)] == '\0')
    return NULL;

  self = g_new0 (CulvertMgmtPkcs11Entry, 1);
  self->id = g_strndup (id, (gsize) (blob - id));
  blob += strlen (blob_word);
  self->certificate = decode (blob, strlen (blob) - 1);

  return self;
}

void
culvert_mgmt_pkcs11_entry_free (CulvertMgmtPkcs11Entry *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self);
}
