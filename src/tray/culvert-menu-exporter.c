/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-menu-exporter"

#include "culvert-menu-exporter.h"

#include "com.canonical.dbusmenu.h"
#include "culvert-menu-layout.h"

#include <glib/gi18n-lib.h>

#define INTERFACE_NAME   "com.canonical.dbusmenu"
#define PROTOCOL_VERSION 3

struct _CulvertMenuExporter
{
  GObject parent_instance;

  GDBusConnection *bus; /* (owned) */
  char *path;           /* (owned) */
  guint registration;
  GMenuModel *menu;          /* (owned) */
  GActionGroup *actions;     /* (owned) */
  GPtrArray *watched;        /* (owned) of GMenuModel (owned): `menu` and all below it */
  CulvertMenuLayout *layout; /* (owned): what has been told */
  guint revision;
  guint pending; /* source: the menu is read again in the next turn of the main loop */
};

G_DEFINE_FINAL_TYPE (CulvertMenuExporter, culvert_menu_exporter, G_TYPE_OBJECT)

enum
{
  OPENING,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef void (*MethodFunc) (CulvertMenuExporter *self,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);

static void on_menu_changed (CulvertMenuExporter *self);

static void
emit (CulvertMenuExporter *self, const char *signal, GVariant *parameters)
{
  g_dbus_connection_emit_signal (self->bus,
                                 NULL,
                                 self->path,
                                 INTERFACE_NAME,
                                 signal,
                                 parameters,
                                 NULL);
}

static void
unwatch (CulvertMenuExporter *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (self->watched->pdata[i], on_menu_changed, self);

  g_ptr_array_set_size (self->watched, 0);
}

static void
watch (CulvertMenuExporter *self, GMenuModel *menu)
{
  static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

  g_signal_connect_swapped (menu, "items-changed", G_CALLBACK (on_menu_changed), self);
  g_ptr_array_add (self->watched, g_object_ref (menu));

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (links); j++)
        {
          g_autoptr (GMenuModel) below = g_menu_model_get_item_link (menu, i, links[j]);

          if (below != NULL)
            watch (self, below);
        }
    }
}

/* Returns: whether items came, went or moved */
static gboolean
tell_change (CulvertMenuExporter *self, const CulvertMenuChange *change)
{
  if (change->updated != NULL || change->removed != NULL)
    {
      GVariant *updated = change->updated;
      GVariant *removed = change->removed;

      if (updated == NULL)
        updated = g_variant_new_array (G_VARIANT_TYPE ("(ia{sv})"), NULL, 0);
      if (removed == NULL)
        removed = g_variant_new_array (G_VARIANT_TYPE ("(ias)"), NULL, 0);
      emit (self,
            "ItemsPropertiesUpdated",
            g_variant_new ("(@a(ia{sv})@a(ias))", updated, removed));
    }

  if (change->parent < 0)
    return FALSE;

  emit (self, "LayoutUpdated", g_variant_new ("(ui)", ++self->revision, change->parent));
  return TRUE;
}

static gboolean
read_menu (CulvertMenuExporter *self)
{
  g_autoptr (CulvertMenuLayout) old = self->layout;
  g_auto (CulvertMenuChange) change = { NULL, NULL, -1 };

  self->layout = culvert_menu_layout_new (self->menu, self->actions, old);
  unwatch (self);
  watch (self, self->menu);

  if (old == NULL)
    return FALSE;

  change = culvert_menu_layout_compare (old, self->layout);
  return tell_change (self, &change);
}

static gboolean
on_pending (gpointer user_data)
{
  CulvertMenuExporter *self = user_data;

  self->pending = 0;
  read_menu (self);

  return G_SOURCE_REMOVE;
}

/* Whoever asks sees the menu as it is now. */
static gboolean
flush (CulvertMenuExporter *self)
{
  if (self->pending == 0)
    return FALSE;

  g_clear_handle_id (&self->pending, g_source_remove);
  return read_menu (self);
}

static void
on_menu_changed (CulvertMenuExporter *self)
{
  if (self->pending == 0)
    self->pending = g_idle_add_full (G_PRIORITY_DEFAULT, on_pending, self, NULL);
}

static void
refuse_id (GDBusMethodInvocation *invocation, int id)
{
  g_dbus_method_invocation_return_error (invocation,
                                         G_DBUS_ERROR,
                                         G_DBUS_ERROR_INVALID_ARGS,
                                         "The menu has no item %d",
                                         id);
}

