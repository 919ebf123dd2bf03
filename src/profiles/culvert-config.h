/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-error.h"
#include "culvert-secret-text.h"

G_BEGIN_DECLS

/* What a profile may hold; beyond it is a mistake or an attack. */
#define CULVERT_CONFIG_MAX_BYTES (1024 * 1024)
#define CULVERT_CONFIG_MAX_LINES 10000
#define CULVERT_CONFIG_MAX_BLOCK (512 * 1024)

/**
 * CulvertConfigDirective:
 *
 * One thing that a profile says: its words without quotes and without leading `--`, and what stood
 * between `<tag>` and `</tag>`. A block of directives (`<connection>`) is in @children, any other
 * in @block, whose lines all end in a line feed. Everything in it may be secret.
 */
typedef struct
{
  guint line;
  GPtrArray *words;         /* (owned) (element-type utf8): at least one */
  CulvertSecretText *block; /* (owned) (nullable) */
  GPtrArray *children;      /* (owned) (nullable) (element-type CulvertConfigDirective) */
} CulvertConfigDirective;

/* A directive of these words, NULL-terminated, and nothing else. */
CulvertConfigDirective *culvert_config_directive_new (guint line, const char *const *words);
CulvertConfigDirective *culvert_config_directive_copy (const CulvertConfigDirective *self);
void culvert_config_directive_free (CulvertConfigDirective *self);

const char *culvert_config_directive_get_name (const CulvertConfigDirective *self);

/* (nullable): the word after the name is 1 */
const char *culvert_config_directive_get_word (const CulvertConfigDirective *self, guint index);

/**
 * culvert_config_parse:
 *
 * Reads a profile as the daemon does, in its order; what the daemon would read in a way that can
 * surprise is an error that names the line. Nothing is judged here.
 *
 * Returns: (transfer full) (element-type CulvertConfigDirective) (nullable)
 */
GPtrArray *culvert_config_parse (const char *text, gsize length, GError **error);

/* (transfer full) (element-type CulvertConfigDirective): an empty one */
GPtrArray *culvert_config_new (void);

/* (transfer none) (nullable): the last directive of that name outside of `<connection>` */
const CulvertConfigDirective *culvert_config_find (GPtrArray *config, const char *name);

/* A complaint about a line: "Line 12: …". */
void culvert_config_complain (GError **error,
                              CulvertConfigError code,
                              guint line,
                              const char *format,
                              ...) G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertConfigDirective, culvert_config_directive_free)

G_END_DECLS
