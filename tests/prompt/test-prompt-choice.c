/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt.h"

static CulvertPrompt *
new_prompt (CulvertPromptKind kind)
{
  return culvert_prompt_new (kind,
                             0,
                             "00000000-0000-4000-8000-000000000000",
                             "identity",
                             "Office",
                             "pkcs11-id-request");
}

static void
offer (CulvertPrompt *prompt, const char *id)
{
  g_autoptr (CulvertPromptChoice) choice = culvert_prompt_choice_new (id, NULL, NULL);

  g_list_store_append (culvert_prompt_get_choices (prompt), choice);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_only_some_kinds_offer_something (void)
{
  g_autoptr (CulvertPrompt) sign_in = new_prompt (CULVERT_PROMPT_SIGN_IN);
  g_autoptr (CulvertPrompt) server = new_prompt (CULVERT_PROMPT_SERVER);

  g_assert_null (culvert_prompt_get_choices (sign_in));
  g_assert_null (culvert_prompt_find_choice (sign_in, "0"));
  g_assert_nonnull (culvert_prompt_get_choices (server));
}

static void
test_is_complete_when_something_was_chosen (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (CULVERT_PROMPT_CERTIFICATE);

  offer (prompt, "card/01");
  offer (prompt, "card/02");
  g_assert_false (culvert_prompt_is_complete (prompt));

  culvert_prompt_set_chosen (prompt, culvert_prompt_find_choice (prompt, "card/02"));
  g_assert_true (culvert_prompt_is_complete (prompt));
  g_assert_cmpstr (culvert_prompt_choice_get_id (culvert_prompt_get_chosen (prompt)),
                   ==,
                   "card/02");
}

static void
test_what_was_chosen_outlives_the_list (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (CULVERT_PROMPT_CERTIFICATE);

  offer (prompt, "card/01");
  culvert_prompt_set_chosen (prompt, culvert_prompt_find_choice (prompt, "card/01"));
  g_list_store_remove_all (culvert_prompt_get_choices (prompt));

  g_assert_null (culvert_prompt_find_choice (prompt, "card/01"));
  g_assert_cmpstr (culvert_prompt_choice_get_id (culvert_prompt_get_chosen (prompt)),
                   ==,
                   "card/01");
}

static void
test_loading_is_told_once (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (CULVERT_PROMPT_CERTIFICATE);
  guint n = 0;

  g_signal_connect_swapped (prompt, "notify::is-loading", G_CALLBACK (count), &n);
  culvert_prompt_set_is_loading (prompt, TRUE);
  culvert_prompt_set_is_loading (prompt, TRUE);

  g_assert_true (culvert_prompt_get_is_loading (prompt));
  g_assert_cmpuint (n, ==, 1);
}

static void
test_reload_reaches_the_asking_side (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (CULVERT_PROMPT_CERTIFICATE);
  guint n = 0;

  g_signal_connect_swapped (prompt, "reload", G_CALLBACK (count), &n);
  culvert_prompt_reload (prompt);

  g_assert_cmpuint (n, ==, 1);
}

static void
test_round_trip_is_told_when_it_is_known (void)
{
  g_autoptr (CulvertPromptChoice) choice =
      culvert_prompt_choice_new ("0", "vpn.example.com", "udp, 1194");
  guint n = 0;

  g_signal_connect_swapped (choice, "notify::round-trip", G_CALLBACK (count), &n);
  culvert_prompt_choice_set_round_trip (choice, 0);
  g_assert_cmpuint (n, ==, 0);
  culvert_prompt_choice_set_round_trip (choice, 23000);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (culvert_prompt_choice_get_round_trip (choice), ==, 23000);
}

static void
test_a_certificate_keeps_its_bytes (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\x30\x00", 2);
  g_autoptr (CulvertPromptChoice) choice = culvert_prompt_choice_new_certificate ("card/01", bytes);
  g_autoptr (CulvertPromptChoice) unreadable =
      culvert_prompt_choice_new_certificate ("card/02", NULL);

  g_assert_true (g_bytes_equal (culvert_prompt_choice_get_certificate (choice), bytes));
  g_assert_null (culvert_prompt_choice_get_certificate (unreadable));
  g_assert_true (culvert_prompt_choice_get_usable (choice));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/prompt/prompt-choice/only-some-kinds-offer-something",
                   test_only_some_kinds_offer_something);
  g_test_add_func ("/prompt/prompt-choice/is-complete-when-something-was-chosen",
                   test_is_complete_when_something_was_chosen);
  g_test_add_func ("/prompt/prompt-choice/what-was-chosen-outlives-the-list",
                   test_what_was_chosen_outlives_the_list);
  g_test_add_func ("/prompt/prompt-choice/loading-is-told-once", test_loading_is_told_once);
  g_test_add_func ("/prompt/prompt-choice/reload-reaches-the-asking-side",
                   test_reload_reaches_the_asking_side);
  g_test_add_func ("/prompt/prompt-choice/round-trip-is-told-when-it-is-known",
                   test_round_trip_is_told_when_it_is_known);
  g_test_add_func ("/prompt/prompt-choice/a-certificate-keeps-its-bytes",
                   test_a_certificate_keeps_its_bytes);

  return g_test_run ();
}
