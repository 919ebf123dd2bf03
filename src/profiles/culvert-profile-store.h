/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-profile.h"

G_BEGIN_DECLS

/**
 * CulvertProfileStore:
 *
 * The user's connections, kept in one key file: a GListModel of #CulvertProfile in the order they
 * were added. Every change is written at once, to a new file that replaces the old one, so that a
 * crash leaves the old or the new state and nothing between. What could not be read is left as it
 * was found and said by an error; a group that Culvert does not know stays in the file.
 *
 * Signal `save-failed (GError *)`: the file could not be written; the change stands in memory and
 * is written with the next one.
 */
#define CULVERT_TYPE_PROFILE_STORE (culvert_profile_store_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfileStore, culvert_profile_store, CULVERT, PROFILE_STORE, GObject)

/* More is a list that nobody made by hand. */
#define CULVERT_PROFILE_STORE_MAX 200

/* @file: a local one; its folder is made when it is needed */
CulvertProfileStore *culvert_profile_store_new (GFile *file);

/* Comes first, before anything is added. A file that is not there is an empty store. A broken file
 * is moved aside (its name gets ".bad") and reported, so that nothing is lost and the next save
 * cannot overwrite it. With an error, what could be read is in the store nevertheless. */
void culvert_profile_store_load_async (CulvertProfileStore *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
culvert_profile_store_load_finish (CulvertProfileStore *self, GAsyncResult *result, GError **error);

/* The caller sees to it that there is room: at most CULVERT_PROFILE_STORE_MAX. */
void culvert_profile_store_add (CulvertProfileStore *self, CulvertProfile *profile);
void culvert_profile_store_remove (CulvertProfileStore *self, CulvertProfile *profile);

/* (transfer none) (nullable) */
CulvertProfile *culvert_profile_store_find_by_endpoint (CulvertProfileStore *self,
                                                        const char *endpoint);
/* (transfer none) (nullable) */
CulvertProfile *culvert_profile_store_find_by_unit (CulvertProfileStore *self, const char *unit);

/* Done when everything that was changed until now has been written, or could not be. */
void culvert_profile_store_flush_async (CulvertProfileStore *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean culvert_profile_store_flush_finish (CulvertProfileStore *self,
                                             GAsyncResult *result,
                                             GError **error);

G_END_DECLS
