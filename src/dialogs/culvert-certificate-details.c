/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-certificate-details.h"

#include "culvert-certificate-text.h"
#include "culvert-exact-label.h"

struct _CulvertCertificateDetails
{
  GtkGrid parent_instance;

  GtkLabel *subject_label;
  GtkLabel *email_label;
  GtkLabel *issuer_label;
  GtkLabel *token_label;
  GtkLabel *period_label;
  GtkLabel *key_label;
  GtkLabel *serial_label;
  GtkLabel *fingerprint_label;
};

G_DEFINE_FINAL_TYPE (CulvertCertificateDetails, culvert_certificate_details, GTK_TYPE_GRID)

/* What is not known has no line. */
static void
show_line (CulvertCertificateDetails *self, GtkLabel *value, const char *text)
{
  gboolean is_known = text != NULL && *text != '\0';
  int top;

  gtk_container_child_get (GTK_CONTAINER (self), GTK_WIDGET (value), "top-attach", &top, NULL);
  gtk_label_set_text (value, is_known ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (value), is_known);
  gtk_widget_set_visible (gtk_grid_get_child_at (GTK_GRID (self), 0, top), is_known);
}

static void
show_fact (CulvertCertificateDetails *self,
           GtkLabel *value,
           CulvertCertificate *certificate,
           const char *(*get) (CulvertCertificate *certificate))
{
  show_line (self, value, certificate != NULL ? get (certificate) : NULL);
}

static void
culvert_certificate_details_class_init (CulvertCertificateDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-certificate-details.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateDetails, subject_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateDetails, email_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateDetails, issuer_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateDetails, token_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateDetails, period_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateDetails, key_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateDetails, serial_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertCertificateDetails, fingerprint_label);
}

static void
culvert_certificate_details_init (CulvertCertificateDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culvert_exact_label_set_up (self->serial_label);
  culvert_exact_label_set_up (self->fingerprint_label);
}

void
culvert_certificate_details_show (CulvertCertificateDetails *self,
                                  CulvertCertificate *certificate,
                                  const char *token)
{
  g_autofree char *period = NULL;

  g_return_if_fail (CULVERT_IS_CERTIFICATE_DETAILS (self));
  g_return_if_fail (certificate == NULL || CULVERT_IS_CERTIFICATE (certificate));

  if (certificate != NULL)
    period = culvert_certificate_text_period (certificate);
  show_fact (self, self->subject_label, certificate, culvert_certificate_get_subject);
  show_fact (self, self->email_label, certificate, culvert_certificate_get_email);
  show_fact (self, self->issuer_label, certificate, culvert_certificate_get_issuer);
  show_line (self, self->token_label, token);
  show_line (self, self->period_label, period);
  show_fact (self, self->key_label, certificate, culvert_certificate_get_key);
  show_fact (self, self->serial_label, certificate, culvert_certificate_get_serial);
  show_fact (self, self->fingerprint_label, certificate, culvert_certificate_get_fingerprint);
}
