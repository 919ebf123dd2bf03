/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-staged-session.h"

#include "culvert-await.h"

/* --- a launcher that has one stream to give --- */

#define CULVERT_TYPE_STAGED_LAUNCHER (culvert_staged_launcher_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStagedLauncher,
                      culvert_staged_launcher,
                      CULVERT,
                      STAGED_LAUNCHER,
                      GObject)

struct _CulvertStagedLauncher
{
  GObject parent_instance;

  GIOStream *stream; /* (owned) (nullable): until it is taken */
};

static void culvert_staged_launcher_iface_init (CulvertLauncherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertStagedLauncher,
                               culvert_staged_launcher,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_LAUNCHER,
                                                      culvert_staged_launcher_iface_init))

static void
open_async (CulvertLauncher *launcher,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  CulvertStagedLauncher *self = CULVERT_STAGED_LAUNCHER (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->stream != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->stream), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The stage is empty");
}

static GIOStream *
open_finish (CulvertLauncher *launcher, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
explain_silence_async (CulvertLauncher *launcher,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (launcher, cancellable, callback, user_data);

  g_task_return_int (task, CULVERT_SILENCE_NOT_RESPONDING);
}

static CulvertSilence
explain_silence_finish (CulvertLauncher *launcher, GAsyncResult *result, GError **error)
{
  return (CulvertSilence) g_task_propagate_int (G_TASK (result), error);
}

static gboolean
needs_password (CulvertLauncher *launcher)
{
  return FALSE;
}

static void
culvert_staged_launcher_iface_init (CulvertLauncherInterface *iface)
{
  iface->open_async = open_async;
  iface->open_finish = open_finish;
  iface->explain_silence_async = explain_silence_async;
  iface->explain_silence_finish = explain_silence_finish;
  iface->needs_password = needs_password;
}

static void
culvert_staged_launcher_dispose (GObject *object)
{
  g_clear_object (&CULVERT_STAGED_LAUNCHER (object)->stream);

  G_OBJECT_CLASS (culvert_staged_launcher_parent_class)->dispose (object);
}

static void
culvert_staged_launcher_class_init (CulvertStagedLauncherClass *class)
{
  G_OBJECT_CLASS (class)->dispose = culvert_staged_launcher_dispose;
}

static void
culvert_staged_launcher_init (CulvertStagedLauncher *self)
{
}

/* --- an answerer that never answers --- */

#define CULVERT_TYPE_MUTE_ANSWERER (culvert_mute_answerer_get_type ())
G_DECLARE_FINAL_TYPE (CulvertMuteAnswerer, culvert_mute_answerer, CULVERT, MUTE_ANSWERER, GObject)

struct _CulvertMuteAnswerer
{
  GObject parent_instance;
};

static void culvert_mute_answerer_iface_init (CulvertAnswererInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertMuteAnswerer,
                               culvert_mute_answerer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_ANSWERER,
                                                      culvert_mute_answerer_iface_init))

static gboolean
on_withdrawn (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);

  return G_SOURCE_REMOVE;
}

static void
answer_async (CulvertAnswerer *answerer,
              CulvertPrompt *prompt,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (answerer, cancellable, callback, user_data);
  g_autoptr (GSource) withdrawn = g_cancellable_source_new (cancellable);

  g_task_attach_source (task, withdrawn, G_SOURCE_FUNC (on_withdrawn));
  culvert_prompt_set_waits_for_user (prompt, TRUE);
  g_object_unref (task);
}

static CulvertAnswerResult
answer_finish (CulvertAnswerer *answerer, GAsyncResult *result, GError **error)
{
  g_task_propagate_int (G_TASK (result), error);

  return CULVERT_ANSWER_UNHANDLED;
}

static void
culvert_mute_answerer_iface_init (CulvertAnswererInterface *iface)
{
  iface->answer_async = answer_async;
  iface->answer_finish = answer_finish;
}

static void
culvert_mute_answerer_class_init (CulvertMuteAnswererClass *class)
{
}

static void
culvert_mute_answerer_init (CulvertMuteAnswerer *self)
{
}

/* --- the staged session --- */

static CulvertStagedSession *
stage (CulvertFakeDaemon *owned_daemon, const char *name)
{
  CulvertStagedSession *self = g_new0 (CulvertStagedSession, 1);
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, name, "unix:/nowhere");
  g_autoptr (CulvertStagedLauncher) launcher = g_object_new (CULVERT_TYPE_STAGED_LAUNCHER, NULL);
  g_autoptr (CulvertAnswerer) answerer = g_object_new (CULVERT_TYPE_MUTE_ANSWERER, NULL);

  self->daemon = owned_daemon;
  launcher->stream = culvert_fake_daemon_get_stream (self->daemon);

  self->session = culvert_session_new (profile, CULVERT_LAUNCHER (launcher), answerer);
  culvert_session_attach (self->session);
  culvert_await (culvert_session_is_settled (self->session));

  return self;
}

