/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes a picture of every question, of what is left of an answer that was refused, and of the
 * other dialogs: question-screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-test-certificate.h"
#include "culvert-ui-stage.h"

#include <gnutls/x509.h>

enum
{
  DAY = 24 * 60 * 60,
};

#define NORMAL  CULVERT_PROMPT_EXPECTED
#define REFUSED (CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_RETRY)
#define KEPT    CULVERT_PROMPT_MAY_REMEMBER

/* A question that consists of blanks. */
typedef struct
{
  const char *name;
  CulvertPromptKind kind;
  CulvertPromptFlags flags;
  const char *realm;
  const char *message;
  const char *failure;
  gboolean has_username;
  gboolean has_password;
  gboolean has_text;
  gboolean has_response;
  const char *challenge;
  guint seconds;
} Question;

static const Question questions[] = {
  { "sign-in",
    CULVERT_PROMPT_SIGN_IN,
    NORMAL | KEPT,
    "Auth",
    .has_username = 1,
    .has_password = 1 },
  { "sign-in-refused",
    CULVERT_PROMPT_SIGN_IN,
    REFUSED | KEPT,
    "Auth",
    .failure = "Your account is locked until 14:30. <b>Call 555-1234</b>.",
    .has_username = 1,
    .has_password = 1 },
  { "user-name", CULVERT_PROMPT_USERNAME, NORMAL | KEPT, "Auth", .has_username = 1 },
  { "user-name-refused", CULVERT_PROMPT_USERNAME, REFUSED | KEPT, "Auth", .has_username = 1 },
  { "static-challenge",
    CULVERT_PROMPT_SIGN_IN,
    NORMAL | KEPT,
    "Auth",
    .has_username = 1,
    .has_password = 1,
    .has_response = 1,
    .challenge = "Enter the code from your token" },
  { "static-challenge-refused",
    CULVERT_PROMPT_SIGN_IN,
    REFUSED | KEPT,
    "Auth",
    .failure = "The code is wrong or too old.",
    .has_username = 1,
    .has_password = 1,
    .has_response = 1,
    .challenge = "Enter the code from your token" },
  { "dynamic-challenge",
    CULVERT_PROMPT_CHALLENGE,
    NORMAL,
    "Auth",
    .message = "Please enter the code that was sent to +31 6 ·· ·· ·· 78.",
    .has_response = 1 },
  { "dynamic-challenge-refused",
    CULVERT_PROMPT_CHALLENGE,
    REFUSED,
    "Auth",
    .message = "Wrong code. Please enter the code that was sent to +31 6 ·· ·· ·· 78.",
    .has_response = 1 },
  { "server-question",
    CULVERT_PROMPT_CHALLENGE,
    NORMAL,
    "CR_TEXT",
    .message = "What is the number on the back of your card?",
    .has_response = 1,
    .seconds = 95 },
  { "server-notice",
    CULVERT_PROMPT_CHALLENGE,
    NORMAL,
    "CR_TEXT",
    .message = "Approve this sign-in on your telephone, then go on.",
    .seconds = 300 },
  { "web-sign-in",
    CULVERT_PROMPT_WEB_SIGN_IN,
    NORMAL,
    .message = "https://login.example.com/realms/staff/protocol/openid-connect/auth?client_id=vpn&"
               "response_type=code&state=p3Zb1p0Yl2dF6Jx0N5aV",
    .seconds = 180 },
  { "web-sign-in-bad-address",
    CULVERT_PROMPT_WEB_SIGN_IN,
    NORMAL,
    .message = "https://login.example.com@203.0.113.9/",
    .seconds = 180 },
  { "passphrase", CULVERT_PROMPT_KEY_PASSPHRASE, NORMAL | KEPT, "Private Key", .has_password = 1 },
  { "passphrase-refused",
    CULVERT_PROMPT_KEY_PASSPHRASE,
    REFUSED | KEPT,
    "Private Key",
    .has_password = 1 },
  { "pin", CULVERT_PROMPT_TOKEN_PIN, NORMAL, "Company Card 7", .has_password = 1 },
  { "pin-refused", CULVERT_PROMPT_TOKEN_PIN, REFUSED, "Company Card 7", .has_password = 1 },
  { "pin-last-try",
    CULVERT_PROMPT_TOKEN_PIN,
    REFUSED | CULVERT_PROMPT_LAST_TRY,
    "Company Card 7",
    .has_password = 1 },
  { "http-proxy",
    CULVERT_PROMPT_PROXY_SIGN_IN,
    NORMAL | KEPT,
    "HTTP Proxy",
    .has_username = 1,
    .has_password = 1 },
  { "http-proxy-refused",
    CULVERT_PROMPT_PROXY_SIGN_IN,
    REFUSED | KEPT,
    "HTTP Proxy",
    .has_username = 1,
    .has_password = 1 },
  { "socks-proxy",
    CULVERT_PROMPT_PROXY_SIGN_IN,
    NORMAL | KEPT,
    "SOCKS Proxy",
    .has_username = 1,
    .has_password = 1 },
  { "need-ok",
    CULVERT_PROMPT_CONFIRMATION,
    NORMAL,
    "token-insertion-request",
    .message = "Please insert <b>Company Card 7</b> token. It is the grey card with the number on "
               "its back, not the white one that opens the doors; both fit into the reader." },
  { "need-str",
    CULVERT_PROMPT_TEXT,
    NORMAL,
    "name",
    .message = "Please enter the name of the machine that you want to reach",
    .has_text = 1 },
  { "need-str-refused",
    CULVERT_PROMPT_TEXT,
    REFUSED | CULVERT_PROMPT_UNSENDABLE,
    "name",
    .message = "Please enter the name of the machine that you want to reach",
    .has_text = 1 },
  { "management-password", CULVERT_PROMPT_MANAGEMENT_PASSWORD, NORMAL | KEPT, .has_password = 1 },
  { "management-password-refused",
    CULVERT_PROMPT_MANAGEMENT_PASSWORD,
    REFUSED | KEPT,
    .has_password = 1 },
};

