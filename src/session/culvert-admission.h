/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-applicants.h"
#include "culvert-mgmt-abilities.h"
#include "culvert-mgmt-text.h"
#include "culvert-profile.h"

G_BEGIN_DECLS

typedef struct _CulvertSessionLink CulvertSessionLink;

/**
 * CulvertAdmission:
 *
 * Answers who asks a server to be let in, where its daemon has `management-client-auth`. Each is
 * answered or ends in another way exactly once, and is never answered after its client has gone.
 *
 * It watches and says nothing, because another program may be there to answer, until the profile
 * says that the user admits from here (culvert_profile_get_admits()). Then it lets in by itself
 *  - whom a rule of the profile names, by the certificate's fingerprint and name;
 *  - who was let in here and, with the same certificate and user name, is due for a new key.
 * A user name alone never lets anybody in. Passwords are not seen: where they matter, something
 * else has to judge.
 *
 * Property `can-answer`, with notification.
 */
#define CULVERT_TYPE_ADMISSION (culvert_admission_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAdmission, culvert_admission, CULVERT, ADMISSION, GObject)

#define CULVERT_ADMISSION_ERROR (culvert_admission_error_quark ())
GQuark culvert_admission_error_quark (void);

/**
 * CulvertAdmissionError:
 * @CULVERT_ADMISSION_ERROR_PASSIVE: answers are not given from here, or the daemon is out of reach
 * @CULVERT_ADMISSION_ERROR_OVER: this request has ended, or has been answered
 * @CULVERT_ADMISSION_ERROR_UNABLE: the daemon, or the client, knows no such question
 * @CULVERT_ADMISSION_ERROR_UNKNOWN: there is no certificate, or none that is certain, for a rule
 */
typedef enum
{
  CULVERT_ADMISSION_ERROR_PASSIVE,
  CULVERT_ADMISSION_ERROR_OVER,
  CULVERT_ADMISSION_ERROR_UNABLE,
  CULVERT_ADMISSION_ERROR_UNKNOWN,
} CulvertAdmissionError;

/* @window_ms: how long a request can be answered. A server does not tell; see
 * #CulvertAdministrationLimits. */
CulvertAdmission *
culvert_admission_new (CulvertSessionLink *link, CulvertProfile *profile, guint window_ms);

/* (transfer none): those who wait */
CulvertApplicants *culvert_admission_get_applicants (CulvertAdmission *self);

/* The user admits from here, and the daemon can be told. */
gboolean culvert_admission_can_answer (CulvertAdmission *self);

/* In all of these: what comes of it is told by the applicant. Errors: those above, and UNSENDABLE
 * (of the management) for a text that cannot be sent; then nothing was done. */

/* @directives: (nullable): for this client, as a `client-connect` script would write them */
gboolean culvert_admission_allow (CulvertAdmission *self,
                                  CulvertApplicant *applicant,
                                  const char *directives,
                                  GError **error);
/* Lets it in and makes a rule of it, which culvert_profile_remove_admission_rule() takes back. */
gboolean culvert_admission_allow_always (CulvertAdmission *self,
                                         CulvertApplicant *applicant,
                                         GError **error);
/* @reason: (nullable): what the client is told, at most 255 bytes
 * @logged_reason: (nullable): what the server writes into its log, at most as long */
gboolean culvert_admission_deny (CulvertAdmission *self,
                                 CulvertApplicant *applicant,
                                 const char *reason,
                                 const char *logged_reason,
                                 GError **error);
/* Asks for a code, with these words. @is_shown: what is typed may be seen. It can be asked again.
 */
gboolean culvert_admission_ask_code (CulvertAdmission *self,
                                     CulvertApplicant *applicant,
                                     const char *question,
                                     gboolean is_shown,
                                     GError **error);
/* Sends its user to a page; whether the sign-in there was good is for the user here to know. */
gboolean culvert_admission_ask_sign_in (CulvertAdmission *self,
                                        CulvertApplicant *applicant,
                                        const char *address,
                                        GError **error);

/* --- for who keeps it up to date --- */

/* The daemon can be spoken to now. */
void culvert_admission_attach (CulvertAdmission *self, CulvertMgmtAbilities abilities);
/* It cannot any more, or has begun anew: nobody waits. */
void culvert_admission_detach (CulvertAdmission *self);
void culvert_admission_take (CulvertAdmission *self,
                             const CulvertMgmtPeerNotice *notice,
                             const CulvertMgmtPeerBlock *block);

G_END_DECLS
