/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * culvert_await:
 * @condition: an expression without side effects
 *
 * Runs the default main context until the condition holds; fails the test with the text of the
 * condition when it does not within ten seconds. The only way in which a test may wait.
 */
#define culvert_await(condition) culvert_await_within (10, condition)

#define culvert_await_within(seconds, condition)                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 await_deadline = culvert_await_deadline (seconds);                                      \
                                                                                                   \
    while (!(condition))                                                                           \
      culvert_await_step (await_deadline, #condition, G_STRLOC);                                   \
  }                                                                                                \
  G_STMT_END

/* When that time is over, of g_get_monotonic_time (). CULVERT_TEST_PATIENCE, a number, multiplies
 * it: under valgrind all takes longer. */
gint64 culvert_await_deadline (gint64 seconds);
/* One turn of the main context; fails the test when the deadline is over. */
void culvert_await_step (gint64 deadline, const char *condition, const char *place);

/* Lets everything happen that can happen now: for the proof that nothing does. */
void culvert_await_quiet (void);

/* A GAsyncReadyCallback that keeps the result; user_data is a GAsyncResult ** that holds NULL:
 *
 *   g_autoptr (GAsyncResult) result = NULL;
 *   some_async (…, culvert_await_on_ready, &result);
 *   culvert_await (result != NULL);
 */
void culvert_await_on_ready (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
