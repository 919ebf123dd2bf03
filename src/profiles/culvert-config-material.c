/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-material.h"

#include "culvert-config-lexer.h"

#include <string.h>

#define COLUMNS           64
#define KEY_COLUMNS       32
#define STATIC_KEY_DIGITS 512
#define MAX_LABEL         100

#define BEGIN_MARK "-----BEGIN "
#define END_MARK   "-----END "
#define MARK_TAIL  "-----"

typedef enum
{
  SHAPE_PEM,
  SHAPE_STATIC_KEY,
  SHAPE_BASE64,
  SHAPE_FINGERPRINTS,
} Shape;

/* What a directive's file or block is made of. */
typedef struct
{
  const char *name;
  Shape shape;
  const char *label;   /* (nullable): the end of the labels that count */
  const char *content; /* for a complaint */
} Material;

static const Material materials[] = {
  { "ca", SHAPE_PEM, "CERTIFICATE", "a certificate" },
  { "cert", SHAPE_PEM, "CERTIFICATE", "a certificate" },
  { "extra-certs", SHAPE_PEM, "CERTIFICATE", "a certificate" },
  { "key", SHAPE_PEM, "PRIVATE KEY", "a private key" },
  { "dh", SHAPE_PEM, "DH PARAMETERS", "Diffie-Hellman parameters" },
  { "crl-verify", SHAPE_PEM, "X509 CRL", "a revocation list" },
  { "tls-crypt-v2", SHAPE_PEM, "OpenVPN tls-crypt-v2 client key", "a tls-crypt-v2 client key" },
  { "tls-auth", SHAPE_STATIC_KEY, "OpenVPN Static key V1", "a static key" },
  { "tls-crypt", SHAPE_STATIC_KEY, "OpenVPN Static key V1", "a static key" },
  { "secret", SHAPE_STATIC_KEY, "OpenVPN Static key V1", "a static key" },
  { "pkcs12", SHAPE_BASE64, NULL, "a PKCS#12 container in Base64" },
  { "verify-hash", SHAPE_FINGERPRINTS, NULL, "fingerprints" },
  { "peer-fingerprint", SHAPE_FINGERPRINTS, NULL, "fingerprints" },
};

/* A part of somebody else's text. */
typedef struct
{
  const char *start;
  const char *end;
} Span;

/* What stands between a BEGIN and an END of one label. */
typedef struct
{
  Span label;
  Span body;
} Section;

/* (nullable) */
static const Material *
find_material (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (materials); i++)
    if (g_str_equal (materials[i].name, name))
      return &materials[i];

  return NULL;
}

static gsize
length_of (Span span)
{
  return (gsize) (span.end - span.start);
}

static gboolean
starts_with (Span span, const char *text)
{
  return length_of (span) >= strlen (text) && memcmp (span.start, text, strlen (text)) == 0;
}

static gboolean
ends_with (Span span, const char *text)
{
  gsize length = strlen (text);

  return length_of (span) >= length && memcmp (span.end - length, text, length) == 0;
}

/* Without the blanks at its end. Returns: FALSE when there is none left */
static gboolean
take_line (Span *rest, Span *line)
{
  const char *feed;

  if (rest->start == rest->end)
    return FALSE;

  feed = memchr (rest->start, '\n', length_of (*rest));
  line->start = rest->start;
  line->end = feed != NULL ? feed : rest->end;
  rest->start = feed != NULL ? feed + 1 : rest->end;
  while (line->end > line->start && g_ascii_isspace (line->end[-1]))
    line->end--;

  return TRUE;
}

static gboolean
is_label (Span label)
{
  for (const char *at = label.start; at < label.end; at++)
    if (!g_ascii_isalnum (*at) && strchr (" .-", *at) == NULL)
      return FALSE;

  return length_of (label) <= MAX_LABEL;
}

/* `-----BEGIN label-----` */
static gboolean
read_mark (Span line, const char *mark, Span *label)
{
  if (!starts_with (line, mark) || !ends_with (line, MARK_TAIL) ||
      length_of (line) <= strlen (mark) + strlen (MARK_TAIL))
    return FALSE;

  label->start = line.start + strlen (mark);
  label->end = line.end - strlen (MARK_TAIL);
  return is_label (*label);
}

static gboolean
is_same (Span a, Span b)
{
  return length_of (a) == length_of (b) && memcmp (a.start, b.start, length_of (a)) == 0;
}

