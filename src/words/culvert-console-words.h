/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-caution.h"

G_BEGIN_DECLS

/* What there is to say before a typed command is sent, as a sentence or two: what it would do, or
 * why it is not sent. (nullable): nothing to say */
const char *culvert_console_words_caution (CulvertSessionCaution caution);

G_END_DECLS
