/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-import-flow.h"

#include "culvert-import-dialog.h"

#include <glib/gi18n.h>

struct _CulvertImportFlow
{
  GObject parent_instance;

  CulvertSessionList *sessions;  /* (owned) */
  CulvertUiProfiles *profiles;   /* (owned) */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while files are chosen */
  GtkWidget *dialog;             /* (unowned) (nullable): cleared when it is destroyed */
  CulvertSession *added;         /* (owned) (nullable): to be told when all is done */
  guint n_importing;
};

G_DEFINE_FINAL_TYPE (CulvertImportFlow, culvert_import_flow, G_TYPE_OBJECT)

enum
{
  ADDED,
  TROUBLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Nothing comes before a dialog that still has something to ask. */
static void
tell_added (CulvertImportFlow *self)
{
  g_autoptr (CulvertSession) added = NULL;

  if (self->dialog != NULL || self->n_importing > 0 || self->added == NULL)
    return;

  added = g_steal_pointer (&self->added);
  g_signal_emit (self, signals[ADDED], 0, added);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertImportFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSession) session =
      culvert_ui_profiles_add_finish (CULVERT_UI_PROFILES (source), result, &error);

  self->n_importing--;
  if (session == NULL)
    g_signal_emit (self, signals[TROUBLE], 0, _ ("The profile was not imported"), error->message);
  else if (self->added == NULL)
    g_set_object (&self->added, session);
  tell_added (self);
}

static void
on_accepted (CulvertImportFlow *self, CulvertConfigImport *import, const char *name)
{
  self->n_importing++;
  culvert_ui_profiles_import_async (self->profiles, import, name, on_imported, g_object_ref (self));
}

static void
on_dialog_destroyed (CulvertImportFlow *self)
{
  self->dialog = NULL;
  tell_added (self);
}

static void
ensure_dialog (CulvertImportFlow *self, GtkWindow *parent)
{
  if (self->dialog != NULL)
    return;

  self->dialog = GTK_WIDGET (culvert_import_dialog_new (self->sessions));
  gtk_window_set_transient_for (GTK_WINDOW (self->dialog), parent);
  g_signal_connect_object (self->dialog,
                           "accepted",
                           G_CALLBACK (on_accepted),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dialog,
                           "destroy",
                           G_CALLBACK (on_dialog_destroyed),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
on_chosen (CulvertImportFlow *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  GtkWindow *parent = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser));
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSList) chosen = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  chosen = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (GSList *file = chosen; file != NULL; file = file->next)
    g_ptr_array_add (files, file->data);
  culvert_import_flow_open (self, files, parent, NULL);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
culvert_import_flow_dispose (GObject *object)
{
  CulvertImportFlow *self = CULVERT_IMPORT_FLOW (object);

  g_clear_object (&self->added);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->dialog, gtk_widget_destroy);
  g_clear_object (&self->profiles);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_import_flow_parent_class)->dispose (object);
}

static void
culvert_import_flow_class_init (CulvertImportFlowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_import_flow_dispose;

  signals[ADDED] = g_signal_new ("added",
                                 CULVERT_TYPE_IMPORT_FLOW,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 CULVERT_TYPE_SESSION);
  signals[TROUBLE] = g_signal_new ("trouble",
                                   CULVERT_TYPE_IMPORT_FLOW,
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
culvert_import_flow_init (CulvertImportFlow *self)
{
}

CulvertImportFlow *
culvert_import_flow_new (CulvertUiProfiles *profiles, CulvertSessionList *sessions)
{
  CulvertImportFlow *self;

  g_return_val_if_fail (CULVERT_IS_UI_PROFILES (profiles), NULL);
  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (sessions), NULL);

  self = g_object_new (CULVERT_TYPE_IMPORT_FLOW, NULL);
  self->profiles = g_object_ref (profiles);
  self->sessions = g_object_ref (sessions);

  return self;
}

void
culvert_import_flow_choose (CulvertImportFlow *self, GtkWindow *parent)
{
  const char *const profiles[] = { "*.ovpn", "*.conf", NULL };
  const char *const all[] = { "*", NULL };
  GtkFileChooser *chooser;

  g_return_if_fail (CULVERT_IS_IMPORT_FLOW (self));

  if (self->chooser == NULL)
    {
      self->chooser = gtk_file_chooser_native_new (_ ("Import profiles"),
                                                   parent,
                                                   GTK_FILE_CHOOSER_ACTION_OPEN,
                                                   _ ("_Open"),
                                                   _ ("_Cancel"));
      chooser = GTK_FILE_CHOOSER (self->chooser);
      gtk_file_chooser_set_select_multiple (chooser, TRUE);
      add_filter (chooser, _ ("OpenVPN profiles"), profiles);
      add_filter (chooser, _ ("All files"), all);
      g_signal_connect_object (self->chooser,
                               "response",
                               G_CALLBACK (on_chosen),
                               self,
                               G_CONNECT_SWAPPED);
    }

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
culvert_import_flow_open (CulvertImportFlow *self,
                          GPtrArray *files,
                          GtkWindow *parent,
                          const char *token)
{
  g_return_if_fail (CULVERT_IS_IMPORT_FLOW (self));
  g_return_if_fail (files != NULL);

  if (files->len == 0)
    return;

  ensure_dialog (self, parent);
  for (guint i = 0; i < files->len; i++)
    culvert_import_dialog_add_file (CULVERT_IMPORT_DIALOG (self->dialog), files->pdata[i]);
  if (token != NULL && *token != '\0')
    gtk_window_set_startup_id (GTK_WINDOW (self->dialog), token);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
