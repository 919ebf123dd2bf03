/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-verdict.h"
#include "culvert-config.h"

G_BEGIN_DECLS

/**
 * culvert_config_judge:
 * @reason: (out): why, unless it is allowed
 *
 * What one directive may do, by its effect: its name and its arguments must both be on the list of
 * the harmless ones, and what is not known is not harmless. `setenv opt X` is judged as X.
 */
CulvertConfigVerdict culvert_config_judge (const CulvertConfigDirective *directive,
                                           CulvertConfigReason *reason);

G_END_DECLS
