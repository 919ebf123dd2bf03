/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-overheard.h"

#include <string.h>

#define DROPPED "WARNING: Received INFO command is too long, won't notify management client."
#define PUSHED  "Info command was pushed by server ('WEB_AUTH::https://x/?s=1')"

static CulvertMgmtRequest *
take (CulvertSessionOverheard *overheard, const char *text)
{
  const CulvertMgmtLog log = { .text = text, .length = strlen (text) };

  return culvert_session_overheard_take (overheard, &log);
}

static void
test_only_the_next_line_is_believed (void)
{
  CulvertSessionOverheard overheard = { FALSE };
  g_autoptr (CulvertMgmtRequest) request = NULL;

  g_assert_null (take (&overheard, PUSHED));
  g_assert_null (take (&overheard, DROPPED));
  request = take (&overheard, PUSHED);
  g_assert_cmpstr (request->message, ==, "https://x/?s=1");
  g_assert_null (take (&overheard, PUSHED));
  g_assert_null (take (&overheard, DROPPED));
  g_assert_null (take (&overheard, "Info command was pushed by server ('"));
  g_assert_null (take (&overheard, DROPPED));
  g_assert_null (take (&overheard, "Info command was pushed by server ('')"));
}

/* S32 */
static void
test_secrets_are_masked (void)
{
  static const struct
  {
    const char *text;
    const char *masked;
  } rows[] = {
    { "AUTH: Received control message: AUTH_FAILED,CRV1:R,E:st-1:YWxpY2U=:Code?",
      "AUTH: Received control message: AUTH_FAILED,CRV1:R,E:***:YWxpY2U=:Code?" },
    { "AUTH: Received control message: AUTH_FAILED,CRV1:R:st-1",
      "AUTH: Received control message: AUTH_FAILED,CRV1:R:***" },
    { PUSHED, "Info command was pushed by server ('WEB_AUTH:***')" },
    { "PUSH: Received control message: 'INFO_PRE,OPEN_URL:https://x/'",
      "PUSH: Received control message: 'INFO_PRE,OPEN_URL:***" },
    { "AUTH: Received control message: AUTH_FAILED,no", NULL },
    { "Info command was pushed by server ('CR_TEXT:R,E:Enter your TAN:')", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CulvertMgmtLog log = { .text = rows[i].text, .length = strlen (rows[i].text) };
      g_autofree char *masked = culvert_session_overheard_mask (&log);

      g_assert_cmpstr (masked, ==, rows[i].masked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/overheard/only-the-next-line-is-believed",
                   test_only_the_next_line_is_believed);
  g_test_add_func ("/session/overheard/secrets-are-masked", test_secrets_are_masked);

  return g_test_run ();
}
