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

G_END_DECLS