static void
add_field (CulvertPrompt *prompt,
           CulvertPromptFieldRole role,
           CulvertPromptFieldFlags flags,
           const char *label)
{
  culvert_prompt_take_field (prompt, culvert_prompt_field_new (role, flags, label));
}

static CulvertPrompt *
create_prompt (const Question *question)
{
  CulvertPrompt *prompt = culvert_prompt_new (question->kind,
                                              question->flags,
                                              "id",
                                              "identity",
                                              "Office",
                                              question->realm);

  culvert_prompt_set_message (prompt, question->message);
  culvert_prompt_set_failure (prompt, question->failure);
  if (question->has_username)
    add_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0, NULL);
  if (question->has_password)
    add_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL);
  if (question->has_text)
    add_field (prompt, CULVERT_PROMPT_FIELD_TEXT, 0, NULL);
  if (question->has_response)
    add_field (prompt,
               CULVERT_PROMPT_FIELD_RESPONSE,
               CULVERT_PROMPT_FIELD_ONE_TIME,
               question->challenge);
  if (question->has_username && (question->flags & CULVERT_PROMPT_RETRY) != 0)
    culvert_prompt_field_set_suggestion (culvert_prompt_get_field (prompt, 0), "w.jansen");
  if (question->seconds > 0)
    culvert_prompt_set_deadline (prompt,
                                 g_get_monotonic_time () +
                                     (gint64) question->seconds * G_USEC_PER_SEC);

  return prompt;
}

/* What the user does before the picture is taken. (nullable) */
typedef void (*Act) (GtkWindow *dialog);

static void
take_prompt (CulvertUiStage *stage, CulvertPrompt *prompt, Act act, const char *name)
{
  CulvertAnswerer *answerer = culvert_ui_get_answerer (culvert_ui_stage_get_ui (stage));
  g_autofree char *full_name = g_strdup_printf ("question-%s", name);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GtkWindow *dialog;

  culvert_answerer_answer_async (answerer, prompt, cancellable, culvert_await_on_ready, &result);
  dialog = culvert_ui_stage_find_window ("CulvertPromptDialog");
  culvert_ui_stage_settle (dialog);
  if (act != NULL)
    act (dialog);
  culvert_camera_take (dialog, full_name);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
}

static void
take_questions (CulvertUiStage *stage)
{
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (CulvertPrompt) prompt = create_prompt (&questions[i]);

      take_prompt (stage, prompt, NULL, questions[i].name);
    }
}

static CulvertPrompt *
create_choice_prompt (CulvertPromptKind kind, CulvertPromptFlags flags)
{
  return culvert_prompt_new (kind, flags, "id", "identity", "Office", NULL);
}

static void
offer (CulvertPrompt *prompt, CulvertPromptChoice *owned_choice)
{
  g_autoptr (CulvertPromptChoice) choice = owned_choice;

  g_list_store_append (culvert_prompt_get_choices (prompt), choice);
}

static void
offer_certificate (CulvertPrompt *prompt, const char *id, const CulvertTestCertificate *test)
{
  g_autoptr (GBytes) bytes = culvert_test_certificate_make (test, FALSE);

  offer (prompt, culvert_prompt_choice_new_certificate (id, bytes));
}

