/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CULVERT_ADMINISTRATION_ERROR (culvert_administration_error_quark ())
GQuark culvert_administration_error_quark (void);

/**
 * CulvertAdministrationError:
 * @CULVERT_ADMINISTRATION_ERROR_WATCHING: the daemon may be watched and nothing else
 * @CULVERT_ADMINISTRATION_ERROR_GONE: the client is not connected any more; nothing was done
 * @CULVERT_ADMINISTRATION_ERROR_ANOTHER: somebody else has its id now; nothing was done
 * @CULVERT_ADMINISTRATION_ERROR_NO_EFFECT: the daemon took the order, and the client is still there
 * @CULVERT_ADMINISTRATION_ERROR_UNABLE: this daemon cannot do that
 *
 * Also those of culvert_mgmt_client_send_async(), and UNSENDABLE.
 */
typedef enum
{
  CULVERT_ADMINISTRATION_ERROR_WATCHING,
  CULVERT_ADMINISTRATION_ERROR_GONE,
  CULVERT_ADMINISTRATION_ERROR_ANOTHER,
  CULVERT_ADMINISTRATION_ERROR_NO_EFFECT,
  CULVERT_ADMINISTRATION_ERROR_UNABLE,
} CulvertAdministrationError;

G_END_DECLS
