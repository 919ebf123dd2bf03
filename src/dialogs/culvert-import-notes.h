/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-import.h"

G_BEGIN_DECLS

/* What a profile comes to before it is imported, in words; nothing here needs a display. Text from
 * the profile has gone through culvert_plain_text(). */

/* One line of a list. */
typedef struct
{
  const char *icon_name; /* (nullable): what draws the eye to it */
  char *title;           /* (owned) */
  char *text;            /* (owned) (nullable): what there is to say about it */
} CulvertImportLine;

/* No list is longer than this; the last line then says how many more there are. */
#define CULVERT_IMPORT_MAX_LINES 40

/* The lists are (transfer full) (element-type CulvertImportLine). */

/* Where it leads. */
GPtrArray *culvert_import_notes_list_servers (CulvertConfigImport *import);

/* What it would run, as it stands there. */
GPtrArray *culvert_import_notes_list_programs (CulvertConfigImport *import);

/* What it would run that another one would not; as above, but without the lines.
 * @before: (nullable): nothing would be run before */
GPtrArray *culvert_import_notes_list_new_programs (CulvertConfigImport *import,
                                                   CulvertConfigImport *before);

/* What keeps it from more than the rights of the user. */
GPtrArray *culvert_import_notes_list_limits (CulvertConfigImport *import);

/* What was changed or left out. */
GPtrArray *culvert_import_notes_list_changes (CulvertConfigImport *import);

/* Whose certificates are in it, and how long they are valid; the doubtful ones come first.
 * @now: in seconds since 1970 */
GPtrArray *culvert_import_notes_list_certificates (CulvertConfigImport *import, gint64 now);

/* With which rights OpenVPN may be started for it: a sentence. */
const char *culvert_import_notes_rights (const CulvertConfigFacts *facts);

/* There is nothing in it that somebody should look at first: no rights to limit, nothing left out
 * and no certificate that a server will refuse. */
gboolean culvert_import_notes_is_clean (CulvertConfigImport *import, gint64 now);

/* The line of the file that an error of #CulvertConfigError is about; 0 if it is about the whole.
 */
guint culvert_import_notes_get_line (const GError *error);

/* What the error says, fit to be shown. */
char *culvert_import_notes_complaint (const GError *error);

G_END_DECLS
