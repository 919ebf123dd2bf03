/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-identity.h"

#include <string.h>

#define IDENTITY_LENGTH 64

char *
culvert_profile_identity_new (const char *kind_of_fact, const char *fact)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) kind_of_fact, -1);
  g_checksum_update (checksum, (const guchar *) " ", -1);
  g_checksum_update (checksum, (const guchar *) fact, -1);

  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
culvert_profile_identity_is_valid (const char *identity)
{
  return strlen (identity) == IDENTITY_LENGTH &&
         strspn (identity, G_CSET_DIGITS "abcdef") == IDENTITY_LENGTH;
}
