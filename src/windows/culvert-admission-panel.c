/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-admission-panel.h"

#include "culvert-admission-rules-dialog.h"
#include "culvert-applicant-card.h"
#include "culvert-client-words.h"

#include <glib/gi18n.h>

/* Whoever has more to answer answers these first. */
#define MAX_CARDS 10

struct _CulvertAdmissionPanel
{
  GtkBox parent_instance;

  CulvertProfile *profile;         /* (owned) (nullable) */
  CulvertAdmission *admission;     /* (owned) (nullable): while there is a profile */
  GBinding *admits_binding;        /* (unowned) (nullable): lives with the profile and this */
  GSignalGroup *applicant_signals; /* (owned) */
  GSignalGroup *profile_signals;   /* (owned) */
  guint tick;                      /* tick callback, or 0 */
  guint clock;                     /* source id, or 0 */

  GtkSwitch *admits_switch;
  GtkLabel *explanation_label;
  GtkWidget *rules_button;
  GtkWidget *scroller;
  GtkContainer *card_box;
  GtkLabel *more_label;
  GtkRevealer *outcome_revealer;
  GtkLabel *outcome_label;
};

G_DEFINE_FINAL_TYPE (CulvertAdmissionPanel, culvert_admission_panel, GTK_TYPE_BOX)

static GListModel *
get_applicants (CulvertAdmissionPanel *self)
{
  return self->admission != NULL ? G_LIST_MODEL (culvert_admission_get_applicants (self->admission))
                                 : NULL;
}

/* Cards of those who wait are kept, with a menu that may be open. */
static void
update_cards (CulvertAdmissionPanel *self)
{
  GListModel *applicants = get_applicants (self);
  guint n = applicants != NULL ? g_list_model_get_n_items (applicants) : 0;
  g_autoptr (GList) cards = gtk_container_get_children (self->card_box);
  GList *next = cards;

  for (guint i = 0; i < MIN (n, MAX_CARDS); i++)
    {
      g_autoptr (CulvertApplicant) applicant = g_list_model_get_item (applicants, i);

      while (next != NULL && culvert_applicant_card_get_applicant (next->data) != applicant)
        {
          gtk_widget_destroy (next->data);
          next = next->next;
        }
      if (next != NULL)
        next = next->next;
      else
        gtk_container_add (self->card_box, culvert_applicant_card_new (self->admission, applicant));
    }
  for (; next != NULL; next = next->next)
    gtk_widget_destroy (next->data);

  gtk_widget_set_visible (self->scroller, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n > MAX_CARDS);
  if (n > MAX_CARDS)
    {
      g_autofree char *text =
          /* Translators: clients that wait to be let in, beside those that are shown */
          g_strdup_printf (ngettext ("%'u more waits", "%'u more wait", n - MAX_CARDS),
                           n - MAX_CARDS);

      gtk_label_set_text (self->more_label, text);
    }
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CulvertAdmissionPanel *self = CULVERT_ADMISSION_PANEL (widget);

  self->tick = 0;
  update_cards (self);

  return G_SOURCE_REMOVE;
}

/* A hundred clients may come in a second. */
static void
queue_update (CulvertAdmissionPanel *self)
{
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
}

static gboolean
on_second (gpointer user_data)
{
  CulvertAdmissionPanel *self = user_data;
  g_autoptr (GList) cards = gtk_container_get_children (self->card_box);

  for (GList *card = cards; card != NULL; card = card->next)
    culvert_applicant_card_refresh (card->data);

  return G_SOURCE_CONTINUE;
}

static void
on_mapped (CulvertAdmissionPanel *self)
{
  if (self->clock == 0)
    self->clock = g_timeout_add_seconds (1, on_second, self);
  queue_update (self);
}

static void
on_unmapped (CulvertAdmissionPanel *self)
{
  g_clear_handle_id (&self->clock, g_source_remove);
}

static void
on_ended (CulvertAdmissionPanel *self, CulvertApplicant *applicant)
{
  g_autofree char *outcome = culvert_client_words_outcome (applicant);

  culvert_admission_panel_tell (self, outcome);
}

static void
on_outcome_closed (CulvertAdmissionPanel *self)
{
  gtk_revealer_set_reveal_child (self->outcome_revealer, FALSE);
}

