/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-sparkline.h"

#include "culvert-traffic-follower.h"
#include "culvert-traffic-ink.h"
#include "culvert-traffic-scale.h"

#include <glib/gi18n.h>

struct _CulvertSparkline
{
  GtkDrawingArea parent_instance;

  CulvertSession *session;          /* (owned) (nullable) */
  CulvertTrafficFollower *follower; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CulvertSparkline, culvert_sparkline, GTK_TYPE_DRAWING_AREA)

static guint
read_rates (CulvertSparkline *self, CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES])
{
  const CulvertSessionTraffic *traffic;

  if (self->session == NULL)
    return 0;

  traffic = culvert_session_get_traffic (self->session);

  return culvert_session_traffic_read (traffic,
                                       CULVERT_TRAFFIC_MINUTE,
                                       g_get_monotonic_time (),
                                       rates);
}

static gboolean
update (GtkWidget *widget)
{
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];
  guint n_rates = read_rates (CULVERT_SPARKLINE (widget), rates);

  gtk_widget_queue_draw (widget);

  return culvert_traffic_ink_is_known (rates, n_rates);
}

static gboolean
culvert_sparkline_draw (GtkWidget *widget, cairo_t *cr)
{
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];
  guint n_rates = read_rates (CULVERT_SPARKLINE (widget), rates);
  CulvertTrafficScale scale =
      culvert_traffic_scale_for (culvert_traffic_ink_get_peak (rates, n_rates));
  CulvertTrafficFrame frame = {
    .x = 1,
    .y = 1,
    .width = gtk_widget_get_allocated_width (widget) - 2,
    .height = gtk_widget_get_allocated_height (widget) - 2,
    .top = culvert_traffic_scale_get_top (&scale),
    .line_width = 1,
    .is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
  };

  culvert_traffic_ink_draw (cr, gtk_widget_get_style_context (widget), &frame, rates, n_rates);

  return GDK_EVENT_PROPAGATE;
}

static void
culvert_sparkline_dispose (GObject *object)
{
  CulvertSparkline *self = CULVERT_SPARKLINE (object);

  g_clear_object (&self->follower);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_sparkline_parent_class)->dispose (object);
}

static void
culvert_sparkline_class_init (CulvertSparklineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_sparkline_dispose;
  GTK_WIDGET_CLASS (klass)->draw = culvert_sparkline_draw;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), ATK_ROLE_IMAGE);
}

static void
culvert_sparkline_init (CulvertSparkline *self)
{
  self->follower = culvert_traffic_follower_new (GTK_WIDGET (self), update);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)),
                       _ ("Traffic of the last minute"));
}

void
culvert_sparkline_set_session (CulvertSparkline *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_SPARKLINE (self));

  if (g_set_object (&self->session, session))
    culvert_traffic_follower_set_session (self->follower, session);
}
