/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-import-dialog.h"

#include "culvert-config-words.h"
#include "culvert-import-batch.h"
#include "culvert-import-notes.h"
#include "culvert-import-row.h"

#include <glib/gi18n.h>

enum
{
  RESPONSE_SKIP = 1,
};

struct _CulvertImportDialog
{
  GtkDialog parent_instance;

  CulvertSessionList *sessions; /* (owned) (nullable) */
  CulvertImportBatch *batch;    /* (owned) */
  CulvertConfigImport *shown;   /* (owned) (nullable): whose name the user may have changed */
  const GError *refusal;        /* (unowned) (nullable): the batch owns what is shown */

  GtkLabel *heading_label;
  GtkLabel *file_label;
  GtkWidget *batch_box;
  GtkLabel *progress_label;
  GtkButton *all_button;
  GtkStack *stack;
  GtkScrolledWindow *review_scroller;
  GtkLabel *refusal_label;
  GtkLabel *complaint_label;
  GtkEntry *name_entry;
  GtkContainer *servers_box;
  GtkWidget *twin_box;
  GtkLabel *twin_label;
  GtkWidget *consent_box;
  GtkContainer *programs_box;
  GtkToggleButton *consent_button;
  GtkWidget *certificates_section;
  GtkContainer *certificates_box;
  GtkImage *rights_icon;
  GtkLabel *rights_label;
  GtkWidget *limits_box;
  GtkWidget *changes_section;
  GtkContainer *changes_box;
  GtkButton *cancel_button;
  GtkButton *skip_button;
  GtkWidget *import_button;
};

typedef enum
{
  ACCEPTED,
  N_SIGNALS,
} CulvertImportDialogSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulvertImportDialog, culvert_import_dialog, GTK_TYPE_DIALOG)

static char *
dup_name (CulvertImportDialog *self)
{
  return g_strstrip (g_strdup (gtk_entry_get_text (self->name_entry)));
}

static gboolean
may_import (CulvertImportDialog *self)
{
  g_autofree char *name = dup_name (self);

  return self->shown != NULL && *name != '\0' &&
         (!gtk_widget_get_visible (self->consent_box) ||
          gtk_toggle_button_get_active (self->consent_button));
}

static void
update_import_button (CulvertImportDialog *self)
{
  gtk_widget_set_sensitive (self->import_button, may_import (self));
}

static void
on_answer_changed (CulvertImportDialog *self)
{
  update_import_button (self);
}

/* A section without lines would only raise questions. */
static void
fill_section (GtkWidget *section, GtkContainer *box, GPtrArray *owned_lines)
{
  culvert_import_row_fill (box, owned_lines);
  gtk_widget_set_visible (section, owned_lines->len > 0);
  g_ptr_array_unref (owned_lines);
}

static void
show_rights (CulvertImportDialog *self, CulvertConfigImport *import)
{
  const CulvertConfigFacts *facts = culvert_config_import_get_facts (import);

  gtk_label_set_text (self->rights_label, culvert_import_notes_rights (facts));
  gtk_image_set_from_icon_name (self->rights_icon,
                                facts->is_root_eligible ? "emblem-ok-symbolic"
                                                        : "changes-prevent-symbolic",
                                GTK_ICON_SIZE_MENU);
  fill_section (self->limits_box,
                GTK_CONTAINER (self->limits_box),
                culvert_import_notes_list_limits (import));
}

static void
show_twin (CulvertImportDialog *self, CulvertConfigImport *import)
{
  CulvertSession *twin =
      self->sessions != NULL
          ? culvert_session_list_find_twin (self->sessions,
                                            culvert_config_import_get_identity (import))
          : NULL;
  g_autofree char *sentence = twin != NULL ? culvert_config_words_twin (culvert_profile_get_name (
                                                 culvert_session_get_profile (twin)))
                                           : NULL;

  gtk_label_set_text (self->twin_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->twin_box, sentence != NULL);
}

