/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-command-server.h"

#include <string.h>

#include "culvert-mgmt-command-private.h"
#include "culvert-mgmt-error.h"
#include "culvert-mgmt-text.h"

#define ID G_GUINT64_FORMAT

static const char *
describe_fault (CulvertMgmtTextFault fault)
{
  switch (fault)
    {
    case CULVERT_MGMT_TEXT_GOOD:
      break;
    case CULVERT_MGMT_TEXT_HAS_END:
      return "OpenVPN would take this line for the end, and what follows for commands.";
    case CULVERT_MGMT_TEXT_HAS_CONTROL:
      return "it contains a control character, which cannot be sent.";
    case CULVERT_MGMT_TEXT_IS_LONG:
      return "it is too long: OpenVPN accepts at most 1,000 bytes.";
    case CULVERT_MGMT_TEXT_IS_HUGE:
      return "The text is too long: 64 KiB are the most.";
    case CULVERT_MGMT_TEXT_NO_SECTION:
      return "a packet filter has [CLIENTS …], then [SUBNETS …], then [END].";
    case CULVERT_MGMT_TEXT_NO_POLICY:
      return "a section says DROP or ACCEPT.";
    case CULVERT_MGMT_TEXT_NO_SIGN:
      return "a rule begins with + or -, and a name or subnet follows.";
    case CULVERT_MGMT_TEXT_NO_SUBNET:
      return "this is not an IPv4 address, a subnet or “unknown”.";
    case CULVERT_MGMT_TEXT_NO_LAST:
      return "a packet filter ends with [END].";
    case CULVERT_MGMT_TEXT_HAS_COMMA:
      return "a comma would begin another option.";
    case CULVERT_MGMT_TEXT_NO_OPTION:
      return "There is no option to send.";
    case CULVERT_MGMT_TEXT_IS_MANY:
      return "The options are too long: OpenVPN accepts at most 255 bytes.";
    }
  g_return_val_if_reached ("");
}

static void
refuse (CulvertMgmtTextFault fault, guint line, GError **error)
{
  if (line > 0)
    g_set_error (error,
                 CULVERT_MGMT_ERROR,
                 CULVERT_MGMT_ERROR_UNSENDABLE,
                 "Line %u: %s",
                 line,
                 describe_fault (fault));
  else
    culvert_mgmt_command_refuse (error, describe_fault (fault));
}

static CulvertMgmtCommand *
new_block (char *owned_head,
           const char *text,
           CulvertMgmtTextFault fault,
           guint line,
           GError **error)
{
  g_autofree char *head = owned_head;

  if (fault == CULVERT_MGMT_TEXT_GOOD)
    return culvert_mgmt_command_new_block (head, text);

  refuse (fault, line, error);
  return NULL;
}

static CulvertMgmtCommand *
new_text (char *owned_word, const char *first, const char *text, GError **error)
{
  g_autofree char *word = owned_word;

  return culvert_mgmt_command_new_text (word, first, text, strlen (text), FALSE, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_client_auth (guint64 id, guint64 key, const char *text, GError **error)
{
  CulvertMgmtTextFault fault;
  guint line;

  if (text == NULL || *text == '\0')
    return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE,
                                           "client-auth-nt %" ID " %" ID,
                                           id,
                                           key);

  fault = culvert_mgmt_text_check (text, &line);
  return new_block (g_strdup_printf ("client-auth %" ID " %" ID, id, key),
                    text,
                    fault,
                    line,
                    error);
}

CulvertMgmtCommand *
culvert_mgmt_command_client_deny (guint64 id,
                                  guint64 key,
                                  const char *reason,
                                  const char *client_reason,
                                  GError **error)
{
  char *word = g_strdup_printf ("client-deny %" ID " %" ID, id, key);

  return client_reason != NULL ? new_text (word, reason, client_reason, error)
                               : new_text (word, NULL, reason, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_client_kill (guint64 id, const char *message, GError **error)
{
  return message != NULL
             ? new_text (g_strdup_printf ("client-kill %" ID, id), NULL, message, error)
             : culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "client-kill %" ID, id);
}

CulvertMgmtCommand *
culvert_mgmt_command_client_filter (guint64 id, const char *filter, GError **error)
{
  guint line;
  CulvertMgmtTextFault fault = culvert_mgmt_text_check_filter (filter, &line);

  return new_block (g_strdup_printf ("client-pf %" ID, id), filter, fault, line, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_client_pending_auth (guint64 id,
                                          guint64 key,
                                          gboolean by_key,
                                          const char *text,
                                          guint seconds,
                                          GError **error)
{
  g_autofree char *time = g_strdup_printf ("%u", seconds);

  if (strlen (text) > CULVERT_MGMT_MAX_PENDING_TEXT)
    {
      culvert_mgmt_command_refuse (error, "The text is too long: it would not reach the client.");
      return NULL;
    }
  return new_text (by_key ? g_strdup_printf ("client-pending-auth %" ID " %" ID, id, key)
                          : g_strdup_printf ("client-pending-auth %" ID, id),
                   text,
                   time,
                   error);
}

CulvertMgmtCommand *
culvert_mgmt_command_env_filter (guint level)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "env-filter %u", level);
}

static CulvertMgmtCommand *
push_update (char *owned_word, const char *options, GError **error)
{
  g_autofree char *word = owned_word;
  g_autofree char *joined = NULL;
  CulvertMgmtCommand *self;
  guint line;
  CulvertMgmtTextFault fault = culvert_mgmt_text_check_options (options, &line);

  if (fault != CULVERT_MGMT_TEXT_GOOD)
    {
      refuse (fault, line, error);
      return NULL;
    }

  joined = culvert_mgmt_text_join_options (options);
  self = new_text (g_steal_pointer (&word), NULL, joined, error);
  if (self != NULL)
    culvert_mgmt_command_set_reply_shape (self, CULVERT_MGMT_REPLY_TWO_LINES);
  return self;
}

CulvertMgmtCommand *
culvert_mgmt_command_push_update (const char *options, GError **error)
{
  return push_update (g_strdup ("push-update-broad"), options, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_push_update_to (guint64 id, const char *options, GError **error)
{
  return push_update (g_strdup_printf ("push-update-cid %" ID, id), options, error);
}
