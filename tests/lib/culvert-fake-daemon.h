/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-transcript.h"

G_BEGIN_DECLS

#define CULVERT_FAKE_BANNER                                                                        \
  ">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info"

/**
 * CulvertFakeDaemon:
 *
 * The other end of a management connection: it says what the test tells it to, answers commands as
 * it was taught, and writes down what it hears. It runs in the default main context and never
 * blocks, so the test waits with culvert_await() for what it wants to see.
 *
 *   g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new ();
 *   g_autoptr (GIOStream) stream = culvert_fake_daemon_get_stream (daemon);
 *
 *   culvert_fake_daemon_oblige (daemon);
 *   culvert_fake_daemon_greet (daemon);
 *   culvert_fake_daemon_say (daemon, ">HOLD:Waiting for hold release:0");
 *   … give the stream to the code under test …
 *   culvert_await (culvert_fake_daemon_has_heard (daemon, "hold release"));
 */
#define CULVERT_TYPE_FAKE_DAEMON (culvert_fake_daemon_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFakeDaemon, culvert_fake_daemon, CULVERT, FAKE_DAEMON, GObject)

/* One end of a pair of sockets; the other is culvert_fake_daemon_get_stream (). */
CulvertFakeDaemon *culvert_fake_daemon_new (void);

/* Listens on a unix socket and greets whoever comes. Like a real daemon it serves one client and
 * lets the next wait in silence until the first has gone. */
CulvertFakeDaemon *culvert_fake_daemon_new_at (const char *path);

/* Returns: (transfer full): the client's end. Not for a listening daemon. */
GIOStream *culvert_fake_daemon_get_stream (CulvertFakeDaemon *self);

/* The socket of a daemon that does not listen, on which a thread may say more than a main loop
 * could write beside what it has to read. It does not block. */
int culvert_fake_daemon_get_fd (CulvertFakeDaemon *self);

/* Whether a client is there: always until hang_up (), or once one has come to a listening one. */
gboolean culvert_fake_daemon_is_connected (CulvertFakeDaemon *self);

/* What every client of a listening daemon is told first, after the banner: a pending question, say.
 * Lines are joined with LF. */
void culvert_fake_daemon_set_greeting (CulvertFakeDaemon *self, const char *lines);

/* --- speaking: in the order of the calls, after what was said before --- */

/* The banner of 2.6.14. */
void culvert_fake_daemon_greet (CulvertFakeDaemon *self);
/* Lines joined with LF; each is sent with CRLF. */
void culvert_fake_daemon_say (CulvertFakeDaemon *self, const char *lines);
/* Exactly these bytes. -1: up to the NUL. */
void culvert_fake_daemon_say_bytes (CulvertFakeDaemon *self, const char *bytes, gssize length);
/* The same bytes, in pieces of `piece` bytes, each of which is read before the next is sent. */
void culvert_fake_daemon_say_pieces (CulvertFakeDaemon *self,
                                     const char *bytes,
                                     gsize length,
                                     gsize piece);
/* Ends the connection after all this. */
void culvert_fake_daemon_hang_up (CulvertFakeDaemon *self);
/* Nothing is left to say. */
gboolean culvert_fake_daemon_is_done (CulvertFakeDaemon *self);

/* --- answering --- */

/* Answers the ordinary commands as 2.6.14 does; see culvert_fake_reply (). */
void culvert_fake_daemon_oblige (CulvertFakeDaemon *self);
/* From now on this command line, exactly, gets these lines; NULL: none. Goes before oblige (). */
void culvert_fake_daemon_answer (CulvertFakeDaemon *self, const char *command, const char *lines);

/* --- hearing --- */

guint culvert_fake_daemon_get_n_heard (CulvertFakeDaemon *self);
/* A line without its LF; NULL where there is none. */
const char *culvert_fake_daemon_get_heard (CulvertFakeDaemon *self, guint index);
const char *culvert_fake_daemon_get_last_heard (CulvertFakeDaemon *self);
gboolean culvert_fake_daemon_has_heard (CulvertFakeDaemon *self, const char *line);
guint culvert_fake_daemon_count_heard (CulvertFakeDaemon *self, const char *line);
/* Every byte since the start, or since forget (). */
GBytes *culvert_fake_daemon_get_heard_bytes (CulvertFakeDaemon *self);
void culvert_fake_daemon_forget (CulvertFakeDaemon *self);
/* While deaf it reads nothing, so that the client's writes pile up. */
void culvert_fake_daemon_set_deaf (CulvertFakeDaemon *self, gboolean is_deaf);

/* --- playing a recording --- */

/* Both sides: waits for a line of the client wherever one was recorded, whatever it says, and goes
 * on with what the daemon said then. */
void culvert_fake_daemon_play (CulvertFakeDaemon *self, CulvertTranscript *transcript);
/* The daemon's side alone, in pieces of `piece` bytes; 0: as they were recorded. */
void culvert_fake_daemon_play_daemon (CulvertFakeDaemon *self,
                                      CulvertTranscript *transcript,
                                      gsize piece);
/* The real-time messages alone, without the banner, for a daemon that obliges: what a session sees
 * of the recorded tunnel while it sends commands of its own. */
void culvert_fake_daemon_play_messages (CulvertFakeDaemon *self, CulvertTranscript *transcript);

G_END_DECLS
