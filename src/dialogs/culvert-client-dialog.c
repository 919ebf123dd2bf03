/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-dialog.h"

#include "culvert-client-words.h"

#include <glib/gi18n.h>

struct _CulvertClientDialog
{
  GtkDialog parent_instance;

  CulvertClientDialogCheck check; /* (nullable): there is no text to be checked */
  gboolean is_text;               /* not a line */
  gboolean is_needed;
  gboolean is_busy;
  gboolean has_ended;

  GtkLabel *text_label;
  GtkWidget *failure_box;
  GtkLabel *failure_label;
  GtkWidget *entry_box;
  GtkLabel *entry_label;
  GtkEntry *entry;
  GtkWidget *remark_box;
  GtkLabel *remark_label;
  GtkEntry *remark_entry;
  GtkWidget *block_box;
  GtkLabel *block_label;
  GtkTextView *block_view;
  GtkTextBuffer *block;
  GtkWidget *choice_button;
  GtkWidget *busy_box;
  GtkButton *cancel_button;
  GtkWidget *submit_button;
};

G_DEFINE_FINAL_TYPE (CulvertClientDialog, culvert_client_dialog, GTK_TYPE_DIALOG)

enum
{
  SUBMITTED,
  TOLD,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
update_button (CulvertClientDialog *self)
{
  gboolean lacks_text = self->is_needed && *gtk_entry_get_text (self->entry) == '\0';

  gtk_widget_set_sensitive (self->submit_button, !self->is_busy && !self->has_ended && !lacks_text);
  gtk_widget_set_visible (self->busy_box, self->is_busy);
  gtk_button_set_label (self->cancel_button, self->has_ended ? _ ("_Close") : _ ("_Cancel"));
  gtk_widget_set_sensitive (self->entry_box, !self->is_busy);
  gtk_widget_set_sensitive (self->remark_box, !self->is_busy);
  gtk_widget_set_sensitive (self->block_box, !self->is_busy);
  gtk_widget_set_sensitive (self->choice_button, !self->is_busy);
}

static void
show_failure (CulvertClientDialog *self, const char *sentence)
{
  self->is_busy = FALSE;
  gtk_label_set_text (self->failure_label, sentence);
  gtk_widget_show (self->failure_box);
  update_button (self);
}

static void
on_edited (CulvertClientDialog *self)
{
  if (!self->has_ended)
    gtk_widget_hide (self->failure_box);
  update_button (self);
}

static void
select_line (CulvertClientDialog *self, guint line)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_line (self->block, &start, (int) line - 1);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_select_range (self->block, &start, &end);
  gtk_text_view_scroll_to_iter (self->block_view, &start, 0, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->block_view));
}

static gboolean
is_in_order (CulvertClientDialog *self)
{
  g_autofree char *text = culvert_client_dialog_dup_text (self);
  g_autofree char *sentence = NULL;
  CulvertMgmtTextFault fault;
  guint line = 0;

  if (self->check == NULL)
    return TRUE;

  fault = self->check (text, &line);
  if (fault == CULVERT_MGMT_TEXT_GOOD)
    return TRUE;

  sentence = culvert_client_words_fault (fault, line);
  show_failure (self, sentence);
  if (line > 0)
    select_line (self, line);

  return FALSE;
}

static void
culvert_client_dialog_response (GtkDialog *dialog, int response)
{
  CulvertClientDialog *self = CULVERT_CLIENT_DIALOG (dialog);

  if (response != GTK_RESPONSE_OK)
    gtk_widget_destroy (GTK_WIDGET (self));
  else if (is_in_order (self))
    g_signal_emit (self, signals[SUBMITTED], 0);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-client-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, failure_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, failure_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, entry_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, entry_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, remark_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, remark_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, remark_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, block_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, block_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, block_view);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, block);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, choice_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, busy_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDialog, submit_button);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
}

static void
culvert_client_dialog_class_init (CulvertClientDialogClass *klass)
{
  GTK_DIALOG_CLASS (klass)->response = culvert_client_dialog_response;
  bind_template (GTK_WIDGET_CLASS (klass));

  signals[SUBMITTED] = g_signal_new ("submitted",
                                     CULVERT_TYPE_CLIENT_DIALOG,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);
  signals[TOLD] = g_signal_new ("told",
                                CULVERT_TYPE_CLIENT_DIALOG,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                G_TYPE_STRING);
}

