/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-policy.h"

G_BEGIN_DECLS

/**
 * CulvertConfigNote:
 * @line: of the file that was imported
 * @name: of the directive
 * @verdict: what is done about it: ALLOWED with a reason was changed, and is in the profile
 * @reason: why
 */
typedef struct
{
  guint line;
  char *name; /* (owned) */
  CulvertConfigVerdict verdict;
  CulvertConfigReason reason;
} CulvertConfigNote;

/**
 * CulvertConfigFacts:
 * @is_root_eligible: every directive is allowed
 * @runs_programs: a program or library of the profile's choice is run when it connects
 * @reads_files: it names files, or a folder of them, that are not part of it
 * @binds_device: it ties its traffic to a network device
 * @needs_user_name: a user name and a password will be asked for
 * @n_remotes: how many servers it names
 *
 * What a start has to know.
 */
typedef struct
{
  gboolean is_root_eligible;
  gboolean runs_programs;
  gboolean reads_files;
  gboolean binds_device;
  gboolean needs_user_name;
  guint n_remotes;
} CulvertConfigFacts;

CulvertConfigNote *culvert_config_note_new (guint line,
                                            const char *name,
                                            CulvertConfigVerdict verdict,
                                            CulvertConfigReason reason);
void culvert_config_note_free (CulvertConfigNote *self);

/**
 * culvert_config_review:
 * @config: (element-type CulvertConfigDirective): as it was parsed
 * @notes: (element-type CulvertConfigNote): where to say what is not simply allowed
 * @facts: (out)
 *
 * Judges every directive and leaves out what must not stay. What names a file with a password asks
 * for it instead.
 *
 * Returns: (transfer full) (nullable) (element-type CulvertConfigDirective): NULL with an error if
 *   the profile must not be taken
 */
GPtrArray *culvert_config_review (GPtrArray *config,
                                  GPtrArray *notes,
                                  CulvertConfigFacts *facts,
                                  GError **error);

/**
 * culvert_config_examine:
 * @text: of a profile that was imported
 *
 * Judges a profile once more, directly before it is used: the very bytes that are used. It is an
 * error if there is anything in it that an import leaves out.
 */
gboolean
culvert_config_examine (const char *text, gsize length, CulvertConfigFacts *facts, GError **error);

G_END_DECLS
