/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-question.h"

#include <string.h>

#include "culvert-mgmt-error.h"

/* What a daemon writes behind `>`. */
static CulvertMgmtRequest *
parse (const char *line)
{
  const char *colon = strchr (line, ':');
  CulvertMgmtRequest *request =
      culvert_mgmt_request_parse (line, (gsize) (colon - line), colon + 1, strlen (colon + 1));

  g_assert_nonnull (request);

  return request;
}

static CulvertProfile *
new_profile (void)
{
  return culvert_profile_new (NULL, "Office", "unix:/run/openvpn/office.sock");
}

static CulvertPrompt *
ask (const char *line, CulvertPromptFlags flags)
{
  g_autoptr (CulvertMgmtRequest) request = line != NULL ? parse (line) : NULL;
  g_autoptr (CulvertProfile) profile = new_profile ();

  return culvert_session_question_to_prompt (request, profile, flags);
}

static void
append_field (GString *text, CulvertPromptField *field)
{
  const char *const roles[] = { "username", "password", "response", "text" };

  g_string_append_printf (text, " %s", roles[culvert_prompt_field_get_role (field)]);
  if (culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_HIDDEN))
    g_string_append (text, "+hidden");
  if (culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_MAY_EMPTY))
    g_string_append (text, "+empty");
  if (culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_ONE_TIME))
    g_string_append (text, "+once");
  if (culvert_prompt_field_get_label (field) != NULL)
    g_string_append_printf (text, "“%s”", culvert_prompt_field_get_label (field));
}

/* "kind flags: fields" */
static char *
describe (CulvertPrompt *prompt)
{
  GString *text = g_string_new (culvert_prompt_kind_to_string (culvert_prompt_get_kind (prompt)));

  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_MAY_REMEMBER))
    g_string_append (text, " may-remember");
  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_NO_AUTO_ANSWER))
    g_string_append (text, " person-only");
  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_UNSUPPORTED))
    g_string_append (text, " unsupported");
  g_string_append_c (text, ':');
  for (guint i = 0; i < culvert_prompt_get_n_fields (prompt); i++)
    append_field (text, culvert_prompt_get_field (prompt, i));

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *line;
  const char *realm;
  const char *prompt;
} PromptRow;

#define PASSWORD_FIELDS " username password+hidden+empty"

static const PromptRow prompt_rows[] = {
  { "PASSWORD:Need 'Auth' username/password", "Auth", "sign-in may-remember:" PASSWORD_FIELDS },
  { "PASSWORD:Need 'Auth' username", "Auth", "username may-remember: username" },
  { "PASSWORD:Need 'Private Key' password",
    "Private Key",
    "key-passphrase may-remember: password+hidden+empty" },
  { "PASSWORD:Need 'Lab Token token' password",
    "Lab Token token",
    "token-pin person-only: password+hidden+empty" },
  { "PASSWORD:Need 'HTTP Proxy' username/password",
    "HTTP Proxy",
    "proxy-sign-in may-remember:" PASSWORD_FIELDS },
  { "PASSWORD:Need 'SOCKS Proxy' username/password",
    "SOCKS Proxy",
    "proxy-sign-in may-remember:" PASSWORD_FIELDS },

  /* A static challenge: shown as it is typed, or not */
  { "PASSWORD:Need 'Auth' username/password SC:1,Code?",
    "Auth",
    "sign-in may-remember:" PASSWORD_FIELDS " response+empty+once“Code?”" },
  { "PASSWORD:Need 'Auth' username/password SC:0,Code?",
    "Auth",
    "sign-in may-remember:" PASSWORD_FIELDS " response+hidden+empty+once“Code?”" },

  /* A challenge that is not understood */
  { "PASSWORD:Need 'Auth' username/password SC:7,Code?",
    "Auth",
    "sign-in may-remember person-only unsupported:" PASSWORD_FIELDS },
  { "PASSWORD:Need 'Auth' username/password SC:1",
    "Auth",
    "sign-in may-remember person-only unsupported:" PASSWORD_FIELDS },

  /* Types that nobody knows */
  { "PASSWORD:Need 'Auth' password", "Auth", "password person-only: password+hidden+empty" },
  { "PASSWORD:Need 'Something' username/password",
    "Something",
    "password person-only:" PASSWORD_FIELDS },
  { "PASSWORD:Need 'Something' password",
    "Something",
    "password person-only: password+hidden+empty" },

  /* A token that is called like a question */
  { "PASSWORD:Need 'Auth' username/password token' password",
    "Auth' username/password token",
    "token-pin person-only: password+hidden+empty" },

  { "NEED-OK:Need 'token-insertion-request' confirmation MSG:Please insert Card token",
    "token-insertion-request",
    "confirmation person-only:" },
  { "NEED-STR:Need 'pkcs11-id-request' string MSG:Please specify PKCS#11 id to use",
    "pkcs11-id-request",
    "certificate may-remember person-only:" },
  { "NEED-STR:Need 'pkcs11-id-request' input MSG:Please specify PKCS#11 id to use",
    "pkcs11-id-request",
    "certificate may-remember person-only:" },
  { "NEED-STR:Need 'pkcs11-id-requests' string MSG:x",
    "pkcs11-id-requests",
    "text person-only: text" },
  { "REMOTE:vpn.example.com,1194,udp", "REMOTE", "server may-remember person-only:" },
  { "PROXY:1,TCP,vpn.example.com", "PROXY", "proxy may-remember person-only: text+empty" },
  { "INFOMSG:CR_TEXT:R:Code?", "CR_TEXT", "challenge person-only: response+hidden+once" },
  { "INFOMSG:CR_TEXT:R,E:Code?", "CR_TEXT", "challenge person-only: response+once" },
  { "INFOMSG:CR_TEXT::Look at your phone", "CR_TEXT", "challenge person-only:" },
  { "INFOMSG:WEB_AUTH::https://x/", "WEB_AUTH", "web-sign-in person-only:" },
  { "INFOMSG:OPEN_URL:https://x/", "OPEN_URL", "web-sign-in person-only:" },
  { NULL, NULL, "management-password may-remember: password+hidden" },
};

