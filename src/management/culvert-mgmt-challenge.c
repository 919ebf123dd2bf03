/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-challenge.h"

#include <string.h>

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
