/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-progress.h"

#include "culvert-mgmt-line.h"
#include "culvert-session-fixture.h"
#include "culvert-session-record.h"
#include "culvert-transcript.h"

#include <string.h>

#define S G_USEC_PER_SEC

/* "look-up handshake 1 *sign-in 2 settings? …": a star runs, a cross failed, a question mark is
 * ahead; the number is seconds, where there are any. */
static char *
describe (const CulvertSessionProgress *progress, gint64 now)
{
  static const char *const names[] = { "-",        "look-up", "handshake", "sign-in",
                                       "settings", "address", "routes",    "up" };
  CulvertProgressItem items[CULVERT_PROGRESS_MAX_ITEMS];
  guint n = culvert_session_progress_get_items (progress, now, items);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *before = items[i].mark == CULVERT_PROGRESS_RUNNING  ? "*"
                           : items[i].mark == CULVERT_PROGRESS_FAILED ? "x"
                                                                      : "";

      g_string_append_printf (text,
                              "%s%s%s%s",
                              i > 0 ? " " : "",
                              before,
                              names[items[i].stage],
                              items[i].mark == CULVERT_PROGRESS_AHEAD ? "?" : "");
      if (items[i].duration >= S)
        g_string_append_printf (text, " %d", (int) (items[i].duration / S));
    }

  return g_string_free (text, FALSE);
}

