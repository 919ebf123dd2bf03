/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-mgmt-peer-block.h"
#include "culvert-secret-text.h"

G_BEGIN_DECLS

/* Where a request to come in, or to stay, is. */
typedef enum
{
  CULVERT_APPLICANT_WAITING,   /* for an answer */
  CULVERT_APPLICANT_ASKED,     /* for more: a code, or a sign-in with a browser */
  CULVERT_APPLICANT_RESPONDED, /* it has answered; see culvert_applicant_get_response() */
  CULVERT_APPLICANT_ANSWERED,  /* the answer is on its way to the daemon */
  CULVERT_APPLICANT_ENDED,
} CulvertApplicantState;

typedef enum
{
  CULVERT_APPLICANT_ALLOWED,
  CULVERT_APPLICANT_DENIED,
  CULVERT_APPLICANT_ELSEWHERE, /* somebody else has answered it: the client is in */
  CULVERT_APPLICANT_EXPIRED,   /* nobody answered in time */
  CULVERT_APPLICANT_GONE,      /* the client went, or asks anew, or the daemon is out of reach */
  CULVERT_APPLICANT_FAILED,    /* the daemon did not take the answer */
} CulvertApplicantOutcome;

/**
 * CulvertApplicant:
 *
 * One client that a server asks about. Held by its #CulvertApplicants until it has ended; a view
 * may hold it longer. What it tells of itself is (nullable) and raw remote text; the user name is
 * what the client claims, the certificate is what the server has verified.
 *
 * Property with notification: `state`.
 */
#define CULVERT_TYPE_APPLICANT (culvert_applicant_get_type ())
G_DECLARE_FINAL_TYPE (CulvertApplicant, culvert_applicant, CULVERT, APPLICANT, GObject)

CulvertApplicantState culvert_applicant_get_state (CulvertApplicant *self);
/* Once it has ended. */
CulvertApplicantOutcome culvert_applicant_get_outcome (CulvertApplicant *self);

guint64 culvert_applicant_get_id (CulvertApplicant *self);
guint64 culvert_applicant_get_key (CulvertApplicant *self);
/* It is in already and wants to stay: its key is due for a new one. */
gboolean culvert_applicant_is_renewal (CulvertApplicant *self);
const char *culvert_applicant_get_user (CulvertApplicant *self);
/* Of its certificate; NULL where the server asks for none. */
const char *culvert_applicant_get_name (CulvertApplicant *self);
/* SHA-256 of its certificate in lower-case hexadecimal; NULL where the daemon does not tell. */
const char *culvert_applicant_get_fingerprint (CulvertApplicant *self);
const char *culvert_applicant_get_address (CulvertApplicant *self); /* address:port */
const char *culvert_applicant_get_platform (CulvertApplicant *self);
const char *culvert_applicant_get_version (CulvertApplicant *self);
/* FALSE where the daemon may pass on what the client made up: neither the name nor the fingerprint
 * proves anything then, and no rule applies. */
gboolean culvert_applicant_is_certain (CulvertApplicant *self);
/* The client says that it can be asked for a code, or can open an address. */
gboolean culvert_applicant_can_answer (CulvertApplicant *self);
gboolean culvert_applicant_can_open (CulvertApplicant *self);

/* When it came, seconds since 1970. */
gint64 culvert_applicant_get_since (CulvertApplicant *self);
/* Until when it can be answered, monotonic microseconds. */
gint64 culvert_applicant_get_deadline (CulvertApplicant *self);

/* (nullable): what the client answered when it was asked for a code */
const CulvertSecretText *culvert_applicant_get_response (CulvertApplicant *self);

/* --- for who keeps it --- */

/* `block` has just given out `notice`, of CONNECT or REAUTH. */
CulvertApplicant *culvert_applicant_new (const CulvertMgmtPeerNotice *notice,
                                         const CulvertMgmtPeerBlock *block,
                                         gboolean is_certain,
                                         gint64 deadline);
void culvert_applicant_set_state (CulvertApplicant *self, CulvertApplicantState state);
void culvert_applicant_set_deadline (CulvertApplicant *self, gint64 deadline);
/* `base64`: one that is none is no answer. */
void culvert_applicant_take_response (CulvertApplicant *self, const char *base64);
/* Something for the daemon is on its way; `is_answer`: it ends the request. Returns: (transfer
 * none): cancelled when the request ends before it is sent */
GCancellable *culvert_applicant_begin_sending (CulvertApplicant *self, gboolean is_answer);
void culvert_applicant_end_sending (CulvertApplicant *self);
gboolean culvert_applicant_is_sending (CulvertApplicant *self);
/* What is on its way ends it. */
gboolean culvert_applicant_is_answered (CulvertApplicant *self);
void culvert_applicant_end (CulvertApplicant *self, CulvertApplicantOutcome outcome);

G_END_DECLS
