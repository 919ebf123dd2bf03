/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-event.h"

#include <string.h>

#include "culvert-mgmt-number.h"

/* The end of the year 9999: later times are nonsense. */
#define MAX_TIME         G_GINT64_CONSTANT (253402300799)
#define MAX_TIME_DIGITS  12
#define MAX_HOLD_SECONDS 300

/* Reads the digits that `text` begins with, up to the NUL or comma behind them; -1 for any other
 * beginning. Returns: where it stopped */
static char *
read_time (char *text, gint64 *time)
{
  char *at = text;
  guint digit = (guchar) *at - (guint) '0';
  guint64 value = 0;

  while (digit <= 9)
    {
      value = value * 10 + digit;
      at++;
      digit = (guchar) *at - (guint) '0';
    }

  *time = -1;
  if (at > text && at - text <= MAX_TIME_DIGITS && value <= MAX_TIME && (*at == ',' || *at == '\0'))
    *time = (gint64) value;
  return at;
}

static gint64
parse_time (char *text)
{
  gint64 time;

  read_time (text, &time);
  return time;
}

/* Cuts the text before the next comma off and returns it; NULL when nothing is left. */
static char *
take_field (char **rest, gsize *left, gsize *length)
{
  char *field = *rest;
  char *comma;

  if (field == NULL)
    return NULL;

  comma = memchr (field, ',', *left);
  if (comma == NULL)
    {
      *length = *left;
      *rest = NULL;
      *left = 0;
      return field;
    }

  *comma = '\0';
  *length = (gsize) (comma - field);
  *rest = comma + 1;
  *left -= *length + 1;
  return field;
}

static CulvertMgmtStateName
parse_state_name (const char *name)
{
  static const struct
  {
    const char *text;
    CulvertMgmtStateName name;
  } names[] = {
    { "CONNECTING", CULVERT_MGMT_STATE_CONNECTING },
    { "RESOLVE", CULVERT_MGMT_STATE_RESOLVE },
    { "TCP_CONNECT", CULVERT_MGMT_STATE_TCP_CONNECT },
    { "WAIT", CULVERT_MGMT_STATE_WAIT },
    { "AUTH", CULVERT_MGMT_STATE_AUTH },
    { "AUTH_PENDING", CULVERT_MGMT_STATE_AUTH_PENDING },
    { "GET_CONFIG", CULVERT_MGMT_STATE_GET_CONFIG },
    { "ASSIGN_IP", CULVERT_MGMT_STATE_ASSIGN_IP },
    { "ADD_ROUTES", CULVERT_MGMT_STATE_ADD_ROUTES },
    { "CONNECTED", CULVERT_MGMT_STATE_CONNECTED },
    { "RECONNECTING", CULVERT_MGMT_STATE_RECONNECTING },
    { "EXITING", CULVERT_MGMT_STATE_EXITING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (names[i].text, name))
        return names[i].name;
    }
  return CULVERT_MGMT_STATE_UNKNOWN;
}

gboolean
culvert_mgmt_state_parse (CulvertMgmtState *state, char *payload, gsize length)
{
  const char **fields[] = {
    &state->detail,        &state->tun_ipv4,   &state->remote_address, &state->remote_port,
    &state->local_address, &state->local_port, &state->tun_ipv6,
  };
  gsize field_length = 0;
  const char *name;
  char *time = take_field (&payload, &length, &field_length);

  state->time = parse_time (time);
  name = take_field (&payload, &length, &field_length);
  if (name == NULL || *name == '\0')
    return FALSE;

  state->name = parse_state_name (name);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *field = take_field (&payload, &length, &field_length);

      *fields[i] = field != NULL ? field : "";
    }
  return TRUE;
}

static CulvertMgmtLogFlags
parse_log_flag (char letter)
{
  switch (letter)
    {
    case 'I':
      return CULVERT_MGMT_LOG_INFO;
    case 'F':
      return CULVERT_MGMT_LOG_FATAL;
    case 'N':
      return CULVERT_MGMT_LOG_NONFATAL;
    case 'W':
      return CULVERT_MGMT_LOG_WARNING;
    case 'D':
      return CULVERT_MGMT_LOG_DEBUG;
    default:
      return 0;
    }
}

