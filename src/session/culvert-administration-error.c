/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-administration-error.h"

G_DEFINE_QUARK (culvert_administration_error, culvert_administration_error)
