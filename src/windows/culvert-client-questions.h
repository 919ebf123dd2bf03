/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-administration.h"
#include "culvert-client-dialog.h"

G_BEGIN_DECLS

/* What the user is asked before something is done to one client of a server. Each shows a dialog
 * before the window that `widget` is in, which does it and tells what came of it by its signal
 * `told`. Returns: (transfer none): until it is destroyed */

CulvertClientDialog *culvert_client_question_disconnect (GtkWidget *widget,
                                                         CulvertAdministration *administration,
                                                         const CulvertPeer *peer);
/* Only where CULVERT_MGMT_CAN_FILTER. */
CulvertClientDialog *culvert_client_question_filter (GtkWidget *widget,
                                                     CulvertAdministration *administration,
                                                     const CulvertPeer *peer);

/* Options for one that is connected. Only where CULVERT_MGMT_CAN_PUSH_UPDATE. What will be sent is
 * shown once more, and `told` is of whichever of the two dialogs. @peer: (nullable): for all */
CulvertClientDialog *culvert_client_question_options (GtkWidget *widget,
                                                      CulvertAdministration *administration,
                                                      const CulvertPeer *peer);

/* Of one that asks to be let in; what comes of it is told by the applicant. */
CulvertClientDialog *culvert_client_question_deny (GtkWidget *widget,
                                                   CulvertAdmission *admission,
                                                   CulvertApplicant *applicant);
CulvertClientDialog *culvert_client_question_allow (GtkWidget *widget,
                                                    CulvertAdmission *admission,
                                                    CulvertApplicant *applicant);
CulvertClientDialog *culvert_client_question_code (GtkWidget *widget,
                                                   CulvertAdmission *admission,
                                                   CulvertApplicant *applicant);
CulvertClientDialog *culvert_client_question_sign_in (GtkWidget *widget,
                                                      CulvertAdmission *admission,
                                                      CulvertApplicant *applicant);

G_END_DECLS
