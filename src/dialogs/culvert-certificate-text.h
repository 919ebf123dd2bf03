/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-certificate.h"

G_BEGIN_DECLS

/* The words for a certificate. A certificate that is NULL is one that could not be read.
 * @now: in seconds since 1970 */

/* Whose it is: "w.jansen" */
char *culvert_certificate_text_subject (CulvertCertificate *certificate);

/* "Valid until 3 May 2034", "Expires in 12 days", … */
char *culvert_certificate_text_validity (CulvertCertificate *certificate, gint64 now);

/* What draws the eye to it. (nullable): nothing does */
const char *culvert_certificate_text_validity_icon (CulvertCertificate *certificate, gint64 now);

/* "1 January 2024 to 3 May 2034" */
char *culvert_certificate_text_period (CulvertCertificate *certificate);

/* "Meant for clients" */
const char *culvert_certificate_text_purpose (CulvertCertificate *certificate);

/* Why one should look twice before choosing it. (nullable): there is no reason */
const char *culvert_certificate_text_doubt (CulvertCertificate *certificate, gint64 now);

G_END_DECLS
