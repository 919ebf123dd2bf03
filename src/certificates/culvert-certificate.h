/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CULVERT_CERTIFICATE_ERROR (culvert_certificate_error_quark ())
GQuark culvert_certificate_error_quark (void);

/**
 * CulvertCertificateError:
 * @CULVERT_CERTIFICATE_ERROR_TOO_LARGE: more bytes than any certificate needs
 * @CULVERT_CERTIFICATE_ERROR_BROKEN: these bytes are no certificate
 */
typedef enum
{
  CULVERT_CERTIFICATE_ERROR_TOO_LARGE,
  CULVERT_CERTIFICATE_ERROR_BROKEN,
} CulvertCertificateError;

typedef enum
{
  CULVERT_CERTIFICATE_VALID,
  CULVERT_CERTIFICATE_EXPIRES_SOON, /* within CULVERT_CERTIFICATE_SOON_DAYS */
  CULVERT_CERTIFICATE_NOT_YET_VALID,
  CULVERT_CERTIFICATE_EXPIRED,
} CulvertCertificateValidity;

#define CULVERT_CERTIFICATE_SOON_DAYS 30
#define CULVERT_CERTIFICATE_MAX_BYTES (64 * 1024)

/**
 * CulvertCertificate:
 *
 * What an X.509 certificate says of itself. Nothing of it is verified here: who chooses among
 * certificates must be able to tell them apart, and the server decides whether one is good enough.
 * It never changes. All text in it has gone through culvert_plain_text().
 */
#define CULVERT_TYPE_CERTIFICATE (culvert_certificate_get_type ())
G_DECLARE_FINAL_TYPE (CulvertCertificate, culvert_certificate, CULVERT, CERTIFICATE, GObject)

/* @bytes: DER, or PEM of which the first certificate counts */
CulvertCertificate *culvert_certificate_new_from_bytes (GBytes *bytes, GError **error);

/* The common name, or else the whole distinguished name; never empty unless the certificate has
 * nothing. */
const char *culvert_certificate_get_subject_name (CulvertCertificate *self);
const char *culvert_certificate_get_issuer_name (CulvertCertificate *self);
/* The whole distinguished names: "CN=alice,O=Example" */
const char *culvert_certificate_get_subject (CulvertCertificate *self);
const char *culvert_certificate_get_issuer (CulvertCertificate *self);
const char *culvert_certificate_get_email (CulvertCertificate *self); /* (nullable) */

/* In seconds since 1970. */
gint64 culvert_certificate_get_not_before (CulvertCertificate *self);
gint64 culvert_certificate_get_not_after (CulvertCertificate *self);
CulvertCertificateValidity culvert_certificate_get_validity (CulvertCertificate *self, gint64 now);
/* Whole days until it expires; 0 on the last one and afterwards. */
guint culvert_certificate_get_days_left (CulvertCertificate *self, gint64 now);

/* It does not forbid its use by a client that signs in with it. */
gboolean culvert_certificate_suits_clients (CulvertCertificate *self);

const char *culvert_certificate_get_serial (CulvertCertificate *self);      /* "01:A4" */
const char *culvert_certificate_get_fingerprint (CulvertCertificate *self); /* SHA-256, "5F:…" */
const char *culvert_certificate_get_key (CulvertCertificate *self);         /* "RSA 2048" */

G_END_DECLS
