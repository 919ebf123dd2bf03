/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt.h"

G_BEGIN_DECLS

typedef enum
{
  CULVERT_KEYRING_UNLOCK,
  CULVERT_KEYRING_KEEP,
  CULVERT_KEYRING_REFUSE,
  CULVERT_KEYRING_DROP,
} CulvertKeyringTask;

/**
 * CulvertKeyringJobs:
 *
 * What the keyring is told to do, one thing at a time and in order, so that nothing is overtaken by
 * what came before it, and no two unlock dialogs are open at once. Each has a minute: long enough
 * for a person to find the dialog.
 *
 * Signal `finished (CulvertKeyringTask task, GError *)`: with NULL a task is done, and the keyring
 * is unlocked; with an error it could not be done, or the user did not unlock the keyring for it.
 */
#define CULVERT_TYPE_KEYRING_JOBS (culvert_keyring_jobs_get_type ())
G_DECLARE_FINAL_TYPE (CulvertKeyringJobs, culvert_keyring_jobs, CULVERT, KEYRING_JOBS, GObject)

CulvertKeyringJobs *culvert_keyring_jobs_new (void);

/* @user: (nullable): for KEEP and REFUSE
 * @password: (nullable): for KEEP */
void culvert_keyring_jobs_add (CulvertKeyringJobs *self,
                               CulvertKeyringTask task,
                               CulvertPrompt *prompt,
                               const char *user,
                               CulvertSecretText *password);

/* Before the program ends: done when nothing is left to do but to unlock, or after two seconds. */
void culvert_keyring_jobs_flush_async (CulvertKeyringJobs *self,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void culvert_keyring_jobs_flush_finish (CulvertKeyringJobs *self, GAsyncResult *result);

G_END_DECLS
