/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CULVERT_WEB_LINK_GOOD,
  CULVERT_WEB_LINK_NOT_SECURE, /* no https: */
  CULVERT_WEB_LINK_USER_INFO,  /* a name before the host, which can pass for the host */
  CULVERT_WEB_LINK_TOO_LONG,
  CULVERT_WEB_LINK_BROKEN, /* programs could disagree on where it leads */
} CulvertWebLinkFault;

/**
 * culvert_web_link_check:
 * @address: an address from outside, NUL-terminated
 * @host: (out) (transfer full) (nullable): where it leads, in ASCII; NULL with any fault
 *
 * Whether an address may be offered to a browser. It is stricter than browsers are: what they would
 * mend is refused here, so that the host that is shown is the one that is opened.
 */
CulvertWebLinkFault culvert_web_link_check (const char *address, char **host);

G_END_DECLS
