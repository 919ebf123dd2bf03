/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-menu-layout.h"

#include <string.h>

#define ACTION_PREFIX "app."

typedef struct
{
  int id;
  GHashTable *properties; /* (owned): static name → GVariant (owned); defaults are left out */
  GArray *children;       /* (owned) of int */
  char *action;           /* (owned) (nullable): without prefix */
  GVariant *target;       /* (owned) (nullable) */
} Item;

struct _CulvertMenuLayout
{
  GHashTable *ids;   /* (owned): key → id; shared by all layouts that follow one another */
  GHashTable *items; /* (owned): id → Item (owned) */
  GActionGroup *actions;
};

static void
item_free (Item *item)
{
  g_hash_table_unref (item->properties);
  g_array_unref (item->children);
  g_free (item->action);
  g_clear_pointer (&item->target, g_variant_unref);
  g_free (item);
}

static void
set_property (Item *item, const char *name, GVariant *value)
{
  g_hash_table_insert (item->properties, (gpointer) name, g_variant_ref_sink (value));
}

static Item *
find_item (CulvertMenuLayout *self, int id)
{
  return g_hash_table_lookup (self->items, GINT_TO_POINTER (id));
}

static int
id_for_key (CulvertMenuLayout *self, char *owned_key)
{
  g_autofree char *key = owned_key;
  int id = GPOINTER_TO_INT (g_hash_table_lookup (self->ids, key));

  if (id == 0)
    {
      id = (int) g_hash_table_size (self->ids) + 1;
      g_hash_table_insert (self->ids, g_steal_pointer (&key), GINT_TO_POINTER (id));
    }

  return id;
}

static Item *
add_item (CulvertMenuLayout *self, int id)
{
  Item *item = g_new0 (Item, 1);

  item->id = id;
  item->properties =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_variant_unref);
  item->children = g_array_new (FALSE, FALSE, sizeof (int));
  g_hash_table_insert (self->items, GINT_TO_POINTER (id), item);

  return item;
}

/* Adds a child by its key. Two items that cannot be told apart are told apart by their order. */
static Item *
add_child (CulvertMenuLayout *self, Item *parent, const char *name)
{
  int id;
  guint turn = 0;
  Item *child;

  do
    id = id_for_key (self, g_strdup_printf ("%d/%s/%u", parent->id, name, turn++));
  while (find_item (self, id) != NULL);

  child = add_item (self, id);
  g_array_append_val (parent->children, id);

  return child;
}

static void
read_action (CulvertMenuLayout *self, Item *item)
{
  g_autoptr (GVariant) state = NULL;
  gboolean is_enabled = FALSE;

  if (item->action == NULL || !g_action_group_query_action (self->actions,
                                                            item->action,
                                                            &is_enabled,
                                                            NULL,
                                                            NULL,
                                                            NULL,
                                                            &state))
    is_enabled = FALSE;

  if (!is_enabled)
    set_property (item, "enabled", g_variant_new_boolean (FALSE));

  if (state != NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN))
    {
      set_property (item, "toggle-type", g_variant_new_string ("checkmark"));
      set_property (item, "toggle-state", g_variant_new_int32 (g_variant_get_boolean (state)));
    }
}

static char *
action_key (const char *action, GVariant *target)
{
  g_autofree char *printed = target != NULL ? g_variant_print (target, TRUE) : NULL;

  return g_strconcat ("action:", action, "|", printed, NULL);
}

static void
add_action (CulvertMenuLayout *self, Item *parent, GMenuModel *menu, int position, char *label)
{
  g_autofree char *action = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GVariant) target =
      g_menu_model_get_item_attribute_value (menu, position, G_MENU_ATTRIBUTE_TARGET, NULL);
  Item *item;

  g_menu_model_get_item_attribute (menu, position, G_MENU_ATTRIBUTE_ACTION, "s", &action);
  key = action_key (action, target);
  item = add_child (self, parent, key);
  item->target = g_steal_pointer (&target);
  if (action != NULL && g_str_has_prefix (action, ACTION_PREFIX))
    item->action = g_strdup (action + strlen (ACTION_PREFIX));

  set_property (item, "label", g_variant_new_string (label));
  read_action (self, item);
}

static void add_items (CulvertMenuLayout *self, Item *parent, GMenuModel *menu);

static void
add_submenu (CulvertMenuLayout *self, Item *parent, GMenuModel *submenu, const char *label)
{
  g_autofree char *key = g_strconcat ("submenu:", label, NULL);
  Item *item = add_child (self, parent, key);

  set_property (item, "label", g_variant_new_string (label));
  set_property (item, "children-display", g_variant_new_string ("submenu"));
  add_items (self, item, submenu);
}

/* A section that shows something is parted from what stands above it. The separator belongs to the
 * section, so it keeps its number whatever else comes and goes. */
static void
add_section (CulvertMenuLayout *self, Item *parent, GMenuModel *section, int position)
{
  g_autofree char *key = NULL;

  if (g_menu_model_get_n_items (section) == 0)
    return;

  if (parent->children->len > 0)
    {
      key = g_strdup_printf ("separator:%d", position);
      set_property (add_child (self, parent, key), "type", g_variant_new_string ("separator"));
    }
  add_items (self, parent, section);
}

static void
add_items (CulvertMenuLayout *self, Item *parent, GMenuModel *menu)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);
      g_autofree char *label = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      if (section != NULL)
        add_section (self, parent, section, i);
      else if (submenu != NULL)
        add_submenu (self, parent, submenu, label != NULL ? label : "");
      else
        add_action (self, parent, menu, i, label != NULL ? label : (char *) "");
    }
}

