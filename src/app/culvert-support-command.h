/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A program that is asked gets so long. */
#define CULVERT_SUPPORT_COMMAND_SECONDS 5

/**
 * culvert_support_command_run_async:
 * @words: the name of a program and its arguments; administrators' programs are found too
 *
 * What a program of the system has to say, for people. It asks for nothing and changes nothing.
 */
void culvert_support_command_run_async (const char *const *words,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/* Both of its outputs, at most 64 KiB, or a sentence that says why there is none. Fails only where
 * it was cancelled. (transfer full) (nullable) */
char *culvert_support_command_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
