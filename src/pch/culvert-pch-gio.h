/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What every file of a layer without a display reads anyway. The tests always use it, the layers
 * only with -Dprecompile=true: a build without it finds an include that is missing. */

#include <gio/gio.h>
