/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-preferences-window.h"

#include "culvert-message-dialog.h"
#include "culvert-preference-row.h"
#include "culvert-words.h"

#include <glib/gi18n.h>

struct _CulvertPreferencesWindow
{
  GtkDialog parent_instance;

  GSettings *settings;          /* (owned) */
  CulvertSessionList *sessions; /* (owned) */

  CulvertPreferenceRow *login_row;
  GtkWidget *login_switch;
  CulvertPreferenceRow *start_row;
  GtkWidget *start_combo;
  GtkRevealer *chosen_revealer;
  GtkContainer *chosen_box;
  GtkWidget *no_connections_label;
  GtkWidget *chosen_lock_label;
  CulvertPreferenceRow *network_row;
  GtkWidget *network_switch;
  CulvertPreferenceRow *log_row;
  GtkWidget *log_spin;
  CulvertPreferenceRow *icon_row;
  GtkWidget *icon_combo;
  CulvertPreferenceRow *click_row;
  GtkWidget *click_combo;
  CulvertPreferenceRow *notifications_row;
  GtkWidget *notifications_combo;
  CulvertPreferenceRow *quit_row;
  GtkWidget *quit_switch;
  GtkWidget *forget_button;
  GtkWidget *forgotten_label;
};

G_DEFINE_FINAL_TYPE (CulvertPreferencesWindow, culvert_preferences_window, GTK_TYPE_DIALOG)

#define ID_KEY "culvert-profile-id"

static void
bind_settings (CulvertPreferencesWindow *self)
{
  const struct
  {
    CulvertPreferenceRow *row;
    const char *key;
    GtkWidget *control;
    const char *property;
  } bound[] = {
    { self->login_row, "start-at-login", self->login_switch, "active" },
    { self->start_row, "connect-at-start", self->start_combo, "active-id" },
    { self->network_row, "reconnect-by-itself", self->network_switch, "active" },
    { self->log_row, "log-level", self->log_spin, "value" },
    { self->icon_row, "panel-icon", self->icon_combo, "active-id" },
    { self->click_row, "left-click", self->click_combo, "active-id" },
    { self->notifications_row, "notifications", self->notifications_combo, "active-id" },
    { self->quit_row, "ask-before-quitting", self->quit_switch, "active" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bound); i++)
    culvert_preference_row_bind (bound[i].row,
                                 self->settings,
                                 bound[i].key,
                                 bound[i].control,
                                 bound[i].property);
  g_settings_bind_writable (self->settings,
                            "chosen-connections",
                            self->chosen_box,
                            "sensitive",
                            FALSE);
  g_settings_bind_writable (self->settings,
                            "chosen-connections",
                            self->chosen_lock_label,
                            "visible",
                            TRUE);
}

static void
on_start_changed (CulvertPreferencesWindow *self)
{
  const char *choice = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->start_combo));

  gtk_revealer_set_reveal_child (self->chosen_revealer, g_strcmp0 (choice, "chosen") == 0);
}

/* Those that are in no list any more are dropped on the way. */
static void
on_chosen_toggled (CulvertPreferencesWindow *self)
{
  g_autoptr (GList) checks = gtk_container_get_children (self->chosen_box);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (GList *check = checks; check != NULL; check = check->next)
    if (gtk_toggle_button_get_active (check->data))
      g_strv_builder_add (builder, g_object_get_data (check->data, ID_KEY));
  ids = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "chosen-connections", (const char *const *) ids);
}

static void
add_check (CulvertPreferencesWindow *self, CulvertSession *session, const char *const *chosen)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (session));
  g_autofree char *name = culvert_words_name (session);
  GtkWidget *check = gtk_check_button_new_with_label (name);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_bin_get_child (GTK_BIN (check))), PANGO_ELLIPSIZE_END);
  g_object_set_data_full (G_OBJECT (check), ID_KEY, g_strdup (id), g_free);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (check), g_strv_contains (chosen, id));
  g_signal_connect_object (check,
                           "toggled",
                           G_CALLBACK (on_chosen_toggled),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_widget_show (check);
  gtk_container_add (self->chosen_box, check);
}

