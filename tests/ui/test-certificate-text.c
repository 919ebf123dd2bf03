/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-certificate-text.h"
#include "culvert-test-certificate.h"

enum
{
  DAY = 24 * 60 * 60,
};

/* 1 May 2030 and 3 May 2034, at noon. */
#define START G_GINT64_CONSTANT (1903867200)
#define END   G_GINT64_CONSTANT (2030270400)

static CulvertCertificate *
make (const char *subject, gint64 not_after)
{
  CulvertTestCertificate test = {
    .subject = subject,
    .not_before = START,
    .not_after = not_after,
  };
  g_autoptr (GBytes) bytes = culvert_test_certificate_make (&test, FALSE);
  g_autoptr (GError) error = NULL;
  CulvertCertificate *certificate = culvert_certificate_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return certificate;
}

static void
test_validity_in_words (void)
{
  static const struct
  {
    gint64 now;
    const char *words;
    const char *icon;
    gboolean is_doubtful;
  } rows[] = {
    { START - 1, "Not valid before 1 May 2030", "dialog-warning-symbolic", TRUE },
    { START, "Valid until 3 May 2034", NULL, FALSE },
    { END - 31 * DAY, "Valid until 3 May 2034", NULL, FALSE },
    { END - 30 * DAY, "Expires in 30 days", "dialog-warning-symbolic", FALSE },
    { END - DAY, "Expires in 1 day", "dialog-warning-symbolic", FALSE },
    { END - 1, "Expires in less than a day", "dialog-warning-symbolic", FALSE },
    { END + 1, "Expired on 3 May 2034", "dialog-error-symbolic", TRUE },
  };
  g_autoptr (CulvertCertificate) certificate = make ("CN=alice", END);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = culvert_certificate_text_validity (certificate, rows[i].now);
      const char *doubt = culvert_certificate_text_doubt (certificate, rows[i].now);

      g_assert_cmpstr (words, ==, rows[i].words);
      g_assert_cmpstr (culvert_certificate_text_validity_icon (certificate, rows[i].now),
                       ==,
                       rows[i].icon);
      g_assert_cmpint (doubt != NULL, ==, rows[i].is_doubtful);
    }
}

static void
test_period_in_words (void)
{
  g_autoptr (CulvertCertificate) certificate = make ("CN=alice", END);
  g_autofree char *words = culvert_certificate_text_period (certificate);

  g_assert_cmpstr (words, ==, "1 May 2030 to 3 May 2034");
}

static void
test_without_a_name (void)
{
  g_autoptr (CulvertCertificate) certificate = make (NULL, END);
  g_autofree char *words = culvert_certificate_text_subject (certificate);

  g_assert_cmpstr (words, ==, "Certificate without a name");
}

static void
test_unreadable (void)
{
  g_autofree char *subject = culvert_certificate_text_subject (NULL);
  g_autofree char *validity = culvert_certificate_text_validity (NULL, START);

  g_assert_cmpstr (subject, ==, "Unreadable certificate");
  g_assert_cmpstr (validity, ==, "Culvert cannot tell whose it is");
  g_assert_nonnull (culvert_certificate_text_doubt (NULL, START));
  g_assert_nonnull (culvert_certificate_text_validity_icon (NULL, START));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/certificate-text/validity-in-words", test_validity_in_words);
  g_test_add_func ("/ui/certificate-text/period-in-words", test_period_in_words);
  g_test_add_func ("/ui/certificate-text/without-a-name", test_without_a_name);
  g_test_add_func ("/ui/certificate-text/unreadable", test_unreadable);

  return g_test_run ();
}
