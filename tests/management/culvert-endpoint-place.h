/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-endpoint.h"
#include "culvert-mgmt-error.h"

G_BEGIN_DECLS

/* A folder that nobody else may write to, and where a socket may be in it: a fixture. */
typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  char *text;   /* (owned): the endpoint */
} CulvertEndpointPlace;

#define CULVERT_ENDPOINT_PLACE_ADD(name, function)                                                 \
  g_test_add (name,                                                                                \
              CulvertEndpointPlace,                                                                \
              NULL,                                                                                \
              culvert_endpoint_place_set_up,                                                       \
              function,                                                                            \
              culvert_endpoint_place_tear_down)

void culvert_endpoint_place_set_up (CulvertEndpointPlace *place, gconstpointer data);
void culvert_endpoint_place_tear_down (CulvertEndpointPlace *place, gconstpointer data);

/* A socket that does not listen yet. */
GSocket *culvert_endpoint_bind_unix (CulvertEndpointPlace *place);
/* The same of this computer. @port: 0 for one that is free; @text: (out) (optional): the endpoint
 */
GSocket *culvert_endpoint_bind_tcp (GSocketFamily family, guint16 port, char **text);

/* Wait for the answer. */
GIOStream *culvert_endpoint_open (const char *text, GError **error);
guint culvert_endpoint_count_clients (const char *text, GError **error);
/* @part: of the message */
void culvert_endpoint_assert_refuses (const char *text, CulvertMgmtError code, const char *part);

/* FALSE: the test is skipped. */
gboolean culvert_endpoint_has_ipv6 (void);

G_END_DECLS
