/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A command as a daemon describes it. Raw remote text. */
typedef struct
{
  char *name;  /* (owned): the first word */
  char *usage; /* (owned): the name and what follows it */
  char *text;  /* (owned): what it does */
} CulvertSessionHelpItem;

/**
 * CulvertSessionHelp:
 *
 * What a daemon says that it can do, from its reply to `help`: lines like `name words : text`, each
 * with lines below it that go on with the text. At most 200 commands are kept.
 */
typedef struct _CulvertSessionHelp CulvertSessionHelp;

CulvertSessionHelp *culvert_session_help_new (void);
void culvert_session_help_free (CulvertSessionHelp *self);

void culvert_session_help_take_line (CulvertSessionHelp *self, const char *line);
guint culvert_session_help_get_n (const CulvertSessionHelp *self);

/* The command of this name, the first where there is more than one way to use it. (nullable)
 * (transfer none) */
const CulvertSessionHelpItem *culvert_session_help_find (const CulvertSessionHelp *self,
                                                         const char *name);
/* Returns: (transfer container) (element-type utf8): the names that begin like this, by the
 * alphabet, each once */
GPtrArray *culvert_session_help_match (const CulvertSessionHelp *self, const char *start);
/* Returns: (transfer full): as much more of `start` as all of them have; a blank behind the only
 * one */
char *culvert_session_help_complete (const CulvertSessionHelp *self, const char *start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertSessionHelp, culvert_session_help_free)

G_END_DECLS
