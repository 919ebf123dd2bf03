/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * culvert_keyring_unlock_async:
 *
 * Asks the user, through the keyring's own dialog, to unlock the keyring that passwords are kept
 * in. Done at once where it is unlocked. Cancelling leaves the dialog to the user, and
 * waits no longer.
 *
 * libsecret could do this by itself on the way to an item, but some of its versions never finish
 * when the user closes the dialog.
 */
void culvert_keyring_unlock_async (GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* Fails with %G_IO_ERROR_PERMISSION_DENIED where the user closed the dialog, and with what the bus
 * says where there is no service. */
gboolean culvert_keyring_unlock_finish (GAsyncResult *result, GError **error);

G_END_DECLS
