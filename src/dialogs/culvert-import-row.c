/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-import-row.h"

struct _CulvertImportRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *text_label;
};

G_DEFINE_FINAL_TYPE (CulvertImportRow, culvert_import_row, GTK_TYPE_BOX)

static void
remove_row (GtkWidget *row, gpointer unused)
{
  gtk_widget_destroy (row);
}

static void
culvert_import_row_class_init (CulvertImportRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-import-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertImportRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportRow, text_label);
}

static void
culvert_import_row_init (CulvertImportRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertImportRow *
culvert_import_row_new (const CulvertImportLine *line)
{
  CulvertImportRow *self;

  g_return_val_if_fail (line != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_IMPORT_ROW, NULL);
  gtk_label_set_text (self->title_label, line->title);
  gtk_label_set_text (self->text_label, line->text != NULL ? line->text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), line->text != NULL);
  gtk_image_set_from_icon_name (self->icon, line->icon_name, GTK_ICON_SIZE_MENU);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), line->icon_name != NULL);

  return self;
}

void
culvert_import_row_fill (GtkContainer *box, GPtrArray *lines)
{
  g_return_if_fail (GTK_IS_CONTAINER (box));
  g_return_if_fail (lines != NULL);

  gtk_container_foreach (box, remove_row, NULL);
  for (guint i = 0; i < lines->len; i++)
    gtk_container_add (box, GTK_WIDGET (culvert_import_row_new (lines->pdata[i])));
}
