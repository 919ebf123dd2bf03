/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertFact:
 *
 * Something known about a connection: what it is, and its value. It hides itself while there is
 * no value.
 *
 *  - property `caption`: what it is
 */
#define CULVERT_TYPE_FACT (culvert_fact_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFact, culvert_fact, CULVERT, FACT, GtkFlowBoxChild)

/* @value: (nullable): raw remote text */
void culvert_fact_set_value (CulvertFact *self, const char *value);
/* @sentence: (nullable): what is wrong with it, fit to be shown */
void culvert_fact_set_warning (CulvertFact *self, const char *sentence);

G_END_DECLS