static void
assert_progress (const CulvertSessionProgress *progress, gint64 now, const char *expected)
{
  g_autofree char *text = describe (progress, now);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_stages_take_their_time (void)
{
  CulvertSessionProgress progress = { 0 };

  assert_progress (&progress, 0, "");
  culvert_session_progress_take (&progress, CULVERT_STAGE_LOOK_UP, 100 * S);
  assert_progress (&progress,
                   102 * S,
                   "*look-up 2 handshake? sign-in? settings? address? routes? up?");
  culvert_session_progress_take (&progress, CULVERT_STAGE_HANDSHAKE, 103 * S);
  culvert_session_progress_take (&progress, CULVERT_STAGE_HANDSHAKE, 104 * S);
  assert_progress (&progress,
                   108 * S,
                   "look-up 3 *handshake 5 sign-in? settings? address? routes? up?");
}

/* What a daemon leaves out was not a step of its way. */
static void
test_what_is_left_out_is_not_shown (void)
{
  CulvertSessionProgress progress = { 0 };

  culvert_session_progress_take (&progress, CULVERT_STAGE_HANDSHAKE, 0);
  culvert_session_progress_take (&progress, CULVERT_STAGE_SIGN_IN, 1 * S);
  assert_progress (&progress, 2 * S, "handshake 1 *sign-in 1 settings? address? routes? up?");
  culvert_session_progress_take (&progress, CULVERT_STAGE_ADDRESS, 3 * S);
  culvert_session_progress_take (&progress, CULVERT_STAGE_UP, 4 * S);
  assert_progress (&progress, 50 * S, "handshake 1 sign-in 2 address 1 up");

  /* Next time nothing else is expected. */
  culvert_session_progress_begin (&progress);
  assert_progress (&progress, 50 * S, "");
  culvert_session_progress_take (&progress, CULVERT_STAGE_HANDSHAKE, 50 * S);
  assert_progress (&progress, 50 * S, "*handshake sign-in? address? up?");
}

/* A second factor: the server had been asked for settings already. */
static void
test_way_back_begins_the_later_stages_anew (void)
{
  CulvertSessionProgress progress = { 0 };

  culvert_session_progress_take (&progress, CULVERT_STAGE_SIGN_IN, 0);
  culvert_session_progress_take (&progress, CULVERT_STAGE_SETTINGS, 1 * S);
  culvert_session_progress_take (&progress, CULVERT_STAGE_SIGN_IN, 5 * S);
  assert_progress (&progress, 7 * S, "*sign-in 3 settings? address? routes? up?");
  culvert_session_progress_take (&progress, CULVERT_STAGE_SETTINGS, 8 * S);
  assert_progress (&progress, 9 * S, "sign-in 4 *settings 1 address? routes? up?");
}

static void
test_failure_stays_where_it_was (void)
{
  CulvertSessionProgress progress = { 0 };

  culvert_session_progress_take (&progress, CULVERT_STAGE_SIGN_IN, 0);
  culvert_session_progress_take (&progress, CULVERT_STAGE_SETTINGS, 1 * S);
  culvert_session_progress_fail (&progress, CULVERT_STAGE_SIGN_IN, 2 * S);
  culvert_session_progress_fail (&progress, CULVERT_STAGE_NONE, 9 * S);
  assert_progress (&progress, 90 * S, "xsign-in 1 settings? address? routes? up?");

  /* The next try is another one. */
  culvert_session_progress_take (&progress, CULVERT_STAGE_LOOK_UP, 99 * S);
  assert_progress (&progress,
                   99 * S,
                   "*look-up handshake? sign-in? settings? address? routes? up?");
}

static void
test_what_was_up_has_not_failed (void)
{
  CulvertSessionProgress progress = { 0 };

  culvert_session_progress_take (&progress, CULVERT_STAGE_SIGN_IN, 0);
  culvert_session_progress_take (&progress, CULVERT_STAGE_UP, 1 * S);
  culvert_session_progress_fail (&progress, CULVERT_STAGE_NONE, 2 * S);
  assert_progress (&progress, 2 * S, "");
}

/* Who comes to a tunnel that is up has seen nothing of its way. */
static void
test_found_up_shows_nothing (void)
{
  CulvertSessionProgress progress = { 0 };

  culvert_session_progress_take (&progress, CULVERT_STAGE_UP, 0);
  assert_progress (&progress, 0, "");
  g_assert_cmpuint (progress.usual, ==, 0);
}

/* --- over recordings of real daemons --- */

static gboolean
take_line (CulvertSessionRecord *record, char *text, CulvertMgmtStateName *name)
{
  CulvertSessionReason reason;
  CulvertMgmtEvent event;
  CulvertMgmtLine line;

  culvert_mgmt_line_parse (&line, text, strlen (text));
  if (line.kind != CULVERT_MGMT_LINE_MESSAGE ||
      !culvert_mgmt_event_parse (&event,
                                 line.source,
                                 line.source_length,
                                 line.payload,
                                 line.length) ||
      event.kind != CULVERT_MGMT_EVENT_STATE)
    return FALSE;

  culvert_session_record_take_state (record, &event.state, TRUE, &reason);
  *name = event.state.name;

  return TRUE;
}

/* How it looked at each end of a try, one in a line. */
static char *
play (const char *name)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load (name);
  g_autoptr (GPtrArray) lines = culvert_transcript_get_lines (transcript, TRUE);
  GString *story = g_string_new (NULL);
  CulvertSessionRecord record = { 0 };

  culvert_session_record_init (&record);
  for (guint i = 0; i < lines->len; i++)
    {
      CulvertMgmtStateName state;
      g_autofree char *text = NULL;

      if (!take_line (&record, lines->pdata[i], &state))
        continue;
      text = describe (&record.progress, g_get_monotonic_time ());
      if (*text != '\0' &&
          (state == CULVERT_MGMT_STATE_CONNECTED || state == CULVERT_MGMT_STATE_RECONNECTING ||
           state == CULVERT_MGMT_STATE_EXITING))
        g_string_append_printf (story, "%s\n", text);
    }
  culvert_session_record_clear (&record);

  return g_string_free (story, FALSE);
}