/* The next one that ends; what stands between sections is passed over. */
static gboolean
take_section (Span *rest, Section *section)
{
  gboolean is_inside = FALSE;
  Span line;
  Span label;

  while (take_line (rest, &line))
    {
      if (read_mark (line, BEGIN_MARK, &section->label))
        {
          is_inside = TRUE;
          section->body.start = rest->start;
        }
      else if (is_inside && read_mark (line, END_MARK, &label) && is_same (label, section->label))
        {
          section->body.end = line.start;
          return TRUE;
        }
    }

  return FALSE;
}

static void
put (CulvertSecretText *text, const char *bytes)
{
  culvert_secret_text_append (text, bytes, -1);
}

static void
put_span (CulvertSecretText *text, Span span)
{
  culvert_secret_text_append (text, span.start, (gssize) length_of (span));
}

static void
put_mark (CulvertSecretText *text, const char *mark, Span label)
{
  put (text, mark);
  put_span (text, label);
  put (text, MARK_TAIL "\n");
}

static gboolean
is_digit (char c, Shape shape)
{
  return shape == SHAPE_STATIC_KEY ? g_ascii_isxdigit (c)
                                   : g_ascii_isalnum (c) || c == '+' || c == '/' || c == '=';
}

/* Counts the digits of a body, which is made of nothing else. Returns: 0 if it is broken */
static gsize
count_digits (Span body, Shape shape)
{
  gsize n_digits = 0;
  gsize n_padding = 0;

  for (const char *at = body.start; at < body.end; at++)
    {
      if (g_ascii_isspace (*at))
        continue;
      if (!is_digit (*at, shape) || (n_padding > 0 && *at != '='))
        return 0;
      n_digits++;
      n_padding += *at == '=';
    }

  if (shape == SHAPE_STATIC_KEY)
    return n_digits == STATIC_KEY_DIGITS ? n_digits : 0;

  return n_digits % 4 == 0 && n_padding <= 2 ? n_digits : 0;
}

/* In lines of one length, whatever it was before. */
static void
put_digits (CulvertSecretText *text, Span body, gsize columns)
{
  gsize column = 0;

  for (const char *at = body.start; at < body.end; at++)
    {
      if (g_ascii_isspace (*at))
        continue;
      culvert_secret_text_append (text, at, 1);
      column = (column + 1) % columns;
      if (column == 0)
        put (text, "\n");
    }

  if (column != 0)
    put (text, "\n");
}

static gboolean
is_header (Span line)
{
  if (!starts_with (line, "Proc-Type: ") && !starts_with (line, "DEK-Info: "))
    return FALSE;

  for (const char *at = line.start; at < line.end; at++)
    if (!g_ascii_isprint (*at))
      return FALSE;

  return length_of (line) <= MAX_LABEL;
}

/* An encrypted key in the old form says in front how it is encrypted: takes that off the body. */
static void
move_headers (Span *body, CulvertSecretText *text)
{
  Span rest = *body;
  Span line;
  gboolean has_headers = FALSE;

  while (take_line (&rest, &line) && is_header (line))
    {
      put_span (text, line);
      put (text, "\n");
      body->start = rest.start;
      has_headers = TRUE;
    }

  if (has_headers)
    put (text, "\n");
}

/* Returns: FALSE if a section that counts is broken, or there is none */
static gboolean
clean_sections (const Material *material, Span rest, CulvertSecretText *text)
{
  gsize columns = material->shape == SHAPE_STATIC_KEY ? KEY_COLUMNS : COLUMNS;
  gboolean is_found = FALSE;
  Section section;

  while (take_section (&rest, &section))
    {
      if (!ends_with (section.label, material->label))
        continue;
      put_mark (text, BEGIN_MARK, section.label);
      if (material->shape == SHAPE_PEM)
        move_headers (&section.body, text);
      if (count_digits (section.body, material->shape) == 0)
        return FALSE;
      put_digits (text, section.body, columns);
      put_mark (text, END_MARK, section.label);
      is_found = TRUE;
    }

  return is_found;
}

static gboolean
clean_base64 (Span rest, CulvertSecretText *text)
{
  if (count_digits (rest, SHAPE_BASE64) == 0)
    return FALSE;

  put_digits (text, rest, COLUMNS);
  return TRUE;
}

