/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-status-item.h"

#include "org.kde.StatusNotifierItem.h"

#include <string.h>

#define INTERFACE_NAME "org.kde.StatusNotifierItem"

/* Tokens are short; anything longer is none. */
#define MAX_TOKEN_LENGTH 1024

struct _CulvertStatusItem
{
  GObject parent_instance;

  GDBusConnection *bus; /* (owned) */
  guint registration;
  char *application_id; /* (owned) */
  char *title;          /* (owned) */
  char *icon_folder;    /* (owned): "" without */
  char *icon_name;      /* (owned) */
  char *description;    /* (owned) */
  char *tooltip;        /* (owned): plain text */
  char *token;          /* (owned) (nullable): for the click that follows it */
  gboolean needs_attention;
  gboolean is_menu;
};

G_DEFINE_FINAL_TYPE (CulvertStatusItem, culvert_status_item, G_TYPE_OBJECT)

enum
{
  ACTIVATED,
  SECONDARY_ACTIVATED,
  MENU_WANTED,
  READ,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef GVariant *(*PropertyFunc) (CulvertStatusItem *self);

static GVariant *
get_id (CulvertStatusItem *self)
{
  return g_variant_new_string (self->application_id);
}

static GVariant *
get_category (CulvertStatusItem *self)
{
  return g_variant_new_string ("SystemServices");
}

static GVariant *
get_status (CulvertStatusItem *self)
{
  return g_variant_new_string (self->needs_attention ? "NeedsAttention" : "Active");
}

static GVariant *
get_title (CulvertStatusItem *self)
{
  return g_variant_new_string (self->title);
}

static GVariant *
get_window_id (CulvertStatusItem *self)
{
  return g_variant_new_int32 (0);
}

static GVariant *
get_item_is_menu (CulvertStatusItem *self)
{
  return g_variant_new_boolean (self->is_menu);
}

static GVariant *
get_menu (CulvertStatusItem *self)
{
  return g_variant_new_object_path (CULVERT_STATUS_ITEM_MENU_PATH);
}

static GVariant *
get_icon_theme_path (CulvertStatusItem *self)
{
  return g_variant_new_string (self->icon_folder);
}

static GVariant *
get_icon_name (CulvertStatusItem *self)
{
  return g_variant_new_string (self->icon_name);
}

static GVariant *
get_description (CulvertStatusItem *self)
{
  return g_variant_new_string (self->description);
}

static GVariant *
get_nothing (CulvertStatusItem *self)
{
  return g_variant_new_string ("");
}

static GVariant *
get_no_pixmap (CulvertStatusItem *self)
{
  return g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0);
}

/* Panels read the text of a tooltip as markup. */
static GVariant *
get_tooltip (CulvertStatusItem *self)
{
  g_autofree char *markup = g_markup_escape_text (self->tooltip, -1);

  return g_variant_new ("(s@a(iiay)ss)", "", get_no_pixmap (self), self->title, markup);
}

static GVariant *
get_ordering_index (CulvertStatusItem *self)
{
  return g_variant_new_uint32 (0);
}

static const struct
{
  const char *name;
  PropertyFunc get;
} item_properties[] = {
  { "Id", get_id },
  { "Category", get_category },
  { "Status", get_status },
  { "Title", get_title },
  { "WindowId", get_window_id },
  { "ItemIsMenu", get_item_is_menu },
  { "Menu", get_menu },
  { "IconThemePath", get_icon_theme_path },
  { "IconName", get_icon_name },
  { "IconPixmap", get_no_pixmap },
  { "IconAccessibleDesc", get_description },
  { "OverlayIconName", get_nothing },
  { "OverlayIconPixmap", get_no_pixmap },
  { "AttentionIconName", get_icon_name },
  { "AttentionIconPixmap", get_no_pixmap },
  { "AttentionMovieName", get_nothing },
  { "AttentionAccessibleDesc", get_description },
  { "ToolTip", get_tooltip },
  { "XAyatanaOrderingIndex", get_ordering_index },
};

static GVariant *
read_property (CulvertStatusItem *self, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (item_properties); i++)
    {
      if (g_str_equal (item_properties[i].name, name))
        return item_properties[i].get (self);
    }

  g_return_val_if_reached (NULL);
}

static void
emit (CulvertStatusItem *self, const char *signal, GVariant *parameters)
{
  g_dbus_connection_emit_signal (self->bus,
                                 NULL,
                                 CULVERT_STATUS_ITEM_PATH,
                                 INTERFACE_NAME,
                                 signal,
                                 parameters,
                                 NULL);
}

/* Some panels follow the signals of the interface, others the usual one for properties. */
static void
emit_properties_changed (CulvertStatusItem *self, const char *const *names)
{
  GVariantBuilder changed;

  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  for (gsize i = 0; names[i] != NULL; i++)
    g_variant_builder_add (&changed, "{sv}", names[i], read_property (self, names[i]));

  g_dbus_connection_emit_signal (self->bus,
                                 NULL,
                                 CULVERT_STATUS_ITEM_PATH,
                                 "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", INTERFACE_NAME, &changed, NULL),
                                 NULL);
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
  g_autoptr (CulvertStatusItem) self = g_object_ref (user_data);
  g_autofree char *token = NULL;

  g_dbus_method_invocation_return_value (invocation, NULL);

  if (g_str_equal (method, "ProvideXdgActivationToken"))
    {
      g_clear_pointer (&self->token, g_free);
      g_variant_get (parameters, "(s)", &self->token);
      if (strlen (self->token) > MAX_TOKEN_LENGTH)
        g_clear_pointer (&self->token, g_free);
      return;
    }

  token = self->token != NULL ? g_steal_pointer (&self->token) : g_strdup ("");
  if (g_str_equal (method, "Activate"))
    g_signal_emit (self, signals[ACTIVATED], 0, token);
  else if (g_str_equal (method, "SecondaryActivate"))
    g_signal_emit (self, signals[SECONDARY_ACTIVATED], 0);
  else if (g_str_equal (method, "ContextMenu"))
    g_signal_emit (self, signals[MENU_WANTED], 0, token);
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
  CulvertStatusItem *self = user_data;

  if (g_str_equal (property, "IconName"))
    g_signal_emit (self, signals[READ], 0);

  return read_property (self, property);
}

