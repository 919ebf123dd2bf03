/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

#include "culvert-mgmt-reply.h"
#include "culvert-mgmt-typed.h"
#include "culvert-secret-text.h"

G_BEGIN_DECLS

/**
 * CulvertMgmtCommand:
 *
 * One command of the management interface: its bytes, the shape of its reply, whether it carries a
 * secret, and a display form that may be logged. The constructors below, and those of
 * culvert-mgmt-command-server.h, are the only writers.
 *
 * Those that take text fail with %CULVERT_MGMT_ERROR_UNSENDABLE where the daemon would drop,
 * truncate or execute a part of it: a control character, a parameter over 255 bytes, a line over
 * 1000 bytes. The message never holds the value.
 */
typedef struct _CulvertMgmtCommand CulvertMgmtCommand;

typedef enum
{
  CULVERT_MGMT_TOPIC_STATE,
  CULVERT_MGMT_TOPIC_LOG,
  CULVERT_MGMT_TOPIC_ECHO,
} CulvertMgmtTopic;

typedef enum
{
  CULVERT_MGMT_TELL_OFF,
  CULVERT_MGMT_TELL_ON,
  CULVERT_MGMT_TELL_HISTORY,        /* all */
  CULVERT_MGMT_TELL_ON_AND_HISTORY, /* on all */
} CulvertMgmtTell;

typedef enum
{
  CULVERT_MGMT_AUTH_RETRY_NONE,
  CULVERT_MGMT_AUTH_RETRY_NOINTERACT,
  CULVERT_MGMT_AUTH_RETRY_INTERACT,
} CulvertMgmtAuthRetry;

typedef enum
{
  CULVERT_MGMT_HOLD_QUERY,
  CULVERT_MGMT_HOLD_ON,
  CULVERT_MGMT_HOLD_OFF,
  CULVERT_MGMT_HOLD_RELEASE,
} CulvertMgmtHold;

typedef enum
{
  CULVERT_MGMT_SIGNAL_HUP,
  CULVERT_MGMT_SIGNAL_TERM,
  CULVERT_MGMT_SIGNAL_USR1,
  CULVERT_MGMT_SIGNAL_USR2,
} CulvertMgmtSignal;

CulvertMgmtCommand *culvert_mgmt_command_tell (CulvertMgmtTopic topic, CulvertMgmtTell tell);
CulvertMgmtCommand *culvert_mgmt_command_recent (CulvertMgmtTopic topic, guint n);
/* @response: as culvert_mgmt_challenge_text_response() makes it */
CulvertMgmtCommand *culvert_mgmt_command_cr_response (const CulvertSecretText *response,
                                                      GError **error);
CulvertMgmtCommand *culvert_mgmt_command_current_state (void);
CulvertMgmtCommand *culvert_mgmt_command_auth_retry (CulvertMgmtAuthRetry mode);
CulvertMgmtCommand *culvert_mgmt_command_auth_retry_query (void);
CulvertMgmtCommand *culvert_mgmt_command_bytecount (guint seconds); /* 0 = off */
CulvertMgmtCommand *culvert_mgmt_command_client_version (guint version);
CulvertMgmtCommand *culvert_mgmt_command_exit (void);
CulvertMgmtCommand *culvert_mgmt_command_forget_passwords (void);
CulvertMgmtCommand *culvert_mgmt_command_help (void);
CulvertMgmtCommand *culvert_mgmt_command_hold (CulvertMgmtHold what);
CulvertMgmtCommand *culvert_mgmt_command_load_stats (void);
CulvertMgmtCommand *culvert_mgmt_command_mute (guint n);
CulvertMgmtCommand *culvert_mgmt_command_mute_query (void);
CulvertMgmtCommand *culvert_mgmt_command_nclients (void);
CulvertMgmtCommand *culvert_mgmt_command_needok (const char *name, gboolean ok, GError **error);
CulvertMgmtCommand *
culvert_mgmt_command_needstr (const char *name, const char *text, GError **error);
CulvertMgmtCommand *
culvert_mgmt_command_password (const char *type, const CulvertSecretText *password, GError **error);
CulvertMgmtCommand *culvert_mgmt_command_pid (void);
CulvertMgmtCommand *culvert_mgmt_command_pkcs11_id_count (void);
CulvertMgmtCommand *culvert_mgmt_command_pkcs11_id_get (guint index);

