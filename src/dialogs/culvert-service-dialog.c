/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-service-dialog"

#include "culvert-service-dialog.h"

#include "culvert-service-row.h"

struct _CulvertServiceDialog
{
  GtkDialog parent_instance;

  CulvertUiProfiles *profiles;  /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  GPtrArray *services;          /* (owned) (nullable): as the rows show them */

  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *failure_box;
  GtkLabel *failure_label;
};

G_DEFINE_FINAL_TYPE (CulvertServiceDialog, culvert_service_dialog, GTK_TYPE_DIALOG)

enum
{
  ADDED,
  CHECK_WANTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const CulvertLaunchService *
service_of (CulvertServiceDialog *self, CulvertServiceRow *row)
{
  return self->services->pdata[gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))];
}

static void
on_add_clicked (CulvertServiceDialog *self, CulvertServiceRow *row)
{
  const CulvertLaunchService *service = service_of (self, row);
  g_autoptr (GError) error = NULL;
  CulvertSession *session = culvert_ui_profiles_add_service (self->profiles,
                                                             service->name,
                                                             service->unit,
                                                             service->endpoint,
                                                             &error);

  if (session == NULL)
    {
      gtk_label_set_text (self->failure_label, error->message);
      gtk_widget_show (self->failure_box);
      return;
    }

  g_signal_emit (self, signals[ADDED], 0, session);
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
on_check_clicked (CulvertServiceDialog *self, CulvertServiceRow *row)
{
  const CulvertLaunchService *service = service_of (self, row);

  g_signal_emit (self, signals[CHECK_WANTED], 0, service->name, service->unit);
}

static CulvertServiceNews
get_news (CulvertServiceDialog *self, const CulvertLaunchService *service)
{
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);
      CulvertProfile *profile = culvert_session_get_profile (session);

      if (g_strcmp0 (culvert_profile_get_unit (profile), service->unit) != 0)
        continue;

      return service->endpoint == NULL ||
                     g_str_equal (culvert_profile_get_endpoint (profile), service->endpoint)
                 ? CULVERT_SERVICE_KNOWN
                 : CULVERT_SERVICE_MOVED;
    }

  return CULVERT_SERVICE_NEW;
}

static void
add_row (CulvertServiceDialog *self, const CulvertLaunchService *service)
{
  CulvertServiceRow *row = culvert_service_row_new (service, get_news (self, service));

  g_signal_connect_object (row,
                           "add-clicked",
                           G_CALLBACK (on_add_clicked),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row,
                           "check-clicked",
                           G_CALLBACK (on_check_clicked),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_container_add (GTK_CONTAINER (self->list), GTK_WIDGET (row));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertServiceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services =
      culvert_ui_profiles_list_services_finish (CULVERT_UI_PROFILES (source), result, &error);

  /* Closed in the meantime. */
  if (self->profiles == NULL)
    return;

  if (services == NULL)
    {
      g_message ("The services cannot be listed: %s", error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  self->services = g_steal_pointer (&services);
  for (guint i = 0; i < self->services->len; i++)
    add_row (self, self->services->pdata[i]);
  gtk_stack_set_visible_child_name (self->stack, self->services->len > 0 ? "services" : "none");
}

static void
culvert_service_dialog_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
culvert_service_dialog_dispose (GObject *object)
{
  CulvertServiceDialog *self = CULVERT_SERVICE_DIALOG (object);

  g_clear_object (&self->profiles);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_service_dialog_parent_class)->dispose (object);
}

static void
culvert_service_dialog_finalize (GObject *object)
{
  CulvertServiceDialog *self = CULVERT_SERVICE_DIALOG (object);

  g_clear_pointer (&self->services, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_service_dialog_parent_class)->finalize (object);
}

static void
create_signals (void)
{
  signals[ADDED] = g_signal_new ("added",
                                 CULVERT_TYPE_SERVICE_DIALOG,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 CULVERT_TYPE_SESSION);
  signals[CHECK_WANTED] = g_signal_new ("check-wanted",
                                        CULVERT_TYPE_SERVICE_DIALOG,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        2,
                                        G_TYPE_STRING,
                                        G_TYPE_STRING);
}

static void
culvert_service_dialog_class_init (CulvertServiceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_service_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_service_dialog_finalize;
  GTK_DIALOG_CLASS (klass)->response = culvert_service_dialog_response;
  create_signals ();

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-service-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertServiceDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertServiceDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CulvertServiceDialog, failure_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertServiceDialog, failure_label);
}

static void
culvert_service_dialog_init (CulvertServiceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_CLOSE);
}

CulvertServiceDialog *
culvert_service_dialog_new (CulvertUiProfiles *profiles, CulvertSessionList *sessions)
{
  CulvertServiceDialog *self;

  g_return_val_if_fail (CULVERT_IS_UI_PROFILES (profiles), NULL);
  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (sessions), NULL);

  self = g_object_new (CULVERT_TYPE_SERVICE_DIALOG, NULL);
  self->profiles = g_object_ref (profiles);
  self->sessions = g_object_ref (sessions);
  culvert_ui_profiles_list_services_async (profiles, on_listed, g_object_ref (self));

  return self;
}
