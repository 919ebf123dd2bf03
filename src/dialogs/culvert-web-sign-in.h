/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertWebSignIn:
 *
 * An address that a server wants to be opened: where it leads, all of it, and the buttons that open
 * or copy it. Nothing opens by itself. An address that may not be offered is shown with the reason,
 * and without buttons. A #CulvertPromptBody that is never complete.
 */
#define CULVERT_TYPE_WEB_SIGN_IN (culvert_web_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (CulvertWebSignIn, culvert_web_sign_in, CULVERT, WEB_SIGN_IN, GtkBox)

/* @address: raw remote text */
CulvertWebSignIn *culvert_web_sign_in_new (const char *address);

G_END_DECLS
