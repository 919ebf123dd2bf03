/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-ui.h"

G_BEGIN_DECLS

/* The question what becomes of so many connections that are up when Culvert quits. The caller shows
 * and destroys it; its response is one for culvert_quit_question_get_answer(). */
GtkWidget *culvert_quit_question_new (guint n_up);

/* YES leaves them connected. */
CulvertUiAnswer culvert_quit_question_get_answer (int response);

G_END_DECLS
