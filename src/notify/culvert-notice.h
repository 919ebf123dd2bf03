/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

G_BEGIN_DECLS

/* How much the user wants to hear. */
typedef enum
{
  CULVERT_NOTIFY_ALL,
  CULVERT_NOTIFY_PROBLEMS,
  CULVERT_NOTIFY_NONE,
} CulvertNotifyLevel;

/* How loudly a notice is told. */
typedef enum
{
  CULVERT_NOTICE_LOW,
  CULVERT_NOTICE_NORMAL,
  CULVERT_NOTICE_CRITICAL,
} CulvertNoticeUrgency;

/* Actions that a notice may offer, in this order. Each is an action of the application. */
typedef enum
{
  CULVERT_NOTICE_ANSWER = 1 << 0,     /* answer (s) */
  CULVERT_NOTICE_CONNECT = 1 << 1,    /* connect (s): "Try again" */
  CULVERT_NOTICE_DISCONNECT = 1 << 2, /* disconnect (s) */
  CULVERT_NOTICE_SHOW_LOG = 1 << 3,   /* show-log (s) */
  CULVERT_NOTICE_ALLOW = 1 << 4,      /* of a request alone, and no action: see CulvertNotifier */
  CULVERT_NOTICE_DENY = 1 << 5,
} CulvertNoticeActions;

/**
 * CulvertNotice:
 *
 * One notification, before it meets the desktop: a title, plain text, how urgent, which buttons.
 */
typedef struct
{
  char *title; /* (owned) */
  char *body;  /* (owned) (nullable): plain text, never markup */
  CulvertNoticeUrgency urgency;
  CulvertNoticeActions actions;
  guint delay_ms; /* show it only if nothing newer comes within this time */
  gboolean is_problem;
  gboolean is_flap;    /* part of a coming and going, which is told now and then, not each time */
  gboolean is_message; /* words that stand nowhere else */
  gboolean is_request; /* somebody else wants something */
} CulvertNotice;

/**
 * culvert_notice_for_change:
 * @was_up: the tunnel was up before this change, or was lost and is being had back
 * @down_seconds: how long the tunnel was away, for "is back"
 *
 * What the user asked for is told by @reason.
 *
 * Returns: (transfer full) (nullable): NULL where nothing is worth telling
 */
CulvertNotice *culvert_notice_for_change (CulvertSession *session,
                                          CulvertSessionState state,
                                          CulvertSessionState old,
                                          CulvertSessionReason reason,
                                          gboolean was_up,
                                          gint64 down_seconds);
/* A question that waits. */
CulvertNotice *culvert_notice_for_prompt (CulvertPrompt *prompt);
/* The words of a server, see CulvertSession::message. */
CulvertNotice *
culvert_notice_for_message (CulvertSession *session, const char *title, const char *text);
/* A client asks a server to be let in, or has answered a question. */
CulvertNotice *culvert_notice_for_applicant (CulvertSession *session, CulvertApplicant *applicant);
/* And so many more. */
CulvertNotice *culvert_notice_for_applicants (CulvertSession *session, guint n);
CulvertNotice *culvert_notice_copy (const CulvertNotice *self);
gboolean culvert_notice_is_wanted (const CulvertNotice *self, CulvertNotifyLevel level);
/* Whether both tell the same, so that one of them need not be shown. */
gboolean culvert_notice_equal (const CulvertNotice *a, const CulvertNotice *b);
void culvert_notice_free (CulvertNotice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertNotice, culvert_notice_free)

G_END_DECLS
