/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a daemon may leave to the user to choose. */
typedef enum
{
  CULVERT_PROFILE_CERTIFICATE, /* "SHA-256 id": of the certificate and of its place on a token; "-"
                                * where the certificate could not be read */
  CULVERT_PROFILE_SERVER,      /* "host:port:protocol" */
  CULVERT_PROFILE_PROXY,       /* "none", "system", "manual http://host:port" */
} CulvertProfileChoice;

#define CULVERT_PROFILE_N_CHOICES (CULVERT_PROFILE_PROXY + 1)

/* A stable word for files: "certificate", "server", "proxy". */
const char *culvert_profile_choice_to_string (CulvertProfileChoice which);
/* Whether a text has the form that is told above, and a length that can be. */
gboolean culvert_profile_choice_is_valid (CulvertProfileChoice which, const char *text);

G_END_DECLS