static void
test_every_request_becomes_a_prompt (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prompt_rows); i++)
    {
      g_autoptr (CulvertPrompt) prompt = ask (prompt_rows[i].line, 0);
      g_autofree char *description = describe (prompt);

      g_assert_cmpstr (description, ==, prompt_rows[i].prompt);
      g_assert_cmpstr (culvert_prompt_get_realm (prompt), ==, prompt_rows[i].realm);
      g_assert_cmpstr (culvert_prompt_get_connection (prompt), ==, "Office");
    }
}

static void
test_a_prompt_knows_its_profile (void)
{
  g_autoptr (CulvertMgmtRequest) request = parse ("PASSWORD:Need 'Auth' username/password");
  g_autoptr (CulvertProfile) profile = new_profile ();
  g_autoptr (CulvertPrompt) prompt = culvert_session_question_to_prompt (request, profile, 0);

  g_assert_cmpstr (culvert_prompt_get_profile_id (prompt), ==, culvert_profile_get_id (profile));
  g_assert_cmpstr (culvert_prompt_get_identity (prompt),
                   ==,
                   culvert_profile_get_identity (profile));
}

static void
test_the_words_of_the_daemon_come_along (void)
{
  g_autoptr (CulvertPrompt) prompt =
      ask ("NEED-OK:Need 'token-insertion-request' confirmation MSG:<b>Please</b> insert, now", 0);

  g_assert_cmpstr (culvert_prompt_get_message (prompt), ==, "<b>Please</b> insert, now");
}

static void
test_flags_are_added_to_those_of_the_question (void)
{
  const CulvertPromptFlags flags = CULVERT_PROMPT_RETRY | CULVERT_PROMPT_EXPECTED;
  g_autoptr (CulvertPrompt) prompt = ask ("PASSWORD:Need 'Private Key' password", flags);

  g_assert_true (culvert_prompt_has_flag (prompt, flags | CULVERT_PROMPT_MAY_REMEMBER));
  g_assert_false (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_LAST_TRY));
}

/* A daemon cuts its questions at 127 bytes: what was cut may have been the real end of the type. */
static void
test_a_question_that_was_cut_is_for_a_person (void)
{
  g_autofree char *text = g_strnfill (82, 'c');
  g_autofree char *line = g_strdup_printf ("PASSWORD:Need 'Auth' username/password SC:1,%s", text);
  g_autoptr (CulvertPrompt) prompt = NULL;

  g_assert_cmpuint (strlen (line) + 1, ==, 127);
  prompt = ask (line, 0);

  g_assert_true (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_NO_AUTO_ANSWER));
  g_assert_false (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_UNSUPPORTED));
}

/* What the words end in, and what is shown of that. */
static const struct
{
  const char *end;
  const char *shown;
} cuts[] = {
  { "c", "c…" },           { "\xc3\xa9", "é…" }, { "\xc3", "…" }, { "\xe2\x82", "…" },
  { "\xf0\x9f\x99", "…" }, { "\x82", "\x82…" }, /* of no character that has begun */
};

