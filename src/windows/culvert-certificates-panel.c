/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-certificates-panel"

#include "culvert-certificates-panel.h"

#include "culvert-import-row.h"

struct _CulvertCertificatesPanel
{
  GtkBox parent_instance;

  CulvertUiProfiles *profiles; /* (owned) (nullable) */
  CulvertSession *session;     /* (owned) (nullable) */

  GtkContainer *certificates_box;
};

G_DEFINE_FINAL_TYPE (CulvertCertificatesPanel, culvert_certificates_panel, GTK_TYPE_BOX)

/* Of what, for whom. */
typedef struct
{
  CulvertCertificatesPanel *panel; /* (owned) */
  CulvertSession *session;         /* (owned) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->panel);
  g_clear_object (&reading->session);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static CulvertConfigImport *
parse (CulvertSecretText *text, GError **error)
{
  g_autoptr (GPtrArray) config = culvert_config_parse (culvert_secret_text_peek (text),
                                                       culvert_secret_text_get_length (text),
                                                       error);

  if (config == NULL)
    return NULL;

  return culvert_config_import_new (
      config,
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free),
      NULL,
      error);
}

static void
add_lines (GPtrArray *list, GPtrArray *lines, gboolean want_marked)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const CulvertImportLine *line = lines->pdata[i];

      if ((line->icon_name != NULL) == want_marked)
        g_ptr_array_add (list, lines->pdata[i]);
    }
}

/* What will soon need somebody comes before what does not. */
static void
show_certificates (CulvertCertificatesPanel *self, CulvertConfigImport *import)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GPtrArray) lines = culvert_import_notes_list_certificates (import, now);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  add_lines (sorted, lines, TRUE);
  add_lines (sorted, lines, FALSE);
  culvert_import_row_fill (self->certificates_box, sorted);
  gtk_widget_set_visible (GTK_WIDGET (self), lines->len > 0);
}

/* What is wrong with a profile is said when it is to be used. */
static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSecretText) text =
      culvert_ui_profiles_read_finish (CULVERT_UI_PROFILES (source), result, &error);
  g_autoptr (CulvertConfigImport) import = text != NULL ? parse (text, &error) : NULL;

  if (reading->panel->session != reading->session)
    return;

  if (import != NULL)
    show_certificates (reading->panel, import);
  else
    g_debug ("No certificates to show: %s", error->message);
}

static void
read_certificates (CulvertCertificatesPanel *self)
{
  Reading *reading;

  if (self->session == NULL || self->profiles == NULL ||
      culvert_profile_get_kind (culvert_session_get_profile (self->session)) !=
          CULVERT_PROFILE_IMPORTED)
    return;

  reading = g_new0 (Reading, 1);
  reading->panel = g_object_ref (self);
  reading->session = g_object_ref (self->session);
  culvert_ui_profiles_read_async (self->profiles, self->session, on_read, reading);
}

static void
on_text_changed (CulvertCertificatesPanel *self, CulvertSession *session)
{
  if (session == self->session)
    read_certificates (self);
}

static void
culvert_certificates_panel_dispose (GObject *object)
{
  CulvertCertificatesPanel *self = CULVERT_CERTIFICATES_PANEL (object);

  g_clear_object (&self->profiles);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_certificates_panel_parent_class)->dispose (object);
}

static void
culvert_certificates_panel_class_init (CulvertCertificatesPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_certificates_panel_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-certificates-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificatesPanel, certificates_box);
  /* Days may have gone by since it was last seen. */
  gtk_widget_class_bind_template_callback (widget_class, read_certificates);
}

static void
culvert_certificates_panel_init (CulvertCertificatesPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
culvert_certificates_panel_set_profiles (CulvertCertificatesPanel *self,
                                         CulvertUiProfiles *profiles)
{
  g_return_if_fail (CULVERT_IS_CERTIFICATES_PANEL (self));
  g_return_if_fail (self->profiles == NULL);

  self->profiles = g_object_ref (profiles);
  g_signal_connect_object (profiles,
                           "text-changed",
                           G_CALLBACK (on_text_changed),
                           self,
                           G_CONNECT_SWAPPED);
}

void
culvert_certificates_panel_set_session (CulvertCertificatesPanel *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_CERTIFICATES_PANEL (self));

  if (!g_set_object (&self->session, session))
    return;

  gtk_widget_hide (GTK_WIDGET (self));
  read_certificates (self);
}
