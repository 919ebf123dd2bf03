/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a prompt asks for. */
typedef enum
{
  CULVERT_PROMPT_SIGN_IN,             /* user name and password of the VPN account */
  CULVERT_PROMPT_USERNAME,            /* user name alone */
  CULVERT_PROMPT_KEY_PASSPHRASE,      /* of the private key */
  CULVERT_PROMPT_TOKEN_PIN,           /* of a smart card or token */
  CULVERT_PROMPT_PROXY_SIGN_IN,       /* user name and password of an HTTP or SOCKS proxy */
  CULVERT_PROMPT_PASSWORD,            /* a password of a type that Culvert does not know */
  CULVERT_PROMPT_CONFIRMATION,        /* OK or Cancel */
  CULVERT_PROMPT_TEXT,                /* a line of text */
  CULVERT_PROMPT_MANAGEMENT_PASSWORD, /* of the daemon's management interface */
  CULVERT_PROMPT_CHALLENGE,           /* a question of the server, beside or after the password */
  CULVERT_PROMPT_WEB_SIGN_IN, /* to be done in a browser; the message is the address; nobody answers
                               * it here, it is withdrawn when it has been done */
  CULVERT_PROMPT_CERTIFICATE, /* one of the choices: certificates on tokens */
  CULVERT_PROMPT_SERVER,      /* one of the choices: servers to connect to */
  CULVERT_PROMPT_PROXY,       /* one of the choices: how to get to the server */
} CulvertPromptKind;

/* A stable word for programs: "sign-in", "username", "key-passphrase", "token-pin",
 * "proxy-sign-in", "password", "confirmation", "text", "management-password", "challenge",
 * "web-sign-in", "certificate", "server", "proxy". */
const char *culvert_prompt_kind_to_string (CulvertPromptKind kind);

/* Something is chosen from a list. */
gboolean culvert_prompt_kind_has_choices (CulvertPromptKind kind);

G_END_DECLS
