/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-ui-stage.h"
#include "culvert-walker.h"

G_BEGIN_DECLS

/* Go through the page of a server's clients, and one type of its dialogs each. */
void culvert_clients_walk_details (CulvertUiStage *stage, CulvertWalker *walker);
void culvert_clients_walk_dialogs (CulvertUiStage *stage, CulvertWalker *walker);
void culvert_clients_walk_rules (CulvertUiStage *stage, CulvertWalker *walker);

G_END_DECLS
