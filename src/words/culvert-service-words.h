/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-service-findings.h"

G_BEGIN_DECLS

/* What was found of a system service, in whole translated sentences. Names from the system in them
 * have gone through culvert_plain_text(). */

/* What is wrong. (transfer full) */
char *culvert_service_words_finding (const CulvertServiceFinding *finding);

/* Why that is so, and what to do about what an addition to the service cannot mend. */
const char *culvert_service_words_reason (CulvertServiceTrap trap);

G_END_DECLS
