/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

/**
 * CulvertSystemd:
 *
 * What we ask of the system's service manager. It connects when it is first needed, and again
 * after the bus went away. Errors are those of CulvertLaunchError.
 */
#define CULVERT_TYPE_SYSTEMD (culvert_systemd_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSystemd, culvert_systemd, CULVERT, SYSTEMD, GObject)

/* What a unit is about. */
typedef enum
{
  CULVERT_UNIT_ABSENT,  /* not there, or ended */
  CULVERT_UNIT_FAILED,  /* ended, and has to be forgotten before it can start again */
  CULVERT_UNIT_WAITING, /* about to start, or to end */
  CULVERT_UNIT_RUNNING, /* its process is there, whether or not it said that it is ready */
} CulvertUnitState;

/* @address: (nullable): of a bus; NULL is the system's. */
CulvertSystemd *culvert_systemd_new (const char *address);

/**
 * culvert_systemd_call_async:
 * @parameters: (nullable): consumed if floating
 * @fds: (nullable): what handles in the parameters stand for
 * @may_ask: the user may be asked for authorization, and has five minutes
 *
 * Calls a method of the manager. It is not cancelled by anything: what the system was asked to do
 * it may do, and then it has to be known.
 */
void culvert_systemd_call_async (CulvertSystemd *self,
                                 const char *method,
                                 GVariant *parameters,
                                 GUnixFDList *fds,
                                 gboolean may_ask,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GVariant *culvert_systemd_call_finish (CulvertSystemd *self, GAsyncResult *result, GError **error);

/* The properties of a service, an `a{sv}`, as they are with all additions to its unit. */
void culvert_systemd_get_service_async (CulvertSystemd *self,
                                        const char *unit,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GVariant *
culvert_systemd_get_service_finish (CulvertSystemd *self, GAsyncResult *result, GError **error);

void culvert_systemd_get_state_async (CulvertSystemd *self,
                                      const char *unit,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* ABSENT, with the error set, where nobody can tell. */
CulvertUnitState
culvert_systemd_get_state_finish (CulvertSystemd *self, GAsyncResult *result, GError **error);

G_END_DECLS