static gboolean
is_asked_for (const char *const *names, const char *name)
{
  return names == NULL || names[0] == NULL || g_strv_contains (names, name);
}

static GVariant *
describe_properties (Item *item, const char *const *names)
{
  GVariantDict dict;
  GHashTableIter iter;
  gpointer name, value;

  g_variant_dict_init (&dict, NULL);
  g_hash_table_iter_init (&iter, item->properties);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (is_asked_for (names, name))
        g_variant_dict_insert_value (&dict, name, value);
    }

  return g_variant_dict_end (&dict);
}

static void
compare_item (Item *old, Item *new, GVariantBuilder *updated, GVariantBuilder *removed)
{
  GVariantDict news;
  GVariantBuilder olds;
  gboolean has_olds = FALSE;
  GHashTableIter iter;
  gpointer name, value;
  g_autoptr (GVariant) told = NULL;

  g_variant_dict_init (&news, NULL);
  g_hash_table_iter_init (&iter, new->properties);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      GVariant *before = g_hash_table_lookup (old->properties, name);

      if (before == NULL || !g_variant_equal (before, value))
        g_variant_dict_insert_value (&news, name, value);
    }

  g_variant_builder_init (&olds, G_VARIANT_TYPE_STRING_ARRAY);
  g_hash_table_iter_init (&iter, old->properties);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (g_hash_table_contains (new->properties, name))
        continue;

      g_variant_builder_add (&olds, "s", name);
      has_olds = TRUE;
    }

  told = g_variant_ref_sink (g_variant_dict_end (&news));
  if (g_variant_n_children (told) > 0)
    g_variant_builder_add (updated, "(i@a{sv})", new->id, told);
  if (has_olds)
    g_variant_builder_add (removed, "(ias)", new->id, &olds);
  g_variant_builder_clear (&olds);
}

static gboolean
has_same_children (Item *a, Item *b)
{
  return a->children->len == b->children->len &&
         (a->children->len == 0 ||
          memcmp (a->children->data, b->children->data, a->children->len * sizeof (int)) == 0);
}

CulvertMenuLayout *
culvert_menu_layout_new (GMenuModel *menu, GActionGroup *actions, CulvertMenuLayout *previous)
{
  CulvertMenuLayout *self;
  Item *root;

  g_return_val_if_fail (G_IS_MENU_MODEL (menu), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_new0 (CulvertMenuLayout, 1);
  self->ids = previous != NULL ? g_hash_table_ref (previous->ids)
                               : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->items = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) item_free);
  self->actions = g_object_ref (actions);

  root = add_item (self, CULVERT_MENU_LAYOUT_ROOT);
  set_property (root, "children-display", g_variant_new_string ("submenu"));
  add_items (self, root, menu);

  return self;
}

void
culvert_menu_layout_free (CulvertMenuLayout *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->items);
  g_object_unref (self->actions);
  g_free (self);
}

gboolean
culvert_menu_layout_has (CulvertMenuLayout *self, int id)
{
  return find_item (self, id) != NULL;
}

GVariant *
culvert_menu_layout_describe (CulvertMenuLayout *self, int id, int depth, const char *const *names)
{
  Item *item = find_item (self, id);
  GVariantBuilder children;

  g_return_val_if_fail (item != NULL, NULL);

  g_variant_builder_init (&children, G_VARIANT_TYPE ("av"));
  for (guint i = 0; depth != 0 && i < item->children->len; i++)
    {
      int child = g_array_index (item->children, int, i);

      g_variant_builder_add (&children,
                             "v",
                             culvert_menu_layout_describe (self, child, depth - 1, names));
    }

  return g_variant_new ("(i@a{sv}av)", id, describe_properties (item, names), &children);
}

GVariant *
culvert_menu_layout_get_properties (CulvertMenuLayout *self, int id, const char *const *names)
{
  Item *item = find_item (self, id);

  g_return_val_if_fail (item != NULL, NULL);

  return describe_properties (item, names);
}

GVariant *
culvert_menu_layout_get_property (CulvertMenuLayout *self, int id, const char *name)
{
  Item *item = find_item (self, id);

  g_return_val_if_fail (item != NULL, NULL);

  return g_hash_table_lookup (item->properties, name);
}

gboolean
culvert_menu_layout_get_action (CulvertMenuLayout *self,
                                int id,
                                const char **name,
                                GVariant **target)
{
  Item *item = find_item (self, id);

  if (item == NULL || item->action == NULL)
    return FALSE;

  *name = item->action;
  *target = item->target;
  return TRUE;
}

CulvertMenuChange
culvert_menu_layout_compare (CulvertMenuLayout *self, CulvertMenuLayout *newer)
{
  CulvertMenuChange change = { NULL, NULL, -1 };
  g_auto (GVariantBuilder) updated = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));
  g_auto (GVariantBuilder) removed = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ias)"));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, newer->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Item *new = value;
      Item *old = find_item (self, new->id);

      if (old == NULL)
        continue;

      compare_item (old, new, &updated, &removed);
      if (!has_same_children (old, new))
        change.parent = change.parent == -1 ? new->id : CULVERT_MENU_LAYOUT_ROOT;
    }

  change.updated = g_variant_ref_sink (g_variant_builder_end (&updated));
  change.removed = g_variant_ref_sink (g_variant_builder_end (&removed));
  if (g_variant_n_children (change.updated) == 0)
    g_clear_pointer (&change.updated, g_variant_unref);
  if (g_variant_n_children (change.removed) == 0)
    g_clear_pointer (&change.removed, g_variant_unref);

  return change;
}

void
culvert_menu_change_clear (CulvertMenuChange *self)
{
  g_clear_pointer (&self->updated, g_variant_unref);
  g_clear_pointer (&self->removed, g_variant_unref);
}
