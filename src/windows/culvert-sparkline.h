/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertSparkline:
 *
 * What a session moved in the last minute, as small as it can be drawn. Its height is that of the
 * busiest second; the plot has the numbers.
 */
#define CULVERT_TYPE_SPARKLINE (culvert_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSparkline, culvert_sparkline, CULVERT, SPARKLINE, GtkDrawingArea)

/* @session: (nullable) */
void culvert_sparkline_set_session (CulvertSparkline *self, CulvertSession *session);

G_END_DECLS
