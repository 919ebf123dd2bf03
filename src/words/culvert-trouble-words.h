/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session.h"

G_BEGIN_DECLS

/* What went wrong, in whole translated sentences. What is not ours in them, such as the path of a
 * socket, has gone through culvert_plain_text(). */

/* (transfer full): of an error that has a CulvertMgmtFault or a CulvertLaunchFault, the
 * sentence; of any other, its message.
 */
char *culvert_trouble_words_error (const GError *error);

/**
 * culvert_trouble_words_last:
 * @max_characters: to which the words of a server or a daemon are cut
 *
 * The last words about why a session is as it is; culvert_trouble_words_get_voice() tells whose
 * they are.
 *
 * Returns: (transfer full) (nullable): not one
 */
char *culvert_trouble_words_last (CulvertSession *session, gsize max_characters);

/* Whose words the last ones are, if they are about @reason. */
CulvertSessionVoice culvert_trouble_words_get_voice (CulvertSession *session,
                                                     CulvertSessionReason reason);

/* Why what was typed is not in the keyring. @error: of the keyring */
const char *culvert_trouble_words_not_kept (const GError *error);

G_END_DECLS
