/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-import-notes"

#include "culvert-import-notes.h"

#include "culvert-certificate-text.h"
#include "culvert-certificate.h"
#include "culvert-config-words.h"
#include "culvert-plain-text.h"

#include <glib/gi18n.h>

enum
{
  MAX_NAME_CHARACTERS = 48,
  MAX_HOST_CHARACTERS = 100,
  MAX_COMMAND_CHARACTERS = 400,
};

static void
line_free (CulvertImportLine *line)
{
  g_free (line->title);
  g_free (line->text);
  g_free (line);
}

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
}

static void
add (GPtrArray *list, const char *icon_name, char *owned_title, char *owned_text)
{
  CulvertImportLine *line = g_new0 (CulvertImportLine, 1);

  line->icon_name = icon_name;
  line->title = owned_title;
  line->text = owned_text;
  g_ptr_array_add (list, line);
}

/* Nobody reads thousands of lines, and no window can hold them. */
static GPtrArray *
cut (GPtrArray *owned_list)
{
  guint n_more;

  if (owned_list->len <= CULVERT_IMPORT_MAX_LINES)
    return owned_list;

  n_more = owned_list->len - CULVERT_IMPORT_MAX_LINES + 1;
  g_ptr_array_set_size (owned_list, CULVERT_IMPORT_MAX_LINES - 1);
  add (owned_list,
       NULL,
       g_strdup_printf (ngettext ("And %u more", "And %u more", n_more), n_more),
       NULL);

  return owned_list;
}

static char *
say_place (const CulvertConfigNote *note)
{
  g_autofree char *name = culvert_plain_text (note->name, -1, MAX_NAME_CHARACTERS);

  /* Translators: the number of a line in a file, and what stands at its beginning. */
  return g_strdup_printf (_ ("Line %u: %s"), note->line, name);
}

static char *
say_protocol (const char *protocol)
{
  if (g_str_has_prefix (protocol, "udp"))
    return g_strdup ("UDP");
  if (g_str_has_prefix (protocol, "tcp"))
    return g_strdup ("TCP");

  return culvert_plain_text (protocol, -1, MAX_NAME_CHARACTERS);
}

/* Everything that would run, in the order of the lines. */
static void
collect_commands (GPtrArray *config, GPtrArray *commands)
{
  for (guint i = 0; i < config->len; i++)
    {
      const CulvertConfigDirective *directive = config->pdata[i];
      g_autoptr (GString) command = NULL;
      CulvertConfigReason reason;

      if (directive->children != NULL)
        collect_commands (directive->children, commands);
      culvert_config_judge (directive, &reason);
      if (reason != CULVERT_CONFIG_REASON_RUNS_PROGRAM)
        continue;

      command = g_string_new (culvert_config_directive_get_name (directive));
      for (guint word = 1; word < directive->words->len; word++)
        g_string_append_printf (command,
                                " %s",
                                culvert_config_directive_get_word (directive, word));
      g_ptr_array_add (commands, culvert_plain_text (command->str, -1, MAX_COMMAND_CHARACTERS));
    }
}

/* What is stored has passed the same reading before. (transfer full) (element-type utf8) */
static GPtrArray *
list_commands (CulvertConfigImport *import)
{
  CulvertSecretText *text = culvert_config_import_get_text (import);
  GPtrArray *commands = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) config = culvert_config_parse (culvert_secret_text_peek (text),
                                                       culvert_secret_text_get_length (text),
                                                       NULL);

  g_assert (config != NULL);
  collect_commands (config, commands);

  return commands;
}

static gboolean
is_limit (const CulvertConfigNote *note)
{
  return note->verdict == CULVERT_CONFIG_VERDICT_USER_MODE;
}