/* Log lines come in thousands a second, so the two short fields are walked through only once. */
gboolean
culvert_mgmt_log_parse (CulvertMgmtLog *log, char *payload, gsize length)
{
  char *end = payload + length;
  char *at = read_time (payload, &log->time);

  if (*at != ',')
    at = memchr (at, ',', (gsize) (end - at));
  if (at == NULL)
    return FALSE;

  log->flags = 0;
  for (at++; at < end && *at != ','; at++)
    log->flags |= parse_log_flag (*at);
  if (at >= end)
    return FALSE;

  log->text = at + 1;
  log->length = (gsize) (end - log->text);
  return TRUE;
}

gboolean
culvert_mgmt_echo_parse (CulvertMgmtEcho *echo, char *payload, gsize length)
{
  gsize field_length = 0;
  char *time = take_field (&payload, &length, &field_length);

  if (payload == NULL)
    return FALSE;

  echo->time = parse_time (time);
  echo->text = payload;
  return TRUE;
}

/* `CID,in,out` */
static gboolean
parse_peer_bytecount (CulvertMgmtEvent *event, char *payload, gsize length)
{
  gsize id_length = 0;
  gsize in_length = 0;
  const char *id = take_field (&payload, &length, &id_length);
  const char *in = take_field (&payload, &length, &in_length);

  return payload != NULL &&
         culvert_mgmt_number_parse (id, id_length, G_MAXSIZE, &event->peer_bytecount.id) ==
             CULVERT_MGMT_NUMBER_GOOD &&
         culvert_mgmt_number_parse (in, in_length, G_MAXUINT64, &event->peer_bytecount.in) ==
             CULVERT_MGMT_NUMBER_GOOD &&
         culvert_mgmt_number_parse (payload, length, G_MAXUINT64, &event->peer_bytecount.out) ==
             CULVERT_MGMT_NUMBER_GOOD;
}

/* A password that somebody gave a server is nothing that we need: it goes no further than this. */
static void
take_peer (CulvertMgmtEvent *event, char *payload, gsize length)
{
  static const char secret[] = "ENV,password=";

  if (g_str_has_prefix (payload, secret))
    {
      explicit_bzero (payload + strlen (secret), length - strlen (secret));
      length = strlen (secret);
    }
  event->peer.text = payload;
  event->peer.length = length;
}

static gboolean
parse_bytecount (CulvertMgmtEvent *event, char *payload, gsize length)
{
  gsize field_length = 0;
  const char *in = take_field (&payload, &length, &field_length);

  return payload != NULL &&
         culvert_mgmt_number_parse (in, field_length, G_MAXUINT64, &event->bytecount.in) ==
             CULVERT_MGMT_NUMBER_GOOD &&
         culvert_mgmt_number_parse (payload, length, G_MAXUINT64, &event->bytecount.out) ==
             CULVERT_MGMT_NUMBER_GOOD;
}

/* `Waiting for hold release:5`; daemons before 2.4 send no number. */
static guint
parse_hold (const char *payload)
{
  const char *colon = strrchr (payload, ':');
  guint64 seconds = 0;

  if (colon == NULL)
    return 0;
  if (culvert_mgmt_number_parse (colon + 1, strlen (colon + 1), G_MAXUINT64, &seconds) ==
      CULVERT_MGMT_NUMBER_TOO_LARGE)
    return MAX_HOLD_SECONDS;
  return (guint) MIN (seconds, MAX_HOLD_SECONDS);
}

/* `[P],Back in an hour`: what stands in brackets is for the daemon. */
static const char *
skip_flags (const char *text)
{
  const char *end = *text == '[' ? strchr (text, ']') : NULL;

  if (end == NULL)
    return text;

  return end[1] == ',' ? end + 2 : end + 1;
}

