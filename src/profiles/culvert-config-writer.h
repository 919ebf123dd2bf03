/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config.h"

G_BEGIN_DECLS

/**
 * culvert_config_write:
 * @config: (element-type CulvertConfigDirective)
 *
 * The canonical text: one directive a line, without comments, quoted in one way only, so that no
 * two programs can read it differently. culvert_config_parse() reads it back as it was.
 *
 * Returns: (transfer full) (nullable): NULL with an error if a line or the whole becomes too long
 */
CulvertSecretText *culvert_config_write (GPtrArray *config, GError **error);

G_END_DECLS
