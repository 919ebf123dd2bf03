/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-hostile.h"

#include <string.h>
#include <time.h>

#include "culvert-plain-text.h"

#define GOES_ON ">STATE:1795331355,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,"
#define STALL   (100 * G_TIME_SPAN_MILLISECOND)

static void
assert_clean (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    g_assert_false (g_ascii_iscntrl (text[i]));
}

/* Every field is kept, of messages of every level. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  GString *log = user_data;

  for (gsize i = 0; i < n_fields; i++)
    {
      gsize length = fields[i].length < 0 ? strlen (fields[i].value) : (gsize) fields[i].length;

      assert_clean (fields[i].value, length);
      g_string_append_len (log, fields[i].value, (gssize) length);
      g_string_append_c (log, '\n');
    }

  return (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) != 0
             ? g_log_writer_default (level, fields, n_fields, NULL)
             : G_LOG_WRITER_HANDLED;
}

static GString *
get_log (void)
{
  static GString *log;

  if (log == NULL)
    log = g_string_new (NULL);

  return log;
}

void
culvert_hostile_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_log_set_writer_func (write_log, get_log (), NULL);
}

void
culvert_hostile_set_up (Fixture *fixture, gconstpointer data)
{
  g_string_truncate (get_log (), 0);
  culvert_session_fixture_set_up (fixture, data);
}

void
culvert_hostile_tear_down (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_tear_down (fixture, data);
}

guint
culvert_hostile_count_logged (const char *text)
{
  guint n = 0;

  for (const char *at = strstr (get_log ()->str, text); at != NULL;
       at = strstr (at + strlen (text), text))
    n++;

  return n;
}

void
culvert_hostile_hear_all (Fixture *fixture)
{
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await_quiet ();
}

/* What others do on this computer meanwhile is no stall of ours. */
static gint64
get_own_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

void
culvert_hostile_hear_all_without_stall (Fixture *fixture)
{
  gint64 longest = 0;
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!culvert_fake_daemon_is_done (fixture->daemon) || g_main_context_pending (NULL))
    {
      gint64 start = get_own_time ();

      culvert_await_step (deadline, "the daemon is heard", G_STRLOC);
      longest = MAX (longest, get_own_time () - start);
    }

  /* As patient as the rest: under a sanitizer all takes longer. */
  g_assert_cmpint (longest,
                   <,
                   STALL * (culvert_await_deadline (1) - g_get_monotonic_time ()) / G_USEC_PER_SEC);
}

void
culvert_hostile_assert_silence (Fixture *fixture)
{
  culvert_hostile_hear_all (fixture);
  g_assert_cmpstr (culvert_fake_daemon_get_last_heard (fixture->daemon), ==, NULL);
  g_assert_true (HAS_SENT (""));
}

void
culvert_hostile_assert_goes_on (Fixture *fixture)
{
  CulvertSessionFacts facts;

  SAY (GOES_ON);
  culvert_hostile_hear_all (fixture);
  facts = culvert_session_get_facts (fixture->session);

  g_assert_true (IS (CONNECTED, NONE));
  g_assert_cmpstr (facts.vpn_ipv4, ==, "10.8.0.2");
  g_assert_cmpstr (facts.remote, ==, "192.0.2.1:1194");
  g_assert_true (culvert_session_is_attached (fixture->session));
}

void
culvert_hostile_assert_sends (Fixture *fixture, const char *commands)
{
  culvert_await (HAS_SENT (commands));
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (commands));
}

char *
culvert_hostile_repeat (const char *line, guint n)
{
  GString *lines = g_string_sized_new ((strlen (line) + 1) * n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", line);

  return g_string_free (lines, FALSE);
}

char *
culvert_hostile_show (const char *remote_text)
{
  char *shown = culvert_plain_text (remote_text, -1, 1000);

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_null (strstr (shown, "\xe2\x80\xae"));
  assert_clean (shown, strlen (shown));

  return shown;
}
