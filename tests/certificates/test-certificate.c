/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-certificate.h"
#include "culvert-test-certificate.h"

#include <gnutls/x509.h>

enum
{
  DAY = 24 * 60 * 60,
};

#define START G_GINT64_CONSTANT (1700000000)
#define END   (START + 365 * (gint64) DAY)

/* Made by openssl and read by it: subject "C=NL, O=Example, CN=w.jansen", issuer "CN=Example CA",
 * from 2024-01-01 to 2034-01-01. */
static const char made_by_openssl[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIB5jCCAYygAwIBAgIETToPATAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDApFeGFt\n"
    "cGxlIENBMB4XDTI0MDEwMTAwMDAwMFoXDTM0MDEwMTAwMDAwMFowMjELMAkGA1UE\n"
    "BhMCTkwxEDAOBgNVBAoMB0V4YW1wbGUxETAPBgNVBAMMCHcuamFuc2VuMFkwEwYH\n"
    "KoZIzj0CAQYIKoZIzj0DAQcDQgAE+nWSvzM04/DAYmK86xkyIc0w8USBmmH2kZJm\n"
    "K+kuz8OgU715NflSQ4zGX7DNmYGsL42ng2tIAx9vfVbZ1ZMEUaOBrDCBqTAJBgNV\n"
    "HRMEAjAAMAsGA1UdDwQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAfBgNVHREE\n"
    "GDAWgRR3LmphbnNlbkBleGFtcGxlLmNvbTAdBgNVHQ4EFgQUMaVMlT7GnqXK56/Q\n"
    "HVCysyxSTb4wOgYDVR0jBDMwMaEZpBcwFTETMBEGA1UEAwwKRXhhbXBsZSBDQYIU\n"
    "M0IRi1RIuZFomveGoqAb/bpcp+cwCgYIKoZIzj0EAwIDSAAwRQIgLIbL8tOd6O0U\n"
    "ikpnCmqR25Z7MhHfm6tIlLquHow9w/4CIQCw+kTVOTDjJQJlh+KCzwaYBV298u4Z\n"
    "NDEvW+2v6vLQ8w==\n"
    "-----END CERTIFICATE-----\n";

static CulvertCertificate *
make (const CulvertTestCertificate *test)
{
  g_autoptr (GBytes) bytes = culvert_test_certificate_make (test, FALSE);
  g_autoptr (GError) error = NULL;
  CulvertCertificate *certificate = culvert_certificate_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return certificate;
}

static void
assert_error (GBytes *bytes, CulvertCertificateError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertCertificate) certificate = culvert_certificate_new_from_bytes (bytes, &error);

  g_assert_null (certificate);
  g_assert_error (error, CULVERT_CERTIFICATE_ERROR, (int) code);
}

static void
test_reads_what_openssl_made (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (made_by_openssl, sizeof made_by_openssl - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertCertificate) certificate = culvert_certificate_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (culvert_certificate_get_subject_name (certificate), ==, "w.jansen");
  g_assert_cmpstr (culvert_certificate_get_subject (certificate), ==, "CN=w.jansen,O=Example,C=NL");
  g_assert_cmpstr (culvert_certificate_get_issuer_name (certificate), ==, "Example CA");
  g_assert_cmpstr (culvert_certificate_get_issuer (certificate), ==, "CN=Example CA");
  g_assert_cmpstr (culvert_certificate_get_email (certificate), ==, "w.jansen@example.com");
  g_assert_cmpint (culvert_certificate_get_not_before (certificate), ==, 1704067200);
  g_assert_cmpint (culvert_certificate_get_not_after (certificate), ==, 2019686400);
  g_assert_cmpstr (culvert_certificate_get_serial (certificate), ==, "4D:3A:0F:01");
  g_assert_cmpstr (culvert_certificate_get_key (certificate), ==, "EC P-256");
  g_assert_true (culvert_certificate_suits_clients (certificate));
  g_assert_cmpstr (culvert_certificate_get_fingerprint (certificate),
                   ==,
                   "D8:99:C0:24:4F:A8:AC:8B:56:22:49:EA:01:05:97:E8:"
                   "BC:0B:63:7B:1C:37:3B:13:21:CA:50:DC:C6:E3:A6:E2");
}

static void
test_der_and_pem_are_the_same (void)
{
  CulvertTestCertificate test = { .subject = "CN=alice", .not_before = START, .not_after = END };
  g_autoptr (GBytes) pem = culvert_test_certificate_make (&test, TRUE);
  g_autoptr (CulvertCertificate) from_pem = culvert_certificate_new_from_bytes (pem, NULL);
  g_autoptr (CulvertCertificate) from_der = make (&test);

  g_assert_cmpstr (culvert_certificate_get_subject (from_pem),
                   ==,
                   culvert_certificate_get_subject (from_der));
  g_assert_cmpint (strlen (culvert_certificate_get_fingerprint (from_pem)), ==, 32 * 3 - 1);
}

