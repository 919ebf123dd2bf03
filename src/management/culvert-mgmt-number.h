/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CULVERT_MGMT_NUMBER_GOOD,
  CULVERT_MGMT_NUMBER_TOO_LARGE,
  CULVERT_MGMT_NUMBER_BAD, /* not digits alone */
} CulvertMgmtNumber;

/* A number as a daemon writes it: digits, and nothing around them. `number` is written when it is
 * GOOD. It comes a hundred thousand times in a row, so it sets no error. */
CulvertMgmtNumber
culvert_mgmt_number_parse (const char *text, gsize length, guint64 max, guint64 *number);

G_END_DECLS
