/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-config-review.h"

G_BEGIN_DECLS

/**
 * CulvertLaunchText:
 *
 * The text of a profile that is about to be run, and what a start has to know about it. There may
 * be keys in it, so it is wiped when it is not needed any more.
 */
typedef struct
{
  GBytes *bytes; /* (owned) */
  CulvertConfigFacts facts;
} CulvertLaunchText;

void culvert_launch_text_free (CulvertLaunchText *self);

/* Reads an imported profile and judges it anew: since its import the file was in the reach of every
 * program of its user. Error: PROFILE. */
void culvert_launch_text_load_async (GFile *file,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
CulvertLaunchText *culvert_launch_text_load_finish (GAsyncResult *result, GError **error);

/* A pipe for a daemon to read its profile from. Returns: the end to read from, which the caller
 * closes; -1 with FAILED. @feed: (out) (transfer full): the other end */
int culvert_launch_text_open_pipe (GOutputStream **feed, GError **error);
/* Begins to write the text; keeps what it needs until all is read, or nobody reads any more. */
void culvert_launch_text_feed (CulvertLaunchText *self, GOutputStream *feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertLaunchText, culvert_launch_text_free)

G_END_DECLS
