/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-profiles-stage.h"
#include "culvert-staged-session.h"
#include "culvert-ui-module.h"
#include "culvert-usage-store.h"

G_BEGIN_DECLS

/**
 * CulvertUiStage:
 *
 * The user interface with a stand-in for the application around it: real sessions with fake daemons
 * behind them, actions that write down what was activated, and a host that refuses some addresses.
 */
#define CULVERT_TYPE_UI_STAGE (culvert_ui_stage_get_type ())
G_DECLARE_FINAL_TYPE (CulvertUiStage, culvert_ui_stage, CULVERT, UI_STAGE, GObject)

/* Opens the display. */
CulvertUiStage *culvert_ui_stage_new (void);
CulvertUi *culvert_ui_stage_get_ui (CulvertUiStage *self);
/* What the connections are said to have moved by days. (transfer none) */
CulvertUsageStore *culvert_ui_stage_get_usage (CulvertUiStage *self);
/* (transfer none) */
CulvertProfilesStage *culvert_ui_stage_get_profiles (CulvertUiStage *self);
/* Ends the collecting of a support bundle that a window waits for. */
void culvert_ui_stage_collect_support (CulvertUiStage *self, const char *text);
/* Nobody waits for it any more. */
gboolean culvert_ui_stage_is_collecting_cancelled (CulvertUiStage *self);

/* One that was made elsewhere, such as a server. (transfer none) */
CulvertStagedSession *culvert_ui_stage_take (CulvertUiStage *self,
                                             CulvertStagedSession *owned_staged);
/* A further connection. (transfer none) */
CulvertStagedSession *culvert_ui_stage_add (CulvertUiStage *self, const char *name);
/* One that was made elsewhere. */
void culvert_ui_stage_add_session (CulvertUiStage *self, CulvertSession *session);
void culvert_ui_stage_remove (CulvertUiStage *self, CulvertStagedSession *staged);

/* The actions that were activated, as "name(target) name(target)". */
const char *culvert_ui_stage_get_activated (CulvertUiStage *self);
/* What the host was last asked for, like "attach NAME ENDPOINT". */
const char *culvert_ui_stage_get_asked (CulvertUiStage *self);

/* The toplevel window of this type that is visible. (nullable) */
GtkWindow *culvert_ui_stage_find_window (const char *type_name);
guint culvert_ui_stage_count_windows (const char *type_name);
/* The widget below `root` with this type, or its id in a template. (nullable) */
GtkWidget *culvert_ui_stage_find_widget (GtkWidget *root, const char *id);

/* As a menu would that belongs to `widget`. */
void culvert_ui_stage_activate (GtkWidget *widget, const char *group, const char *action);
/* Waits until the window has been drawn as it is to be. */
void culvert_ui_stage_settle (GtkWindow *window);
/* Presses a key as the user would. */
void culvert_ui_stage_press (GtkWindow *window, guint key, GdkModifierType modifiers);

G_END_DECLS
