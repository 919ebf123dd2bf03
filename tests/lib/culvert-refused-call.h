/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * culvert_refuse_call:
 * @number: of a system call, such as %SYS_openat2
 * @error: what errno is to be after it
 *
 * From now on the kernel refuses this call, as an older one or a sandbox would, to this thread and
 * to what it starts. It stays so until the process ends, so it is for a child or a subprocess of a
 * test, before there are other threads.
 */
void culvert_refuse_call (long number, int error);

G_END_DECLS