static void
test_what_was_cut_ends_in_an_ellipsis (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *text = g_strnfill (82 - strlen (cuts[i].end), 'c');
      g_autofree char *line =
          g_strdup_printf ("PASSWORD:Need 'Auth' username/password SC:1,%s%s", text, cuts[i].end);
      g_autofree char *expected = g_strconcat (text, cuts[i].shown, NULL);
      g_autoptr (CulvertPrompt) prompt = ask (line, 0);
      CulvertPromptField *response =
          culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_RESPONSE);

      g_assert_cmpstr (culvert_prompt_field_get_label (response), ==, expected);
    }
}

static void
test_a_message_that_was_cut_ends_in_an_ellipsis (void)
{
  g_autofree char *text = g_strnfill (92, 'm');
  g_autofree char *line = g_strdup_printf ("NEED-OK:Need 'x' confirmation MSG:%s", text);
  g_autofree char *expected = g_strconcat (text, "…", NULL);
  g_autoptr (CulvertPrompt) prompt = NULL;

  g_assert_cmpuint (strlen (line) + 1, ==, 127);
  prompt = ask (line, 0);
  g_assert_cmpstr (culvert_prompt_get_message (prompt), ==, expected);
}

static const struct
{
  const char *line;
  gboolean is_outdated;
} key_questions[] = {
  { "NEED-OK:Need 'token-insertion-request' confirmation MSG:Please insert Card token", TRUE },
  { "NEED-STR:Need 'pkcs11-id-request' string MSG:Please specify PKCS#11 id to use", TRUE },
  { "PASSWORD:Need 'Card token' password", TRUE },
  { "PASSWORD:Need 'Private Key' password", FALSE },
  { "PASSWORD:Need 'Auth' username/password", FALSE },
};

static void
test_a_question_may_tell_better_what_is_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_questions); i++)
    {
      g_autoptr (CulvertMgmtRequest) request = parse (key_questions[i].line);

      g_assert_cmpint (culvert_session_question_outdates (request, CULVERT_REASON_KEY_PASSPHRASE),
                       ==,
                       key_questions[i].is_outdated);
      g_assert_false (culvert_session_question_outdates (request, CULVERT_REASON_TLS));
    }
}

static void
test_a_type_that_was_cut_is_for_a_person (void)
{
  g_autofree char *label = g_strnfill (111, 'x');
  g_autofree char *line = g_strdup_printf ("PASSWORD:Need '%s", label);
  g_autoptr (CulvertPrompt) prompt = NULL;
  g_autofree char *description = NULL;

  g_assert_cmpuint (strlen (line) + 1, ==, 127);
  prompt = ask (line, 0);
  description = describe (prompt);

  g_assert_cmpstr (description, ==, "password person-only: password+hidden+empty");
}

typedef struct
{
  const char *line;
  const char *values[3]; /* for the fields, in order */
  const char *commands;
} CommandRow;

static const CommandRow command_rows[] = {
  { "PASSWORD:Need 'Auth' username/password",
    { "alice", "secret" },
    "username \"Auth\" \"alice\"\n"
    "password \"Auth\" \"secret\"\n" },
  { "PASSWORD:Need 'Auth' username/password",
    { "al\"ice", "pa\"ss\\wo rd'#;é" },
    "username \"Auth\" \"al\\\"ice\"\n"
    "password \"Auth\" \"pa\\\"ss\\\\wo rd'#;é\"\n" },
  { "PASSWORD:Need 'Auth' username/password",
    { "alice", "" },
    "username \"Auth\" \"alice\"\n"
    "password \"Auth\" \"\"\n" },
  { "PASSWORD:Need 'Auth' username", { "alice" }, "username \"Auth\" \"alice\"\n" },
  { "PASSWORD:Need 'Private Key' password",
    { "open sesame" },
    "password \"Private Key\" \"open sesame\"\n" },
  { "PASSWORD:Need 'HTTP Proxy' username/password",
    { "bob", "hunter2" },
    "username \"HTTP Proxy\" \"bob\"\n"
    "password \"HTTP Proxy\" \"hunter2\"\n" },
  { "PASSWORD:Need 'Auth' username/password token' password",
    { "1234" },
    "password \"Auth' username/password token\" \"1234\"\n" },

  /* Challenges: base64, or one behind the other */
  { "PASSWORD:Need 'Auth' username/password SC:0,Code?",
    { "alice", "secret", "123456" },
    "username \"Auth\" \"alice\"\n"
    "password \"Auth\" \"SCRV1:c2VjcmV0:MTIzNDU2\"\n" },
  { "PASSWORD:Need 'Auth' username/password SC:1,Code?",
    { "alice", "päss\"word", "" },
    "username \"Auth\" \"alice\"\n"
    "password \"Auth\" \"SCRV1:cMOkc3Mid29yZA==:\"\n" },
  { "PASSWORD:Need 'Auth' username/password SC:3,Code?",
    { "alice", "secret", "123\"456" },
    "username \"Auth\" \"alice\"\n"
    "password \"Auth\" \"secret123\\\"456\"\n" },
  { "PASSWORD:Need 'Auth' username/password SC:2,Code?",
    { "alice", "", "123456" },
    "username \"Auth\" \"alice\"\n"
    "password \"Auth\" \"123456\"\n" },

  { "NEED-STR:Need 'some-string' string MSG:Which?",
    { "Soft\\x20HSM" },
    "needstr \"some-string\" \"Soft\\\\x20HSM\"\n" },
};

