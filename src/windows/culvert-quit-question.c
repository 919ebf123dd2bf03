/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-quit-question.h"

#include "culvert-message-dialog.h"

#include <glib/gi18n.h>

/* One is said without its number, in a sentence of its own: in many languages the first form is
 * also that of 21. */
static char *
title_words (guint n_up)
{
  if (n_up == 1)
    return g_strdup (_ ("Leave the connection up?"));

  return g_strdup_printf (ngettext ("Leave %u connection up?", "Leave %u connections up?", n_up),
                          n_up);
}

GtkWidget *
culvert_quit_question_new (guint n_up)
{
  g_autofree char *title = title_words (n_up);
  GtkDialog *dialog = GTK_DIALOG (culvert_message_dialog_new (
      "dialog-question-symbolic",
      title,
      _ ("Without Culvert nobody tells you when a connection is lost, and nobody asks you for a "
         "password that is needed again.")));

  gtk_dialog_add_button (dialog, _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _ ("_Disconnect"), GTK_RESPONSE_NO);
  gtk_dialog_add_button (dialog, _ ("_Leave connected"), GTK_RESPONSE_YES);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_YES);

  return GTK_WIDGET (dialog);
}

CulvertUiAnswer
culvert_quit_question_get_answer (int response)
{
  if (response == GTK_RESPONSE_YES)
    return CULVERT_UI_ANSWER_YES;
  if (response == GTK_RESPONSE_NO)
    return CULVERT_UI_ANSWER_NO;

  return CULVERT_UI_ANSWER_CANCEL;
}
