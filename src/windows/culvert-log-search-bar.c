/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-search-bar.h"

#include "culvert-log-search.h"

#include <glib/gi18n.h>

struct _CulvertLogSearchBar
{
  GtkSearchBar parent_instance;

  CulvertLogView *view;     /* (unowned): stands beside it */
  CulvertLogSearch *search; /* (owned) (nullable): while there is a log */
  CulvertLogLevel level;
  gboolean is_arriving; /* the first match of new words is still to be shown */

  GtkEntry *entry;
  GtkLabel *count_label;
  GtkWidget *previous_button;
  GtkWidget *next_button;
};

G_DEFINE_FINAL_TYPE (CulvertLogSearchBar, culvert_log_search_bar, GTK_TYPE_SEARCH_BAR)

static gboolean
is_searching (CulvertLogSearchBar *self)
{
  return self->search != NULL && culvert_log_search_get_needle (self->search) != NULL;
}

static guint
count_matches (CulvertLogSearchBar *self)
{
  return culvert_log_rows_get_n (culvert_log_search_get_matches (self->search));
}

/* FALSE where the line that is selected does not match. */
static gboolean
find_selected (CulvertLogSearchBar *self, guint *index)
{
  const CulvertLogRows *matches = culvert_log_search_get_matches (self->search);
  guint64 number;

  if (!culvert_log_view_get_selected (self->view, &number))
    return FALSE;

  *index = culvert_log_rows_find (matches, number);

  return *index < culvert_log_rows_get_n (matches) &&
         culvert_log_rows_get_number (matches, *index) == number;
}

static char *
describe_count (CulvertLogSearchBar *self)
{
  guint n = count_matches (self);
  guint index;

  if (!culvert_log_search_is_complete (self->search))
    return g_strdup (_ ("Searching…"));
  if (n == 0)
    return g_strdup (_ ("Not found"));
  if (find_selected (self, &index))
    /* Translators: which one of the lines that were found, as in “3 of 120” */
    return g_strdup_printf (_ ("%'u of %'u"), index + 1, n);

  /* Translators: in how many lines of a log something was found */
  return g_strdup_printf (ngettext ("%'u line", "%'u lines", n), n);
}

static void
update_count (CulvertLogSearchBar *self)
{
  gboolean can_step = is_searching (self) && count_matches (self) > 0;
  g_autofree char *text = is_searching (self) ? describe_count (self) : NULL;

  gtk_widget_set_sensitive (self->previous_button, can_step);
  gtk_widget_set_sensitive (self->next_button, can_step);
  gtk_label_set_text (self->count_label, text != NULL ? text : "");
}

static void
show_match (CulvertLogSearchBar *self, guint index)
{
  const CulvertLogRows *matches = culvert_log_search_get_matches (self->search);

  culvert_log_view_show_line (self->view, culvert_log_rows_get_number (matches, index));
}

static void
arrive (CulvertLogSearchBar *self)
{
  const CulvertLogRows *matches = culvert_log_search_get_matches (self->search);
  guint64 place;
  guint n_before;

  self->is_arriving = FALSE;
  if (culvert_log_rows_get_n (matches) == 0 || !culvert_log_view_get_place (self->view, &place))
    return;

  n_before = culvert_log_rows_find (matches, place + 1);
  show_match (self, n_before > 0 ? n_before - 1 : 0);
}

static void
on_search_changed (CulvertLogSearchBar *self)
{
  culvert_log_view_set_needle (self->view, culvert_log_search_get_needle (self->search));
  if (self->is_arriving && culvert_log_search_is_complete (self->search))
    arrive (self);
  update_count (self);
}

static void
look_for (CulvertLogSearchBar *self, const char *words)
{
  if (self->search == NULL)
    return;

  self->is_arriving = *words != '\0';
  culvert_log_search_set_words (self->search, words);
}

static void
on_words_changed (CulvertLogSearchBar *self)
{
  look_for (self, gtk_entry_get_text (self->entry));
}