static void
fill (CulvertPrompt *prompt, const char *const *values)
{
  for (guint i = 0; i < culvert_prompt_get_n_fields (prompt); i++)
    {
      g_autoptr (CulvertSecretText) text = culvert_secret_text_new (values[i], -1);

      culvert_prompt_field_set_value (culvert_prompt_get_field (prompt, i), text);
    }
}

static char *
join_bytes (GPtrArray *commands)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < commands->len; i++)
    {
      gsize length;
      const char *bytes = culvert_mgmt_command_get_bytes (commands->pdata[i], &length);

      g_string_append_len (text, bytes, (gssize) length);
    }

  return g_string_free (text, FALSE);
}

static void
test_answers_become_commands (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (command_rows); i++)
    {
      g_autoptr (CulvertMgmtRequest) request = parse (command_rows[i].line);
      g_autoptr (CulvertPrompt) prompt = ask (command_rows[i].line, 0);
      g_autoptr (GPtrArray) commands = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *bytes = NULL;

      fill (prompt, command_rows[i].values);
      commands = culvert_session_question_to_commands (request, prompt, &error);
      g_assert_no_error (error);
      bytes = join_bytes (commands);
      g_assert_cmpstr (bytes, ==, command_rows[i].commands);
    }
}

static void
test_secrets_are_marked_as_such (void)
{
  const char *const values[] = { "alice", "secret" };
  const char *line = "PASSWORD:Need 'Auth' username/password";
  g_autoptr (CulvertMgmtRequest) request = parse (line);
  g_autoptr (CulvertPrompt) prompt = ask (line, 0);
  g_autoptr (GPtrArray) commands = NULL;

  fill (prompt, values);
  commands = culvert_session_question_to_commands (request, prompt, NULL);

  g_assert_true (culvert_mgmt_command_is_secret (commands->pdata[1]));
  g_assert_null (strstr (culvert_mgmt_command_get_display (commands->pdata[1]), "secret"));
}

static void
test_a_confirmation_is_ok_or_cancel (void)
{
  const char *line = "NEED-OK:Need 'x\" ok' confirmation MSG:<b>Press OK</b>";
  g_autoptr (CulvertMgmtRequest) request = parse (line);
  g_autoptr (CulvertPrompt) prompt = ask (line, 0);
  g_autoptr (GPtrArray) cancel = culvert_session_question_to_commands (request, prompt, NULL);
  g_autofree char *cancel_bytes = join_bytes (cancel);
  g_autoptr (GPtrArray) ok = NULL;
  g_autofree char *ok_bytes = NULL;

  g_assert_cmpstr (cancel_bytes, ==, "needok \"x\\\" ok\" \"cancel\"\n");

  culvert_prompt_set_confirmed (prompt, TRUE);
  ok = culvert_session_question_to_commands (request, prompt, NULL);
  ok_bytes = join_bytes (ok);
  g_assert_cmpstr (ok_bytes, ==, "needok \"x\\\" ok\" \"ok\"\n");
}

/* Nothing is sent of an answer that cannot be sent as a whole. */
static void
test_what_cannot_be_sent_is_an_error (void)
{
  const char *line = "PASSWORD:Need 'Auth' username/password";
  g_autofree char *too_long = g_strnfill (256, 'x');
  const char *const answers[][2] = {
    { "alice", "two\nlines" },
    { "al\nice", "secret" },
    { "alice", too_long },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (CulvertMgmtRequest) request = parse (line);
      g_autoptr (CulvertPrompt) prompt = ask (line, 0);
      g_autoptr (GPtrArray) commands = NULL;
      g_autoptr (GError) error = NULL;

      fill (prompt, answers[i]);
      commands = culvert_session_question_to_commands (request, prompt, &error);
      g_assert_null (commands);
      g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
    }
}

