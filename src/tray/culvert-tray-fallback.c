/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-tray-fallback.h"

G_DEFINE_INTERFACE (CulvertTrayFallback, culvert_tray_fallback, G_TYPE_OBJECT)

enum
{
  EMBEDDED_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
culvert_tray_fallback_default_init (CulvertTrayFallbackInterface *iface)
{
  /**
   * CulvertTrayFallback::embedded-changed:
   * @is_embedded: whether a panel really shows the icon
   */
  signals[EMBEDDED_CHANGED] = g_signal_new ("embedded-changed",
                                            CULVERT_TYPE_TRAY_FALLBACK,
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            1,
                                            G_TYPE_BOOLEAN);
}

void
culvert_tray_fallback_update (CulvertTrayFallback *self, const char *icon_name, const char *tooltip)
{
  g_return_if_fail (CULVERT_IS_TRAY_FALLBACK (self));

  CULVERT_TRAY_FALLBACK_GET_IFACE (self)->update (self, icon_name, tooltip);
}

void
culvert_tray_fallback_set_menu (CulvertTrayFallback *self, GMenuModel *menu, GActionGroup *actions)
{
  g_return_if_fail (CULVERT_IS_TRAY_FALLBACK (self));
  g_return_if_fail (G_IS_MENU_MODEL (menu));
  g_return_if_fail (G_IS_ACTION_GROUP (actions));

  CULVERT_TRAY_FALLBACK_GET_IFACE (self)->set_menu (self, menu, actions);
}

void
culvert_tray_fallback_set_opens_menu (CulvertTrayFallback *self, gboolean opens_menu)
{
  g_return_if_fail (CULVERT_IS_TRAY_FALLBACK (self));

  CULVERT_TRAY_FALLBACK_GET_IFACE (self)->set_opens_menu (self, opens_menu);
}

void
culvert_tray_fallback_set_shown (CulvertTrayFallback *self, gboolean is_shown)
{
  g_return_if_fail (CULVERT_IS_TRAY_FALLBACK (self));

  CULVERT_TRAY_FALLBACK_GET_IFACE (self)->set_shown (self, is_shown);
}

void
culvert_tray_fallback_embedded_changed (CulvertTrayFallback *self, gboolean is_embedded)
{
  g_return_if_fail (CULVERT_IS_TRAY_FALLBACK (self));

  g_signal_emit (self, signals[EMBEDDED_CHANGED], 0, is_embedded);
}
