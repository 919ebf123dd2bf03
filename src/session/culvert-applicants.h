/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-applicant.h"

G_BEGIN_DECLS

/* Requests beyond these are left alone, and their clients try again. */
#define CULVERT_APPLICANTS_MAX 10000

/**
 * CulvertApplicants:
 *
 * Who waits to be let in by a server: a GListModel of #CulvertApplicant in the order in which they
 * came, one for each client. One whose time is over ends by itself.
 *
 *  - `ended (CulvertApplicant *applicant)`: it is not in the list any more; see its outcome
 *  - `changed ()`: one has come, has ended, or is in another state
 */
#define CULVERT_TYPE_APPLICANTS (culvert_applicants_get_type ())
G_DECLARE_FINAL_TYPE (CulvertApplicants, culvert_applicants, CULVERT, APPLICANTS, GObject)

/* @look_ms: how often to look whose time is over */
CulvertApplicants *culvert_applicants_new (guint look_ms);

/* An earlier one of the same client ends. `will_show`: called before anybody sees the new one. */
void culvert_applicants_add (CulvertApplicants *self,
                             CulvertApplicant *applicant,
                             void (*will_show) (CulvertApplicant *applicant, gpointer user_data),
                             gpointer user_data);
/* (transfer none) (nullable) */
CulvertApplicant *culvert_applicants_find (CulvertApplicants *self, guint64 id);
/* How many wait for somebody to do something: they ask, or have answered a question. */
guint culvert_applicants_get_n_open (CulvertApplicants *self);
gboolean culvert_applicants_has (CulvertApplicants *self, CulvertApplicant *applicant);
/* Nothing where it is not in the list. */
void culvert_applicants_end (CulvertApplicants *self,
                             CulvertApplicant *applicant,
                             CulvertApplicantOutcome outcome);
void culvert_applicants_end_all (CulvertApplicants *self, CulvertApplicantOutcome outcome);

G_END_DECLS
