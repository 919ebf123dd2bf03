/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-hostile.h"

#include <string.h>

#define NEED_CERTIFICATE                                                                           \
  ">NEED-STR:Need 'pkcs11-id-request' string MSG:Please specify PKCS#11 id to use"
#define MAX_GETS 64

/* More than anybody may ask for. */
#define N_ENTRIES 100

static void
teach_entries (Fixture *fixture)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_autofree char *command = g_strdup_printf ("pkcs11-id-get %u", i);
      g_autofree char *entry =
          g_strdup_printf (">PKCS11ID-ENTRY:'%u', ID:'card/%u', BLOB:'AAAA'", i, i);

      culvert_fake_daemon_answer (fixture->daemon, command, entry);
    }
}

static guint
count_gets (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < culvert_fake_daemon_get_n_heard (fixture->daemon); i++)
    n += g_str_has_prefix (culvert_fake_daemon_get_heard (fixture->daemon, i), "pkcs11-id-get ");

  return n;
}

/* The last question was asked, and what it offers is known. */
static gboolean
has_found (Fixture *fixture, guint n_prompts)
{
  return N_PROMPTS == n_prompts && !culvert_prompt_get_is_loading (PROMPT (n_prompts - 1));
}

static const struct
{
  const char *count;
  guint n_gets;
  gboolean is_trouble;
} counts[] = {
  { "4294967295", MAX_GETS, TRUE },
  { "65", MAX_GETS, TRUE },
  { "4294967297", MAX_GETS, TRUE }, /* which is 1 in 32 bits */
  { "18446744073709551616", 0, TRUE },
  { "-1", 0, TRUE },
  { "abc", 0, TRUE },
  { "", 0, TRUE },
  { "3 4", 0, TRUE },
  { "0x3", 0, TRUE },
  { "64", MAX_GETS, FALSE },
  { "2", 2, FALSE },
};

/* --- 22: more certificates than there can be --- */

static void
test_count_of_certificates (Fixture *fixture, gconstpointer data)
{
  teach_entries (fixture);
  culvert_session_fixture_release (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *count = g_strconcat (">PKCS11ID-COUNT:", counts[i].count, NULL);

      g_test_message ("%s", count);
      culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", count);
      culvert_fake_daemon_forget (fixture->daemon);
      SAY (NEED_CERTIFICATE);
      culvert_await (has_found (fixture, i + 1));
      culvert_hostile_hear_all (fixture);

      g_assert_cmpuint (count_gets (fixture), ==, counts[i].n_gets);
      g_assert_cmpuint (culvert_fake_daemon_get_n_heard (fixture->daemon),
                        ==,
                        counts[i].n_gets + 1);
      g_assert_cmpuint (
          g_list_model_get_n_items (G_LIST_MODEL (culvert_prompt_get_choices (PROMPT (i)))),
          ==,
          counts[i].n_gets);
      g_assert_true ((culvert_prompt_get_fault (PROMPT (i)) != CULVERT_PROMPT_FAULT_NONE) ==
                     counts[i].is_trouble);

      /* The daemon moves on; nothing was chosen. */
      culvert_hostile_assert_goes_on (fixture);
      g_assert_cmpuint (OUTCOME (i), ==, CULVERT_PROMPT_WITHDRAWN);
    }
}

