/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-import-stage.h"

#include "culvert-test-certificate.h"

#include <glib/gstdio.h>
#include <string.h>

void
culvert_import_stage_set_up (CulvertImportStage *self)
{
  self->folder = g_dir_make_tmp ("culvert-import-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
}

void
culvert_import_stage_tear_down (CulvertImportStage *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (self->folder));
  g_clear_pointer (&self->folder, g_free);
}

GFile *
culvert_import_stage_write (CulvertImportStage *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

char *
culvert_import_stage_make_block (const char *tag, const char *subject, int to_day)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  CulvertTestCertificate test = {
    .subject = subject,
    .not_before = now - 800 * CULVERT_TEST_DAY,
    .not_after = now + to_day * CULVERT_TEST_DAY + 60,
  };
  g_autoptr (GBytes) pem = culvert_test_certificate_make (&test, TRUE);

  return g_strdup_printf ("<%s>\n%.*s</%s>\n",
                          tag,
                          (int) g_bytes_get_size (pem),
                          (const char *) g_bytes_get_data (pem, NULL),
                          tag);
}

CulvertConfigImport *
culvert_import_stage_import (const char *text, GError **error)
{
  g_autoptr (GPtrArray) config = culvert_config_parse (text, strlen (text), error);
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free);

  if (config != NULL)
    return culvert_config_import_new (config, notes, "Office.ovpn", error);

  g_ptr_array_unref (notes);
  return NULL;
}
