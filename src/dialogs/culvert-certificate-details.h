/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-certificate.h"

G_BEGIN_DECLS

/**
 * CulvertCertificateDetails:
 *
 * All that tells one certificate from another that looks like it.
 */
#define CULVERT_TYPE_CERTIFICATE_DETAILS (culvert_certificate_details_get_type ())
G_DECLARE_FINAL_TYPE (CulvertCertificateDetails,
                      culvert_certificate_details,
                      CULVERT,
                      CERTIFICATE_DETAILS,
                      GtkGrid)

/* @certificate: (nullable): none, or it cannot be read
 * @token: (nullable): the name of the token that it is on */
void culvert_certificate_details_show (CulvertCertificateDetails *self,
                                       CulvertCertificate *certificate,
                                       const char *token);

G_END_DECLS
