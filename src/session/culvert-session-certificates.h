/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt.h"
#include "culvert-session-link.h"

G_BEGIN_DECLS

/* The certificates on the tokens of a daemon, as choices of a prompt. */

/* The name under which a daemon asks for one of them. */
#define CULVERT_SESSION_CERTIFICATE_TYPE "pkcs11-id-request"

/**
 * culvert_session_certificates_find_async:
 * @prompt: gets one choice after the other, as the tokens are read
 * @preferred: (nullable): as culvert_session_certificates_get_key() made it; comes first, and is
 *   chosen unless something else is
 *
 * Only while the daemon asks for a certificate: elsewhere these commands end it. An error may come
 * after a part of the choices, which stand.
 */
void culvert_session_certificates_find_async (CulvertSessionLink *link,
                                              CulvertPrompt *prompt,
                                              const char *preferred,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean culvert_session_certificates_find_finish (CulvertSessionLink *link,
                                                   GAsyncResult *result,
                                                   GError **error);

/* (transfer full): what tells a certificate and its place from all others */
char *culvert_session_certificates_get_key (CulvertPromptChoice *choice);
/* The same certificate, be it on another token. What cannot be read is the same as nothing. */
gboolean culvert_session_certificates_is_same (CulvertPromptChoice *choice, const char *key);

G_END_DECLS