#define CARD "Example\\x20AG/Card\\x20v3/00a7/Company\\x20Card\\x207/"

static void
offer_certificates (CulvertPrompt *prompt)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const CulvertTestCertificate tests[] = {
    { .subject = "CN=Wilhelmina Jansen,OU=Staff,O=Example Company,C=NL",
      .issuer = "CN=Example Company Staff Authority,O=Example Company",
      .not_before = now - DAY,
      .not_after = now + 700 * DAY,
      .email = "w.jansen@example.com",
      .purpose = GNUTLS_KP_TLS_WWW_CLIENT,
      .key_usage = GNUTLS_KEY_DIGITAL_SIGNATURE,
      .serial = 0x1f,
      .has_rsa_key = TRUE },
    { .subject = "CN=Zo\xc3\xab Br\xc3\xbcggemann \xd0\x96,O=Example",
      .issuer = "CN=Example CA",
      .not_before = now - DAY,
      .not_after = now + 12 * DAY + 60,
      .serial = 0x20 },
    { .subject = "CN=Wilhelmina Jansen (last year),O=Example Company",
      .issuer = "CN=Example Company Staff Authority",
      .not_before = now - 400 * DAY,
      .not_after = now - 35 * DAY,
      .serial = 0x21 },
    { .subject = "CN=Wilhelmina Jansen (next year),O=Example Company",
      .issuer = "CN=Example Company Staff Authority",
      .not_before = now + 40 * DAY,
      .not_after = now + 400 * DAY,
      .serial = 0x22 },
    { .subject = "CN=A name that is much longer than any list can show in one line of it,O=Example",
      .issuer = "CN=An authority with a name that is quite as long as that of the subject",
      .not_before = now - DAY,
      .not_after = now + 90 * DAY,
      .purpose = GNUTLS_KP_EMAIL_PROTECTION,
      .serial = 0x23 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *id = g_strdup_printf (CARD "%02x", (guint) i);

      offer_certificate (prompt, id, &tests[i]);
    }
  offer (prompt, culvert_prompt_choice_new_certificate (CARD "99", NULL));
}

static void
open_details (GtkWindow *dialog)
{
  gtk_expander_set_expanded (
      GTK_EXPANDER (culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "expander")),
      TRUE);
}

static void
choose_last (GtkWindow *dialog)
{
  culvert_ui_stage_press (dialog, GDK_KEY_End, 0);
}

static void
make_narrow (GtkWindow *dialog)
{
  gtk_window_set_resizable (dialog, TRUE);
  gtk_window_resize (dialog, 360, 600);
}

static void
take_certificates (CulvertUiStage *stage)
{
  g_autoptr (CulvertPrompt) several =
      create_choice_prompt (CULVERT_PROMPT_CERTIFICATE, NORMAL | KEPT);
  g_autoptr (CulvertPrompt) refused =
      create_choice_prompt (CULVERT_PROMPT_CERTIFICATE, REFUSED | KEPT);
  g_autoptr (CulvertPrompt) empty =
      create_choice_prompt (CULVERT_PROMPT_CERTIFICATE, NORMAL | KEPT);
  g_autoptr (CulvertPrompt) loading =
      create_choice_prompt (CULVERT_PROMPT_CERTIFICATE, NORMAL | KEPT);
  g_autoptr (CulvertPrompt) many = create_choice_prompt (CULVERT_PROMPT_CERTIFICATE, NORMAL | KEPT);

  offer_certificates (several);
  take_prompt (stage, several, NULL, "certificates");
  take_prompt (stage, several, open_details, "certificates-details");
  take_prompt (stage, several, choose_last, "certificates-second-look");
  take_prompt (stage, several, make_narrow, "certificates-narrow");
  offer_certificates (refused);
  take_prompt (stage, refused, NULL, "certificates-refused");
  take_prompt (stage, empty, NULL, "certificates-none");
  culvert_prompt_set_is_loading (loading, TRUE);
  take_prompt (stage, loading, NULL, "certificates-loading");
  for (guint i = 0; i < 10; i++)
    offer_certificates (many);
  take_prompt (stage, many, NULL, "certificates-many");
}

static void
offer_server (CulvertPrompt *prompt, const char *host, const char *detail, gint64 round_trip)
{
  CulvertPromptChoice *choice = culvert_prompt_choice_new (host, host, detail);

  culvert_prompt_choice_set_round_trip (choice, round_trip);
  offer (prompt, choice);
}

