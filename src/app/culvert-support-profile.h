/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-redaction.h"
#include "culvert-secret-text.h"

G_BEGIN_DECLS

/**
 * culvert_support_profile_text:
 * @text: of an imported profile
 * @redaction: is told of the servers and proxies that it names
 *
 * A profile as it may be shown: without what is in its blocks, be it a key or a certificate,
 * without the values of its variables and without comments.
 *
 * Returns: (transfer full): a sentence where it cannot be read
 */
char *culvert_support_profile_text (CulvertSecretText *text, CulvertRedaction *redaction);

G_END_DECLS
