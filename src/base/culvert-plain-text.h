/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * culvert_plain_text:
 * @bytes: text from outside: a daemon, a server, a card
 * @length: its length in bytes, or -1 up to the NUL
 * @max_characters: at most so many characters are kept; a cut ends in an ellipsis
 *
 * The only door for remote text into the user interface. The result is valid UTF-8, one line,
 * bounded, without control and direction characters, and with at most eight combining marks on a
 * base. Idempotent. It is text, never markup.
 *
 * Returns: (transfer full) (not nullable)
 */
char *culvert_plain_text (const char *bytes, gssize length, gsize max_characters);

/**
 * culvert_plain_text_escape:
 *
 * One line for a log: printable ASCII and valid UTF-8 as they are, every other byte as `\xNN`, so
 * that nobody can forge a second line or a terminal sequence.
 *
 * Returns: (transfer full) (not nullable)
 */
char *culvert_plain_text_escape (const char *bytes, gssize length);

G_END_DECLS
