/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A digest over what a connection leads to: SHA-256 in hexadecimal.
 *
 * @kind_of_fact: a word that keeps it apart from the digests over other facts
 *
 * Returns: (transfer full) */
char *culvert_profile_identity_new (const char *kind_of_fact, const char *fact);

/* Whether it is a SHA-256 in hexadecimal. */
gboolean culvert_profile_identity_is_valid (const char *identity);

G_END_DECLS
