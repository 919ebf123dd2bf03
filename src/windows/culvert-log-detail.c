/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-detail.h"

#include "culvert-refresher.h"

#include <glib/gi18n.h>

struct _CulvertLogDetail
{
  GtkGrid parent_instance;

  CulvertSession *session;     /* (owned) (nullable) */
  CulvertRefresher *refresher; /* (owned) */
  int refused;                 /* the level that was just refused; -1: none */

  GtkSpinButton *level_spin;
  GtkLabel *words_label;
  GtkLabel *note_label;
};

G_DEFINE_FINAL_TYPE (CulvertLogDetail, culvert_log_detail, GTK_TYPE_GRID)

static const char *
get_words (int level)
{
  if (level < 0)
    return _ ("The daemon has not said how much it logs.");
  if (level == 0)
    return _ ("Only what ends the daemon");
  if (level <= 2)
    return _ ("Little: the steps of a connection");
  if (level <= 4)
    return _ ("Usual: what happens, and why");
  if (level == 5)
    return _ ("Much: a letter for every packet");
  if (level <= 7)
    return _ ("Very much: for the search for a fault");

  return _ ("Everything: for the authors of OpenVPN");
}

/* Returns: (transfer full) (nullable) */
static char *
describe_end (CulvertLogDetail *self)
{
  int level = culvert_session_get_verbosity (self->session);
  int original = culvert_session_get_original_verbosity (self->session);

  if (self->refused > CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG)
    return g_strdup (
        _ ("Above 7, a daemon that sends its log live stops taking commands, so Culvert "
           "does not go further."));
  if (self->refused >= 0)
    return g_strdup (_ ("This daemon takes no orders from Culvert now."));
  if (level != original)
    return g_strdup_printf (_ ("Culvert puts it back to %d when it leaves the daemon."), original);

  return NULL;
}

static void
update (GtkWidget *widget)
{
  CulvertLogDetail *self = CULVERT_LOG_DETAIL (widget);
  int level = self->session != NULL ? culvert_session_get_verbosity (self->session) : -1;
  g_autofree char *note = self->session != NULL ? describe_end (self) : NULL;
  gboolean can_set = level >= 0 && culvert_session_is_attached (self->session);

  gtk_widget_set_sensitive (GTK_WIDGET (self->level_spin), can_set);
  gtk_spin_button_set_value (self->level_spin, MAX (level, 0));
  gtk_label_set_text (self->words_label, get_words (level));
  gtk_label_set_text (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note != NULL);
}

static void
on_level_changed (CulvertLogDetail *self)
{
  int level = gtk_spin_button_get_value_as_int (self->level_spin);

  if (self->session == NULL || level == MAX (culvert_session_get_verbosity (self->session), 0))
    return;

  self->refused = culvert_session_set_verbosity (self->session, (guint) level) ? -1 : level;
  update (GTK_WIDGET (self));
}

static void
on_unmapped (CulvertLogDetail *self)
{
  self->refused = -1;
}

static void
culvert_log_detail_dispose (GObject *object)
{
  CulvertLogDetail *self = CULVERT_LOG_DETAIL (object);

  g_clear_object (&self->refresher);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_log_detail_parent_class)->dispose (object);
}

static void
culvert_log_detail_class_init (CulvertLogDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_log_detail_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-log-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertLogDetail, level_spin);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogDetail, words_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogDetail, note_label);
  gtk_widget_class_bind_template_callback (widget_class, on_level_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unmapped);
}

static void
culvert_log_detail_init (CulvertLogDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refused = -1;
  self->refresher = culvert_refresher_new (GTK_WIDGET (self), update);
}

void
culvert_log_detail_set_session (CulvertLogDetail *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_LOG_DETAIL (self));

  if (!g_set_object (&self->session, session))
    return;

  self->refused = -1;
  culvert_refresher_set_session (self->refresher, session);
}
