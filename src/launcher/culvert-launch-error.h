/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CULVERT_LAUNCH_ERROR (culvert_launch_error_quark ())
GQuark culvert_launch_error_quark (void);

/**
 * CulvertLaunchError:
 * @CULVERT_LAUNCH_ERROR_NOT_AUTHORIZED: the user was asked, and did not say yes
 * @CULVERT_LAUNCH_ERROR_NO_AGENT: authorization is needed, and nothing on this desktop can ask
 * @CULVERT_LAUNCH_ERROR_ACCESS_DENIED: the system forbids it without asking
 * @CULVERT_LAUNCH_ERROR_BUSY: something stands in the way that goes away by itself
 * @CULVERT_LAUNCH_ERROR_NOT_FOUND: there is no OpenVPN, or no such service
 * @CULVERT_LAUNCH_ERROR_UNAVAILABLE: there is nobody to ask: the system runs without systemd or
 *   without pkexec
 * @CULVERT_LAUNCH_ERROR_PROFILE: what is to run cannot be read, or must not run
 * @CULVERT_LAUNCH_ERROR_FAILED: the daemon ended, or never listened; the message has its last words
 *   where they are known
 *
 * After all of these nothing runs that did not run before. The message is one sentence; what an
 * administrator can do instead is told by culvert_launcher_dup_command().
 */
typedef enum
{
  CULVERT_LAUNCH_ERROR_NOT_AUTHORIZED,
  CULVERT_LAUNCH_ERROR_NO_AGENT,
  CULVERT_LAUNCH_ERROR_ACCESS_DENIED,
  CULVERT_LAUNCH_ERROR_BUSY,
  CULVERT_LAUNCH_ERROR_NOT_FOUND,
  CULVERT_LAUNCH_ERROR_UNAVAILABLE,
  CULVERT_LAUNCH_ERROR_PROFILE,
  CULVERT_LAUNCH_ERROR_FAILED,
} CulvertLaunchError;

G_END_DECLS
