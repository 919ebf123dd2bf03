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
 * @CULVERT_LAUNCH_ERROR_FAILED: the daemon ended, or never listened
 *
 * After all of these nothing runs that did not run before. What an administrator can do instead is
 * told by culvert_launcher_dup_command().
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

/**
 * CulvertLaunchFault:
 * @CULVERT_LAUNCH_FAULT_NONE: nothing is known beyond the code
 * @CULVERT_LAUNCH_FAULT_PROFILE: the words are those of a CulvertConfigError, or of the system if
 *   the file cannot be read
 * @CULVERT_LAUNCH_FAULT_ENDED: the words are the daemon's last ones, if it said any
 * @CULVERT_LAUNCH_FAULT_NOT_ENDING: it was killed, and is there all the same
 * @CULVERT_LAUNCH_FAULT_NOT_OURS: what an earlier process of ours has started cannot be ended
 * @CULVERT_LAUNCH_FAULT_NOT_LISTENING: it runs, and its socket never came
 * @CULVERT_LAUNCH_FAULT_NOT_STARTED: no process; the words are the system's
 * @CULVERT_LAUNCH_FAULT_NO_FOLDER: for the socket, at the place; the words are the system's
 * @CULVERT_LAUNCH_FAULT_NOT_HANDED_OVER: no pipe for the profile; the words are the system's
 * @CULVERT_LAUNCH_FAULT_NO_LOG: no memory for what the daemon says; the words are the system's
 * @CULVERT_LAUNCH_FAULT_REFUSED: by systemd, whose words they are
 * @CULVERT_LAUNCH_FAULT_ODD_REPLY: systemd answered what it never should
 *
 * What exactly is wrong, where more can be said of it than the code does: PROFILE with that code,
 * all others with FAILED.
 */
typedef enum
{
  CULVERT_LAUNCH_FAULT_NONE,
  CULVERT_LAUNCH_FAULT_PROFILE,
  CULVERT_LAUNCH_FAULT_ENDED,
  CULVERT_LAUNCH_FAULT_NOT_ENDING,
  CULVERT_LAUNCH_FAULT_NOT_OURS,
  CULVERT_LAUNCH_FAULT_NOT_LISTENING,
  CULVERT_LAUNCH_FAULT_NOT_STARTED,
  CULVERT_LAUNCH_FAULT_NO_FOLDER,
  CULVERT_LAUNCH_FAULT_NOT_HANDED_OVER,
  CULVERT_LAUNCH_FAULT_NO_LOG,
  CULVERT_LAUNCH_FAULT_REFUSED,
  CULVERT_LAUNCH_FAULT_ODD_REPLY,
  CULVERT_LAUNCH_N_FAULTS,
} CulvertLaunchFault;

/**
 * culvert_launch_error_new_fault:
 * @place: (nullable): the path of a folder, as the file system has it
 * @words: (nullable): what somebody else said about it
 *
 * Returns: (transfer full): the error that a fault is, with its code. Its message is for a log; the
 *   sentence for people is made from the fault.
 */
GError *
culvert_launch_error_new_fault (CulvertLaunchFault fault, const char *place, const char *words);
/* NONE for an error of another domain, too. */
CulvertLaunchFault culvert_launch_error_get_fault (const GError *error);
/* Both of an error that has a fault. (transfer none) (nullable): raw */
const char *culvert_launch_error_get_place (const GError *error);
const char *culvert_launch_error_get_words (const GError *error);

G_END_DECLS
