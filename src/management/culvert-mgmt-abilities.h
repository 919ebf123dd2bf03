/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What not every server daemon can do. */
typedef enum
{
  CULVERT_MGMT_CAN_FILTER = 1 << 0,         /* client-pf: 2.1 to 2.5 */
  CULVERT_MGMT_CAN_ASK_MORE = 1 << 1,       /* client-pending-auth: from 2.5 on */
  CULVERT_MGMT_CAN_ASK_BY_KEY = 1 << 2,     /* and it wants the id of the key: from 2.6.2 on */
  CULVERT_MGMT_CAN_PUSH_UPDATE = 1 << 3,    /* push-update-broad, push-update-cid: from 2.7 on */
  CULVERT_MGMT_CAN_TELL_CLIENT_IDS = 1 << 4 /* status 3 has a column for them: from 2.4 on */
} CulvertMgmtAbilities;

/* `version`: (nullable): "OpenVPN 2.6.14 x86_64-pc-linux-gnu …", as the daemon answers `version`,
 * without what stands before it. The number of the management interface does not tell: 5 is that of
 * 2.6.2 to 2.7.1. Returns: none of them where the version cannot be read */
CulvertMgmtAbilities culvert_mgmt_abilities_of (const char *version);

G_END_DECLS