static void
fill_chosen (CulvertPreferencesWindow *self)
{
  g_auto (GStrv) chosen = g_settings_get_strv (self->settings, "chosen-connections");
  g_autoptr (GList) checks = gtk_container_get_children (self->chosen_box);
  guint n_sessions = culvert_session_list_get_n (self->sessions);

  for (GList *check = checks; check != NULL; check = check->next)
    gtk_widget_destroy (check->data);
  for (guint i = 0; i < n_sessions; i++)
    add_check (self, culvert_session_list_get (self->sessions, i), (const char *const *) chosen);
  gtk_widget_set_visible (self->no_connections_label, n_sessions == 0);
}

/* Somebody else set it; what was set here is shown already. */
static void
on_chosen_changed (CulvertPreferencesWindow *self)
{
  g_auto (GStrv) chosen = g_settings_get_strv (self->settings, "chosen-connections");
  g_autoptr (GList) checks = gtk_container_get_children (self->chosen_box);

  for (GList *check = checks; check != NULL; check = check->next)
    {
      const char *id = g_object_get_data (check->data, ID_KEY);

      g_signal_handlers_block_by_func (check->data, on_chosen_toggled, self);
      gtk_toggle_button_set_active (check->data,
                                    g_strv_contains ((const char *const *) chosen, id));
      g_signal_handlers_unblock_by_func (check->data, on_chosen_toggled, self);
    }
}

/* The profiles remember it until the keyring has been open. */
static void
forget_passwords (CulvertPreferencesWindow *self)
{
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);

      culvert_profile_set_must_forget (culvert_session_get_profile (session), TRUE);
    }
  gtk_widget_show (self->forgotten_label);
}

static void
on_forget_answered (GtkWidget *dialog, int response, gpointer user_data)
{
  if (response == GTK_RESPONSE_YES)
    forget_passwords (user_data);
  gtk_widget_destroy (dialog);
}

static void
on_forget_clicked (CulvertPreferencesWindow *self)
{
  GtkWidget *dialog = GTK_WIDGET (culvert_message_dialog_new (
      "dialog-question-symbolic",
      _ ("Forget all saved passwords?"),
      _ ("The passwords, PINs and user names of all your connections are deleted from your "
         "keyring. You are asked for them when you next connect.")));
  GtkWidget *forget;

  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  forget = gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Forget"), GTK_RESPONSE_YES);
  gtk_style_context_add_class (gtk_widget_get_style_context (forget), "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_forget_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
culvert_preferences_window_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
culvert_preferences_window_dispose (GObject *object)
{
  CulvertPreferencesWindow *self = CULVERT_PREFERENCES_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_preferences_window_parent_class)->dispose (object);
}

#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, CulvertPreferencesWindow, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-preferences-window.ui");
  BIND (login_row);
  BIND (login_switch);
  BIND (start_row);
  BIND (start_combo);
  BIND (chosen_revealer);
  BIND (chosen_box);
  BIND (no_connections_label);
  BIND (chosen_lock_label);
  BIND (network_row);
  BIND (network_switch);
  BIND (log_row);
  BIND (log_spin);
  BIND (icon_row);
  BIND (icon_combo);
  BIND (click_row);
  BIND (click_combo);
  BIND (notifications_row);
  BIND (notifications_combo);
  BIND (quit_row);
  BIND (quit_switch);
  BIND (forget_button);
  BIND (forgotten_label);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_start_changed);
}

static void
culvert_preferences_window_class_init (CulvertPreferencesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_preferences_window_dispose;
  GTK_DIALOG_CLASS (klass)->response = culvert_preferences_window_response;

  g_type_ensure (CULVERT_TYPE_PREFERENCE_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
culvert_preferences_window_init (CulvertPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_CLOSE);
}

CulvertPreferencesWindow *
culvert_preferences_window_new (GSettings *settings, CulvertSessionList *sessions)
{
  CulvertPreferencesWindow *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (sessions), NULL);

  self = g_object_new (CULVERT_TYPE_PREFERENCES_WINDOW, NULL);
  self->settings = g_object_ref (settings);
  self->sessions = g_object_ref (sessions);
  bind_settings (self);
  fill_chosen (self);
  on_start_changed (self);
  g_signal_connect_object (settings,
                           "changed::chosen-connections",
                           G_CALLBACK (on_chosen_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sessions,
                           "items-changed",
                           G_CALLBACK (fill_chosen),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return self;
}
