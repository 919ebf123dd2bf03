/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-administration.h"
#include "culvert-session-fixture.h"

G_BEGIN_DECLS

/* A session whose daemon is a server, on top of the usual fixture. */

#define STATUS_HEADER                                                                              \
  "HEADER\tCLIENT_LIST\tCommon Name\tReal Address\tVirtual Address\tClient ID\t"                   \
  "Bytes Received\tBytes Sent\tConnected Since (time_t)\tUsername\n"
#define CLIENT_1                                                                                   \
  "CLIENT_LIST\tclient1\t192.0.2.1:1000\t10.9.0.2\t0\t1985\t2014\t1795334343\talice\n"
#define CLIENT_2 "CLIENT_LIST\tclient2\t192.0.2.2:2000\t10.9.0.3\t1\t2018\t2070\t1795334344\tbob\n"

/* The client of number 0, and another one who has it after the server began anew. */
#define OTHER_CLIENT "CLIENT_LIST\tclient3\t192.0.2.3:3\t10.9.0.2\t0\t1\t1\t1795334999\tcarol\n"

/* @data: (nullable): CulvertAdministrationLimits; NULL for some that no test waits for */
void culvert_server_fixture_set_up (CulvertSessionFixture *self, gconstpointer data);

/* From now on `status 3` is answered with these rows. */
void culvert_server_fixture_set_clients (CulvertSessionFixture *self, const char *rows);
/* The session has come to the server, and its roster is filled. */
void culvert_server_fixture_attach (CulvertSessionFixture *self, const char *rows);
/* A notice with the variables that a real one has, of this certificate and user name; `head`:
 * `CONNECT,0,1` for example. */
void culvert_server_fixture_notify (CulvertSessionFixture *self,
                                    const char *head,
                                    const char *name,
                                    const char *user);

#define ADMINISTRATION culvert_session_get_administration (fixture->session)
#define ROSTER         culvert_administration_get_roster (ADMINISTRATION)
#define ADMISSION      culvert_administration_get_admission (ADMINISTRATION)
#define APPLICANTS     culvert_admission_get_applicants (ADMISSION)
#define N_APPLICANTS   g_list_model_get_n_items (G_LIST_MODEL (APPLICANTS))
#define N_PEERS        culvert_roster_get_n_peers (ROSTER)
#define HEARD(line)    culvert_fake_daemon_has_heard (fixture->daemon, line)

#define CULVERT_SERVER_FIXTURE_ADD(path, limits, test)                                             \
  g_test_add (path,                                                                                \
              CulvertSessionFixture,                                                               \
              limits,                                                                              \
              culvert_server_fixture_set_up,                                                       \
              test,                                                                                \
              culvert_session_fixture_tear_down)

G_END_DECLS
