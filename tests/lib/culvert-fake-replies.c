/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-replies.h"

#include <string.h>

typedef struct
{
  const char *command; /* a whole command, or its beginning when it ends in a blank */
  const char *reply;
} FakeReply;

static const FakeReply replies[] = {
  { "auth-retry", "SUCCESS: auth-retry=interact" },
  { "auth-retry ", "SUCCESS: auth-retry parameter changed" },
  { "bytecount ", "SUCCESS: bytecount interval changed" },
  { "echo off", "SUCCESS: real-time echo notification set to OFF" },
  { "echo on", "SUCCESS: real-time echo notification set to ON" },
  { "echo on all", "SUCCESS: real-time echo notification set to ON\nEND" },
  { "echo ", "END" },
  { "exit", "" },
  { "forget-passwords", "SUCCESS: Passwords were forgotten" },
  { "help", "Management Interface for a fake daemon\nCommands:\nEND" },
  { "hold", "SUCCESS: hold=1" },
  { "hold off", "SUCCESS: hold flag set to OFF" },
  { "hold on", "SUCCESS: hold flag set to ON" },
  { "hold release", "SUCCESS: hold release succeeded" },
  { "load-stats", "SUCCESS: nclients=0,bytesin=1957,bytesout=1941" },
  { "log off", "SUCCESS: real-time log notification set to OFF" },
  { "log on", "SUCCESS: real-time log notification set to ON" },
  { "log on all",
    "SUCCESS: real-time log notification set to ON\n1795334986,I,OpenVPN 2.6.14 fake\nEND" },
  { "log ", "1795334986,I,OpenVPN 2.6.14 fake\nEND" },
  { "mute", "SUCCESS: mute=0" },
  { "mute ", "SUCCESS: mute level changed" },
  { "nclients", "ERROR: The 'nclients' command is not supported by the current daemon mode" },
  { "pid", "SUCCESS: pid=4711" },
  { "pkcs11-id-count", ">PKCS11ID-COUNT:0" },
  { "pkcs11-id-get ", ">PKCS11ID-ENTRY:'0'" },
  { "proxy ", "SUCCESS: proxy command succeeded" },
  { "quit", "" },
  { "remote ", "SUCCESS: remote command succeeded" },
  { "remote-entry-count", "1\nEND" },
  { "remote-entry-get ", "0,vpn.example.com,1194,udp,enabled\nEND" },
  { "state", "1795334986,CONNECTING,,,,,,\nEND" },
  { "state off", "SUCCESS: real-time state notification set to OFF" },
  { "state on", "SUCCESS: real-time state notification set to ON" },
  { "state on all",
    "SUCCESS: real-time state notification set to ON\n1795334986,CONNECTING,,,,,,\nEND" },
  { "state ", "1795334986,CONNECTING,,,,,,\nEND" },
  { "status", "OpenVPN STATISTICS\nUpdated,2026-11-22 08:09:47\nTCP/UDP read bytes,1957\nEND" },
  { "status ", "OpenVPN STATISTICS\nUpdated,2026-11-22 08:09:47\nTCP/UDP read bytes,1957\nEND" },
  { "verb", "SUCCESS: verb=3" },
  { "verb ", "SUCCESS: verb level changed" },
  { "version", "OpenVPN Version: OpenVPN 2.6.14 fake\nManagement Version: 5\nEND" },
  { "version ", "" },
};

/* `password "Auth" "x"`: the type as the daemon quotes it in its reply. */
static char *
entered (const char *command, const char *what)
{
  g_autofree char *type = g_strdup (strchr (command, '"') + 1);
  char *end = type;

  while (*end != '\0' && *end != '"')
    {
      if (*end == '\\')
        memmove (end, end + 1, strlen (end));
      end++;
    }
  *end = '\0';
  return g_strdup_printf ("SUCCESS: '%s' %s entered, but not yet verified", type, what);
}

static gboolean
matches (const FakeReply *reply, const char *command)
{
  if (g_str_has_suffix (reply->command, " "))
    return g_str_has_prefix (command, reply->command);
  return g_str_equal (command, reply->command);
}

char *
culvert_fake_reply (const char *command)
{
  if (g_str_has_prefix (command, "username \""))
    return entered (command, "username");
  if (g_str_has_prefix (command, "password \""))
    return entered (command, "password");
  if (g_str_has_prefix (command, "needok \""))
    return entered (command, "needok-confirmation");
  if (g_str_has_prefix (command, "needstr \""))
    return entered (command, "needstr-string");
  if (g_str_has_prefix (command, "signal "))
    return g_strdup_printf ("SUCCESS: signal %s thrown", command + strlen ("signal "));

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      if (matches (&replies[i], command))
        return g_strdup (replies[i].reply);
    }
  return g_strdup ("ERROR: unknown command, enter 'help' for more options");
}
