/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

/* Gives the windows of the program their style sheet and their icons; once, after GTK has begun. */
void culvert_looks_load (void);
