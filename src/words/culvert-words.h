/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-summary.h"

G_BEGIN_DECLS

/* What Culvert says of a session, in whole translated sentences: the one place where states,
 * reasons and questions become words. Results are (transfer full) unless they are const. Remote
 * text in them has gone through culvert_plain_text(). */

/* One word: "Connected", "Reconnecting", … */
const char *culvert_words_state (CulvertSessionState state);

/* Why, as a sentence: "The server refused the user name or password." (nullable): nothing to say */
const char *culvert_words_reason (CulvertSessionReason reason);

/* The same of a session as it is now, with how long a busy server makes it wait: "The server is
 * busy, next try in 7 s." (nullable)
 * @now: monotonic microseconds */
char *culvert_words_explanation (CulvertSession *session, gint64 now);

/* What the user can do about it: "Start the OpenVPN service, or …" (nullable) */
const char *culvert_words_remedy (CulvertSessionReason reason);

/* What runs at the moment: "Signing in", … */
const char *culvert_words_stage (CulvertSessionStage stage);

/* One line for a row: "Connected · 10.8.0.6", "Waiting · Next try in 12 s".
 * @now: monotonic microseconds */
char *culvert_words_line (CulvertSession *session, gint64 now);

/* The same without anything that grows old by itself, for a tooltip. */
char *culvert_words_steady_line (CulvertSession *session);

/* "< 0.1 s", "2.4 s", or as below from a minute on. @microseconds: 0 or more */
char *culvert_words_short_time (gint64 microseconds);

/* "2 h 14 min" */
char *culvert_words_duration (gint64 seconds);

/* What a question wants, for a menu and a notification: "Office needs your password". */
char *culvert_words_question (CulvertPrompt *prompt);

/* The same beside the name of the connection: "Needs your password". */
const char *culvert_words_need (CulvertPrompt *prompt);

/* The name of a session's connection, fit to be shown. */
char *culvert_words_name (CulvertSession *session);

G_END_DECLS
