/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-certificate-row"

#include "culvert-certificate-row.h"

#include "culvert-certificate-text.h"
#include "culvert-plain-text.h"
#include "culvert-token-id.h"

#include <glib/gi18n.h>

struct _CulvertCertificateRow
{
  GtkListBoxRow parent_instance;

  CulvertPromptChoice *choice;     /* (owned) */
  CulvertCertificate *certificate; /* (owned) (nullable): it cannot be read */
  char *token;                     /* (owned) (nullable) */
  char *haystack;                  /* (owned): what it is found by */

  GtkLabel *subject_label;
  GtkLabel *issuer_label;
  GtkImage *validity_image;
  GtkLabel *validity_label;
  GtkLabel *use_label;
};

G_DEFINE_FINAL_TYPE (CulvertCertificateRow, culvert_certificate_row, GTK_TYPE_LIST_BOX_ROW)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static CulvertCertificate *
read_certificate (CulvertPromptChoice *choice)
{
  GBytes *bytes = culvert_prompt_choice_get_certificate (choice);
  g_autoptr (GError) error = NULL;
  CulvertCertificate *certificate = NULL;

  if (bytes != NULL)
    certificate = culvert_certificate_new_from_bytes (bytes, &error);
  if (error != NULL)
    g_message ("%s", error->message);

  return certificate;
}

/* Translators: %s is the name of a certification authority or of a token. */
static char *
say_origin (CulvertCertificateRow *self)
{
  if (self->certificate != NULL)
    return g_strdup_printf (_ ("Issued by %s"),
                            culvert_certificate_get_issuer_name (self->certificate));
  if (self->token != NULL)
    return g_strdup_printf (_ ("On the token “%s”"), self->token);

  return NULL;
}

static char *
say_use (CulvertCertificateRow *self)
{
  if (!culvert_prompt_choice_get_usable (self->choice))
    return g_strdup (_ ("OpenVPN cannot be told to use it"));
  if (self->certificate == NULL)
    return NULL;

  /* Translators: what a certificate is meant for, and its serial number. */
  return g_strdup_printf (_ ("%s · Serial %s"),
                          culvert_certificate_text_purpose (self->certificate),
                          culvert_certificate_get_serial (self->certificate));
}

static void
set_optional_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_certificate (CulvertCertificateRow *self)
{
  g_autofree char *subject = culvert_certificate_text_subject (self->certificate);
  g_autofree char *origin = say_origin (self);
  g_autofree char *validity = culvert_certificate_text_validity (self->certificate, get_now ());
  g_autofree char *use = say_use (self);
  const char *icon = culvert_certificate_text_validity_icon (self->certificate, get_now ());
  /* Translators: whose certificate it is, and how long it is valid. */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s"), subject, validity);

  gtk_label_set_text (self->subject_label, subject);
  set_optional_text (self->issuer_label, origin);
  gtk_label_set_text (self->validity_label, validity);
  set_optional_text (self->use_label, use);
  gtk_image_set_from_icon_name (self->validity_image, icon, GTK_ICON_SIZE_MENU);
  gtk_widget_set_visible (GTK_WIDGET (self->validity_image), icon != NULL);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), name);
}

static char *
create_haystack (CulvertCertificateRow *self)
{
  CulvertCertificate *certificate = self->certificate;
  g_autofree char *text = NULL;

  if (certificate == NULL)
    text = g_strdup (self->token);
  else
    text = g_strjoin ("\n",
                      culvert_certificate_get_subject_name (certificate),
                      culvert_certificate_get_subject (certificate),
                      culvert_certificate_get_issuer (certificate),
                      culvert_certificate_get_serial (certificate),
                      self->token, /* may be NULL, and ends the list then */
                      NULL);

  return g_utf8_casefold (text != NULL ? text : "", -1);
}

static void
culvert_certificate_row_dispose (GObject *object)
{
  CulvertCertificateRow *self = CULVERT_CERTIFICATE_ROW (object);

  g_clear_object (&self->choice);
  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (culvert_certificate_row_parent_class)->dispose (object);
}

static void
culvert_certificate_row_finalize (GObject *object)
{
  CulvertCertificateRow *self = CULVERT_CERTIFICATE_ROW (object);

  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->haystack, g_free);

  G_OBJECT_CLASS (culvert_certificate_row_parent_class)->finalize (object);
}

static void
culvert_certificate_row_class_init (CulvertCertificateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_certificate_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_certificate_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-certificate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateRow, subject_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateRow, issuer_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateRow, validity_image);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateRow, validity_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateRow, use_label);
}

static void
culvert_certificate_row_init (CulvertCertificateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertCertificateRow *
culvert_certificate_row_new (CulvertPromptChoice *choice)
{
  CulvertCertificateRow *self;

  g_return_val_if_fail (CULVERT_IS_PROMPT_CHOICE (choice), NULL);

  self = g_object_new (CULVERT_TYPE_CERTIFICATE_ROW, NULL);
  self->choice = g_object_ref (choice);
  self->certificate = read_certificate (choice);
  self->token = culvert_token_id_get_label (culvert_prompt_choice_get_id (choice));
  self->haystack = create_haystack (self);
  show_certificate (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), culvert_prompt_choice_get_usable (choice));
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self),
                                   culvert_prompt_choice_get_usable (choice));

  return self;
}

CulvertPromptChoice *
culvert_certificate_row_get_choice (CulvertCertificateRow *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE_ROW (self), NULL);

  return self->choice;
}

CulvertCertificate *
culvert_certificate_row_get_certificate (CulvertCertificateRow *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE_ROW (self), NULL);

  return self->certificate;
}

const char *
culvert_certificate_row_get_token (CulvertCertificateRow *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE_ROW (self), NULL);

  return self->token;
}

const char *
culvert_certificate_row_get_doubt (CulvertCertificateRow *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE_ROW (self), NULL);

  return culvert_certificate_text_doubt (self->certificate, get_now ());
}

gboolean
culvert_certificate_row_matches (CulvertCertificateRow *self, const char *words)
{
  g_autofree char *needle = NULL;

  g_return_val_if_fail (CULVERT_IS_CERTIFICATE_ROW (self), FALSE);

  needle = g_utf8_casefold (words, -1);

  return strstr (self->haystack, needle) != NULL;
}
