/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-support-profile.h"

#include "culvert-config-writer.h"

#define LEFT_OUT "(left out)"

static gboolean
has_name (const CulvertConfigDirective *directive, const char *const *names)
{
  return g_strv_contains (names, culvert_config_directive_get_name (directive));
}

static void
leave_out_block (CulvertConfigDirective *directive)
{
  if (directive->block == NULL)
    return;

  culvert_secret_text_unref (directive->block);
  directive->block = culvert_secret_text_new (LEFT_OUT "\n", -1);
}

/* From the word at `index` on. */
static void
leave_out_words (CulvertConfigDirective *directive, guint index)
{
  if (directive->words->len <= index)
    return;

  g_ptr_array_set_size (directive->words, (int) index);
  g_ptr_array_add (directive->words, g_strdup (LEFT_OUT));
}

static void
clean (GPtrArray *config, CulvertRedaction *redaction)
{
  static const char *const variables[] = { "setenv", "setenv-safe", NULL };
  static const char *const tokens[] = { "auth-token", "auth-token-user", NULL };
  static const char *const hosts[] = { "remote", "http-proxy", "socks-proxy", NULL };

  for (guint i = 0; i < config->len; i++)
    {
      CulvertConfigDirective *directive = config->pdata[i];

      leave_out_block (directive);
      if (has_name (directive, variables))
        leave_out_words (directive, 2);
      if (has_name (directive, tokens))
        leave_out_words (directive, 1);
      if (has_name (directive, hosts))
        culvert_redaction_add_host (redaction, culvert_config_directive_get_word (directive, 1));
      if (directive->children != NULL)
        clean (directive->children, redaction);
    }
}

char *
culvert_support_profile_text (CulvertSecretText *text, CulvertRedaction *redaction)
{
  g_autoptr (GPtrArray) config = NULL;
  g_autoptr (CulvertSecretText) cleaned = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (CULVERT_IS_REDACTION (redaction), NULL);

  config = culvert_config_parse (culvert_secret_text_peek (text),
                                 culvert_secret_text_get_length (text),
                                 &error);
  if (config != NULL)
    {
      clean (config, redaction);
      cleaned = culvert_config_write (config, &error);
    }
  /* What is wrong could quote what is wrong. */
  if (cleaned == NULL)
    return g_strdup ("(the profile cannot be read)");

  return g_strdup (culvert_secret_text_peek (cleaned));
}
