/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What every file of a layer with widgets reads anyway; see culvert-pch-gio.h. */

#include <gtk/gtk.h>