/* Nobody asked, so nobody counts. */
static void
test_count_that_nobody_asked_for (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">PKCS11ID-COUNT:4294967295\n>PKCS11ID-COUNT:-1\n>PKCS11ID-ENTRY:'0', ID:'x', BLOB:'AAAA'");
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_PROMPTS, ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* What goes back is what came, with its quotes; what cannot go back is not offered. */
static void
test_certificates_with_odd_names (Fixture *fixture, gconstpointer data)
{
  CulvertPromptChoice *odd;

  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", ">PKCS11ID-COUNT:4");
  culvert_fake_daemon_answer (fixture->daemon,
                              "pkcs11-id-get 0",
                              ">PKCS11ID-ENTRY:'0', ID:'a\"b\\x', BLOB:'c', BLOB:'!!!!'");
  culvert_fake_daemon_answer (fixture->daemon,
                              "pkcs11-id-get 1",
                              ">PKCS11ID-ENTRY:'1', ID:'tab\there', BLOB:'AAAA'");
  culvert_fake_daemon_answer (fixture->daemon,
                              "pkcs11-id-get 2",
                              ">PKCS11ID-ENTRY:'7', ID:'another', BLOB:'AAAA'");
  culvert_fake_daemon_answer (fixture->daemon,
                              "pkcs11-id-get 3",
                              ">PKCS11ID-ENTRY:'3', ID:'plain', BLOB:'AAAA'");
  SAY (NEED_CERTIFICATE);
  culvert_await (has_found (fixture, 1));
  g_assert_null (culvert_prompt_find_choice (PROMPT (0), "another"));
  odd = culvert_prompt_find_choice (PROMPT (0), "tab\there");
  g_assert_true (odd == NULL || !culvert_prompt_choice_get_usable (odd));

  culvert_fake_daemon_forget (fixture->daemon);
  culvert_prompt_set_chosen (PROMPT (0),
                             culvert_prompt_find_choice (PROMPT (0), "a\"b\\x', BLOB:'c"));
  g_assert_nonnull (culvert_prompt_get_chosen (PROMPT (0)));
  culvert_script_answerer_fill (fixture->answerer, NULL, NULL);
  culvert_hostile_assert_sends (fixture,
                                "needstr \"pkcs11-id-request\" \"a\\\"b\\\\x', BLOB:'c\"\n");
  culvert_hostile_assert_goes_on (fixture);
}

/* What stops in the middle, or says nothing: there is nothing to choose, and no harm done. */
static void
test_entries_that_are_cut (Fixture *fixture, gconstpointer data)
{
  static const char *const entries[] = {
    ">PKCS11ID-ENTRY:'0', ID:'x', BLOB:'",
    ">PKCS11ID-ENTRY:'0', ID:'', BLOB:'",
    ">PKCS11ID-ENTRY:'0', ID:'', BLOB:''",
    ">PKCS11ID-ENTRY:'0', ID:'x', BLOB:",
    ">PKCS11ID-ENTRY:'0', ID:'",
    ">PKCS11ID-ENTRY:'0', BLOB:'AAAA'",
    ">PKCS11ID-ENTRY:'0', ID:'x'",
    ">PKCS11ID-ENTRY:'0",
    ">PKCS11ID-ENTRY:'",
    ">PKCS11ID-ENTRY:",
    ">PKCS11ID-ENTRY",
    ">PKCS11ID-ENTRY:'00', ID:'x', BLOB:'AAAA'",
    ">PKCS11ID-ENTRY:'1', ID:'x', BLOB:'A'",
  };

  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", ">PKCS11ID-COUNT:1");
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_test_message ("%s", entries[i]);
      culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 0", entries[i]);
      SAY (NEED_CERTIFICATE);
      culvert_await (has_found (fixture, i + 1));
      g_assert_cmpuint (N_CHOICES (i), ==, 0);
      culvert_hostile_assert_goes_on (fixture);
    }
}

/* What a daemon says against a choice is not written into a log as it is. */
static void
test_refusal_of_a_choice (Fixture *fixture, gconstpointer data)
{
  teach_entries (fixture);
  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", ">PKCS11ID-COUNT:2");
  culvert_fake_daemon_answer (fixture->daemon,
                              "needstr \"pkcs11-id-request\" \"card/0\"",
                              "ERROR: \x1b[2J\x07 no");
  SAY (NEED_CERTIFICATE);
  culvert_await (has_found (fixture, 1));
  culvert_fake_daemon_forget (fixture->daemon);
  culvert_prompt_set_chosen (PROMPT (0), culvert_prompt_find_choice (PROMPT (0), "card/0"));
  culvert_script_answerer_fill (fixture->answerer, NULL, NULL);
  culvert_await (culvert_fake_daemon_get_n_heard (fixture->daemon) > 0);
  culvert_hostile_hear_all (fixture);
  culvert_hostile_assert_goes_on (fixture);
}

int
main (int argc, char **argv)
{
  culvert_hostile_init (&argc, &argv);

  CULVERT_HOSTILE_ADD ("22-count-of-certificates", test_count_of_certificates);
  CULVERT_HOSTILE_ADD ("22-count-that-nobody-asked-for", test_count_that_nobody_asked_for);
  CULVERT_HOSTILE_ADD ("22-certificates-with-odd-names", test_certificates_with_odd_names);
  CULVERT_HOSTILE_ADD ("22-entries-that-are-cut", test_entries_that_are_cut);
  CULVERT_HOSTILE_ADD ("22-refusal-of-a-choice", test_refusal_of_a_choice);

  return g_test_run ();
}
