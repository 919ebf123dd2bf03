/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A private bus, with the connection of the code under test and that of its peer. The daemon is
 * shared by all tests of a program: when a test fails, one daemon is easier to get rid of. */
typedef struct
{
  GTestDBus *daemon;     /* (unowned) */
  GDBusConnection *ours; /* (owned) */
  GDBusConnection *peer; /* (owned) */
} CulvertTestBus;

CulvertTestBus *culvert_test_bus_new (GTestDBus *daemon);
/* Runs all tests of the program; each is given the GTestDBus as its data. */
int culvert_test_bus_run (void (*add_tests) (GTestDBus *daemon));
/* A further connection. */
GDBusConnection *culvert_test_bus_connect (CulvertTestBus *self);
void culvert_test_bus_free (CulvertTestBus *self);

/* The peer calls us. @parameters may be floating or NULL. */
GVariant *culvert_test_bus_call (CulvertTestBus *self,
                                 const char *path,
                                 const char *interface,
                                 const char *method,
                                 GVariant *parameters,
                                 GError **error);
/* The peer reads a property of ours. */
GVariant *culvert_test_bus_get (CulvertTestBus *self,
                                const char *path,
                                const char *interface,
                                const char *property);
/* Everything that we have sent has reached the peer. */
void culvert_test_bus_settle (CulvertTestBus *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertTestBus, culvert_test_bus_free)

G_END_DECLS
