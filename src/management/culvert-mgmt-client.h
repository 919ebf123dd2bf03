/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-mgmt-command.h"
#include "culvert-mgmt-event.h"
#include "culvert-mgmt-reply.h"
#include "culvert-mgmt-request.h"

G_BEGIN_DECLS

#define CULVERT_TYPE_MGMT_CLIENT (culvert_mgmt_client_get_type ())
G_DECLARE_FINAL_TYPE (CulvertMgmtClient, culvert_mgmt_client, CULVERT, MGMT_CLIENT, GObject)

/**
 * CulvertMgmtListener:
 * @ready: the banner came; `version` is the management interface version (1 to 99). Commands may
 *   be sent from now on.
 * @password_wanted: `ENTER PASSWORD:` came as the first bytes; answer with
 *   culvert_mgmt_client_log_in(). It comes once: a second prompt closes the connection with
 *   %CULVERT_MGMT_ERROR_LOGIN.
 * @event: a real-time message; dies with the call
 * @request: a question or a word about an answer; dies with the call
 * @silent: TRUE when a deadline passed (the banner 5 s after the start, a reply 10 s after it was
 *   sent); FALSE when the daemon speaks again
 * @flooded: told once, when the daemon has sent more than 20,000 lines a second for three seconds:
 * a real one at verb 8 and above does so when its own log is switched on, and then reads no command
 *   any more. Only a new connection without the live log helps; the client just goes on reading.
 * @closed: told once, last, for every end: error is NULL at a plain end of the stream. Errors:
 *   NOT_MANAGEMENT, LOGIN, CLOSED, and TIMED_OUT for a daemon that speaks but has lost its place in
 *   the order of the replies, which a new connection mends
 *
 * Whom a client tells. Every member must be set. The listener may close the client and drop its
 * last reference in any of them.
 */
typedef struct
{
  void (*ready) (CulvertMgmtClient *client, guint version, gpointer user_data);
  void (*password_wanted) (CulvertMgmtClient *client, gpointer user_data);
  void (*event) (CulvertMgmtClient *client, const CulvertMgmtEvent *event, gpointer user_data);
  void (*request) (CulvertMgmtClient *client,
                   const CulvertMgmtRequest *request,
                   gpointer user_data);
  void (*silent) (CulvertMgmtClient *client, gboolean is_silent, gpointer user_data);
  void (*flooded) (CulvertMgmtClient *client, gpointer user_data);
  void (*closed) (CulvertMgmtClient *client, const GError *error, gpointer user_data);
} CulvertMgmtListener;

/**
 * CulvertMgmtTap:
 * @heard: a line from the daemon as it came, before anybody else takes it; it may hold a secret,
 *   and dies with the call. `ENTER PASSWORD:` is one, too
 * @sent: the display form of a command that goes out now
 *
 * Who listens in to what goes over the wire. The client may not be closed in either.
 */
typedef struct
{
  void (*heard) (const char *text, gsize length, gpointer user_data);
  void (*sent) (const char *display, gpointer user_data);
} CulvertMgmtTap;

/* How long a client waits and how much it bears; for whom the usual will not do. */
typedef struct
{
  guint banner_ms;            /* from the start to the banner: 5,000 */
  guint reply_ms;             /* from the last byte of a command to the end of its reply: 10,000 */
  guint max_lines_per_second; /* 20,000 */
  guint flood_ms;             /* how long lines may come faster: 3,000 */
} CulvertMgmtClientLimits;
/* (transfer none) */
const CulvertMgmtClientLimits *culvert_mgmt_client_get_usual_limits (void);

/**
 * culvert_mgmt_client_new:
 * @stream: (transfer none): a GSocketConnection, verified by its endpoint
 * @listener: must outlive the client, usually static
 *
 * Starts to read at once, in the thread-default main context, at a priority below redraw. Reading
 * never stops while the client is open.
 *
 * A command under way keeps the client alive until its caller has been told, so close a client
 * before you drop it.
 */
CulvertMgmtClient *culvert_mgmt_client_new (GIOStream *stream,
                                            const CulvertMgmtListener *listener,
                                            gpointer user_data);

CulvertMgmtClient *culvert_mgmt_client_new_with_limits (GIOStream *stream,
                                                        const CulvertMgmtClientLimits *limits,
                                                        const CulvertMgmtListener *listener,
                                                        gpointer user_data);

/* @tap: (nullable): NULL listens in no more; else it must outlive the client, or be taken off */
void culvert_mgmt_client_set_tap (CulvertMgmtClient *self,
                                  const CulvertMgmtTap *tap,
                                  gpointer user_data);

/* Ends the connection without a word to the listener; pending commands fail with CLOSED. Safe to
 * call twice. The daemon and its tunnel are left as they are. */
void culvert_mgmt_client_close (CulvertMgmtClient *self);

/* Answers ENTER PASSWORD:, once. Fails with UNSENDABLE or CLOSED, sends nothing then. */
gboolean culvert_mgmt_client_log_in (CulvertMgmtClient *self,
                                     const CulvertSecretText *password,
                                     GError **error);
gboolean culvert_mgmt_client_has_logged_in (CulvertMgmtClient *self);

/**
 * culvert_mgmt_client_send_async:
 * @owned_command: (transfer full)
 * @cancellable: (nullable): a command that is not written yet is taken out of the queue; one that
 *   is on the wire keeps its place until its reply, but its caller is told at once
 *
 * One command is in flight, the others wait in order, at most 64; before the banner all do. A reply
 * that does not come in time ends the wait of its caller alone: the command keeps its place, and a
 * `pid` is sent behind it, whose answer tells that nothing else will come. While that is missing
 * too, commands that wait behind it time out without having been sent.
 *
 * Errors: REFUSED (the daemon's ERROR: text, redacted after a secret), TIMED_OUT, NOT_MANAGEMENT (a
 * reply of more than 100,000 lines or 16 MiB), CLOSED, %G_IO_ERROR_CANCELLED.
 */
void culvert_mgmt_client_send_async (CulvertMgmtClient *self,
                                     CulvertMgmtCommand *owned_command,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
CulvertMgmtReply *
culvert_mgmt_client_send_finish (CulvertMgmtClient *self, GAsyncResult *result, GError **error);

/* Lines that nobody waited for, or that could not be read, since the start. */
guint64 culvert_mgmt_client_get_n_strays (CulvertMgmtClient *self);

G_END_DECLS
