/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-ui-host.h"

G_BEGIN_DECLS

/**
 * CulvertSupportBundleWindow:
 *
 * Collects what somebody needs who is asked for help, and shows all of it before it goes anywhere.
 * It destroys itself when it is closed, and stops collecting then.
 */
#define CULVERT_TYPE_SUPPORT_BUNDLE_WINDOW (culvert_support_bundle_window_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSupportBundleWindow,
                      culvert_support_bundle_window,
                      CULVERT,
                      SUPPORT_BUNDLE_WINDOW,
                      GtkDialog)

CulvertSupportBundleWindow *culvert_support_bundle_window_new (CulvertUiHost *host);

/* Writes what is shown, as “Save…” does once a file was chosen. */
void culvert_support_bundle_window_save (CulvertSupportBundleWindow *self, GFile *file);

G_END_DECLS
