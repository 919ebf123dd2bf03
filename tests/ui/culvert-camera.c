/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-camera.h"

#include "culvert-ui-stage.h"

static const char *folder;
static const char *suffix;

void
culvert_camera_set_up (const char *new_folder, const char *new_suffix)
{
  folder = new_folder;
  suffix = new_suffix;
  g_mkdir_with_parents (folder, 0755);
}

void
culvert_camera_take (GtkWindow *window, const char *name)
{
  g_autofree char *file_name = g_strdup_printf ("%s-%s.png", name, suffix);
  g_autofree char *path = g_build_filename (folder, file_name, NULL);
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GError) error = NULL;
  GdkRectangle frame;

  culvert_ui_stage_settle (window);
  gdk_window_get_frame_extents (gtk_widget_get_window (GTK_WIDGET (window)), &frame);
  picture = gdk_pixbuf_get_from_window (gdk_get_default_root_window (),
                                        frame.x,
                                        frame.y,
                                        frame.width,
                                        frame.height);
  g_assert_nonnull (picture);
  gdk_pixbuf_save (picture, path, "png", &error, NULL);
  g_assert_no_error (error);
}
