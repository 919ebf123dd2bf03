/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-error.h"

G_DEFINE_QUARK (culvert_mgmt_error_quark, culvert_mgmt_error)
