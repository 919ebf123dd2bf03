/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-ui-stage.h"
#include "culvert-walker.h"

G_BEGIN_DECLS

/* Goes through the dialog of every kind of question there is. */
void culvert_question_walk (CulvertUiStage *stage, CulvertWalker *walker);

G_END_DECLS