CulvertStagedSession *
culvert_staged_session_new (const char *name)
{
  CulvertFakeDaemon *daemon = culvert_fake_daemon_new ();

  culvert_fake_daemon_oblige (daemon);
  culvert_fake_daemon_greet (daemon);
  culvert_fake_daemon_say (daemon, ">HOLD:Waiting for hold release:0");

  return stage (daemon, name);
}

CulvertStagedSession *
culvert_staged_session_new_server (const char *name, const char *version, const char *status)
{
  CulvertFakeDaemon *daemon = culvert_fake_daemon_new ();
  g_autofree char *told =
      g_strdup_printf ("OpenVPN Version: %s\nManagement Version: 5\nEND", version);
  CulvertStagedSession *self;

  culvert_fake_daemon_answer (daemon, "version", told);
  culvert_fake_daemon_answer (daemon, "nclients", "SUCCESS: nclients=0");
  culvert_fake_daemon_answer (daemon,
                              "state on all",
                              "SUCCESS: real-time state notification set to ON\n"
                              "1700000000,CONNECTED,SUCCESS,10.9.0.1,,,203.0.113.5,1194\nEND");
  culvert_fake_daemon_answer (daemon, "status 3", status);
  culvert_fake_daemon_oblige (daemon);
  culvert_fake_daemon_answer (daemon, "env-filter 0", "SUCCESS: env_filter_level=0");
  culvert_fake_daemon_greet (daemon);
  self = stage (daemon, name);
  culvert_await (
      culvert_session_get_administration (self->session) != NULL &&
      culvert_administration_is_filled (culvert_session_get_administration (self->session)));

  return self;
}

void
culvert_staged_session_notify (CulvertStagedSession *self,
                               const char *head,
                               const char *name,
                               const char *user)
{
  g_autofree char *lines =
      g_strdup_printf (">CLIENT:%s\n"
                       ">CLIENT:ENV,n_clients=0\n"
                       ">CLIENT:ENV,password=hunter2\n"
                       ">CLIENT:ENV,untrusted_port=51570\n"
                       ">CLIENT:ENV,untrusted_ip=192.0.2.1\n"
                       ">CLIENT:ENV,username=%s\n"
                       ">CLIENT:ENV,IV_SSO=webauth,openurl,crtext\n"
                       ">CLIENT:ENV,IV_PLAT=linux\n"
                       ">CLIENT:ENV,IV_VER=2.6.14\n"
                       ">CLIENT:ENV,tls_digest_sha256_0=00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:"
                       "0e:0f:10:11:12:13:14:15:16:17:18:19:1a:1b:1c:1d:1e:1f\n"
                       ">CLIENT:ENV,X509_0_CN=%s\n"
                       ">CLIENT:ENV,END",
                       head,
                       user,
                       name);

  culvert_fake_daemon_say (self->daemon, lines);
  culvert_await (culvert_fake_daemon_is_done (self->daemon));
  culvert_await_quiet ();
}

void
culvert_staged_session_free (CulvertStagedSession *self)
{
  culvert_session_detach (self->session);
  g_object_unref (self->session);
  g_object_unref (self->daemon);
  g_free (self);
}

static void
say_state (CulvertStagedSession *self, const char *state, CulvertSessionState expected)
{
  g_autofree char *line = g_strdup_printf (">STATE:1700000000,%s", state);

  culvert_fake_daemon_say (self->daemon, line);
  culvert_await (culvert_session_get_state (self->session) == expected);
}

void
culvert_staged_session_start (CulvertStagedSession *self)
{
  culvert_session_set_wanted (self->session, CULVERT_WANTED_CONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (self->daemon, "hold release"));
  say_state (self, "WAIT,,,,,,", CULVERT_SESSION_CONNECTING);
  culvert_await (culvert_session_get_stage (self->session) == CULVERT_STAGE_HANDSHAKE);
}

void
culvert_staged_session_connect (CulvertStagedSession *self)
{
  if (culvert_session_get_state (self->session) == CULVERT_SESSION_DISCONNECTED)
    culvert_staged_session_start (self);
  say_state (self, "CONNECTED,SUCCESS,10.8.0.6,203.0.113.5,1194,,", CULVERT_SESSION_CONNECTED);
}

void
culvert_staged_session_lose (CulvertStagedSession *self, const char *reason)
{
  g_autofree char *state = g_strdup_printf ("RECONNECTING,%s,,,,,", reason);

  say_state (self, state, CULVERT_SESSION_RECONNECTING);
}

void
culvert_staged_session_ask (CulvertStagedSession *self)
{
  culvert_fake_daemon_say (self->daemon, ">PASSWORD:Need 'Auth' username/password");
  culvert_await (culvert_session_get_prompt (self->session) != NULL);
}
