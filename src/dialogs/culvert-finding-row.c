/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-finding-row.h"

#include "culvert-service-words.h"

#include <glib/gi18n.h>

struct _CulvertFindingRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *sentence_label;
  GtkLabel *reason_label;
};

G_DEFINE_FINAL_TYPE (CulvertFindingRow, culvert_finding_row, GTK_TYPE_BOX)

static const char *const icon_names[] = {
  [CULVERT_SERVICE_HINT] = "dialog-information-symbolic",
  [CULVERT_SERVICE_WARNING] = "dialog-warning-symbolic",
  [CULVERT_SERVICE_FAULT] = "dialog-error-symbolic",
};

/* What the picture says, to those who do not see it. */
static const char *
get_weight (CulvertServiceSeverity severity)
{
  switch (severity)
    {
    case CULVERT_SERVICE_HINT:
      return _ ("Hint");
    case CULVERT_SERVICE_WARNING:
      return _ ("Warning");
    case CULVERT_SERVICE_FAULT:
      return _ ("Error");
    }
  return NULL;
}

static void
culvert_finding_row_class_init (CulvertFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CulvertFindingRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertFindingRow, reason_label);
}

static void
culvert_finding_row_init (CulvertFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertFindingRow *
culvert_finding_row_new (const CulvertServiceFinding *finding)
{
  CulvertFindingRow *self;
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (finding != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_FINDING_ROW, NULL);
  sentence = culvert_service_words_finding (finding);
  gtk_image_set_from_icon_name (self->icon, icon_names[finding->severity], GTK_ICON_SIZE_MENU);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->icon)),
                       get_weight (finding->severity));
  gtk_label_set_text (self->sentence_label, sentence);
  gtk_label_set_text (self->reason_label, culvert_service_words_reason (finding->trap));

  return self;
}
