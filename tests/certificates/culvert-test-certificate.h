/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a certificate for a test says of itself; what is left out is left out of it. */
typedef struct
{
  const char *subject; /* "CN=alice,O=Example" */
  gssize subject_size; /* the subject is a common name of so many bytes, as they are */
  const char *issuer;  /* NULL: the subject's own */
  gint64 not_before;
  gint64 not_after;
  const char *email;
  const char *purpose; /* an object identifier */
  unsigned key_usage;  /* of gnutls.h */
  guint8 serial;
  gboolean has_rsa_key;
} CulvertTestCertificate;

/* A real certificate, in DER or PEM. */
GBytes *culvert_test_certificate_make (const CulvertTestCertificate *test, gboolean is_pem);

G_END_DECLS
