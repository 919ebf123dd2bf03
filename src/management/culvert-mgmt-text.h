/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer lines are cut in two by the daemon, and more than this is no configuration of one client.
 */
#define CULVERT_MGMT_TEXT_MAX_LINE  1000
#define CULVERT_MGMT_TEXT_MAX_BYTES (64 * 1024)
/* All options that are sent at once, with commas between them: they are one parameter. */
#define CULVERT_MGMT_TEXT_MAX_OPTIONS 255

/**
 * CulvertMgmtTextFault:
 * @CULVERT_MGMT_TEXT_GOOD: it can be sent
 * @CULVERT_MGMT_TEXT_HAS_END: a line is the word that ends the text, in any case and between any
 *   blanks; the daemon would run what follows as commands
 * @CULVERT_MGMT_TEXT_HAS_CONTROL: a line has a control character, which the daemon would drop
 * @CULVERT_MGMT_TEXT_IS_LONG: a line has more than 1,000 bytes
 * @CULVERT_MGMT_TEXT_IS_HUGE: the whole has more than 64 KiB
 * @CULVERT_MGMT_TEXT_NO_SECTION: not `[CLIENTS …]` first, then `[SUBNETS …]`, each once
 * @CULVERT_MGMT_TEXT_NO_POLICY: a section that is neither `DROP` nor `ACCEPT`
 * @CULVERT_MGMT_TEXT_NO_SIGN: a rule that begins with neither `+` nor `-`, or ends there
 * @CULVERT_MGMT_TEXT_NO_SUBNET: a rule below `[SUBNETS …]` is no IPv4 address, no subnet and not
 *   `unknown`
 * @CULVERT_MGMT_TEXT_NO_LAST: `[END]` is missing, or is not the last line
 * @CULVERT_MGMT_TEXT_HAS_COMMA: a line has a comma, where the daemon would begin another option
 * @CULVERT_MGMT_TEXT_NO_OPTION: there is nothing but blanks
 * @CULVERT_MGMT_TEXT_IS_MANY: the options have more than 255 bytes together
 *
 * What is wrong with a text of many lines that a person wants to send to a daemon; those from
 * NO_SECTION to NO_LAST are told of packet filters alone, and those from HAS_COMMA on of options.
 */
typedef enum
{
  CULVERT_MGMT_TEXT_GOOD,
  CULVERT_MGMT_TEXT_HAS_END,
  CULVERT_MGMT_TEXT_HAS_CONTROL,
  CULVERT_MGMT_TEXT_IS_LONG,
  CULVERT_MGMT_TEXT_IS_HUGE,
  CULVERT_MGMT_TEXT_NO_SECTION,
  CULVERT_MGMT_TEXT_NO_POLICY,
  CULVERT_MGMT_TEXT_NO_SIGN,
  CULVERT_MGMT_TEXT_NO_SUBNET,
  CULVERT_MGMT_TEXT_NO_LAST,
  CULVERT_MGMT_TEXT_HAS_COMMA,
  CULVERT_MGMT_TEXT_NO_OPTION,
  CULVERT_MGMT_TEXT_IS_MANY,
} CulvertMgmtTextFault;

/* In all, @line: (out): the number of the line at fault, from 1; 0 where there is none. Lines end
 * in LF; behind the last one it may be missing. */

/* The directives of one client, as a `client-connect` script would write them. May be empty. */
CulvertMgmtTextFault culvert_mgmt_text_check (const char *text, guint *line);
/* A packet filter of OpenVPN 2.5 and before, by the grammar of its management notes. */
CulvertMgmtTextFault culvert_mgmt_text_check_filter (const char *text, guint *line);
/* Options for clients that are connected, one on each line; empty lines do no harm. */
CulvertMgmtTextFault culvert_mgmt_text_check_options (const char *text, guint *line);
/* Returns: (transfer full): those options as the daemon wants them, `option,option` */
char *culvert_mgmt_text_join_options (const char *text);

G_END_DECLS
