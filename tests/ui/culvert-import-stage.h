/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-import.h"

G_BEGIN_DECLS

#define CULVERT_TEST_DAY (24 * 60 * 60)

#define CULVERT_TEST_REMOTE "client\ndev tun\nremote vpn.example.com 1194 udp\n"
#define CULVERT_TEST_KEY                                                                           \
  "<key>\n-----BEGIN PRIVATE KEY-----\nU0VDUkVUU0VDUkVU\n-----END PRIVATE KEY-----\n</key>\n"

/**
 * CulvertImportStage:
 *
 * Profiles to be imported: a folder for their files, and what goes into them.
 */
typedef struct
{
  char *folder; /* (owned) */
} CulvertImportStage;

void culvert_import_stage_set_up (CulvertImportStage *self);
void culvert_import_stage_tear_down (CulvertImportStage *self);

/* (transfer full) */
GFile *culvert_import_stage_write (CulvertImportStage *self, const char *name, const char *text);

/* `<ca>` or another block with a certificate that is valid until so many days from now. (transfer
 * full) */
char *culvert_import_stage_make_block (const char *tag, const char *subject, int to_day);

/* What becomes of a profile. (transfer full) (nullable) */
CulvertConfigImport *culvert_import_stage_import (const char *text, GError **error);

G_END_DECLS
