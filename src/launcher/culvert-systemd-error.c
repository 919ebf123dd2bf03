/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-systemd-error.h"

#include "culvert-launch-error.h"
#include "culvert-plain-text.h"

#define MAX_CHARACTERS 200

typedef struct
{
  const char *name;
  CulvertLaunchError code;
  const char *message;
} Meaning;

#define NOT_RUNNING "The system’s service manager is not running."
#define IN_THE_WAY  "The service is being started or stopped by something else."

static const Meaning meanings[] = {
  { "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired",
    CULVERT_LAUNCH_ERROR_NO_AGENT,
    "This desktop has no program that could ask for an administrator’s password." },
  { "org.freedesktop.DBus.Error.AccessDenied",
    CULVERT_LAUNCH_ERROR_ACCESS_DENIED,
    "The rules of this system do not let you start it." },
  { "org.freedesktop.DBus.Error.ServiceUnknown", CULVERT_LAUNCH_ERROR_UNAVAILABLE, NOT_RUNNING },
  { "org.freedesktop.DBus.Error.NameHasNoOwner", CULVERT_LAUNCH_ERROR_UNAVAILABLE, NOT_RUNNING },
  { "org.freedesktop.DBus.Error.Disconnected", CULVERT_LAUNCH_ERROR_UNAVAILABLE, NOT_RUNNING },
  { "org.freedesktop.DBus.Error.NoReply",
    CULVERT_LAUNCH_ERROR_BUSY,
    "The system’s service manager did not answer." },
  { "org.freedesktop.DBus.Error.Timeout",
    CULVERT_LAUNCH_ERROR_BUSY,
    "The system’s service manager did not answer." },
  { "org.freedesktop.DBus.Error.LimitsExceeded",
    CULVERT_LAUNCH_ERROR_BUSY,
    "The system’s service manager has too much to do." },
  { "org.freedesktop.systemd1.UnitExists", CULVERT_LAUNCH_ERROR_BUSY, IN_THE_WAY },
  { "org.freedesktop.systemd1.TransactionJobsConflicting", CULVERT_LAUNCH_ERROR_BUSY, IN_THE_WAY },
  { "org.freedesktop.systemd1.TransactionIsDestructive", CULVERT_LAUNCH_ERROR_BUSY, IN_THE_WAY },
  { "org.freedesktop.systemd1.ShuttingDown",
    CULVERT_LAUNCH_ERROR_BUSY,
    "The computer is being shut down." },
  { "org.freedesktop.systemd1.NoSuchUnit",
    CULVERT_LAUNCH_ERROR_NOT_FOUND,
    "There is no such service." },
  { "org.freedesktop.systemd1.UnitMasked",
    CULVERT_LAUNCH_ERROR_ACCESS_DENIED,
    "An administrator has switched the service off." },
};

GError *
culvert_systemd_error_translate (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);
  g_autoptr (GError) copy = g_error_copy (error);
  g_autofree char *words = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (g_strcmp0 (name, meanings[i].name) == 0)
        return g_error_new_literal (CULVERT_LAUNCH_ERROR, meanings[i].code, meanings[i].message);
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new_literal (CULVERT_LAUNCH_ERROR,
                                CULVERT_LAUNCH_ERROR_BUSY,
                                "The system’s service manager did not answer.");
  if (name == NULL)
    return g_error_new_literal (CULVERT_LAUNCH_ERROR,
                                CULVERT_LAUNCH_ERROR_UNAVAILABLE,
                                "The system’s service manager cannot be reached.");

  g_dbus_error_strip_remote_error (copy);
  words = culvert_plain_text (copy->message, -1, MAX_CHARACTERS);
  return culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_REFUSED, NULL, words);
}