static void
update_explanation (CulvertAdmissionPanel *self)
{
  gboolean admits = self->profile != NULL && culvert_profile_get_admits (self->profile);
  guint n_rules =
      self->profile != NULL
          ? culvert_admission_rules_get_n (culvert_profile_get_admission_rules (self->profile))
          : 0;

  gtk_label_set_text (self->explanation_label,
                      admits ? _ ("You decide here who is let in. Clients that get no answer "
                                  "are turned away.")
                             : _ ("Culvert shows who asks to be let in, and leaves the answer to "
                                  "others."));
  gtk_widget_set_visible (self->rules_button, n_rules > 0);
}

static void
on_rules_clicked (CulvertAdmissionPanel *self)
{
  GtkWindow *dialog = GTK_WINDOW (culvert_admission_rules_dialog_new (self->profile));

  gtk_window_set_transient_for (dialog, GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));
  gtk_window_present (dialog);
}

static void
culvert_admission_panel_dispose (GObject *object)
{
  CulvertAdmissionPanel *self = CULVERT_ADMISSION_PANEL (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_pointer (&self->admits_binding, g_binding_unbind);
  g_clear_object (&self->applicant_signals);
  g_clear_object (&self->profile_signals);
  g_clear_object (&self->admission);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (culvert_admission_panel_parent_class)->dispose (object);
}

static void
culvert_admission_panel_class_init (CulvertAdmissionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_admission_panel_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-admission-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionPanel, admits_switch);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionPanel, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionPanel, rules_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionPanel, card_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionPanel, more_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionPanel, outcome_revealer);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionPanel, outcome_label);
  gtk_widget_class_bind_template_callback (widget_class, on_mapped);
  gtk_widget_class_bind_template_callback (widget_class, on_outcome_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_rules_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_unmapped);
}

static void
culvert_admission_panel_init (CulvertAdmissionPanel *self)
{
  GCallback update = G_CALLBACK (update_explanation);

  gtk_widget_init_template (GTK_WIDGET (self));

  self->applicant_signals = g_signal_group_new (CULVERT_TYPE_APPLICANTS);
  g_signal_group_connect_swapped (self->applicant_signals,
                                  "items-changed",
                                  G_CALLBACK (queue_update),
                                  self);
  g_signal_group_connect_swapped (self->applicant_signals, "ended", G_CALLBACK (on_ended), self);

  self->profile_signals = g_signal_group_new (CULVERT_TYPE_PROFILE);
  g_signal_group_connect_swapped (self->profile_signals, "notify::admits", update, self);
  g_signal_group_connect_swapped (self->profile_signals, "notify::n-admission-rules", update, self);
}

void
culvert_admission_panel_set_session (CulvertAdmissionPanel *self, CulvertSession *session)
{
  CulvertAdministration *administration;
  CulvertProfile *profile = NULL;
  CulvertAdmission *admission = NULL;

  g_return_if_fail (CULVERT_IS_ADMISSION_PANEL (self));

  administration = session != NULL ? culvert_session_get_administration (session) : NULL;
  if (administration != NULL)
    {
      profile = culvert_session_get_profile (session);
      admission = culvert_administration_get_admission (administration);
    }
  if (!g_set_object (&self->admission, admission))
    return;

  g_set_object (&self->profile, profile);
  g_clear_pointer (&self->admits_binding, g_binding_unbind);
  if (profile != NULL)
    self->admits_binding = g_object_bind_property (profile,
                                                   "admits",
                                                   self->admits_switch,
                                                   "active",
                                                   G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_group_set_target (self->profile_signals, profile);
  g_signal_group_set_target (self->applicant_signals, get_applicants (self));
  gtk_revealer_set_reveal_child (self->outcome_revealer, FALSE);
  update_explanation (self);
  update_cards (self);
}

void
culvert_admission_panel_tell (CulvertAdmissionPanel *self, const char *sentence)
{
  g_return_if_fail (CULVERT_IS_ADMISSION_PANEL (self));

  gtk_label_set_text (self->outcome_label, sentence);
  gtk_revealer_set_reveal_child (self->outcome_revealer, TRUE);
}