static void
test_an_empty_text_cannot_be_sent (void)
{
  const char *const values[] = { "" };
  const char *line = "NEED-STR:Need 'some-string' string MSG:Which?";
  g_autoptr (CulvertMgmtRequest) request = parse (line);
  g_autoptr (CulvertPrompt) prompt = ask (line, 0);
  g_autoptr (GPtrArray) commands = NULL;
  g_autoptr (GError) error = NULL;

  fill (prompt, values);
  commands = culvert_session_question_to_commands (request, prompt, &error);

  g_assert_null (commands);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
}

typedef struct
{
  const char *line;
  CulvertSessionVerdict verdict;
} VerdictRow;

static const VerdictRow verdict_rows[] = {
  { "PASSWORD:Verification Failed: 'Auth'", CULVERT_VERDICT_REFUSED },
  { "PASSWORD:Verification Failed: 'Private Key'", CULVERT_VERDICT_REFUSED },
  { "PASSWORD:Verification Failed: 'Auth' ['Your password has expired']", CULVERT_VERDICT_REFUSED },
  { "PASSWORD:Verification Failed: 'Auth' ['']", CULVERT_VERDICT_REFUSED },
  { "PASSWORD:Verification Failed: 'Auth' ['CRV1:R,E:state:YWxpY2U=:Code?']",
    CULVERT_VERDICT_ASKED_MORE },
  { "PASSWORD:Verification Failed: 'Auth' ['SESSION']", CULVERT_VERDICT_ASKED_MORE },
  { "PASSWORD:Verification Failed: 'Auth' ['SESSION: expired']", CULVERT_VERDICT_ASKED_MORE },
  { "PASSWORD:Verification Failed: 'Auth' ['TEMP[backoff 7,advance no]:busy']",
    CULVERT_VERDICT_LATER },
  { "PASSWORD:Verification Failed: 'Auth' ['TEMP']", CULVERT_VERDICT_LATER },

  /* Only the beginning counts. */
  { "PASSWORD:Verification Failed: 'Auth' ['no CRV1: here']", CULVERT_VERDICT_REFUSED },
};

static void
test_only_a_plain_no_is_a_refusal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verdict_rows); i++)
    {
      g_autoptr (CulvertMgmtRequest) request = parse (verdict_rows[i].line);

      g_test_message ("%s", verdict_rows[i].line);
      g_assert_cmpuint (culvert_session_question_get_verdict (request),
                        ==,
                        verdict_rows[i].verdict);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/question/every-request-becomes-a-prompt",
                   test_every_request_becomes_a_prompt);
  g_test_add_func ("/session/question/a-prompt-knows-its-profile", test_a_prompt_knows_its_profile);
  g_test_add_func ("/session/question/the-words-of-the-daemon-come-along",
                   test_the_words_of_the_daemon_come_along);
  g_test_add_func ("/session/question/flags-are-added-to-those-of-the-question",
                   test_flags_are_added_to_those_of_the_question);
  g_test_add_func ("/session/question/a-question-that-was-cut-is-for-a-person",
                   test_a_question_that_was_cut_is_for_a_person);
  g_test_add_func ("/session/question/what-was-cut-ends-in-an-ellipsis",
                   test_what_was_cut_ends_in_an_ellipsis);
  g_test_add_func ("/session/question/a-message-that-was-cut-ends-in-an-ellipsis",
                   test_a_message_that_was_cut_ends_in_an_ellipsis);
  g_test_add_func ("/session/question/a-question-may-tell-better-what-is-wrong",
                   test_a_question_may_tell_better_what_is_wrong);
  g_test_add_func ("/session/question/a-type-that-was-cut-is-for-a-person",
                   test_a_type_that_was_cut_is_for_a_person);
  g_test_add_func ("/session/question/answers-become-commands", test_answers_become_commands);
  g_test_add_func ("/session/question/secrets-are-marked-as-such", test_secrets_are_marked_as_such);
  g_test_add_func ("/session/question/a-confirmation-is-ok-or-cancel",
                   test_a_confirmation_is_ok_or_cancel);
  g_test_add_func ("/session/question/what-cannot-be-sent-is-an-error",
                   test_what_cannot_be_sent_is_an_error);
  g_test_add_func ("/session/question/an-empty-text-cannot-be-sent",
                   test_an_empty_text_cannot_be_sent);
  g_test_add_func ("/session/question/only-a-plain-no-is-a-refusal",
                   test_only_a_plain_no_is_a_refusal);

  return g_test_run ();
}
