/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-clients-stage.h"

#include "culvert-await.h"

#define FEW                                                                                        \
  CULVERT_STAGED_HEADER CULVERT_STAGED_ALICE CULVERT_STAGED_BOB CULVERT_STAGED_PHONE               \
      CULVERT_STAGED_END

void
culvert_clients_stage_set_up (CulvertClientsStage *stage, gconstpointer version)
{
  stage->ui = culvert_ui_stage_new ();
  stage->office = culvert_staged_session_new_server ("Office", version, FEW);
  culvert_ui_stage_add_session (stage->ui, stage->office->session);
  culvert_ui_present_session (culvert_ui_stage_get_ui (stage->ui),
                              stage->office->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  stage->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (stage->window);
}

void
culvert_clients_stage_tear_down (CulvertClientsStage *stage, gconstpointer version)
{
  g_assert_finalize_object (stage->ui);
  culvert_staged_session_free (stage->office);
}

GtkWidget *
culvert_clients_stage_find (CulvertClientsStage *stage, const char *id)
{
  GtkWidget *page = culvert_ui_stage_find_widget (GTK_WIDGET (stage->window), "CulvertClientsPage");

  return culvert_ui_stage_find_widget (page, id);
}

const char *
culvert_clients_stage_get_text (CulvertClientsStage *stage, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (culvert_clients_stage_find (stage, id)));
}

void
culvert_clients_stage_click (CulvertClientsStage *stage, const char *id)
{
  gtk_button_clicked (GTK_BUTTON (culvert_clients_stage_find (stage, id)));
}

GtkTreeView *
culvert_clients_stage_get_table (CulvertClientsStage *stage)
{
  return GTK_TREE_VIEW (
      culvert_ui_stage_find_widget (culvert_clients_stage_find (stage, "view"), "CulvertTable"));
}

GtkWidget *
culvert_clients_stage_await_dialog (const char *type)
{
  culvert_await (culvert_ui_stage_find_window (type) != NULL);

  return GTK_WIDGET (culvert_ui_stage_find_window (type));
}

void
culvert_clients_stage_fill (GtkWidget *dialog, const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (culvert_ui_stage_find_widget (dialog, "entry")), text);
}

void
culvert_clients_stage_submit (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
}

const char *
culvert_clients_stage_get_failure (GtkWidget *dialog)
{
  GtkWidget *box = culvert_ui_stage_find_widget (dialog, "failure_box");
  GtkWidget *label = culvert_ui_stage_find_widget (dialog, "failure_label");

  return gtk_widget_get_visible (box) ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

gboolean
culvert_clients_stage_has_heard (CulvertClientsStage *stage, const char *line)
{
  return culvert_fake_daemon_has_heard (stage->office->daemon, line);
}
