/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config.h"

#include "culvert-config-lexer.h"

#include <stdarg.h>
#include <string.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* What may stand between `<tag>` and `</tag>`. */
static const char *const block_tags[] = {
  "auth-user-pass",
  "ca",
  "cert",
  "connection",
  "crl-verify",
  "dh",
  "extra-certs",
  "http-proxy-user-pass",
  "key",
  "peer-fingerprint",
  "pkcs12",
  "secret",
  "tls-auth",
  "tls-crypt",
  "tls-crypt-v2",
  "verify-hash",
  NULL,
};

/* Goes through the physical lines. */
typedef struct
{
  const char *at;
  const char *end;
  const char *line; /* the current one */
  gsize length;     /* with its line ending */
  guint number;
} Reader;

static void
complain_of_break (GError **error, guint line, const char *sentence)
{
  culvert_config_complain (error, CULVERT_CONFIG_ERROR_BROKEN, line, "%s", sentence);
}

static CulvertConfigDirective *
directive_new_empty (guint line)
{
  CulvertConfigDirective *self = g_new0 (CulvertConfigDirective, 1);

  self->line = line;
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_word_free);

  return self;
}

static gpointer
copy_child (gconstpointer child, gpointer data)
{
  return culvert_config_directive_copy (child);
}

static gboolean
is_text_byte (guchar byte)
{
  if (byte < 0x20)
    return byte == '\t' || byte == '\n' || byte == '\v' || byte == '\f';

  return byte != 0x7f;
}

/* A carriage return is a line's end or a trap; a NUL ends the line for the daemon alone. */
static gboolean
check_bytes (const Reader *reader, GError **error)
{
  for (gsize i = 0; i < reader->length; i++)
    {
      gboolean ends_line =
          reader->line[i] == '\r' && i + 1 < reader->length && reader->line[i + 1] == '\n';

      if (!ends_line && !is_text_byte ((guchar) reader->line[i]))
        {
          complain_of_break (error, reader->number, "a control character does not belong here.");
          return FALSE;
        }
    }

  return TRUE;
}

/* Returns: FALSE at the end, or with an error */
static gboolean
read_line (Reader *reader, GError **error)
{
  const char *feed;

  if (reader->at == reader->end)
    return FALSE;

  feed = memchr (reader->at, '\n', (gsize) (reader->end - reader->at));
  reader->line = reader->at;
  reader->at = feed != NULL ? feed + 1 : reader->end;
  reader->length = (gsize) (reader->at - reader->line);
  reader->number++;

  if (reader->number > CULVERT_CONFIG_MAX_LINES)
    {
      culvert_config_complain (error,
                               CULVERT_CONFIG_ERROR_TOO_BIG,
                               reader->number,
                               "a profile may have at most %d lines.",
                               CULVERT_CONFIG_MAX_LINES);
      return FALSE;
    }
  if (reader->length - (feed != NULL) > CULVERT_CONFIG_MAX_LINE)
    {
      culvert_config_complain (error,
                               CULVERT_CONFIG_ERROR_BROKEN,
                               reader->number,
                               "it is longer than %d bytes.",
                               CULVERT_CONFIG_MAX_LINE);
      return FALSE;
    }

  return check_bytes (reader, error);
}

static const char *
describe_lexis (CulvertConfigLexis lexis)
{
  switch (lexis)
    {
    case CULVERT_CONFIG_LEXIS_OPEN_QUOTE:
      return "a quotation mark (\") is not closed.";
    case CULVERT_CONFIG_LEXIS_OPEN_SINGLE_QUOTE:
      return "a single quotation mark (') is not closed.";
    case CULVERT_CONFIG_LEXIS_BAD_BACKSLASH:
      return "a backslash stands before a character that it cannot protect.";
    case CULVERT_CONFIG_LEXIS_LAST_BACKSLASH:
      return "it ends in a backslash.";
    case CULVERT_CONFIG_LEXIS_LONG_WORD:
      return "a value is too long.";
    case CULVERT_CONFIG_LEXIS_GOOD:
      break;
    }

  return NULL;
}

static gboolean
is_clean (const char *word)
{
  for (const char *at = word; *at != '\0'; at++)
    if ((guchar) *at < 0x20)
      return FALSE;

  return g_utf8_validate (word, -1, NULL);
}

/* The daemon takes `--` away once. */
static void
drop_dashes (char *name)
{
  if (g_str_has_prefix (name, "--"))
    memmove (name, name + 2, strlen (name) - 1);
}

