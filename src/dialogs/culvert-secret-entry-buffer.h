/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-secret-text.h"

G_BEGIN_DECLS

/**
 * CulvertSecretEntryBuffer:
 *
 * What the user types into a blank of a question. It lives in a #CulvertSecretText, and every edit
 * wipes the text before it.
 */
#define CULVERT_TYPE_SECRET_ENTRY_BUFFER (culvert_secret_entry_buffer_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSecretEntryBuffer,
                      culvert_secret_entry_buffer,
                      CULVERT,
                      SECRET_ENTRY_BUFFER,
                      GtkEntryBuffer)

GtkEntryBuffer *culvert_secret_entry_buffer_new (void);
/* (transfer none): valid until the next edit; take a reference to keep it */
CulvertSecretText *culvert_secret_entry_buffer_get_secret (CulvertSecretEntryBuffer *self);

G_END_DECLS
