/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-reason.h"

G_BEGIN_DECLS

/* What a server says when it lets somebody not in. Often it is not the answer that was wrong. */
typedef struct
{
  CulvertSessionReason reason; /* NONE: it only wants a further answer */
  guint seconds;               /* after which it wants to be asked again; 0: it does not say */
  const char *words;           /* a part of what was read: raw remote text, may be empty */
} CulvertSessionRejection;

/* @message: (nullable): what the daemon tells between `['` and `']` */
CulvertSessionRejection culvert_session_rejection_read (const char *message);

G_END_DECLS