static void
get_layout (CulvertMenuExporter *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  int id, depth;
  g_autofree const char **names = NULL;

  flush (self);
  g_variant_get (parameters, "(ii^a&s)", &id, &depth, &names);
  if (!culvert_menu_layout_has (self->layout, id))
    {
      refuse_id (invocation, id);
      return;
    }

  g_dbus_method_invocation_return_value (
      invocation,
      g_variant_new ("(u@(ia{sv}av))",
                     self->revision,
                     culvert_menu_layout_describe (self->layout, id, depth, names)));
}

static void
get_group_properties (CulvertMenuExporter *self,
                      GVariant *parameters,
                      GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariantIter) ids = NULL;
  g_autofree const char **names = NULL;
  GVariantBuilder properties;
  int id;

  flush (self);
  g_variant_get (parameters, "(ai^a&s)", &ids, &names);
  g_variant_builder_init (&properties, G_VARIANT_TYPE ("a(ia{sv})"));
  while (g_variant_iter_loop (ids, "i", &id))
    {
      if (culvert_menu_layout_has (self->layout, id))
        g_variant_builder_add (&properties,
                               "(i@a{sv})",
                               id,
                               culvert_menu_layout_get_properties (self->layout, id, names));
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(ia{sv}))", &properties));
}

static void
get_property (CulvertMenuExporter *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  int id;
  const char *name;
  GVariant *value = NULL;

  flush (self);
  g_variant_get (parameters, "(i&s)", &id, &name);
  if (culvert_menu_layout_has (self->layout, id))
    value = culvert_menu_layout_get_property (self->layout, id, name);

  if (value != NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(v)", value));
  else
    g_dbus_method_invocation_return_error (invocation,
                                           G_DBUS_ERROR,
                                           G_DBUS_ERROR_INVALID_ARGS,
                                           "Item %d has no property “%s”",
                                           id,
                                           name);
}

/* The menu that the user saw may be older than ours: what cannot be used any more is ignored. */
static void
activate (CulvertMenuExporter *self, int id)
{
  const char *name;
  GVariant *target;
  const GVariantType *type;

  if (!culvert_menu_layout_get_action (self->layout, id, &name, &target) ||
      !g_action_group_get_action_enabled (self->actions, name))
    return;

  type = g_action_group_get_action_parameter_type (self->actions, name);
  if ((type == NULL) != (target == NULL) || (type != NULL && !g_variant_is_of_type (target, type)))
    {
      g_warning ("Menu item %d has the wrong target for the action “%s”", id, name);
      return;
    }

  g_action_group_activate_action (self->actions, name, target);
}

static void
event (CulvertMenuExporter *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  int id;
  const char *kind;

  g_variant_get_child (parameters, 0, "i", &id);
  g_variant_get_child (parameters, 1, "&s", &kind);
  if (!culvert_menu_layout_has (self->layout, id))
    {
      refuse_id (invocation, id);
      return;
    }

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (g_strcmp0 (kind, "clicked") == 0)
    activate (self, id);
}

static void
event_group (CulvertMenuExporter *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) events = g_variant_get_child_value (parameters, 0);
  g_autoptr (GArray) clicked = g_array_new (FALSE, FALSE, sizeof (int));
  GVariantBuilder unknown;

  g_variant_builder_init (&unknown, G_VARIANT_TYPE ("ai"));
  for (gsize i = 0; i < g_variant_n_children (events); i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (events, i);
      int id;
      const char *kind;

      g_variant_get_child (one, 0, "i", &id);
      g_variant_get_child (one, 1, "&s", &kind);
      if (!culvert_menu_layout_has (self->layout, id))
        g_variant_builder_add (&unknown, "i", id);
      else if (g_strcmp0 (kind, "clicked") == 0)
        g_array_append_val (clicked, id);
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ai)", &unknown));
  for (guint i = 0; i < clicked->len; i++)
    activate (self, g_array_index (clicked, int, i));
}

static void
about_to_show (CulvertMenuExporter *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gboolean is_new = flush (self);
  int id;

  g_variant_get (parameters, "(i)", &id);
  if (culvert_menu_layout_has (self->layout, id))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(b)", is_new));
  else
    refuse_id (invocation, id);
  g_signal_emit (self, signals[OPENING], 0);
}

