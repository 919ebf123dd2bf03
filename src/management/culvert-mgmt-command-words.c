/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-command-private.h"

#include <string.h>

#include "culvert-mgmt-remote.h"

static const char *
topic_word (CulvertMgmtTopic topic)
{
  static const char *const words[] = { "state", "log", "echo" };

  return words[topic];
}

CulvertMgmtCommand *
culvert_mgmt_command_tell (CulvertMgmtTopic topic, CulvertMgmtTell tell)
{
  const char *word = topic_word (topic);

  switch (tell)
    {
    case CULVERT_MGMT_TELL_OFF:
      return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "%s off", word);
    case CULVERT_MGMT_TELL_ON:
      return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "%s on", word);
    case CULVERT_MGMT_TELL_HISTORY:
      return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "%s all", word);
    case CULVERT_MGMT_TELL_ON_AND_HISTORY:
      return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_SUCCESS_LINES, "%s on all", word);
    }
  g_return_val_if_reached (NULL);
}

CulvertMgmtCommand *
culvert_mgmt_command_recent (CulvertMgmtTopic topic, guint n)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "%s %u", topic_word (topic), n);
}

CulvertMgmtCommand *
culvert_mgmt_command_cr_response (const CulvertSecretText *response, GError **error)
{
  gsize length = culvert_secret_text_get_length (response);

  if (length == 0)
    {
      culvert_mgmt_command_refuse (error, "The answer is empty, and OpenVPN would not send it.");
      return NULL;
    }
  return culvert_mgmt_command_new_text ("cr-response",
                                        NULL,
                                        culvert_secret_text_peek (response),
                                        length,
                                        TRUE,
                                        error);
}

CulvertMgmtCommand *
culvert_mgmt_command_current_state (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "state");
}

CulvertMgmtCommand *
culvert_mgmt_command_auth_retry (CulvertMgmtAuthRetry mode)
{
  static const char *const words[] = { "none", "nointeract", "interact" };

  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "auth-retry %s", words[mode]);
}

CulvertMgmtCommand *
culvert_mgmt_command_auth_retry_query (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "auth-retry");
}

CulvertMgmtCommand *
culvert_mgmt_command_bytecount (guint seconds)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "bytecount %u", seconds);
}

CulvertMgmtCommand *
culvert_mgmt_command_client_version (guint version)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_OPTIONAL, "version %u", version);
}

CulvertMgmtCommand *
culvert_mgmt_command_exit (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_NONE, "exit");
}

CulvertMgmtCommand *
culvert_mgmt_command_forget_passwords (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "forget-passwords");
}

CulvertMgmtCommand *
culvert_mgmt_command_help (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "help");
}

CulvertMgmtCommand *
culvert_mgmt_command_hold (CulvertMgmtHold what)
{
  static const char *const words[] = { "hold", "hold on", "hold off", "hold release" };

  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "%s", words[what]);
}

CulvertMgmtCommand *
culvert_mgmt_command_load_stats (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "load-stats");
}

CulvertMgmtCommand *
culvert_mgmt_command_mute (guint n)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "mute %u", n);
}

CulvertMgmtCommand *
culvert_mgmt_command_mute_query (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "mute");
}

CulvertMgmtCommand *
culvert_mgmt_command_nclients (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "nclients");
}

CulvertMgmtCommand *
culvert_mgmt_command_needok (const char *name, gboolean ok, GError **error)
{
  const char *answer = ok ? "ok" : "cancel";

  return culvert_mgmt_command_new_text ("needok", name, answer, strlen (answer), FALSE, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_needstr (const char *name, const char *text, GError **error)
{
  if (*text == '\0')
    {
      culvert_mgmt_command_refuse (error,
                                   "The answer is empty, and OpenVPN would go on waiting for one.");
      return NULL;
    }
  return culvert_mgmt_command_new_text ("needstr", name, text, strlen (text), FALSE, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_password (const char *type, const CulvertSecretText *password, GError **error)
{
  return culvert_mgmt_command_new_text ("password",
                                        type,
                                        culvert_secret_text_peek (password),
                                        culvert_secret_text_get_length (password),
                                        TRUE,
                                        error);
}

CulvertMgmtCommand *
culvert_mgmt_command_pid (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "pid");
}

CulvertMgmtCommand *
culvert_mgmt_command_pkcs11_id_count (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_PKCS11, "pkcs11-id-count");
}

CulvertMgmtCommand *
culvert_mgmt_command_pkcs11_id_get (guint index)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_PKCS11, "pkcs11-id-get %u", index);
}

static CulvertMgmtCommand *
address_command (const char *word, const char *host, const char *port, GError **error)
{
  if (*host == '\0' || strlen (host) > CULVERT_MGMT_MAX_HOST || *port == '\0' ||
      strlen (port) > CULVERT_MGMT_MAX_PORT)
    {
      culvert_mgmt_command_refuse (error, "This is not a host and a port that OpenVPN would take.");
      return NULL;
    }
  return culvert_mgmt_command_new_text (word, host, port, strlen (port), FALSE, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_proxy_http (const char *host, const char *port, GError **error)
{
  return address_command ("proxy HTTP", host, port, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_proxy_none (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "proxy NONE");
}

CulvertMgmtCommand *
culvert_mgmt_command_proxy_socks (const char *host, const char *port, GError **error)
{
  return address_command ("proxy SOCKS", host, port, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_remote_accept (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "remote ACCEPT");
}

CulvertMgmtCommand *
culvert_mgmt_command_remote_entries (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "remote-entry-get all");
}

CulvertMgmtCommand *
culvert_mgmt_command_remote_entry (guint index)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "remote-entry-get %u", index);
}

CulvertMgmtCommand *
culvert_mgmt_command_remote_entry_count (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "remote-entry-count");
}

CulvertMgmtCommand *
culvert_mgmt_command_remote_mod (const char *host, const char *port, GError **error)
{
  return address_command ("remote MOD", host, port, error);
}

CulvertMgmtCommand *
culvert_mgmt_command_remote_skip (guint n)
{
  return n == 1 ? culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "remote SKIP")
                : culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "remote SKIP %u", n);
}

CulvertMgmtCommand *
culvert_mgmt_command_signal (CulvertMgmtSignal what)
{
  static const char *const words[] = { "SIGHUP", "SIGTERM", "SIGUSR1", "SIGUSR2" };

  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "signal %s", words[what]);
}

CulvertMgmtCommand *
culvert_mgmt_command_status (guint version)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "status %u", version);
}

CulvertMgmtCommand *
culvert_mgmt_command_username (const char *type, const char *username, GError **error)
{
  if (*username == '\0')
    {
      culvert_mgmt_command_refuse (
          error,
          "The user name is empty, and OpenVPN would go on waiting for one.");
      return NULL;
    }
  return culvert_mgmt_command_new_text ("username",
                                        type,
                                        username,
                                        strlen (username),
                                        FALSE,
                                        error);
}

CulvertMgmtCommand *
culvert_mgmt_command_verb (guint level)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "verb %u", level);
}

CulvertMgmtCommand *
culvert_mgmt_command_verb_query (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_ONE_LINE, "verb");
}

CulvertMgmtCommand *
culvert_mgmt_command_version (void)
{
  return culvert_mgmt_command_new_fixed (CULVERT_MGMT_REPLY_LINES, "version");
}
