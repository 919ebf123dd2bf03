/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-event.h"

#include "culvert-mgmt-line.h"

#include <string.h>

/* The event points into `text`, which must be writable. */
static gboolean
parse (CulvertMgmtEvent *event, char *text)
{
  CulvertMgmtLine line;

  culvert_mgmt_line_parse (&line, text, strlen (text));
  g_assert_cmpint (line.kind, ==, CULVERT_MGMT_LINE_MESSAGE);
  return culvert_mgmt_event_parse (event,
                                   line.source,
                                   line.source_length,
                                   line.payload,
                                   line.length);
}

static void
test_state (void)
{
  char text[] =
      ">STATE:1700000000,CONNECTED,SUCCESS,10.66.0.2,192.0.2.1,1194,192.0.2.9,4711,fd66::1000";
  CulvertMgmtEvent event;

  g_assert_true (parse (&event, text));
  g_assert_cmpint (event.kind, ==, CULVERT_MGMT_EVENT_STATE);
  g_assert_cmpint (event.state.time, ==, 1700000000);
  g_assert_cmpint (event.state.name, ==, CULVERT_MGMT_STATE_CONNECTED);
  g_assert_cmpstr (event.state.detail, ==, "SUCCESS");
  g_assert_cmpstr (event.state.tun_ipv4, ==, "10.66.0.2");
  g_assert_cmpstr (event.state.remote_address, ==, "192.0.2.1");
  g_assert_cmpstr (event.state.remote_port, ==, "1194");
  g_assert_cmpstr (event.state.local_address, ==, "192.0.2.9");
  g_assert_cmpstr (event.state.local_port, ==, "4711");
  g_assert_cmpstr (event.state.tun_ipv6, ==, "fd66::1000");
}

