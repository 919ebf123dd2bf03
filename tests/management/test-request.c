/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-request.h"

#include "culvert-mgmt-line.h"

#include <string.h>

static CulvertMgmtRequest *
parse (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  g_autofree char *escaped = g_strescape (text, NULL);
  CulvertMgmtLine line;

  g_test_message ("%s", escaped);
  culvert_mgmt_line_parse (&line, copy, strlen (copy));
  return culvert_mgmt_request_parse (line.source, line.source_length, line.payload, line.length);
}

typedef struct
{
  const char *text;
  const char *type;
  gboolean is_exact;
  gboolean needs_username;
  gboolean needs_password;
} NeedRow;

static const NeedRow need_rows[] = {
  { ">PASSWORD:Need 'Auth' username/password", "Auth", TRUE, TRUE, TRUE },
  { ">PASSWORD:Need 'Auth' username", "Auth", TRUE, TRUE, FALSE },
  { ">PASSWORD:Need 'Private Key' password", "Private Key", TRUE, FALSE, TRUE },
  { ">PASSWORD:Need 'HTTP Proxy' username/password", "HTTP Proxy", TRUE, TRUE, TRUE },
  { ">PASSWORD:Need 'Lab Token token' password", "Lab Token token", TRUE, FALSE, TRUE },
  { ">PASSWORD:Need 'Bob's \"x\" a/b \\ c token' password",
    "Bob's \"x\" a/b \\ c token",
    TRUE,
    FALSE,
    TRUE },
  /* Hostile case 4a: a token that would like to be the login. */
  { ">PASSWORD:Need 'Auth' username/password token' password",
    "Auth' username/password token",
    TRUE,
    FALSE,
    TRUE },
  { ">PASSWORD:Need 'Auth' password token' password", "Auth' password token", TRUE, FALSE, TRUE },
  { ">PASSWORD:Need '' password", "", TRUE, FALSE, TRUE },
  { ">PASSWORD:Need 'x' fingerprint", "x", FALSE, FALSE, TRUE },
  { ">PASSWORD:Need 'Auth' username/passw", "Auth", FALSE, FALSE, TRUE },
  { ">PASSWORD:Need 'Aut", "Aut", FALSE, FALSE, TRUE },
  { ">PASSWORD:Need '", "", FALSE, FALSE, TRUE },
  /* One quote does not both begin the type and end it. */
  { ">PASSWORD:Need ' username/password", " username/password", FALSE, FALSE, TRUE },
};

static void
test_need (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (need_rows); i++)
    {
      g_autoptr (CulvertMgmtRequest) request = parse (need_rows[i].text);

      g_assert_nonnull (request);
      g_assert_cmpint (request->kind, ==, CULVERT_MGMT_REQUEST_PASSWORD);
      g_assert_cmpstr (request->type, ==, need_rows[i].type);
      g_assert_cmpint (request->type_is_exact, ==, need_rows[i].is_exact);
      g_assert_cmpint (request->needs_username, ==, need_rows[i].needs_username);
      g_assert_cmpint (request->needs_password, ==, need_rows[i].needs_password);
      g_assert_null (request->challenge);
      g_assert_false (request->challenge_unsupported);
      g_assert_false (request->was_cut);
    }
}

