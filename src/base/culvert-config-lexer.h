/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a file breaks a line in two for the daemon; a longer line means something else to it. */
#define CULVERT_CONFIG_MAX_LINE 254

/* The daemon ignores what follows, so nobody may believe that it counts. */
#define CULVERT_CONFIG_MAX_WORDS 16

#define CULVERT_CONFIG_MAX_WORD 256

/**
 * CulvertConfigLexis:
 *
 * What the daemon's own reading of a line comes to; everything but GOOD is a line that it refuses.
 */
typedef enum
{
  CULVERT_CONFIG_LEXIS_GOOD,
  CULVERT_CONFIG_LEXIS_OPEN_QUOTE,        /* no closing " */
  CULVERT_CONFIG_LEXIS_OPEN_SINGLE_QUOTE, /* no closing ' */
  CULVERT_CONFIG_LEXIS_BAD_BACKSLASH,     /* before anything but a blank, " or a backslash */
  CULVERT_CONFIG_LEXIS_LAST_BACKSLASH,    /* with nothing behind it, not even a line feed */
  CULVERT_CONFIG_LEXIS_LONG_WORD,
} CulvertConfigLexis;

/**
 * culvert_config_lex:
 * @line: with its line feed, where it has one: an escaped line feed is part of a word
 * @words: (element-type utf8): where the words are added; a comment or nothing adds none
 * @has_more: (out): whether something stands behind the last word that the daemon reads
 *
 * Cuts a line into words as the daemon does. The words may be secret: @words frees them with
 * culvert_config_word_free().
 */
CulvertConfigLexis
culvert_config_lex (const char *line, gsize length, GPtrArray *words, gboolean *has_more);

/* What is_space() is to the daemon, in any locale. */
gboolean culvert_config_is_blank (char c);

/* Wipes it first. */
void culvert_config_word_free (char *word);

G_END_DECLS
