/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-remote.h"

G_BEGIN_DECLS

typedef enum
{
  CULVERT_MGMT_REQUEST_PASSWORD, /* >PASSWORD:Need '…' …: answer with username and/or password */
  CULVERT_MGMT_REQUEST_REFUSED,  /* >PASSWORD:Verification Failed: '…': nothing to answer */
  CULVERT_MGMT_REQUEST_AUTH_TOKEN, /* >PASSWORD:Auth-Token:…: nothing to answer; the token is cut */
  CULVERT_MGMT_REQUEST_NEED_OK,    /* >NEED-OK: answer with needok */
  CULVERT_MGMT_REQUEST_NEED_STR,   /* >NEED-STR: answer with needstr */
  CULVERT_MGMT_REQUEST_CHALLENGE,   /* >INFOMSG:CR_TEXT: the server asks; answer with cr-response */
  CULVERT_MGMT_REQUEST_WEB_SIGN_IN, /* >INFOMSG:WEB_AUTH, OPEN_URL: the answer goes elsewhere */
  CULVERT_MGMT_REQUEST_REMOTE,      /* >REMOTE: which server to take; answer with remote */
  CULVERT_MGMT_REQUEST_PROXY,       /* >PROXY: how to get to a server; answer with proxy */
} CulvertMgmtRequestKind;

/**
 * CulvertMgmtRequest:
 *
 * What a daemon asks or says about an answer. An immutable value, copied out of the line.
 */
typedef struct
{
  CulvertMgmtRequestKind kind;
  char *type;              /* (owned): the exact bytes between the quotes, to be sent back; the word
                            * itself where there are none */
  gboolean type_is_exact;  /* FALSE: the line was cut inside the type; never answer by itself */
  gboolean needs_username; /* PASSWORD alone */
  gboolean needs_password; /* PASSWORD alone */
  char *message;   /* (owned) (nullable): text after MSG:, the server's reason in ['…'] or its
                    * question, the address for WEB_SIGN_IN */
  char *challenge; /* (owned) (nullable): static challenge text, PASSWORD alone */
  gboolean challenge_echo;        /* the response may be shown; also for CHALLENGE */
  gboolean challenge_concat;      /* the response is appended to the password (2.7) */
  gboolean wants_response;        /* CHALLENGE alone; FALSE: there is nothing to answer */
  gboolean challenge_unsupported; /* there was an SC: part that is not understood */
  CulvertMgmtRemote *remote; /* (owned) (nullable): the server that REMOTE and PROXY are about; of
                              * PROXY it has no port */
  gboolean was_cut; /* the line has the length at which a daemon cuts prompts (127 bytes) */
} CulvertMgmtRequest;

/**
 * culvert_mgmt_request_parse:
 * @source: the word between `>` and `:`
 *
 * Returns: (transfer full) (nullable): NULL if this is not a request, or one that cannot be read
 */
CulvertMgmtRequest *culvert_mgmt_request_parse (const char *source,
                                                gsize source_length,
                                                const char *payload,
                                                gsize length);
CulvertMgmtRequest *culvert_mgmt_request_copy (const CulvertMgmtRequest *self);
void culvert_mgmt_request_free (CulvertMgmtRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtRequest, culvert_mgmt_request_free)

G_END_DECLS
