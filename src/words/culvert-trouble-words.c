/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-trouble-words.h"

#include "culvert-config-words.h"
#include "culvert-launch-error.h"
#include "culvert-mgmt-error.h"
#include "culvert-plain-text.h"

#include <glib/gi18n-lib.h>

#define MAX_PLACE_CHARACTERS 128 /* that of a socket has no more */
#define MAX_ERROR_CHARACTERS 500

/* (transfer full) (nullable): nothing but a code is known */
static char *
dup_fault (CulvertMgmtFault fault, const char *place, guint owner)
{
  switch (fault)
    {
    case CULVERT_MGMT_FAULT_NO_KIND:
      return g_strdup (
          _ ("Write unix: and the path of a socket, or tcp: and an address with its port."));
    case CULVERT_MGMT_FAULT_NOT_WHOLE_PATH:
      return g_strdup (
          _ ("Write the whole path of the socket, for example unix:/run/openvpn/office.sock."));
    case CULVERT_MGMT_FAULT_LONG_PATH:
      return g_strdup (_ ("The path of the socket is too long: 107 bytes are the most."));
    case CULVERT_MGMT_FAULT_NO_PORT:
      return g_strdup (_ ("Write the address with its port, for example tcp:127.0.0.1:7505."));
    case CULVERT_MGMT_FAULT_NOT_NUMERIC:
      return g_strdup (_ ("Write the address in numbers, for example tcp:127.0.0.1:7505: a name "
                          "could lead to another computer."));
    case CULVERT_MGMT_FAULT_NOT_LOCAL:
      return g_strdup (_ ("The management interface of another computer cannot be used, because "
                          "nothing on the way would be encrypted. Use 127.0.0.1 or ::1."));
    case CULVERT_MGMT_FAULT_FOREIGN_LISTENER:
      /* Translators: where a daemon can be controlled, and the number of a user */
      return g_strdup_printf (_ ("What listens at %s belongs to the user with the number %u."),
                              place,
                              owner);
    case CULVERT_MGMT_FAULT_FOREIGN_FOLDER:
      return g_strdup_printf (_ ("A folder of the path %s belongs to the user with the number %u."),
                              place,
                              owner);
    case CULVERT_MGMT_FAULT_OPEN_FOLDER:
      return g_strdup_printf (_ ("Other users can write to a folder of the path %s."), place);
    case CULVERT_MGMT_FAULT_NOT_FOLDER:
      return g_strdup_printf (_ ("A part of the path %s is not a folder but a link or a file."),
                              place);
    case CULVERT_MGMT_FAULT_LINK:
      return g_strdup_printf (_ ("The path %s leads to a link, not to a socket."), place);
    case CULVERT_MGMT_FAULT_NONE:
    case CULVERT_MGMT_N_FAULTS:
      break;
    }

  return NULL;
}

/* @words: plain. (transfer full) (nullable): nothing but a code is known */
static char *
dup_launch_fault (CulvertLaunchFault fault, const char *place, const char *words)
{
  switch (fault)
    {
    case CULVERT_LAUNCH_FAULT_PROFILE:
      return culvert_config_words_complaint (words);
    case CULVERT_LAUNCH_FAULT_ENDED:
      return g_strdup (*words != '\0' ? words : _ ("OpenVPN ended without a word."));
    case CULVERT_LAUNCH_FAULT_NOT_ENDING:
      return g_strdup (_ ("OpenVPN does not end."));
    case CULVERT_LAUNCH_FAULT_NOT_OURS:
      return g_strdup (_ ("OpenVPN does not end. It was started before Culvert was."));
    case CULVERT_LAUNCH_FAULT_NOT_LISTENING:
      return g_strdup (_ ("OpenVPN was started but cannot be controlled."));
    case CULVERT_LAUNCH_FAULT_NOT_STARTED:
      /* Translators: %s is what the system says. */
      return g_strdup_printf (_ ("OpenVPN cannot be run: %s"), words);
    case CULVERT_LAUNCH_FAULT_NO_FOLDER:
      /* Translators: the path of a folder, and what the system says */
      return g_strdup_printf (_ ("The folder %s cannot be created: %s"), place, words);
    case CULVERT_LAUNCH_FAULT_NOT_HANDED_OVER:
      /* Translators: %s is what the system says. */
      return g_strdup_printf (_ ("The profile cannot be handed to OpenVPN: %s"), words);
    case CULVERT_LAUNCH_FAULT_NO_LOG:
      /* Translators: %s is what the system says. */
      return g_strdup_printf (_ ("There is no memory for the messages of OpenVPN: %s"), words);
    case CULVERT_LAUNCH_FAULT_REFUSED:
      /* Translators: %s is what the system says. */
      return g_strdup_printf (_ ("The system refused to start OpenVPN: %s"), words);
    case CULVERT_LAUNCH_FAULT_ODD_REPLY:
      return g_strdup (
          _ ("The system’s service manager gave an answer that cannot be understood."));
    case CULVERT_LAUNCH_FAULT_NONE:
    case CULVERT_LAUNCH_N_FAULTS:
      break;
    }

  return NULL;
}

