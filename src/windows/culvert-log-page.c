/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-page.h"

#include "culvert-log-detail.h"
#include "culvert-log-gather.h"
#include "culvert-log-search-bar.h"
#include "culvert-log-text.h"
#include "culvert-log-view.h"
#include "culvert-save-chooser.h"

#include <glib/gi18n.h>

struct _CulvertLogPage
{
  GtkBox parent_instance;

  CulvertSession *session;       /* (owned) (nullable) */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */
  GCancellable *gathering;       /* (owned) (nullable): of a copy, or of a file */

  GtkLabel *name_label;
  GtkComboBox *level_combo;
  GtkWidget *search_button;
  GtkWidget *follow_button;
  CulvertLogDetail *detail;
  CulvertLogSearchBar *search_bar;
  GtkLabel *paused_label;
  GtkInfoBar *notice_bar;
  GtkLabel *notice_label;
  GtkWidget *cancel_button;
  GtkWidget *dismiss_button;
  GtkLabel *empty_label;
  CulvertLogView *log_view;
  GtkLabel *dropped_label;
  GtkRevealer *line_revealer;
  GtkLabel *line_label;
};

G_DEFINE_FINAL_TYPE (CulvertLogPage, culvert_log_page, GTK_TYPE_BOX)

static CulvertSessionLog *
get_log (CulvertLogPage *self)
{
  return self->session != NULL ? culvert_session_get_log (self->session) : NULL;
}

/* The view is there also while it is empty: one that does not show would not take in a line. */
static void
update_empty (CulvertLogPage *self)
{
  CulvertSessionLog *log = get_log (self);
  gboolean has_lines =
      log != NULL && culvert_session_log_get_end (log) > culvert_session_log_get_first (log);

  gtk_label_set_text (self->empty_label,
                      has_lines ? _ ("No line of this kind is kept.")
                                : _ ("The daemon has not said anything yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label),
                          culvert_log_view_get_n_rows (self->log_view) == 0);
}

static void
update_dropped (CulvertLogPage *self)
{
  CulvertSessionLog *log = get_log (self);
  gulong n = log != NULL ? (gulong) culvert_session_log_get_first (log) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->dropped_label), n > 0);
  if (n > 0)
    {
      /* Translators: the number of lines is never small */
      g_autofree char *text =
          g_strdup_printf (ngettext ("%'lu earlier line is not kept: a log holds the last 100,000, "
                                     "and at most 16 MB.",
                                     "%'lu earlier lines are not kept: a log holds the last "
                                     "100,000, and at most 16 MB.",
                                     n),
                           n);

      gtk_label_set_text (self->dropped_label, text);
    }
}

static void
on_refreshed (CulvertLogPage *self)
{
  update_empty (self);
  update_dropped (self);
  gtk_widget_set_visible (GTK_WIDGET (self->paused_label),
                          self->session != NULL && culvert_session_is_log_paused (self->session));
}

static void
on_following (CulvertLogPage *self)
{
  gtk_widget_set_visible (self->follow_button, !culvert_log_view_is_following (self->log_view));
}

static void
on_follow_clicked (CulvertLogPage *self)
{
  culvert_log_view_follow (self->log_view);
}

/* One selected line is shown in full below, since a row may have no room for it. */
static void
on_selected (CulvertLogPage *self)
{
  CulvertSessionLogLine line;
  guint64 number;
  gboolean is_one = self->session != NULL &&
                    culvert_log_view_get_selected (self->log_view, &number) &&
                    culvert_session_log_get_line (get_log (self), number, &line);

  if (is_one)
    {
      g_autofree char *text = culvert_log_text_for_copy (&line);

      gtk_label_set_text (self->line_label, text);
    }
  gtk_revealer_set_reveal_child (self->line_revealer, is_one);
}

static void
on_level_chosen (CulvertLogPage *self)
{
  CulvertLogLevel level = (CulvertLogLevel) gtk_combo_box_get_active (self->level_combo);

  culvert_log_view_set_level (self->log_view, level);
  culvert_log_search_bar_set_level (self->search_bar, level);
  update_empty (self);
}

static void
show_notice (CulvertLogPage *self, const char *text, gboolean is_busy)
{
  gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (self->cancel_button, is_busy);
  gtk_widget_set_visible (self->dismiss_button, !is_busy);
  gtk_info_bar_set_message_type (self->notice_bar, is_busy ? GTK_MESSAGE_INFO : GTK_MESSAGE_ERROR);
  gtk_widget_show (GTK_WIDGET (self->notice_bar));
}

static void
cancel_gathering (CulvertLogPage *self)
{
  g_cancellable_cancel (self->gathering);
  g_clear_object (&self->gathering);
  gtk_widget_hide (GTK_WIDGET (self->notice_bar));
}

/* The latest copy or file takes the place of one that is not done. */
static GCancellable *
begin_gathering (CulvertLogPage *self)
{
  cancel_gathering (self);
  self->gathering = g_cancellable_new ();

  return self->gathering;
}

