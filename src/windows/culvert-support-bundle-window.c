/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-support-bundle-window.h"

#include "culvert-save-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

enum
{
  RESPONSE_COPY = 1,
  RESPONSE_SAVE,
};

struct _CulvertSupportBundleWindow
{
  GtkDialog parent_instance;

  CulvertUiHost *host;           /* (unowned): owns the user interface, and this with it */
  GCancellable *cancellable;     /* (owned): cancelled when the window closes */
  char *text;                    /* (owned) (nullable): once it is collected */
  char *without_addresses;       /* (owned) (nullable): likewise */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while a file is chosen */

  GtkStack *stack;
  GtkToggleButton *addresses_check;
  GtkTextBuffer *buffer;
  GtkWidget *view;
  GtkLabel *status_label;
  GtkWidget *copy_button;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (CulvertSupportBundleWindow, culvert_support_bundle_window, GTK_TYPE_DIALOG)

static gboolean
leaves_out_addresses (CulvertSupportBundleWindow *self)
{
  return gtk_toggle_button_get_active (self->addresses_check);
}

static const char *
shown_text (CulvertSupportBundleWindow *self)
{
  return leaves_out_addresses (self) ? self->without_addresses : self->text;
}

static void
tell (CulvertSupportBundleWindow *self, const char *sentence)
{
  gtk_label_set_text (self->status_label, sentence);
}

static void
show_text (CulvertSupportBundleWindow *self)
{
  GtkTextIter start;

  if (self->text == NULL)
    return;

  gtk_text_buffer_set_text (self->buffer, shown_text (self), -1);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  tell (self, "");
}

static void
on_collected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSupportBundleWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  char *without_addresses = NULL;
  char *text =
      culvert_ui_host_collect_support_finish (self->host, result, &without_addresses, &error);

  /* It fails only when the window is gone. */
  if (text == NULL)
    return;

  self->text = text;
  self->without_addresses = without_addresses;
  show_text (self);
  gtk_stack_set_visible_child_name (self->stack, "text");
  gtk_widget_set_sensitive (GTK_WIDGET (self->addresses_check), TRUE);
  gtk_widget_set_sensitive (self->copy_button, TRUE);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  gtk_widget_grab_focus (self->view);
}

static void
copy (CulvertSupportBundleWindow *self)
{
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                          shown_text (self),
                          -1);
  tell (self, _ ("The text is on the clipboard."));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSupportBundleWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_autofree char *name = g_file_get_parse_name (G_FILE (source));

      /* Translators: %s is the path of a file. */
      sentence = g_strdup_printf (_ ("Saved as %s"), name);
    }
  else
    {
      /* Translators: %s is a sentence that says why. */
      sentence = g_strdup_printf (_ ("The text could not be saved: %s"), error->message);
    }

  if (!g_cancellable_is_cancelled (self->cancellable))
    tell (self, sentence);
}

static void
on_file_chosen (CulvertSupportBundleWindow *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  culvert_support_bundle_window_save (self, file);
}

static void
choose_file (CulvertSupportBundleWindow *self)
{
  if (self->chooser != NULL)
    return;

  self->chooser = culvert_save_chooser_new (GTK_WINDOW (self),
                                            _ ("Save support bundle"),
                                            _ ("_Save"),
                                            "culvert-support.txt");
  g_signal_connect_object (self->chooser,
                           "response",
                           G_CALLBACK (on_file_chosen),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
culvert_support_bundle_window_response (GtkDialog *dialog, int response)
{
  CulvertSupportBundleWindow *self = CULVERT_SUPPORT_BUNDLE_WINDOW (dialog);

  if (response == RESPONSE_COPY)
    copy (self);
  else if (response == RESPONSE_SAVE)
    choose_file (self);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

static void
culvert_support_bundle_window_dispose (GObject *object)
{
  CulvertSupportBundleWindow *self = CULVERT_SUPPORT_BUNDLE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (culvert_support_bundle_window_parent_class)->dispose (object);
}

static void
culvert_support_bundle_window_finalize (GObject *object)
{
  CulvertSupportBundleWindow *self = CULVERT_SUPPORT_BUNDLE_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->without_addresses, g_free);

  G_OBJECT_CLASS (culvert_support_bundle_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-support-bundle-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertSupportBundleWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertSupportBundleWindow, addresses_check);
  gtk_widget_class_bind_template_child (widget_class, CulvertSupportBundleWindow, buffer);
  gtk_widget_class_bind_template_child (widget_class, CulvertSupportBundleWindow, view);
  gtk_widget_class_bind_template_child (widget_class, CulvertSupportBundleWindow, status_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertSupportBundleWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertSupportBundleWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, show_text);
}

static void
culvert_support_bundle_window_class_init (CulvertSupportBundleWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_support_bundle_window_dispose;
  object_class->finalize = culvert_support_bundle_window_finalize;
  GTK_DIALOG_CLASS (klass)->response = culvert_support_bundle_window_response;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
culvert_support_bundle_window_init (CulvertSupportBundleWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertSupportBundleWindow *
culvert_support_bundle_window_new (CulvertUiHost *host)
{
  CulvertSupportBundleWindow *self;
  g_autofree char *toolkit = NULL;

  g_return_val_if_fail (CULVERT_IS_UI_HOST (host), NULL);

  self = g_object_new (CULVERT_TYPE_SUPPORT_BUNDLE_WINDOW, NULL);
  self->host = host;
  toolkit = g_strdup_printf ("GTK %u.%u.%u",
                             gtk_get_major_version (),
                             gtk_get_minor_version (),
                             gtk_get_micro_version ());
  culvert_ui_host_collect_support_async (host,
                                         toolkit,
                                         self->cancellable,
                                         on_collected,
                                         g_object_ref (self));

  return self;
}

void
culvert_support_bundle_window_save (CulvertSupportBundleWindow *self, GFile *file)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (CULVERT_IS_SUPPORT_BUNDLE_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->text != NULL);

  bytes = g_bytes_new (shown_text (self), strlen (shown_text (self)));
  g_file_replace_contents_bytes_async (file,
                                       bytes,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL,
                                       on_saved,
                                       g_object_ref (self));
}
