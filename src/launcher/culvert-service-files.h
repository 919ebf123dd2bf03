/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-service-facts.h"

G_BEGIN_DECLS

/* What of the facts is in the file system and the user database. These belong in a thread. */

/* Reads the configuration that the command names, if this user may. */
void culvert_service_files_read_config (CulvertServiceFacts *facts);

/* Goes the way to the socket of the endpoint as far as this user gets, and finds out who he is. */
void culvert_service_files_try_socket (CulvertServiceFacts *facts);

G_END_DECLS
