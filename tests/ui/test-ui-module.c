/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-ui-module.h"

#include <gmodule.h>

static void
test_missing_module_is_an_error (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GError) error = NULL;
  CulvertUi *ui = culvert_ui_module_load ("/nowhere/culvert-ui.so",
                                          sessions,
                                          G_ACTION_GROUP (actions),
                                          NULL,
                                          NULL,
                                          &error);

  g_assert_null (ui);
  g_assert_error (error, G_MODULE_ERROR, G_MODULE_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/ui-module/missing-module-is-an-error", test_missing_module_is_an_error);

  return g_test_run ();
}
