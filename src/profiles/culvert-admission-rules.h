/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CULVERT_ADMISSION_RULES_MAX 1000

/* Whom a server lets in without a question: a certificate, by its fingerprint. A renewed one is
 * another one. The name is the certificate's, which has to be the same too, and which a person can
 * read. */
typedef struct
{
  char *fingerprint; /* (owned): SHA-256, lower-case hexadecimal */
  char *name;        /* (owned) */
} CulvertAdmissionRule;

/**
 * CulvertAdmissionRules:
 *
 * The rules of one profile, in the order in which they were made. A plain list; its profile tells
 * when it changes.
 */
typedef struct _CulvertAdmissionRules CulvertAdmissionRules;

CulvertAdmissionRules *culvert_admission_rules_new (void);
void culvert_admission_rules_free (CulvertAdmissionRules *self);

/* A fingerprint in the right form, and a name of 1 to 256 bytes of UTF-8 on one line. */
gboolean culvert_admission_rule_is_valid (const char *fingerprint, const char *name);

/* FALSE where nothing was changed: it is there already, is not valid, or there are too many. */
gboolean culvert_admission_rules_add (CulvertAdmissionRules *self,
                                      const char *fingerprint,
                                      const char *name);
gboolean culvert_admission_rules_remove (CulvertAdmissionRules *self, const char *fingerprint);

/* @fingerprint, @name: (nullable): NULL is nobody */
gboolean culvert_admission_rules_admit (const CulvertAdmissionRules *self,
                                        const char *fingerprint,
                                        const char *name);
guint culvert_admission_rules_get_n (const CulvertAdmissionRules *self);
/* (transfer none) (nullable): NULL beyond the last */
const CulvertAdmissionRule *culvert_admission_rules_get (const CulvertAdmissionRules *self,
                                                         guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertAdmissionRules, culvert_admission_rules_free)

G_END_DECLS