static void
test_names_an_rsa_key (void)
{
  CulvertTestCertificate test = {
    .subject = "CN=alice",
    .not_before = START,
    .not_after = END,
    .has_rsa_key = TRUE,
  };
  g_autoptr (CulvertCertificate) certificate = make (&test);

  g_assert_cmpstr (culvert_certificate_get_key (certificate), ==, "RSA 2048");
}

static void
test_keeps_a_name_that_is_not_ascii (void)
{
  CulvertTestCertificate test = {
    .subject = "CN=Zo\xc3\xab Br\xc3\xbcggemann \xe7\x8e\x8b",
    .not_before = START,
    .not_after = END,
  };
  g_autoptr (CulvertCertificate) certificate = make (&test);

  g_assert_cmpstr (culvert_certificate_get_subject_name (certificate),
                   ==,
                   "Zo\xc3\xab Br\xc3\xbcggemann \xe7\x8e\x8b");
}

static void
test_shows_what_is_behind_a_nul (void)
{
  CulvertTestCertificate test = {
    .subject = "bank.example\0.evil.example",
    .subject_size = 26,
    .not_before = START,
    .not_after = END,
  };
  g_autoptr (CulvertCertificate) certificate = make (&test);

  g_assert_cmpstr (culvert_certificate_get_subject_name (certificate), !=, "bank.example");
  g_assert_cmpstr (culvert_certificate_get_subject_name (certificate), !=, "");
  g_assert_cmpstr (culvert_certificate_get_subject (certificate), !=, "CN=bank.example");
}

static void
test_drops_what_turns_the_direction (void)
{
  CulvertTestCertificate test = {
    .subject = "ali\xe2\x80\xae"
               "ce\n<b>admin</b>",
    .subject_size = 21,
    .issuer = "CN=\xe2\x81\xa7"
              "Example CA",
    .not_before = START,
    .not_after = END,
  };
  g_autoptr (CulvertCertificate) certificate = make (&test);
  const char *name = culvert_certificate_get_subject_name (certificate);

  g_assert_null (strstr (name, "\xe2\x80\xae"));
  g_assert_null (strchr (name, '\n'));
  g_assert_nonnull (strstr (name, "<b>admin</b>"));
  g_assert_cmpstr (culvert_certificate_get_issuer_name (certificate), ==, "Example CA");
}

static void
test_bounds_a_name (void)
{
  g_autofree char *name = g_strnfill (400, 'a');
  CulvertTestCertificate test = {
    .subject = name,
    .subject_size = 400,
    .not_before = START,
    .not_after = END,
  };
  g_autoptr (CulvertCertificate) certificate = make (&test);

  g_assert_cmpint (g_utf8_strlen (culvert_certificate_get_subject_name (certificate), -1), <=, 128);
  g_assert_true (g_str_has_prefix (culvert_certificate_get_subject_name (certificate), "aaaa"));
}

static void
test_without_a_common_name_the_whole_one_stands (void)
{
  CulvertTestCertificate test = {
    .subject = "OU=Staff,O=Example",
    .not_before = START,
    .not_after = END,
  };
  g_autoptr (CulvertCertificate) certificate = make (&test);

  g_assert_cmpstr (culvert_certificate_get_subject_name (certificate), ==, "OU=Staff,O=Example");
}

static void
test_without_any_name (void)
{
  CulvertTestCertificate test = { .not_before = START, .not_after = END };
  g_autoptr (CulvertCertificate) certificate = make (&test);

  g_assert_cmpstr (culvert_certificate_get_subject_name (certificate), ==, "");
  g_assert_null (culvert_certificate_get_email (certificate));
}

