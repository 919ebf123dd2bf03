/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-reply.h"
#include "culvert-secret-text.h"

G_BEGIN_DECLS

/* With its LF; and of one word. */
#define CULVERT_MGMT_TYPED_MAX_LINE 1000
#define CULVERT_MGMT_TYPED_MAX_WORD 255

/* Why a line cannot be sent as a command. */
typedef enum
{
  CULVERT_MGMT_TYPED_GOOD,
  CULVERT_MGMT_TYPED_EMPTY,     /* nothing, or a comment: the daemon would not reply */
  CULVERT_MGMT_TYPED_LONG_LINE, /* over 1,000 bytes: the daemon runs the rest as a command */
  CULVERT_MGMT_TYPED_LONG_WORD, /* over 255 bytes: the daemon quotes it in its log */
  CULVERT_MGMT_TYPED_MANY_WORDS,
  CULVERT_MGMT_TYPED_CONTROL, /* a control character, which the daemon would drop */
  CULVERT_MGMT_TYPED_QUOTES,  /* a quotation mark or a backslash that leads nowhere */
  CULVERT_MGMT_TYPED_BLOCK,   /* the daemon takes what follows for a part of it, until END */
  CULVERT_MGMT_TYPED_TWICE,   /* the daemon would reply twice */
} CulvertMgmtTypedFault;

/**
 * CulvertMgmtTyped:
 *
 * A command as somebody has typed it, cut into words as the daemon does. An immutable value that
 * may hold a password.
 */
typedef struct _CulvertMgmtTyped CulvertMgmtTyped;

CulvertMgmtTyped *culvert_mgmt_typed_new (const CulvertSecretText *line);
void culvert_mgmt_typed_free (CulvertMgmtTyped *self);

/* Whether it can be sent, and why not. */
CulvertMgmtTypedFault culvert_mgmt_typed_get_fault (const CulvertMgmtTyped *self);
/* (transfer none): "" beyond the last word; the first is the name of the command */
const char *culvert_mgmt_typed_get_word (const CulvertMgmtTyped *self, guint index);
guint culvert_mgmt_typed_get_n_words (const CulvertMgmtTyped *self);
/* The command is one that carries a secret, or looks like one that was meant to. */
gboolean culvert_mgmt_typed_is_secret (const CulvertMgmtTyped *self);
/* One of those that are known here. */
gboolean culvert_mgmt_typed_is_known (const CulvertMgmtTyped *self);
/* What the daemon replies to it. */
CulvertMgmtReplyShape culvert_mgmt_typed_get_reply_shape (const CulvertMgmtTyped *self);
/* (transfer full): without a secret, and fit for a log */
char *culvert_mgmt_typed_describe (const CulvertMgmtTyped *self);
/* The line, as it was typed. */
const CulvertSecretText *culvert_mgmt_typed_get_line (const CulvertMgmtTyped *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtTyped, culvert_mgmt_typed_free)

G_END_DECLS
