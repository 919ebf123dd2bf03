/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-test-bus.h"

G_BEGIN_DECLS

/* A panel: the watcher of status items, and perhaps a host that shows them. */
typedef struct
{
  GDBusConnection *bus; /* (owned) */
  guint registration;
  guint name;
  gboolean has_name;
  gboolean has_host;
  GPtrArray *items; /* (owned) of char: what was registered */
} CulvertFakePanel;

/* It has its name on the bus. */
CulvertFakePanel *culvert_fake_panel_new (CulvertTestBus *bus, gboolean has_host);
void culvert_fake_panel_free (CulvertFakePanel *self);
void culvert_fake_panel_set_host (CulvertFakePanel *self, gboolean has_host);

G_END_DECLS
