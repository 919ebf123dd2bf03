/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertTestService:
 *
 * A secret service that a test can play with. It knows no encryption: it opens "plain" sessions
 * alone. It finds nothing, and counts what it is told to keep.
 */
typedef struct _CulvertTestService CulvertTestService;

CulvertTestService *culvert_test_service_new (void);
void culvert_test_service_free (CulvertTestService *self);

guint culvert_test_service_get_n_sessions (CulvertTestService *self);
guint culvert_test_service_get_n_stored (CulvertTestService *self);

/* From now on somebody has to be asked before it unlocks. */
void culvert_test_service_lock (CulvertTestService *self);
/* How many dialogs it has shown; how many of them it was told to take away. */
guint culvert_test_service_get_n_prompts (CulvertTestService *self);
guint culvert_test_service_get_n_dismissed (CulvertTestService *self);
/* The user types the password, or closes the dialog. */
void culvert_test_service_complete (CulvertTestService *self, gboolean is_dismissed);

G_END_DECLS
