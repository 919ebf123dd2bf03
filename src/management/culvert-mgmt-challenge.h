/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-secret-text.h"

G_BEGIN_DECLS

/**
 * culvert_mgmt_challenge_static_response:
 * @concat: flag bit 1 of the challenge (2.7): the response follows the password as it is
 *
 * What the `password` command carries for a static challenge (`SC:` in the prompt): password and
 * response together, in base64 as `SCRV1:password:response`, or one after the other.
 *
 * Returns: (transfer full)
 */
CulvertSecretText *culvert_mgmt_challenge_static_response (const CulvertSecretText *password,
                                                           const CulvertSecretText *response,
                                                           gboolean concat);

/**
 * CulvertMgmtChallenge:
 *
 * A dynamic challenge: the server has refused a sign-in because it wants an answer to this too. An
 * immutable value.
 */
typedef struct
{
  CulvertSecretText *state; /* (owned): names the sign-in; whoever has it can go on with it */
  char *username;           /* (owned) (nullable): whom to sign in; NULL: cannot be read */
  char *text;               /* (owned): raw remote text */
  gboolean wants_response;  /* FALSE: there is nothing to type */
  gboolean echo;            /* the response may be shown */
} CulvertMgmtChallenge;

/**
 * culvert_mgmt_challenge_parse:
 * @reason: why a sign-in was refused: `CRV1:flags:state:user name in base64:text`
 *
 * Returns: (transfer full) (nullable): NULL if this is no challenge, or one that cannot be answered
 */
CulvertMgmtChallenge *culvert_mgmt_challenge_parse (const char *reason);
void culvert_mgmt_challenge_free (CulvertMgmtChallenge *self);

/**
 * culvert_mgmt_challenge_dynamic_response:
 * @response: (nullable): NULL where there was nothing to type
 *
 * What the next `password` command carries: `CRV1::state::response`.
 *
 * Returns: (transfer full)
 */
CulvertSecretText *culvert_mgmt_challenge_dynamic_response (const CulvertMgmtChallenge *self,
                                                            const CulvertSecretText *response);

/**
 * culvert_mgmt_challenge_text_response:
 *
 * What the `cr-response` command carries: the response in base64.
 *
 * Returns: (transfer full)
 */
CulvertSecretText *culvert_mgmt_challenge_text_response (const CulvertSecretText *response);

/* The flags of a challenge, `R,E`: whether there is something to type, and may be shown. */
void culvert_mgmt_challenge_read_flags (const char *flags,
                                        gsize length,
                                        gboolean *wants_response,
                                        gboolean *echo);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtChallenge, culvert_mgmt_challenge_free)

G_END_DECLS
