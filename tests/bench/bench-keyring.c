/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* How long it takes until a sign-in is answered from the keyring, beside the least that libsecret
 * can do for it: to look up one password, whose attributes are all known. Both ask the same daemon,
 * which has a bus and a home of its own. */

#include "culvert-bench.h"

#include "culvert-await.h"
#include "culvert-keyring-answerer.h"
#include "culvert-test-bus.h"
#include "culvert-test-keyring.h"

#include <libsecret/secret.h>
#include <time.h>

#define PROFILE  "5f0c6b2e-9d0e-4a55-9b3a-0d9a3f1c2b7e"
#define IDENTITY "identity"
#define REALM    "Auth"
#define USER     "alice"
#define PASSWORD "wonder land"

/* Both are told once what they learn only once: the session, the service. */
#define WARM_UP 10

static int n_rounds = 1000;

static const GOptionEntry options[] = {
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How many questions", "N" },
  { NULL },
};

static double
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **done = user_data;

  *done = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **done)
{
  while (*done == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *done;
}

static CulvertPrompt *
new_prompt (void)
{
  CulvertPrompt *prompt = culvert_prompt_new (CULVERT_PROMPT_SIGN_IN,
                                              CULVERT_PROMPT_MAY_REMEMBER,
                                              PROFILE,
                                              IDENTITY,
                                              "Office",
                                              REALM);

  culvert_prompt_take_field (prompt,
                             culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL));
  culvert_prompt_take_field (
      prompt,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL));
  return prompt;
}

static CulvertAnswerResult
ask (CulvertAnswerer *answerer, CulvertPrompt *prompt)
{
  g_autoptr (GAsyncResult) done = NULL;

  culvert_answerer_answer_async (answerer, prompt, NULL, on_done, &done);
  return culvert_answerer_answer_finish (answerer, wait_for (&done), NULL);
}

static void
type (CulvertPrompt *prompt, CulvertPromptFieldRole role, const char *text)
{
  g_autoptr (CulvertSecretText) value = culvert_secret_text_new (text, -1);

  culvert_prompt_field_set_value (culvert_prompt_find_field (prompt, role), value);
}

/* As if the user had answered once, and had the answer kept. */
static void
keep_answer (CulvertAnswerer *answerer)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt ();

  g_assert_cmpint (ask (answerer, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  type (prompt, CULVERT_PROMPT_FIELD_USERNAME, USER);
  type (prompt, CULVERT_PROMPT_FIELD_PASSWORD, PASSWORD);
  culvert_prompt_set_remember (prompt, TRUE);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (culvert_test_keyring_count ("profile", PROFILE) == 1);
}

static double
time_answer (CulvertAnswerer *answerer)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt ();
  double before = get_time ();
  CulvertAnswerResult answer = ask (answerer, prompt);
  double after = get_time ();

  g_assert_cmpint (answer, ==, CULVERT_ANSWER_HANDLED);
  return after - before;
}

static double
time_floor (const SecretSchema *schema, GHashTable *attributes)
{
  g_autoptr (GAsyncResult) done = NULL;
  double before = get_time ();
  double after;
  char *password;

  secret_password_lookupv (schema, attributes, NULL, on_done, &done);
  password = secret_password_lookup_finish (wait_for (&done), NULL);
  after = get_time ();

  g_assert_cmpstr (password, ==, PASSWORD);
  secret_password_free (password);
  return after - before;
}

/* In turns, so that neither has the machine warmed up for it. */
static void
compare (CulvertAnswerer *answerer)
{
  static const SecretSchema schema = {
    "io.github.culvertvpn.Culvert.Credential",
    SECRET_SCHEMA_NONE,
    {
        { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { "realm", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { NULL, 0 },
    },
  };
  g_autoptr (GHashTable) attributes =
      secret_attributes_build (&schema, "profile", PROFILE, "realm", REALM, "user", USER, NULL);
  g_autofree double *floor = g_new (double, n_rounds);
  g_autofree double *keyring = g_new (double, n_rounds);

  for (int i = -WARM_UP; i < n_rounds; i++)
    {
      floor[MAX (i, 0)] = time_floor (&schema, attributes);
      keyring[MAX (i, 0)] = time_answer (answerer);
    }
  for (guint percentage = 50; percentage <= 99; percentage += 49)
    {
      double least = culvert_bench_get_percentile (floor, (guint) n_rounds, percentage);
      double ours = culvert_bench_get_percentile (keyring, (guint) n_rounds, percentage);

      g_print ("p%u: bare look-up %.0f us, answer %.0f us, ratio %.2f%s\n",
               percentage,
               least,
               ours,
               ours / least,
               percentage == 50 ? " (at most 1.20)" : "");
      if (percentage == 50)
        culvert_bench_tell_times ("B5", "answer from the keyring, p50", ours, "us", least, 1.2);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- answers from the keyring");
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertKeyringAnswerer) answerer = NULL;
  CulvertTestBus *bus;
  CulvertTestKeyring *keyring;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  bus = culvert_test_bus_new ();
  keyring = culvert_test_keyring_new ();
  answerer = culvert_keyring_answerer_new ();
  keep_answer (CULVERT_ANSWERER (answerer));
  compare (CULVERT_ANSWERER (answerer));
  culvert_test_keyring_free (keyring);
  culvert_test_bus_free (bus);
  return 0;
}