/* Hostile case 18a, and the forms of old daemons. */
static void
test_odd_states (void)
{
  static const struct
  {
    const char *text;
    gint64 time;
    CulvertMgmtStateName name;
    const char *detail;
    const char *remote_address;
  } rows[] = {
    { ">STATE:1,CONNECTED", 1, CULVERT_MGMT_STATE_CONNECTED, "", "" },
    { ">STATE:1,WAIT,,", 1, CULVERT_MGMT_STATE_WAIT, "", "" },
    { ">STATE:1,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1",
      1,
      CULVERT_MGMT_STATE_CONNECTED,
      "SUCCESS",
      "192.0.2.1" },
    { ">STATE:-1,CONNECTED,,", -1, CULVERT_MGMT_STATE_CONNECTED, "", "" },
    { ">STATE:,CONNECTED,,", -1, CULVERT_MGMT_STATE_CONNECTED, "", "" },
    { ">STATE: 1,CONNECTED,,", -1, CULVERT_MGMT_STATE_CONNECTED, "", "" },
    { ">STATE:99999999999999999999,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,",
      -1,
      CULVERT_MGMT_STATE_CONNECTED,
      "SUCCESS",
      "192.0.2.1" },
    { ">STATE:9,DANCING,x,y,z", 9, CULVERT_MGMT_STATE_UNKNOWN, "x", "z" },
    { ">STATE:9,RECONNECTING,auth-temp-failure (server temporary reject),,,,,",
      9,
      CULVERT_MGMT_STATE_RECONNECTING,
      "auth-temp-failure (server temporary reject)",
      "" },
    { ">STATE:1,WAIT,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,,,,,,,,,,,,,,",
      1,
      CULVERT_MGMT_STATE_WAIT,
      "a",
      "c" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup (rows[i].text);
      CulvertMgmtEvent event;

      g_test_message ("%s", rows[i].text);
      g_assert_true (parse (&event, text));
      g_assert_cmpint (event.state.time, ==, rows[i].time);
      g_assert_cmpint (event.state.name, ==, rows[i].name);
      g_assert_cmpstr (event.state.detail, ==, rows[i].detail);
      g_assert_cmpstr (event.state.remote_address, ==, rows[i].remote_address);
      g_assert_nonnull (event.state.tun_ipv6);
    }
}

static void
test_state_names (void)
{
  static const char *const names[] = {
    "CONNECTING", "RESOLVE",   "TCP_CONNECT", "WAIT",      "AUTH",         "AUTH_PENDING",
    "GET_CONFIG", "ASSIGN_IP", "ADD_ROUTES",  "CONNECTED", "RECONNECTING", "EXITING",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strdup_printf (">STATE:1,%s,,,,,,", names[i]);
      CulvertMgmtEvent event;

      g_assert_true (parse (&event, text));
      g_assert_cmpint (event.state.name, ==, CULVERT_MGMT_STATE_CONNECTING + (int) i);
    }
}

static void
test_bytecount (void)
{
  static const struct
  {
    const char *text;
    gboolean is_good;
    guint64 in;
    guint64 out;
  } rows[] = {
    { ">BYTECOUNT:1957,1941", TRUE, 1957, 1941 },
    { ">BYTECOUNT:0,0", TRUE, 0, 0 },
    { ">BYTECOUNT:18446744073709551615,18446744073709551614", TRUE, G_MAXUINT64, G_MAXUINT64 - 1 },
    { ">BYTECOUNT:18446744073709551615,18446744073709551616", FALSE, 0, 0 },
    { ">BYTECOUNT:99999999999999999999999,1", FALSE, 0, 0 },
    { ">BYTECOUNT:-1,1", FALSE, 0, 0 },
    { ">BYTECOUNT:1", FALSE, 0, 0 },
    { ">BYTECOUNT:1,", FALSE, 0, 0 },
    { ">BYTECOUNT:,1", FALSE, 0, 0 },
    { ">BYTECOUNT:1,1,1", FALSE, 0, 0 },
    { ">BYTECOUNT:", FALSE, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup (rows[i].text);
      CulvertMgmtEvent event;
      gboolean is_good = parse (&event, text);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (is_good, ==, rows[i].is_good);
      if (is_good)
        {
          g_assert_cmpuint (event.bytecount.in, ==, rows[i].in);
          g_assert_cmpuint (event.bytecount.out, ==, rows[i].out);
        }
    }
}

static void
test_hold (void)
{
  static const struct
  {
    const char *text;
    guint seconds;
  } rows[] = {
    { ">HOLD:Waiting for hold release", 0 },
    { ">HOLD:Waiting for hold release:0", 0 },
    { ">HOLD:Waiting for hold release:7", 7 },
    { ">HOLD:Waiting for hold release:300", 300 },
    { ">HOLD:Waiting for hold release:301", 300 },
    { ">HOLD:Waiting for hold release:4294967296", 300 },
    { ">HOLD:Waiting for hold release:99999999999999999999999999", 300 },
    { ">HOLD:Waiting for hold release:-5", 0 },
    { ">HOLD:Waiting for hold release:soon", 0 },
    { ">HOLD:", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup (rows[i].text);
      CulvertMgmtEvent event;

      g_test_message ("%s", rows[i].text);
      g_assert_true (parse (&event, text));
      g_assert_cmpuint (event.hold_seconds, ==, rows[i].seconds);
    }
}

static void
test_log (void)
{
  char text[] = ">LOG:1795334986,WN,MANAGEMENT: >STATE:1,WAIT,,";
  char empty_flags[] = ">LOG:1795334986,,";
  CulvertMgmtEvent event;

  g_assert_true (parse (&event, text));
  g_assert_cmpint (event.log.time, ==, 1795334986);
  g_assert_cmpint (event.log.flags, ==, CULVERT_MGMT_LOG_WARNING | CULVERT_MGMT_LOG_NONFATAL);
  g_assert_cmpstr (event.log.text, ==, "MANAGEMENT: >STATE:1,WAIT,,");
  g_assert_cmpuint (event.log.length, ==, strlen (event.log.text));

  g_assert_true (parse (&event, empty_flags));
  g_assert_cmpint (event.log.flags, ==, 0);
  g_assert_cmpuint (event.log.length, ==, 0);
}

static void
test_broken_logs (void)
{
  static const char *const texts[] = { ">LOG:", ">LOG:1", ">LOG:1,I", ">LOG" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strdup (texts[i]);
      CulvertMgmtEvent event;

      g_assert_false (parse (&event, text));
    }
}

static void
test_log_keeps_nul (void)
{
  char payload[] = "1,I,a\0b";
  CulvertMgmtLog log;

  g_assert_true (culvert_mgmt_log_parse (&log, payload, sizeof payload - 1));
  g_assert_cmpmem (log.text, log.length, "a\0b", 3);
}

/* Hostile case 12a: the last three are nothing at all. */
static void
test_echo (void)
{
  static const struct
  {
    const char *text;
    gboolean is_good;
    gint64 time;
    const char *echo;
  } rows[] = {
    { ">ECHO:1795331355,setenv A b,c", TRUE, 1795331355, "setenv A b,c" },
    { ">ECHO:1,msg-notify", TRUE, 1, "msg-notify" },
    { ">ECHO:x,msg", TRUE, -1, "msg" },
    { ">ECHO:1,", TRUE, 1, "" },
    { ">ECHO:", FALSE, 0, NULL },
    { ">ECHO:x", FALSE, 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup (rows[i].text);
      CulvertMgmtEvent event;
      gboolean is_good = parse (&event, text);

      g_assert_cmpint (is_good, ==, rows[i].is_good);
      if (is_good)
        {
          g_assert_cmpint (event.echo.time, ==, rows[i].time);
          g_assert_cmpstr (event.echo.text, ==, rows[i].echo);
        }
    }
}

/* Hostile case 17a */
static void
test_notify (void)
{
  static const struct
  {
    const char *text;
    const char *level;
    const char *reason;
    const char *message;
  } rows[] = {
    { ">NOTIFY:info,server-pushed-halt,<b>bye</b>", "info", "server-pushed-halt", "<b>bye</b>" },
    { ">NOTIFY:info,server-pushed-connection-reset,[P],later",
      "info",
      "server-pushed-connection-reset",
      "later" },
    { ">NOTIFY:info,server-pushed-halt,[PN],[x] a, b", "info", "server-pushed-halt", "[x] a, b" },
    { ">NOTIFY:info,server-pushed-halt,[N]", "info", "server-pushed-halt", "" },
    { ">NOTIFY:info,server-pushed-halt,[open", "info", "server-pushed-halt", "[open" },
    { ">NOTIFY:info,remote-exit", "info", "remote-exit", "" },
    { ">NOTIFY:info", "info", "", "" },
    { ">NOTIFY:", "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup (rows[i].text);
      CulvertMgmtEvent event;

      g_assert_true (parse (&event, text));
      g_assert_cmpstr (event.notify.level, ==, rows[i].level);
      g_assert_cmpstr (event.notify.reason, ==, rows[i].reason);
      g_assert_cmpstr (event.notify.text, ==, rows[i].message);
    }
}

static void
test_info_and_fatal (void)
{
  char info[] = ">INFO:hello, world";
  char fatal[] =
      ">FATAL:All connections have been connect-retry-max (1) times unsuccessful, exiting";
  CulvertMgmtEvent event;

  g_assert_true (parse (&event, info));
  g_assert_cmpstr (event.info, ==, "hello, world");
  g_assert_true (parse (&event, fatal));
  g_assert_cmpint (event.kind, ==, CULVERT_MGMT_EVENT_FATAL);
  g_assert_true (g_str_has_prefix (event.fatal, "All connections"));
}

static void
test_not_an_event (void)
{
  static const char *const texts[] = {
    ">PASSWORD:Need 'Auth' username/password",
    ">CLIENTS:ENV,END",
    ">BYTECOUNT_CLI:0,1",
    ">STATES:1,WAIT,,",
    ">STAT:1,WAIT,,",
    ">state:1,WAIT,,",
    ">STATE:",
    ">STATE:1",
    ">STATE:1,",
    ">:",
    ">",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strdup (texts[i]);
      CulvertMgmtEvent event;

      g_test_message ("%s", texts[i]);
      g_assert_false (parse (&event, text));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/event/state", test_state);
  g_test_add_func ("/management/event/odd-states", test_odd_states);
  g_test_add_func ("/management/event/state-names", test_state_names);
  g_test_add_func ("/management/event/bytecount", test_bytecount);
  g_test_add_func ("/management/event/hold", test_hold);
  g_test_add_func ("/management/event/log", test_log);
  g_test_add_func ("/management/event/broken-logs", test_broken_logs);
  g_test_add_func ("/management/event/log-keeps-nul", test_log_keeps_nul);
  g_test_add_func ("/management/event/echo", test_echo);
  g_test_add_func ("/management/event/notify", test_notify);
  g_test_add_func ("/management/event/info-and-fatal", test_info_and_fatal);
  g_test_add_func ("/management/event/not-an-event", test_not_an_event);
  return g_test_run ();
}
