/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-console-page.h"

#include "culvert-console-entry.h"
#include "culvert-console-words.h"
#include "culvert-log-gather.h"
#include "culvert-log-text.h"
#include "culvert-log-view.h"
#include "culvert-recordings.h"
#include "culvert-refresher.h"
#include "culvert-save-chooser.h"

#include <glib/gi18n.h>

struct _CulvertConsolePage
{
  GtkBox parent_instance;

  CulvertSession *session;        /* (owned) (nullable) */
  CulvertRefresher *refresher;    /* (owned) */
  CulvertRecordings *recordings;  /* (owned) */
  CulvertSessionConsole *watched; /* (owned) (nullable): while it is */
  GtkWidget *window;              /* (unowned) (nullable): whose going away is noticed */
  CulvertSecretText *pending;     /* (owned) (nullable): what is asked about */
  GtkFileChooserNative *chooser;  /* (owned) (nullable): while it is open */
  GCancellable *gathering;        /* (owned) (nullable): of a copy */

  GtkLabel *name_label;
  GtkButton *record_button;
  GtkLabel *record_label;
  GtkWidget *empty_label;
  CulvertLogView *view;
  GtkWidget *follow_button;
  GtkLabel *dropped_label;
  GtkRevealer *line_revealer;
  GtkLabel *line_label;
  GtkInfoBar *notice_bar;
  GtkLabel *notice_label;
  GtkWidget *anyway_button;
  GtkWidget *cancel_button;
  GtkWidget *dismiss_button;
  CulvertConsoleEntry *entry;
  GtkLabel *access_label;
};

G_DEFINE_FINAL_TYPE (CulvertConsolePage, culvert_console_page, GTK_TYPE_BOX)

static CulvertSessionConsole *
get_console (CulvertConsolePage *self)
{
  return self->session != NULL ? culvert_session_get_console (self->session) : NULL;
}

static CulvertSessionLog *
get_log (CulvertConsolePage *self)
{
  return self->session != NULL ? culvert_session_console_get_log (get_console (self)) : NULL;
}

/* --- watching --- */

static void
unwatch (CulvertConsolePage *self)
{
  if (self->watched != NULL)
    culvert_session_console_unwatch (self->watched);
  g_clear_object (&self->watched);
}

static void
watch (CulvertConsolePage *self)
{
  if (self->watched != NULL || self->session == NULL)
    return;

  self->watched = g_object_ref (get_console (self));
  culvert_session_console_watch (self->watched);
}

/* Another page of the same window is a look aside; without the window nobody looks. */
static void
on_mapped (CulvertConsolePage *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  if (window != self->window)
    {
      self->window = window;
      g_signal_connect_object (window, "unmap", G_CALLBACK (unwatch), self, G_CONNECT_SWAPPED);
    }
  watch (self);
  if (self->session != NULL)
    culvert_session_console_learn (get_console (self));
}

/* --- what is shown --- */

static void
show_lines (CulvertConsolePage *self)
{
  CulvertSessionLog *log = get_log (self);
  gulong n_dropped = log != NULL ? (gulong) culvert_session_log_get_first (log) : 0;

  gtk_widget_set_visible (self->empty_label, culvert_log_view_get_n_rows (self->view) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->dropped_label), n_dropped > 0);
  if (n_dropped > 0)
    {
      /* Translators: the number of lines is never small */
      g_autofree char *text = g_strdup_printf (
          ngettext ("%'lu earlier line is not kept: the console holds the last 100,000, and at "
                    "most 16 MB.",
                    "%'lu earlier lines are not kept: the console holds the last 100,000, and at "
                    "most 16 MB.",
                    n_dropped),
          n_dropped);

      gtk_label_set_text (self->dropped_label, text);
    }
}

/* Why nothing can be sent. (nullable): it can */
static const char *
get_obstacle (CulvertSession *session)
{
  if (!culvert_session_is_attached (session))
    return _ ("OpenVPN is out of reach. What it says will appear here when it is back.");
  if (culvert_session_is_read_only (session))
    return _ ("Culvert only watches this daemon, and sends it no commands.");

  return NULL;
}

static void
show_recording (CulvertConsolePage *self)
{
  g_autofree char *text = culvert_recordings_describe (self->recordings, self->session);

  gtk_button_set_label (self->record_button, text != NULL ? _ ("Stop _recording") : _ ("_Record…"));
  gtk_label_set_text (self->record_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->record_label), text != NULL);
}

