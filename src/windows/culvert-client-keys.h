/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CulvertClientKeys:
 *
 * What names are sorted by, as the language of the user has it: without regard to case, and with
 * numbers in names in the order of numbers. A key is made once for each name, and has some sixty
 * bytes, so keys are kept only while there is something to sort.
 */
typedef struct _CulvertClientKeys CulvertClientKeys;

CulvertClientKeys *culvert_client_keys_new (void);
void culvert_client_keys_free (CulvertClientKeys *self);

/* @text: remote text, of the client in this slot of the roster */
void culvert_client_keys_add (CulvertClientKeys *self, guint slot, const char *text);
/* Both have been added. */
int culvert_client_keys_compare (const CulvertClientKeys *self, guint slot_a, guint slot_b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertClientKeys, culvert_client_keys_free)

G_END_DECLS
