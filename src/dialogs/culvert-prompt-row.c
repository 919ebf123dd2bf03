/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-row.h"

#include "culvert-plain-text.h"
#include "culvert-prompt-text.h"
#include "culvert-secret-entry-buffer.h"

#include <glib/gi18n.h>

enum
{
  MAX_LABEL_CHARACTERS = 200,
};

struct _CulvertPromptRow
{
  GtkBox parent_instance;

  CulvertPromptField *field; /* (owned) */
  gboolean is_filling;       /* what changes now is not typed */

  GtkLabel *label;
  GtkEntry *entry;
  GtkToggleButton *reveal_button;
  GtkImage *reveal_image;
  GtkWidget *origin_label;
};

G_DEFINE_FINAL_TYPE (CulvertPromptRow, culvert_prompt_row, GTK_TYPE_BOX)

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What may be known of the text before it is sent. */
static const char *
get_draft (CulvertPromptRow *self)
{
  gboolean is_name = culvert_prompt_field_get_role (self->field) == CULVERT_PROMPT_FIELD_USERNAME &&
                     !culvert_prompt_field_has_flag (self->field, CULVERT_PROMPT_FIELD_HIDDEN);

  return is_name ? gtk_entry_get_text (self->entry) : "";
}

static void
on_entry_changed (CulvertPromptRow *self)
{
  if (!self->is_filling)
    culvert_prompt_field_set_draft (self->field, get_draft (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_entry_activated (CulvertPromptRow *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
on_reveal_toggled (CulvertPromptRow *self)
{
  gboolean is_revealed = gtk_toggle_button_get_active (self->reveal_button);

  gtk_entry_set_visibility (self->entry, is_revealed);
  gtk_image_set_from_icon_name (self->reveal_image,
                                is_revealed ? "view-conceal-symbolic" : "view-reveal-symbolic",
                                GTK_ICON_SIZE_BUTTON);
}

/* Selected where the user is about to type: that replaces it then, instead of going on with it. */
static void
fill (CulvertPromptRow *self, const char *text)
{
  self->is_filling = TRUE;
  gtk_entry_buffer_set_text (gtk_entry_get_buffer (self->entry), text, -1);
  self->is_filling = FALSE;

  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  if (gtk_widget_has_focus (GTK_WIDGET (self->entry)))
    gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* Also while the row is shown: an answer may come late. What the user has typed stays. */
static void
show_what_is_known (CulvertPromptRow *self)
{
  CulvertSecretText *offer = culvert_prompt_field_get_offer (self->field);
  const char *suggestion = culvert_prompt_field_get_suggestion (self->field);

  if (culvert_prompt_field_get_draft (self->field) != NULL)
    return;

  if (offer != NULL)
    fill (self, culvert_secret_text_peek (offer));
  else if (suggestion != NULL)
    fill (self, suggestion);
}

static void
name_entry (CulvertPromptRow *self, CulvertPrompt *prompt)
{
  const char *remote = culvert_prompt_field_get_label (self->field);

  if (remote != NULL && *remote != '\0')
    {
      g_autofree char *plain = culvert_plain_text (remote, -1, MAX_LABEL_CHARACTERS);

      gtk_label_set_text (self->label, plain);
      gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self->label)),
                                   "culvert-quote");
    }
  else
    {
      gtk_label_set_text_with_mnemonic (self->label,
                                        culvert_prompt_text_field (prompt, self->field));
    }

  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->entry)),
                       gtk_label_get_text (self->label));
}

static void
set_up_entry (CulvertPromptRow *self)
{
  gboolean is_hidden = culvert_prompt_field_has_flag (self->field, CULVERT_PROMPT_FIELD_HIDDEN);
  g_autoptr (GtkEntryBuffer) buffer = culvert_secret_entry_buffer_new ();

  gtk_entry_set_buffer (self->entry, buffer);
  gtk_entry_set_visibility (self->entry, !is_hidden);
  gtk_entry_set_input_purpose (self->entry,
                               is_hidden ? GTK_INPUT_PURPOSE_PASSWORD
                                         : GTK_INPUT_PURPOSE_FREE_FORM);
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button), is_hidden);

  gtk_widget_set_visible (self->origin_label,
                          culvert_prompt_field_get_label (self->field) != NULL &&
                              culvert_prompt_field_get_role (self->field) ==
                                  CULVERT_PROMPT_FIELD_RESPONSE);

  show_what_is_known (self);
  g_signal_connect_object (self->field,
                           "notify::suggestion",
                           G_CALLBACK (show_what_is_known),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->field,
                           "notify::offer",
                           G_CALLBACK (show_what_is_known),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
culvert_prompt_row_dispose (GObject *object)
{
  CulvertPromptRow *self = CULVERT_PROMPT_ROW (object);

  g_clear_object (&self->field);

  G_OBJECT_CLASS (culvert_prompt_row_parent_class)->dispose (object);
}

static void
culvert_prompt_row_class_init (CulvertPromptRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_prompt_row_dispose;

  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
  signals[ACTIVATED] = g_signal_new ("activated",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-prompt-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptRow, label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptRow, entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptRow, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptRow, reveal_image);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptRow, origin_label);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_reveal_toggled);
}

static void
culvert_prompt_row_init (CulvertPromptRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertPromptRow *
culvert_prompt_row_new (void)
{
  return g_object_new (CULVERT_TYPE_PROMPT_ROW, NULL);
}

void
culvert_prompt_row_ask (CulvertPromptRow *self, CulvertPrompt *prompt, CulvertPromptField *field)
{
  g_return_if_fail (CULVERT_IS_PROMPT_ROW (self));
  g_return_if_fail (CULVERT_IS_PROMPT (prompt));
  g_return_if_fail (CULVERT_IS_PROMPT_FIELD (field));
  g_return_if_fail (self->field == NULL);

  self->field = g_object_ref (field);
  set_up_entry (self);
  name_entry (self, prompt);
}

gboolean
culvert_prompt_row_is_empty (CulvertPromptRow *self)
{
  return gtk_entry_get_text_length (self->entry) == 0;
}

gboolean
culvert_prompt_row_is_complete (CulvertPromptRow *self)
{
  return !culvert_prompt_row_is_empty (self) ||
         culvert_prompt_field_has_flag (self->field, CULVERT_PROMPT_FIELD_MAY_EMPTY);
}

void
culvert_prompt_row_focus (CulvertPromptRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
culvert_prompt_row_store (CulvertPromptRow *self)
{
  GtkEntryBuffer *buffer = gtk_entry_get_buffer (self->entry);

  culvert_prompt_field_set_value (
      self->field,
      culvert_secret_entry_buffer_get_secret (CULVERT_SECRET_ENTRY_BUFFER (buffer)));
}

void
culvert_prompt_row_clear (CulvertPromptRow *self)
{
  /* Whatever comes now is too late. */
  culvert_prompt_field_set_draft (self->field, "");
  gtk_entry_buffer_delete_text (gtk_entry_get_buffer (self->entry), 0, -1);
}