/* Hostile case 7a, and the good ones. */
static void
test_challenges (void)
{
  static const struct
  {
    const char *challenge;
    const char *text;
    gboolean echo;
    gboolean concat;
    gboolean is_unsupported;
  } rows[] = {
    { " SC:0,Enter the code", "Enter the code", FALSE, FALSE, FALSE },
    { " SC:1,with comma: a,b", "with comma: a,b", TRUE, FALSE, FALSE },
    { " SC:2,x", "x", FALSE, TRUE, FALSE },
    { " SC:3,it's 'x'", "it's 'x'", TRUE, TRUE, FALSE },
    { " SC:1,", "", TRUE, FALSE, FALSE },
    { " SC:4,x", NULL, FALSE, FALSE, TRUE },
    { " SC:7,", NULL, FALSE, FALSE, TRUE },
    { " SC:-1,x", NULL, FALSE, FALSE, TRUE },
    { " SC:99999999999999999999,x", NULL, FALSE, FALSE, TRUE },
    { " SC:1", NULL, FALSE, FALSE, TRUE },
    { " SC:", NULL, FALSE, FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strconcat (">PASSWORD:Need 'Auth' username/password", rows[i].challenge, NULL);
      g_autoptr (CulvertMgmtRequest) request = parse (text);

      g_assert_cmpstr (request->type, ==, "Auth");
      g_assert_true (request->type_is_exact);
      g_assert_true (request->needs_username && request->needs_password);
      g_assert_cmpstr (request->challenge, ==, rows[i].text);
      g_assert_cmpint (request->challenge_echo, ==, rows[i].echo);
      g_assert_cmpint (request->challenge_concat, ==, rows[i].concat);
      g_assert_cmpint (request->challenge_unsupported, ==, rows[i].is_unsupported);
    }
}

/* Hostile case 5a: cut in the middle of a character. */
static void
test_cut_challenge (void)
{
  static const char text[] =
      ">PASSWORD:Need 'Auth' username/password SC:1,Enter \xe2\x80\xae\xc3\xbcn\xc3\xaf"
      "c\xc3\xb6"
      "d\xc3\xa9 \xc3\xbcn\xc3\xaf"
      "c\xc3\xb6"
      "d\xc3\xa9 \xc3\xbcn\xc3\xaf"
      "c\xc3\xb6"
      "d\xc3\xa9 \xc3\xbcn\xc3\xaf"
      "c\xc3\xb6"
      "d\xc3\xa9 \xc3\xbcn\xc3\xaf"
      "c\xc3\xb6"
      "d\xc3\xa9 \xc3\xbcn\xc3\xaf"
      "c\xc3\xb6"
      "d\xc3\xa9 \xc3";
  g_autoptr (CulvertMgmtRequest) request = parse (text);

  g_assert_cmpuint (strlen (text), ==, 127);
  g_assert_cmpstr (request->type, ==, "Auth");
  g_assert_true (request->type_is_exact);
  g_assert_true (request->was_cut);
  g_assert_true (request->challenge_echo);
  g_assert_true (g_str_has_suffix (request->challenge, "d\xc3\xa9 \xc3"));
}

/* A label that is just long enough to hide what follows it. */
static void
test_cut_type (void)
{
  g_autofree char *label = g_strnfill (127 - strlen (">PASSWORD:Need '' password"), 'x');
  g_autofree char *whole = g_strdup_printf (">PASSWORD:Need '%s' password", label);
  g_autofree char *open = g_strdup_printf (">PASSWORD:Need '%s         p", label);
  g_autoptr (CulvertMgmtRequest) first = parse (whole);
  g_autoptr (CulvertMgmtRequest) second = parse (open);

  g_assert_cmpuint (strlen (whole), ==, 127);
  g_assert_true (first->was_cut);
  g_assert_false (first->type_is_exact);
  g_assert_false (second->type_is_exact);
}

typedef struct
{
  const char *text;
  const char *type;
  const char *message;
} RefusalRow;

/* The reason is told as it is: what begins with CRV1, SESSION or TEMP is not ours to take apart. */
static const RefusalRow refusal_rows[] = {
  { "'Auth'", "Auth", NULL },
  { "'Private Key'", "Private Key", NULL },
  { "'custom server-generated string'", "custom server-generated string", NULL },
  { "'Auth' ['it's bad, really [yes]: \"quoted\" 100%']",
    "Auth",
    "it's bad, really [yes]: \"quoted\" 100%" },
  { "'Auth' ['x'] y ['z']']", "Auth", "x'] y ['z']" },
  { "'Auth' ['SESSION: expired']", "Auth", "SESSION: expired" },
  { "'Auth' ['TEMP[backoff 3,advance no]: server is busy']",
    "Auth",
    "TEMP[backoff 3,advance no]: server is busy" },
  /* Hostile case 6a */
  { "'Auth' ['CRV1:R,E:st\xc3\xa4te:!!notb64:<a href='x'>']']",
    "Auth",
    "CRV1:R,E:st\xc3\xa4te:!!notb64:<a href='x'>']" },
  { "'Auth' ['cut off", "Auth", "cut off" },
  { "'Auth' ['']", "Auth", "" },
};

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusal_rows); i++)
    {
      g_autofree char *text =
          g_strconcat (">PASSWORD:Verification Failed: ", refusal_rows[i].text, NULL);
      g_autoptr (CulvertMgmtRequest) request = parse (text);

      g_assert_cmpint (request->kind, ==, CULVERT_MGMT_REQUEST_REFUSED);
      g_assert_cmpstr (request->type, ==, refusal_rows[i].type);
      g_assert_true (request->type_is_exact);
      g_assert_cmpstr (request->message, ==, refusal_rows[i].message);
    }
}

