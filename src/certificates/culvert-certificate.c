/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-certificate.h"

#include "culvert-plain-text.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

enum
{
  MAX_NAME_CHARACTERS = 128,
  MAX_FULL_NAME_CHARACTERS = 1024,
  MAX_SERIAL_BYTES = 64, /* 20 are allowed */
  MAX_NAME_BYTES = 4 * MAX_NAME_CHARACTERS,
  MAX_PARTS = 32,
  MAX_ALTERNATIVES = 64,
  MAX_PURPOSES = 64,
  SHA256_BYTES = 32,
  SECONDS_PER_DAY = 24 * 60 * 60,
};

/* The strings of ASN.1 that are not UTF-8, or a part of it. */
enum
{
  TAG_TELETEX = 20,
  TAG_UNIVERSAL = 28,
  TAG_BMP = 30,
};

struct _CulvertCertificate
{
  GObject parent_instance;

  char *subject_name; /* (owned) */
  char *issuer_name;  /* (owned) */
  char *subject;      /* (owned) */
  char *issuer;       /* (owned) */
  char *email;        /* (owned) (nullable) */
  char *serial;       /* (owned) */
  char *fingerprint;  /* (owned) */
  char *key;          /* (owned) */
  gint64 not_before;
  gint64 not_after;
  gboolean suits_clients;
};

G_DEFINE_FINAL_TYPE (CulvertCertificate, culvert_certificate, G_TYPE_OBJECT)

G_DEFINE_QUARK (culvert_certificate_error, culvert_certificate_error)

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)

typedef int (*GetName) (gnutls_x509_crt_t crt, gnutls_x509_dn_t *name);
typedef int (*GetFullName) (gnutls_x509_crt_t crt, gnutls_datum_t *name, unsigned flags);

/* "0A:FF" */
static char *
to_hex (const guint8 *bytes, gsize n_bytes)
{
  GString *text = g_string_sized_new (n_bytes * 3);

  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, i == 0 ? "%02X" : ":%02X", bytes[i]);

  return g_string_free (text, FALSE);
}

/* The character sets that a certificate may write a name in, by the tag of the string. */
static const char *
get_charset (unsigned long tag)
{
  switch (tag)
    {
    case TAG_TELETEX:
      return "ISO-8859-1";
    case TAG_UNIVERSAL:
      return "UCS-4BE";
    case TAG_BMP:
      return "UTF-16BE";
    default:
      return NULL;
    }
}

/* The length counts, and not a NUL within, behind which a part could hide. (nullable) */
static char *
read_text (const gnutls_x509_ava_st *part)
{
  const char *charset = get_charset (part->value_tag);
  const char *bytes = (const char *) part->value.data;
  gsize size = MIN (part->value.size, MAX_NAME_BYTES);
  g_autofree char *converted = NULL;
  g_autofree char *plain = NULL;

  if (charset != NULL)
    {
      converted = g_convert (bytes, (gssize) size, "UTF-8", charset, NULL, &size, NULL);
      bytes = converted;
    }
  if (bytes == NULL)
    return NULL;

  plain = culvert_plain_text (bytes, (gssize) size, MAX_NAME_CHARACTERS);

  return *plain != '\0' ? g_steal_pointer (&plain) : NULL;
}

/* The last one of several says most exactly who it is. (nullable) */
static char *
read_common_name (gnutls_x509_crt_t crt, GetName get_name)
{
  gnutls_x509_dn_t name;
  gnutls_x509_ava_st part;
  char *text = NULL;

  if (get_name (crt, &name) != GNUTLS_E_SUCCESS)
    return NULL;

  for (int i = 0; i < MAX_PARTS; i++)
    {
      int result = GNUTLS_E_SUCCESS;

      for (int j = 0; j < MAX_PARTS && result == GNUTLS_E_SUCCESS; j++)
        {
          result = gnutls_x509_dn_get_rdn_ava (name, i, j, &part);
          if (result != GNUTLS_E_SUCCESS ||
              strcmp ((const char *) part.oid.data, GNUTLS_OID_X520_COMMON_NAME) != 0)
            continue;
          g_free (text);
          text = read_text (&part);
        }
    }

  return text;
}

static char *
read_full_name (gnutls_x509_crt_t crt, GetFullName get_name)
{
  gnutls_datum_t name = { NULL, 0 };
  char *plain;

  if (get_name (crt, &name, 0) != GNUTLS_E_SUCCESS)
    return g_strdup ("");

  plain = culvert_plain_text ((const char *) name.data, name.size, MAX_FULL_NAME_CHARACTERS);
  gnutls_free (name.data);

  return plain;
}