static void
show_import (CulvertImportDialog *self, CulvertConfigImport *import)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_set_object (&self->shown, import);
  self->refusal = NULL;
  gtk_entry_set_text (self->name_entry, culvert_config_import_get_name (import));
  fill_section (GTK_WIDGET (self->servers_box),
                self->servers_box,
                culvert_import_notes_list_servers (import));
  show_twin (self, import);
  gtk_toggle_button_set_active (self->consent_button, FALSE);
  fill_section (self->consent_box, self->programs_box, culvert_import_notes_list_programs (import));
  fill_section (self->certificates_section,
                self->certificates_box,
                culvert_import_notes_list_certificates (import, now));
  show_rights (self, import);
  fill_section (self->changes_section,
                self->changes_box,
                culvert_import_notes_list_changes (import));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->review_scroller), 0);
  gtk_stack_set_visible_child_name (self->stack, "review");
  gtk_label_set_text (self->heading_label, _ ("Import this profile?"));
}

static void
show_refusal (CulvertImportDialog *self, const GError *error)
{
  g_autofree char *complaint = culvert_import_notes_complaint (error);

  g_clear_object (&self->shown);
  self->refusal = error;
  gtk_label_set_text (self->refusal_label,
                      error->domain == CULVERT_CONFIG_ERROR
                          ? culvert_config_words_error ((CulvertConfigError) error->code)
                          : culvert_config_words_error (CULVERT_CONFIG_ERROR_UNREADABLE));
  gtk_label_set_text (self->complaint_label, complaint);
  gtk_stack_set_visible_child_name (self->stack, "refused");
  gtk_label_set_text (self->heading_label, _ ("Not imported"));
}

static void
show_reading (CulvertImportDialog *self)
{
  g_clear_object (&self->shown);
  self->refusal = NULL;
  gtk_stack_set_visible_child_name (self->stack, "reading");
  gtk_label_set_text (self->heading_label, _ ("Reading the profile…"));
}

static void
update_batch_box (CulvertImportDialog *self)
{
  guint length = culvert_import_batch_get_length (self->batch);
  guint n_clean = culvert_import_batch_count_clean (self->batch);
  /* Translators: which file of how many is asked about. */
  g_autofree char *progress = g_strdup_printf (_ ("Profile %u of %u"),
                                               culvert_import_batch_get_position (self->batch) + 1,
                                               length);
  g_autofree char *all = g_strdup_printf (
      /* Translators: there are so many profiles that nothing needs to be decided about. */
      ngettext ("Import %u profile _without questions",
                "Import %u profiles _without questions",
                n_clean),
      n_clean);

  gtk_label_set_text (self->progress_label, progress);
  gtk_button_set_label (self->all_button, all);
  /* In some languages it is longer than a telephone is wide; each label is a new one. */
  gtk_label_set_line_wrap (GTK_LABEL (gtk_bin_get_child (GTK_BIN (self->all_button))), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), n_clean > 1);
  gtk_widget_set_visible (self->batch_box, length > 1);
}

static void
update_buttons (CulvertImportDialog *self)
{
  gboolean is_refused = culvert_import_batch_get_error (self->batch) != NULL;
  gboolean has_next = culvert_import_batch_has_next (self->batch);

  gtk_button_set_label (self->cancel_button,
                        is_refused && !has_next ? _ ("_Close") : _ ("_Cancel"));
  gtk_button_set_label (self->skip_button, is_refused ? _ ("_Next") : _ ("_Skip"));
  gtk_widget_set_visible (GTK_WIDGET (self->skip_button), has_next);
  gtk_widget_set_visible (self->import_button, !is_refused);
  update_import_button (self);
}

/* A button that is not shown is the default of nothing, and does not become it again by itself. */
static void
update_default (CulvertImportDialog *self)
{
  if (culvert_import_batch_get_error (self->batch) == NULL)
    gtk_widget_grab_default (self->import_button);
  else if (culvert_import_batch_has_next (self->batch))
    gtk_widget_grab_default (GTK_WIDGET (self->skip_button));
  else
    gtk_widget_grab_default (GTK_WIDGET (self->cancel_button));
}

/* Enter does what there is to do, and asks for the consent before that. */
static void
update_focus (CulvertImportDialog *self)
{
  if (self->shown != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->skip_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->skip_button));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

/* As high as what is shown now wants it, which a scrolled window does not know of lines that wrap.
 */
