/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The replies of a daemon that looks through its tokens. Pure. */

/* `PKCS11ID-COUNT:4`. FALSE if it is no number. */
gboolean culvert_mgmt_pkcs11_parse_count (const char *text, guint64 *count);

/* A certificate on a token. An immutable value. */
typedef struct
{
  char *id; /* (owned) (nullable): what the daemon calls it; NULL: there is none any more */
  GBytes *certificate; /* (owned) (nullable): what is on the token, said to be DER */
} CulvertMgmtPkcs11Entry;

/**
 * culvert_mgmt_pkcs11_parse_entry:
 * @text: `PKCS11ID-ENTRY:'0', ID:'…', BLOB:'…'`, or `PKCS11ID-ENTRY:'0'` for one that is not there.
 *   Nothing is escaped in it.
 * @index: the one that was asked for
 *
 * Returns: (transfer full) (nullable): NULL if it cannot be read, or is another one
 */
CulvertMgmtPkcs11Entry *culvert_mgmt_pkcs11_parse_entry (const char *text, guint index);
void culvert_mgmt_pkcs11_entry_free (CulvertMgmtPkcs11Entry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtPkcs11Entry, culvert_mgmt_pkcs11_entry_free)

G_END_DECLS
