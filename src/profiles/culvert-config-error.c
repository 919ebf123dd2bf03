/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-error.h"

G_DEFINE_QUARK (culvert_config_error_quark, culvert_config_error)