/* A bar that is closed marks nothing. */
static void
on_mode_changed (CulvertLogSearchBar *self)
{
  if (!gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self)))
    gtk_entry_set_text (self->entry, "");
}

static void
on_next (CulvertLogSearchBar *self)
{
  culvert_log_search_bar_step (self, TRUE);
}

static void
on_previous (CulvertLogSearchBar *self)
{
  culvert_log_search_bar_step (self, FALSE);
}

static gboolean
on_key_pressed (CulvertLogSearchBar *self, GdkEventKey *event)
{
  if ((event->keyval != GDK_KEY_Return && event->keyval != GDK_KEY_KP_Enter) ||
      (event->state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  on_previous (self);

  return GDK_EVENT_STOP;
}

static void
on_refreshed (CulvertLogSearchBar *self)
{
  if (self->search != NULL)
    culvert_log_search_follow (self->search);
}

static void
forget_search (CulvertLogSearchBar *self)
{
  if (self->search == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->search, self);
  if (self->view != NULL)
    culvert_log_view_set_needle (self->view, NULL);
  g_clear_object (&self->search);
}

static void
culvert_log_search_bar_dispose (GObject *object)
{
  CulvertLogSearchBar *self = CULVERT_LOG_SEARCH_BAR (object);

  g_clear_weak_pointer (&self->view);
  forget_search (self);

  G_OBJECT_CLASS (culvert_log_search_bar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-log-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertLogSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogSearchBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogSearchBar, previous_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogSearchBar, next_button);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_words_changed);
}

static void
culvert_log_search_bar_class_init (CulvertLogSearchBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_log_search_bar_dispose;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
culvert_log_search_bar_init (CulvertLogSearchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self), self->entry);
  update_count (self);
}

void
culvert_log_search_bar_set_view (CulvertLogSearchBar *self, CulvertLogView *view)
{
  g_return_if_fail (CULVERT_IS_LOG_SEARCH_BAR (self));
  g_return_if_fail (self->view == NULL);

  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "refreshed", G_CALLBACK (on_refreshed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "selected", G_CALLBACK (update_count), self, G_CONNECT_SWAPPED);
}

void
culvert_log_search_bar_set_log (CulvertLogSearchBar *self, CulvertSessionLog *log)
{
  g_return_if_fail (CULVERT_IS_LOG_SEARCH_BAR (self));

  forget_search (self);
  if (log == NULL)
    return;

  self->search = culvert_log_search_new (log);
  culvert_log_search_set_level (self->search, self->level);
  g_signal_connect_object (self->search,
                           "changed",
                           G_CALLBACK (on_search_changed),
                           self,
                           G_CONNECT_SWAPPED);
  look_for (self, gtk_entry_get_text (self->entry));
}

void
culvert_log_search_bar_set_level (CulvertLogSearchBar *self, CulvertLogLevel level)
{
  g_return_if_fail (CULVERT_IS_LOG_SEARCH_BAR (self));

  self->level = level;
  if (self->search != NULL)
    culvert_log_search_set_level (self->search, level);
}

void
culvert_log_search_bar_start (CulvertLogSearchBar *self)
{
  g_return_if_fail (CULVERT_IS_LOG_SEARCH_BAR (self));

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
culvert_log_search_bar_step (CulvertLogSearchBar *self, gboolean is_forward)
{
  const CulvertLogRows *matches;
  guint64 place;
  guint index;
  guint n;

  g_return_if_fail (CULVERT_IS_LOG_SEARCH_BAR (self));

  if (!is_searching (self))
    {
      culvert_log_search_bar_start (self);
      return;
    }

  n = count_matches (self);
  if (n == 0 || !culvert_log_view_get_place (self->view, &place))
    return;

  matches = culvert_log_search_get_matches (self->search);
  index = culvert_log_rows_find (matches, is_forward ? place + 1 : place);
  show_match (self, is_forward ? index % n : (index + n - 1) % n);
}
