/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertFakeResolver:
 *
 * Stands for what the desktop says about proxies, in the whole program, once it is installed. It
 * answers what it was taught, and nothing at all until then.
 */
#define CULVERT_TYPE_FAKE_RESOLVER (culvert_fake_resolver_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFakeResolver, culvert_fake_resolver, CULVERT, FAKE_RESOLVER, GObject)

/* Before anybody asks for the default resolver. Returns: (transfer none) */
CulvertFakeResolver *culvert_fake_resolver_install (void);

/* @address: (nullable): NULL: it is silent from now on */
void culvert_fake_resolver_answer (CulvertFakeResolver *self, const char *address);
/* (nullable): what it was asked for last */
const char *culvert_fake_resolver_get_asked (CulvertFakeResolver *self);

G_END_DECLS