static gboolean
check_words (GPtrArray *words, guint line, GError **error)
{
  for (guint i = 0; i < words->len; i++)
    if (!is_clean (words->pdata[i]))
      {
        complain_of_break (error, line, "a value is not plain UTF-8 text.");
        return FALSE;
      }

  return TRUE;
}

/* (transfer full): without words if there are none in the line; NULL with an error */
static CulvertConfigDirective *
lex_line (const Reader *reader, GError **error)
{
  gsize mark = reader->number == 1 && reader->length >= strlen (byte_order_mark) &&
                       memcmp (reader->line, byte_order_mark, strlen (byte_order_mark)) == 0
                   ? strlen (byte_order_mark)
                   : 0;
  g_autoptr (CulvertConfigDirective) directive = directive_new_empty (reader->number);
  gboolean has_more;
  CulvertConfigLexis lexis =
      culvert_config_lex (reader->line + mark, reader->length - mark, directive->words, &has_more);

  if (lexis != CULVERT_CONFIG_LEXIS_GOOD)
    {
      complain_of_break (error, reader->number, describe_lexis (lexis));
      return NULL;
    }
  if (has_more)
    {
      culvert_config_complain (error,
                               CULVERT_CONFIG_ERROR_BROKEN,
                               reader->number,
                               "it has more than %d words.",
                               CULVERT_CONFIG_MAX_WORDS);
      return NULL;
    }
  if (!check_words (directive->words, reader->number, error))
    return NULL;

  if (directive->words->len > 0)
    drop_dashes (directive->words->pdata[0]);

  return g_steal_pointer (&directive);
}

/* `<tag>` alone; the daemon asks for no more than the brackets. */
static gboolean
begins_block (const CulvertConfigDirective *directive)
{
  const char *name = directive->words->len == 1 ? directive->words->pdata[0] : "";

  return g_str_has_prefix (name, "<") && g_str_has_suffix (name, ">");
}

static gboolean
is_end_of_block (const Reader *reader, const char *end_tag)
{
  const char *at = reader->line;
  const char *end = reader->line + reader->length;

  while (at < end && culvert_config_is_blank (*at))
    at++;

  return (gsize) (end - at) >= strlen (end_tag) && memcmp (at, end_tag, strlen (end_tag)) == 0;
}

