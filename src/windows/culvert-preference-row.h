/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertPreferenceRow:
 *
 * What a setting is called, and beside it the control that is put into it. One that an
 * administrator has locked is greyed and says so.
 *
 * Properties: `label`, with a mnemonic; `caption`, what it means, where the label does not say
 */
#define CULVERT_TYPE_PREFERENCE_ROW (culvert_preference_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPreferenceRow, culvert_preference_row, CULVERT, PREFERENCE_ROW, GtkBox)

/* @control: in this row; its `property` is the setting from now on. */
void culvert_preference_row_bind (CulvertPreferenceRow *self,
                                  GSettings *settings,
                                  const char *key,
                                  GtkWidget *control,
                                  const char *property);

G_END_DECLS
