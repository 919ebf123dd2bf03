/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-prompt.h"

G_BEGIN_DECLS

/**
 * CulvertCertificatePicker:
 *
 * The certificates on the user's tokens, to choose one from. They may come while it is shown. One
 * that the server will most likely refuse, or that cannot be read, is chosen only by a second look.
 * A #CulvertPromptBody.
 */
#define CULVERT_TYPE_CERTIFICATE_PICKER (culvert_certificate_picker_get_type ())
G_DECLARE_FINAL_TYPE (CulvertCertificatePicker,
                      culvert_certificate_picker,
                      CULVERT,
                      CERTIFICATE_PICKER,
                      GtkBox)

/* @prompt: of the kind CERTIFICATE */
CulvertCertificatePicker *culvert_certificate_picker_new (CulvertPrompt *prompt);

G_END_DECLS
