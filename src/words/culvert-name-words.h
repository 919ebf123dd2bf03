/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-name-servers.h"

G_BEGIN_DECLS

/* The name servers of a VPN, and what became of them, in words. */

/* "10.8.0.1, 10.8.0.2 (example.com)". (transfer full) (nullable): there are none */
char *culvert_name_words_list (const CulvertNameServers *servers);

/* What is wrong with what is in force, whole sentences. (transfer full) (nullable): nothing is
 * @in_force: (nullable) */
char *culvert_name_words_warning (CulvertNamesVerdict verdict, const CulvertNameServers *in_force);

G_END_DECLS
