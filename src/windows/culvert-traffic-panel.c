/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-traffic-panel.h"

#include "culvert-fact.h"
#include "culvert-traffic-follower.h"
#include "culvert-traffic-ink.h"
#include "culvert-traffic-plot.h"
#include "culvert-traffic-scale.h"

#include <glib/gi18n.h>

struct _CulvertTrafficPanel
{
  GtkBox parent_instance;

  CulvertSession *session;          /* (owned) (nullable) */
  CulvertUsageStore *usage;         /* (owned) (nullable) */
  CulvertTrafficFollower *follower; /* (owned) */

  GtkWidget *plot_box;
  GtkToggleButton *minute_button;
  GtkToggleButton *five_minutes_button;
  GtkToggleButton *hour_button;
  GtkToggleButton *buttons[CULVERT_TRAFFIC_N_RANGES]; /* the same, by what they show */
  CulvertTrafficPlot *plot;
  GtkLabel *received_label;
  GtkLabel *sent_label;
  GtkWidget *usage_box;
  CulvertFact *day_fact;
  CulvertFact *month_fact;
};

G_DEFINE_FINAL_TYPE (CulvertTrafficPanel, culvert_traffic_panel, GTK_TYPE_BOX)

static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

static void
show_amounts (GtkLabel *label, gboolean is_up, double rate, guint64 total)
{
  g_autofree char *rate_text = culvert_traffic_scale_dup_rate (rate);
  g_autofree char *total_text = culvert_traffic_scale_dup_amount (total);
  g_autofree char *text = NULL;

  if (is_up)
    /* Translators: a rate, and what was moved since the connection came up */
    text = g_strdup_printf (_ ("%s · %s in total"), rate_text, total_text);

  set_text (label, text != NULL ? text : "");
}

static void
show_usage_of (CulvertFact *fact, CulvertUsageAmount amount)
{
  g_autofree char *in = culvert_traffic_scale_dup_amount (amount.in);
  g_autofree char *out = culvert_traffic_scale_dup_amount (amount.out);
  /* Translators: amounts of data, like "1.2 GiB" */
  g_autofree char *text = g_strdup_printf (_ ("%s received, %s sent"), in, out);

  culvert_fact_set_value (fact, text);
}

static void
show_usage (CulvertTrafficPanel *self)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (self->session));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  CulvertUsageAmount day = { 0 };
  CulvertUsageAmount month = { 0 };

  if (self->usage != NULL)
    {
      day = culvert_usage_store_get_day (self->usage, id, now);
      month = culvert_usage_store_get_month (self->usage, id, now);
    }

  show_usage_of (self->day_fact, day);
  show_usage_of (self->month_fact, month);
  gtk_widget_set_visible (self->usage_box, month.in > 0 || month.out > 0);
}

static CulvertTrafficRange
get_range (CulvertTrafficPanel *self)
{
  for (guint range = 0; range < CULVERT_TRAFFIC_N_RANGES; range++)
    if (gtk_toggle_button_get_active (self->buttons[range]))
      return (CulvertTrafficRange) range;

  g_return_val_if_reached (CULVERT_TRAFFIC_5_MINUTES);
}

static gboolean
update (GtkWidget *widget)
{
  CulvertTrafficPanel *self = CULVERT_TRAFFIC_PANEL (widget);
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];
  const CulvertSessionTraffic *traffic;
  CulvertTrafficRange range = get_range (self);
  CulvertTrafficRate rate;
  gboolean is_up;
  gint64 now;
  guint n_rates;

  if (self->session == NULL)
    return FALSE;

  now = g_get_monotonic_time ();
  traffic = culvert_session_get_traffic (self->session);
  rate = culvert_session_traffic_get_rate (traffic, now);
  n_rates = culvert_session_traffic_read (traffic, range, now, rates);
  is_up = culvert_session_get_state (self->session) == CULVERT_SESSION_CONNECTED;

  culvert_traffic_plot_set_rates (self->plot, range, rates);
  show_amounts (self->received_label, is_up, rate.in, traffic->total_in);
  show_amounts (self->sent_label, is_up, rate.out, traffic->total_out);
  show_usage (self);

  return culvert_traffic_ink_is_known (rates, n_rates);
}