static void
take_servers (CulvertUiStage *stage)
{
  static const CulvertPromptFlags flags[] = { NORMAL | KEPT, REFUSED | KEPT };
  static const char *const names[] = { "servers", "servers-refused" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CulvertPrompt) prompt = create_choice_prompt (CULVERT_PROMPT_SERVER, flags[i]);

      offer_server (prompt, "vpn-ams.example.com", "UDP, 1194", 23000);
      offer_server (prompt, "vpn-fra.example.com", "UDP, 1194", 38400);
      offer_server (prompt, "vpn-ams.example.com", "TCP, 443", 0);
      offer_server (prompt,
                    "a-very-long-name-of-a-server-in-a-far-away-region.cloud.example.com",
                    "UDP6, 51194",
                    1234000);
      take_prompt (stage, prompt, NULL, names[i]);
    }
}

static void
enter_proxy (GtkWindow *dialog)
{
  GtkWidget *manual = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "manual_button");
  GtkWidget *host = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "host_entry");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (manual), TRUE);
  gtk_entry_set_text (GTK_ENTRY (host), "proxy.example.com");
}

static CulvertPrompt *
create_proxy_prompt (CulvertPromptFlags flags, gboolean is_usable)
{
  CulvertPrompt *prompt = create_choice_prompt (CULVERT_PROMPT_PROXY, flags);
  CulvertPromptChoice *system =
      culvert_prompt_choice_new ("system", NULL, "http://proxy.example.com:3128");

  culvert_prompt_choice_set_usable (system, is_usable);
  offer (prompt, system);
  offer (prompt, culvert_prompt_choice_new ("none", NULL, NULL));
  offer (prompt, culvert_prompt_choice_new ("manual", NULL, NULL));
  add_field (prompt, CULVERT_PROMPT_FIELD_TEXT, CULVERT_PROMPT_FIELD_MAY_EMPTY, NULL);

  return prompt;
}

static void
take_proxies (CulvertUiStage *stage)
{
  g_autoptr (CulvertPrompt) plain = create_proxy_prompt (NORMAL | KEPT, TRUE);
  g_autoptr (CulvertPrompt) udp = create_proxy_prompt (NORMAL | KEPT, FALSE);
  g_autoptr (CulvertPrompt) refused = create_proxy_prompt (REFUSED | KEPT, TRUE);

  take_prompt (stage, plain, NULL, "proxy");
  take_prompt (stage, plain, enter_proxy, "proxy-entered");
  take_prompt (stage, udp, NULL, "proxy-unusable");
  take_prompt (stage, refused, NULL, "proxy-refused");
}

static void
take_attach (CulvertUiStage *stage)
{
  GtkWindow *dialog;
  GtkWidget *address;

  culvert_ui_present_attach_dialog (culvert_ui_stage_get_ui (stage), NULL);
  dialog = culvert_ui_stage_find_window ("CulvertAttachDialog");
  culvert_camera_take (dialog, "attach");

  address = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "address_entry");
  gtk_entry_set_text (GTK_ENTRY (address), "unix:/home/mallory/office.sock");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  culvert_camera_take (dialog, "attach-refused");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
}

static void
take_server_message (CulvertUiStage *stage, CulvertStagedSession *office)
{
  GtkWindow *dialog;

  culvert_ui_present_server_message (
      culvert_ui_stage_get_ui (stage),
      office->session,
      "Maintenance <b>tonight</b>",
      "The gateway is restarted at 22:00.\nYour connection will come back by itself.");
  dialog = culvert_ui_stage_find_window ("CulvertServerMessageDialog");
  culvert_camera_take (dialog, "server-message");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
}

static void
take_rename (CulvertUiStage *stage, CulvertStagedSession *office)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (office->session));
  GtkWindow *dialog;

  culvert_ui_present_window (culvert_ui_stage_get_ui (stage), NULL);
  g_action_group_activate_action (
      gtk_widget_get_action_group (GTK_WIDGET (culvert_ui_stage_find_window ("CulvertMainWindow")),
                                   "win"),
      "rename",
      g_variant_new_string (id));
  dialog = culvert_ui_stage_find_window ("CulvertRenameDialog");
  culvert_camera_take (dialog, "rename");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
}

int
main (int argc, char **argv)
{
  CulvertUiStage *stage;
  CulvertStagedSession *office;

  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);
  stage = culvert_ui_stage_new ();
  office = culvert_ui_stage_add (stage, "Office");
  take_questions (stage);
  take_certificates (stage);
  take_servers (stage);
  take_proxies (stage);
  take_attach (stage);
  take_server_message (stage, office);
  take_rename (stage, office);
  g_assert_finalize_object (stage);

  return 0;
}
