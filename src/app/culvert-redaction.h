/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CulvertRedaction:
 *
 * Takes out of a text what strangers must not read: passwords, PINs, tokens, keys and the answers
 * to challenges always, and what else it is told of. Where it cannot tell, it takes out too much.
 * The same address has the same stand-in in everything that one redaction is applied to.
 */
#define CULVERT_TYPE_REDACTION (culvert_redaction_get_type ())
G_DECLARE_FINAL_TYPE (CulvertRedaction, culvert_redaction, CULVERT, REDACTION, GObject)

CulvertRedaction *culvert_redaction_new (void);

/* What tells who the user is, and what to read in its place. Those that were added first count
 * first. @name: (nullable): NULL and very short ones are not looked for */
void culvert_redaction_add_name (CulvertRedaction *self, const char *name, const char *stand_in);
/* A name of a computer or network; it goes with the addresses. */
void culvert_redaction_add_host (CulvertRedaction *self, const char *host);

/**
 * culvert_redaction_apply:
 * @text: UTF-8 of any number of lines
 * @leaves_addresses: FALSE takes out addresses and hosts, except those that are the same everywhere
 *
 * Returns: (transfer full)
 */
char *culvert_redaction_apply (CulvertRedaction *self, const char *text, gboolean leaves_addresses);

G_END_DECLS
