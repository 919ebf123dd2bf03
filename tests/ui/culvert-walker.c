/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-walker.h"

#include "culvert-await.h"
#include "culvert-ui-stage.h"

#include <gdk/gdkx.h>
#include <string.h>

/* More than any window has controls. */
#define MAX_STEPS 200
/* What is typed where it must not be read. */
#define SECRET "w4lk-s3cret"

struct _CulvertWalker
{
  GString *complaints; /* (owned) */
};

/* One look at one window. */
typedef struct
{
  CulvertWalker *walker;
  const char *what;
  GHashTable *mnemonics; /* (owned): keyval → text of its label (unowned) */
} Look;

static void G_GNUC_PRINTF (4, 5)
    complain (CulvertWalker *self, const char *what, GtkWidget *widget, const char *format, ...)
{
  const char *id = gtk_buildable_get_name (GTK_BUILDABLE (widget));
  GtkWidget *parent = gtk_widget_get_parent (widget);
  const char *parent_id = parent != NULL ? gtk_buildable_get_name (GTK_BUILDABLE (parent)) : NULL;
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_string_append_printf (self->complaints,
                          "%s: %s “%s” in %s “%s” %s\n",
                          what,
                          G_OBJECT_TYPE_NAME (widget),
                          id != NULL ? id : "",
                          parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing",
                          parent_id != NULL ? parent_id : "",
                          text);
}

static gboolean
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
is_within (GtkWidget *widget, GType type)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && gtk_widget_get_ancestor (parent, type) != NULL;
}

/* The parts of which GTK makes one control, and what only looks like a control. */
static gboolean
is_part (GtkWidget *widget)
{
  return is_within (widget, GTK_TYPE_COMBO_BOX) || is_within (widget, GTK_TYPE_TREE_VIEW) ||
         is_within (widget, GTK_TYPE_SPIN_BUTTON) || is_within (widget, GTK_TYPE_SCROLLBAR);
}

static gboolean
is_control (GtkWidget *widget)
{
  if (is_part (widget) || GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_LABEL (widget) ||
      GTK_IS_WINDOW (widget) || GTK_IS_SCROLLBAR (widget) || GTK_IS_MENU_SHELL (widget))
    return FALSE;

  return gtk_widget_get_can_focus (widget) || GTK_IS_BUTTON (widget);
}

static gboolean
has_name (GtkWidget *widget)
{
  AtkObject *accessible = gtk_widget_get_accessible (widget);
  g_autoptr (AtkRelationSet) relations = atk_object_ref_relation_set (accessible);
  AtkRelation *relation =
      atk_relation_set_get_relation_by_type (relations, ATK_RELATION_LABELLED_BY);

  return is_text (atk_object_get_name (accessible)) ||
         (relation != NULL && is_text (atk_object_get_name (
                                  g_ptr_array_index (atk_relation_get_target (relation), 0))));
}

static void
find_label (GtkWidget *widget, gpointer user_data)
{
  GtkLabel **found = user_data;

  if (*found != NULL || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && is_text (gtk_label_get_text (GTK_LABEL (widget))))
    *found = GTK_LABEL (widget);
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_label, found);
}

/* The names of connections are the user's. */
static gboolean
is_called_by_user (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return g_strcmp0 (gtk_buildable_get_name (GTK_BUILDABLE (parent)), "chosen_box") == 0;
}

static gboolean
has_mnemonic (GtkWidget *widget)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (widget);
  GtkLabel *label = NULL;

  for (GList *link = labels; link != NULL; link = link->next)
    if (GTK_IS_LABEL (link->data) &&
        gtk_label_get_mnemonic_keyval (link->data) != GDK_KEY_VoidSymbol)
      return TRUE;

  if (!GTK_IS_BUTTON (widget))
    return FALSE;

  find_label (widget, &label);

  /* A picture has none. */
  return label == NULL || gtk_label_get_mnemonic_keyval (label) != GDK_KEY_VoidSymbol;
}

