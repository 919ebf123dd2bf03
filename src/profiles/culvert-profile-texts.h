/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-secret-text.h"

G_BEGIN_DECLS

/**
 * CulvertProfileTexts:
 *
 * The texts of imported profiles, with the keys in them: one file for each, named by the id of its
 * profile, in a folder that is nobody else's. What is asked for is done in that order, by a thread.
 *
 * A file is either the old or the new one, whatever happens. No link is followed, and a file is
 * replaced only where that is what was asked for. Errors are of G_IO_ERROR, with a sentence.
 */
#define CULVERT_TYPE_PROFILE_TEXTS (culvert_profile_texts_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfileTexts, culvert_profile_texts, CULVERT, PROFILE_TEXTS, GObject)

/* @folder: a local one; it is made when it is needed */
CulvertProfileTexts *culvert_profile_texts_new (GFile *folder);

/* Where the text of a profile is, or will be. (transfer full) */
GFile *culvert_profile_texts_get_file (CulvertProfileTexts *self, const char *id);

/* EXISTS where there is a text already. */
void culvert_profile_texts_add_async (CulvertProfileTexts *self,
                                      const char *id,
                                      CulvertSecretText *text,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void culvert_profile_texts_replace_async (CulvertProfileTexts *self,
                                          const char *id,
                                          CulvertSecretText *text,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* One that is not there is as good as removed. */
void culvert_profile_texts_remove_async (CulvertProfileTexts *self,
                                         const char *id,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Done when everything that was asked for until now has come to its end. */
void culvert_profile_texts_flush_async (CulvertProfileTexts *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Of all four. */
gboolean
culvert_profile_texts_finish (CulvertProfileTexts *self, GAsyncResult *result, GError **error);

void culvert_profile_texts_read_async (CulvertProfileTexts *self,
                                       const char *id,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* (transfer full) (nullable) */
CulvertSecretText *
culvert_profile_texts_read_finish (CulvertProfileTexts *self, GAsyncResult *result, GError **error);

G_END_DECLS
