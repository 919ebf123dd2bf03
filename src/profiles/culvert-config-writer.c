/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-writer.h"

#include "culvert-config-lexer.h"

#include <string.h>

/* Counts what it would write, and writes it if there is where to: so that the text is allocated
 * once and no copy of a secret is left behind by growing. */
typedef struct
{
  CulvertSecretText *text; /* (unowned) (nullable) */
  gsize length;
} Sink;

static void
put_bytes (Sink *sink, const char *bytes, gsize length)
{
  if (sink->text != NULL)
    culvert_secret_text_append (sink->text, bytes, (gssize) length);
  sink->length += length;
}

static void
put (Sink *sink, const char *text)
{
  put_bytes (sink, text, strlen (text));
}

/* Without a quote, a backslash or a comment sign anywhere; everybody agrees on those. */
static gboolean
is_bare (const char *word)
{
  for (const char *at = word; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("-_.:/,+=@", *at) == NULL)
      return FALSE;

  return *word != '\0';
}

static void
put_escaped (Sink *sink, const char *word)
{
  put (sink, "\"");
  for (const char *at = word; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        put (sink, "\\");
      put_bytes (sink, at, 1);
    }
  put (sink, "\"");
}

static void
put_word (Sink *sink, const char *word)
{
  if (is_bare (word))
    {
      put (sink, word);
    }
  else if (strchr (word, '\'') == NULL)
    {
      put (sink, "'");
      put (sink, word);
      put (sink, "'");
    }
  else
    {
      put_escaped (sink, word);
    }
}

static gboolean
put_line (Sink *sink, const CulvertConfigDirective *directive, GError **error)
{
  gsize start = sink->length;

  for (guint i = 0; i < directive->words->len; i++)
    {
      if (i > 0)
        put (sink, " ");
      put_word (sink, directive->words->pdata[i]);
    }

  if (sink->length - start > CULVERT_CONFIG_MAX_LINE)
    {
      culvert_config_complain (error,
                               CULVERT_CONFIG_ERROR_BROKEN,
                               directive->line,
                               "it is longer than %d bytes when it is quoted.",
                               CULVERT_CONFIG_MAX_LINE);
      return FALSE;
    }

  put (sink, "\n");
  return TRUE;
}

static void
put_tag (Sink *sink, const char *bracket, const char *name)
{
  put (sink, bracket);
  put (sink, name);
  put (sink, ">\n");
}

static gboolean
put_children (Sink *sink, GPtrArray *children, GError **error)
{
  for (guint i = 0; i < children->len; i++)
    if (!put_line (sink, children->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
put_directive (Sink *sink, const CulvertConfigDirective *directive, GError **error)
{
  const char *name = culvert_config_directive_get_name (directive);

  if (directive->block == NULL && directive->children == NULL)
    return put_line (sink, directive, error);

  put_tag (sink, "<", name);
  if (directive->block != NULL)
    put_bytes (sink,
               culvert_secret_text_peek (directive->block),
               culvert_secret_text_get_length (directive->block));
  else if (!put_children (sink, directive->children, error))
    return FALSE;
  put_tag (sink, "</", name);

  return TRUE;
}

static gboolean
put_config (Sink *sink, GPtrArray *config, GError **error)
{
  for (guint i = 0; i < config->len; i++)
    if (!put_directive (sink, config->pdata[i], error))
      return FALSE;

  return TRUE;
}

CulvertSecretText *
culvert_config_write (GPtrArray *config, GError **error)
{
  g_autoptr (CulvertSecretText) text = NULL;
  Sink counting = { NULL };
  Sink writing = { NULL };

  g_return_val_if_fail (config != NULL, NULL);

  if (!put_config (&counting, config, error))
    return NULL;
  if (counting.length > CULVERT_CONFIG_MAX_BYTES)
    {
      g_set_error (error,
                   CULVERT_CONFIG_ERROR,
                   CULVERT_CONFIG_ERROR_TOO_BIG,
                   "A profile may have at most %d KiB together with the files that it names.",
                   CULVERT_CONFIG_MAX_BYTES / 1024);
      return NULL;
    }

  text = culvert_secret_text_new_sized (counting.length);
  writing.text = text;
  if (!put_config (&writing, config, error))
    return NULL;

  return g_steal_pointer (&text);
}
