/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertProfileView:
 *
 * Text of a profile with the numbers of its lines, one of which can be marked. Ctrl+Z undoes, and
 * Ctrl+Shift+Z does it again.
 */
#define CULVERT_TYPE_PROFILE_VIEW (culvert_profile_view_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfileView, culvert_profile_view, CULVERT, PROFILE_VIEW, GtkTextView)

/* What there is to edit; this cannot be undone. */
void culvert_profile_view_set_text (CulvertProfileView *self, const char *text);

/* @line: from 1; 0 for none */
void culvert_profile_view_mark_line (CulvertProfileView *self, guint line);

/* Puts the cursor there, and the focus with it. */
void culvert_profile_view_go_to_line (CulvertProfileView *self, guint line);

G_END_DECLS
