/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-launch-services.h"

G_BEGIN_DECLS

/* Whether there is a connection for a service. */
typedef enum
{
  CULVERT_SERVICE_NEW,
  CULVERT_SERVICE_KNOWN,
  CULVERT_SERVICE_MOVED, /* its connection leads to where it listened before */
} CulvertServiceNews;

/**
 * CulvertServiceRow:
 *
 * A system service, and what can be done with it.
 *
 *  - signal `add-clicked ()`
 *  - signal `check-clicked ()`: why can it not be added?
 */
#define CULVERT_TYPE_SERVICE_ROW (culvert_service_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertServiceRow, culvert_service_row, CULVERT, SERVICE_ROW, GtkListBoxRow)

CulvertServiceRow *culvert_service_row_new (const CulvertLaunchService *service,
                                            CulvertServiceNews news);

G_END_DECLS
