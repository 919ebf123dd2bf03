/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-import-batch.h"

#include "culvert-config-importer.h"
#include "culvert-import-notes.h"
#include "culvert-plain-text.h"

#define MAX_NAME_CHARACTERS 60

typedef struct
{
  GFile *file;                 /* (owned) */
  char *name;                  /* (owned) */
  CulvertConfigImport *import; /* (owned) (nullable) */
  GError *error;               /* (owned) (nullable) */
  gboolean is_clean;
  gboolean is_done; /* it was asked about, or need not be */
} Item;

struct _CulvertImportBatch
{
  GObject parent_instance;

  GPtrArray *items; /* (owned) (element-type Item) */
  guint position;   /* of the current one */
  guint n_read;
  GCancellable *reading; /* (owned) */
  gboolean is_reading;
};

typedef enum
{
  CHANGED,
  N_SIGNALS,
} CulvertImportBatchSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulvertImportBatch, culvert_import_batch, G_TYPE_OBJECT)

static void read_next (CulvertImportBatch *self);

static void
item_free (Item *item)
{
  g_object_unref (item->file);
  g_free (item->name);
  g_clear_object (&item->import);
  g_clear_error (&item->error);
  g_free (item);
}

/* (nullable) */
static Item *
get_current (CulvertImportBatch *self)
{
  return self->position < self->items->len ? self->items->pdata[self->position] : NULL;
}

static void
emit_changed (CulvertImportBatch *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertImportBatch) self = user_data;
  Item *item = self->items->pdata[self->n_read];

  item->import = culvert_config_importer_read_finish (result, &item->error);
  item->is_clean =
      item->import != NULL &&
      culvert_import_notes_is_clean (item->import, g_get_real_time () / G_USEC_PER_SEC);
  self->is_reading = FALSE;
  self->n_read++;
  if (g_cancellable_is_cancelled (self->reading))
    return;

  read_next (self);
  emit_changed (self);
}

static void
read_next (CulvertImportBatch *self)
{
  const Item *item;

  if (self->is_reading || self->n_read == self->items->len)
    return;

  item = self->items->pdata[self->n_read];
  self->is_reading = TRUE;
  culvert_config_importer_read_async (item->file, self->reading, on_read, g_object_ref (self));
}

/* (nullable): the first one after the current one that will be asked about */
static Item *
find_next (CulvertImportBatch *self, gboolean must_be_clean)
{
  for (guint i = self->position + 1; i < self->items->len; i++)
    {
      Item *item = self->items->pdata[i];

      if (!item->is_done && (item->is_clean || !must_be_clean))
        return item;
    }

  return NULL;
}

static void
culvert_import_batch_finalize (GObject *object)
{
  CulvertImportBatch *self = CULVERT_IMPORT_BATCH (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (culvert_import_batch_parent_class)->finalize (object);
}

static void
culvert_import_batch_class_init (CulvertImportBatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_import_batch_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_IMPORT_BATCH,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_import_batch_init (CulvertImportBatch *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->reading = g_cancellable_new ();
}

CulvertImportBatch *
culvert_import_batch_new (void)
{
  return g_object_new (CULVERT_TYPE_IMPORT_BATCH, NULL);
}

void
culvert_import_batch_add (CulvertImportBatch *self, GFile *file)
{
  g_autofree char *name = NULL;
  Item *item;

  g_return_if_fail (CULVERT_IS_IMPORT_BATCH (self));
  g_return_if_fail (G_IS_FILE (file));

  name = g_file_get_basename (file);
  item = g_new0 (Item, 1);
  item->file = g_object_ref (file);
  item->name = culvert_plain_text (name != NULL ? name : "", -1, MAX_NAME_CHARACTERS);
  g_ptr_array_add (self->items, item);
  read_next (self);
  emit_changed (self);
}

guint
culvert_import_batch_get_length (CulvertImportBatch *self)
{
  g_return_val_if_fail (CULVERT_IS_IMPORT_BATCH (self), 0);

  return self->items->len;
}

void
culvert_import_batch_stop (CulvertImportBatch *self)
{
  g_return_if_fail (CULVERT_IS_IMPORT_BATCH (self));

  g_cancellable_cancel (self->reading);
}

guint
culvert_import_batch_get_position (CulvertImportBatch *self)
{
  g_return_val_if_fail (CULVERT_IS_IMPORT_BATCH (self), 0);

  return self->position;
}

gboolean
culvert_import_batch_has_next (CulvertImportBatch *self)
{
  g_return_val_if_fail (CULVERT_IS_IMPORT_BATCH (self), FALSE);

  return find_next (self, FALSE) != NULL;
}

void
culvert_import_batch_go_on (CulvertImportBatch *self)
{
  g_return_if_fail (CULVERT_IS_IMPORT_BATCH (self));
  g_return_if_fail (get_current (self) != NULL);

  get_current (self)->is_done = TRUE;
  while (get_current (self) != NULL && get_current (self)->is_done)
    self->position++;
  emit_changed (self);
}

const char *
culvert_import_batch_get_name (CulvertImportBatch *self)
{
  g_return_val_if_fail (CULVERT_IS_IMPORT_BATCH (self), NULL);

  return get_current (self) != NULL ? get_current (self)->name : NULL;
}

CulvertConfigImport *
culvert_import_batch_get_import (CulvertImportBatch *self)
{
  g_return_val_if_fail (CULVERT_IS_IMPORT_BATCH (self), NULL);

  return get_current (self) != NULL ? get_current (self)->import : NULL;
}

const GError *
culvert_import_batch_get_error (CulvertImportBatch *self)
{
  g_return_val_if_fail (CULVERT_IS_IMPORT_BATCH (self), NULL);

  return get_current (self) != NULL ? get_current (self)->error : NULL;
}

guint
culvert_import_batch_count_clean (CulvertImportBatch *self)
{
  guint n_clean = 0;

  g_return_val_if_fail (CULVERT_IS_IMPORT_BATCH (self), 0);

  if (self->n_read < self->items->len)
    return 0;

  for (guint i = self->position; i < self->items->len; i++)
    {
      const Item *item = self->items->pdata[i];

      if (item->is_clean && !item->is_done)
        n_clean++;
    }

  return n_clean;
}

CulvertConfigImport *
culvert_import_batch_take_clean (CulvertImportBatch *self)
{
  Item *item;

  g_return_val_if_fail (CULVERT_IS_IMPORT_BATCH (self), NULL);

  item = find_next (self, TRUE);
  if (item == NULL)
    return NULL;

  item->is_done = TRUE;
  return item->import;
}
