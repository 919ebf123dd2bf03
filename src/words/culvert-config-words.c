/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-words.h"

#include "culvert-plain-text.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME_CHARACTERS 48

static const char *const failures[] = {
  [CULVERT_CONFIG_ERROR_UNREADABLE] = N_ ("The profile could not be read"),
  [CULVERT_CONFIG_ERROR_MISSING_FILE] = N_ ("A file that belongs to the profile is missing"),
  [CULVERT_CONFIG_ERROR_TOO_BIG] = N_ ("The profile is too big"),
  [CULVERT_CONFIG_ERROR_BROKEN] = N_ ("The profile has a mistake"),
  [CULVERT_CONFIG_ERROR_REFUSED] = N_ ("The profile asks for something that Culvert does not do"),
  [CULVERT_CONFIG_ERROR_NOT_A_PROFILE] = N_ ("This is not an OpenVPN profile"),
};

static const char *const sentences[] = {
  [CULVERT_CONFIG_REASON_NONE] = NULL,
  [CULVERT_CONFIG_REASON_RUNS_PROGRAM] = N_ ("It runs a program of its choice, so the connection "
                                             "gets no more than the rights of your account."),
  [CULVERT_CONFIG_REASON_WRITES_FILE] = N_ ("It writes a file of its choice, so the connection "
                                            "gets no more than the rights of your account."),
  [CULVERT_CONFIG_REASON_READS_FILE] = N_ ("It reads a file that is not part of the profile, so "
                                           "the connection gets no more than the rights of your "
                                           "account."),
  [CULVERT_CONFIG_REASON_SETS_ENVIRONMENT] = N_ ("It changes how programs work, so the connection "
                                                 "gets no more than the rights of your account."),
  [CULVERT_CONFIG_REASON_NOT_LISTED] = N_ ("Culvert does not know it to be harmless, so the "
                                           "connection gets no more than the rights of your "
                                           "account."),
  [CULVERT_CONFIG_REASON_ARGUMENTS] = N_ ("Its values are unusual, so the connection gets no more "
                                          "than the rights of your account."),
  [CULVERT_CONFIG_REASON_CONTROLS_DAEMON] = N_ ("It was left out, because Culvert decides on "
                                                "this."),
  [CULVERT_CONFIG_REASON_HOLDS_PASSWORD] = N_ ("It was left out, because Culvert asks for the "
                                               "password instead."),
  [CULVERT_CONFIG_REASON_OTHER_SYSTEM] = N_ ("It was left out, because it is meant for another "
                                             "operating system."),
  [CULVERT_CONFIG_REASON_TAKEN_IN] = N_ ("The file that it names is now part of the profile."),
  [CULVERT_CONFIG_REASON_INCLUDES_FILE] = N_ ("It includes another profile, which Culvert does "
                                              "not do."),
  [CULVERT_CONFIG_REASON_NO_CONNECTION] = N_ ("It does not make a connection."),
};

const char *
culvert_config_words_error (CulvertConfigError code)
{
  g_return_val_if_fail ((gsize) code < G_N_ELEMENTS (failures), NULL);

  return _ (failures[code]);
}

const char *
culvert_config_words_reason (CulvertConfigReason reason)
{
  g_return_val_if_fail ((gsize) reason < G_N_ELEMENTS (sentences), NULL);

  return sentences[reason] != NULL ? _ (sentences[reason]) : NULL;
}

char *
culvert_config_words_note (const CulvertConfigNote *note)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (note != NULL, NULL);
  g_return_val_if_fail (note->reason != CULVERT_CONFIG_REASON_NONE, NULL);

  name = culvert_plain_text (note->name, -1, MAX_NAME_CHARACTERS);
  /* Translators: the line of a file, the word that it begins with, and a sentence about it */
  return g_strdup_printf (_ ("Line %u, “%s”: %s"),
                          note->line,
                          name,
                          culvert_config_words_reason (note->reason));
}

char *
culvert_config_words_twin (const char *name)
{
  g_autofree char *plain = culvert_plain_text (name, -1, MAX_NAME_CHARACTERS);

  /* Translators: %s is the name of a connection. */
  return g_strdup_printf (_ ("“%s” leads to the same server already."), plain);
}
