/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-choice.h"

#include <string.h>

#define MAX_LENGTH    400
#define SHA256_LENGTH 64

const char *
culvert_profile_choice_to_string (CulvertProfileChoice which)
{
  switch (which)
    {
    case CULVERT_PROFILE_CERTIFICATE:
      return "certificate";
    case CULVERT_PROFILE_SERVER:
      return "server";
    case CULVERT_PROFILE_PROXY:
      return "proxy";
    }

  g_return_val_if_reached ("");
}

static gboolean
is_one_line (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == 0x7f)
      return FALSE;

  return strlen (text) <= MAX_LENGTH && g_utf8_validate (text, -1, NULL);
}

static gboolean
is_certificate (const char *text)
{
  gsize n_digits = strspn (text, "0123456789abcdef");

  if (n_digits == 0 && *text == '-')
    n_digits = 1;
  else if (n_digits != SHA256_LENGTH)
    return FALSE;

  return text[n_digits] == ' ' && text[n_digits + 1] != '\0';
}

static gboolean
is_server (const char *text)
{
  const char *protocol = strrchr (text, ':');
  const char *port = protocol != NULL ? g_strrstr_len (text, protocol - text, ":") : NULL;

  return port != NULL && port > text && protocol > port + 1 && protocol[1] != '\0';
}

static gboolean
is_proxy (const char *text)
{
  return g_str_equal (text, "none") || g_str_equal (text, "system") ||
         g_str_has_prefix (text, "manual http://") || g_str_has_prefix (text, "manual socks5://");
}

gboolean
culvert_profile_choice_is_valid (CulvertProfileChoice which, const char *text)
{
  if (!is_one_line (text))
    return FALSE;

  switch (which)
    {
    case CULVERT_PROFILE_CERTIFICATE:
      return is_certificate (text);
    case CULVERT_PROFILE_SERVER:
      return is_server (text);
    case CULVERT_PROFILE_PROXY:
      return is_proxy (text);
    }

  g_return_val_if_reached (FALSE);
}
