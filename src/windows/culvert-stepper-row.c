/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-stepper-row.h"

#include "culvert-words.h"

#include <glib/gi18n.h>

struct _CulvertStepperRow
{
  GtkBox parent_instance;

  GtkStack *mark_stack;
  GtkImage *mark_image;
  GtkSpinner *spinner;
  GtkLabel *name_label;
  GtkLabel *time_label;
};

G_DEFINE_FINAL_TYPE (CulvertStepperRow, culvert_stepper_row, GTK_TYPE_BOX)

static const struct
{
  const char *icon;
  const char *name;  /* for those who cannot see it */
  const char *style; /* (nullable): of the words beside it */
} marks[] = {
  [CULVERT_PROGRESS_AHEAD] = { "radio-symbolic", N_ ("Not yet"), "culvert-caption" },
  [CULVERT_PROGRESS_RUNNING] = { NULL, NULL, "culvert-strong" },
  [CULVERT_PROGRESS_DONE] = { "object-select-symbolic", N_ ("Done"), NULL },
  [CULVERT_PROGRESS_FAILED] = { "process-stop-symbolic", N_ ("Failed"), "culvert-strong" },
};

static void
show_mark (CulvertStepperRow *self, CulvertProgressMark mark)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->name_label));
  gboolean is_running = mark == CULVERT_PROGRESS_RUNNING;

  gtk_stack_set_visible_child_name (self->mark_stack, is_running ? "spinner" : "image");
  g_object_set (self->spinner, "active", is_running, NULL);
  if (!is_running)
    {
      gtk_image_set_from_icon_name (self->mark_image, marks[mark].icon, GTK_ICON_SIZE_MENU);
      atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->mark_image)),
                           _ (marks[mark].name));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (marks[i].style != NULL)
        gtk_style_context_remove_class (style, marks[i].style);
    }
  if (marks[mark].style != NULL)
    gtk_style_context_add_class (style, marks[mark].style);
}

static void
culvert_stepper_row_class_init (CulvertStepperRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-stepper-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertStepperRow, mark_stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertStepperRow, mark_image);
  gtk_widget_class_bind_template_child (widget_class, CulvertStepperRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulvertStepperRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertStepperRow, time_label);
}

static void
culvert_stepper_row_init (CulvertStepperRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culvert_stepper_row_new (void)
{
  return g_object_new (CULVERT_TYPE_STEPPER_ROW, NULL);
}

void
culvert_stepper_row_set_item (CulvertStepperRow *self, const CulvertProgressItem *item)
{
  g_autofree char *time = NULL;

  g_return_if_fail (CULVERT_IS_STEPPER_ROW (self));

  if (item->duration >= 0)
    time = culvert_words_short_time (item->duration);
  show_mark (self, item->mark);
  gtk_label_set_text (self->name_label, culvert_words_stage (item->stage));
  gtk_label_set_text (self->time_label, time != NULL ? time : "");
}
