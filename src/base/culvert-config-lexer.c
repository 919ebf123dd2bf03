/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-lexer.h"

#include <string.h>

typedef enum
{
  BETWEEN_WORDS,
  IN_BARE_WORD,
  IN_QUOTES,
  IN_SINGLE_QUOTES,
  IN_COMMENT,
} State;

typedef struct
{
  State state;
  gboolean is_escaped; /* by the character before */
  char word[CULVERT_CONFIG_MAX_WORD];
  gsize length;
  GPtrArray *words; /* (unowned) */
  guint n_words;
} Lexer;

static void
end_word (Lexer *self)
{
  g_ptr_array_add (self->words, g_strndup (self->word, self->length));
  self->length = 0;
  self->n_words++;
  self->state = BETWEEN_WORDS;
}

/* Returns: the character if it is the first of a bare word, else NUL */
static char
begin_word (Lexer *self, char c, gboolean was_escaped)
{
  if (culvert_config_is_blank (c))
    return '\0';

  if (c == '#' || c == ';')
    self->state = IN_COMMENT;
  else if (c == '"' && !was_escaped)
    self->state = IN_QUOTES;
  else if (c == '\'' && !was_escaped)
    self->state = IN_SINGLE_QUOTES;
  else
    self->state = IN_BARE_WORD;

  return self->state == IN_BARE_WORD ? c : '\0';
}

static gboolean
ends_word (const Lexer *self, char c, gboolean was_escaped)
{
  switch (self->state)
    {
    case IN_BARE_WORD:
      return culvert_config_is_blank (c) && !was_escaped;
    case IN_QUOTES:
      return c == '"' && !was_escaped;
    case IN_SINGLE_QUOTES:
      return c == '\'';
    case BETWEEN_WORDS:
    case IN_COMMENT:
      break;
    }

  return FALSE;
}

static CulvertConfigLexis
take (Lexer *self, char c)
{
  gboolean was_escaped = self->is_escaped;
  char kept = '\0';

  self->is_escaped = c == '\\' && !was_escaped && self->state != IN_SINGLE_QUOTES;
  if (self->is_escaped || self->state == IN_COMMENT)
    return CULVERT_CONFIG_LEXIS_GOOD;

  if (self->state == BETWEEN_WORDS)
    kept = begin_word (self, c, was_escaped);
  else if (ends_word (self, c, was_escaped))
    end_word (self);
  else
    kept = c;

  if (kept == '\0')
    return CULVERT_CONFIG_LEXIS_GOOD;
  if (was_escaped && kept != '\\' && kept != '"' && !culvert_config_is_blank (kept))
    return CULVERT_CONFIG_LEXIS_BAD_BACKSLASH;
  if (self->length == sizeof self->word)
    return CULVERT_CONFIG_LEXIS_LONG_WORD;

  self->word[self->length++] = kept;
  return CULVERT_CONFIG_LEXIS_GOOD;
}

static CulvertConfigLexis
end_line (const Lexer *self)
{
  switch (self->state)
    {
    case IN_BARE_WORD:
      return CULVERT_CONFIG_LEXIS_LAST_BACKSLASH;
    case IN_QUOTES:
      return CULVERT_CONFIG_LEXIS_OPEN_QUOTE;
    case IN_SINGLE_QUOTES:
      return CULVERT_CONFIG_LEXIS_OPEN_SINGLE_QUOTE;
    case BETWEEN_WORDS:
    case IN_COMMENT:
      break;
    }

  return CULVERT_CONFIG_LEXIS_GOOD;
}

static gboolean
is_more_than_a_comment (const char *rest, const char *end)
{
  while (rest < end && culvert_config_is_blank (*rest))
    rest++;

  return rest < end && *rest != '#' && *rest != ';';
}

CulvertConfigLexis
culvert_config_lex (const char *line, gsize length, GPtrArray *words, gboolean *has_more)
{
  CulvertConfigLexis lexis = CULVERT_CONFIG_LEXIS_GOOD;
  const char *end = line + length;
  const char *at = line;
  Lexer lexer = { .words = words };

  g_return_val_if_fail (line != NULL, CULVERT_CONFIG_LEXIS_GOOD);
  g_return_val_if_fail (words != NULL, CULVERT_CONFIG_LEXIS_GOOD);
  g_return_val_if_fail (has_more != NULL, CULVERT_CONFIG_LEXIS_GOOD);

  while (at < end && lexis == CULVERT_CONFIG_LEXIS_GOOD && lexer.n_words < CULVERT_CONFIG_MAX_WORDS)
    lexis = take (&lexer, *at++);
  if (at == end && lexis == CULVERT_CONFIG_LEXIS_GOOD && lexer.n_words < CULVERT_CONFIG_MAX_WORDS)
    lexis = take (&lexer, '\0');
  if (lexis == CULVERT_CONFIG_LEXIS_GOOD)
    lexis = end_line (&lexer);

  *has_more = is_more_than_a_comment (at, end);
  explicit_bzero (&lexer, sizeof lexer);

  return lexis;
}

/* The end of the text is a blank that an escape cannot make part of a word. */
gboolean
culvert_config_is_blank (char c)
{
  return c == '\0' || g_ascii_isspace (c) || c == '\v';
}

void
culvert_config_word_free (char *word)
{
  if (word != NULL)
    explicit_bzero (word, strlen (word));
  g_free (word);
}