static void
test_recordings (void)
{
  static const struct
  {
    const char *name;
    const char *story;
  } rows[] = {
    { "normal-connect", "handshake sign-in address up\n" },
    { "tun-netns", "handshake sign-in address routes up\n" },
    { "auth-pending-crtext", "handshake sign-in settings address up\n" },
    { "wrong-password",
      "handshake xsign-in settings? address? routes? up?\n"
      "handshake xsign-in settings? address? routes? up?\n"
      "handshake sign-in address up\n" },
    /* The end of a daemon changes nothing about where it had come. */
    { "no-answer",
      "xhandshake sign-in? settings? address? routes? up?\n"
      "xhandshake sign-in? settings? address? routes? up?\n" },
    { "auth-pending-denied",
      "handshake xsign-in settings? address? routes? up?\n"
      "handshake xsign-in settings? address? routes? up?\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *story = play (rows[i].name);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (story, ==, rows[i].story);
    }
}

/* A user who disconnects on the way up has not met with a failure. */
static void
test_wish_is_no_failure (CulvertSessionFixture *fixture, gconstpointer data)
{
  CulvertProgressItem items[CULVERT_PROGRESS_MAX_ITEMS];

  culvert_session_fixture_release (fixture);
  SAY (">STATE:9,WAIT,,,,,,");
  culvert_await (culvert_session_get_stage (fixture->session) == CULVERT_STAGE_HANDSHAKE);
  g_assert_cmpuint (
      culvert_session_progress_get_items (culvert_session_get_progress (fixture->session),
                                          g_get_monotonic_time (),
                                          items),
      ==,
      6);

  WANT (DISCONNECTED);
  SAY (">STATE:9,RECONNECTING,SIGUSR1,,,,,");
  culvert_await (culvert_session_get_stage (fixture->session) == CULVERT_STAGE_NONE);
  g_assert_cmpuint (
      culvert_session_progress_get_items (culvert_session_get_progress (fixture->session),
                                          g_get_monotonic_time (),
                                          items),
      ==,
      0);
}

/* Where the last try stopped is no news of the next. */
static void
test_new_wish_is_a_new_try (CulvertSessionFixture *fixture, gconstpointer data)
{
  const CulvertSessionProgress *progress = culvert_session_get_progress (fixture->session);

  culvert_session_fixture_release (fixture);
  SAY (">STATE:9,AUTH,,,,,,");
  culvert_await (progress->stage == CULVERT_STAGE_SIGN_IN);
  SAY (">FATAL:No way");
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (culvert_session_get_state (fixture->session) == CULVERT_SESSION_FAILED);
  g_assert_cmpint (progress->failed, ==, CULVERT_STAGE_SIGN_IN);

  culvert_session_fixture_replace_daemon (fixture);
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (IN_HOLD);
  WANT (CONNECTED);
  culvert_await (culvert_session_get_state (fixture->session) == CULVERT_SESSION_CONNECTING);
  g_assert_cmpint (progress->failed, ==, CULVERT_STAGE_NONE);
}

/* Whoever attaches afterwards is told the second of the daemon, too. */
static void
test_up_since_the_daemon_says_so (CulvertSessionFixture *fixture, gconstpointer data)
{
  gint64 since = g_get_real_time () / G_USEC_PER_SEC - 1;
  g_autofree char *line =
      g_strdup_printf (">STATE:%" G_GINT64_FORMAT ",CONNECTED,SUCCESS,10.8.0.2,,,,", since);

  culvert_session_fixture_release (fixture);
  SAY (line);
  culvert_await (culvert_session_get_state (fixture->session) == CULVERT_SESSION_CONNECTED);
  g_assert_cmpint (culvert_session_get_since (fixture->session), ==, since);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/progress/stages-take-their-time", test_stages_take_their_time);
  g_test_add_func ("/session/progress/what-is-left-out-is-not-shown",
                   test_what_is_left_out_is_not_shown);
  g_test_add_func ("/session/progress/way-back-begins-the-later-stages-anew",
                   test_way_back_begins_the_later_stages_anew);
  g_test_add_func ("/session/progress/failure-stays-where-it-was", test_failure_stays_where_it_was);
  g_test_add_func ("/session/progress/what-was-up-has-not-failed", test_what_was_up_has_not_failed);
  g_test_add_func ("/session/progress/found-up-shows-nothing", test_found_up_shows_nothing);
  g_test_add_func ("/session/progress/recordings", test_recordings);
  CULVERT_SESSION_FIXTURE_ADD ("/session/progress/wish-is-no-failure", test_wish_is_no_failure);
  CULVERT_SESSION_FIXTURE_ADD ("/session/progress/up-since-the-daemon-says-so",
                               test_up_since_the_daemon_says_so);
  CULVERT_SESSION_FIXTURE_ADD ("/session/progress/new-wish-is-a-new-try",
                               test_new_wish_is_a_new_try);

  return g_test_run ();
}