/* (nullable) */
static char *
read_email (gnutls_x509_crt_t crt)
{
  char buffer[4 * MAX_NAME_CHARACTERS];
  int type = 0;

  for (unsigned i = 0; type >= 0 && i < MAX_ALTERNATIVES; i++)
    {
      size_t size = sizeof buffer;

      type = gnutls_x509_crt_get_subject_alt_name (crt, i, buffer, &size, NULL);
      if (type == GNUTLS_SAN_RFC822NAME)
        return culvert_plain_text (buffer, (gssize) size, MAX_NAME_CHARACTERS);
    }

  return NULL;
}

static char *
read_serial (gnutls_x509_crt_t crt)
{
  guint8 buffer[MAX_SERIAL_BYTES];
  size_t size = sizeof buffer;

  if (gnutls_x509_crt_get_serial (crt, buffer, &size) != GNUTLS_E_SUCCESS)
    return g_strdup ("");

  return to_hex (buffer, size);
}

static char *
read_fingerprint (gnutls_x509_crt_t crt)
{
  guint8 buffer[SHA256_BYTES];
  size_t size = sizeof buffer;

  if (gnutls_x509_crt_get_fingerprint (crt, GNUTLS_DIG_SHA256, buffer, &size) != GNUTLS_E_SUCCESS)
    return g_strdup ("");

  return to_hex (buffer, size);
}

/* People know "P-256"; the standard calls it SECP256R1. */
static const char *
get_curve_name (gnutls_ecc_curve_t curve)
{
  const char *name = gnutls_ecc_curve_get_name (curve);

  if (g_strcmp0 (name, "SECP256R1") == 0)
    return "P-256";
  if (g_strcmp0 (name, "SECP384R1") == 0)
    return "P-384";
  if (g_strcmp0 (name, "SECP521R1") == 0)
    return "P-521";

  return name != NULL ? name : "";
}

static char *
read_key (gnutls_x509_crt_t crt)
{
  unsigned bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (crt, &bits);
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;

  if (algorithm < 0)
    return g_strdup ("");
  if (algorithm == GNUTLS_PK_RSA)
    return g_strdup_printf ("RSA %u", bits);
  if (algorithm == GNUTLS_PK_EC &&
      gnutls_x509_crt_get_pk_ecc_raw (crt, &curve, NULL, NULL) == GNUTLS_E_SUCCESS)
    return g_strdup_printf ("EC %s", get_curve_name (curve));

  return g_strdup (gnutls_pk_algorithm_get_name ((gnutls_pk_algorithm_t) algorithm));
}

