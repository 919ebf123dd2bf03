/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config.h"

G_BEGIN_DECLS

/* Whether @directive names one file that can be made part of the profile instead. */
gboolean culvert_config_material_is_file (const CulvertConfigDirective *directive);

/**
 * culvert_config_material_clean:
 * @name: of the directive that it belongs to
 * @line: where that is
 * @content: of a file or block
 *
 * Makes the block out of what was found, anew: the certificates of a `ca`, the key of a `key`, and
 * nothing that stood around them.
 *
 * Returns: (transfer full) (nullable): NULL with an error if it is not what the directive is about
 */
CulvertSecretText *culvert_config_material_clean (const char *name,
                                                  guint line,
                                                  const CulvertSecretText *content,
                                                  GError **error);

/* A PKCS#12 file is not text. (transfer full): in Base64, in lines */
CulvertSecretText *culvert_config_material_encode (const CulvertSecretText *content);

/* The certificates in a cleaned block, in DER: (transfer full) (element-type GBytes) */
GPtrArray *culvert_config_material_list_certificates (const CulvertSecretText *block);

G_END_DECLS
