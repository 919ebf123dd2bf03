/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-service-drop-in.h"
#include "culvert-service-findings.h"

G_BEGIN_DECLS

/**
 * CulvertServiceReport:
 * @is_systemd_there: FALSE: nothing but the way to the socket could be looked at
 * @unit: (nullable): no service was found for the daemon
 * @findings: (element-type CulvertServiceFinding): the worst first
 * @drop_in: (nullable): what would help; there is none where nothing is wrong
 */
typedef struct
{
  gboolean is_systemd_there;
  char *unit;                    /* (owned) */
  GPtrArray *findings;           /* (owned) */
  CulvertServiceDropIn *drop_in; /* (owned) */
} CulvertServiceReport;

/* Pure. */
CulvertServiceReport *culvert_service_report_new (const CulvertServiceFacts *facts);
void culvert_service_report_free (CulvertServiceReport *self);

/**
 * CulvertServiceCheck:
 *
 * Looks how the system service behind a connection is set up. It changes nothing and asks for no
 * authorization.
 */
#define CULVERT_TYPE_SERVICE_CHECK (culvert_service_check_get_type ())
G_DECLARE_FINAL_TYPE (CulvertServiceCheck, culvert_service_check, CULVERT, SERVICE_CHECK, GObject)

/* @address: (nullable): of a bus; NULL is the system's */
CulvertServiceCheck *culvert_service_check_new (const char *address);

/**
 * culvert_service_check_run_async:
 * @unit: (nullable): NULL: the one that listens at the endpoint is looked for
 * @endpoint: (nullable): where the connection expects the daemon
 */
void culvert_service_check_run_async (CulvertServiceCheck *self,
                                      const char *unit,
                                      const char *endpoint,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* (transfer full): fails only with %G_IO_ERROR_CANCELLED */
CulvertServiceReport *
culvert_service_check_run_finish (CulvertServiceCheck *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertServiceReport, culvert_service_report_free)

G_END_DECLS
