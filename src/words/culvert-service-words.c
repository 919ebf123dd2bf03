/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-service-words.h"

#include "culvert-plain-text.h"

#include <glib/gi18n-lib.h>

#define MAX_SUBJECT_CHARACTERS 120

static const char *const sentences[] = {
  [CULVERT_SERVICE_TRAP_NO_MANAGEMENT] = N_ ("No program can talk to this daemon."),
  [CULVERT_SERVICE_TRAP_PASSWORDS] = N_ ("The password is asked for where nobody can answer."),
  [CULVERT_SERVICE_TRAP_RETRY] = N_ ("A refused password ends the daemon."),
  [CULVERT_SERVICE_TRAP_OPEN_TO_ALL] = N_ ("Every user of this computer can control the "
                                           "connection."),
  [CULVERT_SERVICE_TRAP_HOLD] = N_ ("The daemon connects before anybody is there to answer it."),
  [CULVERT_SERVICE_TRAP_WEB_SIGN_IN] = N_ ("The server is not told that you can sign in with a "
                                           "browser."),
  [CULVERT_SERVICE_TRAP_UNREADABLE] = N_ ("You may not read the configuration, so only a part was "
                                          "checked."),
};

static const char *const reasons[] = {
  [CULVERT_SERVICE_TRAP_NO_MANAGEMENT] = N_ ("Its configuration has no “management” line, which "
                                             "says where it listens."),
  [CULVERT_SERVICE_TRAP_CLOSED_FOLDER] = N_ ("The socket of the daemon is in there, so Culvert "
                                             "cannot reach it."),
  [CULVERT_SERVICE_TRAP_OTHER_USER] = N_ ("The line “management-client-user” of its configuration "
                                          "says so."),
  [CULVERT_SERVICE_TRAP_GROUP] = N_ ("OpenVPN compares the primary group alone; to be a member is "
                                     "not enough. Take “management-client-group” out of the "
                                     "configuration, and name yourself with "
                                     "“management-client-user”."),
  [CULVERT_SERVICE_TRAP_START_TIMEOUT] = N_ ("OpenVPN tells systemd that it is ready only after "
                                             "its first questions have been answered. Until then "
                                             "systemd takes it for a service that hangs."),
  [CULVERT_SERVICE_TRAP_PASSWORDS] = N_ ("Without “management-query-passwords” OpenVPN asks "
                                         "through systemd, and not through Culvert."),
  [CULVERT_SERVICE_TRAP_HOME] = N_ ("The service runs with “ProtectHome”, which hides home folders "
                                    "from it. Move the file to the folder of the configuration."),
  [CULVERT_SERVICE_TRAP_RETRY] = N_ ("Without “auth-retry interact” it does not ask again, and "
                                     "second factors that the server asks for cannot work."),
  [CULVERT_SERVICE_TRAP_OPEN_TO_ALL] = N_ ("There is neither a “management-client-user” nor a "
                                           "management password."),
  [CULVERT_SERVICE_TRAP_HOLD] = N_ ("Without “management-hold” it does not wait for Culvert, and "
                                    "what it says first may be missed."),
  [CULVERT_SERVICE_TRAP_WEB_SIGN_IN] = N_ ("The configuration does not set “IV_SSO”. This matters "
                                           "only if the server offers it."),
  [CULVERT_SERVICE_TRAP_UNREADABLE] = N_ ("This is usual, as there can be keys in it. An "
                                          "administrator sees more."),
};

static char *
dup_start_timeout (guint seconds, gboolean is_certain)
{
  if (is_certain)
    return g_strdup_printf (ngettext ("systemd ends the daemon when it has waited for you for %u "
                                      "second.",
                                      "systemd ends the daemon when it has waited for you for %u "
                                      "seconds.",
                                      seconds),
                            seconds);

  return g_strdup_printf (ngettext ("Should the daemon wait for you, systemd ends it after %u "
                                    "second.",
                                    "Should the daemon wait for you, systemd ends it after %u "
                                    "seconds.",
                                    seconds),
                          seconds);
}

static char *
dup_closed_folder (const char *folder, const CulvertServiceFinding *finding)
{
  g_autofree char *owner =
      culvert_plain_text (finding->owner != NULL ? finding->owner : "", -1, MAX_SUBJECT_CHARACTERS);
  g_autofree char *group =
      culvert_plain_text (finding->group != NULL ? finding->group : "", -1, MAX_SUBJECT_CHARACTERS);

  /* Translators: a folder, then its permissions like 0710, the user and the group it belongs to */
  return g_strdup_printf (_ ("You may not enter the folder %s (%04o, user “%s”, group “%s”)."),
                          folder,
                          finding->number,
                          owner,
                          group);
}

char *
culvert_service_words_finding (const CulvertServiceFinding *finding)
{
  g_autofree char *subject = culvert_plain_text (finding->subject != NULL ? finding->subject : "",
                                                 -1,
                                                 MAX_SUBJECT_CHARACTERS);

  switch (finding->trap)
    {
    case CULVERT_SERVICE_TRAP_START_TIMEOUT:
      return dup_start_timeout (finding->number, finding->is_certain);
    case CULVERT_SERVICE_TRAP_CLOSED_FOLDER:
      return dup_closed_folder (subject, finding);
    case CULVERT_SERVICE_TRAP_OTHER_USER:
      /* Translators: the name of a user */
      return g_strdup_printf (_ ("The daemon listens to the user “%s” alone."), subject);
    case CULVERT_SERVICE_TRAP_GROUP:
      /* Translators: the name of a group of users */
      return g_strdup_printf (_ ("The daemon does not listen to you, because “%s” is not your "
                                 "primary group."),
                              subject);
    case CULVERT_SERVICE_TRAP_HOME:
      /* Translators: a file */
      return g_strdup_printf (_ ("The service cannot read %s."), subject);
    case CULVERT_SERVICE_TRAP_PASSWORDS:
      if (!finding->is_certain)
        return g_strdup (_ ("A passphrase of the key would be asked for where nobody can answer."));
      break;
    case CULVERT_SERVICE_TRAP_WEB_SIGN_IN:
    case CULVERT_SERVICE_TRAP_NO_MANAGEMENT:
    case CULVERT_SERVICE_TRAP_RETRY:
    case CULVERT_SERVICE_TRAP_OPEN_TO_ALL:
    case CULVERT_SERVICE_TRAP_HOLD:
    case CULVERT_SERVICE_TRAP_UNREADABLE:
      break;
    }
  return g_strdup (_ (sentences[finding->trap]));
}

const char *
culvert_service_words_reason (CulvertServiceTrap trap)
{
  g_return_val_if_fail ((gsize) trap < G_N_ELEMENTS (reasons), NULL);

  return _ (reasons[trap]);
}
