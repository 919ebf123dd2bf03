/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fold-box.h"

struct _CulvertFoldBox
{
  GtkBox parent_instance;

  gboolean is_folded;
  gboolean shows_detail;
};

G_DEFINE_FINAL_TYPE (CulvertFoldBox, culvert_fold_box, GTK_TYPE_BOX)

typedef enum
{
  PROP_FOLDED = 1,
  PROP_SHOWS_DETAIL,
} CulvertFoldBoxProperty;

static GParamSpec *properties[PROP_SHOWS_DETAIL + 1];

/* The child that is shown while there is room for one. (nullable) */
static GtkWidget *
get_front (CulvertFoldBox *self)
{
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (self));
  GList *front = self->shows_detail ? g_list_last (children) : children;

  return front != NULL ? front->data : NULL;
}

static void
show_children (CulvertFoldBox *self)
{
  GtkWidget *front = get_front (self);
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (self));

  for (GList *child = children; child != NULL; child = child->next)
    gtk_widget_set_child_visible (child->data, !self->is_folded || child->data == front);
}

static void
set_folded (CulvertFoldBox *self, gboolean is_folded)
{
  if (is_folded == self->is_folded)
    return;

  self->is_folded = is_folded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static GtkSizeRequestMode
culvert_fold_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
culvert_fold_box_get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (widget));

  GTK_WIDGET_CLASS (culvert_fold_box_parent_class)->get_preferred_width (widget, minimum, natural);

  *minimum = 0;
  for (GList *child = children; child != NULL; child = child->next)
    {
      int child_minimum;

      gtk_widget_get_preferred_width (child->data, &child_minimum, NULL);
      *minimum = MAX (*minimum, child_minimum);
    }
}

static void
culvert_fold_box_size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  CulvertFoldBox *self = CULVERT_FOLD_BOX (widget);
  GtkWidgetClass *parent_class = GTK_WIDGET_CLASS (culvert_fold_box_parent_class);
  GtkWidget *front = get_front (self);
  int width_of_both;

  parent_class->get_preferred_width (widget, &width_of_both, NULL);
  set_folded (self, allocation->width < width_of_both);
  show_children (self);

  if (self->is_folded && front != NULL)
    {
      gtk_widget_set_allocation (widget, allocation);
      gtk_widget_size_allocate (front, allocation);
    }
  else
    {
      parent_class->size_allocate (widget, allocation);
    }
}

static gboolean
culvert_fold_box_draw (GtkWidget *widget, cairo_t *cr)
{
  CulvertFoldBox *self = CULVERT_FOLD_BOX (widget);
  GtkWidget *front = get_front (self);

  if (!self->is_folded || front == NULL)
    return GTK_WIDGET_CLASS (culvert_fold_box_parent_class)->draw (widget, cr);

  gtk_container_propagate_draw (GTK_CONTAINER (widget), front, cr);

  return GDK_EVENT_PROPAGATE;
}

static void
culvert_fold_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertFoldBox *self = CULVERT_FOLD_BOX (object);

  switch ((CulvertFoldBoxProperty) id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->is_folded);
      break;
    case PROP_SHOWS_DETAIL:
      g_value_set_boolean (value, self->shows_detail);
      break;
    }
}

static void
culvert_fold_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOWS_DETAIL)
    culvert_fold_box_set_shows_detail (CULVERT_FOLD_BOX (object), g_value_get_boolean (value));
}

static void
culvert_fold_box_class_init (CulvertFoldBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = culvert_fold_box_get_property;
  object_class->set_property = culvert_fold_box_set_property;
  widget_class->get_request_mode = culvert_fold_box_get_request_mode;
  widget_class->get_preferred_width = culvert_fold_box_get_preferred_width;
  widget_class->size_allocate = culvert_fold_box_size_allocate;
  widget_class->draw = culvert_fold_box_draw;

  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWS_DETAIL] =
      g_param_spec_boolean ("shows-detail",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

/* What is around it takes less room while it is folded, and must not make a narrow window wider
 * before it is known how wide that is. */
static void
culvert_fold_box_init (CulvertFoldBox *self)
{
  self->is_folded = TRUE;
}

gboolean
culvert_fold_box_is_folded (CulvertFoldBox *self)
{
  g_return_val_if_fail (CULVERT_IS_FOLD_BOX (self), FALSE);

  return self->is_folded;
}

gboolean
culvert_fold_box_shows_detail (CulvertFoldBox *self)
{
  g_return_val_if_fail (CULVERT_IS_FOLD_BOX (self), FALSE);

  return self->shows_detail;
}

void
culvert_fold_box_set_shows_detail (CulvertFoldBox *self, gboolean shows_detail)
{
  g_return_if_fail (CULVERT_IS_FOLD_BOX (self));

  if (shows_detail == self->shows_detail)
    return;

  self->shows_detail = shows_detail;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_DETAIL]);
}
