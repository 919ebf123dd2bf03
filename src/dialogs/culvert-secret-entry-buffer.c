/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-secret-entry-buffer.h"

struct _CulvertSecretEntryBuffer
{
  GtkEntryBuffer parent_instance;

  CulvertSecretText *text; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CulvertSecretEntryBuffer, culvert_secret_entry_buffer, GTK_TYPE_ENTRY_BUFFER)

/* Puts `bytes` where the bytes [start, end) were. */
static void
replace (CulvertSecretEntryBuffer *self, gsize start, gsize end, const char *bytes, gsize length)
{
  const char *old = culvert_secret_text_peek (self->text);
  gsize old_length = culvert_secret_text_get_length (self->text);
  CulvertSecretText *text = culvert_secret_text_new_sized (old_length - (end - start) + length);

  culvert_secret_text_append (text, old, start);
  culvert_secret_text_append (text, bytes, length);
  culvert_secret_text_append (text, old + end, old_length - end);

  culvert_secret_text_unref (self->text);
  self->text = text;
}

static gsize
offset_of (CulvertSecretEntryBuffer *self, guint position)
{
  const char *text = culvert_secret_text_peek (self->text);

  return g_utf8_offset_to_pointer (text, position) - text;
}

static const char *
get_text (GtkEntryBuffer *buffer, gsize *n_bytes)
{
  CulvertSecretEntryBuffer *self = CULVERT_SECRET_ENTRY_BUFFER (buffer);

  if (n_bytes != NULL)
    *n_bytes = culvert_secret_text_get_length (self->text);

  return culvert_secret_text_peek (self->text);
}

static guint
get_length (GtkEntryBuffer *buffer)
{
  CulvertSecretEntryBuffer *self = CULVERT_SECRET_ENTRY_BUFFER (buffer);

  return g_utf8_strlen (culvert_secret_text_peek (self->text),
                        culvert_secret_text_get_length (self->text));
}

static guint
insert_text (GtkEntryBuffer *buffer, guint position, const char *chars, guint n_chars)
{
  CulvertSecretEntryBuffer *self = CULVERT_SECRET_ENTRY_BUFFER (buffer);
  gsize length = g_utf8_offset_to_pointer (chars, n_chars) - chars;
  gsize offset = offset_of (self, position);

  replace (self, offset, offset, chars, length);
  gtk_entry_buffer_emit_inserted_text (buffer, position, chars, n_chars);

  return n_chars;
}

static guint
delete_text (GtkEntryBuffer *buffer, guint position, guint n_chars)
{
  CulvertSecretEntryBuffer *self = CULVERT_SECRET_ENTRY_BUFFER (buffer);

  if (n_chars == 0)
    return 0;

  replace (self, offset_of (self, position), offset_of (self, position + n_chars), "", 0);
  gtk_entry_buffer_emit_deleted_text (buffer, position, n_chars);

  return n_chars;
}

static void
culvert_secret_entry_buffer_finalize (GObject *object)
{
  CulvertSecretEntryBuffer *self = CULVERT_SECRET_ENTRY_BUFFER (object);

  g_clear_pointer (&self->text, culvert_secret_text_unref);

  G_OBJECT_CLASS (culvert_secret_entry_buffer_parent_class)->finalize (object);
}

static void
culvert_secret_entry_buffer_class_init (CulvertSecretEntryBufferClass *klass)
{
  GtkEntryBufferClass *buffer_class = GTK_ENTRY_BUFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culvert_secret_entry_buffer_finalize;
  buffer_class->get_text = get_text;
  buffer_class->get_length = get_length;
  buffer_class->insert_text = insert_text;
  buffer_class->delete_text = delete_text;
}

static void
culvert_secret_entry_buffer_init (CulvertSecretEntryBuffer *self)
{
  self->text = culvert_secret_text_new_sized (0);
}

GtkEntryBuffer *
culvert_secret_entry_buffer_new (void)
{
  return g_object_new (CULVERT_TYPE_SECRET_ENTRY_BUFFER, NULL);
}

CulvertSecretText *
culvert_secret_entry_buffer_get_secret (CulvertSecretEntryBuffer *self)
{
  g_return_val_if_fail (CULVERT_IS_SECRET_ENTRY_BUFFER (self), NULL);

  return self->text;
}