static void
about_to_show_group (CulvertMenuExporter *self,
                     GVariant *parameters,
                     GDBusMethodInvocation *invocation)
{
  gboolean is_new = flush (self);
  g_autoptr (GVariantIter) ids = NULL;
  GVariantBuilder needs_update, unknown;
  int id;

  g_variant_get (parameters, "(ai)", &ids);
  g_variant_builder_init (&needs_update, G_VARIANT_TYPE ("ai"));
  g_variant_builder_init (&unknown, G_VARIANT_TYPE ("ai"));
  while (g_variant_iter_loop (ids, "i", &id))
    {
      if (!culvert_menu_layout_has (self->layout, id))
        g_variant_builder_add (&unknown, "i", id);
      else if (is_new)
        g_variant_builder_add (&needs_update, "i", id);
    }

  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(aiai)", &needs_update, &unknown));
  g_signal_emit (self, signals[OPENING], 0);
}

static void
on_method_call (GDBusConnection *bus,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  static const struct
  {
    const char *name;
    MethodFunc func;
  } methods[] = {
    { "GetLayout", get_layout },
    { "GetGroupProperties", get_group_properties },
    { "GetProperty", get_property },
    { "Event", event },
    { "EventGroup", event_group },
    { "AboutToShow", about_to_show },
    { "AboutToShowGroup", about_to_show_group },
  };
  g_autoptr (CulvertMenuExporter) self = g_object_ref (user_data);

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (g_str_equal (methods[i].name, method))
        {
          methods[i].func (self, parameters, invocation);
          return;
        }
    }

  g_assert_not_reached ();
}

static GVariant *
on_get_property (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *property,
                 GError **error,
                 gpointer user_data)
{
  if (g_str_equal (property, "Version"))
    return g_variant_new_uint32 (PROTOCOL_VERSION);
  if (g_str_equal (property, "TextDirection"))
    /* Translators: the direction of your script: "ltr" (left to right) or "rtl". */
    return g_variant_new_string (g_str_equal (_ ("ltr"), "rtl") ? "rtl" : "ltr");
  if (g_str_equal (property, "Status"))
    return g_variant_new_string ("normal");

  return g_variant_new_strv (NULL, 0);
}

static void
culvert_menu_exporter_dispose (GObject *object)
{
  CulvertMenuExporter *self = CULVERT_MENU_EXPORTER (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->bus, self->registration);
  self->registration = 0;
  unwatch (self);
  if (self->actions != NULL)
    g_signal_handlers_disconnect_by_data (self->actions, self);
  g_clear_pointer (&self->layout, culvert_menu_layout_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (culvert_menu_exporter_parent_class)->dispose (object);
}

static void
culvert_menu_exporter_finalize (GObject *object)
{
  CulvertMenuExporter *self = CULVERT_MENU_EXPORTER (object);

  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (culvert_menu_exporter_parent_class)->finalize (object);
}

static void
culvert_menu_exporter_class_init (CulvertMenuExporterClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = culvert_menu_exporter_dispose;
  object_class->finalize = culvert_menu_exporter_finalize;

  signals[OPENING] = g_signal_new ("opening",
                                   CULVERT_TYPE_MENU_EXPORTER,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_menu_exporter_init (CulvertMenuExporter *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->revision = 1;
}

static void
follow_actions (CulvertMenuExporter *self)
{
  static const char *const changes[] = { "action-added",
                                         "action-removed",
                                         "action-enabled-changed",
                                         "action-state-changed" };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_swapped (self->actions, changes[i], G_CALLBACK (on_menu_changed), self);
}

CulvertMenuExporter *
culvert_menu_exporter_new (GDBusConnection *bus,
                           const char *path,
                           GMenuModel *menu,
                           GActionGroup *actions,
                           GError **error)
{
  static const GDBusInterfaceVTable vtable = { on_method_call, on_get_property, NULL, { NULL } };
  g_autoptr (CulvertMenuExporter) self = NULL;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);
  g_return_val_if_fail (g_variant_is_object_path (path), NULL);
  g_return_val_if_fail (G_IS_MENU_MODEL (menu), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_object_new (CULVERT_TYPE_MENU_EXPORTER, NULL);
  self->bus = g_object_ref (bus);
  self->path = g_strdup (path);
  self->menu = g_object_ref (menu);
  self->actions = g_object_ref (actions);
  follow_actions (self);
  read_menu (self);

  self->registration =
      g_dbus_connection_register_object (bus,
                                         path,
                                         (GDBusInterfaceInfo *) &com_canonical_dbusmenu_interface,
                                         &vtable,
                                         self,
                                         NULL,
                                         error);

  return self->registration != 0 ? g_steal_pointer (&self) : NULL;
}
