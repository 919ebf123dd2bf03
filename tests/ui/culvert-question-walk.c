/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-question-walk.h"

#include "culvert-await.h"
#include "culvert-test-certificate.h"

enum
{
  DAY = 24 * 60 * 60,
  N_CERTIFICATES = 8, /* so many that they are searched */
};

static void
add_field (CulvertPrompt *prompt, CulvertPromptFieldRole role, CulvertPromptFieldFlags flags)
{
  culvert_prompt_take_field (prompt, culvert_prompt_field_new (role, flags, NULL));
}

static void
add_sign_in (CulvertPrompt *prompt)
{
  add_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
  add_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN);
}

static void
offer (CulvertPrompt *prompt, CulvertPromptChoice *owned_choice)
{
  g_autoptr (CulvertPromptChoice) choice = owned_choice;

  g_list_store_append (culvert_prompt_get_choices (prompt), choice);
}

static void
offer_certificates (CulvertPrompt *prompt)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  CulvertTestCertificate test = { .subject = "CN=w.jansen",
                                  .not_before = now - DAY,
                                  .not_after = now + 700 * DAY };
  g_autoptr (GBytes) bytes = culvert_test_certificate_make (&test, FALSE);

  for (guint i = 0; i < N_CERTIFICATES; i++)
    {
      g_autofree char *id = g_strdup_printf ("Example/Card/00a7/Card/%02x", i);

      offer (prompt, culvert_prompt_choice_new_certificate (id, bytes));
    }
}

/* What it asks, with everything that a question of its kind can have. */
static void
fill (CulvertPrompt *prompt)
{
  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_SIGN_IN:
      add_sign_in (prompt);
      add_field (prompt, CULVERT_PROMPT_FIELD_RESPONSE, CULVERT_PROMPT_FIELD_ONE_TIME);
      return;
    case CULVERT_PROMPT_PROXY_SIGN_IN:
      add_sign_in (prompt);
      return;
    case CULVERT_PROMPT_USERNAME:
      add_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
      return;
    case CULVERT_PROMPT_KEY_PASSPHRASE:
    case CULVERT_PROMPT_TOKEN_PIN:
    case CULVERT_PROMPT_PASSWORD:
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      add_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN);
      return;
    case CULVERT_PROMPT_TEXT:
      culvert_prompt_set_message (prompt, "Which machine?");
      add_field (prompt, CULVERT_PROMPT_FIELD_TEXT, 0);
      return;
    case CULVERT_PROMPT_CHALLENGE:
      culvert_prompt_set_message (prompt, "What is the number on your card?");
      add_field (prompt, CULVERT_PROMPT_FIELD_RESPONSE, CULVERT_PROMPT_FIELD_ONE_TIME);
      return;
    case CULVERT_PROMPT_CONFIRMATION:
      culvert_prompt_set_message (prompt, "Please insert the card.");
      return;
    case CULVERT_PROMPT_WEB_SIGN_IN:
      culvert_prompt_set_message (prompt, "https://login.example.com/auth");
      return;
    case CULVERT_PROMPT_CERTIFICATE:
      offer_certificates (prompt);
      return;
    case CULVERT_PROMPT_SERVER:
      offer (prompt, culvert_prompt_choice_new ("0", "vpn.example.com", "UDP, 1194"));
      offer (prompt, culvert_prompt_choice_new ("1", "vpn.example.com", "TCP, 443"));
      return;
    case CULVERT_PROMPT_PROXY:
      offer (prompt, culvert_prompt_choice_new ("system", NULL, "http://proxy.example.com:3128"));
      offer (prompt, culvert_prompt_choice_new ("none", NULL, NULL));
      offer (prompt, culvert_prompt_choice_new ("manual", NULL, NULL));
      add_field (prompt, CULVERT_PROMPT_FIELD_TEXT, CULVERT_PROMPT_FIELD_MAY_EMPTY);
      return;
    }

  g_assert_not_reached ();
}

/* Shows what only some want to see. */
static void
unfold (GtkWindow *dialog)
{
  GtkWidget *expander = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "expander");
  GtkWidget *manual = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "manual_button");

  if (expander != NULL)
    gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  if (manual != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (manual), TRUE);
  if (expander != NULL || manual != NULL)
    culvert_ui_stage_settle (dialog);
}

static void
walk (CulvertUiStage *stage,
      CulvertWalker *walker,
      CulvertPromptKind kind,
      CulvertPromptFlags flags)
{
  CulvertAnswerer *answerer = culvert_ui_get_answerer (culvert_ui_stage_get_ui (stage));
  g_autoptr (CulvertPrompt) prompt =
      culvert_prompt_new (kind, flags, "id", "identity", "Office", "Auth");
  g_autofree char *what = g_strconcat (culvert_prompt_kind_to_string (kind),
                                       (flags & CULVERT_PROMPT_RETRY) != 0 ? ", refused" : "",
                                       NULL);
  g_autoptr (GAsyncResult) result = NULL;
  GtkWindow *dialog;

  fill (prompt);
  culvert_answerer_answer_async (answerer, prompt, NULL, culvert_await_on_ready, &result);
  dialog = culvert_ui_stage_find_window ("CulvertPromptDialog");
  g_assert_nonnull (dialog);
  culvert_ui_stage_settle (dialog);
  culvert_walker_look (walker, dialog, what);
  unfold (dialog);
  culvert_walker_look (walker, dialog, what);
  culvert_walker_tab_around (walker, dialog, what);
  culvert_walker_leave (walker, dialog, what);
  culvert_await (result != NULL);
}

void
culvert_question_walk (CulvertUiStage *stage, CulvertWalker *walker)
{
  static const CulvertPromptFlags flags = CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_MAY_REMEMBER;

  for (CulvertPromptKind kind = CULVERT_PROMPT_SIGN_IN; kind <= CULVERT_PROMPT_PROXY; kind++)
    {
      walk (stage, walker, kind, flags);
      walk (stage, walker, kind, flags | CULVERT_PROMPT_RETRY);
    }
}