/* While `>PROXY` waits. A host has 1 to 79 bytes, a port 1 to 19. */
CulvertMgmtCommand *
culvert_mgmt_command_proxy_http (const char *host, const char *port, GError **error);
CulvertMgmtCommand *culvert_mgmt_command_proxy_none (void);
CulvertMgmtCommand *
culvert_mgmt_command_proxy_socks (const char *host, const char *port, GError **error);

/* While `>REMOTE` waits. */
CulvertMgmtCommand *culvert_mgmt_command_remote_accept (void);
CulvertMgmtCommand *
culvert_mgmt_command_remote_mod (const char *host, const char *port, GError **error);
/* To the nth server behind the one that is offered. More than 1 only where the daemon (2.6) can
 * tell its entries. A daemon that comes by the first of them twice ends. */
CulvertMgmtCommand *culvert_mgmt_command_remote_skip (guint n);
/* From 2.6 on; not in the first hold. */
CulvertMgmtCommand *culvert_mgmt_command_remote_entries (void);
CulvertMgmtCommand *culvert_mgmt_command_remote_entry (guint index);
CulvertMgmtCommand *culvert_mgmt_command_remote_entry_count (void);

CulvertMgmtCommand *culvert_mgmt_command_signal (CulvertMgmtSignal what);
CulvertMgmtCommand *culvert_mgmt_command_status (guint version); /* 1 to 3 */
CulvertMgmtCommand *
culvert_mgmt_command_username (const char *type, const char *username, GError **error);
CulvertMgmtCommand *culvert_mgmt_command_verb (guint level);
CulvertMgmtCommand *culvert_mgmt_command_verb_query (void);
CulvertMgmtCommand *culvert_mgmt_command_version (void);

/* The management password: the raw line that follows ENTER PASSWORD:, not lexed by the daemon. */
CulvertMgmtCommand *culvert_mgmt_command_login (const CulvertSecretText *password, GError **error);

/* @line: writable, NUL-terminated at `length`; dies with the call */
typedef void (*CulvertMgmtLineFunc) (char *line, gsize length, gpointer user_data);

/* For a reply that may be too long to be kept: its lines are handed out as they come, before the
 * caller is told, and the reply that it gets has none. They may be as many as a million. No line
 * comes after the caller was told, so `user_data` has to live that long. */
void culvert_mgmt_command_hand_out_lines (CulvertMgmtCommand *self,
                                          CulvertMgmtLineFunc line_func,
                                          gpointer user_data);
/* Returns: (nullable) */
CulvertMgmtLineFunc culvert_mgmt_command_get_line_func (const CulvertMgmtCommand *self,
                                                        gpointer *user_data);

void culvert_mgmt_command_free (CulvertMgmtCommand *self);

/**
 * culvert_mgmt_command_typed:
 * @typed: without a fault
 *
 * What somebody has typed, as it is. It carries a secret where it looks like one that does.
 */
CulvertMgmtCommand *culvert_mgmt_command_typed (const CulvertMgmtTyped *typed);

/* The whole line with its LF. Lives as long as the command. */
const char *culvert_mgmt_command_get_bytes (const CulvertMgmtCommand *self, gsize *length);
const char *culvert_mgmt_command_get_display (const CulvertMgmtCommand *self);
gboolean culvert_mgmt_command_is_secret (const CulvertMgmtCommand *self);
CulvertMgmtReplyShape culvert_mgmt_command_get_reply_shape (const CulvertMgmtCommand *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtCommand, culvert_mgmt_command_free)

G_END_DECLS