static void
fit_height (CulvertImportDialog *self)
{
  GtkWidget *scroller = GTK_WIDGET (self->review_scroller);
  int most = gtk_scrolled_window_get_max_content_height (self->review_scroller);
  int width, height, scroller_height, review_height;

  gtk_window_get_size (GTK_WINDOW (self), &width, NULL);
  gtk_widget_get_preferred_height_for_width (GTK_WIDGET (self), width, NULL, &height);
  if (self->shown != NULL)
    {
      gtk_widget_get_preferred_height_for_width (scroller, width, NULL, &scroller_height);
      gtk_widget_get_preferred_height_for_width (gtk_bin_get_child (GTK_BIN (scroller)),
                                                 width,
                                                 NULL,
                                                 &review_height);
      height += MIN (review_height, most) - scroller_height;
    }

  gtk_window_resize (GTK_WINDOW (self), width, height);
}

/* What the user has entered stays while other files are read. */
static void
update (CulvertImportDialog *self)
{
  CulvertConfigImport *import = culvert_import_batch_get_import (self->batch);
  const GError *error = culvert_import_batch_get_error (self->batch);
  gboolean is_new = import != self->shown || error != self->refusal;

  gtk_label_set_text (self->file_label, culvert_import_batch_get_name (self->batch));
  if (is_new && import != NULL)
    show_import (self, import);
  else if (is_new && error != NULL)
    show_refusal (self, error);
  else if (is_new)
    show_reading (self);
  update_batch_box (self);
  update_buttons (self);
  update_default (self);

  if (is_new)
    update_focus (self);
  fit_height (self);
}

static void
on_batch_changed (CulvertImportDialog *self)
{
  if (culvert_import_batch_get_name (self->batch) != NULL)
    update (self);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

static void
accept_shown (CulvertImportDialog *self)
{
  g_autofree char *name = dup_name (self);

  g_signal_emit (self, signals[ACCEPTED], 0, self->shown, name);
}

static void
on_all_clicked (CulvertImportDialog *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean takes_shown = may_import (self) && culvert_import_notes_is_clean (self->shown, now);
  CulvertConfigImport *import;

  if (takes_shown)
    accept_shown (self);
  while ((import = culvert_import_batch_take_clean (self->batch)) != NULL)
    g_signal_emit (self, signals[ACCEPTED], 0, import, culvert_config_import_get_name (import));

  if (takes_shown)
    culvert_import_batch_go_on (self->batch);
  else
    update (self);
}

static void
culvert_import_dialog_response (GtkDialog *dialog, int response)
{
  CulvertImportDialog *self = CULVERT_IMPORT_DIALOG (dialog);

  if (response == GTK_RESPONSE_OK)
    accept_shown (self);

  if (response == GTK_RESPONSE_OK || response == RESPONSE_SKIP)
    culvert_import_batch_go_on (self->batch);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

static void
culvert_import_dialog_dispose (GObject *object)
{
  CulvertImportDialog *self = CULVERT_IMPORT_DIALOG (object);

  if (self->batch != NULL)
    culvert_import_batch_stop (self->batch);
  g_clear_object (&self->batch);
  g_clear_object (&self->shown);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_import_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, batch_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, all_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, review_scroller);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, refusal_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, complaint_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, servers_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, twin_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, twin_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, consent_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, programs_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, consent_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, certificates_section);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, certificates_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, rights_icon);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, rights_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, limits_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, changes_section);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, changes_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, skip_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, on_answer_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_all_clicked);
}

static void
culvert_import_dialog_class_init (CulvertImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_import_dialog_dispose;
  GTK_DIALOG_CLASS (klass)->response = culvert_import_dialog_response;

  signals[ACCEPTED] = g_signal_new ("accepted",
                                    CULVERT_TYPE_IMPORT_DIALOG,
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    2,
                                    CULVERT_TYPE_CONFIG_IMPORT,
                                    G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-import-dialog.ui");
  bind_children (widget_class);
}

static void
culvert_import_dialog_init (CulvertImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);

  self->batch = culvert_import_batch_new ();
  g_signal_connect_object (self->batch,
                           "changed",
                           G_CALLBACK (on_batch_changed),
                           self,
                           G_CONNECT_SWAPPED);
  show_reading (self);
}

CulvertImportDialog *
culvert_import_dialog_new (CulvertSessionList *sessions)
{
  CulvertImportDialog *self = g_object_new (CULVERT_TYPE_IMPORT_DIALOG, NULL);

  g_set_object (&self->sessions, sessions);

  return self;
}

void
culvert_import_dialog_add_file (CulvertImportDialog *self, GFile *file)
{
  g_return_if_fail (CULVERT_IS_IMPORT_DIALOG (self));

  culvert_import_batch_add (self->batch, file);
}
