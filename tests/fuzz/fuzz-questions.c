/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What a daemon asks, and what is answered: static, dynamic and text challenges, sign-ins with a
 * browser. A question that is understood names what stands in the line; an answer carries exactly
 * what was typed, to exactly what asked. An input is a line, and what was typed. */

#include "culvert-fuzz.h"

#include "culvert-mgmt-challenge.h"
#include "culvert-mgmt-command.h"
#include "culvert-mgmt-line.h"
#include "culvert-mgmt-request.h"

#include <string.h>

/* It goes to the daemon as `word "type" "text"`, or not at all. */
static void
check_command (CulvertMgmtCommand *owned_command, const char *word, const char *a, const char *b)
{
  g_autoptr (CulvertMgmtCommand) command = owned_command;
  const char *bytes;
  gsize length;

  if (command == NULL)
    return;

  bytes = culvert_mgmt_command_get_bytes (command, &length);
  culvert_fuzz_assert_words (bytes, length - 1, word, a, b, NULL);
}

static void
assert_decodes_to (const char *base64, const CulvertSecretText *text)
{
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (base64, &length);

  g_assert_cmpmem (bytes,
                   length,
                   culvert_secret_text_peek (text),
                   culvert_secret_text_get_length (text));
  g_assert_null (strpbrk (base64, "\r\n"));
}

