/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-profile-texts.h"
#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertSupportBundle:
 *
 * One text with what somebody needs who is asked for help: versions, the connections with their
 * profiles, states, logs and consoles, routes and name servers. No secret is in it, and no name of
 * the user. It is in English, whoever makes it.
 */
#define CULVERT_TYPE_SUPPORT_BUNDLE (culvert_support_bundle_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSupportBundle,
                      culvert_support_bundle,
                      CULVERT,
                      SUPPORT_BUNDLE,
                      GObject)

/* So many of the last lines of each log. */
#define CULVERT_SUPPORT_BUNDLE_LOG_LINES 1000

/* It follows the states of the sessions from now on. */
CulvertSupportBundle *culvert_support_bundle_new (CulvertSessionList *sessions,
                                                  CulvertProfileTexts *texts);

/* @toolkit: (nullable): what draws the windows and its version, for the list of versions */
void culvert_support_bundle_collect_async (CulvertSupportBundle *self,
                                           const char *toolkit,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/**
 * culvert_support_bundle_collect_finish:
 * @without_addresses: (out) (transfer full) (nullable): the same without the addresses in it
 *
 * Fails only where it was cancelled.
 *
 * Returns: (transfer full) (nullable)
 */
char *culvert_support_bundle_collect_finish (CulvertSupportBundle *self,
                                             GAsyncResult *result,
                                             char **without_addresses,
                                             GError **error);

G_END_DECLS