/* Up to its end tag. The reader is left behind that; the result is what stands before it. */
static gboolean
skip_block (Reader *reader, const char *tag, guint line, Reader *block, GError **error)
{
  g_autofree char *end_tag = g_strdup_printf ("</%s>", tag);
  GError *local_error = NULL;

  *block = *reader;
  while (read_line (reader, &local_error))
    {
      if (is_end_of_block (reader, end_tag))
        {
          block->end = reader->line;
          return TRUE;
        }
      if ((gsize) (reader->at - block->at) > CULVERT_CONFIG_MAX_BLOCK)
        {
          culvert_config_complain (error,
                                   CULVERT_CONFIG_ERROR_TOO_BIG,
                                   line,
                                   "a block may have at most %d KiB.",
                                   CULVERT_CONFIG_MAX_BLOCK / 1024);
          return FALSE;
        }
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    culvert_config_complain (error,
                             CULVERT_CONFIG_ERROR_BROKEN,
                             line,
                             "the block <%s> has no end.",
                             tag);
  return FALSE;
}

/* (transfer full): the lines, each with one line feed and no carriage return */
static CulvertSecretText *
read_block_text (Reader *block)
{
  CulvertSecretText *text = culvert_secret_text_new_sized ((gsize) (block->end - block->at));

  while (read_line (block, NULL))
    {
      gboolean has_return = block->length >= 2 && block->line[block->length - 2] == '\r';

      culvert_secret_text_append (text, block->line, (gssize) block->length - 1 - has_return);
      culvert_secret_text_append (text, "\n", 1);
    }

  return text;
}

static gboolean
is_name (const char *name)
{
  if (!g_ascii_isalnum (*name))
    return FALSE;

  for (const char *at = name; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-' && *at != '_')
      return FALSE;

  return TRUE;
}

static gboolean
check_name (const CulvertConfigDirective *directive, GError **error)
{
  if (is_name (directive->words->pdata[0]))
    return TRUE;

  complain_of_break (error, directive->line, "it does not begin with the name of a directive.");
  return FALSE;
}

/* The lines have been looked at while the end of the block was sought. */
static GPtrArray *
read_children (Reader *block, GError **error)
{
  g_autoptr (GPtrArray) children = culvert_config_new ();

  while (read_line (block, NULL))
    {
      g_autoptr (CulvertConfigDirective) child = lex_line (block, error);

      if (child == NULL)
        return NULL;
      if (child->words->len == 0)
        continue;
      if (!check_name (child, error))
        return NULL;
      g_ptr_array_add (children, g_steal_pointer (&child));
    }

  return g_steal_pointer (&children);
}

/* Turns `<tag>` into `tag` with what follows up to its end. */
static gboolean
take_block (CulvertConfigDirective *directive, Reader *reader, GError **error)
{
  char *name = directive->words->pdata[0];
  Reader block;

  name[strlen (name) - 1] = '\0';
  memmove (name, name + 1, strlen (name));
  if (!g_strv_contains (block_tags, name))
    {
      complain_of_break (error, directive->line, "a block of this name is not known.");
      return FALSE;
    }
  if (!skip_block (reader, name, directive->line, &block, error))
    return FALSE;

  if (!g_str_equal (name, "connection"))
    directive->block = read_block_text (&block);
  else
    directive->children = read_children (&block, error);

  return directive->block != NULL || directive->children != NULL;
}

CulvertConfigDirective *
culvert_config_directive_new (guint line, const char *const *words)
{
  CulvertConfigDirective *self;

  g_return_val_if_fail (words != NULL && words[0] != NULL, NULL);

  self = directive_new_empty (line);
  for (gsize i = 0; words[i] != NULL; i++)
    g_ptr_array_add (self->words, g_strdup (words[i]));

  return self;
}

CulvertConfigDirective *
culvert_config_directive_copy (const CulvertConfigDirective *self)
{
  CulvertConfigDirective *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = directive_new_empty (self->line);
  for (guint i = 0; i < self->words->len; i++)
    g_ptr_array_add (copy->words, g_strdup (self->words->pdata[i]));
  if (self->block != NULL)
    copy->block = culvert_secret_text_ref (self->block);
  if (self->children != NULL)
    {
      copy->children = g_ptr_array_copy (self->children, copy_child, NULL);
      g_ptr_array_set_free_func (copy->children, (GDestroyNotify) culvert_config_directive_free);
    }

  return copy;
}

void
culvert_config_directive_free (CulvertConfigDirective *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->block, culvert_secret_text_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

const char *
culvert_config_directive_get_name (const CulvertConfigDirective *self)
{
  return culvert_config_directive_get_word (self, 0);
}

const char *
culvert_config_directive_get_word (const CulvertConfigDirective *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);

  return index < self->words->len ? self->words->pdata[index] : NULL;
}

GPtrArray *
culvert_config_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) config = culvert_config_new ();
  Reader reader = { .at = text, .end = text + length };
  GError *local_error = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > CULVERT_CONFIG_MAX_BYTES)
    {
      g_set_error (error,
                   CULVERT_CONFIG_ERROR,
                   CULVERT_CONFIG_ERROR_TOO_BIG,
                   "A profile may have at most %d KiB.",
                   CULVERT_CONFIG_MAX_BYTES / 1024);
      return NULL;
    }

  while (read_line (&reader, &local_error))
    {
      g_autoptr (CulvertConfigDirective) directive = lex_line (&reader, error);

      if (directive == NULL)
        return NULL;
      if (directive->words->len == 0)
        continue;
      if (begins_block (directive) ? !take_block (directive, &reader, error)
                                   : !check_name (directive, error))
        return NULL;
      g_ptr_array_add (config, g_steal_pointer (&directive));
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&config);
}

GPtrArray *
culvert_config_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_directive_free);
}

const CulvertConfigDirective *
culvert_config_find (GPtrArray *config, const char *name)
{
  g_return_val_if_fail (config != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = config->len; i > 0; i--)
    if (g_str_equal (culvert_config_directive_get_name (config->pdata[i - 1]), name))
      return config->pdata[i - 1];

  return NULL;
}

void
culvert_config_complain (GError **error,
                         CulvertConfigError code,
                         guint line,
                         const char *format,
                         ...)
{
  g_autofree char *complaint = NULL;
  va_list arguments;

  va_start (arguments, format);
  complaint = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, CULVERT_CONFIG_ERROR, code, "Line %u: %s", line, complaint);
}