/* Hostile case 10a: nothing keeps the token. */
static void
test_auth_token (void)
{
  g_autoptr (CulvertMgmtRequest) request =
      parse (">PASSWORD:Auth-Token:SESS_ID_AT_abcdef0123456789");

  g_assert_cmpint (request->kind, ==, CULVERT_MGMT_REQUEST_AUTH_TOKEN);
  g_assert_cmpstr (request->type, ==, "");
  g_assert_null (request->message);
}

static void
test_need_ok_and_need_str (void)
{
  static const struct
  {
    const char *text;
    CulvertMgmtRequestKind kind;
    const char *type;
    gboolean is_exact;
    const char *message;
  } rows[] = {
    { ">NEED-OK:Need 'token-insertion-request' confirmation MSG:Please insert Card token",
      CULVERT_MGMT_REQUEST_NEED_OK,
      "token-insertion-request",
      TRUE,
      "Please insert Card token" },
    { ">NEED-OK:Need 'x\" ok' confirmation MSG:<b>Press OK</b>",
      CULVERT_MGMT_REQUEST_NEED_OK,
      "x\" ok",
      TRUE,
      "<b>Press OK</b>" },
    { ">NEED-OK:Need 'a' confirmation MSG:", CULVERT_MGMT_REQUEST_NEED_OK, "a", TRUE, "" },
    { ">NEED-STR:Need 'pkcs11-id-request' string MSG:Please specify PKCS#11 id to use",
      CULVERT_MGMT_REQUEST_NEED_STR,
      "pkcs11-id-request",
      TRUE,
      "Please specify PKCS#11 id to use" },
    { ">NEED-STR:Need 'name' input MSG:Please specify your name",
      CULVERT_MGMT_REQUEST_NEED_STR,
      "name",
      TRUE,
      "Please specify your name" },
    { ">NEED-STR:Need 'name' strin", CULVERT_MGMT_REQUEST_NEED_STR, "name", FALSE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertMgmtRequest) request = parse (rows[i].text);

      g_assert_cmpint (request->kind, ==, rows[i].kind);
      g_assert_cmpstr (request->type, ==, rows[i].type);
      g_assert_cmpint (request->type_is_exact, ==, rows[i].is_exact);
      g_assert_cmpstr (request->message, ==, rows[i].message);
      g_assert_false (request->needs_username || request->needs_password);
    }
}

static void
test_infos (void)
{
  static const struct
  {
    const char *text;
    CulvertMgmtRequestKind kind;
    const char *type;
    const char *message;
    gboolean wants_response;
    gboolean echo;
  } rows[] = {
    { ">INFOMSG:CR_TEXT:R,E:Enter your TAN: (from the list)",
      CULVERT_MGMT_REQUEST_CHALLENGE,
      "CR_TEXT",
      "Enter your TAN: (from the list)",
      TRUE,
      TRUE },
    { ">INFOMSG:CR_TEXT:R:Code", CULVERT_MGMT_REQUEST_CHALLENGE, "CR_TEXT", "Code", TRUE, FALSE },
    { ">INFOMSG:CR_TEXT::Wait", CULVERT_MGMT_REQUEST_CHALLENGE, "CR_TEXT", "Wait", FALSE, FALSE },
    { ">INFOMSG:WEB_AUTH:hidden,external:https://x/?s=a:b",
      CULVERT_MGMT_REQUEST_WEB_SIGN_IN,
      "WEB_AUTH",
      "https://x/?s=a:b",
      FALSE,
      FALSE },
    { ">INFOMSG:OPEN_URL:file:///etc/passwd",
      CULVERT_MGMT_REQUEST_WEB_SIGN_IN,
      "OPEN_URL",
      "file:///etc/passwd",
      FALSE,
      FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertMgmtRequest) request = parse (rows[i].text);

      g_assert_cmpint (request->kind, ==, rows[i].kind);
      g_assert_cmpstr (request->type, ==, rows[i].type);
      g_assert_cmpstr (request->message, ==, rows[i].message);
      g_assert_cmpint (request->wants_response, ==, rows[i].wants_response);
      g_assert_cmpint (request->challenge_echo, ==, rows[i].echo);
    }
}

