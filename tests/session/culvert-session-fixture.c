/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

#include <string.h>
#include <unistd.h>

#define UP "1795334986,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,"

static void
on_state_changed (CulvertSession *session,
                  CulvertSessionState state,
                  CulvertSessionState old,
                  CulvertSessionReason reason,
                  CulvertSessionFixture *self)
{
  g_string_append_printf (self->story,
                          "%s%s/%s",
                          self->story->len > 0 ? " " : "",
                          culvert_session_state_to_string (state),
                          culvert_session_reason_to_string (reason));
}

CulvertFakeDaemon *
culvert_session_fixture_new_daemon (void)
{
  CulvertFakeDaemon *daemon = culvert_fake_daemon_new ();
  g_autofree char *pid = g_strdup_printf ("SUCCESS: pid=%d", (int) getpid ());

  culvert_fake_daemon_answer (daemon, "pid", pid);
  culvert_fake_daemon_oblige (daemon);

  return daemon;
}

void
culvert_session_fixture_replace_daemon (CulvertSessionFixture *self)
{
  g_clear_object (&self->daemon);
  self->daemon = culvert_session_fixture_new_daemon ();
  culvert_fake_launcher_add_daemon (self->launcher, self->daemon);
}

void
culvert_session_fixture_set_up_limited (CulvertSessionFixture *self,
                                        const CulvertSessionLimits *limits)
{
  self->profile = culvert_profile_new (NULL, "Office", "unix:/run/openvpn/office.sock");
  self->launcher = culvert_fake_launcher_new ();
  self->answerer = culvert_script_answerer_new ();
  culvert_session_fixture_replace_daemon (self);
  self->story = g_string_new (NULL);
  if (limits == NULL)
    self->session = culvert_session_new (self->profile,
                                         CULVERT_LAUNCHER (self->launcher),
                                         CULVERT_ANSWERER (self->answerer));
  else
    self->session = culvert_session_new_with_limits (self->profile,
                                                     CULVERT_LAUNCHER (self->launcher),
                                                     CULVERT_ANSWERER (self->answerer),
                                                     limits);
  g_signal_connect (self->session, "state-changed", G_CALLBACK (on_state_changed), self);
}

void
culvert_session_fixture_set_up (CulvertSessionFixture *self, gconstpointer data)
{
  culvert_session_fixture_set_up_limited (self, NULL);
}

void
culvert_session_fixture_tear_down (CulvertSessionFixture *self, gconstpointer data)
{
  if (self->session != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->session));
  culvert_await_quiet ();

  g_assert_finalize_object (g_steal_pointer (&self->answerer));
  g_assert_finalize_object (g_steal_pointer (&self->launcher));
  g_assert_finalize_object (g_steal_pointer (&self->daemon));
  g_assert_finalize_object (g_steal_pointer (&self->profile));
  g_string_free (self->story, TRUE);
}

void
culvert_session_fixture_attach (CulvertSessionFixture *self, const char *lines, const char *state)
{
  g_autofree char *states =
      g_strdup_printf ("SUCCESS: real-time state notification set to ON\n%s\nEND", state);

  culvert_fake_daemon_answer (self->daemon, "state on all", states);
  culvert_fake_daemon_greet (self->daemon);
  if (lines != NULL)
    culvert_fake_daemon_say (self->daemon, lines);
  culvert_session_attach (self->session);
  culvert_await (culvert_session_is_attached (self->session));
  culvert_fake_daemon_forget (self->daemon);
}

void
culvert_session_fixture_attach_in_hold (CulvertSessionFixture *self)
{
  culvert_session_fixture_attach (self, IN_HOLD, "1795334986,CONNECTING,,,,,,");
}

void
culvert_session_fixture_attach_up (CulvertSessionFixture *self)
{
  culvert_session_fixture_attach (self, NULL, UP);
}

void
culvert_session_fixture_release (CulvertSessionFixture *self)
{
  culvert_session_fixture_attach_in_hold (self);
  culvert_session_set_wanted (self->session, CULVERT_WANTED_CONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (self->daemon, "hold off"));
  culvert_fake_daemon_forget (self->daemon);
}

void
culvert_session_fixture_be_asked (CulvertSessionFixture *self, const char *question)
{
  culvert_session_fixture_release (self);
  culvert_session_fixture_be_asked_again (self, question);
}

void
culvert_session_fixture_be_asked_again (CulvertSessionFixture *self, const char *lines)
{
  guint n = culvert_script_answerer_get_n_prompts (self->answerer);

  culvert_fake_daemon_forget (self->daemon);
  culvert_fake_daemon_say (self->daemon, lines);
  culvert_await (culvert_script_answerer_get_n_prompts (self->answerer) == n + 1);
}

void
culvert_session_fixture_sign_in (CulvertSessionFixture *self)
{
  culvert_script_answerer_fill (self->answerer, "alice", "secret", NULL);
  culvert_await (culvert_session_fixture_has_sent (self, AUTH_COMMANDS));
}

gboolean
culvert_session_fixture_is (CulvertSessionFixture *self,
                            CulvertSessionState state,
                            CulvertSessionReason reason)
{
  return culvert_session_get_state (self->session) == state &&
         culvert_session_get_reason (self->session) == reason;
}

gboolean
culvert_session_fixture_has_sent (CulvertSessionFixture *self, const char *commands)
{
  g_autoptr (GBytes) heard = culvert_fake_daemon_get_heard_bytes (self->daemon);
  g_autoptr (GBytes) expected = g_bytes_new (commands, strlen (commands));

  return g_bytes_equal (heard, expected);
}
