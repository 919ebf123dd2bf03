/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-verdict.h"

G_BEGIN_DECLS

/**
 * CulvertConfigForm:
 * @name: of a directive
 * @arguments: a harmless form of its arguments: kinds with blanks between them. `kind?` may be left
 *   out, `kind*` may come any number of times, `=word` is that word, and `=a|b` one of them.
 *   "block" alone means that the directive holds what it is about.
 */
typedef struct
{
  const char *name;
  const char *arguments;
} CulvertConfigForm;

/* Why these directives are not allowed in any other form. */
typedef struct
{
  const char *const *names; /* NULL-terminated */
  CulvertConfigVerdict verdict;
  CulvertConfigReason reason;
} CulvertConfigObjection;

/* The forms that may run as root. A name can come more than once. */
const CulvertConfigForm *culvert_config_table_get_forms (gsize *n_forms);

const CulvertConfigObjection *culvert_config_table_get_objections (gsize *n_objections);

G_END_DECLS
