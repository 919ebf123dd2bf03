/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-server-row.h"

#include "culvert-plain-text.h"
#include "culvert-prompt-text.h"

#include <glib/gi18n.h>

enum
{
  MAX_ADDRESS_CHARACTERS = 255,
};

struct _CulvertServerRow
{
  GtkListBoxRow parent_instance;

  CulvertPromptChoice *choice; /* (owned) */

  GtkLabel *address_label;
  GtkLabel *detail_label;
  GtkLabel *round_trip_label;
};

G_DEFINE_FINAL_TYPE (CulvertServerRow, culvert_server_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_text (GtkLabel *label, const char *remote, const char *otherwise)
{
  g_autofree char *plain = NULL;

  if (remote != NULL)
    plain = culvert_plain_text (remote, -1, MAX_ADDRESS_CHARACTERS);

  gtk_label_set_text (label, plain != NULL ? plain : otherwise);
}

static void
update (CulvertServerRow *self)
{
  g_autofree char *round_trip = NULL;
  g_autofree char *name = NULL;

  if (culvert_prompt_choice_get_usable (self->choice))
    round_trip =
        culvert_prompt_text_round_trip (culvert_prompt_choice_get_round_trip (self->choice));
  else
    round_trip = g_strdup (_ ("Switched off"));

  name = g_strjoin (", ",
                    gtk_label_get_text (self->address_label),
                    gtk_label_get_text (self->detail_label),
                    *round_trip != '\0' ? round_trip : NULL, /* ends the list */
                    NULL);
  gtk_label_set_text (self->round_trip_label, round_trip);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), name);
}

static void
culvert_server_row_dispose (GObject *object)
{
  CulvertServerRow *self = CULVERT_SERVER_ROW (object);

  g_clear_object (&self->choice);

  G_OBJECT_CLASS (culvert_server_row_parent_class)->dispose (object);
}

static void
culvert_server_row_class_init (CulvertServerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_server_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-server-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertServerRow, address_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertServerRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertServerRow, round_trip_label);
}

static void
culvert_server_row_init (CulvertServerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertServerRow *
culvert_server_row_new (CulvertPromptChoice *choice)
{
  CulvertServerRow *self;
  gboolean is_usable;

  g_return_val_if_fail (CULVERT_IS_PROMPT_CHOICE (choice), NULL);

  self = g_object_new (CULVERT_TYPE_SERVER_ROW, NULL);
  self->choice = g_object_ref (choice);
  is_usable = culvert_prompt_choice_get_usable (choice);
  show_text (self->address_label, culvert_prompt_choice_get_label (choice), _ ("Another server"));
  show_text (self->detail_label,
             culvert_prompt_choice_get_detail (choice),
             _ ("OpenVPN goes on to the next one that it knows"));
  gtk_widget_set_sensitive (GTK_WIDGET (self), is_usable);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), is_usable);
  update (self);
  g_signal_connect_object (choice,
                           "notify::round-trip",
                           G_CALLBACK (update),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

CulvertPromptChoice *
culvert_server_row_get_choice (CulvertServerRow *self)
{
  g_return_val_if_fail (CULVERT_IS_SERVER_ROW (self), NULL);

  return self->choice;
}