/* `SCRV1:password:response`; the response may stand for both here. */
static void
check_static_response (const CulvertMgmtRequest *request, const CulvertSecretText *typed)
{
  g_autoptr (CulvertSecretText) text =
      culvert_mgmt_challenge_static_response (typed, typed, request->challenge_concat);
  const char *bytes = culvert_secret_text_peek (text);
  gsize length = culvert_secret_text_get_length (typed);
  g_auto (GStrv) parts = NULL;

  if (request->challenge_concat)
    {
      g_assert_cmpuint (culvert_secret_text_get_length (text), ==, 2 * length);
      return;
    }

  parts = g_strsplit (bytes, ":", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_cmpstr (parts[0], ==, "SCRV1");
  assert_decodes_to (parts[1], typed);
  assert_decodes_to (parts[2], typed);
}

/* `CRV1:flags:state:name:text`, put together again. */
static void
check_dynamic (const char *reason, const char *type, const CulvertSecretText *typed)
{
  g_autoptr (CulvertMgmtChallenge) challenge = culvert_mgmt_challenge_parse (reason);
  g_autoptr (CulvertSecretText) response = NULL;
  g_autofree char *expected = NULL;
  g_auto (GStrv) parts = NULL;

  if (challenge == NULL)
    return;

  parts = g_strsplit (reason, ":", 5);
  g_assert_cmpstr (parts[0], ==, "CRV1");
  g_assert_cmpstr (culvert_secret_text_peek (challenge->state), ==, parts[2]);
  g_assert_cmpstr (challenge->text, ==, parts[4]);
  g_assert_cmpuint (strlen (parts[2]), >, 0);
  for (const char *at = parts[2]; *at != '\0'; at++)
    g_assert_false (g_ascii_iscntrl (*at));
  if (challenge->username != NULL)
    {
      g_autofree char *encoded =
          g_base64_encode ((const guchar *) challenge->username, strlen (challenge->username));

      g_assert_true (g_utf8_validate (challenge->username, -1, NULL));
      g_assert_false (culvert_fuzz_has_control (challenge->username, strlen (challenge->username)));
      g_assert_cmpuint (strlen (encoded), ==, strlen (parts[3]));
    }

  response = culvert_mgmt_challenge_dynamic_response (challenge, typed);
  expected = g_strdup_printf ("CRV1::%s::%s", parts[2], culvert_secret_text_peek (typed));
  g_assert_cmpstr (culvert_secret_text_peek (response), ==, expected);
  check_command (culvert_mgmt_command_password (type, response, NULL), "password", type, expected);
}

static void
check_text (const CulvertSecretText *typed)
{
  g_autoptr (CulvertSecretText) text = culvert_mgmt_challenge_text_response (typed);
  const char *base64 = culvert_secret_text_peek (text);

  assert_decodes_to (base64, typed);
  check_command (culvert_mgmt_command_cr_response (text, NULL), "cr-response", base64, NULL);
}

static void
check_need (const CulvertMgmtRequest *request,
            const CulvertMgmtLine *line,
            const CulvertSecretText *typed)
{
  const char *type = request->type;
  const char *answer = culvert_secret_text_peek (typed);
  g_autofree char *start = g_strdup_printf ("Need '%s'", type);

  if (request->type_is_exact)
    g_assert_true (g_str_has_prefix (line->payload, start));
  g_assert_true (request->challenge == NULL ||
                 g_str_has_suffix (line->payload, request->challenge));
  g_assert_false (request->challenge != NULL && request->challenge_unsupported);

  if (request->kind == CULVERT_MGMT_REQUEST_NEED_OK)
    check_command (culvert_mgmt_command_needok (type, TRUE, NULL), "needok", type, "ok");
  else if (request->kind == CULVERT_MGMT_REQUEST_NEED_STR)
    check_command (culvert_mgmt_command_needstr (type, answer, NULL), "needstr", type, answer);
  else
    check_command (culvert_mgmt_command_username (type, answer, NULL), "username", type, answer);
  if (request->challenge != NULL)
    check_static_response (request, typed);
}

static void
check_request (const CulvertMgmtRequest *request,
               const CulvertMgmtLine *line,
               const CulvertSecretText *typed)
{
  const char *message = request->message;

  g_assert_nonnull (request->type);
  g_assert_true (message == NULL || strstr (line->payload, message) != NULL);

  switch (request->kind)
    {
    case CULVERT_MGMT_REQUEST_PASSWORD:
    case CULVERT_MGMT_REQUEST_NEED_OK:
    case CULVERT_MGMT_REQUEST_NEED_STR:
      check_need (request, line, typed);
      break;
    case CULVERT_MGMT_REQUEST_REFUSED:
      if (message != NULL)
        check_dynamic (message, request->type, typed);
      break;
    case CULVERT_MGMT_REQUEST_AUTH_TOKEN:
      g_assert_cmpstr (request->type, ==, "");
      g_assert_null (message);
      g_assert_null (request->challenge);
      break;
    case CULVERT_MGMT_REQUEST_CHALLENGE:
      g_assert_nonnull (message);
      check_text (typed);
      break;
    case CULVERT_MGMT_REQUEST_WEB_SIGN_IN:
      g_assert_true (g_str_has_suffix (line->payload, message));
      break;
    case CULVERT_MGMT_REQUEST_REMOTE:
    case CULVERT_MGMT_REQUEST_PROXY:
      g_assert_nonnull (request->remote);
      g_assert_true (strstr (line->payload, request->remote->host) != NULL);
      check_command (culvert_mgmt_command_needstr (request->remote->host, "x", NULL),
                     "needstr",
                     request->remote->host,
                     "x");
      break;
    }
}

/* A token may be called whatever it likes: it is what a daemon names between its quotes. */
static void
check_round_trip (const char *type)
{
  static const struct
  {
    const char *source;
    const char *suffix;
  } forms[] = {
    { "PASSWORD", "' username/password" }, { "PASSWORD", "' username" },
    { "PASSWORD", "' password" },          { "NEED-OK", "' confirmation MSG:" },
    { "NEED-STR", "' string MSG:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *payload = g_strconcat ("Need '", type, forms[i].suffix, NULL);
      g_autoptr (CulvertMgmtRequest) request = culvert_mgmt_request_parse (forms[i].source,
                                                                           strlen (forms[i].source),
                                                                           payload,
                                                                           strlen (payload));

      g_assert_nonnull (request);
      g_assert_cmpstr (request->type, ==, type);
      g_assert_true (request->type_is_exact || request->was_cut);
    }
}

static void
assert_same (const CulvertMgmtRequest *a, const CulvertMgmtRequest *b)
{
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpstr (a->type, ==, b->type);
  g_assert_cmpstr (a->message, ==, b->message);
  g_assert_cmpstr (a->challenge, ==, b->challenge);
  g_assert_true ((a->remote == NULL) == (b->remote == NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (CulvertMgmtRequest) request = NULL;
  g_autoptr (CulvertMgmtRequest) copy = NULL;
  g_autoptr (CulvertSecretText) secret = NULL;
  g_autofree char *text = NULL;
  g_autofree char *typed = NULL;
  CulvertFuzzInput input;
  CulvertMgmtLine line;
  gsize length = 0;

  culvert_fuzz_input_init (&input, data, size);
  text = culvert_fuzz_input_take_line (&input, &length);
  typed = culvert_fuzz_input_take_text (&input);
  if (text == NULL)
    return 0;

  check_round_trip (typed);
  secret = culvert_secret_text_new (typed, -1);
  culvert_mgmt_line_parse (&line, text, length);
  if (line.kind != CULVERT_MGMT_LINE_MESSAGE)
    return 0;
  request = culvert_mgmt_request_parse (line.source, line.source_length, line.payload, line.length);
  if (request == NULL)
    return 0;

  g_assert_cmpuint (strlen (line.payload), ==, line.length);
  check_request (request, &line, secret);
  copy = culvert_mgmt_request_copy (request);
  assert_same (request, copy);
  return 0;
}
