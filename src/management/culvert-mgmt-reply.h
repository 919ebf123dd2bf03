/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CULVERT_MGMT_REPLY_MAX_LINES 100000
#define CULVERT_MGMT_REPLY_MAX_BYTES (16 * 1024 * 1024)

/* What comes back for a command. */
typedef enum
{
  CULVERT_MGMT_REPLY_ONE_LINE,      /* SUCCESS: or ERROR: */
  CULVERT_MGMT_REPLY_LINES,         /* lines until END */
  CULVERT_MGMT_REPLY_SUCCESS_LINES, /* SUCCESS:, then lines until END (state on all, …) */
  CULVERT_MGMT_REPLY_TWO_LINES,     /* SUCCESS: or ERROR:, twice (push-update-…) */
  CULVERT_MGMT_REPLY_PKCS11,        /* one line that begins with >PKCS11ID */
  CULVERT_MGMT_REPLY_NONE,          /* exit, quit: the connection ends */
  CULVERT_MGMT_REPLY_OPTIONAL,      /* version N: none, or SUCCESS: */
  CULVERT_MGMT_REPLY_FENCED,        /* nobody knows: all that comes before the reply to a `pid` */
} CulvertMgmtReplyShape;

/**
 * CulvertMgmtReply:
 *
 * What came back for one command: the text after `SUCCESS:` and the lines before `END`. It belongs
 * to whoever sent the command.
 */
typedef struct _CulvertMgmtReply CulvertMgmtReply;

CulvertMgmtReply *culvert_mgmt_reply_new (void);
void culvert_mgmt_reply_free (CulvertMgmtReply *self);

void culvert_mgmt_reply_set_text (CulvertMgmtReply *self, const char *text, gsize length);
/* Returns: FALSE, and keeps nothing, beyond the limits above */
gboolean culvert_mgmt_reply_add_line (CulvertMgmtReply *self, const char *line, gsize length);

/* The text after "SUCCESS: ", "" where there was none. For PKCS11 the payload after `>`. */
const char *culvert_mgmt_reply_get_text (const CulvertMgmtReply *self);
guint culvert_mgmt_reply_get_n_lines (const CulvertMgmtReply *self);
/* Writable, so that the parsers of culvert-mgmt-event.h can take it apart. NULL beyond the last. */
char *culvert_mgmt_reply_get_line (CulvertMgmtReply *self, guint index, gsize *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtReply, culvert_mgmt_reply_free)

G_END_DECLS
