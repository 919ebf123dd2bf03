/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-roster.h"
#include "culvert-session-link.h"

G_BEGIN_DECLS

/**
 * CulvertCensus:
 *
 * Asks a server daemon who is connected and fills a roster with it, one question at a time. Part of
 * an administration.
 */
#define CULVERT_TYPE_CENSUS (culvert_census_get_type ())
G_DECLARE_FINAL_TYPE (CulvertCensus, culvert_census, CULVERT, CENSUS, GObject)

/* @link: (transfer none): outlives it. @on_taken: called after each one that went well, before
 * those who wait for it are told. */
CulvertCensus *culvert_census_new (CulvertSessionLink *link,
                                   CulvertRoster *roster,
                                   void (*on_taken) (gpointer user_data),
                                   gpointer user_data);

/* Takes one that begins now or later, but has not begun already: what it tells is newer than the
 * call. Errors: those of culvert_session_link_ask_async(). */
void culvert_census_take_async (CulvertCensus *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean culvert_census_take_finish (CulvertCensus *self, GAsyncResult *result, GError **error);
/* Nothing where one is being taken. */
void culvert_census_take (CulvertCensus *self);

/* What is being taken is not true any more; who waits for it is told CLOSED. */
void culvert_census_stop (CulvertCensus *self);
/* One has been taken since the start or the last stop. */
gboolean culvert_census_is_taken (CulvertCensus *self);

G_END_DECLS
