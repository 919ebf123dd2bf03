/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CulvertSecretText:
 *
 * Text that must not leak: it lives in locked memory of its own, is left out of core dumps, and is
 * wiped when the last reference goes. It has no printed form on purpose; the bytes are reached with
 * culvert_secret_text_peek() alone.
 */
typedef struct _CulvertSecretText CulvertSecretText;

#define CULVERT_TYPE_SECRET_TEXT (culvert_secret_text_get_type ())
GType culvert_secret_text_get_type (void);

/* Copies `length` bytes of `text` (-1: up to its NUL); the caller wipes its own copy. */
CulvertSecretText *culvert_secret_text_new (const char *text, gssize length);

/* An empty text with room for `capacity` bytes, to be filled with culvert_secret_text_append()
 * before it is shared. Appending beyond the capacity is a programmer mistake. */
CulvertSecretText *culvert_secret_text_new_sized (gsize capacity);
void culvert_secret_text_append (CulvertSecretText *self, const char *bytes, gssize length);

CulvertSecretText *culvert_secret_text_ref (CulvertSecretText *self);
void culvert_secret_text_unref (CulvertSecretText *self);

/* The bytes, NUL-terminated; they die with the text. */
const char *culvert_secret_text_peek (const CulvertSecretText *self);
gsize culvert_secret_text_get_length (const CulvertSecretText *self);

/* Compares in a time that depends on the lengths alone. Both may be NULL. */
gboolean culvert_secret_text_equal (const CulvertSecretText *a, const CulvertSecretText *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertSecretText, culvert_secret_text_unref)

G_END_DECLS
