/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-admission.h"

G_BEGIN_DECLS

/**
 * CulvertApplicantCard:
 *
 * One client that asks to be let in: who it is, how long it waits, and the answers to it.
 */
#define CULVERT_TYPE_APPLICANT_CARD (culvert_applicant_card_get_type ())
G_DECLARE_FINAL_TYPE (CulvertApplicantCard, culvert_applicant_card, CULVERT, APPLICANT_CARD, GtkBox)

GtkWidget *culvert_applicant_card_new (CulvertAdmission *admission, CulvertApplicant *applicant);
CulvertApplicant *culvert_applicant_card_get_applicant (CulvertApplicantCard *self);
/* As it is at this moment; whoever has the card does this each second. */
void culvert_applicant_card_refresh (CulvertApplicantCard *self);

G_END_DECLS
