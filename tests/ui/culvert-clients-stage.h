/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-ui-stage.h"

G_BEGIN_DECLS

/* What is on the stage where the clients of a server are: the server, with alice, bob and a phone,
 * and its page in the main window. */
typedef struct
{
  CulvertUiStage *ui;           /* (owned) */
  CulvertStagedSession *office; /* (owned) */
  GtkWindow *window;
} CulvertClientsStage;

/* The two of a fixture. @version: as the daemon tells its own */
void culvert_clients_stage_set_up (CulvertClientsStage *stage, gconstpointer version);
void culvert_clients_stage_tear_down (CulvertClientsStage *stage, gconstpointer version);

/* A widget of the page, by its type or its id in a template. (nullable) */
GtkWidget *culvert_clients_stage_find (CulvertClientsStage *stage, const char *id);
const char *culvert_clients_stage_get_text (CulvertClientsStage *stage, const char *id);
void culvert_clients_stage_click (CulvertClientsStage *stage, const char *id);
GtkTreeView *culvert_clients_stage_get_table (CulvertClientsStage *stage);
/* The daemon was sent this. */
gboolean culvert_clients_stage_has_heard (CulvertClientsStage *stage, const char *line);

/* A question about one of the clients, once it is shown; and what a user does with it. */
GtkWidget *culvert_clients_stage_await_dialog (const char *type);
void culvert_clients_stage_fill (GtkWidget *dialog, const char *text);
void culvert_clients_stage_submit (GtkWidget *dialog);
/* What it says that went wrong, or "". */
const char *culvert_clients_stage_get_failure (GtkWidget *dialog);

/* A test with a stage of its own, whose server is of that version. */
#define CULVERT_CLIENTS_STAGE_ADD(path, version, test)                                             \
  g_test_add (path,                                                                                \
              CulvertClientsStage,                                                                 \
              "OpenVPN " version " fake",                                                          \
              culvert_clients_stage_set_up,                                                        \
              test,                                                                                \
              culvert_clients_stage_tear_down)

G_END_DECLS
