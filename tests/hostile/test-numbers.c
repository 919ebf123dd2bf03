/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-hostile.h"

#include <string.h>

#define FORTY_FIELDS                                                                               \
  ">STATE:1,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,x"

/* --- 18: numbers and fields out of any range --- */

static const struct
{
  const char *line;
  CulvertSessionState state;
} states[] = {
  { ">STATE:99999999999999999999,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,",
    CULVERT_SESSION_CONNECTED },
  { ">STATE:-1,CONNECTED,,", CULVERT_SESSION_CONNECTED },
  { ">STATE:1,CONNECTED", CULVERT_SESSION_CONNECTED },
  { ">STATE:,CONNECTED,SUCCESS", CULVERT_SESSION_CONNECTED },
  { FORTY_FIELDS, CULVERT_SESSION_CONNECTED },
  { ">STATE:0x7fffffff,CONNECTED,SUCCESS,,,,,", CULVERT_SESSION_CONNECTED },

  /* These tell nothing */
  { ">STATE:", CULVERT_SESSION_CONNECTING },
  { ">STATE:1", CULVERT_SESSION_CONNECTING },
  { ">STATE:1,", CULVERT_SESSION_CONNECTING },
  { ">STATE:1,,SUCCESS,10.8.0.2,192.0.2.1,1194,,", CULVERT_SESSION_CONNECTING },
  { ">STATE", CULVERT_SESSION_CONNECTING },
  { ">STATE:1,connected,SUCCESS,10.8.0.2,192.0.2.1,1194,,", CULVERT_SESSION_CONNECTING },
  { ">STATE:1,CONNECTED2,SUCCESS,10.8.0.2,192.0.2.1,1194,,", CULVERT_SESSION_CONNECTING },
};

