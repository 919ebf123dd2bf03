/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-certificate-picker.h"

#include "culvert-certificate-details.h"
#include "culvert-certificate-row.h"
#include "culvert-prompt-body.h"

#include <glib/gi18n.h>

enum
{
  MAX_WITHOUT_FILTER = 6,
};

struct _CulvertCertificatePicker
{
  GtkBox parent_instance;

  CulvertPrompt *prompt; /* (owned) */
  GPtrArray *rows;       /* (element-type CulvertCertificateRow) in the order of the choices; the
                          * list holds them */
  char *chosen_id;       /* (owned) (nullable): what the user chose, and not we beforehand */

  GtkLabel *count_label;
  GtkEntry *filter_entry;
  GtkSpinner *spinner;
  GtkWidget *reload_button;
  GtkListBox *list;
  GtkWidget *placeholder;
  GtkLabel *placeholder_label;
  GtkWidget *hint_label;
  GtkWidget *doubt_box;
  GtkLabel *doubt_label;
  GtkToggleButton *anyway_button;
  GtkWidget *expander;
  CulvertCertificateDetails *details;
};

static void culvert_certificate_picker_body_init (CulvertPromptBodyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertCertificatePicker,
                               culvert_certificate_picker,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_PROMPT_BODY,
                                                      culvert_certificate_picker_body_init))

/* (nullable) */
static CulvertCertificateRow *
get_selected (CulvertCertificatePicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? CULVERT_CERTIFICATE_ROW (row) : NULL;
}

static const char *
get_id (CulvertCertificateRow *row)
{
  return culvert_prompt_choice_get_id (culvert_certificate_row_get_choice (row));
}

/* It was chosen the last time. */
static gboolean
is_remembered (CulvertCertificatePicker *self, CulvertCertificateRow *row)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (self->prompt);

  return chosen != NULL && g_str_equal (culvert_prompt_choice_get_id (chosen), get_id (row));
}

static int
get_rank (CulvertCertificatePicker *self, CulvertCertificateRow *row)
{
  if (is_remembered (self, row))
    return 0;

  return culvert_certificate_row_get_doubt (row) == NULL ? 1 : 2;
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  return get_rank (user_data, CULVERT_CERTIFICATE_ROW (a)) -
         get_rank (user_data, CULVERT_CERTIFICATE_ROW (b));
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  CulvertCertificatePicker *self = user_data;

  return culvert_certificate_row_matches (CULVERT_CERTIFICATE_ROW (row),
                                          gtk_entry_get_text (self->filter_entry));
}

static void
update_selection (CulvertCertificatePicker *self)
{
  CulvertCertificateRow *row = get_selected (self);
  const char *doubt = row != NULL ? culvert_certificate_row_get_doubt (row) : NULL;

  gtk_toggle_button_set_active (self->anyway_button, FALSE);
  gtk_label_set_text (self->doubt_label, doubt != NULL ? doubt : "");
  gtk_widget_set_visible (self->doubt_box, doubt != NULL);
  gtk_widget_set_visible (self->expander, row != NULL);
  if (row != NULL)
    culvert_certificate_details_show (self->details,
                                      culvert_certificate_row_get_certificate (row),
                                      culvert_certificate_row_get_token (row));

  culvert_prompt_body_emit_changed (CULVERT_PROMPT_BODY (self));
}

static void
on_row_selected (CulvertCertificatePicker *self, GtkListBoxRow *row)
{
  /* A row that goes is no change of mind: it may come again. */
  if (row != NULL)
    {
      g_free (self->chosen_id);
      self->chosen_id = g_strdup (get_id (CULVERT_CERTIFICATE_ROW (row)));
    }
  update_selection (self);
}

static void
select_row (CulvertCertificatePicker *self, CulvertCertificateRow *row)
{
  g_signal_handlers_block_by_func (self->list, on_row_selected, self);
  gtk_list_box_select_row (self->list, row != NULL ? GTK_LIST_BOX_ROW (row) : NULL);
  g_signal_handlers_unblock_by_func (self->list, on_row_selected, self);

  update_selection (self);
}

/* What the user chose, or else the first one that was remembered, or can be chosen without a second
 * look; of those that are shown. */
