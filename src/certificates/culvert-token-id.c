/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-token-id.h"

#include "culvert-plain-text.h"

#include <string.h>

enum
{
  MAX_LABEL_CHARACTERS = 64,
};

#define ADDRESS_SCHEME "pkcs11:"
#define ADDRESS_TOKEN  "token="

/* Replaces each `prefix` with two hexadecimal digits behind it by the byte that they stand for. */
static char *
decode (const char *text, gsize length, const char *prefix)
{
  const char *end = text + length;
  gsize prefix_length = strlen (prefix);
  g_autoptr (GString) bytes = g_string_sized_new (length);
  g_autofree char *plain = NULL;

  while (text < end)
    {
      const char *digits = text + prefix_length;

      if (end - text >= (gssize) prefix_length + 2 && strncmp (text, prefix, prefix_length) == 0 &&
          g_ascii_isxdigit (digits[0]) && g_ascii_isxdigit (digits[1]))
        {
          g_string_append_c (
              bytes,
              (char) (g_ascii_xdigit_value (digits[0]) * 16 + g_ascii_xdigit_value (digits[1])));
          text = digits + 2;
        }
      else
        {
          g_string_append_c (bytes, *text++);
        }
    }

  plain = culvert_plain_text (bytes->str, (gssize) bytes->len, MAX_LABEL_CHARACTERS);
  g_strchomp (plain); /* cards fill their labels up with spaces */

  return *plain != '\0' ? g_steal_pointer (&plain) : NULL;
}

static char *
get_label_of_address (const char *address)
{
  const char *attribute = address + strlen (ADDRESS_SCHEME);

  while (*attribute != '\0' && *attribute != '?')
    {
      gsize length = strcspn (attribute, ";?");

      if (g_str_has_prefix (attribute, ADDRESS_TOKEN))
        return decode (attribute + strlen (ADDRESS_TOKEN), length - strlen (ADDRESS_TOKEN), "%");
      attribute += length;
      if (*attribute == ';')
        attribute++;
    }

  return NULL;
}

static char *
get_label_of_path (const char *path)
{
  static const int n_parts_before = 3;
  const char *label = path;
  const char *end;

  for (int i = 0; i < n_parts_before && label != NULL; i++)
    {
      label = strchr (label, '/');
      if (label != NULL)
        label++;
    }
  end = label != NULL ? strchr (label, '/') : NULL;

  return end != NULL ? decode (label, end - label, "\\x") : NULL;
}

char *
culvert_token_id_get_label (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return g_str_has_prefix (id, ADDRESS_SCHEME) ? get_label_of_address (id) : get_label_of_path (id);
}
