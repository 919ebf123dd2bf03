/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-answerer.h"

G_DEFINE_INTERFACE (CulvertAnswerer, culvert_answerer, G_TYPE_OBJECT)

static void
culvert_answerer_default_init (CulvertAnswererInterface *iface)
{
}

void
culvert_answerer_answer_async (CulvertAnswerer *self,
                               CulvertPrompt *prompt,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_ANSWERER (self));
  g_return_if_fail (CULVERT_IS_PROMPT (prompt));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  CULVERT_ANSWERER_GET_IFACE (self)->answer_async (self, prompt, cancellable, callback, user_data);
}

CulvertAnswerResult
culvert_answerer_answer_finish (CulvertAnswerer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CULVERT_IS_ANSWERER (self), CULVERT_ANSWER_UNHANDLED);
  g_return_val_if_fail (error == NULL || *error == NULL, CULVERT_ANSWER_UNHANDLED);

  return CULVERT_ANSWERER_GET_IFACE (self)->answer_finish (self, result, error);
}
