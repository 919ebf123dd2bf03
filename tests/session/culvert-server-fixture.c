/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-server-fixture.h"

#include <string.h>

#define UP "1795334986,CONNECTED,SUCCESS,10.9.0.1,,,127.0.0.1,11940"

void
culvert_server_fixture_set_up (CulvertSessionFixture *self, gconstpointer data)
{
  static const CulvertAdministrationLimits patient = {
    .window_ms = 50000,
    .effect_ms = 50000,
    .look_ms = 50000,
  };
  const CulvertSessionLimits limits = {
    .pause_on_the_way_ms = 50000,
    .pause_when_up_ms = 50000,
    .pause_unwatched_ms = 50000,
    .reply_ms = 10000,
    .administration = data != NULL ? data : &patient,
  };

  culvert_session_fixture_set_up_limited (self, &limits);
}

void
culvert_server_fixture_set_clients (CulvertSessionFixture *self, const char *rows)
{
  g_autofree char *answer =
      g_strconcat ("TITLE\tOpenVPN 2.6.14\n", STATUS_HEADER, rows, "END", NULL);

  culvert_fake_daemon_answer (self->daemon, "status 3", answer);
}

void
culvert_server_fixture_attach (CulvertSessionFixture *self, const char *rows)
{
  culvert_fake_daemon_answer (self->daemon, "nclients", "SUCCESS: nclients=2");
  culvert_fake_daemon_answer (self->daemon,
                              "load-stats",
                              "SUCCESS: nclients=2,bytesin=4003,bytesout=4136");
  culvert_server_fixture_set_clients (self, rows);
  culvert_session_fixture_attach (self, NULL, UP);
  culvert_await (
      culvert_administration_is_filled (culvert_session_get_administration (self->session)));
  culvert_await_quiet ();
  culvert_fake_daemon_forget (self->daemon);
}

/* 32 bytes that begin with the last letter of the name. */
static char *
dup_digest (const char *name)
{
  GString *digest = g_string_new (NULL);

  for (guint i = 0; i < 32; i++)
    g_string_append_printf (digest,
                            "%s%02x",
                            i > 0 ? ":" : "",
                            i == 0 ? (guint) name[strlen (name) - 1] : i);
  return g_string_free (digest, FALSE);
}

void
culvert_server_fixture_notify (CulvertSessionFixture *self,
                               const char *head,
                               const char *name,
                               const char *user)
{
  g_autofree char *digest = dup_digest (name);
  g_autofree char *lines = g_strdup_printf (">CLIENT:%s\n"
                                            ">CLIENT:ENV,n_clients=0\n"
                                            ">CLIENT:ENV,password=hunter2\n"
                                            ">CLIENT:ENV,untrusted_port=51570\n"
                                            ">CLIENT:ENV,untrusted_ip=192.0.2.1\n"
                                            ">CLIENT:ENV,trusted_port=51570\n"
                                            ">CLIENT:ENV,trusted_ip=192.0.2.1\n"
                                            ">CLIENT:ENV,ifconfig_pool_remote_ip=10.9.0.2\n"
                                            ">CLIENT:ENV,time_unix=1795334343\n"
                                            ">CLIENT:ENV,common_name=%s\n"
                                            ">CLIENT:ENV,username=%s\n"
                                            ">CLIENT:ENV,IV_SSO=webauth,openurl,crtext\n"
                                            ">CLIENT:ENV,IV_PLAT=linux\n"
                                            ">CLIENT:ENV,IV_VER=2.6.14\n"
                                            ">CLIENT:ENV,tls_digest_sha256_0=%s\n"
                                            ">CLIENT:ENV,X509_0_CN=%s\n"
                                            ">CLIENT:ENV,END",
                                            head,
                                            name,
                                            user,
                                            digest,
                                            name);

  culvert_fake_daemon_say (self->daemon, lines);
  culvert_await (culvert_fake_daemon_is_done (self->daemon));
  culvert_await_quiet ();
}
