/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-ui-module.h"

#include <gmodule.h>

CulvertUi *
culvert_ui_module_load (const char *path,
                        CulvertSessionList *sessions,
                        GActionGroup *actions,
                        GSettings *settings,
                        CulvertUiHost *host,
                        GError **error)
{
  gpointer create = NULL;
  GModule *module;

  g_return_val_if_fail (path != NULL, NULL);

  module = g_module_open_full (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL, error);
  if (module == NULL)
    return NULL;

  /* It registers types, and those cannot be taken back. */
  g_module_make_resident (module);

  if (!g_module_symbol (module, "culvert_ui_create", &create))
    {
      g_set_error_literal (error, G_MODULE_ERROR, G_MODULE_ERROR_FAILED, g_module_error ());
      return NULL;
    }

  return ((CulvertUiCreateFunc) create) (sessions, actions, settings, host, error);
}
