/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-editor.h"

#include "culvert-config-words.h"
#include "culvert-import-notes.h"
#include "culvert-import-row.h"
#include "culvert-message-dialog.h"
#include "culvert-plain-text.h"
#include "culvert-profile-mask.h"
#include "culvert-profile-view.h"

#include <glib/gi18n.h>

enum
{
  MAX_NAME_CHARACTERS = 60,
  CHECK_DELAY_MS = 200,
  MAX_PROGRAMS = 6,
};

struct _CulvertProfileEditor
{
  GtkDialog parent_instance;

  char *name;                  /* (owned) */
  CulvertProfileMask *mask;    /* (owned) */
  CulvertConfigImport *import; /* (owned) (nullable): what the text would become */
  CulvertConfigImport *before; /* (owned) (nullable): what it was when it was opened */
  guint problem_line;          /* 0: there is none to name */
  guint check_source;          /* 0: the text has been checked as it is */
  GtkWidget *question;         /* (unowned) (nullable): cleared when it is destroyed */

  GtkLabel *heading_label;
  CulvertProfileView *view;
  GtkTextBuffer *buffer; /* (unowned): of the view */
  GtkWidget *problem_box;
  GtkLabel *problem_label;
  GtkLabel *complaint_label;
  GtkWidget *line_button;
  GtkWidget *verdict_box;
  GtkImage *rights_icon;
  GtkLabel *rights_label;
  GtkWidget *notes_scroller;
  GtkContainer *limits_box;
  GtkWidget *changes_section;
  GtkContainer *changes_box;
  GtkWidget *save_button;
};

typedef enum
{
  SAVED,
  N_SIGNALS,
} CulvertProfileEditorSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulvertProfileEditor, culvert_profile_editor, GTK_TYPE_DIALOG)

static char *
dup_text (CulvertProfileEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static gboolean
is_changed (CulvertProfileEditor *self)
{
  g_autofree char *text = dup_text (self);

  return !g_str_equal (text, culvert_profile_mask_get_text (self->mask));
}

static void
show_problem (CulvertProfileEditor *self, const GError *error)
{
  g_autofree char *complaint = culvert_import_notes_complaint (error);

  self->problem_line = culvert_import_notes_get_line (error);
  gtk_label_set_text (self->problem_label,
                      culvert_config_words_error ((CulvertConfigError) error->code));
  gtk_label_set_text (self->complaint_label, complaint);
  gtk_widget_set_visible (self->line_button, self->problem_line > 0);
}

static void
show_import (CulvertProfileEditor *self, CulvertConfigImport *import)
{
  const CulvertConfigFacts *facts = culvert_config_import_get_facts (import);
  g_autoptr (GPtrArray) limits = culvert_import_notes_list_limits (import);
  g_autoptr (GPtrArray) changes = culvert_import_notes_list_changes (import);

  self->problem_line = 0;
  gtk_label_set_text (self->rights_label, culvert_import_notes_rights (facts));
  gtk_image_set_from_icon_name (self->rights_icon,
                                facts->is_root_eligible ? "emblem-ok-symbolic"
                                                        : "changes-prevent-symbolic",
                                GTK_ICON_SIZE_MENU);
  culvert_import_row_fill (self->limits_box, limits);
  culvert_import_row_fill (self->changes_box, changes);
  gtk_widget_set_visible (self->changes_section, changes->len > 0);
  gtk_widget_set_visible (self->notes_scroller, limits->len + changes->len > 0);
}

/* What the text would be as a profile, here and now. */
static void
check (CulvertProfileEditor *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_object (&self->import);
  self->import = culvert_profile_mask_read (self->mask, text, self->name, &error);
  if (self->import != NULL)
    show_import (self, self->import);
  else
    show_problem (self, error);

  gtk_widget_set_visible (self->problem_box, self->import == NULL);
  gtk_widget_set_visible (self->verdict_box, self->import != NULL);
  culvert_profile_view_mark_line (self->view, self->problem_line);
  gtk_widget_set_sensitive (self->save_button, self->import != NULL && is_changed (self));
}

static gboolean
on_check_due (gpointer user_data)
{
  CulvertProfileEditor *self = user_data;

  self->check_source = 0;
  check (self);

  return G_SOURCE_REMOVE;
}

/* Not at every letter: a word that is half written is always wrong. */
static void
on_text_changed (CulvertProfileEditor *self)
{
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (CHECK_DELAY_MS, on_check_due, self);
}

static void
on_line_clicked (CulvertProfileEditor *self)
{
  if (self->check_source == 0)
    culvert_profile_view_go_to_line (self->view, self->problem_line);
}

/* Stands before the editor until it is answered, once.
 * @is_destructive: yes loses something */
static void
ask (CulvertProfileEditor *self,
     GtkWidget *owned_question,
     const char *yes,
     gboolean is_destructive,
     void (*on_answered) (CulvertProfileEditor *self, int response))
{
  GtkDialog *dialog = GTK_DIALOG (owned_question);
  GtkWidget *button;

  g_clear_pointer (&self->question, gtk_widget_destroy);
  self->question = owned_question;
  gtk_dialog_add_button (dialog, _ ("_Keep editing"), GTK_RESPONSE_CANCEL);
  button = gtk_dialog_add_button (dialog, yes, GTK_RESPONSE_OK);
  if (is_destructive)
    gtk_style_context_add_class (gtk_widget_get_style_context (button),
                                 GTK_STYLE_CLASS_DESTRUCTIVE_ACTION);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_CANCEL);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  g_signal_connect (dialog, "destroy", G_CALLBACK (gtk_widget_destroyed), &self->question);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
emit_saved (CulvertProfileEditor *self)
{
  g_signal_emit (self, signals[SAVED], 0, self->import);
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
on_consent_answered (CulvertProfileEditor *self, int response)
{
  if (response == GTK_RESPONSE_OK && self->import != NULL)
    emit_saved (self);
  else
    gtk_widget_destroy (self->question);
}

/* Whoever pastes a line does not always know that it starts a program. */
static void
ask_for_consent (CulvertProfileEditor *self, GPtrArray *programs)
{
  g_autoptr (GString) text = g_string_new (_ ("Go on only if you trust whoever told you to."));

  guint n_shown = MIN (programs->len, MAX_PROGRAMS);

  for (guint i = 0; i < n_shown; i++)
    {
      const CulvertImportLine *line = programs->pdata[i];

      g_string_append_printf (text, "%s%s", i == 0 ? "\n\n" : "\n", line->title);
    }
  if (n_shown < programs->len)
    {
      guint n_more = programs->len - n_shown;

      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("And %u more", "And %u more", n_more), n_more);
    }
  ask (self,
       GTK_WIDGET (culvert_message_dialog_new ("dialog-warning-symbolic",
                                               _ ("Let it start programs when it connects?"),
                                               text->str)),
       _ ("_Save"),
       FALSE,
       on_consent_answered);
}

static void
save (CulvertProfileEditor *self)
{
  g_autoptr (GPtrArray) programs = NULL;

  if (self->check_source != 0)
    check (self);
  if (self->import == NULL)
    return;

  programs = culvert_import_notes_list_new_programs (self->import, self->before);
  if (programs->len > 0)
    ask_for_consent (self, programs);
  else
    emit_saved (self);
}

static void
on_discard_answered (CulvertProfileEditor *self, int response)
{
  if (response == GTK_RESPONSE_OK)
    gtk_widget_destroy (GTK_WIDGET (self));
  else
    gtk_widget_destroy (self->question);
}

/* What was written is gone then, so that is asked. */
static void
ask_to_discard (CulvertProfileEditor *self)
{
  ask (self,
       GTK_WIDGET (
           culvert_message_dialog_new ("dialog-question-symbolic",
                                       _ ("Discard the changes?"),
                                       _ ("What you have changed in this profile is lost then."))),
       _ ("_Discard"),
       TRUE,
       on_discard_answered);
}

static void
culvert_profile_editor_response (GtkDialog *dialog, int response)
{
  CulvertProfileEditor *self = CULVERT_PROFILE_EDITOR (dialog);

  if (response == GTK_RESPONSE_OK)
    save (self);
  else if (is_changed (self))
    ask_to_discard (self);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

/* The response has decided what becomes of the window. */
static gboolean
culvert_profile_editor_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  return GDK_EVENT_STOP;
}

static void
culvert_profile_editor_dispose (GObject *object)
{
  CulvertProfileEditor *self = CULVERT_PROFILE_EDITOR (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_pointer (&self->question, gtk_widget_destroy);
  g_clear_object (&self->import);
  g_clear_object (&self->before);
  g_clear_object (&self->mask);

  G_OBJECT_CLASS (culvert_profile_editor_parent_class)->dispose (object);
}

static void
culvert_profile_editor_finalize (GObject *object)
{
  CulvertProfileEditor *self = CULVERT_PROFILE_EDITOR (object);

  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (culvert_profile_editor_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, view);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, complaint_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, line_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, rights_icon);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, rights_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, notes_scroller);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, limits_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, changes_section);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, changes_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertProfileEditor, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_line_clicked);
}