/* Why a line costs rights. What it comes to for the connection is said once for all of them. */
static const char *
say_limit (CulvertConfigReason reason)
{
  switch (reason)
    {
    case CULVERT_CONFIG_REASON_RUNS_PROGRAM:
      return _ ("Starts a program");
    case CULVERT_CONFIG_REASON_WRITES_FILE:
      return _ ("Writes a file of its choice");
    case CULVERT_CONFIG_REASON_READS_FILE:
      return _ ("Reads a file that is not part of the profile");
    case CULVERT_CONFIG_REASON_SETS_ENVIRONMENT:
      return _ ("Can change what programs do");
    case CULVERT_CONFIG_REASON_NOT_LISTED:
      return _ ("Not known to be harmless");
    case CULVERT_CONFIG_REASON_ARGUMENTS:
      return _ ("Known, but not with these values");
    case CULVERT_CONFIG_REASON_NONE:
    case CULVERT_CONFIG_REASON_CONTROLS_DAEMON:
    case CULVERT_CONFIG_REASON_HOLDS_PASSWORD:
    case CULVERT_CONFIG_REASON_OTHER_SYSTEM:
    case CULVERT_CONFIG_REASON_TAKEN_IN:
    case CULVERT_CONFIG_REASON_INCLUDES_FILE:
    case CULVERT_CONFIG_REASON_NO_CONNECTION:
      break;
    }

  return culvert_config_words_reason (reason);
}

static GPtrArray *
list_notes (CulvertConfigImport *import,
            gboolean want_limits,
            const char *(*say) (CulvertConfigReason reason))
{
  GPtrArray *notes = culvert_config_import_get_notes (import);
  GPtrArray *list = list_new ();

  for (guint i = 0; i < notes->len; i++)
    {
      const CulvertConfigNote *note = notes->pdata[i];

      if (is_limit (note) == want_limits)
        add (list, NULL, say_place (note), g_strdup (say (note->reason)));
    }

  return cut (list);
}

/* (transfer full) (nullable): it cannot be read */
static CulvertCertificate *
read_certificate (const CulvertConfigCertificate *found)
{
  g_autoptr (GError) error = NULL;
  CulvertCertificate *certificate = culvert_certificate_new_from_bytes (found->der, &error);

  if (error != NULL)
    g_debug ("%s", error->message);

  return certificate;
}

static char *
say_owner (const char *role, CulvertCertificate *certificate)
{
  g_autofree char *subject = culvert_certificate_text_subject (certificate);

  if (certificate == NULL)
    return g_steal_pointer (&subject);
  if (g_str_equal (role, "cert"))
    /* Translators: in this and the next ones, %s is the name that is in a certificate. */
    return g_strdup_printf (_ ("Your certificate: %s"), subject);
  if (g_str_equal (role, "ca"))
    return g_strdup_printf (_ ("Authority: %s"), subject);

  return g_strdup_printf (_ ("Further certificate: %s"), subject);
}

static gboolean
is_doubtful (const CulvertConfigCertificate *found, gint64 now)
{
  g_autoptr (CulvertCertificate) certificate = read_certificate (found);

  return culvert_certificate_text_doubt (certificate, now) != NULL;
}

static void
add_certificates (GPtrArray *list, GPtrArray *certificates, gboolean want_doubtful, gint64 now)
{
  for (guint i = 0; i < certificates->len; i++)
    {
      const CulvertConfigCertificate *found = certificates->pdata[i];
      g_autoptr (CulvertCertificate) certificate = read_certificate (found);

      if ((culvert_certificate_text_doubt (certificate, now) != NULL) == want_doubtful)
        add (list,
             culvert_certificate_text_validity_icon (certificate, now),
             say_owner (found->role, certificate),
             culvert_certificate_text_validity (certificate, now));
    }
}

