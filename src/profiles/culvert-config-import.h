/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-review.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server that a profile names, as it names it. */
typedef struct
{
  char *host;     /* (owned) */
  char *port;     /* (owned): "1194" where nothing is said */
  char *protocol; /* (owned): "udp" where nothing is said */
} CulvertConfigServer;

/**
 * CulvertConfigCertificate:
 * @role: the directive that it was found in: "ca", "cert" or "extra-certs"
 * @der: nobody has looked at it yet
 */
typedef struct
{
  const char *role;
  GBytes *der; /* (owned) */
} CulvertConfigCertificate;

/**
 * CulvertConfigImport:
 *
 * What became of a file that the user wants to have as a connection. It never changes. Nothing has
 * been stored yet; with the last reference, the secrets in it are wiped.
 */
#define CULVERT_TYPE_CONFIG_IMPORT (culvert_config_import_get_type ())
G_DECLARE_FINAL_TYPE (CulvertConfigImport, culvert_config_import, CULVERT, CONFIG_IMPORT, GObject)

/**
 * culvert_config_import_new:
 * @config: (element-type CulvertConfigDirective): with all its files taken in
 * @owned_notes: (transfer full) (element-type CulvertConfigNote): what has been done until now
 * @file_name: (nullable): of the profile, as the file system has it
 *
 * Returns: (transfer full) (nullable): NULL with an error
 */
CulvertConfigImport *culvert_config_import_new (GPtrArray *config,
                                                GPtrArray *owned_notes,
                                                const char *file_name,
                                                GError **error);

/* The profile, whole and canonical: what is to be stored and handed to the daemon. (transfer none)
 */
CulvertSecretText *culvert_config_import_get_text (CulvertConfigImport *self);

/* A name for the connection, fit to be shown; never empty. */
const char *culvert_config_import_get_name (CulvertConfigImport *self);

/* What was changed, left out, or keeps it from running as root, in the order of the lines.
 * (transfer none) (element-type CulvertConfigNote) */
GPtrArray *culvert_config_import_get_notes (CulvertConfigImport *self);

const CulvertConfigFacts *culvert_config_import_get_facts (CulvertConfigImport *self);

/* (transfer none) (element-type CulvertConfigServer) */
GPtrArray *culvert_config_import_get_servers (CulvertConfigImport *self);

/* (transfer none) (element-type CulvertConfigCertificate) */
GPtrArray *culvert_config_import_get_certificates (CulvertConfigImport *self);

/* SHA-256 in hexadecimal over what the profile leads to: its servers, its authorities and the name
 * that it expects. A password that was kept for another identity must not be used by itself. */
const char *culvert_config_import_get_identity (CulvertConfigImport *self);

G_END_DECLS
