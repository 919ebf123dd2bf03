/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-layout-cache.h"

typedef struct
{
  PangoLayout *layout; /* (owned) */
  GList by_age;        /* its place in the queue */
} Entry;

struct _CulvertLayoutCache
{
  guint n_max;
  GHashTable *entries; /* (owned) (element-type utf8 Entry): a text is that of its layout */
  GQueue by_age;       /* of the same entries: the one that was asked for last comes first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->layout);
  g_free (entry);
}

CulvertLayoutCache *
culvert_layout_cache_new (guint n_max)
{
  CulvertLayoutCache *self;

  g_return_val_if_fail (n_max > 0, NULL);

  self = g_new0 (CulvertLayoutCache, 1);
  self->n_max = n_max;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->by_age);

  return self;
}

void
culvert_layout_cache_free (CulvertLayoutCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

static void
forget_oldest (CulvertLayoutCache *self)
{
  Entry *oldest = g_queue_pop_tail_link (&self->by_age)->data;

  g_hash_table_remove (self->entries, pango_layout_get_text (oldest->layout));
}

static Entry *
add (CulvertLayoutCache *self, PangoContext *context, const char *text)
{
  Entry *entry = g_new0 (Entry, 1);

  if (self->by_age.length == self->n_max)
    forget_oldest (self);

  entry->layout = pango_layout_new (context);
  pango_layout_set_single_paragraph_mode (entry->layout, TRUE);
  pango_layout_set_text (entry->layout, text, -1);
  entry->by_age.data = entry;
  g_hash_table_insert (self->entries, (gpointer) pango_layout_get_text (entry->layout), entry);

  return entry;
}

/* Pango would take what is equal for a change. */
static gboolean
has_attributes (PangoLayout *layout, PangoAttrList *attributes)
{
  PangoAttrList *old = pango_layout_get_attributes (layout);

  return old == attributes ||
         (old != NULL && attributes != NULL && pango_attr_list_equal (old, attributes));
}

PangoLayout *
culvert_layout_cache_get (CulvertLayoutCache *self,
                          PangoContext *context,
                          const char *text,
                          PangoAttrList *attributes,
                          int width,
                          PangoEllipsizeMode ellipsize)
{
  Entry *entry = g_hash_table_lookup (self->entries, text);

  /* A widget that comes to another screen has another context. */
  if (entry != NULL && pango_layout_get_context (entry->layout) != context)
    {
      g_queue_init (&self->by_age);
      g_hash_table_remove_all (self->entries);
      entry = NULL;
    }

  if (entry == NULL)
    entry = add (self, context, text);
  else
    g_queue_unlink (&self->by_age, &entry->by_age);
  g_queue_push_head_link (&self->by_age, &entry->by_age);
  if (!has_attributes (entry->layout, attributes))
    pango_layout_set_attributes (entry->layout, attributes);
  pango_layout_set_width (entry->layout, width);
  pango_layout_set_ellipsize (entry->layout, ellipsize);

  return entry->layout;
}
