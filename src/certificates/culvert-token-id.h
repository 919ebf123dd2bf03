/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * culvert_token_id_get_label:
 * @id: where a certificate is, as OpenVPN writes it: "manufacturer/model/serial/label/id" with
 *   `\xNN` for other bytes, or a "pkcs11:" address
 *
 * The name that the owner of the token gave to it, as culvert_plain_text().
 *
 * Returns: (transfer full) (nullable): NULL if the id names no token
 */
char *culvert_token_id_get_label (const char *id);

G_END_DECLS
