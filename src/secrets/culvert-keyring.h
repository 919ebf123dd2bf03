/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt.h"

G_BEGIN_DECLS

/* The user's keyring: one item for what one connection asks for under one realm. Whether an answer
 * may be taken from it or kept in it is for the caller to decide; this is only how. Changes
 * ask the user to unlock the keyring first. Nothing here has a deadline but the caller's
 * cancellable. */

/* What is kept for a prompt. */
typedef struct
{
  char *user;                  /* (owned) (nullable): the login name, where there is one */
  CulvertSecretText *password; /* (owned) (nullable): only what may be used */
  gboolean is_locked;
} CulvertKeyringItem;

void culvert_keyring_item_free (CulvertKeyringItem *self);

/**
 * culvert_keyring_look_up_async:
 * @with_password: FALSE where the login name is all that is wanted
 *
 * Never unlocks. The password stays in the keyring if it was refused, or kept for another identity
 * than the prompt's.
 */
void culvert_keyring_look_up_async (CulvertPrompt *prompt,
                                    gboolean with_password,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Returns: (transfer full) (nullable): NULL without an error where nothing is kept */
CulvertKeyringItem *culvert_keyring_look_up_finish (GAsyncResult *result, GError **error);

/* Keeps an answer in place of any other for the prompt. Never hands a password over in the clear:
 * fails with %G_IO_ERROR_NOT_SUPPORTED where the service offers nothing else. */
void culvert_keyring_keep_async (CulvertPrompt *prompt,
                                 const char *user,
                                 CulvertSecretText *password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Drops the password for the prompt and leaves a note that it was refused. */
void culvert_keyring_refuse_async (CulvertPrompt *prompt,
                                   const char *user,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* Drops what is kept for the prompt. */
void culvert_keyring_drop_async (CulvertPrompt *prompt,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Drops all that is kept for a connection. */
void culvert_keyring_forget_async (const char *profile_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* Of keep, refuse, drop and forget. */
gboolean culvert_keyring_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertKeyringItem, culvert_keyring_item_free)

G_END_DECLS