static void
culvert_profile_editor_class_init (CulvertProfileEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_profile_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_profile_editor_finalize;
  GTK_DIALOG_CLASS (klass)->response = culvert_profile_editor_response;
  widget_class->delete_event = culvert_profile_editor_delete_event;

  signals[SAVED] = g_signal_new ("saved",
                                 CULVERT_TYPE_PROFILE_EDITOR,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 CULVERT_TYPE_CONFIG_IMPORT);

  g_type_ensure (CULVERT_TYPE_PROFILE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-profile-editor.ui");
  bind_children (widget_class);
}

static void
culvert_profile_editor_init (CulvertProfileEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

CulvertProfileEditor *
culvert_profile_editor_new (const char *name, CulvertSecretText *text, GError **error)
{
  g_autoptr (CulvertProfileMask) mask = NULL;
  g_autofree char *plain_name = NULL;
  g_autofree char *heading = NULL;
  CulvertProfileEditor *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  mask = culvert_profile_mask_new (text, error);
  if (mask == NULL)
    return NULL;

  plain_name = culvert_plain_text (name, -1, MAX_NAME_CHARACTERS);
  /* Translators: %s is the name of a connection. */
  heading = g_strdup_printf (_ ("Profile of %s"), plain_name);
  self = g_object_new (CULVERT_TYPE_PROFILE_EDITOR, "title", heading, NULL);
  self->name = g_strdup (name);
  self->mask = g_steal_pointer (&mask);
  gtk_label_set_text (self->heading_label, heading);
  culvert_profile_view_set_text (self->view, culvert_profile_mask_get_text (self->mask));
  g_signal_connect_object (self->buffer,
                           "changed",
                           G_CALLBACK (on_text_changed),
                           self,
                           G_CONNECT_SWAPPED);
  check (self);
  g_set_object (&self->before, self->import);

  return self;
}