static gboolean
is_fingerprint (Span line)
{
  for (const char *at = line.start; at < line.end; at++)
    if (!g_ascii_isxdigit (*at) && *at != ':')
      return FALSE;

  return length_of (line) <= CULVERT_CONFIG_MAX_LINE;
}

static gboolean
clean_fingerprints (Span rest, CulvertSecretText *text)
{
  Span line;

  while (take_line (&rest, &line))
    {
      while (line.start < line.end && g_ascii_isspace (*line.start))
        line.start++;
      if (!is_fingerprint (line))
        return FALSE;
      if (length_of (line) == 0)
        continue;
      put_span (text, line);
      put (text, "\n");
    }

  return culvert_secret_text_get_length (text) > 0;
}

static gboolean
clean (const Material *material, Span content, CulvertSecretText *text)
{
  switch (material->shape)
    {
    case SHAPE_PEM:
    case SHAPE_STATIC_KEY:
      return clean_sections (material, content, text);
    case SHAPE_BASE64:
      return clean_base64 (content, text);
    case SHAPE_FINGERPRINTS:
      return clean_fingerprints (content, text);
    }

  return FALSE;
}

gboolean
culvert_config_material_is_file (const CulvertConfigDirective *directive)
{
  const char *name;
  const Material *material;
  guint most;

  g_return_val_if_fail (directive != NULL, FALSE);

  name = culvert_config_directive_get_name (directive);
  material = find_material (name);
  most = g_str_equal (name, "tls-auth") || g_str_equal (name, "secret") ? 3 : 2;

  return material != NULL && material->shape != SHAPE_FINGERPRINTS && directive->block == NULL &&
         directive->words->len >= 2 && directive->words->len <= most &&
         !(g_str_equal (name, "dh") &&
           g_str_equal (culvert_config_directive_get_word (directive, 1), "none"));
}

CulvertSecretText *
culvert_config_material_clean (const char *name,
                               guint line,
                               const CulvertSecretText *content,
                               GError **error)
{
  const Material *material;
  g_autoptr (CulvertSecretText) text = NULL;
  Span span;
  gsize length;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (content != NULL, NULL);

  material = find_material (name);
  g_return_val_if_fail (material != NULL, NULL);

  /* One line feed for each line of the shortest, and a few for the marks. */
  length = culvert_secret_text_get_length (content);
  text = culvert_secret_text_new_sized (length + length / 16 + COLUMNS);
  span.start = culvert_secret_text_peek (content);
  span.end = span.start + length;
  if (!clean (material, span, text))
    {
      culvert_config_complain (error,
                               CULVERT_CONFIG_ERROR_BROKEN,
                               line,
                               "%s should be %s, and is not.",
                               name,
                               material->content);
      return NULL;
    }

  return g_steal_pointer (&text);
}

CulvertSecretText *
culvert_config_material_encode (const CulvertSecretText *content)
{
  gsize length;
  char buffer[128];
  CulvertSecretText *text;
  const guchar *at;

  g_return_val_if_fail (content != NULL, NULL);

  length = culvert_secret_text_get_length (content);
  text = culvert_secret_text_new_sized (length * 3 / 2 + COLUMNS);
  at = (const guchar *) culvert_secret_text_peek (content);
  for (gsize done = 0; done < length; done += COLUMNS / 4 * 3)
    {
      gsize n = MIN (length - done, COLUMNS / 4 * 3);
      int state = 0;
      int save = 0;
      gsize n_encoded = g_base64_encode_step (at + done, n, FALSE, buffer, &state, &save);

      n_encoded += g_base64_encode_close (FALSE, buffer + n_encoded, &state, &save);
      culvert_secret_text_append (text, buffer, (gssize) n_encoded);
      put (text, "\n");
    }
  explicit_bzero (buffer, sizeof buffer);

  return text;
}

GPtrArray *
culvert_config_material_list_certificates (const CulvertSecretText *block)
{
  g_autoptr (GPtrArray) certificates =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  Section section;
  Span rest;

  g_return_val_if_fail (block != NULL, NULL);

  rest.start = culvert_secret_text_peek (block);
  rest.end = rest.start + culvert_secret_text_get_length (block);
  while (take_section (&rest, &section))
    {
      g_autofree char *body = g_strndup (section.body.start, length_of (section.body));
      gsize length;
      guchar *der = g_base64_decode (body, &length);

      g_ptr_array_add (certificates, g_bytes_new_take (der, length));
    }

  return g_steal_pointer (&certificates);
}
