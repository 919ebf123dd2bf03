/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-tray-fallback.h"
#include "culvert-ui-stage.h"

static void
on_embedded_changed (CulvertTrayFallback *icon, gboolean is_embedded, gpointer user_data)
{
  gboolean *seen = user_data;

  *seen = is_embedded;
}

static void
test_panel_shows_it (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertUi *ui = culvert_ui_stage_get_ui (stage);
  CulvertTrayFallback *icon = CULVERT_TRAY_FALLBACK (culvert_ui_get_tray_fallback (ui));
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  gboolean is_embedded = FALSE;

  g_signal_connect (icon, "embedded-changed", G_CALLBACK (on_embedded_changed), &is_embedded);
  culvert_tray_fallback_set_menu (icon, G_MENU_MODEL (menu), G_ACTION_GROUP (actions));
  culvert_tray_fallback_update (icon,
                                "io.github.culvertvpn.Culvert-connected-symbolic",
                                "Office: <b>Connected</b>");

  culvert_tray_fallback_set_shown (icon, TRUE);
  culvert_await (is_embedded);
  culvert_tray_fallback_set_shown (icon, FALSE);
  culvert_await (!is_embedded);

  g_assert_finalize_object (stage);
}

static void
test_there_is_one (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertUi *ui = culvert_ui_stage_get_ui (stage);
  GObject *icon = culvert_ui_get_tray_fallback (ui);

  g_assert_true (icon == culvert_ui_get_tray_fallback (ui));
  g_assert_finalize_object (stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/status-icon/panel-shows-it", test_panel_shows_it);
  g_test_add_func ("/ui/status-icon/there-is-one", test_there_is_one);

  return g_test_run ();
}