static gboolean
wants_mnemonic (GtkWidget *widget)
{
  if (is_called_by_user (widget) || is_within (widget, GTK_TYPE_STACK_SWITCHER) ||
      is_within (widget, GTK_TYPE_LIST_BOX) || GTK_IS_SEARCH_ENTRY (widget))
    return FALSE;

  return GTK_IS_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_COMBO_BOX (widget) ||
         GTK_IS_SWITCH (widget) || GTK_IS_EXPANDER (widget);
}

static void
look_at_control (Look *look, GtkWidget *widget)
{
  if (!has_name (widget))
    complain (look->walker, look->what, widget, "has no accessible name");
  if (GTK_IS_EXPANDER (widget))
    return; /* its label is looked at with the labels */
  if (wants_mnemonic (widget) && !has_mnemonic (widget))
    complain (look->walker, look->what, widget, "has no mnemonic");
}

/* A menu has its own, which are at work while it is open. */
static void
look_at_label (Look *look, GtkLabel *label)
{
  guint keyval = gtk_label_get_mnemonic_keyval (label);
  const char *other;

  if (keyval == GDK_KEY_VoidSymbol)
    return;

  other = g_hash_table_lookup (look->mnemonics, GUINT_TO_POINTER (keyval));
  if (other != NULL)
    complain (look->walker,
              look->what,
              GTK_WIDGET (label),
              "“%s” has the mnemonic of “%s”",
              gtk_label_get_label (label),
              other);
  g_hash_table_insert (look->mnemonics,
                       GUINT_TO_POINTER (keyval),
                       (gpointer) gtk_label_get_label (label));
}

/* In a button or a row of a list it belongs to what has a name already; what GTK shows of a program
 * is GTK's. */
static void
look_at_image (Look *look, GtkWidget *image)
{
  AtkObject *accessible = gtk_widget_get_accessible (image);

  if (is_text (atk_object_get_name (accessible)) ||
      is_text (atk_object_get_description (accessible)) ||
      atk_object_get_role (accessible) == ATK_ROLE_REDUNDANT_OBJECT ||
      is_within (image, GTK_TYPE_BUTTON) || is_within (image, GTK_TYPE_ENTRY) ||
      is_within (image, GTK_TYPE_LIST_BOX_ROW) || is_within (image, GTK_TYPE_ABOUT_DIALOG) ||
      is_part (image))
    return;

  complain (look->walker, look->what, image, "is neither described nor said to mean nothing");
}

static void
look_at_blind_entry (Look *look, GtkEntry *entry)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (entry));
  g_autofree char *before = g_strdup (gtk_entry_get_text (entry));
  g_autofree char *read = NULL;

  gtk_entry_set_text (entry, SECRET);
  read = atk_text_get_text (ATK_TEXT (accessible), 0, -1);
  if (atk_object_get_role (accessible) != ATK_ROLE_PASSWORD_TEXT)
    complain (look->walker, look->what, GTK_WIDGET (entry), "is not said to be a password");
  if (read != NULL && strstr (read, "w4lk") != NULL)
    complain (look->walker, look->what, GTK_WIDGET (entry), "can be read by a screen reader");
  gtk_entry_set_text (entry, before);
}

static void
look_at (GtkWidget *widget, gpointer user_data)
{
  Look *look = user_data;

  if (!gtk_widget_get_mapped (widget))
    return;

  if (is_control (widget))
    look_at_control (look, widget);
  if (GTK_IS_LABEL (widget))
    look_at_label (look, GTK_LABEL (widget));
  if (GTK_IS_IMAGE (widget) && gtk_image_get_storage_type (GTK_IMAGE (widget)) != GTK_IMAGE_EMPTY)
    look_at_image (look, widget);
  if (GTK_IS_ENTRY (widget) && !gtk_entry_get_visibility (GTK_ENTRY (widget)))
    look_at_blind_entry (look, GTK_ENTRY (widget));
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), look_at, look);
}

CulvertWalker *
culvert_walker_new (void)
{
  CulvertWalker *self = g_new0 (CulvertWalker, 1);

  self->complaints = g_string_new (NULL);

  return self;
}

