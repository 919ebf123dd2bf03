/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-fake-daemon.h"

G_BEGIN_DECLS

/* What the tries of a launcher come to, one after the other, lined up by a test. */
typedef struct
{
  GQueue steps;  /* (owned) (element-type Step) */
  GQuark domain; /* of all errors */
  int last_code; /* the error when nothing is left */
  const char *words;
  guint n_taken;
  guint n_cancelled;
} CulvertFakeSteps;

/* @words: static */
void
culvert_fake_steps_init (CulvertFakeSteps *self, GQuark domain, int last_code, const char *words);
void culvert_fake_steps_clear (CulvertFakeSteps *self);

void culvert_fake_steps_add_daemon (CulvertFakeSteps *self, CulvertFakeDaemon *daemon);
void culvert_fake_steps_add_error (CulvertFakeSteps *self, int code);
/* One that takes until it is cancelled. */
void culvert_fake_steps_add_delay (CulvertFakeSteps *self);

/* Completes a try with the stream of a daemon or an error. The source of the task owns the steps.
 */
void culvert_fake_steps_take (CulvertFakeSteps *self, GTask *task);

G_END_DECLS