static void
refresh (GtkWidget *widget)
{
  CulvertConsolePage *self = CULVERT_CONSOLE_PAGE (widget);
  const char *obstacle;

  if (self->session == NULL)
    return;

  obstacle = get_obstacle (self->session);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), obstacle == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->access_label), obstacle != NULL);
  gtk_label_set_text (self->access_label, obstacle != NULL ? obstacle : "");
  /* Not for a page that nobody looks at. */
  if (obstacle == NULL && gtk_widget_get_mapped (widget))
    culvert_session_console_learn (get_console (self));
  show_recording (self);
  show_lines (self);
}

static void
on_following (CulvertConsolePage *self)
{
  gtk_widget_set_visible (self->follow_button, !culvert_log_view_is_following (self->view));
}

static void
on_follow_clicked (CulvertConsolePage *self)
{
  culvert_log_view_follow (self->view);
}

/* One selected line is shown in full below, since a row may have no room for it. */
static void
on_selected (CulvertConsolePage *self)
{
  CulvertSessionLogLine line;
  guint64 number;
  gboolean is_one = self->session != NULL && culvert_log_view_get_selected (self->view, &number) &&
                    culvert_session_log_get_line (get_log (self), number, &line);

  if (is_one)
    {
      g_autofree char *text = culvert_log_text_for_copy (&line);

      gtk_label_set_text (self->line_label, text);
    }
  gtk_revealer_set_reveal_child (self->line_revealer, is_one);
}

/* --- notices and questions --- */

static void
hide_notice (CulvertConsolePage *self)
{
  g_clear_pointer (&self->pending, culvert_secret_text_unref);
  gtk_widget_hide (GTK_WIDGET (self->notice_bar));
}

static void
close_notice (CulvertConsolePage *self)
{
  hide_notice (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->entry)))
    culvert_console_entry_focus (self->entry);
}

static void
show_notice (CulvertConsolePage *self, const char *text, gboolean is_question)
{
  gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (self->anyway_button, is_question);
  gtk_widget_set_visible (self->cancel_button, is_question);
  gtk_widget_set_visible (self->dismiss_button, !is_question);
  gtk_info_bar_set_message_type (self->notice_bar,
                                 is_question ? GTK_MESSAGE_WARNING : GTK_MESSAGE_ERROR);
  gtk_widget_show (GTK_WIDGET (self->notice_bar));
}

static void
send_line (CulvertConsolePage *self, const CulvertSecretText *line)
{
  if (!culvert_session_console_send (get_console (self), line))
    {
      show_notice (self, _ ("Not sent: OpenVPN does not take this command any more."), FALSE);
      return;
    }

  culvert_console_entry_take_sent (self->entry, line);
  culvert_console_entry_focus (self->entry);
  culvert_log_view_follow (self->view);
}

static void
on_entered (CulvertConsolePage *self)
{
  g_autoptr (CulvertSecretText) line = culvert_console_entry_get_line (self->entry);
  CulvertSessionCaution caution;

  if (self->session == NULL || culvert_secret_text_get_length (line) == 0)
    return;

  hide_notice (self);
  caution = culvert_session_console_judge (get_console (self), line);
  if (caution == CULVERT_CAUTION_NONE)
    {
      send_line (self, line);
      return;
    }

  show_notice (self,
               culvert_console_words_caution (caution),
               !culvert_session_caution_forbids (caution));
  if (culvert_session_caution_forbids (caution))
    return;

  self->pending = g_steal_pointer (&line);
  gtk_widget_grab_focus (self->cancel_button);
}

static void
on_anyway_clicked (CulvertConsolePage *self)
{
  g_autoptr (CulvertSecretText) line = g_steal_pointer (&self->pending);

  close_notice (self);
  if (line != NULL && self->session != NULL)
    send_line (self, line);
}

static gboolean
on_key_pressed (CulvertConsolePage *self, GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_Escape || !gtk_widget_get_visible (GTK_WIDGET (self->notice_bar)))
    return GDK_EVENT_PROPAGATE;

  close_notice (self);

  return GDK_EVENT_STOP;
}

/* --- copying --- */

static void
on_gathered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertConsolePage) self = user_data;
  g_autoptr (GBytes) text = culvert_log_gather_finish (CULVERT_SESSION_LOG (source), result, NULL);
  gsize length;
  const char *bytes;

  /* It fails only when it was cancelled. */
  if (text == NULL)
    return;

  bytes = g_bytes_get_data (text, &length);
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                          bytes,
                          (int) length);
}

