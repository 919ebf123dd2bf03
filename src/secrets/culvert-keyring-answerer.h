/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"

G_BEGIN_DECLS

/**
 * CulvertKeyringAnswerer:
 *
 * Answers prompts with what the user had kept, and keeps what the user wants kept once it has
 * proved right. What was refused is never offered again by itself. A keyring that is locked, slow
 * or absent costs at most a second: then the prompt goes on to the next answerer. Meanwhile the
 * user is asked to unlock a locked one, for the next time.
 *
 * Signal `store-failed (GError *)`: an answer could not be kept. The connection is not affected.
 */
#define CULVERT_TYPE_KEYRING_ANSWERER (culvert_keyring_answerer_get_type ())
G_DECLARE_FINAL_TYPE (CulvertKeyringAnswerer,
                      culvert_keyring_answerer,
                      CULVERT,
                      KEYRING_ANSWERER,
                      GObject)

CulvertKeyringAnswerer *culvert_keyring_answerer_new (void);

/* How long the next question is held back for the keyring alone, at first 1,000; a quarter of it
 * where the keyring was not as quick lately. */
void culvert_keyring_answerer_set_patience (CulvertKeyringAnswerer *self, guint milliseconds);

/* Before the program ends: done when what is to be kept is in the keyring, or after two seconds. */
void culvert_keyring_answerer_flush_async (CulvertKeyringAnswerer *self,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void culvert_keyring_answerer_flush_finish (CulvertKeyringAnswerer *self, GAsyncResult *result);

G_END_DECLS
