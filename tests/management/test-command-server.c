/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-command-server.h"

#include <string.h>

#include "culvert-mgmt-error.h"

static void
assert_bytes (CulvertMgmtCommand *owned_command, const char *bytes, const char *display)
{
  g_autoptr (CulvertMgmtCommand) command = owned_command;
  gsize length;

  g_assert_nonnull (command);
  g_assert_cmpstr (culvert_mgmt_command_get_bytes (command, &length), ==, bytes);
  g_assert_cmpuint (length, ==, strlen (bytes));
  g_assert_cmpstr (culvert_mgmt_command_get_display (command), ==, display);
}

static void
assert_refused (CulvertMgmtCommand *command, GError *error, const char *word)
{
  g_assert_null (command);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
  g_assert_nonnull (strstr (error->message, word));
  g_error_free (error);
}

static void
test_bytes (void)
{
  assert_bytes (culvert_mgmt_command_client_auth (0, 0, NULL, NULL),
                "client-auth-nt 0 0\n",
                "client-auth-nt 0 0");
  assert_bytes (culvert_mgmt_command_client_auth (4294967296, 7, "", NULL),
                "client-auth-nt 4294967296 7\n",
                "client-auth-nt 4294967296 7");
  assert_bytes (culvert_mgmt_command_client_deny (0, 1, "no", NULL, NULL),
                "client-deny 0 1 \"no\"\n",
                "client-deny 0 1 \"no\"");
  assert_bytes (culvert_mgmt_command_client_deny (3, 1, "no", "not \"you\" \\ now", NULL),
                "client-deny 3 1 \"no\" \"not \\\"you\\\" \\\\ now\"\n",
                "client-deny 3 1 \"no\" \"not \"you\" \\ now\"");
  assert_bytes (culvert_mgmt_command_client_kill (0, NULL, NULL),
                "client-kill 0\n",
                "client-kill 0");
  assert_bytes (culvert_mgmt_command_client_kill (5, "HALT,closed; bye", NULL),
                "client-kill 5 \"HALT,closed; bye\"\n",
                "client-kill 5 \"HALT,closed; bye\"");
  assert_bytes (culvert_mgmt_command_env_filter (0), "env-filter 0\n", "env-filter 0");
  assert_bytes (culvert_mgmt_command_push_update (" route 10.0.0.0\n\n-dns\n", NULL),
                "push-update-broad \"route 10.0.0.0,-dns\"\n",
                "push-update-broad \"route 10.0.0.0,-dns\"");
  assert_bytes (culvert_mgmt_command_push_update ("echo \"a b\"", NULL),
                "push-update-broad \"echo \\\"a b\\\"\"\n",
                "push-update-broad \"echo \"a b\"\"");
  assert_bytes (culvert_mgmt_command_push_update_to (0, "-dns", NULL),
                "push-update-cid 0 \"-dns\"\n",
                "push-update-cid 0 \"-dns\"");
}

static void
test_update_of_options (void)
{
  g_autoptr (CulvertMgmtCommand) command = culvert_mgmt_command_push_update ("-dns", NULL);
  g_autoptr (CulvertMgmtCommand) nothing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (culvert_mgmt_command_get_reply_shape (command),
                   ==,
                   CULVERT_MGMT_REPLY_TWO_LINES);

  nothing = culvert_mgmt_command_push_update (" \n", &error);
  g_assert_null (nothing);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
  g_assert_cmpstr (error->message, ==, "There is no option to send.");
}

