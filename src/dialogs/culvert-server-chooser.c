/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-server-chooser.h"

#include "culvert-prompt-body.h"
#include "culvert-server-row.h"

#include <glib/gi18n.h>

struct _CulvertServerChooser
{
  GtkBox parent_instance;

  CulvertPrompt *prompt; /* (owned) */

  GtkListBox *list;
  GtkLabel *placeholder;
};

static void culvert_server_chooser_body_init (CulvertPromptBodyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertServerChooser,
                               culvert_server_chooser,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_PROMPT_BODY,
                                                      culvert_server_chooser_body_init))

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return GTK_WIDGET (culvert_server_row_new (item));
}

/* (nullable) */
static CulvertPromptChoice *
get_selected (CulvertServerChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? culvert_server_row_get_choice (CULVERT_SERVER_ROW (row)) : NULL;
}

/* The one that was chosen the last time, or else the first. */
static void
select_beforehand (CulvertServerChooser *self)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (self->prompt);
  GtkListBoxRow *best = NULL;
  GtkListBoxRow *row;

  if (get_selected (self) != NULL)
    return;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (!gtk_list_box_row_get_selectable (row))
        continue;
      if (best == NULL || culvert_server_row_get_choice (CULVERT_SERVER_ROW (row)) == chosen)
        best = row;
    }

  gtk_list_box_select_row (self->list, best);
}

static void
on_loading_changed (CulvertServerChooser *self)
{
  gtk_label_set_text (self->placeholder,
                      culvert_prompt_get_is_loading (self->prompt)
                          ? _ ("Looking for the servers…")
                          : _ ("This connection names no server."));
}

static void
on_row_selected (CulvertServerChooser *self)
{
  culvert_prompt_body_emit_changed (CULVERT_PROMPT_BODY (self));
}

static void
on_row_activated (CulvertServerChooser *self)
{
  gtk_window_activate_default (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));
}

static gboolean
is_complete (CulvertPromptBody *body)
{
  return get_selected (CULVERT_SERVER_CHOOSER (body)) != NULL;
}

static void
store (CulvertPromptBody *body)
{
  CulvertServerChooser *self = CULVERT_SERVER_CHOOSER (body);

  culvert_prompt_set_chosen (self->prompt, get_selected (self));
}

static void
focus (CulvertPromptBody *body)
{
  CulvertServerChooser *self = CULVERT_SERVER_CHOOSER (body);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
culvert_server_chooser_body_init (CulvertPromptBodyInterface *iface)
{
  iface->is_complete = is_complete;
  iface->store = store;
  iface->focus = focus;
}

static void
culvert_server_chooser_dispose (GObject *object)
{
  CulvertServerChooser *self = CULVERT_SERVER_CHOOSER (object);

  if (self->prompt != NULL)
    {
      g_signal_handlers_disconnect_by_data (culvert_prompt_get_choices (self->prompt), self);
      g_signal_handlers_disconnect_by_data (self->prompt, self);
    }
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (culvert_server_chooser_parent_class)->dispose (object);
}

static void
culvert_server_chooser_class_init (CulvertServerChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_server_chooser_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-server-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertServerChooser, list);
  gtk_widget_class_bind_template_child (widget_class, CulvertServerChooser, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
culvert_server_chooser_init (CulvertServerChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_placeholder (self->list, GTK_WIDGET (self->placeholder));
}

CulvertServerChooser *
culvert_server_chooser_new (CulvertPrompt *prompt)
{
  CulvertServerChooser *self;
  GListModel *choices;

  g_return_val_if_fail (CULVERT_IS_PROMPT (prompt), NULL);

  self = g_object_new (CULVERT_TYPE_SERVER_CHOOSER, NULL);
  self->prompt = g_object_ref (prompt);
  choices = G_LIST_MODEL (culvert_prompt_get_choices (prompt));
  gtk_list_box_bind_model (self->list, choices, create_row, NULL, NULL);
  on_loading_changed (self);
  g_signal_connect_object (prompt,
                           "notify::is-loading",
                           G_CALLBACK (on_loading_changed),
                           self,
                           G_CONNECT_SWAPPED);
  select_beforehand (self);
  /* After the list has made its rows. */
  g_signal_connect_object (choices,
                           "items-changed",
                           G_CALLBACK (select_beforehand),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return self;
}
