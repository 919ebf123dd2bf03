/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-abilities.h"

#include <string.h>

#include "culvert-mgmt-number.h"

#define NUMBER(major, minor, patch) ((major) *1000000u + (minor) *1000u + (patch))
#define MAX_PART                    999

/* Reads the digits at *text, and the point behind them if there is one. */
static gboolean
take_part (const char **text, guint *part)
{
  gsize length = strspn (*text, "0123456789");
  guint64 number;

  if (culvert_mgmt_number_parse (*text, length, MAX_PART, &number) != CULVERT_MGMT_NUMBER_GOOD)
    return FALSE;

  *part = (guint) number;
  *text += length + ((*text)[length] == '.' ? 1 : 0);
  return TRUE;
}

/* Returns: 0 where it cannot be read */
static guint
read_number (const char *version)
{
  static const char program[] = "OpenVPN ";
  guint major = 0;
  guint minor = 0;
  guint patch = 0;

  if (version == NULL || !g_str_has_prefix (version, program))
    return 0;

  version += strlen (program);
  if (!take_part (&version, &major) || !take_part (&version, &minor))
    return 0;

  /* `2.7_git`, `2.7_rc1`: those have all that the series brings, as far as we are concerned. */
  if (*version == '_')
    patch = MAX_PART;
  else
    take_part (&version, &patch);
  return NUMBER (major, minor, patch);
}

CulvertMgmtAbilities
culvert_mgmt_abilities_of (const char *version)
{
  guint number = read_number (version);
  CulvertMgmtAbilities abilities = 0;

  if (number >= NUMBER (2, 1, 0) && number < NUMBER (2, 6, 0))
    abilities |= CULVERT_MGMT_CAN_FILTER;
  if (number >= NUMBER (2, 4, 0))
    abilities |= CULVERT_MGMT_CAN_TELL_CLIENT_IDS;
  if (number >= NUMBER (2, 5, 0))
    abilities |= CULVERT_MGMT_CAN_ASK_MORE;
  if (number >= NUMBER (2, 6, 2))
    abilities |= CULVERT_MGMT_CAN_ASK_BY_KEY;
  if (number >= NUMBER (2, 7, 0))
    abilities |= CULVERT_MGMT_CAN_PUSH_UPDATE;
  return abilities;
}
