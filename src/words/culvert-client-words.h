/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session.h"

G_BEGIN_DECLS

/* What Culvert says of the clients of a server, in whole translated sentences. Results are
 * (transfer full) unless they are const. Remote text in them has gone through
 * culvert_plain_text(). */

/* "1 client", "12,345 clients" */
char *culvert_client_words_count (guint n);
/* The same with what they transfer, for a row: "3 clients · ↓ 1.2 MB/s ↑ 300 kB/s"
 * @now: monotonic microseconds */
char *culvert_client_words_line (CulvertSession *session, gint64 now);

/* A value as a table has room for it; what a daemon says instead of nothing is nothing. */
char *culvert_client_words_value (const char *text);
/* The date and time of `since`, "" where nobody knows. */
char *culvert_client_words_since (gint64 since);
/* Who it is, by user name, else by certificate, else by address. */
char *culvert_client_words_peer (const CulvertPeer *peer);
char *culvert_client_words_applicant (CulvertApplicant *applicant);

/* "alice asks to be let in" */
char *culvert_client_words_request (CulvertApplicant *applicant);
/* "alice has answered the question" */
char *culvert_client_words_response (CulvertApplicant *applicant);
/* How many clients wait, where one question stands for them all: "2 clients ask to be let in" */
char *culvert_client_words_requests (guint n);
/* What the server has verified of it: "Certificate “client”"; or that there is nothing. */
char *culvert_client_words_certificate (CulvertApplicant *applicant);
/* Where it comes from, and with what: "192.0.2.1:4711 · Linux · OpenVPN 2.6.14" */
char *culvert_client_words_origin (CulvertApplicant *applicant);
/* "Waits for an answer, 48 s left" @now: monotonic microseconds */
char *culvert_client_words_progress (CulvertApplicant *applicant, gint64 now);
/* Once it has ended: "alice was let in." */
char *culvert_client_words_outcome (CulvertApplicant *applicant);

/* Why a text of many lines cannot be sent, with the number of the line. */
char *culvert_client_words_fault (CulvertMgmtTextFault fault, guint line);
/* Why an action of #CulvertAdministration or #CulvertAdmission was not done. */
const char *culvert_client_words_error (const GError *error);

G_END_DECLS
