/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/* Drops all items at a place of the keyring, which is unlocked. What somebody else drops meanwhile,
 * the user perhaps, or another change of ours, is dropped, too.
 *
 * @schema: static
 * @place: attributes of what goes */
void culvert_keyring_drop_all_async (const SecretSchema *schema,
                                     GHashTable *place,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean culvert_keyring_drop_all_finish (GAsyncResult *result, GError **error);

/* The keyring found something, and then it was gone. */
gboolean culvert_keyring_is_gone (const GError *error);

G_END_DECLS
