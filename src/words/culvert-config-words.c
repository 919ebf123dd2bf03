/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-words.h"

#include "culvert-plain-text.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define MAX_NAME_CHARACTERS      48
#define MAX_COMPLAINT_CHARACTERS 400
#define MAX_GAPS                 2

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

/* What the errors of a profile say, after the number of the line if there is one. Each gap stands
 * for a name or a number. */
static const char *const complaints[] = {
  /* Translators: these describe one line of a file: “Line 3: it ends in a backslash.” */
  N_ ("a control character does not belong here."),
  N_ ("a value is not plain UTF-8 text."),
  N_ ("a value is too long."),
  N_ ("a single quotation mark (') is not closed."),
  N_ ("a quotation mark (\") is not closed."),
  N_ ("a backslash stands before a character that it cannot protect."),
  N_ ("it ends in a backslash."),
  N_ ("it does not begin with the name of a directive."),
  N_ ("it is longer than %s bytes."),
  N_ ("it is longer than %s bytes when it is quoted."),
  N_ ("it has more than %s words."),
  N_ ("it includes another profile (%s)."),
  N_ ("it does not make a connection (%s)."),
  N_ ("an imported profile does not have this (%s)."),
  N_ ("a block of this name is not known."),
  N_ ("a block may have at most %s KiB."),
  N_ ("the block <%s> has no end."),
  N_ ("a profile may have at most %s lines."),
  N_ ("the file “%s” cannot be read: %s."),
  N_ ("the files that a profile names may have at most %s KiB together."),
  N_ ("%s should be a certificate, and is not."),
  N_ ("%s should be a private key, and is not."),
  N_ ("%s should be Diffie-Hellman parameters, and is not."),
  N_ ("%s should be a revocation list, and is not."),
  N_ ("%s should be a tls-crypt-v2 client key, and is not."),
  N_ ("%s should be a static key, and is not."),
  N_ ("%s should be a PKCS#12 container in Base64, and is not."),
  N_ ("%s should be fingerprints, and is not."),
  N_ ("A profile may have at most %s KiB."),
  N_ ("A profile may have at most %s KiB together with the files that it names."),
  N_ ("A profile may name at most %s servers."),
  N_ ("It names neither a server nor a device."),
  N_ ("The profile cannot be read: %s."),
};

/* Whether a text is what comes of a template; then what stands in its gaps. */
static gboolean
fits (const char *text, const char *template, char *gaps[MAX_GAPS])
{
  g_auto (GStrv) parts = g_strsplit (template, "%s", MAX_GAPS + 1);
  const char *at = text;

  if (!g_str_has_prefix (at, parts[0]))
    return FALSE;

  at += strlen (parts[0]);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      const char *end = parts[i + 1] == NULL ? g_strrstr (at, parts[i]) : strstr (at, parts[i]);

      if (end == NULL)
        return FALSE;

      g_free (gaps[i - 1]);
      gaps[i - 1] = g_strndup (at, (gsize) (end - at));
      at = end + strlen (parts[i]);
    }
  return *at == '\0';
}

/* A translation need not be trusted to have as many gaps as there is to fill in. */
static char *
fill (const char *template, char *const gaps[MAX_GAPS])
{
  g_auto (GStrv) parts = g_strsplit (template, "%s", MAX_GAPS + 1);
  GString *text = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", gaps[i - 1] != NULL ? gaps[i - 1] : "", parts[i]);

  return g_string_free (text, FALSE);
}

/* (transfer full) */
static char *
translate_complaint (const char *complaint)
{
  for (gsize i = 0; i < G_N_ELEMENTS (complaints); i++)
    {
      char *gaps[MAX_GAPS] = { NULL };
      char *text = fits (complaint, complaints[i], gaps) ? fill (_ (complaints[i]), gaps) : NULL;

      for (guint gap = 0; gap < MAX_GAPS; gap++)
        g_free (gaps[gap]);
      if (text != NULL)
        return text;
    }
  return g_strdup (complaint);
}

const char *
culvert_config_words_error (CulvertConfigError code)
{
  g_return_val_if_fail ((gsize) code < G_N_ELEMENTS (failures), NULL);

  return _ (failures[code]);
}

char *
culvert_config_words_complaint (const char *message)
{
  g_autofree char *plain = NULL;
  g_autofree char *complaint = NULL;
  const char *said;
  guint line;
  int length = 0;

  g_return_val_if_fail (message != NULL, NULL);

  plain = culvert_plain_text (message, -1, MAX_COMPLAINT_CHARACTERS);
  if (sscanf (plain, "Line %u: %n", &line, &length) != 1 || length == 0)
    return translate_complaint (plain);

  said = plain + length;
  complaint = translate_complaint (said);
  /* Translators: the number of a line in a file, and what is wrong with it */
  return g_strdup_printf (_ ("Line %u: %s"), line, complaint);
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