static void
culvert_client_dialog_init (CulvertClientDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
}

CulvertClientDialog *
culvert_client_dialog_new (const char *title, const char *text, const char *button)
{
  CulvertClientDialog *self = g_object_new (CULVERT_TYPE_CLIENT_DIALOG, NULL);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_text (self->text_label, text);
  gtk_button_set_label (GTK_BUTTON (self->submit_button), button);
  update_button (self);

  return self;
}

void
culvert_client_dialog_set_is_destructive (CulvertClientDialog *self)
{
  GtkStyleContext *style;

  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  style = gtk_widget_get_style_context (self->submit_button);
  gtk_style_context_remove_class (style, GTK_STYLE_CLASS_SUGGESTED_ACTION);
  gtk_style_context_add_class (style, GTK_STYLE_CLASS_DESTRUCTIVE_ACTION);
}

static void
set_label (GtkLabel *label, GtkWidget *widget, const char *text)
{
  gtk_label_set_text_with_mnemonic (label, text);
  atk_object_set_name (gtk_widget_get_accessible (widget), gtk_label_get_text (label));
}

void
culvert_client_dialog_add_entry (CulvertClientDialog *self,
                                 const char *label,
                                 const char *text,
                                 gboolean is_needed)
{
  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  self->is_needed = is_needed;
  set_label (self->entry_label, GTK_WIDGET (self->entry), label);
  gtk_entry_set_text (self->entry, text);
  gtk_widget_show (self->entry_box);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  update_button (self);
}

void
culvert_client_dialog_add_remark (CulvertClientDialog *self, const char *label)
{
  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  set_label (self->remark_label, GTK_WIDGET (self->remark_entry), label);
  gtk_widget_show (self->remark_box);
}

void
culvert_client_dialog_add_text (CulvertClientDialog *self,
                                const char *label,
                                const char *text,
                                CulvertClientDialogCheck check)
{
  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  self->is_text = TRUE;
  self->check = check;
  set_label (self->block_label, GTK_WIDGET (self->block_view), label);
  gtk_text_buffer_set_text (self->block, text, -1);
  gtk_widget_show (self->block_box);
  gtk_widget_grab_focus (GTK_WIDGET (self->block_view));
}

void
culvert_client_dialog_add_choice (CulvertClientDialog *self, const char *label)
{
  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  gtk_button_set_label (GTK_BUTTON (self->choice_button), label);
  gtk_widget_show (self->choice_button);
}

char *
culvert_client_dialog_dup_text (CulvertClientDialog *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (CULVERT_IS_CLIENT_DIALOG (self), NULL);

  if (!self->is_text)
    return g_strdup (gtk_entry_get_text (self->entry));

  gtk_text_buffer_get_bounds (self->block, &start, &end);

  return gtk_text_buffer_get_text (self->block, &start, &end, FALSE);
}

const char *
culvert_client_dialog_get_remark (CulvertClientDialog *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_DIALOG (self), NULL);

  return gtk_entry_get_text (self->remark_entry);
}

gboolean
culvert_client_dialog_is_chosen (CulvertClientDialog *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_DIALOG (self), FALSE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->choice_button));
}

void
culvert_client_dialog_set_busy (CulvertClientDialog *self)
{
  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  self->is_busy = TRUE;
  gtk_widget_hide (self->failure_box);
  update_button (self);
}

void
culvert_client_dialog_fail (CulvertClientDialog *self, const char *sentence)
{
  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  show_failure (self, sentence);
}

void
culvert_client_dialog_end (CulvertClientDialog *self, const char *sentence)
{
  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  self->has_ended = TRUE;
  show_failure (self, sentence);
}

void
culvert_client_dialog_close (CulvertClientDialog *self, const char *sentence)
{
  g_return_if_fail (CULVERT_IS_CLIENT_DIALOG (self));

  if (sentence != NULL)
    g_signal_emit (self, signals[TOLD], 0, sentence);
  gtk_widget_destroy (GTK_WIDGET (self));
}
