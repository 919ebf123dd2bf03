/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-keyring.h"

G_BEGIN_DECLS

/**
 * culvert_keyring_search_async:
 *
 * Looks up what is kept for a prompt, with patience: a keyring that is killed meanwhile is asked
 * again, and a slow one is waited for. That ends after a minute, with %G_IO_ERROR_TIMED_OUT, or
 * with the question, with %G_IO_ERROR_CANCELLED.
 */
void culvert_keyring_search_async (CulvertPrompt *prompt,
                                   gboolean with_password,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full) (nullable): NULL without an error where nothing is kept */
CulvertKeyringItem *culvert_keyring_search_finish (GAsyncResult *result, GError **error);

G_END_DECLS
