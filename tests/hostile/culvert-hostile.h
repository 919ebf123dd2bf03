/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-fixture.h"

G_BEGIN_DECLS

/* What holds whatever a daemon says: the tests of this folder are made of it. Every test begins
 * with an empty log, in which everything is, and ends with the proof that no control byte got into
 * it and that nothing is left of the session. */

typedef CulvertSessionFixture Fixture;

void culvert_hostile_set_up (Fixture *fixture, gconstpointer data);
void culvert_hostile_tear_down (Fixture *fixture, gconstpointer data);

/* Before the first test. */
void culvert_hostile_init (int *argc, char ***argv);

#define CULVERT_HOSTILE_ADD(path, test)                                                            \
  g_test_add ("/hostile/" path,                                                                    \
              Fixture,                                                                             \
              NULL,                                                                                \
              culvert_hostile_set_up,                                                              \
              test,                                                                                \
              culvert_hostile_tear_down)

/* How often the log has this. */
guint culvert_hostile_count_logged (const char *text);

/* Everything that the daemon has said was taken in. */
void culvert_hostile_hear_all (Fixture *fixture);
/* The same, and no turn of the main loop took longer than a tenth of a second of our own time. */
void culvert_hostile_hear_all_without_stall (Fixture *fixture);
/* It was taken in, and not a byte was written because of it. */
void culvert_hostile_assert_silence (Fixture *fixture);
/* The next line is understood. */
void culvert_hostile_assert_goes_on (Fixture *fixture);
/* Answers, and exactly this is written. */
void culvert_hostile_assert_sends (Fixture *fixture, const char *commands);

/* Returns: (transfer full): `line` as often as that, joined with LF */
char *culvert_hostile_repeat (const char *line, guint n);

/* What can be shown of remote text, after the proof that it is valid and does not mislead. */
char *culvert_hostile_show (const char *remote_text);

G_END_DECLS
