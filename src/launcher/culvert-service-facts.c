/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-service-facts.h"

#include "culvert-config.h"

#include <string.h>

CulvertServiceFacts *
culvert_service_facts_new (void)
{
  CulvertServiceFacts *self = g_new0 (CulvertServiceFacts, 1);

  self->start_timeout = G_MAXUINT64;
  self->options = culvert_config_new ();
  self->user = g_strdup ("");
  return self;
}

void
culvert_service_facts_free (CulvertServiceFacts *self)
{
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->home, g_free);
  g_clear_pointer (&self->working_folder, g_free);
  g_clear_pointer (&self->command, g_strfreev);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->endpoint, g_free);
  g_clear_pointer (&self->closed_folder, g_free);
  g_clear_pointer (&self->closed_owner, g_free);
  g_clear_pointer (&self->closed_group, g_free);
  g_clear_pointer (&self->user, g_free);
  g_free (self);
}

/* The last of the commands is the one that stays. */
static char **
dup_command (GVariant *properties)
{
  g_autoptr (GVariant) commands =
      g_variant_lookup_value (properties, "ExecStart", G_VARIANT_TYPE ("a(sasbttttuii)"));
  gsize n = commands != NULL ? g_variant_n_children (commands) : 0;
  char **command = NULL;

  if (n > 0)
    g_variant_get_child (commands,
                         n - 1,
                         "(s^asbttttuii)",
                         NULL,
                         &command,
                         NULL,
                         NULL,
                         NULL,
                         NULL,
                         NULL,
                         NULL,
                         NULL,
                         NULL);
  return command;
}

void
culvert_service_facts_take_properties (CulvertServiceFacts *self, GVariant *properties)
{
  g_variant_lookup (properties, "Type", "s", &self->type);
  g_variant_lookup (properties, "TimeoutStartUSec", "t", &self->start_timeout);
  g_variant_lookup (properties, "ProtectHome", "s", &self->home);
  g_variant_lookup (properties, "WorkingDirectory", "s", &self->working_folder);
  self->command = dup_command (properties);
}

/* The words of the option at the front of some arguments; the one that is alone is a file. */
static char **
take_words (char ***arguments)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  char **argument = *arguments;

  g_strv_builder_add (words, g_str_has_prefix (*argument, "--") ? *argument + 2 : *argument);
  for (argument++; *argument != NULL && !g_str_has_prefix (*argument, "--"); argument++)
    g_strv_builder_add (words, *argument);
  *arguments = argument;

  return g_strv_builder_end (words);
}

static GPtrArray *
parse_command (char **command)
{
  GPtrArray *options = culvert_config_new ();
  char **argument = command != NULL && *command != NULL ? command + 1 : NULL;

  while (argument != NULL && *argument != NULL)
    {
      g_auto (GStrv) words = take_words (&argument);

      g_ptr_array_add (options, culvert_config_directive_new (0, (const char *const *) words));
    }
  return options;
}

char *
culvert_service_facts_dup_config_path (const CulvertServiceFacts *self)
{
  g_autoptr (GPtrArray) options = parse_command (self->command);
  const CulvertConfigDirective *config = culvert_config_find (options, "config");
  const CulvertConfigDirective *folder = culvert_config_find (options, "cd");
  const char *file = config != NULL ? culvert_config_directive_get_word (config, 1) : NULL;
  const char *base = folder != NULL ? culvert_config_directive_get_word (folder, 1) : NULL;

  if (file == NULL)
    return NULL;
  if (g_path_is_absolute (file))
    return g_strdup (file);
  if (base == NULL)
    base = self->working_folder;

  return base != NULL && g_path_is_absolute (base) ? g_build_filename (base, file, NULL) : NULL;
}

static void
add_all (GPtrArray *options, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (options, culvert_config_directive_copy (more->pdata[i]));
}

static char *
dup_endpoint (const CulvertServiceFacts *self)
{
  const char *address = culvert_service_facts_get (self, "management", 1);
  const char *port = culvert_service_facts_get (self, "management", 2);

  if (address == NULL || port == NULL)
    return NULL;
  if (g_str_equal (port, "unix"))
    return g_strconcat ("unix:", address, NULL);

  return g_strdup_printf (strchr (address, ':') != NULL ? "tcp:[%s]:%s" : "tcp:%s:%s",
                          address,
                          port);
}

void
culvert_service_facts_take_config (CulvertServiceFacts *self, const char *text, gsize length)
{
  g_autoptr (GPtrArray) command = parse_command (self->command);
  g_autoptr (GPtrArray) config = text != NULL ? culvert_config_parse (text, length, NULL) : NULL;

  self->are_options_whole = config != NULL;
  for (guint i = 0; i < command->len; i++)
    {
      g_ptr_array_add (self->options, culvert_config_directive_copy (command->pdata[i]));
      if (config != NULL &&
          g_str_equal (culvert_config_directive_get_name (command->pdata[i]), "config"))
        add_all (self->options, config);
    }
  if (self->endpoint == NULL)
    self->endpoint = dup_endpoint (self);
}

const char *
culvert_service_facts_get (const CulvertServiceFacts *self, const char *option, guint index)
{
  const CulvertConfigDirective *directive = culvert_config_find (self->options, option);

  return directive != NULL ? culvert_config_directive_get_word (directive, index) : NULL;
}

gboolean
culvert_service_facts_has (const CulvertServiceFacts *self, const char *option)
{
  return culvert_config_find (self->options, option) != NULL;
}

gboolean
culvert_service_facts_sets (const CulvertServiceFacts *self,
                            const char *option,
                            const char *first_word)
{
  for (guint i = 0; i < self->options->len; i++)
    {
      const CulvertConfigDirective *directive = self->options->pdata[i];

      if (g_str_equal (culvert_config_directive_get_name (directive), option) &&
          g_strcmp0 (culvert_config_directive_get_word (directive, 1), first_word) == 0)
        return TRUE;
    }
  return FALSE;
}