static void
test_states (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_real_time () / G_USEC_PER_SEC;

  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gint64 since;

      SAY (">STATE:1,RECONNECTING,SIGUSR1,,,,,\n>STATE:1,WAIT,,,,,,");
      culvert_hostile_hear_all (fixture);
      SAY (states[i].line);
      culvert_hostile_assert_silence (fixture);
      g_test_message ("%s", states[i].line);
      since = culvert_session_get_since (fixture->session);

      g_assert_cmpint (culvert_session_get_state (fixture->session) == CULVERT_SESSION_CONNECTED,
                       ==,
                       states[i].state == CULVERT_SESSION_CONNECTED);
      g_assert_cmpint (since, >=, start);
      g_assert_cmpint (since, <=, g_get_real_time () / G_USEC_PER_SEC);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* Also as the last state, which a daemon tells first. */
static void
test_state_of_the_past (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_real_time () / G_USEC_PER_SEC;

  culvert_session_fixture_attach (
      fixture,
      NULL,
      "99999999999999999999,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,");
  g_assert_cmpint (culvert_session_get_state (fixture->session), ==, CULVERT_SESSION_CONNECTED);
  g_assert_cmpint (culvert_session_get_since (fixture->session), >=, start);
  culvert_hostile_assert_goes_on (fixture);
}

static const char *const counts[] = {
  "18446744073709551615,18446744073709551616",
  "-1,1",
  "1,-1",
  "18446744073709551616,1",
  "99999999999999999999999999999999,1",
  "0x10,1",
  "+1,1",
  " 1,1",
  "1, 1",
  "1.5,1",
  "1,1,1",
  "1,",
  ",1",
  ",",
  "",
  "1",
  "\xef\xbc\x91,1", /* a wide 1 */
};

static void
test_byte_counts (Fixture *fixture, gconstpointer data)
{
  CulvertSessionTraffic traffic;

  culvert_session_fixture_attach_up (fixture);
  SAY (">BYTECOUNT:1000,2000\n>BYTECOUNT:1700,2900");
  culvert_hostile_hear_all (fixture);
  traffic = *culvert_session_get_traffic (fixture->session);
  g_assert_cmpuint (traffic.total_in, >, 0);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *line = g_strconcat (">BYTECOUNT:", counts[i], NULL);
      const CulvertSessionTraffic *now;

      SAY (line);
      culvert_hostile_assert_silence (fixture);
      now = culvert_session_get_traffic (fixture->session);
      g_test_message ("%s", line);
      g_assert_cmpuint (now->total_in, ==, traffic.total_in);
      g_assert_cmpuint (now->total_out, ==, traffic.total_out);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* The largest counts that there are do not wrap. */
static void
test_largest_byte_counts (Fixture *fixture, gconstpointer data)
{
  const CulvertSessionTraffic *traffic;

  culvert_session_fixture_attach_up (fixture);
  SAY (">BYTECOUNT:0,0\n>BYTECOUNT:18446744073709551615,18446744073709551615\n>BYTECOUNT:0,0\n"
       ">BYTECOUNT:18446744073709551615,18446744073709551615");
  culvert_hostile_assert_silence (fixture);
  traffic = culvert_session_get_traffic (fixture->session);
  g_assert_true (traffic->rate_in >= 0 && traffic->rate_out >= 0);
  culvert_hostile_assert_goes_on (fixture);
}

static const char *const short_holds[] = {
  ">HOLD:Waiting for hold release",      ">HOLD:Waiting for hold release:",
  ">HOLD:Waiting for hold release:-5",   ">HOLD:Waiting for hold release:abc",
  ">HOLD:Waiting for hold release:0x10", ">HOLD:",
};

static void
test_holds_without_a_number (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (short_holds); i++)
    {
      g_test_message ("%s", short_holds[i]);
      culvert_fake_daemon_forget (fixture->daemon);
      SAY (short_holds[i]);
      culvert_hostile_assert_sends (fixture, "hold release\nhold off\n");
      g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
    }
  culvert_hostile_assert_goes_on (fixture);
}

static const char *const long_holds[] = {
  "4294967296", "4294967295", "301", "18446744073709551616", "99999999999999999999999",
};

static void
test_holds_for_ever (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (long_holds); i++)
    {
      g_autofree char *line = g_strconcat (">HOLD:Waiting for hold release:", long_holds[i], NULL);
      gint64 left;

      SAY (line);
      culvert_await (IS (WAITING, BACK_OFF));
      left = culvert_session_get_wait_end (fixture->session) - g_get_monotonic_time ();
      g_test_message ("%s", line);
      g_assert_cmpint (left, >, 290 * G_USEC_PER_SEC);
      g_assert_cmpint (left, <=, 300 * G_USEC_PER_SEC);
      culvert_hostile_assert_silence (fixture);

      /* The user need not wait. */
      WANT (CONNECTED);
      culvert_hostile_assert_sends (fixture, "hold release\nhold off\n");
      culvert_fake_daemon_forget (fixture->daemon);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* The pause that a server asks for. */
static void
test_busy_for_ever (Fixture *fixture, gconstpointer data)
{
  static const char *const pauses[] = { "4294967296", "-1", "0", "1e9", "99999999999999999999" };

  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  culvert_fake_daemon_forget (fixture->daemon);
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      g_autofree char *line =
          g_strdup_printf (AUTH_WRONG " ['TEMP[backoff %s]:<b>later</b>']\n"
                                      ">STATE:1,RECONNECTING,auth-temp-failure (x),,,,,",
                           pauses[i]);

      SAY (line);
      culvert_hostile_assert_silence (fixture);
      g_test_message ("%s", line);
      g_assert_cmpint (culvert_session_get_reason (fixture->session),
                       ==,
                       CULVERT_REASON_SERVER_BUSY);
      g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
      g_assert_cmpstr (culvert_session_get_facts (fixture->session).message, ==, "<b>later</b>");
    }
  culvert_hostile_assert_goes_on (fixture);
}

int
main (int argc, char **argv)
{
  culvert_hostile_init (&argc, &argv);

  CULVERT_HOSTILE_ADD ("18-states", test_states);
  CULVERT_HOSTILE_ADD ("18-state-of-the-past", test_state_of_the_past);
  CULVERT_HOSTILE_ADD ("18-byte-counts", test_byte_counts);
  CULVERT_HOSTILE_ADD ("18-largest-byte-counts", test_largest_byte_counts);
  CULVERT_HOSTILE_ADD ("18-holds-without-a-number", test_holds_without_a_number);
  CULVERT_HOSTILE_ADD ("18-holds-for-ever", test_holds_for_ever);
  CULVERT_HOSTILE_ADD ("18-busy-for-ever", test_busy_for_ever);

  return g_test_run ();
}