static gboolean
has_a_clients_purpose (gnutls_x509_crt_t crt)
{
  for (unsigned i = 0; i < MAX_PURPOSES; i++)
    {
      char oid[128];
      size_t size = sizeof oid;
      int result = gnutls_x509_crt_get_key_purpose_oid (crt, i, oid, &size, NULL);

      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return i == 0; /* without a list, every purpose is allowed */
      if (result == GNUTLS_E_SUCCESS &&
          (g_str_equal (oid, GNUTLS_KP_TLS_WWW_CLIENT) || g_str_equal (oid, GNUTLS_KP_ANY)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
may_sign (gnutls_x509_crt_t crt)
{
  unsigned usage = 0;
  int result = gnutls_x509_crt_get_key_usage (crt, &usage, NULL);

  return result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE ||
         (result == GNUTLS_E_SUCCESS && (usage & GNUTLS_KEY_DIGITAL_SIGNATURE) != 0);
}

static gnutls_x509_crt_fmt_t
guess_format (const guint8 *data, gsize size)
{
  static const char mark[] = "-----BEGIN ";

  return g_strstr_len ((const char *) data, (gssize) size, mark) != NULL ? GNUTLS_X509_FMT_PEM
                                                                         : GNUTLS_X509_FMT_DER;
}

static gboolean
import (gnutls_x509_crt_t *crt, GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gnutls_datum_t datum = { (guint8 *) data, (unsigned) size };
  int result;

  if (size > CULVERT_CERTIFICATE_MAX_BYTES)
    {
      g_set_error_literal (error,
                           CULVERT_CERTIFICATE_ERROR,
                           CULVERT_CERTIFICATE_ERROR_TOO_LARGE,
                           "The certificate is larger than 64 KiB.");
      return FALSE;
    }

  result = size > 0 ? gnutls_x509_crt_init (crt) : GNUTLS_E_NO_CERTIFICATE_FOUND;
  if (result == GNUTLS_E_SUCCESS)
    result = gnutls_x509_crt_import (*crt, &datum, guess_format (data, size));
  if (result == GNUTLS_E_SUCCESS)
    return TRUE;

  g_set_error (error,
               CULVERT_CERTIFICATE_ERROR,
               CULVERT_CERTIFICATE_ERROR_BROKEN,
               "The certificate cannot be read: %s",
               gnutls_strerror (result));

  return FALSE;
}

static gboolean
read_times (CulvertCertificate *self, gnutls_x509_crt_t crt, GError **error)
{
  self->not_before = gnutls_x509_crt_get_activation_time (crt);
  self->not_after = gnutls_x509_crt_get_expiration_time (crt);
  if (self->not_before != -1 && self->not_after != -1)
    return TRUE;

  g_set_error_literal (error,
                       CULVERT_CERTIFICATE_ERROR,
                       CULVERT_CERTIFICATE_ERROR_BROKEN,
                       "The certificate does not say when it is valid.");

  return FALSE;
}

static void
read_names (CulvertCertificate *self, gnutls_x509_crt_t crt)
{
  self->subject = read_full_name (crt, gnutls_x509_crt_get_dn3);
  self->issuer = read_full_name (crt, gnutls_x509_crt_get_issuer_dn3);
  self->subject_name = read_common_name (crt, gnutls_x509_crt_get_subject);
  self->issuer_name = read_common_name (crt, gnutls_x509_crt_get_issuer);
  self->email = read_email (crt);

  if (self->subject_name == NULL)
    self->subject_name = culvert_plain_text (self->subject, -1, MAX_NAME_CHARACTERS);
  if (self->issuer_name == NULL)
    self->issuer_name = culvert_plain_text (self->issuer, -1, MAX_NAME_CHARACTERS);
}

static void
culvert_certificate_finalize (GObject *object)
{
  CulvertCertificate *self = CULVERT_CERTIFICATE (object);

  g_clear_pointer (&self->subject_name, g_free);
  g_clear_pointer (&self->issuer_name, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->serial, g_free);
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (culvert_certificate_parent_class)->finalize (object);
}

static void
culvert_certificate_class_init (CulvertCertificateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_certificate_finalize;
}

static void
culvert_certificate_init (CulvertCertificate *self)
{
}

CulvertCertificate *
culvert_certificate_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (CulvertCertificate) self = NULL;
  g_auto (gnutls_x509_crt_t) crt = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (CULVERT_TYPE_CERTIFICATE, NULL);
  if (!import (&crt, bytes, error) || !read_times (self, crt, error))
    return NULL;

  read_names (self, crt);
  self->serial = read_serial (crt);
  self->fingerprint = read_fingerprint (crt);
  self->key = read_key (crt);
  self->suits_clients = has_a_clients_purpose (crt) && may_sign (crt);

  return g_steal_pointer (&self);
}

const char *
culvert_certificate_get_subject_name (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), NULL);

  return self->subject_name;
}

const char *
culvert_certificate_get_issuer_name (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), NULL);

  return self->issuer_name;
}

const char *
culvert_certificate_get_subject (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), NULL);

  return self->subject;
}

const char *
culvert_certificate_get_issuer (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), NULL);

  return self->issuer;
}

const char *
culvert_certificate_get_email (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), NULL);

  return self->email;
}

gint64
culvert_certificate_get_not_before (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), 0);

  return self->not_before;
}

gint64
culvert_certificate_get_not_after (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), 0);

  return self->not_after;
}

CulvertCertificateValidity
culvert_certificate_get_validity (CulvertCertificate *self, gint64 now)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), CULVERT_CERTIFICATE_EXPIRED);

  if (now > self->not_after)
    return CULVERT_CERTIFICATE_EXPIRED;
  if (now < self->not_before)
    return CULVERT_CERTIFICATE_NOT_YET_VALID;
  if (culvert_certificate_get_days_left (self, now) <= CULVERT_CERTIFICATE_SOON_DAYS)
    return CULVERT_CERTIFICATE_EXPIRES_SOON;

  return CULVERT_CERTIFICATE_VALID;
}

guint
culvert_certificate_get_days_left (CulvertCertificate *self, gint64 now)
{
  gint64 days;

  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), 0);

  if (now >= self->not_after)
    return 0;
  days = (self->not_after - now) / SECONDS_PER_DAY;

  return (guint) MIN (days, G_MAXUINT);
}

gboolean
culvert_certificate_suits_clients (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), FALSE);

  return self->suits_clients;
}

const char *
culvert_certificate_get_serial (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), NULL);

  return self->serial;
}

const char *
culvert_certificate_get_fingerprint (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), NULL);

  return self->fingerprint;
}

const char *
culvert_certificate_get_key (CulvertCertificate *self)
{
  g_return_val_if_fail (CULVERT_IS_CERTIFICATE (self), NULL);

  return self->key;
}