static void
test_not_a_request (void)
{
  static const char *const texts[] = {
    ">PASSWORD:",
    ">PASSWORD:Need Auth username/password",
    ">PASSWORD:Verification Failed",
    ">NEED-OK:Verification Failed: 'Auth'",
    ">NEED-OK:",
    ">NEED-CERTIFICATE:hint",
    ">PASSWORDS:Need 'Auth' username/password",
    ">INFOMSG:",
    ">INFOMSG:CR_TEXT",
    ">INFOMSG:CR_TEXT:R",
    ">INFOMSG:CR:R,E:x",
    ">INFOMSG:WEB_AUTH:https",
    ">INFOMSG:WEB_AUTHX::https://x/",
    ">INFO:CR_TEXT:R:x",
    ">LOG:1,,>PASSWORD:Need 'Auth' username/password",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (CulvertMgmtRequest) request = parse (texts[i]);

      g_assert_null (request);
    }
}

static void
test_nul_is_no_request (void)
{
  static const char payload[] = "Need 'A\0uth' password";

  g_assert_null (culvert_mgmt_request_parse ("PASSWORD", 8, payload, sizeof payload - 1));
}

static void
test_servers (void)
{
  g_autoptr (CulvertMgmtRequest) remote = parse (">REMOTE:::1,443,tcp-client");
  g_autoptr (CulvertMgmtRequest) proxy = parse (">PROXY:1,UDP,vpn.example.com");
  g_autoptr (CulvertMgmtRequest) tcp_proxy = parse (">PROXY:1,TCP,vpn.example.com");
  g_autoptr (CulvertMgmtRequest) copy = culvert_mgmt_request_copy (remote);

  g_assert_cmpint (remote->kind, ==, CULVERT_MGMT_REQUEST_REMOTE);
  g_assert_cmpstr (remote->type, ==, "REMOTE");
  g_assert_cmpstr (remote->remote->host, ==, "::1");
  g_assert_cmpstr (remote->remote->port, ==, "443");
  g_assert_cmpstr (copy->remote->protocol, ==, "tcp-client");
  g_assert_cmpint (proxy->kind, ==, CULVERT_MGMT_REQUEST_PROXY);
  g_assert_cmpstr (proxy->type, ==, "PROXY");
  g_assert_cmpstr (proxy->remote->host, ==, "vpn.example.com");
  g_assert_cmpstr (proxy->remote->port, ==, "");
  g_assert_false (culvert_mgmt_remote_is_tcp (proxy->remote));
  g_assert_true (culvert_mgmt_remote_is_tcp (tcp_proxy->remote));
}

static void
test_no_servers (void)
{
  const char *const texts[] = { ">REMOTE:",           ">REMOTE:host",       ">REMOTE:host,443",
                                ">PROXY:1,UDP",       ">PROXY:1,UDP,",      ">PROXY:1,udp,host",
                                ">PROXY:-1,UDP,host", ">PROXY:1,SCTP,host", ">PROXY",
                                ">REMOTES:a,443,udp", ">PROXY:1,TCP,a host" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (parse (texts[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/request/need", test_need);
  g_test_add_func ("/management/request/challenges", test_challenges);
  g_test_add_func ("/management/request/cut-challenge", test_cut_challenge);
  g_test_add_func ("/management/request/cut-type", test_cut_type);
  g_test_add_func ("/management/request/refusals", test_refusals);
  g_test_add_func ("/management/request/auth-token", test_auth_token);
  g_test_add_func ("/management/request/need-ok-and-need-str", test_need_ok_and_need_str);
  g_test_add_func ("/management/request/infos", test_infos);
  g_test_add_func ("/management/request/not-a-request", test_not_a_request);
  g_test_add_func ("/management/request/nul-is-no-request", test_nul_is_no_request);
  g_test_add_func ("/management/request/servers", test_servers);
  g_test_add_func ("/management/request/no-servers", test_no_servers);
  return g_test_run ();
}
