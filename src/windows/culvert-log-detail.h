/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertLogDetail:
 *
 * How much a daemon logs, in a number and in words, and what becomes of it.
 */
#define CULVERT_TYPE_LOG_DETAIL (culvert_log_detail_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLogDetail, culvert_log_detail, CULVERT, LOG_DETAIL, GtkGrid)

/* @session: (nullable) */
void culvert_log_detail_set_session (CulvertLogDetail *self, CulvertSession *session);

G_END_DECLS
