/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-connection-list.h"

#include "culvert-connection-row.h"
#include "culvert-words.h"

struct _CulvertConnectionList
{
  GtkBox parent_instance;

  CulvertSessionList *sessions; /* (owned) */

  GtkSearchBar *search_bar;
  GtkEntry *search_entry;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CulvertConnectionList, culvert_connection_list, GTK_TYPE_BOX)

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
fold_case (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static gboolean
name_contains (CulvertSession *session, const char *folded_text)
{
  g_autofree char *name = culvert_words_name (session);
  g_autofree char *folded_name = fold_case (name);

  return g_strstr_len (folded_name, -1, folded_text) != NULL;
}

/* A bound list has no filter; its rows can be hidden all the same. */
static void
apply_search (CulvertConnectionList *self)
{
  g_autofree char *text = fold_case (gtk_entry_get_text (self->search_entry));
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      CulvertSession *session = culvert_connection_row_get_session (CULVERT_CONNECTION_ROW (row));

      gtk_widget_set_visible (GTK_WIDGET (row), name_contains (session, text));
    }
}

static GtkListBoxRow *
find_row (CulvertConnectionList *self, CulvertSession *session)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (culvert_connection_row_get_session (CULVERT_CONNECTION_ROW (row)) == session)
        return row;
    }

  return NULL;
}

static void
on_items_changed (CulvertConnectionList *self)
{
  apply_search (self);
  if (gtk_list_box_get_selected_row (self->list) == NULL)
    culvert_connection_list_select (self, NULL);
}

static void
on_row_selected (CulvertConnectionList *self)
{
  g_signal_emit (self, signals[SELECTED], 0, culvert_connection_list_get_selected (self));
}

static void
on_row_activated (CulvertConnectionList *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* Enter in the search shows the first that was found. */
static void
on_search_activated (CulvertConnectionList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, 0);

  if (row == NULL)
    return;

  gtk_list_box_select_row (self->list, row);
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
on_popup_menu (CulvertConnectionList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL)
    return FALSE;

  culvert_connection_row_popup_menu (CULVERT_CONNECTION_ROW (row));

  return TRUE;
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return culvert_connection_row_new (item);
}

static void
culvert_connection_list_dispose (GObject *object)
{
  CulvertConnectionList *self = CULVERT_CONNECTION_LIST (object);

  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_connection_list_parent_class)->dispose (object);
}

static void
culvert_connection_list_class_init (CulvertConnectionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_connection_list_dispose;

  signals[SELECTED] = g_signal_new ("selected",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    1,
                                    CULVERT_TYPE_SESSION);
  signals[ACTIVATED] = g_signal_new ("activated",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-connection-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertConnectionList, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CulvertConnectionList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertConnectionList, list);
  gtk_widget_class_bind_template_callback (widget_class, apply_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_popup_menu);
}

static void
culvert_connection_list_init (CulvertConnectionList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
}

void
culvert_connection_list_set_sessions (CulvertConnectionList *self, CulvertSessionList *sessions)
{
  g_return_if_fail (CULVERT_IS_CONNECTION_LIST (self));
  g_return_if_fail (CULVERT_IS_SESSION_LIST (sessions));

  g_set_object (&self->sessions, sessions);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (sessions), create_row, NULL, NULL);
  g_signal_connect_object (sessions,
                           "items-changed",
                           G_CALLBACK (on_items_changed),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_items_changed (self);
}

void
culvert_connection_list_select (CulvertConnectionList *self, CulvertSession *session)
{
  GtkListBoxRow *row;

  g_return_if_fail (CULVERT_IS_CONNECTION_LIST (self));

  row = session != NULL ? find_row (self, session) : gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

CulvertSession *
culvert_connection_list_get_selected (CulvertConnectionList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CULVERT_IS_CONNECTION_LIST (self), NULL);

  row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? culvert_connection_row_get_session (CULVERT_CONNECTION_ROW (row)) : NULL;
}

void
culvert_connection_list_start_search (CulvertConnectionList *self)
{
  g_return_if_fail (CULVERT_IS_CONNECTION_LIST (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

gboolean
culvert_connection_list_search_with_key (CulvertConnectionList *self, GdkEvent *event)
{
  g_return_val_if_fail (CULVERT_IS_CONNECTION_LIST (self), FALSE);

  return gtk_search_bar_handle_event (self->search_bar, event);
}
