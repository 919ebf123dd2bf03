/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-review.h"

G_BEGIN_DECLS

/* What was found in a profile that is imported, in whole translated sentences. */

/* What it comes to that a profile was not imported; the error's own message says where and why. */
const char *culvert_config_words_error (CulvertConfigError code);

/* Where and why, from the message of a #CulvertConfigError. What there is no translation for stays
 * as the error has it. Fit to be shown. (transfer full) */
char *culvert_config_words_complaint (const char *message);

/* "It runs a program, so the connection gets the rights of your account only." (nullable): there is
 * nothing to say */
const char *culvert_config_words_reason (CulvertConfigReason reason);

/* One line for a list: "Line 12, “up”: …". (transfer full) */
char *culvert_config_words_note (const CulvertConfigNote *note);

/* That there is a connection that leads to the same. @name: of it. (transfer full) */
char *culvert_config_words_twin (const char *name);

G_END_DECLS