static void
cancel_gathering (CulvertConsolePage *self)
{
  g_cancellable_cancel (self->gathering);
  g_clear_object (&self->gathering);
}

static void
copy (CulvertConsolePage *self)
{
  g_autoptr (GArray) numbers = NULL;

  if (self->session == NULL)
    return;

  cancel_gathering (self);
  self->gathering = g_cancellable_new ();
  numbers = culvert_log_view_get_numbers (self->view);
  culvert_log_gather_async (get_log (self),
                            numbers,
                            self->gathering,
                            on_gathered,
                            g_object_ref (self));
}

static gboolean
on_view_key_pressed (CulvertConsolePage *self, GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_c || (event->state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  copy (self);

  return GDK_EVENT_STOP;
}

/* --- recording --- */

static void
on_recording_ended (CulvertConsolePage *self, const char *sentence)
{
  hide_notice (self);
  show_notice (self, sentence, FALSE);
}

static void
on_file_chosen (CulvertConsolePage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    culvert_console_page_record (self, file);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
}

static void
choose_file (CulvertConsolePage *self)
{
  const char *connection = culvert_profile_get_name (culvert_session_get_profile (self->session));
  g_autofree char *name = NULL;

  if (self->chooser != NULL)
    return;

  name = g_strconcat (connection, "-console.txt", NULL);
  self->chooser =
      culvert_save_chooser_new (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))),
                                _ ("Record the console"),
                                _ ("_Record"),
                                name);
  g_signal_connect_object (self->chooser,
                           "response",
                           G_CALLBACK (on_file_chosen),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_record_clicked (CulvertConsolePage *self)
{
  if (self->session == NULL)
    return;

  if (!culvert_recordings_stop (self->recordings, self->session))
    choose_file (self);
}

static void
culvert_console_page_dispose (GObject *object)
{
  CulvertConsolePage *self = CULVERT_CONSOLE_PAGE (object);

  if (self->session != NULL)
    culvert_console_page_set_session (self, NULL);
  g_clear_object (&self->recordings);
  g_clear_object (&self->refresher);

  G_OBJECT_CLASS (culvert_console_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, record_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, record_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, empty_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, view);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, follow_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, dropped_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, line_revealer);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, line_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, anyway_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, dismiss_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsolePage, access_label);
}

static void
culvert_console_page_class_init (CulvertConsolePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_console_page_dispose;

  g_type_ensure (CULVERT_TYPE_CONSOLE_ENTRY);
  g_type_ensure (CULVERT_TYPE_LOG_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-console-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, close_notice);
  gtk_widget_class_bind_template_callback (widget_class, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_anyway_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_follow_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_following);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_mapped);
  gtk_widget_class_bind_template_callback (widget_class, on_record_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show_lines);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_view_key_pressed);
}

static void
culvert_console_page_init (CulvertConsolePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->refresher = culvert_refresher_new (GTK_WIDGET (self), refresh);
  self->recordings = culvert_recordings_new ();
  g_signal_connect_object (self->recordings,
                           "changed",
                           G_CALLBACK (show_recording),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recordings,
                           "ended",
                           G_CALLBACK (on_recording_ended),
                           self,
                           G_CONNECT_SWAPPED);
}

void
culvert_console_page_set_session (CulvertConsolePage *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_CONSOLE_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;

  unwatch (self);
  cancel_gathering (self);
  hide_notice (self);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  culvert_console_entry_set_console (self->entry, get_console (self));
  culvert_log_view_set_log (self->view, get_log (self));
  if (session != NULL)
    g_object_bind_property (culvert_session_get_profile (session),
                            "name",
                            self->name_label,
                            "label",
                            G_BINDING_SYNC_CREATE);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    watch (self);
  culvert_refresher_set_session (self->refresher, session);
}

void
culvert_console_page_focus (CulvertConsolePage *self)
{
  g_return_if_fail (CULVERT_IS_CONSOLE_PAGE (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->entry)))
    culvert_console_entry_focus (self->entry);
}

void
culvert_console_page_record (CulvertConsolePage *self, GFile *file)
{
  g_return_if_fail (CULVERT_IS_CONSOLE_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->session != NULL);

  hide_notice (self);
  culvert_recordings_begin (self->recordings, self->session, file);
}
