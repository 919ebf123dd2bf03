/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-command.h"

G_BEGIN_DECLS

/* How a command is written, in culvert-mgmt-command.c; which ones there are, in
 * culvert-mgmt-command-words.c and, for servers, in culvert-mgmt-command-server.c. Nobody else
 * includes this. */

/* A command without text from outside. */
CulvertMgmtCommand *culvert_mgmt_command_new_fixed (CulvertMgmtReplyShape shape,
                                                    const char *format,
                                                    ...) G_GNUC_PRINTF (2, 3);

/* `word "type" "text"`, or without a type `word "text"`: the form of every command that carries
 * text from outside. */
CulvertMgmtCommand *culvert_mgmt_command_new_text (const char *word,
                                                   const char *type,
                                                   const char *text,
                                                   gsize length,
                                                   gboolean is_secret,
                                                   GError **error);

/* `head`, then the lines of `text`, which the caller has checked, then END. Neither the log nor
 * anybody else is shown the lines. */
CulvertMgmtCommand *culvert_mgmt_command_new_block (const char *head, const char *text);

/* Where it is not one line. */
void culvert_mgmt_command_set_reply_shape (CulvertMgmtCommand *self, CulvertMgmtReplyShape shape);

/* UNSENDABLE. Returns: FALSE */
gboolean culvert_mgmt_command_refuse (GError **error, const char *message);

G_END_DECLS