static void
test_both_forms_of_a_question (void)
{
  const char *text = "CR_TEXT:R,E:Enter your TAN: (from the list)";

  assert_bytes (culvert_mgmt_command_client_pending_auth (2, 1, TRUE, text, 20, NULL),
                "client-pending-auth 2 1 \"CR_TEXT:R,E:Enter your TAN: (from the list)\" \"20\"\n",
                "client-pending-auth 2 1 \"CR_TEXT:R,E:Enter your TAN: (from the list)\" \"20\"");
  assert_bytes (culvert_mgmt_command_client_pending_auth (2, 1, FALSE, text, 20, NULL),
                "client-pending-auth 2 \"CR_TEXT:R,E:Enter your TAN: (from the list)\" \"20\"\n",
                "client-pending-auth 2 \"CR_TEXT:R,E:Enter your TAN: (from the list)\" \"20\"");
}

static void
test_block (void)
{
  assert_bytes (
      culvert_mgmt_command_client_auth (1, 1, "push \"echo hi\"\nifconfig-push 1 2", NULL),
      "client-auth 1 1\npush \"echo hi\"\nifconfig-push 1 2\nEND\n",
      "client-auth 1 1 […]");
  assert_bytes (culvert_mgmt_command_client_auth (1, 1, "disable\n", NULL),
                "client-auth 1 1\ndisable\nEND\n",
                "client-auth 1 1 […]");
  assert_bytes (
      culvert_mgmt_command_client_filter (0, "[CLIENTS DROP]\n[SUBNETS DROP]\n[END]", NULL),
      "client-pf 0\n[CLIENTS DROP]\n[SUBNETS DROP]\n[END]\nEND\n",
      "client-pf 0 […]");
}

static void
test_injection (void)
{
  g_autofree char *huge = g_strnfill (70000, 'x');
  GError *error = NULL;
  CulvertMgmtCommand *command;

  command =
      culvert_mgmt_command_client_auth (0, 1, "push \"echo hi\"\nEND\nclient-kill 1\nEND", &error);
  assert_refused (command, g_steal_pointer (&error), "Line 2:");
  command = culvert_mgmt_command_client_auth (0, 1, huge, &error);
  assert_refused (command, g_steal_pointer (&error), "too long");
  command = culvert_mgmt_command_client_filter (0, "[CLIENTS DROP]\n+a\n[SUBNETS x]", &error);
  assert_refused (command, g_steal_pointer (&error), "Line 3:");
  command = culvert_mgmt_command_client_deny (0, 1, "no", "a\nclient-kill 1", &error);
  assert_refused (command, g_steal_pointer (&error), "control character");
  command = culvert_mgmt_command_client_kill (0, "HALT,\r\nsignal SIGTERM", &error);
  assert_refused (command, g_steal_pointer (&error), "control character");
  command = culvert_mgmt_command_push_update ("a\n\rb", &error);
  assert_refused (command, g_steal_pointer (&error), "control character");
  command = culvert_mgmt_command_push_update_to (0, "a\nb,c", &error);
  assert_refused (command, g_steal_pointer (&error), "Line 2:");
}

static void
test_length_of_a_question (void)
{
  g_autofree char *longest = g_strnfill (CULVERT_MGMT_MAX_PENDING_TEXT, 'x');
  g_autofree char *longer = g_strnfill (CULVERT_MGMT_MAX_PENDING_TEXT + 1, 'x');
  GError *error = NULL;
  CulvertMgmtCommand *command =
      culvert_mgmt_command_client_pending_auth (0, 0, TRUE, longest, 1, NULL);

  g_assert_nonnull (command);
  culvert_mgmt_command_free (command);
  command = culvert_mgmt_command_client_pending_auth (0, 0, TRUE, longer, 1, &error);
  assert_refused (command, error, "too long");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/command-server/bytes", test_bytes);
  g_test_add_func ("/management/command-server/update-of-options", test_update_of_options);
  g_test_add_func ("/management/command-server/both-forms-of-a-question",
                   test_both_forms_of_a_question);
  g_test_add_func ("/management/command-server/block", test_block);
  g_test_add_func ("/management/command-server/injection", test_injection);
  g_test_add_func ("/management/command-server/length-of-a-question", test_length_of_a_question);
  return g_test_run ();
}
