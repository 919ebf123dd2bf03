/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * culvert_save_chooser_new:
 * @accept_label: with a mnemonic
 * @name: (transfer none): the file name to begin with; what cannot be in one, or would hide the
 *   file, is replaced
 *
 * Where to save something: modal, and it asks before it replaces a file.
 *
 * Returns: (transfer full): not shown yet
 */
GtkFileChooserNative *culvert_save_chooser_new (GtkWindow *parent,
                                                const char *title,
                                                const char *accept_label,
                                                const char *name);

G_END_DECLS
