/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-dialogs.h"

#include "culvert-doctor-dialog.h"
#include "culvert-import-flow.h"
#include "culvert-plain-text.h"
#include "culvert-profile-editor.h"
#include "culvert-save-chooser.h"
#include "culvert-service-dialog.h"
#include "culvert-words.h"

#include <glib/gi18n.h>

enum
{
  MAX_NAME_CHARACTERS = 60,
};

struct _CulvertProfileDialogs
{
  GObject parent_instance;

  CulvertUiProfiles *profiles;   /* (owned) */
  CulvertSessionList *sessions;  /* (owned) */
  CulvertServiceCheck *check;    /* (owned) */
  CulvertImportFlow *flow;       /* (owned) */
  CulvertMainWindow *window;     /* (unowned) (nullable): until it is destroyed */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while a file is chosen */
  GHashTable *dialogs; /* (owned): what it is about (owned) → dialog (unowned): until destroyed */
};

G_DEFINE_FINAL_TYPE (CulvertProfileDialogs, culvert_profile_dialogs, G_TYPE_OBJECT)

enum
{
  ADDED,
  TROUBLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What is under way, and with which connection. */
typedef struct
{
  CulvertProfileDialogs *dialogs; /* (owned) */
  CulvertSession *session;        /* (owned) */
} Errand;

static Errand *
errand_new (CulvertProfileDialogs *dialogs, CulvertSession *session)
{
  Errand *self = g_new0 (Errand, 1);

  self->dialogs = g_object_ref (dialogs);
  self->session = g_object_ref (session);

  return self;
}

static void
errand_free (Errand *self)
{
  g_clear_object (&self->dialogs);
  g_clear_object (&self->session);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
errand_free_closure (gpointer errand, GClosure *closure)
{
  errand_free (errand);
}

/* (nullable) */
static GtkWindow *
get_parent (CulvertProfileDialogs *self)
{
  gboolean is_shown = self->window != NULL && gtk_widget_get_visible (GTK_WIDGET (self->window));

  return is_shown ? GTK_WINDOW (self->window) : NULL;
}

static void
tell_trouble (CulvertProfileDialogs *self, const char *title, const GError *error)
{
  g_signal_emit (self, signals[TROUBLE], 0, title, error->message);
}

static void
tell_added (CulvertProfileDialogs *self, CulvertSession *session)
{
  g_signal_emit (self, signals[ADDED], 0, session);
}

static const char *
id_of (CulvertSession *session)
{
  return culvert_profile_get_id (culvert_session_get_profile (session));
}

/* (nullable): it is gone */
static CulvertSession *
find (CulvertProfileDialogs *self, GVariant *id)
{
  return culvert_session_list_find (self->sessions, g_variant_get_string (id, NULL));
}

static gboolean
is_this (gpointer key, gpointer dialog, gpointer destroyed)
{
  return dialog == destroyed;
}

static void
on_dialog_destroyed (CulvertProfileDialogs *self, GtkWidget *dialog)
{
  g_hash_table_foreach_remove (self->dialogs, is_this, dialog);
}

/* One for each thing that it can be about. */
static void
present (CulvertProfileDialogs *self, const char *key, GtkWidget *dialog)
{
  g_hash_table_insert (self->dialogs, g_strdup (key), dialog);
  g_signal_connect_object (dialog,
                           "destroy",
                           G_CALLBACK (on_dialog_destroyed),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), get_parent (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
present_existing (CulvertProfileDialogs *self, const char *key)
{
  GtkWindow *dialog = g_hash_table_lookup (self->dialogs, key);

  if (dialog != NULL)
    gtk_window_present (dialog);

  return dialog != NULL;
}

static void
note_replaced (CulvertProfileDialogs *self, CulvertSession *session)
{
  g_autofree char *name = culvert_words_name (session);
  g_autofree char *text = NULL;

  if (self->window == NULL || culvert_session_get_wanted (session) != CULVERT_WANTED_CONNECTED)
    return;

  /* Translators: %s is the name of a connection. */
  text = g_strdup_printf (_ ("The changes take effect when “%s” connects again."), name);
  culvert_main_window_add_note (self->window,
                                text,
                                _ ("Connect _again"),
                                "app.restart",
                                id_of (session));
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;

  if (culvert_ui_profiles_finish (CULVERT_UI_PROFILES (source), result, &error))
    note_replaced (errand->dialogs, errand->session);
  else
    tell_trouble (errand->dialogs, _ ("The changes were not saved"), error);
}

static void
on_saved (GtkWidget *editor, CulvertConfigImport *import, gpointer user_data)
{
  Errand *errand = user_data;

  culvert_ui_profiles_replace_async (errand->dialogs->profiles,
                                     errand->session,
                                     import,
                                     on_replaced,
                                     errand_new (errand->dialogs, errand->session));
}

static void
on_read_to_edit (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  CulvertProfileDialogs *self = errand->dialogs;
  const char *name = culvert_profile_get_name (culvert_session_get_profile (errand->session));
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSecretText) text =
      culvert_ui_profiles_read_finish (CULVERT_UI_PROFILES (source), result, &error);
  CulvertProfileEditor *editor =
      text != NULL ? culvert_profile_editor_new (name, text, &error) : NULL;

  if (editor == NULL)
    {
      tell_trouble (self, _ ("The profile cannot be edited"), error);
      return;
    }

  g_signal_connect_data (editor,
                         "saved",
                         G_CALLBACK (on_saved),
                         errand_new (self, errand->session),
                         errand_free_closure,
                         0);
  present (self, id_of (errand->session), GTK_WIDGET (editor));
}

static void
on_edit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertProfileDialogs *self = user_data;
  CulvertSession *session = find (self, parameter);

  if (session != NULL && !present_existing (self, id_of (session)))
    culvert_ui_profiles_read_async (self->profiles,
                                    session,
                                    on_read_to_edit,
                                    errand_new (self, session));
}

static void
on_duplicated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertProfileDialogs) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSession) session =
      culvert_ui_profiles_add_finish (CULVERT_UI_PROFILES (source), result, &error);

  if (session != NULL)
    tell_added (self, session);
  else
    tell_trouble (self, _ ("The connection was not duplicated"), error);
}

