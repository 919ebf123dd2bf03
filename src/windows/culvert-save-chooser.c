/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-save-chooser.h"

#include <glib/gi18n.h>

GtkFileChooserNative *
culvert_save_chooser_new (GtkWindow *parent,
                          const char *title,
                          const char *accept_label,
                          const char *name)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title,
                                                               parent,
                                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               accept_label,
                                                               _ ("_Cancel"));
  g_autofree char *clean = g_strdelimit (g_strdup (name), G_DIR_SEPARATOR_S, '-');

  if (*clean == '.')
    *clean = '_';
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), clean);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);

  return chooser;
}
