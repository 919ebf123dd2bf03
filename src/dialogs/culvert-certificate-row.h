/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-certificate.h"
#include "culvert-prompt-choice.h"

G_BEGIN_DECLS

/**
 * CulvertCertificateRow:
 *
 * One certificate in a list: whose it is, who issued it, and how long it is valid.
 */
#define CULVERT_TYPE_CERTIFICATE_ROW (culvert_certificate_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertCertificateRow,
                      culvert_certificate_row,
                      CULVERT,
                      CERTIFICATE_ROW,
                      GtkListBoxRow)

/* @choice: of culvert_prompt_choice_new_certificate() */
CulvertCertificateRow *culvert_certificate_row_new (CulvertPromptChoice *choice);

CulvertPromptChoice *culvert_certificate_row_get_choice (CulvertCertificateRow *self);
/* (nullable): it cannot be read */
CulvertCertificate *culvert_certificate_row_get_certificate (CulvertCertificateRow *self);
/* The name of the token that it is on. (nullable): unknown */
const char *culvert_certificate_row_get_token (CulvertCertificateRow *self);
/* Why one should look twice before choosing it. (nullable): there is no reason */
const char *culvert_certificate_row_get_doubt (CulvertCertificateRow *self);
/* @words: part of what names it, whatever the case */
gboolean culvert_certificate_row_matches (CulvertCertificateRow *self, const char *words);

G_END_DECLS
