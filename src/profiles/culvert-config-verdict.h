/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CulvertConfigVerdict:
 * @CULVERT_CONFIG_VERDICT_ALLOWED: does nothing but make a tunnel; may run as root
 * @CULVERT_CONFIG_VERDICT_USER_MODE: may run with the rights of its user alone
 * @CULVERT_CONFIG_VERDICT_STRIPPED: is the application's business, or nobody's here; left out
 * @CULVERT_CONFIG_VERDICT_REFUSED: a profile with it is not taken at all
 */
typedef enum
{
  CULVERT_CONFIG_VERDICT_ALLOWED,
  CULVERT_CONFIG_VERDICT_USER_MODE,
  CULVERT_CONFIG_VERDICT_STRIPPED,
  CULVERT_CONFIG_VERDICT_REFUSED,
} CulvertConfigVerdict;

/**
 * CulvertConfigReason:
 * @CULVERT_CONFIG_REASON_NONE: nothing to say
 * @CULVERT_CONFIG_REASON_RUNS_PROGRAM: user mode: starts a program, or loads code
 * @CULVERT_CONFIG_REASON_WRITES_FILE: user mode: writes a file of its own choice
 * @CULVERT_CONFIG_REASON_READS_FILE: user mode: reads a file of its own choice
 * @CULVERT_CONFIG_REASON_SETS_ENVIRONMENT: user mode: can change what programs do
 * @CULVERT_CONFIG_REASON_NOT_LISTED: user mode: not known to be harmless
 * @CULVERT_CONFIG_REASON_ARGUMENTS: user mode: known, but not with these arguments
 * @CULVERT_CONFIG_REASON_CONTROLS_DAEMON: stripped: Culvert decides on it
 * @CULVERT_CONFIG_REASON_HOLDS_PASSWORD: stripped or changed: Culvert asks for it instead
 * @CULVERT_CONFIG_REASON_OTHER_SYSTEM: stripped: means nothing on this operating system
 * @CULVERT_CONFIG_REASON_TAKEN_IN: changed: the file that it named is now part of the profile
 * @CULVERT_CONFIG_REASON_INCLUDES_FILE: refused: pulls in another profile
 * @CULVERT_CONFIG_REASON_NO_CONNECTION: refused: makes the daemon do something else
 */
typedef enum
{
  CULVERT_CONFIG_REASON_NONE,
  CULVERT_CONFIG_REASON_RUNS_PROGRAM,
  CULVERT_CONFIG_REASON_WRITES_FILE,
  CULVERT_CONFIG_REASON_READS_FILE,
  CULVERT_CONFIG_REASON_SETS_ENVIRONMENT,
  CULVERT_CONFIG_REASON_NOT_LISTED,
  CULVERT_CONFIG_REASON_ARGUMENTS,
  CULVERT_CONFIG_REASON_CONTROLS_DAEMON,
  CULVERT_CONFIG_REASON_HOLDS_PASSWORD,
  CULVERT_CONFIG_REASON_OTHER_SYSTEM,
  CULVERT_CONFIG_REASON_TAKEN_IN,
  CULVERT_CONFIG_REASON_INCLUDES_FILE,
  CULVERT_CONFIG_REASON_NO_CONNECTION,
} CulvertConfigReason;

G_END_DECLS
