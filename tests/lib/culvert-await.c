/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"

/* Wakes the context now and then, for conditions that another process or thread brings about. */
#define TICK_MS 20

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

gint64
culvert_await_deadline (gint64 seconds)
{
  const char *patience = g_getenv ("CULVERT_TEST_PATIENCE");
  guint64 factor = 1;

  if (patience != NULL)
    g_ascii_string_to_unsigned (patience, 10, 1, 100, &factor, NULL);

  return g_get_monotonic_time () + seconds * (gint64) factor * G_USEC_PER_SEC;
}

void
culvert_await_step (gint64 deadline, const char *condition, const char *place)
{
  g_autoptr (GSource) tick = NULL;

  if (g_get_monotonic_time () > deadline)
    g_error ("%s: this did not come true in time: %s", place, condition);

  tick = g_timeout_source_new (TICK_MS);
  g_source_set_priority (tick, G_PRIORITY_LOW);
  g_source_set_callback (tick, on_tick, NULL, NULL);
  g_source_attach (tick, NULL);
  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (tick);
}

void
culvert_await_quiet (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
culvert_await_on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}
