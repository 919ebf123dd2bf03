/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-certificate-text.h"

#include <glib/gi18n.h>

/* (nullable): so far away that it is never */
static char *
format_day (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  /* Translators: day, month and year as in "3 May 2034", in the form of g_date_time_format(). */
  return time != NULL ? g_date_time_format (time, _ ("%-d %B %Y")) : NULL;
}

static char *
fill_in_day (const char *format, const char *without_day, gint64 seconds)
{
  g_autofree char *day = format_day (seconds);
  GString *text;

  if (day == NULL)
    return g_strdup (without_day);

  text = g_string_new (format);
  g_string_replace (text, "%s", day, 1);

  return g_string_free (text, FALSE);
}

static char *
say_days_left (guint days)
{
  if (days == 0)
    return g_strdup (_ ("Expires in less than a day"));

  return g_strdup_printf (ngettext ("Expires in %u day", "Expires in %u days", days), days);
}

char *
culvert_certificate_text_subject (CulvertCertificate *certificate)
{
  const char *name;

  if (certificate == NULL)
    return g_strdup (_ ("Unreadable certificate"));

  name = culvert_certificate_get_subject_name (certificate);

  return g_strdup (*name != '\0' ? name : _ ("Certificate without a name"));
}

char *
culvert_certificate_text_validity (CulvertCertificate *certificate, gint64 now)
{
  if (certificate == NULL)
    return g_strdup (_ ("Culvert cannot tell whose it is"));

  switch (culvert_certificate_get_validity (certificate, now))
    {
    case CULVERT_CERTIFICATE_VALID:
      return fill_in_day (_ ("Valid until %s"),
                          _ ("Never expires"),
                          culvert_certificate_get_not_after (certificate));
    case CULVERT_CERTIFICATE_EXPIRES_SOON:
      return say_days_left (culvert_certificate_get_days_left (certificate, now));
    case CULVERT_CERTIFICATE_NOT_YET_VALID:
      return fill_in_day (_ ("Not valid before %s"),
                          _ ("Not valid yet"),
                          culvert_certificate_get_not_before (certificate));
    case CULVERT_CERTIFICATE_EXPIRED:
      return fill_in_day (_ ("Expired on %s"),
                          _ ("Expired"),
                          culvert_certificate_get_not_after (certificate));
    }

  g_return_val_if_reached (g_strdup (""));
}

const char *
culvert_certificate_text_validity_icon (CulvertCertificate *certificate, gint64 now)
{
  if (certificate == NULL)
    return "dialog-error-symbolic";

  switch (culvert_certificate_get_validity (certificate, now))
    {
    case CULVERT_CERTIFICATE_VALID:
      return NULL;
    case CULVERT_CERTIFICATE_EXPIRES_SOON:
    case CULVERT_CERTIFICATE_NOT_YET_VALID:
      return "dialog-warning-symbolic";
    case CULVERT_CERTIFICATE_EXPIRED:
      return "dialog-error-symbolic";
    }

  g_return_val_if_reached (NULL);
}

char *
culvert_certificate_text_period (CulvertCertificate *certificate)
{
  g_autofree char *first = format_day (culvert_certificate_get_not_before (certificate));
  g_autofree char *last = format_day (culvert_certificate_get_not_after (certificate));

  if (first == NULL || last == NULL)
    return g_strdup (_ ("Without an end"));

  /* Translators: two days. */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

const char *
culvert_certificate_text_purpose (CulvertCertificate *certificate)
{
  return culvert_certificate_suits_clients (certificate) ? _ ("Meant for clients")
                                                         : _ ("Not meant for clients");
}

const char *
culvert_certificate_text_doubt (CulvertCertificate *certificate, gint64 now)
{
  if (certificate == NULL)
    return _ ("This certificate cannot be read, so nobody can tell whose it is.");

  switch (culvert_certificate_get_validity (certificate, now))
    {
    case CULVERT_CERTIFICATE_VALID:
    case CULVERT_CERTIFICATE_EXPIRES_SOON:
      return NULL;
    case CULVERT_CERTIFICATE_NOT_YET_VALID:
      return _ ("This certificate is not valid yet. The server will most likely refuse it.");
    case CULVERT_CERTIFICATE_EXPIRED:
      return _ ("This certificate has expired. The server will most likely refuse it.");
    }

  g_return_val_if_reached (NULL);
}
