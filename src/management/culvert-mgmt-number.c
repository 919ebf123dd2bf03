/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-number.h"

/* The first number of digits that may not fit into 64 bits. */
#define MANY_DIGITS 20

CulvertMgmtNumber
culvert_mgmt_number_parse (const char *text, gsize length, guint64 max, guint64 *number)
{
  guint64 value = 0;
  gboolean is_too_large = FALSE;

  if (length == 0)
    return CULVERT_MGMT_NUMBER_BAD;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (guchar) text[i] - '0';

      if (digit > 9)
        return CULVERT_MGMT_NUMBER_BAD;
      if (i + 1 >= MANY_DIGITS)
        is_too_large = is_too_large || value > (G_MAXUINT64 - digit) / 10;
      value = value * 10 + digit;
    }
  if (is_too_large || value > max)
    return CULVERT_MGMT_NUMBER_TOO_LARGE;

  *number = value;
  return CULVERT_MGMT_NUMBER_GOOD;
}
