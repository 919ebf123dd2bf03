/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-name-servers.h"

G_BEGIN_DECLS

/* How much a daemon can be told to log. At 8 and above one that tells its log as it goes stops to
 * read commands: it logs what it says, and says what it logs. What an administrator has set is not
 * ours to lower, so its log is then not followed. */
#define CULVERT_SESSION_MAX_VERBOSITY          11
#define CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG 7

/* How often a daemon tells its counts: as a sign of life, and while somebody looks. */
#define CULVERT_SESSION_COUNT_SECONDS         60
#define CULVERT_SESSION_COUNT_SECONDS_WATCHED 1

typedef enum
{
  CULVERT_WANTED_DISCONNECTED,
  CULVERT_WANTED_CONNECTED,
} CulvertSessionWanted;

typedef enum
{
  CULVERT_ROLE_CLIENT,
  CULVERT_ROLE_SERVER,
} CulvertSessionRole;

/* The stages of a connection on its way up, in order. */
typedef enum
{
  CULVERT_STAGE_NONE,
  CULVERT_STAGE_LOOK_UP,
  CULVERT_STAGE_HANDSHAKE,
  CULVERT_STAGE_SIGN_IN,
  CULVERT_STAGE_SETTINGS,
  CULVERT_STAGE_ADDRESS,
  CULVERT_STAGE_ROUTES,
  CULVERT_STAGE_UP,
} CulvertSessionStage;

/* What a session knows of its tunnel. Strings are (nullable) and raw remote text. */
typedef struct
{
  const char *vpn_ipv4;
  const char *vpn_ipv6;
  const char *remote; /* address:port, IPv6 in brackets */
  const char *local;
  const char *daemon_version; /* "OpenVPN 2.6.14 …" */
  const char *message;        /* the last words of the server or daemon about why */
  const GError *trouble; /* (nullable): what stood in the way here, if the message is of that */
  const CulvertNameServers *name_servers; /* (nullable): those that the server wants to be asked */
} CulvertSessionFacts;

/* How long things take at a server; for whom the usual will not do. */
typedef struct
{
  guint window_ms; /* a request can be answered so long: 55,000, which is the hand-window of a
                    * server that does not say otherwise, less what an answer may take */
  guint effect_ms; /* a client that is disconnected may stay so long: 15,000 */
  guint look_ms;   /* how often it is looked for: 1,000 */
} CulvertAdministrationLimits;

/* How long a session waits for its daemon; for whom the usual will not do. */
typedef struct
{
  guint pause_on_the_way_ms; /* a daemon that connects may say nothing so long: 10,000 */
  guint pause_when_up_ms;    /* and one that is connected: 5,000 */
  guint pause_unwatched_ms;  /* the same, while nobody looks: 65,000, which its counts keep short */
  guint reply_ms;            /* then it is asked, and has so long to reply: 10,000 */
  const CulvertAdministrationLimits *administration; /* (nullable): NULL for the usual ones */
} CulvertSessionLimits;

G_END_DECLS