static void
parse_notify (CulvertMgmtNotify *notify, char *payload, gsize length)
{
  gsize field_length;
  const char *reason;

  notify->level = take_field (&payload, &length, &field_length);
  reason = take_field (&payload, &length, &field_length);
  notify->reason = reason != NULL ? reason : "";
  notify->text = payload != NULL ? skip_flags (payload) : "";
}

/* A macro, so that the length is known where it is compiled. */
#define IS_SOURCE(source, length, word)                                                            \
  ((length) == sizeof (word) - 1 && memcmp (source, word, sizeof (word) - 1) == 0)

static gboolean
find_kind (const char *source, gsize length, CulvertMgmtEventKind *kind)
{
  if (IS_SOURCE (source, length, "LOG"))
    *kind = CULVERT_MGMT_EVENT_LOG;
  else if (IS_SOURCE (source, length, "BYTECOUNT"))
    *kind = CULVERT_MGMT_EVENT_BYTECOUNT;
  else if (IS_SOURCE (source, length, "STATE"))
    *kind = CULVERT_MGMT_EVENT_STATE;
  else if (IS_SOURCE (source, length, "HOLD"))
    *kind = CULVERT_MGMT_EVENT_HOLD;
  else if (IS_SOURCE (source, length, "INFO"))
    *kind = CULVERT_MGMT_EVENT_INFO;
  else if (IS_SOURCE (source, length, "ECHO"))
    *kind = CULVERT_MGMT_EVENT_ECHO;
  else if (IS_SOURCE (source, length, "FATAL"))
    *kind = CULVERT_MGMT_EVENT_FATAL;
  else if (IS_SOURCE (source, length, "NOTIFY"))
    *kind = CULVERT_MGMT_EVENT_NOTIFY;
  else if (IS_SOURCE (source, length, "BYTECOUNT_CLI"))
    *kind = CULVERT_MGMT_EVENT_PEER_BYTECOUNT;
  else if (IS_SOURCE (source, length, "CLIENT"))
    *kind = CULVERT_MGMT_EVENT_PEER;
  else if (IS_SOURCE (source, length, "UPDOWN"))
    *kind = CULVERT_MGMT_EVENT_UP_DOWN;
  else
    return FALSE;
  return TRUE;
}

gboolean
culvert_mgmt_event_parse (CulvertMgmtEvent *event,
                          const char *source,
                          gsize source_length,
                          char *payload,
                          gsize length)
{
  if (!find_kind (source, source_length, &event->kind))
    return FALSE;

  switch (event->kind)
    {
    case CULVERT_MGMT_EVENT_LOG:
      return culvert_mgmt_log_parse (&event->log, payload, length);
    case CULVERT_MGMT_EVENT_STATE:
      return culvert_mgmt_state_parse (&event->state, payload, length);
    case CULVERT_MGMT_EVENT_BYTECOUNT:
      return parse_bytecount (event, payload, length);
    case CULVERT_MGMT_EVENT_PEER_BYTECOUNT:
      return parse_peer_bytecount (event, payload, length);
    case CULVERT_MGMT_EVENT_PEER:
      take_peer (event, payload, length);
      return TRUE;
    case CULVERT_MGMT_EVENT_ECHO:
      return culvert_mgmt_echo_parse (&event->echo, payload, length);
    case CULVERT_MGMT_EVENT_HOLD:
      event->hold_seconds = parse_hold (payload);
      return TRUE;
    case CULVERT_MGMT_EVENT_INFO:
      event->info = payload;
      return TRUE;
    case CULVERT_MGMT_EVENT_FATAL:
      event->fatal = payload;
      return TRUE;
    case CULVERT_MGMT_EVENT_NOTIFY:
      parse_notify (&event->notify, payload, length);
      return TRUE;
    case CULVERT_MGMT_EVENT_UP_DOWN:
      event->up_down = payload;
      return TRUE;
    }
  return FALSE;
}
