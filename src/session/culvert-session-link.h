/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-launcher.h"
#include "culvert-mgmt-client.h"
#include "culvert-session-reason.h"

G_BEGIN_DECLS

/**
 * CulvertSessionLink:
 *
 * Holds on to one daemon: opens its management stream, brings itself up to date, and opens it again
 * when it went. Owned by a session; it knows nothing of what the user wants.
 */
#define CULVERT_TYPE_SESSION_LINK (culvert_session_link_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionLink, culvert_session_link, CULVERT, SESSION_LINK, GObject)

/**
 * CulvertSessionLinkListener:
 * @greeted: the daemon has begun to speak to us
 * @attached: everything that had happened before is told; commands may be sent
 * @history: an event from before the link: every log line and echo, and the last
 *   state alone
 * @event: a real-time event
 * @request: a question, or a word about an answer
 * @password_wanted: answer with culvert_session_link_log_in()
 * @silent: the daemon does not say a word: IN_USE or NOT_RESPONDING; NONE when it speaks again
 * @lost: the daemon is out of reach, or could not be started; `error` tells more, but for the end
 *   of a stream, where it is NULL. The link tries again at culvert_session_link_get_retry_time(),
 *   but not if its launcher could start a daemon: then it comes back to one that appears, or that
 *   it is told to launch
 */
typedef struct
{
  void (*greeted) (CulvertSessionLink *link, gpointer user_data);
  void (*attached) (CulvertSessionLink *link, gpointer user_data);
  void (*history) (CulvertSessionLink *link, const CulvertMgmtEvent *event, gpointer user_data);
  void (*event) (CulvertSessionLink *link, const CulvertMgmtEvent *event, gpointer user_data);
  void (*request) (CulvertSessionLink *link, const CulvertMgmtRequest *request, gpointer user_data);
  void (*password_wanted) (CulvertSessionLink *link, gpointer user_data);
  void (*silent) (CulvertSessionLink *link, CulvertSessionReason reason, gpointer user_data);
  void (*lost) (CulvertSessionLink *link,
                CulvertSessionReason reason,
                const GError *error,
                gpointer user_data);
} CulvertSessionLinkListener;

/* `listener` must outlive the link. It is not called after culvert_session_link_stop(). */
CulvertSessionLink *culvert_session_link_new (CulvertLauncher *launcher,
                                              const CulvertSessionLinkListener *listener,
                                              gpointer user_data);

/* @tap: (nullable): who listens in to this daemon and those to come, until it is set to NULL */
void culvert_session_link_set_tap (CulvertSessionLink *self,
                                   const CulvertMgmtTap *tap,
                                   gpointer tap_data);
/* How long the next daemon may take to reply before it is silent; at first as usual. */
void culvert_session_link_set_reply_time (CulvertSessionLink *self, guint reply_ms);

void culvert_session_link_start (CulvertSessionLink *self);
void culvert_session_link_stop (CulvertSessionLink *self);
/* Cuts a pause between two tries short. */
void culvert_session_link_retry_now (CulvertSessionLink *self);
/* Where there is no daemon and one can be started, starts it. FALSE: it has a stream, or is on its
 * way to one, or has no means to start anything. */
gboolean culvert_session_link_launch (CulvertSessionLink *self);
/* Ends what is being started. FALSE: nothing is. */
gboolean culvert_session_link_cancel_launch (CulvertSessionLink *self);

gboolean culvert_session_link_log_in (CulvertSessionLink *self,
                                      const CulvertSecretText *password,
                                      GError **error);

/**
 * culvert_session_link_send:
 * @owned_command: (transfer full) (nullable): NULL does nothing, so that a constructor that failed
 *   can be passed on
 *
 * Sends a command whose reply nobody needs; a refusal is logged.
 */
void culvert_session_link_send (CulvertSessionLink *self, CulvertMgmtCommand *owned_command);

/**
 * culvert_session_link_ask_async:
 * @owned_command: (transfer full)
 * @cancellable: (nullable): a command that is not written yet is then never sent
 *
 * Sends a command for its reply. Errors: those of culvert_mgmt_client_send_async(); CLOSED while
 * there is no stream.
 */
void culvert_session_link_ask_async (CulvertSessionLink *self,
                                     CulvertMgmtCommand *owned_command,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Returns: (transfer full) */
CulvertMgmtReply *
culvert_session_link_ask_finish (CulvertSessionLink *self, GAsyncResult *result, GError **error);

/* There is a stream; the daemon may still be silent. */
gboolean culvert_session_link_is_open (CulvertSessionLink *self);
gboolean culvert_session_link_is_attached (CulvertSessionLink *self);
/* The daemon may be watched and nothing else. */
gboolean culvert_session_link_is_read_only (CulvertSessionLink *self);
gboolean culvert_session_link_is_server (CulvertSessionLink *self);
/* The daemon of this stream turned out to be one after it was attached. */
void culvert_session_link_become_server (CulvertSessionLink *self);
/* SIGHUP would end the daemon, because it cannot read its configuration again. */
gboolean culvert_session_link_is_single_shot (CulvertSessionLink *self);
/* The log is not followed: it is too detailed, or was too fast. */
gboolean culvert_session_link_is_log_paused (CulvertSessionLink *self);
/* Follows it again, after the daemon was told to log no more than `level`. */
void culvert_session_link_resume_log (CulvertSessionLink *self, guint level);
/* How much the daemon logged when the link came to it; -1 where nobody knows. */
int culvert_session_link_get_verbosity (CulvertSessionLink *self);
const char *culvert_session_link_get_version (CulvertSessionLink *self); /* (nullable) */
/* Monotonic microseconds; 0 while no pause runs. */
gint64 culvert_session_link_get_retry_time (CulvertSessionLink *self);

G_END_DECLS
