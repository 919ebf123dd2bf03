/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-awareness.h"

#include "culvert-await.h"
#include "culvert-staged-session.h"

#define FAKE_TYPE_MONITOR (fake_monitor_get_type ())
G_DECLARE_FINAL_TYPE (FakeMonitor, fake_monitor, FAKE, MONITOR, GObject)

/* A network that changes when the test says so. */
struct _FakeMonitor
{
  GObject parent_instance;

  gboolean is_available;
};

typedef enum
{
  PROP_NETWORK_AVAILABLE = 1,
  PROP_NETWORK_METERED,
  PROP_CONNECTIVITY
} FakeMonitorProperty;

static gboolean
fake_monitor_init_now (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = fake_monitor_init_now;
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeMonitor,
                               fake_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          monitor_iface_init))

static void
fake_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((FakeMonitorProperty) id)
    {
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, FAKE_MONITOR (object)->is_available);
      break;
    case PROP_NETWORK_METERED:
      g_value_set_boolean (value, FALSE);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fake_monitor_class_init (FakeMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_monitor_get_property;
  g_object_class_override_property (object_class, PROP_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_monitor_init (FakeMonitor *self)
{
}

typedef struct
{
  FakeMonitor *monitor;         /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  CulvertStagedSession *office; /* (owned) */
  CulvertStagedSession *home;   /* (owned) */
  CulvertAwareness *awareness;  /* (owned) (nullable): once both are as the test wants them */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  fixture->monitor->is_available = TRUE;
  fixture->sessions = culvert_session_list_new ();
  fixture->office = culvert_staged_session_new ("Office");
  fixture->home = culvert_staged_session_new ("Home");
  culvert_session_list_add (fixture->sessions, fixture->office->session);
  culvert_session_list_add (fixture->sessions, fixture->home->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  /* It may still be on its way to the bus. */
  g_object_add_weak_pointer (G_OBJECT (fixture->awareness), (gpointer *) &fixture->awareness);
  g_object_unref (fixture->awareness);
  culvert_await (fixture->awareness == NULL);
  g_assert_finalize_object (g_steal_pointer (&fixture->sessions));
  g_assert_finalize_object (g_steal_pointer (&fixture->monitor));
  culvert_staged_session_free (fixture->office);
  culvert_staged_session_free (fixture->home);
}

static void
begin (Fixture *fixture)
{
  fixture->awareness =
      culvert_awareness_new (fixture->sessions, G_NETWORK_MONITOR (fixture->monitor));
}

static void
change_network (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->monitor, "network-changed", fixture->monitor->is_available);
}

static void
wait_in_hold (CulvertStagedSession *staged)
{
  culvert_staged_session_start (staged);
  culvert_fake_daemon_say (staged->daemon, ">HOLD:Waiting for hold release:300");
  culvert_await (culvert_session_get_state (staged->session) == CULVERT_SESSION_WAITING);
  culvert_fake_daemon_forget (staged->daemon);
}

static gboolean
is_reconnected (CulvertStagedSession *staged)
{
  return culvert_fake_daemon_has_heard (staged->daemon, "signal SIGUSR1");
}

static void
test_resume_ends_a_wait (Fixture *fixture, gconstpointer data)
{
  wait_in_hold (fixture->office);
  begin (fixture);
  culvert_awareness_take_resume (fixture->awareness);
  culvert_await (culvert_fake_daemon_has_heard (fixture->office->daemon, "hold release"));
  g_assert_cmpint (culvert_session_get_wanted (fixture->home->session),
                   ==,
                   CULVERT_WANTED_DISCONNECTED);
}

static void
test_many_changes_are_one (Fixture *fixture, gconstpointer data)
{
  wait_in_hold (fixture->office);
  begin (fixture);
  for (int i = 0; i < 20; i++)
    change_network (fixture);
  culvert_await_quiet ();
  g_assert_false (culvert_fake_daemon_has_heard (fixture->office->daemon, "hold release"));
  culvert_await (culvert_fake_daemon_has_heard (fixture->office->daemon, "hold release"));
  g_assert_cmpuint (culvert_fake_daemon_count_heard (fixture->office->daemon, "hold release"),
                    ==,
                    1);
}

/* Something comes through, now and again. */
static gboolean
on_time_to_receive (gpointer user_data)
{
  CulvertStagedSession *staged = user_data;
  guint64 received = culvert_session_get_traffic (staged->session)->total_in + 1000;
  g_autofree char *count = g_strdup_printf (">BYTECOUNT:%" G_GUINT64_FORMAT ",1", received);

  culvert_fake_daemon_say (staged->daemon, count);

  return G_SOURCE_CONTINUE;
}

static void
test_only_a_silent_tunnel_is_built_anew (Fixture *fixture, gconstpointer data)
{
  guint source;

  culvert_staged_session_connect (fixture->office);
  culvert_staged_session_connect (fixture->home);
  begin (fixture);
  change_network (fixture);
  source = g_timeout_add (500, on_time_to_receive, fixture->home);
  culvert_await_within (20, is_reconnected (fixture->office));
  culvert_await_quiet ();
  g_source_remove (source);
  g_assert_false (is_reconnected (fixture->home));
}

/* From the first sign to the verdict it is known what comes through; then nobody looks any more. */
static void
test_a_suspicion_looks_closely (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_fake_daemon_forget (fixture->office->daemon);
  begin (fixture);
  change_network (fixture);
  culvert_await (culvert_fake_daemon_has_heard (fixture->office->daemon, "bytecount 1"));
  culvert_await_within (20, is_reconnected (fixture->office));
  culvert_await (culvert_fake_daemon_has_heard (fixture->office->daemon, "bytecount 60"));
  g_assert_cmpuint (culvert_fake_daemon_count_heard (fixture->office->daemon, "bytecount 1"),
                    ==,
                    1);
}

static void
test_without_a_network_nothing_is_looked_at (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_fake_daemon_forget (fixture->office->daemon);
  begin (fixture);
  fixture->monitor->is_available = FALSE;
  change_network (fixture);
  culvert_await (culvert_fake_daemon_has_heard (fixture->office->daemon, "bytecount 60"));
  g_assert_false (is_reconnected (fixture->office));
}

static guint
count_restarts (CulvertStagedSession *staged)
{
  return culvert_fake_daemon_count_heard (staged->daemon, "signal SIGUSR1");
}

/* Eight tunnels that the sleep has killed, though what came before it is only told now: each is
 * built anew, once. One is not: its daemon has asked something meanwhile, and would end
 * at a signal. */
static void
test_resume_is_no_storm (Fixture *fixture, gconstpointer data)
{
  CulvertStagedSession *staged[8];

  for (gsize i = 0; i < G_N_ELEMENTS (staged); i++)
    {
      staged[i] = culvert_staged_session_new ("Branch");
      culvert_staged_session_connect (staged[i]);
      culvert_session_list_add (fixture->sessions, staged[i]->session);
    }
  begin (fixture);
  for (int i = 0; i < 3; i++)
    culvert_awareness_take_resume (fixture->awareness);
  for (gsize i = 0; i < G_N_ELEMENTS (staged); i++)
    culvert_fake_daemon_say (staged[i]->daemon, ">BYTECOUNT:1000,1");
  culvert_staged_session_ask (staged[0]);
  culvert_await_within (30, count_restarts (staged[7]) > 0);
  culvert_await_quiet ();

  g_assert_cmpuint (count_restarts (staged[0]), ==, 0);
  for (gsize i = 1; i < G_N_ELEMENTS (staged); i++)
    g_assert_cmpuint (count_restarts (staged[i]), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (staged); i++)
    {
      culvert_session_list_remove (fixture->sessions, staged[i]->session);
      culvert_staged_session_free (staged[i]);
    }
}

static void
say_state (CulvertStagedSession *staged, const char *state, CulvertSessionStage stage)
{
  culvert_fake_daemon_say (staged->daemon, state);
  culvert_await (culvert_session_get_stage (staged->session) == stage);
}

/* It would wait for a minute for the answer to a packet that went nowhere. A daemon that pauses, or
 * is about to reach its server, is left alone: a signal would end it, or be no help. */
static void
test_a_change_hurries_who_waits_for_an_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertStagedSession) pausing = culvert_staged_session_new ("Pausing");
  g_autoptr (CulvertStagedSession) reaching = culvert_staged_session_new ("Reaching");

  culvert_staged_session_start (fixture->office);
  culvert_staged_session_start (fixture->home);
  culvert_staged_session_connect (pausing);
  culvert_staged_session_lose (pausing, "connection-failed");
  culvert_staged_session_connect (reaching);
  culvert_staged_session_lose (reaching, "connection-failed");
  say_state (reaching, ">STATE:1700000000,TCP_CONNECT,,,,,,", CULVERT_STAGE_HANDSHAKE);
  culvert_session_list_add (fixture->sessions, pausing->session);
  culvert_session_list_add (fixture->sessions, reaching->session);

  begin (fixture);
  change_network (fixture);
  culvert_await_quiet ();
  say_state (fixture->home, ">STATE:1700000000,AUTH,,,,,,", CULVERT_STAGE_SIGN_IN);
  culvert_await_within (20, is_reconnected (fixture->office));
  culvert_await_quiet ();

  g_assert_false (is_reconnected (fixture->home));
  g_assert_false (is_reconnected (pausing));
  g_assert_false (is_reconnected (reaching));
  culvert_session_list_remove (fixture->sessions, pausing->session);
  culvert_session_list_remove (fixture->sessions, reaching->session);
}

#define ADD(name, test) g_test_add ("/app/awareness/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("resume-ends-a-wait", test_resume_ends_a_wait);
  ADD ("many-changes-are-one", test_many_changes_are_one);
  ADD ("only-a-silent-tunnel-is-built-anew", test_only_a_silent_tunnel_is_built_anew);
  ADD ("a-suspicion-looks-closely", test_a_suspicion_looks_closely);
  ADD ("without-a-network-nothing-is-looked-at", test_without_a_network_nothing_is_looked_at);
  ADD ("resume-is-no-storm", test_resume_is_no_storm);
  ADD ("a-change-hurries-who-waits-for-an-answer", test_a_change_hurries_who_waits_for_an_answer);

  return g_test_run ();
}