static void
test_suits_clients_unless_it_says_otherwise (void)
{
  static const struct
  {
    const char *purpose;
    unsigned key_usage;
    gboolean suits;
  } rows[] = {
    { NULL, 0, TRUE },
    { GNUTLS_KP_TLS_WWW_CLIENT, 0, TRUE },
    { GNUTLS_KP_ANY, 0, TRUE },
    { GNUTLS_KP_TLS_WWW_SERVER, 0, FALSE },
    { GNUTLS_KP_EMAIL_PROTECTION, 0, FALSE },
    { NULL, GNUTLS_KEY_DIGITAL_SIGNATURE, TRUE },
    { NULL, GNUTLS_KEY_KEY_ENCIPHERMENT, FALSE },
    { GNUTLS_KP_TLS_WWW_CLIENT, GNUTLS_KEY_KEY_CERT_SIGN, FALSE },
    { GNUTLS_KP_TLS_WWW_CLIENT, GNUTLS_KEY_DIGITAL_SIGNATURE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CulvertTestCertificate test = {
        .subject = "CN=alice",
        .not_before = START,
        .not_after = END,
        .purpose = rows[i].purpose,
        .key_usage = rows[i].key_usage,
      };
      g_autoptr (CulvertCertificate) certificate = make (&test);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (culvert_certificate_suits_clients (certificate), ==, rows[i].suits);
    }
}

static void
test_validity_depends_on_the_time (void)
{
  static const struct
  {
    gint64 now;
    CulvertCertificateValidity validity;
    guint days;
  } rows[] = {
    { 0, CULVERT_CERTIFICATE_NOT_YET_VALID, 20040 },
    { START - 1, CULVERT_CERTIFICATE_NOT_YET_VALID, 365 },
    { START, CULVERT_CERTIFICATE_VALID, 365 },
    { END - 31 * (gint64) DAY, CULVERT_CERTIFICATE_VALID, 31 },
    { END - 31 * (gint64) DAY + 1, CULVERT_CERTIFICATE_EXPIRES_SOON, 30 },
    { END - DAY, CULVERT_CERTIFICATE_EXPIRES_SOON, 1 },
    { END - 1, CULVERT_CERTIFICATE_EXPIRES_SOON, 0 },
    { END, CULVERT_CERTIFICATE_EXPIRES_SOON, 0 },
    { END + 1, CULVERT_CERTIFICATE_EXPIRED, 0 },
    { G_MAXINT64, CULVERT_CERTIFICATE_EXPIRED, 0 },
  };
  CulvertTestCertificate test = { .subject = "CN=alice", .not_before = START, .not_after = END };
  g_autoptr (CulvertCertificate) certificate = make (&test);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("at %" G_GINT64_FORMAT, rows[i].now);
      g_assert_cmpint (culvert_certificate_get_validity (certificate, rows[i].now),
                       ==,
                       rows[i].validity);
      g_assert_cmpuint (culvert_certificate_get_days_left (certificate, rows[i].now),
                        ==,
                        rows[i].days);
    }
}

static void
test_garbage_is_told (void)
{
  static const char *const garbage[] = {
    "",
    "not a certificate",
    "\x30\x03\x02\x01\x01",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE-----",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (garbage[i], strlen (garbage[i]));

      assert_error (bytes, CULVERT_CERTIFICATE_ERROR_BROKEN);
    }
}

static void
test_every_cut_is_told (void)
{
  CulvertTestCertificate test = { .subject = "CN=alice", .not_before = START, .not_after = END };
  g_autoptr (GBytes) whole = culvert_test_certificate_make (&test, FALSE);

  for (gsize size = 0; size < g_bytes_get_size (whole); size++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, size);

      assert_error (cut, CULVERT_CERTIFICATE_ERROR_BROKEN);
    }
}

static void
test_too_much_is_told (void)
{
  g_autofree char *many = g_strnfill (CULVERT_CERTIFICATE_MAX_BYTES + 1, '0');
  g_autoptr (GBytes) bytes = g_bytes_new_static (many, CULVERT_CERTIFICATE_MAX_BYTES + 1);

  assert_error (bytes, CULVERT_CERTIFICATE_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certificates/certificate/reads-what-openssl-made",
                   test_reads_what_openssl_made);
  g_test_add_func ("/certificates/certificate/der-and-pem-are-the-same",
                   test_der_and_pem_are_the_same);
  g_test_add_func ("/certificates/certificate/names-an-rsa-key", test_names_an_rsa_key);
  g_test_add_func ("/certificates/certificate/keeps-a-name-that-is-not-ascii",
                   test_keeps_a_name_that_is_not_ascii);
  g_test_add_func ("/certificates/certificate/shows-what-is-behind-a-nul",
                   test_shows_what_is_behind_a_nul);
  g_test_add_func ("/certificates/certificate/drops-what-turns-the-direction",
                   test_drops_what_turns_the_direction);
  g_test_add_func ("/certificates/certificate/bounds-a-name", test_bounds_a_name);
  g_test_add_func ("/certificates/certificate/without-a-common-name-the-whole-one-stands",
                   test_without_a_common_name_the_whole_one_stands);
  g_test_add_func ("/certificates/certificate/without-any-name", test_without_any_name);
  g_test_add_func ("/certificates/certificate/suits-clients-unless-it-says-otherwise",
                   test_suits_clients_unless_it_says_otherwise);
  g_test_add_func ("/certificates/certificate/validity-depends-on-the-time",
                   test_validity_depends_on_the_time);
  g_test_add_func ("/certificates/certificate/garbage-is-told", test_garbage_is_told);
  g_test_add_func ("/certificates/certificate/every-cut-is-told", test_every_cut_is_told);
  g_test_add_func ("/certificates/certificate/too-much-is-told", test_too_much_is_told);

  return g_test_run ();
}
