/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CulvertMgmtDeadline:
 *
 * A time by which something is to happen. Nearly always it does, and then the deadline is set anew
 * or cleared, so that costs next to nothing; the price is that the loop may wake once for a
 * deadline that is none any more. It is a part of its owner.
 */
typedef struct _CulvertMgmtDeadline CulvertMgmtDeadline;

/* `on_passed` is called once for a deadline that was set, after whatever came in time was read. The
 * owner may free it there. */
CulvertMgmtDeadline *culvert_mgmt_deadline_new (GMainContext *context,
                                                void (*on_passed) (gpointer owner),
                                                gpointer owner);
void culvert_mgmt_deadline_free (CulvertMgmtDeadline *self);

/* In place of one that was set before. */
void culvert_mgmt_deadline_set (CulvertMgmtDeadline *self, guint milliseconds);
void culvert_mgmt_deadline_clear (CulvertMgmtDeadline *self);
gboolean culvert_mgmt_deadline_is_set (const CulvertMgmtDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtDeadline, culvert_mgmt_deadline_free)

G_END_DECLS
