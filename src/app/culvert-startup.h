/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertStartup:
 *
 * Connects at the start what the user wants connected then, and keeps in mind what is wanted now,
 * for the next start. It writes that down with every change, because nobody tells a program in time
 * that the power goes.
 */
#define CULVERT_TYPE_STARTUP (culvert_startup_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStartup, culvert_startup, CULVERT, STARTUP, GObject)

CulvertStartup *culvert_startup_new (GSettings *settings, CulvertSessionList *sessions);

/* Once all connections are there. */
void culvert_startup_begin (CulvertStartup *self);

G_END_DECLS