static void
on_duplicate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertProfileDialogs *self = user_data;
  CulvertSession *session = find (self, parameter);

  if (session != NULL)
    culvert_ui_profiles_duplicate_async (self->profiles,
                                         session,
                                         on_duplicated,
                                         g_object_ref (self));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  CulvertProfileDialogs *self = errand->dialogs;
  g_autofree char *name = culvert_words_name (errand->session);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!culvert_ui_profiles_finish (CULVERT_UI_PROFILES (source), result, &error))
    {
      tell_trouble (self, _ ("The profile was not exported"), error);
      return;
    }

  /* Translators: %s is the name of a connection. */
  text = g_strdup_printf (_ ("“%s” was exported. Whoever has the file can use its keys."), name);
  if (self->window != NULL)
    culvert_main_window_add_note (self->window, text, NULL, NULL, NULL);
}

static void
on_target_chosen (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Errand *errand = user_data;
  CulvertProfileDialogs *self = errand->dialogs;
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  culvert_ui_profiles_export_async (self->profiles,
                                    errand->session,
                                    file,
                                    on_exported,
                                    errand_new (self, errand->session));
}

/* A name is anything; a file name is not. */
static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertProfileDialogs *self = user_data;
  CulvertSession *session = find (self, parameter);
  g_autofree char *name = NULL;
  g_autofree char *file_name = NULL;

  if (session == NULL || self->chooser != NULL)
    return;

  name = culvert_words_name (session);
  file_name = g_strconcat (name, ".ovpn", NULL);
  self->chooser = culvert_save_chooser_new (get_parent (self),
                                            _ ("Export profile and keys"),
                                            _ ("_Export"),
                                            file_name);
  g_signal_connect_data (self->chooser,
                         "response",
                         G_CALLBACK (on_target_chosen),
                         errand_new (self, session),
                         errand_free_closure,
                         0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
check_service (CulvertProfileDialogs *self,
               const char *key,
               const char *name,
               const char *unit,
               const char *endpoint)
{
  g_autofree char *plain_name = culvert_plain_text (name, -1, MAX_NAME_CHARACTERS);

  if (!present_existing (self, key))
    present (self,
             key,
             GTK_WIDGET (culvert_doctor_dialog_new (self->check, plain_name, unit, endpoint)));
}

static void
on_check (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertProfileDialogs *self = user_data;
  CulvertSession *session = find (self, parameter);
  CulvertProfile *profile = session != NULL ? culvert_session_get_profile (session) : NULL;

  if (profile != NULL)
    check_service (self,
                   culvert_profile_get_id (profile),
                   culvert_profile_get_name (profile),
                   culvert_profile_get_unit (profile),
                   culvert_profile_get_endpoint (profile));
}

static void
on_check_wanted (CulvertProfileDialogs *self, const char *name, const char *unit)
{
  check_service (self, unit, name, unit, NULL);
}

static void
on_add_service (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertProfileDialogs *self = user_data;
  CulvertServiceDialog *dialog;

  if (present_existing (self, ""))
    return;

  dialog = culvert_service_dialog_new (self->profiles, self->sessions);
  g_signal_connect_object (dialog, "added", G_CALLBACK (tell_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog,
                           "check-wanted",
                           G_CALLBACK (on_check_wanted),
                           self,
                           G_CONNECT_SWAPPED);
  present (self, "", GTK_WIDGET (dialog));
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertProfileDialogs *self = user_data;

  culvert_import_flow_choose (self->flow, get_parent (self));
}

static void
on_files_dropped (CulvertProfileDialogs *self, GPtrArray *files)
{
  culvert_profile_dialogs_import (self, files, NULL);
}

static void
on_flow_trouble (CulvertProfileDialogs *self, const char *title, const char *sentence)
{
  g_signal_emit (self, signals[TROUBLE], 0, title, sentence);
}

static void
destroy_dialogs (CulvertProfileDialogs *self)
{
  g_autoptr (GList) dialogs = g_hash_table_get_values (self->dialogs);

  g_list_free_full (g_steal_pointer (&dialogs), (GDestroyNotify) gtk_widget_destroy);
}

static void
culvert_profile_dialogs_dispose (GObject *object)
{
  CulvertProfileDialogs *self = CULVERT_PROFILE_DIALOGS (object);

  destroy_dialogs (self);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->chooser);
  g_clear_object (&self->flow);
  g_clear_object (&self->check);
  g_clear_object (&self->sessions);
  g_clear_object (&self->profiles);

  G_OBJECT_CLASS (culvert_profile_dialogs_parent_class)->dispose (object);
}

static void
culvert_profile_dialogs_finalize (GObject *object)
{
  CulvertProfileDialogs *self = CULVERT_PROFILE_DIALOGS (object);

  g_clear_pointer (&self->dialogs, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_profile_dialogs_parent_class)->finalize (object);
}

static void
culvert_profile_dialogs_class_init (CulvertProfileDialogsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_profile_dialogs_dispose;
  object_class->finalize = culvert_profile_dialogs_finalize;

  signals[ADDED] = g_signal_new ("added",
                                 CULVERT_TYPE_PROFILE_DIALOGS,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 CULVERT_TYPE_SESSION);
  signals[TROUBLE] = g_signal_new ("trouble",
                                   CULVERT_TYPE_PROFILE_DIALOGS,
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
culvert_profile_dialogs_init (CulvertProfileDialogs *self)
{
  self->dialogs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

CulvertProfileDialogs *
culvert_profile_dialogs_new (CulvertUiProfiles *profiles,
                             CulvertSessionList *sessions,
                             CulvertServiceCheck *check)
{
  CulvertProfileDialogs *self = g_object_new (CULVERT_TYPE_PROFILE_DIALOGS, NULL);

  self->profiles = g_object_ref (profiles);
  self->sessions = g_object_ref (sessions);
  self->check = g_object_ref (check);
  self->flow = culvert_import_flow_new (profiles, sessions);
  g_signal_connect_object (self->flow, "added", G_CALLBACK (tell_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow,
                           "trouble",
                           G_CALLBACK (on_flow_trouble),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

/* What could not be started need not be imported. */
static void
disable_imports (CulvertProfileDialogs *self, GActionMap *actions)
{
  static const char *const names[] = { "duplicate", "import" };
  gboolean can_import = culvert_ui_profiles_can_import (self->profiles);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, names[i])),
                                 can_import);
}

void
culvert_profile_dialogs_set_window (CulvertProfileDialogs *self, CulvertMainWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "add-service", .activate = on_add_service },
    { .name = "check", .activate = on_check, .parameter_type = "s" },
    { .name = "duplicate", .activate = on_duplicate, .parameter_type = "s" },
    { .name = "edit", .activate = on_edit, .parameter_type = "s" },
    { .name = "export", .activate = on_export, .parameter_type = "s" },
    { .name = "import", .activate = on_import },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_return_if_fail (CULVERT_IS_PROFILE_DIALOGS (self));

  g_set_weak_pointer (&self->window, window);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  disable_imports (self, G_ACTION_MAP (actions));
  gtk_widget_insert_action_group (GTK_WIDGET (window), "profile", G_ACTION_GROUP (actions));
  g_signal_connect_object (window,
                           "files-dropped",
                           G_CALLBACK (on_files_dropped),
                           self,
                           G_CONNECT_SWAPPED);
}

void
culvert_profile_dialogs_import (CulvertProfileDialogs *self, GPtrArray *files, const char *token)
{
  g_return_if_fail (CULVERT_IS_PROFILE_DIALOGS (self));

  if (files->len > 0)
    culvert_import_flow_open (self->flow, files, get_parent (self), token);
  else
    culvert_import_flow_choose (self->flow, get_parent (self));
}
