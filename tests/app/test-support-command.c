/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-support-command.h"

#include <string.h>

#include "culvert-await.h"

static char *
run (const char *const *words)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *said;

  culvert_support_command_run_async (words, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  said = culvert_support_command_run_finish (result, &error);
  g_assert_no_error (error);

  return said;
}

static void
test_says (void)
{
  const char *const words[] = { "sh", "-c", "echo one; echo two >&2", NULL };
  g_autofree char *said = run (words);

  g_assert_cmpstr (said, ==, "one\ntwo");
}

static void
test_absent (void)
{
  const char *const words[] = { "no-such-program-anywhere", NULL };
  g_autofree char *said = run (words);

  g_assert_cmpstr (said, ==, "(no-such-program-anywhere is not installed)");
}

static void
test_administrators_program (void)
{
  const char *const words[] = { "ldconfig", "--version", NULL };
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *said = NULL;

  g_setenv ("PATH", "/usr/bin:/bin", TRUE);
  said = run (words);
  g_setenv ("PATH", path, TRUE);

  g_assert_true (g_str_has_prefix (said, "ldconfig"));
}

static void
test_silent (void)
{
  const char *const words[] = { "sleep", "600", NULL };
  gint64 start = g_get_monotonic_time ();
  g_autofree char *said = run (words);

  g_assert_cmpstr (said, ==, "(no answer within 5 seconds)");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

static void
test_long (void)
{
  const char *const words[] = { "head", "-c", "1000000", "/dev/zero", NULL };
  const char *const text[] = { "sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x", NULL };
  g_autofree char *zeroes = run (words);
  g_autofree char *said = run (text);

  g_assert_true (g_utf8_validate (zeroes, -1, NULL));
  g_assert_cmpuint (strlen (said), <, 66000);
  g_assert_true (g_str_has_suffix (said, "\n(and more, which is left out)"));
}

static void
test_cancel (void)
{
  const char *const words[] = { "sleep", "600", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_support_command_run_async (words, cancellable, culvert_await_on_ready, &result);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);

  g_assert_null (culvert_support_command_run_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/support-command/says", test_says);
  g_test_add_func ("/app/support-command/absent", test_absent);
  g_test_add_func ("/app/support-command/administrators-program", test_administrators_program);
  g_test_add_func ("/app/support-command/silent", test_silent);
  g_test_add_func ("/app/support-command/long", test_long);
  g_test_add_func ("/app/support-command/cancel", test_cancel);

  return g_test_run ();
}
