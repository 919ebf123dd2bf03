/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-prompt.h"

G_BEGIN_DECLS

/**
 * CulvertServerChooser:
 *
 * The servers that a connection can use, to choose one from. A #CulvertPromptBody.
 */
#define CULVERT_TYPE_SERVER_CHOOSER (culvert_server_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CulvertServerChooser, culvert_server_chooser, CULVERT, SERVER_CHOOSER, GtkBox)

/* @prompt: of the kind SERVER */
CulvertServerChooser *culvert_server_chooser_new (CulvertPrompt *prompt);

G_END_DECLS