/* (nullable): not an error that has a fault of a launch */
static char *
dup_launch_words (const GError *error, gsize max_characters)
{
  CulvertLaunchFault fault = culvert_launch_error_get_fault (error);
  const char *place;
  const char *words;
  g_autofree char *plain_place = NULL;
  g_autofree char *plain_words = NULL;

  if (fault == CULVERT_LAUNCH_FAULT_NONE)
    return NULL;

  place = culvert_launch_error_get_place (error);
  words = culvert_launch_error_get_words (error);
  plain_place = culvert_plain_text (place != NULL ? place : "", -1, MAX_PLACE_CHARACTERS);
  plain_words = culvert_plain_text (words != NULL ? words : "", -1, max_characters);
  return dup_launch_fault (fault, plain_place, plain_words);
}

/* @max_characters: of what is not a sentence of ours */
static char *
dup_words (const GError *error, gsize max_characters)
{
  CulvertMgmtFault fault = culvert_mgmt_error_get_fault (error);
  const char *place;
  g_autofree char *plain_place = NULL;
  char *launch_words = dup_launch_words (error, max_characters);

  if (launch_words != NULL)
    return launch_words;
  if (fault == CULVERT_MGMT_FAULT_NONE)
    return culvert_plain_text (error->message, -1, max_characters);

  place = culvert_mgmt_error_get_place (error);
  plain_place = culvert_plain_text (place != NULL ? place : "", -1, MAX_PLACE_CHARACTERS);
  return dup_fault (fault, plain_place, culvert_mgmt_error_get_owner (error));
}

char *
culvert_trouble_words_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return dup_words (error, MAX_ERROR_CHARACTERS);
}

char *
culvert_trouble_words_last (CulvertSession *session, gsize max_characters)
{
  CulvertSessionFacts facts = culvert_session_get_facts (session);
  g_autofree char *words = NULL;

  if (facts.trouble != NULL)
    words = dup_words (facts.trouble, max_characters);
  else if (facts.message != NULL)
    words = culvert_plain_text (facts.message, -1, max_characters);

  return words != NULL && *words != '\0' ? g_steal_pointer (&words) : NULL;
}

CulvertSessionVoice
culvert_trouble_words_get_voice (CulvertSession *session, CulvertSessionReason reason)
{
  const GError *trouble = culvert_session_get_facts (session).trouble;

  if (trouble != NULL && culvert_launch_error_get_fault (trouble) == CULVERT_LAUNCH_FAULT_ENDED &&
      culvert_launch_error_get_words (trouble) != NULL)
    return CULVERT_VOICE_DAEMON;

  return culvert_session_reason_get_voice (reason);
}

const char *
culvert_trouble_words_not_kept (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return _ ("The password was not saved: the keyring takes passwords only in the clear.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return _ ("The password was not saved: the keyring was not unlocked.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return _ ("The password was not saved: the keyring did not answer.");

  return _ ("The password could not be saved in the keyring.");
}
