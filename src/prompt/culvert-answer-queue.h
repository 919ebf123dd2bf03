/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"

G_BEGIN_DECLS

/**
 * CulvertAnswerQueue:
 *
 * Hands prompts to the answerer that it wraps one at a time, in the order they came. A prompt that
 * is cancelled while it waits leaves the queue; at most 16 wait, a further one is UNHANDLED.
 */
#define CULVERT_TYPE_ANSWER_QUEUE (culvert_answer_queue_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAnswerQueue, culvert_answer_queue, CULVERT, ANSWER_QUEUE, GObject)

CulvertAnswerQueue *culvert_answer_queue_new (CulvertAnswerer *wrapped);

G_END_DECLS
