/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-challenge.h"
#include "culvert-profile.h"
#include "culvert-prompt.h"

G_BEGIN_DECLS

/* What a server asks after it has seen the password, as a prompt, and the answer as commands. Pure.
 * A dynamic challenge is answered where the daemon asks for name and password once more. */

/* @username: (nullable): the name that was used before; offered where the server's is unreadable */
CulvertPrompt *culvert_session_challenge_to_prompt (const CulvertMgmtChallenge *challenge,
                                                    CulvertProfile *profile,
                                                    CulvertPromptFlags flags,
                                                    const char *username);

/**
 * culvert_session_challenge_to_commands:
 *
 * Returns: (transfer full) (element-type CulvertMgmtCommand): in the order to send them
 */
GPtrArray *culvert_session_challenge_to_commands (const CulvertMgmtChallenge *challenge,
                                                  CulvertPrompt *prompt,
                                                  GError **error);

/* The blank for a response. */
CulvertPromptField *culvert_session_challenge_new_field (gboolean echo);

/* `timeout 20`, the detail of AUTH_PENDING. Returns: seconds, 0 where there are none */
guint culvert_session_challenge_read_timeout (const char *detail);

G_END_DECLS
