/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-bench-listener.h"

void
culvert_bench_ignore_ready (CulvertMgmtClient *client, guint version, gpointer user_data)
{
}

void
culvert_bench_ignore_password_wanted (CulvertMgmtClient *client, gpointer user_data)
{
}

void
culvert_bench_ignore_event (CulvertMgmtClient *client,
                            const CulvertMgmtEvent *event,
                            gpointer user_data)
{
}

void
culvert_bench_ignore_request (CulvertMgmtClient *client,
                              const CulvertMgmtRequest *request,
                              gpointer user_data)
{
}

void
culvert_bench_ignore_silent (CulvertMgmtClient *client, gboolean is_silent, gpointer user_data)
{
}

void
culvert_bench_ignore_flooded (CulvertMgmtClient *client, gpointer user_data)
{
}
