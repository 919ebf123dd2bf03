/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-text-history.h"

#include <string.h>

/* A piece of text that came or went. */
typedef struct
{
  guint action; /* of the user; edits of the same one go together */
  gboolean is_insertion;
  int offset;
  char *text; /* (owned) */
} Edit;

struct _CulvertTextHistory
{
  GObject parent_instance;

  GtkTextBuffer *buffer; /* (unowned): its owner owns this too */
  GPtrArray *edits;      /* (owned) (element-type Edit) */
  guint n_done;          /* of the edits; those behind them have been undone */
  guint action;
  gboolean is_replaying;
};

G_DEFINE_FINAL_TYPE (CulvertTextHistory, culvert_text_history, G_TYPE_OBJECT)

static void
edit_free (Edit *edit)
{
  g_free (edit->text);
  g_free (edit);
}

static gboolean
is_one_letter (const char *text)
{
  return *text != '\0' && *g_utf8_next_char (text) == '\0' &&
         !g_unichar_isspace (g_utf8_get_char (text));
}

static gboolean
ends_in_letter (const char *text)
{
  const char *last = g_utf8_find_prev_char (text, text + strlen (text));

  return last != NULL && !g_unichar_isspace (g_utf8_get_char (last));
}

/* Typed right behind a letter that was typed before. */
static gboolean
continues_word (CulvertTextHistory *self, int offset, const char *text)
{
  const Edit *last = self->n_done > 0 ? self->edits->pdata[self->n_done - 1] : NULL;

  return last != NULL && last->is_insertion && is_one_letter (text) &&
         ends_in_letter (last->text) &&
         last->offset + (int) g_utf8_strlen (last->text, -1) == offset;
}

static void
append_to_last (CulvertTextHistory *self, const char *text)
{
  Edit *last = self->edits->pdata[self->n_done - 1];
  char *longer = g_strconcat (last->text, text, NULL);

  g_free (last->text);
  last->text = longer;
}

static void
record (CulvertTextHistory *self, gboolean is_insertion, int offset, const char *text)
{
  Edit *edit;

  g_ptr_array_set_size (self->edits, (int) self->n_done);
  if (is_insertion && continues_word (self, offset, text))
    {
      append_to_last (self, text);
      return;
    }
  if (self->n_done == CULVERT_TEXT_HISTORY_MAX)
    g_ptr_array_remove_index (self->edits, 0);

  edit = g_new0 (Edit, 1);
  edit->action = self->action;
  edit->is_insertion = is_insertion;
  edit->offset = offset;
  edit->text = g_strdup (text);
  g_ptr_array_add (self->edits, edit);
  self->n_done = self->edits->len;
}

static void
on_insert_text (CulvertTextHistory *self, const GtkTextIter *at, const char *text, int length)
{
  g_autofree char *inserted = g_strndup (text, (gsize) length);

  if (!self->is_replaying)
    record (self, TRUE, gtk_text_iter_get_offset (at), inserted);
}

static void
on_delete_range (CulvertTextHistory *self, const GtkTextIter *start, const GtkTextIter *end)
{
  g_autofree char *deleted = gtk_text_buffer_get_text (self->buffer, start, end, TRUE);

  if (!self->is_replaying)
    record (self, FALSE, gtk_text_iter_get_offset (start), deleted);
}

static void
on_user_action (CulvertTextHistory *self)
{
  self->action++;
}

/* The cursor goes to where something happens. */
static void
apply (CulvertTextHistory *self, const Edit *edit, gboolean is_insertion)
{
  GtkTextIter at, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &at, edit->offset);
  if (is_insertion)
    {
      gtk_text_buffer_insert (self->buffer, &at, edit->text, -1);
    }
  else
    {
      gtk_text_buffer_get_iter_at_offset (self->buffer,
                                          &end,
                                          edit->offset + (int) g_utf8_strlen (edit->text, -1));
      gtk_text_buffer_delete (self->buffer, &at, &end);
    }
  gtk_text_buffer_place_cursor (self->buffer, &at);
}

/* (nullable): what would be undone next */
static const Edit *
peek_done (CulvertTextHistory *self)
{
  return self->n_done > 0 ? self->edits->pdata[self->n_done - 1] : NULL;
}

/* (nullable): what would be done again next */
static const Edit *
peek_undone (CulvertTextHistory *self)
{
  return self->n_done < self->edits->len ? self->edits->pdata[self->n_done] : NULL;
}

static void
culvert_text_history_finalize (GObject *object)
{
  CulvertTextHistory *self = CULVERT_TEXT_HISTORY (object);

  g_clear_pointer (&self->edits, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_text_history_parent_class)->finalize (object);
}

static void
culvert_text_history_class_init (CulvertTextHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_text_history_finalize;
}

static void
culvert_text_history_init (CulvertTextHistory *self)
{
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) edit_free);
}

CulvertTextHistory *
culvert_text_history_new (GtkTextBuffer *buffer)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } connections[] = {
    { "insert-text", G_CALLBACK (on_insert_text) },
    { "delete-range", G_CALLBACK (on_delete_range) },
    { "begin-user-action", G_CALLBACK (on_user_action) },
    { "end-user-action", G_CALLBACK (on_user_action) },
  };
  CulvertTextHistory *self;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  self = g_object_new (CULVERT_TYPE_TEXT_HISTORY, NULL);
  self->buffer = buffer;
  for (gsize i = 0; i < G_N_ELEMENTS (connections); i++)
    g_signal_connect_object (buffer,
                             connections[i].signal,
                             connections[i].callback,
                             self,
                             G_CONNECT_SWAPPED);

  return self;
}

void
culvert_text_history_clear (CulvertTextHistory *self)
{
  g_return_if_fail (CULVERT_IS_TEXT_HISTORY (self));

  g_ptr_array_set_size (self->edits, 0);
  self->n_done = 0;
}

void
culvert_text_history_undo (CulvertTextHistory *self)
{
  const Edit *edit;
  guint action;

  g_return_if_fail (CULVERT_IS_TEXT_HISTORY (self));

  edit = peek_done (self);
  if (edit == NULL)
    return;

  action = edit->action;
  self->is_replaying = TRUE;
  for (; edit != NULL && edit->action == action; edit = peek_done (self))
    {
      apply (self, edit, !edit->is_insertion);
      self->n_done--;
    }
  self->is_replaying = FALSE;
}

void
culvert_text_history_redo (CulvertTextHistory *self)
{
  const Edit *edit;
  guint action;

  g_return_if_fail (CULVERT_IS_TEXT_HISTORY (self));

  edit = peek_undone (self);
  if (edit == NULL)
    return;

  action = edit->action;
  self->is_replaying = TRUE;
  for (; edit != NULL && edit->action == action; edit = peek_undone (self))
    {
      apply (self, edit, edit->is_insertion);
      self->n_done++;
    }
  self->is_replaying = FALSE;
}