/* Anything at all in the last hour, or to come. */
static gboolean
has_traffic (CulvertSession *session)
{
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];
  const CulvertSessionTraffic *traffic = culvert_session_get_traffic (session);
  guint n_rates =
      culvert_session_traffic_read (traffic, CULVERT_TRAFFIC_HOUR, g_get_monotonic_time (), rates);

  return culvert_session_get_state (session) == CULVERT_SESSION_CONNECTED ||
         culvert_traffic_ink_is_known (rates, n_rates);
}

/* One button is let go, and another one is pressed. */
static void
on_range_toggled (CulvertTrafficPanel *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    culvert_traffic_follower_update (self->follower);
}

/* A piece of each stroke, as long as the space. */
static CulvertTrafficFrame
get_swatch (GtkWidget *widget)
{
  return (CulvertTrafficFrame){
    .x = 1,
    .y = 1,
    .width = gtk_widget_get_allocated_width (widget) - 2,
    .height = gtk_widget_get_allocated_height (widget) - 2,
    .top = 1.5,
    .line_width = 1.5,
  };
}

static const CulvertTrafficRate swatch_rates[] = { { 1, 1, TRUE }, { 1, 1, TRUE } };

static gboolean
on_draw_received (GtkWidget *widget, cairo_t *cr)
{
  CulvertTrafficFrame frame = get_swatch (widget);

  culvert_traffic_ink_draw_received (cr,
                                     gtk_widget_get_style_context (widget),
                                     &frame,
                                     swatch_rates,
                                     G_N_ELEMENTS (swatch_rates));

  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_draw_sent (GtkWidget *widget, cairo_t *cr)
{
  CulvertTrafficFrame frame = get_swatch (widget);

  culvert_traffic_ink_draw_sent (cr,
                                 gtk_widget_get_style_context (widget),
                                 &frame,
                                 swatch_rates,
                                 G_N_ELEMENTS (swatch_rates));

  return GDK_EVENT_PROPAGATE;
}

static void
culvert_traffic_panel_dispose (GObject *object)
{
  CulvertTrafficPanel *self = CULVERT_TRAFFIC_PANEL (object);

  g_clear_object (&self->follower);
  g_clear_object (&self->usage);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_traffic_panel_parent_class)->dispose (object);
}

static void
culvert_traffic_panel_class_init (CulvertTrafficPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_traffic_panel_dispose;
  g_type_ensure (CULVERT_TYPE_FACT);
  g_type_ensure (CULVERT_TYPE_TRAFFIC_PLOT);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-traffic-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, plot_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, minute_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, five_minutes_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, hour_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, plot);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, received_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, sent_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, usage_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, day_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertTrafficPanel, month_fact);
  gtk_widget_class_bind_template_callback (widget_class, on_range_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_draw_received);
  gtk_widget_class_bind_template_callback (widget_class, on_draw_sent);
}

static void
culvert_traffic_panel_init (CulvertTrafficPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->buttons[CULVERT_TRAFFIC_MINUTE] = self->minute_button;
  self->buttons[CULVERT_TRAFFIC_5_MINUTES] = self->five_minutes_button;
  self->buttons[CULVERT_TRAFFIC_HOUR] = self->hour_button;
  self->follower = culvert_traffic_follower_new (GTK_WIDGET (self), update);
}

void
culvert_traffic_panel_set_session (CulvertTrafficPanel *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_TRAFFIC_PANEL (self));

  if (g_set_object (&self->session, session))
    culvert_traffic_follower_set_session (self->follower, session);
}

void
culvert_traffic_panel_set_usage (CulvertTrafficPanel *self, CulvertUsageStore *usage)
{
  g_return_if_fail (CULVERT_IS_TRAFFIC_PANEL (self));

  if (g_set_object (&self->usage, usage))
    culvert_traffic_follower_update (self->follower);
}

void
culvert_traffic_panel_refresh (CulvertTrafficPanel *self)
{
  g_return_if_fail (CULVERT_IS_TRAFFIC_PANEL (self));

  if (self->session == NULL)
    return;

  show_usage (self);
  gtk_widget_set_visible (self->plot_box, has_traffic (self->session));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_visible (self->plot_box) ||
                              gtk_widget_get_visible (self->usage_box));
}
