/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-systemd.h"

G_BEGIN_DECLS

/* What the starters that have a unit do in the same way: the check and the stop of CulvertStarter.
 * @owned_task: (transfer full): of the starter; gets a boolean. */

/* @since: when it was started, in seconds since 1970: its last words are not older
 * @errors: what it wrote before it ended; -1 where that is known from the journal alone */
void culvert_unit_tasks_check (GTask *owned_task,
                               CulvertSystemd *systemd,
                               const char *unit,
                               gint64 since,
                               int errors);
void culvert_unit_tasks_stop (GTask *owned_task,
                              CulvertSystemd *systemd,
                              const char *unit,
                              gboolean may_ask);

G_END_DECLS
