/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-import-batch.h"

#include "culvert-await.h"
#include "culvert-import-stage.h"

#define CLEAN  CULVERT_TEST_REMOTE
#define NOTED  CULVERT_TEST_REMOTE "log x\n"
#define BROKEN CULVERT_TEST_REMOTE "verb \"3\n"

typedef struct
{
  CulvertImportStage stage;
  CulvertImportBatch *batch; /* (owned) */
  guint n_changes;
} Fixture;

static void
on_changed (CulvertImportBatch *batch, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  culvert_import_stage_set_up (&fixture->stage);
  fixture->batch = culvert_import_batch_new ();
  g_signal_connect (fixture->batch, "changed", G_CALLBACK (on_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->batch);
  culvert_import_stage_tear_down (&fixture->stage);
}

static void
add_file (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GFile) file = culvert_import_stage_write (&fixture->stage, name, text);

  culvert_import_batch_add (fixture->batch, file);
}

static gboolean
is_read (Fixture *fixture)
{
  return culvert_import_batch_get_import (fixture->batch) != NULL ||
         culvert_import_batch_get_error (fixture->batch) != NULL;
}

static void
test_reads_one_after_another (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "one.ovpn", CLEAN);
  add_file (fixture, "two.ovpn", BROKEN);
  g_assert_cmpstr (culvert_import_batch_get_name (fixture->batch), ==, "one.ovpn");
  g_assert_cmpuint (culvert_import_batch_get_length (fixture->batch), ==, 2);
  g_assert_false (is_read (fixture));

  culvert_await (is_read (fixture));
  g_assert_nonnull (culvert_import_batch_get_import (fixture->batch));
  g_assert_true (culvert_import_batch_has_next (fixture->batch));

  culvert_import_batch_go_on (fixture->batch);
  culvert_await (is_read (fixture));
  g_assert_cmpuint (culvert_import_batch_get_position (fixture->batch), ==, 1);
  g_assert_cmpstr (culvert_import_batch_get_name (fixture->batch), ==, "two.ovpn");
  g_assert_error (culvert_import_batch_get_error (fixture->batch),
                  CULVERT_CONFIG_ERROR,
                  CULVERT_CONFIG_ERROR_BROKEN);
  g_assert_false (culvert_import_batch_has_next (fixture->batch));

  culvert_import_batch_go_on (fixture->batch);
  g_assert_null (culvert_import_batch_get_name (fixture->batch));
}

static void
test_counts_the_clean_when_all_are_read (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "one.ovpn", CLEAN);
  add_file (fixture, "two.ovpn", NOTED);
  add_file (fixture, "three.ovpn", CLEAN);
  g_assert_cmpuint (culvert_import_batch_count_clean (fixture->batch), ==, 0);

  culvert_await (culvert_import_batch_count_clean (fixture->batch) > 0);
  g_assert_cmpuint (culvert_import_batch_count_clean (fixture->batch), ==, 2);
  culvert_import_batch_go_on (fixture->batch);
  g_assert_cmpuint (culvert_import_batch_count_clean (fixture->batch), ==, 1);
}

static void
test_taken_ones_are_passed_over (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "one.ovpn", CLEAN);
  add_file (fixture, "two.ovpn", CLEAN);
  add_file (fixture, "three.ovpn", NOTED);
  add_file (fixture, "four.ovpn", CLEAN);
  culvert_await (culvert_import_batch_count_clean (fixture->batch) == 3);

  g_assert_cmpstr (
      culvert_config_import_get_name (culvert_import_batch_take_clean (fixture->batch)),
      ==,
      "two");
  g_assert_cmpstr (
      culvert_config_import_get_name (culvert_import_batch_take_clean (fixture->batch)),
      ==,
      "four");
  g_assert_null (culvert_import_batch_take_clean (fixture->batch));

  culvert_import_batch_go_on (fixture->batch);
  g_assert_cmpstr (culvert_import_batch_get_name (fixture->batch), ==, "three.ovpn");
  culvert_import_batch_go_on (fixture->batch);
  g_assert_null (culvert_import_batch_get_name (fixture->batch));
}

static void
test_missing_file_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->stage.folder, "none.ovpn", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  culvert_import_batch_add (fixture->batch, file);
  culvert_await (is_read (fixture));
  g_assert_error (culvert_import_batch_get_error (fixture->batch),
                  CULVERT_CONFIG_ERROR,
                  CULVERT_CONFIG_ERROR_UNREADABLE);
}

static void
test_stopped_batch_is_silent (Fixture *fixture, gconstpointer unused)
{
  guint n_changes;

  add_file (fixture, "one.ovpn", CLEAN);
  n_changes = fixture->n_changes;
  culvert_import_batch_stop (fixture->batch);
  /* The reading holds a reference until it has ended. */
  culvert_await (G_OBJECT (fixture->batch)->ref_count == 1);

  g_assert_cmpuint (fixture->n_changes, ==, n_changes);
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/import-batch/reads-one-after-another", test_reads_one_after_another);
  add ("/ui/import-batch/counts-the-clean-when-all-are-read",
       test_counts_the_clean_when_all_are_read);
  add ("/ui/import-batch/taken-ones-are-passed-over", test_taken_ones_are_passed_over);
  add ("/ui/import-batch/missing-file-is-refused", test_missing_file_is_refused);
  add ("/ui/import-batch/stopped-batch-is-silent", test_stopped_batch_is_silent);

  return g_test_run ();
}
