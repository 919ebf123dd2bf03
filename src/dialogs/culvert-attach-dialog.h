/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-ui-host.h"

G_BEGIN_DECLS

/**
 * CulvertAttachDialog:
 *
 * Asks where a running daemon is, and adds it as a connection. It shows by itself what is wrong,
 * and destroys itself when it is done.
 */
#define CULVERT_TYPE_ATTACH_DIALOG (culvert_attach_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAttachDialog, culvert_attach_dialog, CULVERT, ATTACH_DIALOG, GtkDialog)

CulvertAttachDialog *culvert_attach_dialog_new (CulvertUiHost *host);

G_END_DECLS
