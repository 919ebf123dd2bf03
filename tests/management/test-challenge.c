/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-challenge.h"

static void
assert_secret (CulvertSecretText *owned_text, const char *expected)
{
  g_autoptr (CulvertSecretText) text = owned_text;

  g_assert_cmpstr (culvert_secret_text_peek (text), ==, expected);
}

static void
test_static_response (void)
{
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("pass\"word:", -1);
  g_autoptr (CulvertSecretText) response = culvert_secret_text_new ("1234", -1);

  assert_secret (culvert_mgmt_challenge_static_response (password, response, FALSE),
                 "SCRV1:cGFzcyJ3b3JkOg==:MTIzNA==");
  assert_secret (culvert_mgmt_challenge_static_response (password, response, TRUE),
                 "pass\"word:1234");
}

static void
test_good_challenges (void)
{
  static const struct
  {
    const char *reason;
    gboolean wants_response;
    gboolean echo;
    const char *state;
    const char *username;
    const char *text;
  } rows[] = {
    { "CRV1:R,E:Om01u7Fh4LrGBS7uh0SWmzwabUiGiW6l:Y3Ix:Please enter token PIN",
      TRUE,
      TRUE,
      "Om01u7Fh4LrGBS7uh0SWmzwabUiGiW6l",
      "cr1",
      "Please enter token PIN" },
    { "CRV1:R:st-1:YWxpY2U=:Code: a:b", TRUE, FALSE, "st-1", "alice", "Code: a:b" },
    { "CRV1:E,R:st-1:YWxpY2U=:", TRUE, TRUE, "st-1", "alice", "" },
    { "CRV1::st-1:YWxpY2U=:Press the button", FALSE, FALSE, "st-1", "alice", "Press the button" },
    { "CRV1:RE,X:st-1:YWxpY2U=:x", FALSE, FALSE, "st-1", "alice", "x" },
    /* Hostile case 6a: a name that is none, and a text that would like to be a link */
    { "CRV1:R,E:st\xc3\xa4te:!!notb64:<a href='x'>']",
      TRUE,
      TRUE,
      "st\xc3\xa4te",
      NULL,
      "<a href='x'>']" },
    { "CRV1:R,E:s::x", TRUE, TRUE, "s", NULL, "x" },
    { "CRV1:R:s::x", TRUE, FALSE, "s", NULL, "x" },
    { "CRV1:R:s:YWxpY2U:x", TRUE, FALSE, "s", NULL, "x" },
    { "CRV1:R:s:====:x", TRUE, FALSE, "s", NULL, "x" },
    /* "a\nb", NUL, "\xff", and a right-to-left override */
    { "CRV1:R:s:YQpi:x", TRUE, FALSE, "s", NULL, "x" },
    { "CRV1:R:s:YQBi:x", TRUE, FALSE, "s", NULL, "x" },
    { "CRV1:R:s:/w==:x", TRUE, FALSE, "s", NULL, "x" },
    { "CRV1:R:s:4oCuYWJj:x", TRUE, FALSE, "s", NULL, "x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertMgmtChallenge) challenge = culvert_mgmt_challenge_parse (rows[i].reason);

      g_test_message ("%s", rows[i].reason);
      g_assert_nonnull (challenge);
      g_assert_cmpint (challenge->wants_response, ==, rows[i].wants_response);
      g_assert_cmpint (challenge->echo, ==, rows[i].echo);
      g_assert_cmpstr (culvert_secret_text_peek (challenge->state), ==, rows[i].state);
      g_assert_cmpstr (challenge->username, ==, rows[i].username);
      g_assert_cmpstr (challenge->text, ==, rows[i].text);
    }
}

static void
test_no_challenge (void)
{
  static const char *const reasons[] = {
    "",
    "CRV1",
    "CRV1:R:state",
    "CRV1:R:state:YWxpY2U=",
    "CRV2:R:state:YWxpY2U=:x",
    "x",
    "crv1:R:s:YQ:x",
    "CRV1:R::YWxpY2U=:x",
    "CRV1:R:a\x1b:YWxpY2U=:x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_assert_null (culvert_mgmt_challenge_parse (reasons[i]));
}

static void
test_dynamic_response (void)
{
  g_autoptr (CulvertMgmtChallenge) challenge =
      culvert_mgmt_challenge_parse ("CRV1:R,E:st\xc3\xa4te:YWxpY2U=:Code?");
  g_autoptr (CulvertSecretText) response = culvert_secret_text_new ("4:2", -1);
  g_autoptr (CulvertSecretText) nothing = culvert_secret_text_new ("", -1);

  assert_secret (culvert_mgmt_challenge_dynamic_response (challenge, response),
                 "CRV1::st\xc3\xa4te::4:2");
  assert_secret (culvert_mgmt_challenge_dynamic_response (challenge, nothing),
                 "CRV1::st\xc3\xa4te::");
  assert_secret (culvert_mgmt_challenge_dynamic_response (challenge, NULL), "CRV1::st\xc3\xa4te::");
}

/* Longer than what is encoded at a time. */
static void
test_text_response (void)
{
  g_autoptr (CulvertSecretText) response = culvert_secret_text_new ("Hi", -1);
  g_autofree char *text = g_strnfill (190, 'x');
  g_autofree char *encoded = g_base64_encode ((const guchar *) text, 190);
  g_autoptr (CulvertSecretText) long_response = culvert_secret_text_new (text, -1);

  assert_secret (culvert_mgmt_challenge_text_response (response), "SGk=");
  assert_secret (culvert_mgmt_challenge_text_response (long_response), encoded);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/challenge/static-response", test_static_response);
  g_test_add_func ("/management/challenge/good-challenges", test_good_challenges);
  g_test_add_func ("/management/challenge/no-challenge", test_no_challenge);
  g_test_add_func ("/management/challenge/dynamic-response", test_dynamic_response);
  g_test_add_func ("/management/challenge/text-response", test_text_response);

  return g_test_run ();
}
