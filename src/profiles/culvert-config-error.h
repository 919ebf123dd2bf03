/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CULVERT_CONFIG_ERROR (culvert_config_error_quark ())
GQuark culvert_config_error_quark (void);

/**
 * CulvertConfigError:
 * @CULVERT_CONFIG_ERROR_UNREADABLE: the profile itself cannot be read, or is no regular file here
 * @CULVERT_CONFIG_ERROR_MISSING_FILE: a file that the profile names cannot be read
 * @CULVERT_CONFIG_ERROR_TOO_BIG: more than the bound that the message names
 * @CULVERT_CONFIG_ERROR_BROKEN: OpenVPN would not take it either, or programs could disagree on
 *   what it says
 * @CULVERT_CONFIG_ERROR_REFUSED: it asks for what a profile may not do, with whatever privilege
 * @CULVERT_CONFIG_ERROR_NOT_A_PROFILE: text, but nothing that makes a connection
 *
 * The message is one sentence; where there is one to name, it begins with the line.
 */
typedef enum
{
  CULVERT_CONFIG_ERROR_UNREADABLE,
  CULVERT_CONFIG_ERROR_MISSING_FILE,
  CULVERT_CONFIG_ERROR_TOO_BIG,
  CULVERT_CONFIG_ERROR_BROKEN,
  CULVERT_CONFIG_ERROR_REFUSED,
  CULVERT_CONFIG_ERROR_NOT_A_PROFILE,
} CulvertConfigError;

G_END_DECLS
