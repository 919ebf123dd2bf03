/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertMenuLayout:
 *
 * One picture of a menu in the terms of com.canonical.dbusmenu: a tree of items with number,
 * properties and children. Sections have become separators; whether an item can be used, and
 * whether it is checked, has been read from the actions. Immutable.
 *
 * An item is known by its action and target (a submenu by its label) below its parent. It keeps its
 * number in all layouts that follow one another, also when it was away in between.
 */
typedef struct _CulvertMenuLayout CulvertMenuLayout;

#define CULVERT_MENU_LAYOUT_ROOT 0

/**
 * CulvertMenuChange:
 * @updated: (nullable) a(ia{sv}): properties that are new or have a new value
 * @removed: (nullable) a(ias): properties that have their default value again
 * @parent: the item below which items came, went or moved, or -1
 */
typedef struct
{
  GVariant *updated; /* (owned) (nullable) */
  GVariant *removed; /* (owned) (nullable) */
  int parent;
} CulvertMenuChange;

/* @previous: (nullable): the layout that this one follows
 * @actions: holds the actions that `menu` names with the prefix "app." */
CulvertMenuLayout *
culvert_menu_layout_new (GMenuModel *menu, GActionGroup *actions, CulvertMenuLayout *previous);
void culvert_menu_layout_free (CulvertMenuLayout *self);

gboolean culvert_menu_layout_has (CulvertMenuLayout *self, int id);

/* (ia{sv}av) of the item and `depth` levels below it, -1 for all. @names: the properties to tell,
 * empty for all. Floating. */
GVariant *
culvert_menu_layout_describe (CulvertMenuLayout *self, int id, int depth, const char *const *names);
/* a{sv}, floating */
GVariant *
culvert_menu_layout_get_properties (CulvertMenuLayout *self, int id, const char *const *names);
/* (transfer none) (nullable): NULL where it has its default value */
GVariant *culvert_menu_layout_get_property (CulvertMenuLayout *self, int id, const char *name);

/* The action of an item, without prefix, and its target. FALSE where it has none. Both (transfer
 * none). */
gboolean culvert_menu_layout_get_action (CulvertMenuLayout *self,
                                         int id,
                                         const char **name,
                                         GVariant **target);

CulvertMenuChange culvert_menu_layout_compare (CulvertMenuLayout *self, CulvertMenuLayout *newer);
void culvert_menu_change_clear (CulvertMenuChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMenuLayout, culvert_menu_layout_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulvertMenuChange, culvert_menu_change_clear)

G_END_DECLS
