/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CULVERT_MGMT_LINE_MESSAGE, /* >SOURCE:payload */
  CULVERT_MGMT_LINE_PKCS11,  /* >PKCS11ID…: looks like a message and is a reply */
  CULVERT_MGMT_LINE_SUCCESS, /* SUCCESS: payload */
  CULVERT_MGMT_LINE_ERROR,   /* ERROR: payload */
  CULVERT_MGMT_LINE_END,     /* END */
  CULVERT_MGMT_LINE_TEXT,    /* anything else: a part of a reply of many lines */
} CulvertMgmtLineKind;

/* One line of a daemon, as spans of the text that was given. */
typedef struct
{
  CulvertMgmtLineKind kind;
  const char *source; /* MESSAGE alone: what stands between `>` and `:` */
  gsize source_length;
  char *payload; /* NUL-terminated at length */
  gsize length;
} CulvertMgmtLine;

/* `text` must be NUL-terminated at `length`. Every text is a line of one kind or another. */
void culvert_mgmt_line_parse (CulvertMgmtLine *line, char *text, gsize length);

/* `>INFO:OpenVPN Management Interface Version 5 -- …`, which begins every conversation. */
gboolean culvert_mgmt_line_is_banner (const CulvertMgmtLine *line, guint *version);

G_END_DECLS
