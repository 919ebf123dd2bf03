/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-test-certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

static void
check (int result)
{
  if (result != GNUTLS_E_SUCCESS)
    g_test_message ("%s", gnutls_strerror (result));
  g_assert_cmpint (result, ==, GNUTLS_E_SUCCESS);
}

static void
set_subject (gnutls_x509_crt_t crt, const CulvertTestCertificate *test)
{
  const char *place;

  if (test->subject_size > 0)
    check (gnutls_x509_crt_set_dn_by_oid (crt,
                                          GNUTLS_OID_X520_COMMON_NAME,
                                          0,
                                          test->subject,
                                          (unsigned) test->subject_size));
  else if (test->subject != NULL)
    check (gnutls_x509_crt_set_dn (crt, test->subject, &place));
}

static void
fill_in (gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, const CulvertTestCertificate *test)
{
  guint8 serial = test->serial > 0 ? test->serial : 1;

  check (gnutls_x509_crt_set_version (crt, 3));
  check (gnutls_x509_crt_set_serial (crt, &serial, sizeof serial));
  check (gnutls_x509_crt_set_key (crt, key));
  check (gnutls_x509_crt_set_activation_time (crt, test->not_before));
  check (gnutls_x509_crt_set_expiration_time (crt, test->not_after));
  set_subject (crt, test);
  if (test->email != NULL)
    check (gnutls_x509_crt_set_subject_alt_name (crt,
                                                 GNUTLS_SAN_RFC822NAME,
                                                 test->email,
                                                 (unsigned) strlen (test->email),
                                                 GNUTLS_FSAN_SET));
  if (test->purpose != NULL)
    check (gnutls_x509_crt_set_key_purpose_oid (crt, test->purpose, 0));
  if (test->key_usage != 0)
    check (gnutls_x509_crt_set_key_usage (crt, test->key_usage));
}

GBytes *
culvert_test_certificate_make (const CulvertTestCertificate *test, gboolean is_pem)
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t crt;
  gnutls_x509_crt_t issuer;
  gnutls_datum_t out;
  const char *place;
  GBytes *bytes;

  check (gnutls_x509_privkey_init (&key));
  if (test->has_rsa_key)
    check (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, 2048, 0));
  else
    check (gnutls_x509_privkey_generate (key,
                                         GNUTLS_PK_EC,
                                         GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                         0));
  check (gnutls_x509_crt_init (&crt));
  fill_in (crt, key, test);
  check (gnutls_x509_crt_init (&issuer));
  check (gnutls_x509_crt_set_key (issuer, key));
  if (test->issuer != NULL)
    check (gnutls_x509_crt_set_dn (issuer, test->issuer, &place));
  check (
      gnutls_x509_crt_sign2 (crt, test->issuer != NULL ? issuer : crt, key, GNUTLS_DIG_SHA256, 0));
  check (gnutls_x509_crt_export2 (crt, is_pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER, &out));

  bytes = g_bytes_new_with_free_func (out.data, out.size, gnutls_free, out.data);
  gnutls_x509_crt_deinit (issuer);
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_privkey_deinit (key);

  return bytes;
}
