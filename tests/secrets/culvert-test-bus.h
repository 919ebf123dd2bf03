/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertTestBus:
 *
 * A session bus of the test program's own, with nobody on it and nothing that it could start. It
 * ends with the program at the latest.
 */
typedef struct _CulvertTestBus CulvertTestBus;

/* From now on this is the session bus of the process and of its children. */
CulvertTestBus *culvert_test_bus_new (void);
void culvert_test_bus_free (CulvertTestBus *self);

/* For programs that must not outlive the test, however it ends. */
GSubprocessLauncher *culvert_test_launcher_new (GSubprocessFlags flags);

G_END_DECLS