static CulvertCertificateRow *
find_best (CulvertCertificatePicker *self)
{
  CulvertCertificateRow *remembered = NULL;
  CulvertCertificateRow *good = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      CulvertCertificateRow *row = g_ptr_array_index (self->rows, i);

      if (!is_wanted (GTK_LIST_BOX_ROW (row), self) ||
          !gtk_list_box_row_get_selectable (GTK_LIST_BOX_ROW (row)))
        continue;
      if (g_strcmp0 (get_id (row), self->chosen_id) == 0)
        return row;
      if (remembered == NULL && is_remembered (self, row))
        remembered = row;
      if (good == NULL && culvert_certificate_row_get_doubt (row) == NULL)
        good = row;
    }

  return remembered != NULL ? remembered : good;
}

/* Nobody must choose what is not shown. */
static void
select_beforehand (CulvertCertificatePicker *self)
{
  CulvertCertificateRow *best = find_best (self);

  if (best != get_selected (self))
    select_row (self, best);
}

/* What the list says when it shows nothing, and what stands beside the button. */
static void
update_words (CulvertCertificatePicker *self)
{
  guint n = self->rows->len;
  gboolean is_loading = culvert_prompt_get_is_loading (self->prompt);
  g_autofree char *count = g_strdup_printf (ngettext ("%u certificate", "%u certificates", n), n);
  const char *nothing = _ ("No certificate was found");

  if (n > 0)
    nothing = _ ("No certificate has these words");
  else if (is_loading)
    nothing = _ ("Looking for certificates…");

  gtk_label_set_text (self->count_label, n > 0 ? count : "");
  gtk_label_set_text (self->placeholder_label, nothing);
  gtk_widget_set_visible (self->hint_label, n == 0 && !is_loading);
}

/* With few rows the filter would only be in the way. */
static void
update_filter (CulvertCertificatePicker *self)
{
  gboolean has_filter = self->rows->len > MAX_WITHOUT_FILTER;

  if (!has_filter)
    gtk_entry_set_text (self->filter_entry, "");
  gtk_widget_set_visible (GTK_WIDGET (self->filter_entry), has_filter);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), !has_filter);
}

static void
focus_selected (CulvertCertificatePicker *self)
{
  CulvertCertificateRow *row = get_selected (self);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->reload_button);
}

static void
on_choices_changed (CulvertCertificatePicker *self, guint position, guint removed, guint added)
{
  GListModel *choices = G_LIST_MODEL (culvert_prompt_get_choices (self->prompt));
  gboolean has_waited = gtk_widget_is_focus (self->reload_button);

  for (guint i = 0; i < removed; i++)
    gtk_widget_destroy (g_ptr_array_steal_index (self->rows, position));

  for (guint i = 0; i < added; i++)
    {
      g_autoptr (CulvertPromptChoice) choice = g_list_model_get_item (choices, position + i);
      CulvertCertificateRow *row = culvert_certificate_row_new (choice);

      g_ptr_array_insert (self->rows, (int) (position + i), row);
      gtk_container_add (GTK_CONTAINER (self->list), GTK_WIDGET (row));
    }

  update_filter (self);
  update_words (self);
  select_beforehand (self);
  if (has_waited)
    focus_selected (self);
}

static void
on_loading_changed (CulvertCertificatePicker *self)
{
  gboolean is_loading = culvert_prompt_get_is_loading (self->prompt);

  g_object_set (self->spinner, "active", is_loading, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_loading);
  update_words (self);
  gtk_list_box_invalidate_sort (self->list);
  select_beforehand (self);
}

static void
on_reload_clicked (CulvertCertificatePicker *self)
{
  culvert_prompt_reload (self->prompt);
}

static void
on_anyway_toggled (CulvertCertificatePicker *self)
{
  culvert_prompt_body_emit_changed (CULVERT_PROMPT_BODY (self));
}

/* At once: whoever presses Enter right after a letter means what this letter has found. */
static void
on_filter_changed (CulvertCertificatePicker *self)
{
  gtk_list_box_invalidate_filter (self->list);
  select_beforehand (self);
}

