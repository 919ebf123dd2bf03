/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-keys.h"

#include "culvert-plain-text.h"

#include <string.h>

struct _CulvertClientKeys
{
  GByteArray *bytes; /* (owned): all keys, one behind the other, each with its NUL */
  GArray *starts;    /* (owned) (element-type guint): of the key of a slot */
};

CulvertClientKeys *
culvert_client_keys_new (void)
{
  CulvertClientKeys *self = g_new0 (CulvertClientKeys, 1);

  self->bytes = g_byte_array_new ();
  self->starts = g_array_new (FALSE, TRUE, sizeof (guint));

  return self;
}

void
culvert_client_keys_free (CulvertClientKeys *self)
{
  g_byte_array_unref (self->bytes);
  g_array_unref (self->starts);
  g_free (self);
}

static char *
fold (const char *text)
{
  g_autofree char *plain = NULL;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  /* What a user sees, which is also valid. */
  plain = culvert_plain_text (text, -1, G_MAXSIZE);

  return g_utf8_casefold (plain, -1);
}

void
culvert_client_keys_add (CulvertClientKeys *self, guint slot, const char *text)
{
  g_autofree char *folded = fold (text);
  g_autofree char *key = g_utf8_collate_key_for_filename (folded, -1);

  if (slot >= self->starts->len)
    g_array_set_size (self->starts, slot + 1);
  g_array_index (self->starts, guint, slot) = self->bytes->len;
  g_byte_array_append (self->bytes, (const guint8 *) key, (guint) strlen (key) + 1);
}

static const char *
get_key (const CulvertClientKeys *self, guint slot)
{
  return (const char *) self->bytes->data + g_array_index (self->starts, guint, slot);
}

int
culvert_client_keys_compare (const CulvertClientKeys *self, guint slot_a, guint slot_b)
{
  return strcmp (get_key (self, slot_a), get_key (self, slot_b));
}
