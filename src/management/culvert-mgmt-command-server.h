/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-command.h"

G_BEGIN_DECLS

/* Commands for a server daemon; to a client daemon they are an error. `id` is a client's id (CID)
 * and `key` that of its key (KID), both from a `>CLIENT` notice or, for the first alone, from
 * `status 3`; 0 is one like any other. Errors: UNSENDABLE. */

/* A text for one client cannot be longer: the client's daemon would not pass it on. */
#define CULVERT_MGMT_MAX_PENDING_TEXT 246

/* @text: (nullable): directives for the client; culvert_mgmt_text_check() tells what is wrong with
 * one, and the message names its line. NULL or "": none. */
CulvertMgmtCommand *
culvert_mgmt_command_client_auth (guint64 id, guint64 key, const char *text, GError **error);
/* @reason: for the daemon's log. @client_reason: (nullable): what the client is told. */
CulvertMgmtCommand *culvert_mgmt_command_client_deny (guint64 id,
                                                      guint64 key,
                                                      const char *reason,
                                                      const char *client_reason,
                                                      GError **error);
/* @message: (nullable): "HALT,text" ends the client, which shows the text; NULL and "RESTART,text"
 * make it connect again. */
CulvertMgmtCommand *
culvert_mgmt_command_client_kill (guint64 id, const char *message, GError **error);
/* @filter: what culvert_mgmt_text_check_filter() accepts. Only where CULVERT_MGMT_CAN_FILTER. */
CulvertMgmtCommand *
culvert_mgmt_command_client_filter (guint64 id, const char *filter, GError **error);
/* @by_key: CULVERT_MGMT_CAN_ASK_BY_KEY. @text: `CR_TEXT:R,E:question` or `WEB_AUTH::address`.
 * @seconds: how long the client has. Only where CULVERT_MGMT_CAN_ASK_MORE. */
CulvertMgmtCommand *culvert_mgmt_command_client_pending_auth (guint64 id,
                                                              guint64 key,
                                                              gboolean by_key,
                                                              const char *text,
                                                              guint seconds,
                                                              GError **error);
/* Which variables come with a notice: 0 all to 3 none. Outlives the connection. */
CulvertMgmtCommand *culvert_mgmt_command_env_filter (guint level);
/* @options: what culvert_mgmt_text_check_options() accepts, as in a configuration; a `-` before one
 * takes it back. Only where CULVERT_MGMT_CAN_PUSH_UPDATE. */
CulvertMgmtCommand *culvert_mgmt_command_push_update (const char *options, GError **error);
CulvertMgmtCommand *
culvert_mgmt_command_push_update_to (guint64 id, const char *options, GError **error);

G_END_DECLS
