/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-error.h"

G_DEFINE_QUARK (culvert_launch_error_quark, culvert_launch_error)
