/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-about-dialog.h"

#include <glib/gi18n.h>

GtkWidget *
culvert_about_dialog_new (void)
{
  static const char *const authors[] = { "The Culvert authors", NULL };
  GtkWidget *dialog =
      g_object_new (GTK_TYPE_ABOUT_DIALOG,
                    "program-name",
                    "Culvert",
                    "version",
                    CULVERT_VERSION,
                    "logo-icon-name",
                    CULVERT_APPLICATION_ID,
                    "comments",
                    _ ("Shows and controls the OpenVPN connections of this computer"),
                    "copyright",
                    "© 2026 The Culvert authors",
                    "license-type",
                    GTK_LICENSE_GPL_2_0,
                    "website",
                    CULVERT_WEBSITE,
                    "website-label",
                    _ ("Website"),
                    "authors",
                    authors,
                    "translator-credits",
                    /* Translators: your name, one translator on each line */
                    _ ("translator-credits"),
                    NULL);

  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_DELETE_EVENT);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_widget_destroy), NULL);

  return dialog;
}
