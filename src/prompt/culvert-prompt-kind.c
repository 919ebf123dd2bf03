/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-kind.h"

const char *
culvert_prompt_kind_to_string (CulvertPromptKind kind)
{
  switch (kind)
    {
    case CULVERT_PROMPT_SIGN_IN:
      return "sign-in";
    case CULVERT_PROMPT_USERNAME:
      return "username";
    case CULVERT_PROMPT_KEY_PASSPHRASE:
      return "key-passphrase";
    case CULVERT_PROMPT_TOKEN_PIN:
      return "token-pin";
    case CULVERT_PROMPT_PROXY_SIGN_IN:
      return "proxy-sign-in";
    case CULVERT_PROMPT_PASSWORD:
      return "password";
    case CULVERT_PROMPT_CONFIRMATION:
      return "confirmation";
    case CULVERT_PROMPT_TEXT:
      return "text";
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return "management-password";
    case CULVERT_PROMPT_CHALLENGE:
      return "challenge";
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return "web-sign-in";
    case CULVERT_PROMPT_CERTIFICATE:
      return "certificate";
    case CULVERT_PROMPT_SERVER:
      return "server";
    case CULVERT_PROMPT_PROXY:
      return "proxy";
    }

  g_return_val_if_reached ("text");
}

gboolean
culvert_prompt_kind_has_choices (CulvertPromptKind kind)
{
  return kind == CULVERT_PROMPT_CERTIFICATE || kind == CULVERT_PROMPT_SERVER ||
         kind == CULVERT_PROMPT_PROXY;
}
