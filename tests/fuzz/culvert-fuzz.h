/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the targets of this folder share. Each target is one file with one LLVMFuzzerTestOneInput,
 * which libFuzzer calls with what it makes up, and the replay with what was found before. */

/**
 * LLVMFuzzerTestOneInput:
 *
 * Aborts where something is not true that has to be true of whatever bytes.
 *
 * Returns: 0
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The parts of an input, with a NUL between them. */
typedef struct
{
  const char *at;
  const char *end;
} CulvertFuzzInput;

void culvert_fuzz_input_init (CulvertFuzzInput *self, const guint8 *data, gsize size);

/* 0 at the end */
guint8 culvert_fuzz_input_take_byte (CulvertFuzzInput *self);

/* (transfer full): "" at the end. Its memory ends with it, so that reading on is noticed. */
char *culvert_fuzz_input_take_text (CulvertFuzzInput *self);

/* (transfer full): up to the next line feed, which is left out; NULL at the end */
char *culvert_fuzz_input_take_line (CulvertFuzzInput *self, gsize *length);

/* (transfer full): all that is left, NUL-terminated at `length`, perhaps with NUL in it */
char *culvert_fuzz_input_take_rest (CulvertFuzzInput *self, gsize *length);

/* The same for the same bytes. */
guint32 culvert_fuzz_hash (const guint8 *data, gsize size);

/* C0, DEL and, in UTF-8, C1: what may be in nothing that is shown or sent. */
gboolean culvert_fuzz_has_control (const char *text, gsize length);

/**
 * culvert_fuzz_lex:
 * @line: without its line feed
 *
 * Cuts a line into words by the rules that OpenVPN's management notes give under "Command
 * Parsing", and by what a daemon does where they are silent; not by what Culvert has.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): NULL if the daemon refuses the line
 */
GPtrArray *culvert_fuzz_lex (const char *line, gsize length);

/* The words of the line are these, up to the NULL. */
void culvert_fuzz_assert_words (const char *line, gsize length, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
