/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt.h"

G_BEGIN_DECLS

/**
 * CulvertAnswerResult:
 * @CULVERT_ANSWER_HANDLED: every blank is filled (or the confirmation is given)
 * @CULVERT_ANSWER_UNHANDLED: somebody else may try; blanks that were filled stay filled
 * @CULVERT_ANSWER_FAILED: the user does not want to answer: stop asking
 */
typedef enum
{
  CULVERT_ANSWER_HANDLED,
  CULVERT_ANSWER_UNHANDLED,
  CULVERT_ANSWER_FAILED,
} CulvertAnswerResult;

/**
 * CulvertAnswerer:
 *
 * Whoever can fill the blanks of a prompt: the keyring, a dialog, a test script. Cancelling the
 * operation withdraws the question: the answerer lets go of the prompt and finishes with
 * %G_IO_ERROR_CANCELLED. An answerer that wants to know whether its answer was right watches the
 * prompt's outcome.
 */
#define CULVERT_TYPE_ANSWERER (culvert_answerer_get_type ())
G_DECLARE_INTERFACE (CulvertAnswerer, culvert_answerer, CULVERT, ANSWERER, GObject)

struct _CulvertAnswererInterface
{
  GTypeInterface parent_iface;

  void (*answer_async) (CulvertAnswerer *self,
                        CulvertPrompt *prompt,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  CulvertAnswerResult (*answer_finish) (CulvertAnswerer *self,
                                        GAsyncResult *result,
                                        GError **error);
};

void culvert_answerer_answer_async (CulvertAnswerer *self,
                                    CulvertPrompt *prompt,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/* UNHANDLED with the error set where it failed for a reason outside the user's will. */
CulvertAnswerResult
culvert_answerer_answer_finish (CulvertAnswerer *self, GAsyncResult *result, GError **error);

G_END_DECLS
