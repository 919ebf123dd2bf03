/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertTrayFallback:
 *
 * An icon for panels that know no StatusNotifierItem. Implemented with a toolkit, and therefore
 * given to the tray from outside when it is needed.
 */
#define CULVERT_TYPE_TRAY_FALLBACK (culvert_tray_fallback_get_type ())
G_DECLARE_INTERFACE (CulvertTrayFallback, culvert_tray_fallback, CULVERT, TRAY_FALLBACK, GObject)

struct _CulvertTrayFallbackInterface
{
  GTypeInterface parent_iface;

  void (*update) (CulvertTrayFallback *self, const char *icon_name, const char *tooltip);
  void (*set_menu) (CulvertTrayFallback *self, GMenuModel *menu, GActionGroup *actions);
  void (*set_opens_menu) (CulvertTrayFallback *self, gboolean opens_menu);
  void (*set_shown) (CulvertTrayFallback *self, gboolean is_shown);
};

void culvert_tray_fallback_update (CulvertTrayFallback *self,
                                   const char *icon_name,
                                   const char *tooltip);
/* `menu` names its actions with the prefix "app."; `actions` has them without. */
void
culvert_tray_fallback_set_menu (CulvertTrayFallback *self, GMenuModel *menu, GActionGroup *actions);
/* At a left click, which is `toggle-window` otherwise. */
void culvert_tray_fallback_set_opens_menu (CulvertTrayFallback *self, gboolean opens_menu);
void culvert_tray_fallback_set_shown (CulvertTrayFallback *self, gboolean is_shown);

/* Emitted by the implementation: the signal "embedded-changed (gboolean is_embedded)" tells whether
 * a panel really shows the icon. */
void culvert_tray_fallback_embedded_changed (CulvertTrayFallback *self, gboolean is_embedded);

G_END_DECLS