GPtrArray *
culvert_import_notes_list_servers (CulvertConfigImport *import)
{
  GPtrArray *servers = culvert_config_import_get_servers (import);
  GPtrArray *list = list_new ();

  for (guint i = 0; i < servers->len; i++)
    {
      const CulvertConfigServer *server = servers->pdata[i];
      g_autofree char *port = culvert_plain_text (server->port, -1, MAX_NAME_CHARACTERS);
      g_autofree char *protocol = say_protocol (server->protocol);

      add (list,
           NULL,
           culvert_plain_text (server->host, -1, MAX_HOST_CHARACTERS),
           /* Translators: a number, and "UDP" or "TCP". */
           g_strdup_printf (_ ("Port %s, %s"), port, protocol));
    }
  if (list->len == 0)
    add (list,
         NULL,
         g_strdup (_ ("No server")),
         g_strdup (_ ("It waits until the other side calls.")));

  return cut (list);
}

GPtrArray *
culvert_import_notes_list_programs (CulvertConfigImport *import)
{
  GPtrArray *notes = culvert_config_import_get_notes (import);
  g_autoptr (GPtrArray) commands = list_commands (import);
  GPtrArray *list = list_new ();

  for (guint i = 0; i < notes->len && list->len < commands->len; i++)
    {
      const CulvertConfigNote *note = notes->pdata[i];

      if (note->reason == CULVERT_CONFIG_REASON_RUNS_PROGRAM)
        add (list,
             NULL,
             g_strdup (commands->pdata[list->len]),
             g_strdup_printf (_ ("Line %u"), note->line));
    }

  return cut (list);
}

GPtrArray *
culvert_import_notes_list_new_programs (CulvertConfigImport *import, CulvertConfigImport *before)
{
  g_autoptr (GPtrArray) known =
      before != NULL ? list_commands (before) : g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) commands = list_commands (import);
  GPtrArray *list = list_new ();

  for (guint i = 0; i < commands->len; i++)
    {
      const char *command = commands->pdata[i];

      if (!g_ptr_array_find_with_equal_func (known, command, g_str_equal, NULL))
        add (list, NULL, g_strdup (command), NULL);
    }

  return cut (list);
}

GPtrArray *
culvert_import_notes_list_limits (CulvertConfigImport *import)
{
  return list_notes (import, TRUE, say_limit);
}

GPtrArray *
culvert_import_notes_list_changes (CulvertConfigImport *import)
{
  return list_notes (import, FALSE, culvert_config_words_reason);
}

GPtrArray *
culvert_import_notes_list_certificates (CulvertConfigImport *import, gint64 now)
{
  GPtrArray *certificates = culvert_config_import_get_certificates (import);
  GPtrArray *list = list_new ();

  add_certificates (list, certificates, TRUE, now);
  add_certificates (list, certificates, FALSE, now);

  return cut (list);
}

const char *
culvert_import_notes_rights (const CulvertConfigFacts *facts)
{
  g_return_val_if_fail (facts != NULL, NULL);

  return facts->is_root_eligible
             ? _ ("It does nothing but make a connection, so OpenVPN may be started with the "
                  "rights "
                  "of the administrator.")
             : _ ("OpenVPN runs with the rights of your account and may do no more than set up the "
                  "network, because of these lines:");
}

gboolean
culvert_import_notes_is_clean (CulvertConfigImport *import, gint64 now)
{
  GPtrArray *notes = culvert_config_import_get_notes (import);
  GPtrArray *certificates = culvert_config_import_get_certificates (import);

  for (guint i = 0; i < notes->len; i++)
    {
      const CulvertConfigNote *note = notes->pdata[i];

      if (note->reason != CULVERT_CONFIG_REASON_TAKEN_IN)
        return FALSE;
    }
  for (guint i = 0; i < certificates->len; i++)
    if (is_doubtful (certificates->pdata[i], now))
      return FALSE;

  return TRUE;
}

guint
culvert_import_notes_get_line (const GError *error)
{
  static const char beginning[] = "Line ";

  g_return_val_if_fail (error != NULL, 0);

  if (error->domain != CULVERT_CONFIG_ERROR || !g_str_has_prefix (error->message, beginning))
    return 0;

  return (guint) g_ascii_strtoull (error->message + strlen (beginning), NULL, 10);
}

char *
culvert_import_notes_complaint (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return culvert_config_words_complaint (error->message);
}
