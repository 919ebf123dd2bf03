/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-challenge.h"

#include <string.h>

#include "culvert-plain-text.h"

/* More than fits into a command. */
#define MAX_NAME_CHARACTERS 256

/* What GLib says base64 takes in steps without line breaks. */
#define BASE64_ROOM(n) (((n) / 3 + 1) * 4 + 4)

/* Encodes in locked memory: 30 bytes at a time, through a small buffer that is wiped. */
static void
append_base64 (CulvertSecretText *text, const CulvertSecretText *part)
{
  const guchar *bytes = (const guchar *) culvert_secret_text_peek (part);
  gsize left = culvert_secret_text_get_length (part);
  char encoded[BASE64_ROOM (30)];
  int state = 0;
  int save = 0;
  gsize n;

  while (left > 0)
    {
      gsize step = MIN (left, 30);

      n = g_base64_encode_step (bytes, step, FALSE, encoded, &state, &save);
      culvert_secret_text_append (text, encoded, (gssize) n);
      bytes += step;
      left -= step;
    }

  n = g_base64_encode_close (FALSE, encoded, &state, &save);
  culvert_secret_text_append (text, encoded, (gssize) n);
  explicit_bzero (encoded, sizeof encoded);
}

/* GLib skips what is no base64, and would read a name out of anything. */
static gboolean
is_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize n_digits = strspn (text,
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                           "0123456789+/");

  return length > 0 && length % 4 == 0 && n_digits + 2 >= length &&
         strspn (text + n_digits, "=") == length - n_digits;
}

/* A name that cannot be shown as it is would be sent unseen. */
static char *
decode_name (const char *encoded)
{
  g_autofree char *name = NULL;
  g_autofree char *plain = NULL;
  gsize length = 0;

  if (!is_base64 (encoded))
    return NULL;

  name = (char *) g_base64_decode (encoded, &length);
  plain = culvert_plain_text (name, (gssize) length, MAX_NAME_CHARACTERS);

  return length > 0 && length == strlen (plain) && memcmp (name, plain, length) == 0
             ? g_steal_pointer (&plain)
             : NULL;
}

/* It goes back as a part of a command. */
static gboolean
is_state (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return FALSE;

  return *text != '\0';
}

CulvertSecretText *
culvert_mgmt_challenge_static_response (const CulvertSecretText *password,
                                        const CulvertSecretText *response,
                                        gboolean concat)
{
  gsize password_length = culvert_secret_text_get_length (password);
  gsize response_length = culvert_secret_text_get_length (response);
  CulvertSecretText *text;

  if (concat)
    {
      text = culvert_secret_text_new_sized (password_length + response_length);
      culvert_secret_text_append (text, culvert_secret_text_peek (password), -1);
      culvert_secret_text_append (text, culvert_secret_text_peek (response), -1);
      return text;
    }

  text = culvert_secret_text_new_sized (sizeof "SCRV1::" + BASE64_ROOM (password_length) +
                                        BASE64_ROOM (response_length));
  culvert_secret_text_append (text, "SCRV1:", -1);
  append_base64 (text, password);
  culvert_secret_text_append (text, ":", -1);
  append_base64 (text, response);

  return text;
}

CulvertMgmtChallenge *
culvert_mgmt_challenge_parse (const char *reason)
{
  g_auto (GStrv) parts = g_strsplit (reason, ":", 5);
  CulvertMgmtChallenge *self;

  if (g_strv_length (parts) != 5 || !g_str_equal (parts[0], "CRV1") || !is_state (parts[2]))
    return NULL;

  self = g_new0 (CulvertMgmtChallenge, 1);
  culvert_mgmt_challenge_read_flags (parts[1],
                                     strlen (parts[1]),
                                     &self->wants_response,
                                     &self->echo);
  self->state = culvert_secret_text_new (parts[2], -1);
  explicit_bzero (parts[2], strlen (parts[2]));
  self->username = decode_name (parts[3]);
  self->text = g_strdup (parts[4]);

  return self;
}

void
culvert_mgmt_challenge_free (CulvertMgmtChallenge *self)
{
  g_clear_pointer (&self->state, culvert_secret_text_unref);
  g_clear_pointer (&self->username, g_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}

CulvertSecretText *
culvert_mgmt_challenge_dynamic_response (const CulvertMgmtChallenge *self,
                                         const CulvertSecretText *response)
{
  gsize response_length = response != NULL ? culvert_secret_text_get_length (response) : 0;
  CulvertSecretText *text = culvert_secret_text_new_sized (
      strlen ("CRV1::::") + culvert_secret_text_get_length (self->state) + response_length);

  culvert_secret_text_append (text, "CRV1::", -1);
  culvert_secret_text_append (text, culvert_secret_text_peek (self->state), -1);
  culvert_secret_text_append (text, "::", -1);
  if (response != NULL)
    culvert_secret_text_append (text, culvert_secret_text_peek (response), -1);

  return text;
}

CulvertSecretText *
culvert_mgmt_challenge_text_response (const CulvertSecretText *response)
{
  CulvertSecretText *text =
      culvert_secret_text_new_sized (BASE64_ROOM (culvert_secret_text_get_length (response)));

  append_base64 (text, response);

  return text;
}

void
culvert_mgmt_challenge_read_flags (const char *flags,
                                   gsize length,
                                   gboolean *wants_response,
                                   gboolean *echo)
{
  g_autofree char *text = g_strndup (flags, length);
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  *wants_response = g_strv_contains ((const char *const *) words, "R");
  *echo = g_strv_contains ((const char *const *) words, "E");
}
