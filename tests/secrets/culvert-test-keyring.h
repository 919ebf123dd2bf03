/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertTestKeyring:
 *
 * A real keyring daemon with a home of its own, on the session bus that the process has; unlocked,
 * and empty. It does not outlive this.
 */
typedef struct _CulvertTestKeyring CulvertTestKeyring;

CulvertTestKeyring *culvert_test_keyring_new (void);
void culvert_test_keyring_free (CulvertTestKeyring *self);

void culvert_test_keyring_lock (CulvertTestKeyring *self);
/* Without asking anybody. */
void culvert_test_keyring_unlock (CulvertTestKeyring *self);
/* From now on it takes calls and answers none, until it is thawed. */
void culvert_test_keyring_freeze (CulvertTestKeyring *self);
void culvert_test_keyring_thaw (CulvertTestKeyring *self);
void culvert_test_keyring_kill (CulvertTestKeyring *self);
/* Also after what it has been told until now. */
gboolean culvert_test_keyring_is_there (CulvertTestKeyring *self);

/* How often it was told to ask the user for something. Nobody is there to answer. */
guint culvert_test_keyring_get_n_prompts (CulvertTestKeyring *self);

/* How many items there are with this attribute. */
guint culvert_test_keyring_count (const char *attribute, const char *value);

G_END_DECLS
