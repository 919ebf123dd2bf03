/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-event.h"
#include "culvert-name-servers.h"

G_BEGIN_DECLS

/**
 * CulvertSessionDns:
 *
 * The name servers and search domains that a server told a daemon to use. A daemon with
 * `management-up-down` says what came of it; of any other the log is read, where it says what the
 * server sent. A zeroed one knows nothing. A part of CulvertSessionRecord.
 */
typedef struct
{
  CulvertNameServers *wanted;  /* (owned) (nullable): nothing has been heard yet */
  gboolean is_of_the_daemon;   /* it told so itself; its log is not needed any more */
  gboolean is_to_be_continued; /* the server has sent a part */
} CulvertSessionDns;

/* The tunnel is down, or the daemon is another one. */
void culvert_session_dns_clear (CulvertSessionDns *self);

/* @payload: what stands after `>UPDOWN:`. TRUE: something is different now. */
gboolean culvert_session_dns_take_up_down (CulvertSessionDns *self, const char *payload);
/* A line of the log, present or past. Most say nothing of it, which costs next to nothing. */
gboolean culvert_session_dns_take_log (CulvertSessionDns *self, const CulvertMgmtLog *log);

G_END_DECLS
