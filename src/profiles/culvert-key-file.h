/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  CULVERT_KEY_FILE_UNKNOWN,    /* not read yet */
  CULVERT_KEY_FILE_OURS,       /* read, or absent: may be replaced */
  CULVERT_KEY_FILE_LEFT_ALONE, /* could not be read: must not be replaced */
} CulvertKeyFileState;

/**
 * CulvertKeyFile:
 *
 * A key file that is read once and then replaced as a whole, by a thread, one save at a time. A
 * crash leaves the old or the new contents and nothing between. A broken file is moved aside (its
 * name gets ".bad"), and one that cannot be read is left alone. It lives until its last save ends.
 *
 * Signal `save-failed (GError *)`: a change could not be written; told once. The next change, or a
 * later try, writes that, too.
 */
#define CULVERT_TYPE_KEY_FILE (culvert_key_file_get_type ())
G_DECLARE_FINAL_TYPE (CulvertKeyFile, culvert_key_file, CULVERT, KEY_FILE, GObject)

/* @file: a local one; its folder is made when it is needed
 * @flags: how carefully it is replaced */
CulvertKeyFile *culvert_key_file_new (GFile *file, GFileSetContentsFlags flags);

/* Comes first. A file that is not there has no groups. With an error, there are none either. */
void culvert_key_file_load_async (CulvertKeyFile *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean culvert_key_file_load_finish (CulvertKeyFile *self, GAsyncResult *result, GError **error);

CulvertKeyFileState culvert_key_file_get_state (CulvertKeyFile *self);

/* (transfer none): what is, or is to be, in the file. It may be changed; then say so by
 * culvert_key_file_save(). Valid until it is loaded. */
GKeyFile *culvert_key_file_get_contents (CulvertKeyFile *self);
void culvert_key_file_save (CulvertKeyFile *self);

/* Done when everything that was to be saved until now has been written, or could not be. */
void culvert_key_file_flush_async (CulvertKeyFile *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean culvert_key_file_flush_finish (CulvertKeyFile *self, GAsyncResult *result, GError **error);

G_END_DECLS
