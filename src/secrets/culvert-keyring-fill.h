/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-keyring.h"

G_BEGIN_DECLS

/* How what is kept gets into the blanks of a prompt, and back. A password goes with its login name
 * or not at all. */

/* What of an answer may be kept as a password; empty where a login name alone was asked for.
 * (transfer full) (nullable) */
CulvertSecretText *culvert_keyring_lasting_password (CulvertPrompt *prompt);
/* The login name that may be kept. (transfer none) (nullable) */
const char *culvert_keyring_lasting_user (CulvertPrompt *prompt);

void culvert_keyring_suggest (CulvertPrompt *prompt, const CulvertKeyringItem *item);

/* As the answer. Returns whether all of what is kept was filled in. */
gboolean culvert_keyring_fill (CulvertPrompt *prompt, const CulvertKeyringItem *item);

/* For a person who has been asked meanwhile, and may have begun to answer. Returns whether the
 * password was offered. */
gboolean culvert_keyring_offer (CulvertPrompt *prompt, const CulvertKeyringItem *item);

G_END_DECLS
