/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-material.h"

#include "culvert-config-lexer.h"

#include <string.h>

#define PEM(label, body) "-----BEGIN " label "-----\n" body "-----END " label "-----\n"

static CulvertSecretText *
clean_bytes (const char *name, const char *content, gsize length, GError **error)
{
  g_autoptr (CulvertSecretText) found = culvert_secret_text_new (content, (gssize) length);

  return culvert_config_material_clean (name, 7, found, error);
}

static void
assert_cleaned (const char *name, const char *content, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSecretText) cleaned = clean_bytes (name, content, strlen (content), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (culvert_secret_text_peek (cleaned), ==, expected);
}

static void
assert_useless (const char *name, const char *content, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (clean_bytes (name, content, strlen (content), &error));
  g_assert_error (error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_nothing_stays_around_a_certificate (void)
{
  assert_cleaned ("ca",
                  "Certificate:\n  Data: \xe4\x1b\n" PEM (
                      "CERTIFICATE",
                      "TUlJ\nQg==\n") "rest\n" PEM ("CERTIFICATE", "QUJD\r\n") "</ca>plugin x",
                  PEM ("CERTIFICATE", "TUlJQg==\n") PEM ("CERTIFICATE", "QUJD\n"));
}

static void
test_lines_get_one_length (void)
{
  g_autofree char *digits = g_strnfill (132, 'A');
  g_autofree char *content = g_strdup_printf ("-----BEGIN CERTIFICATE-----\n %s\n"
                                              "-----END CERTIFICATE----- \n",
                                              digits);
  g_autofree char *line = g_strnfill (64, 'A');
  g_autofree char *expected = g_strdup_printf ("-----BEGIN CERTIFICATE-----\n%s\n%s\nAAAA\n"
                                               "-----END CERTIFICATE-----\n",
                                               line,
                                               line);

  assert_cleaned ("ca", content, expected);
}

/* One file often holds both; each directive takes its own. */
static void
test_each_takes_its_own (void)
{
  static const char both[] = PEM ("CERTIFICATE", "QUJD\n") PEM ("RSA PRIVATE KEY", "REVG\n");

  assert_cleaned ("cert", both, PEM ("CERTIFICATE", "QUJD\n"));
  assert_cleaned ("key", both, PEM ("RSA PRIVATE KEY", "REVG\n"));
  assert_useless ("dh", both, "Line 7: dh should be Diffie-Hellman parameters, and is not.");
}

static void
test_encrypted_key_keeps_its_headers (void)
{
  static const char key[] =
      PEM ("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\nQUJD\n");

  assert_cleaned ("key", key, key);
  assert_useless ("key",
                  PEM ("RSA PRIVATE KEY", "X-Evil: a\n\nQUJD\n"),
                  "Line 7: key should be a private key, and is not.");
  assert_useless ("key",
                  PEM ("RSA PRIVATE KEY", "DEK-Info: \x1b\n\nQUJD\n"),
                  "Line 7: key should be a private key, and is not.");
}

static void
test_broken_base64_is_refused (void)
{
  static const char message[] = "Line 7: ca should be a certificate, and is not.";

  assert_useless ("ca", PEM ("CERTIFICATE", "QUJ\n"), message);
  assert_useless ("ca", PEM ("CERTIFICATE", "QU=D\n"), message);
  assert_useless ("ca", PEM ("CERTIFICATE", "Q===\n"), message);
  assert_useless ("ca", PEM ("CERTIFICATE", "QU!D\n"), message);
  assert_useless ("ca", PEM ("CERTIFICATE", ""), message);
  assert_useless ("ca", PEM ("CERTIFICATE", "</ca>\nplugin /tmp/x.so\n"), message);
  assert_useless ("ca", "-----BEGIN CERTIFICATE-----\nQUJD\n", message);
  assert_useless ("ca", "-----BEGIN CERTIFICATE-----\nQUJD\n-----END X-----\n", message);
  assert_useless ("ca", "root:x:0:0:root:/root:/bin/bash\n", message);
  assert_useless ("ca", PEM ("\x1b CERTIFICATE", "QUJD\n"), message);
  assert_useless ("ca", "", message);
}

static char *
make_static_key (gsize n_digits, const char *comment)
{
  g_autofree char *digits = g_strnfill (n_digits, 'a');
  GString *text = g_string_new (comment);

  g_string_append (text, "-----BEGIN OpenVPN Static key V1-----\n");
  for (gsize at = 0; at < n_digits; at += 32)
    g_string_append_printf (text, "%.32s\n", digits + at);
  g_string_append (text, "-----END OpenVPN Static key V1-----\n");
  return g_string_free (text, FALSE);
}

static void
test_static_key_has_its_length (void)
{
  g_autofree char *with_comment = make_static_key (512, "#\n# 2048 bit OpenVPN static key\n#\n");
  g_autofree char *key = make_static_key (512, "");
  g_autofree char *short_key = make_static_key (480, "");

  assert_cleaned ("tls-auth", with_comment, key);
  assert_cleaned ("tls-crypt", key, key);
  assert_cleaned ("secret", key, key);
  assert_useless ("tls-auth", short_key, "Line 7: tls-auth should be a static key, and is not.");
}

static void
test_key_for_one_client (void)
{
  assert_cleaned ("tls-crypt-v2",
                  PEM ("OpenVPN tls-crypt-v2 client key", "QUJD\n"),
                  PEM ("OpenVPN tls-crypt-v2 client key", "QUJD\n"));
  assert_useless ("tls-crypt-v2",
                  PEM ("OpenVPN tls-crypt-v2 server key", "QUJD\n"),
                  "Line 7: tls-crypt-v2 should be a tls-crypt-v2 client key, and is not.");
}

static void
test_fingerprints (void)
{
  assert_cleaned ("peer-fingerprint", "\n 00:11:aa:FF \r\n", "00:11:aa:FF\n");
  assert_useless ("verify-hash",
                  "00:xx\n",
                  "Line 7: verify-hash should be fingerprints, and is not.");
}

/* Of every length there is one, so that each ending comes up. */
static void
test_container_survives_encoding (void)
{
  for (gsize length = 1; length < 200; length++)
    {
      g_autofree char *bytes = g_malloc (length);
      g_autofree guchar *decoded = NULL;
      g_autoptr (CulvertSecretText) content = NULL;
      g_autoptr (CulvertSecretText) encoded = NULL;
      g_autoptr (CulvertSecretText) cleaned = NULL;
      gsize decoded_length;

      for (gsize i = 0; i < length; i++)
        bytes[i] = (char) (i * 7);
      content = culvert_secret_text_new (bytes, (gssize) length);
      encoded = culvert_config_material_encode (content);
      cleaned = culvert_config_material_clean ("pkcs12", 1, encoded, NULL);
      g_assert_true (culvert_secret_text_equal (cleaned, encoded));
      decoded = g_base64_decode (culvert_secret_text_peek (encoded), &decoded_length);
      g_assert_cmpmem (decoded, decoded_length, bytes, length);
    }
}

static void
test_certificates_are_listed (void)
{
  static const char text[] = PEM ("CERTIFICATE", "QUJD\n") PEM ("CERTIFICATE", "REVGRw==\n");
  g_autoptr (CulvertSecretText) block = culvert_secret_text_new (text, -1);
  g_autoptr (GPtrArray) certificates = culvert_config_material_list_certificates (block);

  g_assert_cmpuint (certificates->len, ==, 2);
  g_assert_cmpmem (g_bytes_get_data (certificates->pdata[0], NULL),
                   g_bytes_get_size (certificates->pdata[0]),
                   "ABC",
                   3);
  g_assert_cmpmem (g_bytes_get_data (certificates->pdata[1], NULL),
                   g_bytes_get_size (certificates->pdata[1]),
                   "DEFG",
                   4);
}

static void
assert_is_file (const char *line, gboolean is_file)
{
  g_autoptr (GPtrArray) config = culvert_config_parse (line, strlen (line), NULL);

  g_test_message ("%s", line);
  g_assert_cmpint (culvert_config_material_is_file (config->pdata[0]), ==, is_file);
}

static void
test_files_are_known_by_their_form (void)
{
  assert_is_file ("ca x", TRUE);
  assert_is_file ("tls-auth x 1", TRUE);
  assert_is_file ("secret x 1", TRUE);
  assert_is_file ("pkcs12 x", TRUE);
  assert_is_file ("dh x", TRUE);
  assert_is_file ("dh none", FALSE);
  assert_is_file ("ca", FALSE);
  assert_is_file ("ca x y", FALSE);
  assert_is_file ("crl-verify x dir", FALSE);
  assert_is_file ("<ca>\nx\n</ca>", FALSE);
  assert_is_file ("verify-hash 00", FALSE);
  assert_is_file ("auth-user-pass x", FALSE);
  assert_is_file ("up x", FALSE);
}

#define ADD(name, function) g_test_add_func ("/profiles/config-material/" name, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("nothing-stays-around-a-certificate", test_nothing_stays_around_a_certificate);
  ADD ("lines-get-one-length", test_lines_get_one_length);
  ADD ("each-takes-its-own", test_each_takes_its_own);
  ADD ("encrypted-key-keeps-its-headers", test_encrypted_key_keeps_its_headers);
  ADD ("broken-base64-is-refused", test_broken_base64_is_refused);
  ADD ("static-key-has-its-length", test_static_key_has_its_length);
  ADD ("key-for-one-client", test_key_for_one_client);
  ADD ("fingerprints", test_fingerprints);
  ADD ("container-survives-encoding", test_container_survives_encoding);
  ADD ("certificates-are-listed", test_certificates_are_listed);
  ADD ("files-are-known-by-their-form", test_files_are_known_by_their_form);

  return g_test_run ();
}