static void
culvert_status_item_dispose (GObject *object)
{
  CulvertStatusItem *self = CULVERT_STATUS_ITEM (object);

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->bus, self->registration);
  self->registration = 0;
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (culvert_status_item_parent_class)->dispose (object);
}

static void
culvert_status_item_finalize (GObject *object)
{
  CulvertStatusItem *self = CULVERT_STATUS_ITEM (object);

  g_clear_pointer (&self->application_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->icon_folder, g_free);
  g_clear_pointer (&self->icon_name, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->tooltip, g_free);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (culvert_status_item_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_parameters)
{
  return g_signal_new (name,
                       CULVERT_TYPE_STATUS_ITEM,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_parameters,
                       G_TYPE_STRING);
}

static void
culvert_status_item_class_init (CulvertStatusItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = culvert_status_item_dispose;
  object_class->finalize = culvert_status_item_finalize;

  /**
   * CulvertStatusItem::activated:
   * @token: an activation token, or ""
   */
  signals[ACTIVATED] = add_signal ("activated", 1);
  /**
   * CulvertStatusItem::secondary-activated:
   */
  signals[SECONDARY_ACTIVATED] = add_signal ("secondary-activated", 0);
  /**
   * CulvertStatusItem::menu-wanted:
   * @token: an activation token, or ""
   */
  signals[MENU_WANTED] = add_signal ("menu-wanted", 1);
  /**
   * CulvertStatusItem::read:
   */
  signals[READ] = add_signal ("read", 0);
}

static void
culvert_status_item_init (CulvertStatusItem *self)
{
  self->icon_name = g_strdup ("");
  self->description = g_strdup ("");
  self->tooltip = g_strdup ("");
}

CulvertStatusItem *
culvert_status_item_new (GDBusConnection *bus,
                         const char *application_id,
                         const char *title,
                         const char *icon_folder,
                         GError **error)
{
  static const GDBusInterfaceVTable vtable = { on_method_call, on_get_property, NULL, { NULL } };
  g_autoptr (CulvertStatusItem) self = NULL;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);
  g_return_val_if_fail (application_id != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_STATUS_ITEM, NULL);
  self->bus = g_object_ref (bus);
  self->application_id = g_strdup (application_id);
  self->title = g_strdup (title);
  self->icon_folder = g_strdup (icon_folder != NULL ? icon_folder : "");
  self->registration = g_dbus_connection_register_object (
      bus,
      CULVERT_STATUS_ITEM_PATH,
      (GDBusInterfaceInfo *) &org_kde_status_notifier_item_interface,
      &vtable,
      self,
      NULL,
      error);

  return self->registration != 0 ? g_steal_pointer (&self) : NULL;
}

/* Returns: whether the text is a new one */
static gboolean
set_text (char **owned, const char *text)
{
  if (g_strcmp0 (*owned, text) == 0)
    return FALSE;

  g_free (*owned);
  *owned = g_strdup (text);

  return TRUE;
}

void
culvert_status_item_set_icon (CulvertStatusItem *self,
                              const char *icon_name,
                              const char *description)
{
  static const char *const names[] = { "IconName", "AttentionIconName", NULL };
  static const char *const descriptions[] = { "IconAccessibleDesc",
                                              "AttentionAccessibleDesc",
                                              NULL };
  gboolean is_new_name, is_new_description;

  g_return_if_fail (CULVERT_IS_STATUS_ITEM (self));
  g_return_if_fail (icon_name != NULL && description != NULL);

  is_new_name = set_text (&self->icon_name, icon_name);
  is_new_description = set_text (&self->description, description);
  if (!is_new_name && !is_new_description)
    return;

  emit (self, "NewIcon", NULL);
  emit (self, "NewAttentionIcon", NULL);
  if (is_new_name)
    emit_properties_changed (self, names);
  if (is_new_description)
    emit_properties_changed (self, descriptions);
}

void
culvert_status_item_set_needs_attention (CulvertStatusItem *self, gboolean needs_attention)
{
  static const char *const names[] = { "Status", NULL };

  g_return_if_fail (CULVERT_IS_STATUS_ITEM (self));

  if (self->needs_attention == needs_attention)
    return;

  self->needs_attention = needs_attention;
  emit (self, "NewStatus", g_variant_new ("(@s)", get_status (self)));
  emit_properties_changed (self, names);
}

void
culvert_status_item_set_is_menu (CulvertStatusItem *self, gboolean is_menu)
{
  static const char *const names[] = { "ItemIsMenu", NULL };

  g_return_if_fail (CULVERT_IS_STATUS_ITEM (self));

  if (self->is_menu == is_menu)
    return;

  self->is_menu = is_menu;
  emit_properties_changed (self, names);
  /* Panels that read all properties again do so at this signal. */
  emit (self, "NewIcon", NULL);
}

void
culvert_status_item_set_tooltip (CulvertStatusItem *self, const char *tooltip)
{
  static const char *const names[] = { "ToolTip", NULL };

  g_return_if_fail (CULVERT_IS_STATUS_ITEM (self));
  g_return_if_fail (tooltip != NULL);

  if (!set_text (&self->tooltip, tooltip))
    return;

  emit (self, "NewToolTip", NULL);
  emit_properties_changed (self, names);
}
