/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-prompt.h"

G_BEGIN_DECLS

/**
 * CulvertProxyChooser:
 *
 * How a connection gets to its server: through the proxy that the system names, without one, or
 * through one that the user enters. A #CulvertPromptBody.
 *
 * The choices of the prompt are "none", "manual" and, as soon as it is known, "system", whose
 * detail is the address that the system names, or "direct://". The prompt's field for text gets the
 * address that was entered, like "http://proxy.example.com:8080" or "socks5://[::1]:1080", or else
 * "".
 */
#define CULVERT_TYPE_PROXY_CHOOSER (culvert_proxy_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProxyChooser, culvert_proxy_chooser, CULVERT, PROXY_CHOOSER, GtkBox)

/* @prompt: of the kind PROXY */
CulvertProxyChooser *culvert_proxy_chooser_new (CulvertPrompt *prompt);

G_END_DECLS
