/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertFakeServices:
 *
 * A bus of its own with services on it that have properties and do nothing else, for programs that
 * ask the services of a system how they are. It knows `ListUnitsByPatterns` of systemd: all the
 * objects below /org/freedesktop/systemd1/unit.
 */
typedef struct _CulvertFakeServices CulvertFakeServices;

CulvertFakeServices *culvert_fake_services_new (void);
void culvert_fake_services_free (CulvertFakeServices *self);

const char *culvert_fake_services_get_address (CulvertFakeServices *self);

/* From now on a service runs under this name. */
void culvert_fake_services_own (CulvertFakeServices *self, const char *name);
/* @properties: (floating): `a{sv}` */
void culvert_fake_services_add (CulvertFakeServices *self,
                                const char *path,
                                const char *interface,
                                GVariant *properties);
/* The same for a unit of systemd. */
void
culvert_fake_services_add_unit (CulvertFakeServices *self, const char *unit, GVariant *properties);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertFakeServices, culvert_fake_services_free)

G_END_DECLS
