/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-stepper.h"

#include "culvert-stepper-row.h"
#include "culvert-words.h"

#include <glib/gi18n.h>

struct _CulvertStepper
{
  GtkBox parent_instance;

  CulvertStepperRow *rows[CULVERT_PROGRESS_MAX_ITEMS]; /* (unowned): in the box */
  gpointer session;                                    /* (unowned): the last one; only compared */
  gboolean was_up;

  GtkLabel *stage_label;
  GtkExpander *expander;
  GtkLabel *summary_label;
  GtkContainer *row_box;
};

G_DEFINE_FINAL_TYPE (CulvertStepper, culvert_stepper, GTK_TYPE_BOX)

static gboolean
is_of_interest (CulvertSession *session)
{
  switch (culvert_session_get_state (session))
    {
    case CULVERT_SESSION_CONNECTING:
    case CULVERT_SESSION_CONNECTED:
    case CULVERT_SESSION_RECONNECTING:
    case CULVERT_SESSION_WAITING:
    case CULVERT_SESSION_FAILED:
      return TRUE;
    case CULVERT_SESSION_DISCONNECTED:
    case CULVERT_SESSION_DISCONNECTING:
    case CULVERT_SESSION_N_STATES:
      return FALSE;
    }

  return FALSE;
}

static char *
dup_total (const CulvertProgressItem *items, guint n)
{
  gint64 total = 0;

  for (guint i = 0; i < n; i++)
    total += MAX (items[i].duration, 0);

  return culvert_words_short_time (total);
}

static char *
dup_summary (const CulvertProgressItem *items, guint n)
{
  g_autofree char *total = dup_total (items, n);

  for (guint i = 0; i < n; i++)
    {
      const char *stage = culvert_words_stage (items[i].stage);

      if (items[i].mark == CULVERT_PROGRESS_RUNNING)
        /* Translators: a step on the way to a connection: its number, how many there are, its name
         */
        return g_strdup_printf (_ ("Step %u of %u: %s"), i + 1, n, stage);
      if (items[i].mark == CULVERT_PROGRESS_FAILED)
        /* Translators: the same, of a try that did not succeed */
        return g_strdup_printf (_ ("Stopped at step %u of %u: %s"), i + 1, n, stage);
    }

  /* Translators: a duration, like “2.4 s” */
  return g_strdup_printf (_ ("Connected in %s"), total);
}

static void
show_rows (CulvertStepper *self, const CulvertProgressItem *items, guint n)
{
  for (guint i = 0; i < CULVERT_PROGRESS_MAX_ITEMS; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), i < n);
      if (i < n)
        culvert_stepper_row_set_item (self->rows[i], &items[i]);
    }
}

/* The user may fold and unfold it; it does so by itself when something else is the matter. */
static void
fold (CulvertStepper *self, CulvertSession *session, gboolean is_up)
{
  if (session == self->session && is_up == self->was_up)
    return;

  self->session = session;
  self->was_up = is_up;
  gtk_expander_set_expanded (self->expander, !is_up);
}

static void
culvert_stepper_class_init (CulvertStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/culvertvpn/Culvert/culvert-stepper.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertStepper, stage_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertStepper, expander);
  gtk_widget_class_bind_template_child (widget_class, CulvertStepper, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertStepper, row_box);
}

static void
culvert_stepper_init (CulvertStepper *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < CULVERT_PROGRESS_MAX_ITEMS; i++)
    {
      self->rows[i] = CULVERT_STEPPER_ROW (culvert_stepper_row_new ());
      gtk_container_add (self->row_box, GTK_WIDGET (self->rows[i]));
    }
}

void
culvert_stepper_refresh (CulvertStepper *self, CulvertSession *session)
{
  CulvertSessionState state;
  CulvertProgressItem items[CULVERT_PROGRESS_MAX_ITEMS];
  gboolean is_launching;
  guint n = 0;

  g_return_if_fail (CULVERT_IS_STEPPER (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  state = culvert_session_get_state (session);
  is_launching = state == CULVERT_SESSION_CONNECTING &&
                 culvert_session_get_reason (session) == CULVERT_REASON_LAUNCHING;
  if (is_of_interest (session) && !is_launching)
    n = culvert_session_progress_get_items (culvert_session_get_progress (session),
                                            g_get_monotonic_time (),
                                            items);
  if (n > 0)
    {
      g_autofree char *summary = dup_summary (items, n);

      gtk_label_set_text (self->summary_label, summary);
      show_rows (self, items, n);
      fold (self, session, state == CULVERT_SESSION_CONNECTED);
    }

  gtk_label_set_text (self->stage_label, is_launching ? _ ("Starting OpenVPN…") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->stage_label), is_launching);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), is_launching || n > 0);
}