/* Escape leaves the filter first, and then the question. */
static void
on_filter_stopped (CulvertCertificatePicker *self)
{
  if (gtk_entry_get_text_length (self->filter_entry) > 0)
    gtk_entry_set_text (self->filter_entry, "");
  else
    gtk_window_close (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));
}

/* Whoever types in the list looks for something. */
static gboolean
on_list_key_press (CulvertCertificatePicker *self, GdkEvent *event)
{
  GtkSearchEntry *entry = GTK_SEARCH_ENTRY (self->filter_entry);

  if (!gtk_widget_get_visible (GTK_WIDGET (entry)) || !gtk_search_entry_handle_event (entry, event))
    return GDK_EVENT_PROPAGATE;

  gtk_entry_grab_focus_without_selecting (self->filter_entry);

  return GDK_EVENT_STOP;
}

static void
on_row_activated (CulvertCertificatePicker *self)
{
  if (culvert_prompt_body_is_complete (CULVERT_PROMPT_BODY (self)))
    gtk_window_activate_default (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->anyway_button));
}

static gboolean
is_complete (CulvertPromptBody *body)
{
  CulvertCertificatePicker *self = CULVERT_CERTIFICATE_PICKER (body);
  CulvertCertificateRow *row = get_selected (self);

  return row != NULL && (culvert_certificate_row_get_doubt (row) == NULL ||
                         gtk_toggle_button_get_active (self->anyway_button));
}

static void
store (CulvertPromptBody *body)
{
  CulvertCertificatePicker *self = CULVERT_CERTIFICATE_PICKER (body);

  culvert_prompt_set_chosen (self->prompt,
                             culvert_certificate_row_get_choice (get_selected (self)));
}

static void
focus (CulvertPromptBody *body)
{
  focus_selected (CULVERT_CERTIFICATE_PICKER (body));
}

static void
culvert_certificate_picker_body_init (CulvertPromptBodyInterface *iface)
{
  iface->is_complete = is_complete;
  iface->store = store;
  iface->focus = focus;
}

static void
culvert_certificate_picker_dispose (GObject *object)
{
  CulvertCertificatePicker *self = CULVERT_CERTIFICATE_PICKER (object);

  if (self->prompt != NULL)
    {
      g_signal_handlers_disconnect_by_data (culvert_prompt_get_choices (self->prompt), self);
      g_signal_handlers_disconnect_by_data (self->prompt, self);
    }
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (culvert_certificate_picker_parent_class)->dispose (object);
}

static void
culvert_certificate_picker_finalize (GObject *object)
{
  CulvertCertificatePicker *self = CULVERT_CERTIFICATE_PICKER (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->chosen_id, g_free);

  G_OBJECT_CLASS (culvert_certificate_picker_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-certificate-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, count_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, reload_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, list);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, placeholder);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, placeholder_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, doubt_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, doubt_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, anyway_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, expander);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatePicker, details);
  gtk_widget_class_bind_template_callback (widget_class, on_reload_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_anyway_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_list_key_press);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
culvert_certificate_picker_class_init (CulvertCertificatePickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_certificate_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_certificate_picker_finalize;

  g_type_ensure (CULVERT_TYPE_CERTIFICATE_DETAILS);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
culvert_certificate_picker_init (CulvertCertificatePicker *self)
{
  self->rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_placeholder (self->list, self->placeholder);
  gtk_list_box_set_sort_func (self->list, compare_rows, self, NULL);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
}

CulvertCertificatePicker *
culvert_certificate_picker_new (CulvertPrompt *prompt)
{
  CulvertCertificatePicker *self;
  GListModel *choices;

  g_return_val_if_fail (CULVERT_IS_PROMPT (prompt), NULL);

  self = g_object_new (CULVERT_TYPE_CERTIFICATE_PICKER, NULL);
  self->prompt = g_object_ref (prompt);
  choices = G_LIST_MODEL (culvert_prompt_get_choices (prompt));
  on_choices_changed (self, 0, 0, g_list_model_get_n_items (choices));
  on_loading_changed (self);
  g_signal_connect_object (choices,
                           "items-changed",
                           G_CALLBACK (on_choices_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (prompt,
                           "notify::is-loading",
                           G_CALLBACK (on_loading_changed),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}
