/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-mask.h"

#include "culvert-import-stage.h"

#include <string.h>

#define SECRET "U0VDUkVUU0VDUkVU"

typedef struct
{
  CulvertConfigImport *import; /* (owned) */
  CulvertProfileMask *mask;    /* (owned) */
} Fixture;

static void
open_mask (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  fixture->import = culvert_import_stage_import (text, &error);
  g_assert_no_error (error);
  fixture->mask =
      culvert_profile_mask_new (culvert_config_import_get_text (fixture->import), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *ca = culvert_import_stage_make_block ("ca", "CN=Example CA", 900);
  g_autofree char *cert = culvert_import_stage_make_block ("cert", "CN=alice", 900);
  g_autofree char *text = g_strconcat (CULVERT_TEST_REMOTE, ca, cert, CULVERT_TEST_KEY, NULL);

  open_mask (fixture, text);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->mask));
  g_assert_finalize_object (g_steal_pointer (&fixture->import));
}

static void
test_shows_no_key (Fixture *fixture, gconstpointer unused)
{
  const char *shown = culvert_profile_mask_get_text (fixture->mask);

  g_assert_null (strstr (shown, SECRET));
  g_assert_null (strstr (shown, "BEGIN"));
  g_assert_cmpstr (shown,
                   ==,
                   CULVERT_TEST_REMOTE "<ca>\n(certificate, kept)\n</ca>\n"
                                       "<cert>\n(certificate, kept)\n</cert>\n"
                                       "<key>\n(private key, kept)\n</key>\n");
}

/* (nullable) */
static CulvertConfigImport *
read_back (Fixture *fixture, const char *text, GError **error)
{
  return culvert_profile_mask_read (fixture->mask, text, "Office", error);
}

static void
test_untouched_is_the_same (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertConfigImport) import =
      read_back (fixture, culvert_profile_mask_get_text (fixture->mask), &error);

  g_assert_no_error (error);
  g_assert_true (culvert_secret_text_equal (culvert_config_import_get_text (import),
                                            culvert_config_import_get_text (fixture->import)));
}

static void
test_change_keeps_the_key (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text =
      g_strconcat ("verb 4\n", culvert_profile_mask_get_text (fixture->mask), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertConfigImport) import = read_back (fixture, text, &error);
  const char *result;

  g_assert_no_error (error);
  result = culvert_secret_text_peek (culvert_config_import_get_text (import));
  g_assert_nonnull (strstr (result, "verb 4\n"));
  g_assert_nonnull (strstr (result, CULVERT_TEST_KEY));
}

static void
test_removed_key_is_gone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertConfigImport) import = read_back (fixture, CULVERT_TEST_REMOTE, &error);

  g_assert_no_error (error);
  g_assert_null (
      strstr (culvert_secret_text_peek (culvert_config_import_get_text (import)), SECRET));
}

static void
test_new_key_takes_its_place (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertConfigImport) import =
      read_back (fixture,
                 CULVERT_TEST_REMOTE "<key>\n-----BEGIN PRIVATE KEY-----\nTkVX\n"
                                     "-----END PRIVATE KEY-----\n</key>\n",
                 &error);
  const char *result;

  g_assert_no_error (error);
  result = culvert_secret_text_peek (culvert_config_import_get_text (import));
  g_assert_nonnull (strstr (result, "TkVX"));
  g_assert_null (strstr (result, SECRET));
}

/* Under another name a key could become something that is shown. */
static void
test_key_comes_back_in_its_own_place_only (Fixture *fixture, gconstpointer unused)
{
  static const char *const places[] = { "peer-fingerprint", "verify-hash", "ca", "tls-auth" };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *text =
          g_strdup_printf (CULVERT_TEST_REMOTE "<%s>\n(private key, kept)\n</%s>\n",
                           places[i],
                           places[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (read_back (fixture, text, &error));
      g_assert_error (error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN);
      g_assert_null (strstr (error->message, SECRET));
    }
}

static void
test_damaged_mark_is_a_mistake (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_back (fixture, CULVERT_TEST_REMOTE "<key>\n(private key)\n</key>\n", &error));
  g_assert_error (error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN);
  g_assert_true (g_str_has_prefix (error->message, "Line 4: "));
}

static void
test_lines_are_those_on_the_screen (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text =
      g_strconcat (culvert_profile_mask_get_text (fixture->mask), "verb \"3\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_back (fixture, text, &error));
  g_assert_cmpstr (error->message, ==, "Line 13: a quotation mark (\") is not closed.");
}

static void
test_twins_have_marks_of_their_own (Fixture *unused_fixture, gconstpointer unused)
{
  g_autofree char *one = culvert_import_stage_make_block ("extra-certs", "CN=one", 900);
  g_autofree char *other = culvert_import_stage_make_block ("extra-certs", "CN=other", 900);
  g_autofree char *text = g_strconcat (CULVERT_TEST_REMOTE, one, other, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertConfigImport) import = NULL;
  Fixture fixture = { NULL };

  open_mask (&fixture, text);
  g_assert_cmpstr (culvert_profile_mask_get_text (fixture.mask),
                   ==,
                   CULVERT_TEST_REMOTE "<extra-certs>\n(certificate, kept)\n</extra-certs>\n"
                                       "<extra-certs>\n(certificate, kept) 2\n</extra-certs>\n");
  import = read_back (&fixture, culvert_profile_mask_get_text (fixture.mask), &error);
  g_assert_no_error (error);
  g_assert_true (culvert_secret_text_equal (culvert_config_import_get_text (import),
                                            culvert_config_import_get_text (fixture.import)));
  tear_down (&fixture, NULL);
}

static void
test_fingerprints_are_shown (Fixture *unused_fixture, gconstpointer unused)
{
  Fixture fixture = { NULL };

  open_mask (&fixture, CULVERT_TEST_REMOTE "<peer-fingerprint>\nAA:BB\n</peer-fingerprint>\n");
  g_assert_nonnull (strstr (culvert_profile_mask_get_text (fixture.mask), "\nAA:BB\n"));
  tear_down (&fixture, NULL);
}

static void
test_broken_profile_is_an_error (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("verb \"3\n", -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (culvert_profile_mask_new (text, &error));
  g_assert_error (error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN);
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/profile-mask/shows-no-key", test_shows_no_key);
  add ("/ui/profile-mask/untouched-is-the-same", test_untouched_is_the_same);
  add ("/ui/profile-mask/change-keeps-the-key", test_change_keeps_the_key);
  add ("/ui/profile-mask/removed-key-is-gone", test_removed_key_is_gone);
  add ("/ui/profile-mask/new-key-takes-its-place", test_new_key_takes_its_place);
  add ("/ui/profile-mask/key-comes-back-in-its-own-place-only",
       test_key_comes_back_in_its_own_place_only);
  add ("/ui/profile-mask/damaged-mark-is-a-mistake", test_damaged_mark_is_a_mistake);
  add ("/ui/profile-mask/lines-are-those-on-the-screen", test_lines_are_those_on_the_screen);
  add ("/ui/profile-mask/twins-have-marks-of-their-own", test_twins_have_marks_of_their_own);
  add ("/ui/profile-mask/fingerprints-are-shown", test_fingerprints_are_shown);
  g_test_add_func ("/ui/profile-mask/broken-profile-is-an-error", test_broken_profile_is_an_error);

  return g_test_run ();
}