static void
on_gathered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertLogPage) self = user_data;
  g_autoptr (GBytes) text = culvert_log_gather_finish (CULVERT_SESSION_LOG (source), result, NULL);
  gsize length;
  const char *bytes;

  /* It fails only when it was cancelled. */
  if (text == NULL)
    return;

  bytes = g_bytes_get_data (text, &length);
  g_clear_object (&self->gathering);
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                          bytes,
                          (int) length);
}

static void
copy (CulvertLogPage *self)
{
  g_autoptr (GArray) numbers = NULL;

  if (self->session == NULL)
    return;

  numbers = culvert_log_view_get_numbers (self->log_view);
  culvert_log_gather_async (get_log (self),
                            numbers,
                            begin_gathering (self),
                            on_gathered,
                            g_object_ref (self));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertLogPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  culvert_log_save_finish (CULVERT_SESSION_LOG (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->gathering);
  gtk_widget_hide (GTK_WIDGET (self->notice_bar));
  if (error == NULL)
    return;

  /* Translators: the placeholder is a reason, a whole sentence or the beginning of one */
  text = g_strdup_printf (_ ("The log could not be saved: %s"), error->message);
  show_notice (self, text, FALSE);
}

static void
on_file_chosen (CulvertLogPage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    culvert_log_page_save (self, file);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
}

static void
choose_file (CulvertLogPage *self)
{
  const char *connection;
  g_autofree char *name = NULL;

  if (self->session == NULL || self->chooser != NULL)
    return;

  connection = culvert_profile_get_name (culvert_session_get_profile (self->session));
  name = g_strconcat (connection, ".log", NULL);
  self->chooser =
      culvert_save_chooser_new (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))),
                                _ ("Save the log"),
                                _ ("_Save"),
                                name);
  g_signal_connect_object (self->chooser,
                           "response",
                           G_CALLBACK (on_file_chosen),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_key_pressed (CulvertLogPage *self, GdkEventKey *event)
{
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();
  gboolean is_control = (modifiers & ~GDK_SHIFT_MASK) == GDK_CONTROL_MASK;
  gboolean is_back = (modifiers & GDK_SHIFT_MASK) != 0;
  guint key = gdk_keyval_to_lower (event->keyval);

  if (is_control && key == GDK_KEY_f)
    culvert_log_page_start_search (self);
  else if (key == GDK_KEY_F3 || (is_control && key == GDK_KEY_g))
    culvert_log_search_bar_step (self->search_bar, !is_back);
  else if (is_control && key == GDK_KEY_s)
    choose_file (self);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/* Elsewhere on the page, text is copied by whoever has it. */
static gboolean
on_view_key_pressed (CulvertLogPage *self, GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_c || (event->state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  copy (self);

  return GDK_EVENT_STOP;
}

static void
culvert_log_page_dispose (GObject *object)
{
  CulvertLogPage *self = CULVERT_LOG_PAGE (object);

  if (self->session != NULL)
    culvert_log_page_set_session (self, NULL);

  G_OBJECT_CLASS (culvert_log_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, level_combo);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, follow_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, detail);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, paused_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, dismiss_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, empty_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, log_view);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, dropped_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, line_revealer);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, line_label);
}

static void
culvert_log_page_class_init (CulvertLogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_log_page_dispose;

  g_type_ensure (CULVERT_TYPE_LOG_DETAIL);
  g_type_ensure (CULVERT_TYPE_LOG_SEARCH_BAR);
  g_type_ensure (CULVERT_TYPE_LOG_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/culvertvpn/Culvert/culvert-log-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, cancel_gathering);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_bind_template_callback (widget_class, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_follow_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_following);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_level_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_refreshed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_view_key_pressed);
}

static void
culvert_log_page_init (CulvertLogPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culvert_log_search_bar_set_view (self->search_bar, self->log_view);
  g_object_bind_property (self->search_bar,
                          "search-mode-enabled",
                          self->search_button,
                          "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

void
culvert_log_page_set_session (CulvertLogPage *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_LOG_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;

  cancel_gathering (self);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  culvert_log_view_set_log (self->log_view, get_log (self));
  culvert_log_search_bar_set_log (self->search_bar, get_log (self));
  culvert_log_detail_set_session (self->detail, session);
  on_refreshed (self);
  if (session != NULL)
    g_object_bind_property (culvert_session_get_profile (session),
                            "name",
                            self->name_label,
                            "label",
                            G_BINDING_SYNC_CREATE);
}

void
culvert_log_page_start_search (CulvertLogPage *self)
{
  g_return_if_fail (CULVERT_IS_LOG_PAGE (self));

  culvert_log_search_bar_start (self->search_bar);
}

void
culvert_log_page_save (CulvertLogPage *self, GFile *file)
{
  g_autoptr (GArray) numbers = NULL;

  g_return_if_fail (CULVERT_IS_LOG_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->session != NULL);

  numbers = culvert_log_view_get_numbers (self->log_view);
  culvert_log_save_async (get_log (self),
                          numbers,
                          file,
                          begin_gathering (self),
                          on_saved,
                          g_object_ref (self));
  show_notice (self, _ ("Saving the log…"), TRUE);
}
