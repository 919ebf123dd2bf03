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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/overheard/only-the-next-line-is-believed",
                   test_only_the_next_line_is_believed);

  return g_test_run ();
}
