/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-service-row.h"

#include "culvert-plain-text.h"

#include <glib/gi18n.h>

enum
{
  MAX_NAME_CHARACTERS = 60,
};

struct _CulvertServiceRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkWidget *add_button;
  GtkWidget *check_button;
};

G_DEFINE_FINAL_TYPE (CulvertServiceRow, culvert_service_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  ADD_CLICKED,
  CHECK_CLICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_add_clicked (CulvertServiceRow *self)
{
  g_signal_emit (self, signals[ADD_CLICKED], 0);
}

static void
on_check_clicked (CulvertServiceRow *self)
{
  g_signal_emit (self, signals[CHECK_CLICKED], 0);
}

static const char *
say_state (const CulvertLaunchService *service, CulvertServiceNews news)
{
  if (news == CULVERT_SERVICE_KNOWN)
    return _ ("In your list already");
  if (news == CULVERT_SERVICE_MOVED)
    return _ ("It listens at another place now");
  if (service->endpoint == NULL)
    return _ ("Cannot be controlled as it is");

  return service->is_running ? _ ("Running") : _ ("Not running");
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name,
                       CULVERT_TYPE_SERVICE_ROW,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       0);
}

static void
culvert_service_row_class_init (CulvertServiceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ADD_CLICKED] = new_signal ("add-clicked");
  signals[CHECK_CLICKED] = new_signal ("check-clicked");

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-service-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertServiceRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertServiceRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertServiceRow, add_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertServiceRow, check_button);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_check_clicked);
}

static void
culvert_service_row_init (CulvertServiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertServiceRow *
culvert_service_row_new (const CulvertLaunchService *service, CulvertServiceNews news)
{
  CulvertServiceRow *self = g_object_new (CULVERT_TYPE_SERVICE_ROW, NULL);
  g_autofree char *name = culvert_plain_text (service->name, -1, MAX_NAME_CHARACTERS);
  g_autofree char *unit = culvert_plain_text (service->unit, -1, MAX_NAME_CHARACTERS);
  const char *state = say_state (service, news);

  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->state_label, state);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), unit);
  if (news == CULVERT_SERVICE_MOVED)
    gtk_button_set_label (GTK_BUTTON (self->add_button), _ ("Update"));
  gtk_widget_set_visible (self->add_button,
                          news != CULVERT_SERVICE_KNOWN && service->endpoint != NULL);
  gtk_widget_set_visible (self->check_button,
                          news != CULVERT_SERVICE_KNOWN && service->endpoint == NULL);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), name);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)), state);

  return self;
}
