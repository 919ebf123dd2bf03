/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CULVERT_MGMT_EVENT_STATE,
  CULVERT_MGMT_EVENT_BYTECOUNT,
  CULVERT_MGMT_EVENT_LOG,
  CULVERT_MGMT_EVENT_HOLD,
  CULVERT_MGMT_EVENT_INFO,
  CULVERT_MGMT_EVENT_ECHO,
  CULVERT_MGMT_EVENT_FATAL,
  CULVERT_MGMT_EVENT_NOTIFY,
  CULVERT_MGMT_EVENT_PEER,
  CULVERT_MGMT_EVENT_PEER_BYTECOUNT,
  CULVERT_MGMT_EVENT_UP_DOWN,
} CulvertMgmtEventKind;

/* The states of the 2.3.1 notes, and those that real daemons add (RESOLVE, TCP_CONNECT,
 * AUTH_PENDING). UNKNOWN is a name that a later daemon may bring. */
typedef enum
{
  CULVERT_MGMT_STATE_UNKNOWN,
  CULVERT_MGMT_STATE_CONNECTING,
  CULVERT_MGMT_STATE_RESOLVE,
  CULVERT_MGMT_STATE_TCP_CONNECT,
  CULVERT_MGMT_STATE_WAIT,
  CULVERT_MGMT_STATE_AUTH,
  CULVERT_MGMT_STATE_AUTH_PENDING,
  CULVERT_MGMT_STATE_GET_CONFIG,
  CULVERT_MGMT_STATE_ASSIGN_IP,
  CULVERT_MGMT_STATE_ADD_ROUTES,
  CULVERT_MGMT_STATE_CONNECTED,
  CULVERT_MGMT_STATE_RECONNECTING,
  CULVERT_MGMT_STATE_EXITING,
} CulvertMgmtStateName;

/* `>STATE:` and a line of `state all`. Missing fields are "", a missing or absurd time is -1. */
typedef struct
{
  gint64 time; /* seconds since 1970 */
  CulvertMgmtStateName name;
  const char *detail;
  const char *tun_ipv4;
  const char *remote_address;
  const char *remote_port;
  const char *local_address;
  const char *local_port;
  const char *tun_ipv6;
} CulvertMgmtState;

typedef enum
{
  CULVERT_MGMT_LOG_INFO = 1 << 0,
  CULVERT_MGMT_LOG_FATAL = 1 << 1,
  CULVERT_MGMT_LOG_NONFATAL = 1 << 2,
  CULVERT_MGMT_LOG_WARNING = 1 << 3,
  CULVERT_MGMT_LOG_DEBUG = 1 << 4,
} CulvertMgmtLogFlags;

/* `>LOG:` and a line of `log all`. */
typedef struct
{
  gint64 time; /* seconds since 1970, or -1 */
  CulvertMgmtLogFlags flags;
  const char *text;
  gsize length; /* of text, in bytes; text may hold NUL */
} CulvertMgmtLog;

/* `>ECHO:` and a line of `echo all`. */
typedef struct
{
  gint64 time;
  const char *text;
} CulvertMgmtEcho;

/* `>NOTIFY:level,reason,text`: the server spoke to this client; the text without its flags. */
typedef struct
{
  const char *level;
  const char *reason;
  const char *text;
} CulvertMgmtNotify;

/* A real-time message as a value. All strings are NUL-terminated, live in the buffer that was
 * parsed, and die with it: keep copies. None of them is fit for the user interface before
 * culvert_plain_text(). */
typedef struct
{
  CulvertMgmtEventKind kind;
  union
  {
    CulvertMgmtState state;
    struct
    {
      guint64 in;  /* bytes received from the server */
      guint64 out; /* bytes sent to the server */
    } bytecount;
    CulvertMgmtLog log;
    guint hold_seconds; /* how long the daemon would have slept, capped at 300 */
    const char *info;
    CulvertMgmtEcho echo;
    const char *fatal;
    CulvertMgmtNotify notify;
    struct
    {
      char *text; /* for culvert-mgmt-peer-block.h, which may take it apart; without a password */
      gsize length;
    } peer;
    struct
    {
      guint64 id;  /* of the client */
      guint64 in;  /* bytes received from it */
      guint64 out; /* bytes sent to it */
    } peer_bytecount;
    const char *up_down; /* `UP`, `DOWN`, `ENV,NAME=VALUE` or `ENV,END`; a value may be secret */
  };
} CulvertMgmtEvent;

/* These take the payload apart in place, so it must be writable and NUL-terminated at `length`.
 * They return FALSE where a field that the message cannot do without is missing or out of range. */
gboolean culvert_mgmt_state_parse (CulvertMgmtState *state, char *payload, gsize length);
gboolean culvert_mgmt_log_parse (CulvertMgmtLog *log, char *payload, gsize length);
gboolean culvert_mgmt_echo_parse (CulvertMgmtEcho *echo, char *payload, gsize length);

/* `source` is the word between `>` and `:`. FALSE: not an event, or a broken one. */
gboolean culvert_mgmt_event_parse (CulvertMgmtEvent *event,
                                   const char *source,
                                   gsize source_length,
                                   char *payload,
                                   gsize length);

G_END_DECLS