void
culvert_walker_free (CulvertWalker *self)
{
  g_string_free (self->complaints, TRUE);
  g_free (self);
}

void
culvert_walker_look_within (CulvertWalker *self, GtkWidget *part, const char *what)
{
  g_autoptr (GHashTable) mnemonics = g_hash_table_new (NULL, NULL);
  Look look = { self, what, mnemonics };

  look_at (part, &look);
}

void
culvert_walker_look (CulvertWalker *self, GtkWindow *window, const char *what)
{
  if (!is_text (gtk_window_get_title (window)))
    complain (self, what, GTK_WIDGET (window), "has no title");
  culvert_walker_look_within (self, GTK_WIDGET (window), what);
}

/* Where the focus goes as one: within a list, a group of radio buttons or a part of a control the
 * arrows lead on. */
static GtkWidget *
get_place (GtkWidget *widget)
{
  static GType (*const types[]) (void) = { gtk_list_box_get_type,
                                           gtk_tree_view_get_type,
                                           gtk_combo_box_get_type,
                                           gtk_spin_button_get_type,
                                           gtk_stack_switcher_get_type };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *whole = gtk_widget_get_ancestor (widget, types[i]());

      if (whole != NULL)
        return whole;
    }
  if (GTK_IS_RADIO_BUTTON (widget))
    return g_slist_last (gtk_radio_button_get_group (GTK_RADIO_BUTTON (widget)))->data;

  return widget;
}

static void
collect_places (GtkWidget *widget, gpointer user_data)
{
  GHashTable *places = user_data;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;

  if (gtk_widget_get_can_focus (widget) && (is_control (widget) || GTK_IS_LABEL (widget)))
    g_hash_table_add (places, get_place (widget));
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), collect_places, places);
}

static void
step_around (CulvertWalker *self,
             GtkWindow *window,
             const char *what,
             GHashTable *places,
             guint key,
             GdkModifierType modifiers)
{
  g_autoptr (GHashTable) left = g_hash_table_new (NULL, NULL);
  GtkWidget *focus = NULL;
  GtkWidget *before = NULL;
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    g_hash_table_add (left, place);

  gtk_window_set_focus (window, NULL);
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      culvert_ui_stage_press (window, key, modifiers);
      focus = gtk_window_get_focus (window);
      if (focus == NULL)
        continue;
      /* It has been everywhere, and goes on. */
      if (g_hash_table_size (left) == 0 && (before != focus || g_hash_table_size (places) == 1))
        return;
      g_hash_table_remove (left, get_place (focus));
      before = focus;
    }

  if (focus == NULL)
    complain (self, what, GTK_WIDGET (window), "has nothing that takes the focus");
  else if (g_hash_table_size (left) == 0)
    complain (self, what, focus, "does not let the focus go");
  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    complain (self, what, place, "is not reached with %sTab", modifiers != 0 ? "Shift+" : "");
}

void
culvert_walker_tab_around (CulvertWalker *self, GtkWindow *window, const char *what)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  /* Only then the keys go to it. */
  gtk_window_present_with_time (
      window,
      gdk_x11_get_server_time (gtk_widget_get_window (GTK_WIDGET (window))));
  culvert_await (gtk_window_is_active (window));
  collect_places (GTK_WIDGET (window), places);
  step_around (self, window, what, places, GDK_KEY_Tab, 0);
  step_around (self, window, what, places, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
}

void
culvert_walker_leave (CulvertWalker *self, GtkWindow *window, const char *what)
{
  g_autoptr (GtkWidget) kept = g_object_ref (GTK_WIDGET (window));

  if (GTK_IS_DIALOG (window) && gtk_window_get_default_widget (window) == NULL)
    complain (self, what, kept, "has no default button");

  culvert_ui_stage_press (window, GDK_KEY_Escape, 0);
  culvert_await_quiet ();
  if (gtk_widget_get_visible (kept))
    {
      complain (self, what, kept, "does not close with Escape");
      gtk_widget_destroy (kept);
    }
}

const char *
culvert_walker_get_complaints (CulvertWalker *self)
{
  return self->complaints->str;
}
