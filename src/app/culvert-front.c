/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-front"

#include "culvert-front.h"

#include "culvert-installed.h"
#include "culvert-ui-module.h"

struct _CulvertFront
{
  GObject parent_instance;

  char *module_path;            /* (owned) */
  GSettings *settings;          /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  GActionGroup *actions;        /* (unowned): the application, which owns us */
  CulvertUiHost *host;          /* (unowned): likewise */

  CulvertUi *ui;      /* (owned) (nullable): once the display is open */
  GPtrArray *waiting; /* (owned) of GTask (owned): prompts that the user has not come for */
};

static void culvert_front_answerer_init (CulvertAnswererInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertFront,
                               culvert_front,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_ANSWERER,
                                                      culvert_front_answerer_init))

enum
{
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CulvertAnswerResult answer =
      culvert_answerer_answer_finish (CULVERT_ANSWERER (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, answer);
}

static void
hand_over (CulvertFront *self, GTask *owned_task)
{
  culvert_answerer_answer_async (culvert_ui_get_answerer (self->ui),
                                 g_task_get_task_data (owned_task),
                                 g_task_get_cancellable (owned_task),
                                 on_answered,
                                 owned_task);
}

/* The prompt was withdrawn while it waited. */
static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  CulvertFront *self = g_task_get_source_object (task);
  guint index;

  if (!g_ptr_array_find (self->waiting, task, &index))
    return;

  g_task_return_error_if_cancelled (task);
  g_ptr_array_remove_index (self->waiting, index);
}

static void
keep (CulvertFront *self, GTask *owned_task)
{
  GCancellable *cancellable = g_task_get_cancellable (owned_task);

  g_ptr_array_add (self->waiting, owned_task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled), owned_task, 0);
}

static void
culvert_front_answer_async (CulvertAnswerer *answerer,
                            CulvertPrompt *prompt,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CulvertFront *self = CULVERT_FRONT (answerer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, culvert_front_answer_async);
  g_task_set_task_data (task, g_object_ref (prompt), g_object_unref);
  culvert_prompt_set_waits_for_user (prompt, TRUE);

  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_EXPECTED) &&
      culvert_front_open (self, &error) != NULL)
    hand_over (self, g_steal_pointer (&task));
  else
    keep (self, g_steal_pointer (&task));

  if (error != NULL)
    g_message ("A question waits, and cannot be shown: %s", error->message);
}

static CulvertAnswerResult
culvert_front_answer_finish (CulvertAnswerer *answerer, GAsyncResult *result, GError **error)
{
  gssize answer = g_task_propagate_int (G_TASK (result), error);

  return answer < 0 ? CULVERT_ANSWER_UNHANDLED : (CulvertAnswerResult) answer;
}

static void
culvert_front_answerer_init (CulvertAnswererInterface *iface)
{
  iface->answer_async = culvert_front_answer_async;
  iface->answer_finish = culvert_front_answer_finish;
}

static void
culvert_front_dispose (GObject *object)
{
  CulvertFront *self = CULVERT_FRONT (object);

  g_ptr_array_set_size (self->waiting, 0);
  g_clear_object (&self->ui);
  g_clear_object (&self->sessions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (culvert_front_parent_class)->dispose (object);
}

static void
culvert_front_finalize (GObject *object)
{
  CulvertFront *self = CULVERT_FRONT (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->module_path, g_free);

  G_OBJECT_CLASS (culvert_front_parent_class)->finalize (object);
}

static void
culvert_front_class_init (CulvertFrontClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_front_dispose;
  object_class->finalize = culvert_front_finalize;

  signals[OPENED] = g_signal_new ("opened",
                                  CULVERT_TYPE_FRONT,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  0);
}

static void
culvert_front_init (CulvertFront *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertFront *
culvert_front_new (const char *module_folder, GSettings *settings)
{
  g_autofree char *folder = culvert_installed_find (module_folder);
  CulvertFront *self = g_object_new (CULVERT_TYPE_FRONT, NULL);

  self->module_path = g_build_filename (folder, "culvert-ui.so", NULL);
  self->settings = g_object_ref (settings);

  return self;
}

void
culvert_front_set_parts (CulvertFront *self,
                         CulvertSessionList *sessions,
                         GActionGroup *actions,
                         CulvertUiHost *host)
{
  g_return_if_fail (CULVERT_IS_FRONT (self));
  g_return_if_fail (self->sessions == NULL);

  self->sessions = g_object_ref (sessions);
  self->actions = actions;
  self->host = host;
}

CulvertUi *
culvert_front_open (CulvertFront *self, GError **error)
{
  g_return_val_if_fail (CULVERT_IS_FRONT (self), NULL);

  if (self->ui != NULL)
    return self->ui;

  self->ui = culvert_ui_module_load (self->module_path,
                                     self->sessions,
                                     self->actions,
                                     self->settings,
                                     self->host,
                                     error);
  if (self->ui != NULL)
    g_signal_emit (self, signals[OPENED], 0);

  return self->ui;
}

CulvertUi *
culvert_front_peek_ui (CulvertFront *self)
{
  return self->ui;
}

gboolean
culvert_front_is_watched (gpointer front)
{
  CulvertUi *ui = culvert_front_peek_ui (front);

  return ui != NULL && culvert_ui_has_active_window (ui);
}

gboolean
culvert_front_shows_requests (CulvertSession *session, gpointer front)
{
  CulvertUi *ui = culvert_front_peek_ui (front);

  return ui != NULL && culvert_ui_is_looking_at (ui, session, CULVERT_UI_PAGE_CLIENTS);
}

gboolean
culvert_front_show_prompt (CulvertFront *self,
                           CulvertPrompt *prompt,
                           const char *token,
                           GError **error)
{
  g_return_val_if_fail (CULVERT_IS_FRONT (self), FALSE);

  if (culvert_front_open (self, error) == NULL)
    return FALSE;

  for (guint i = 0; i < self->waiting->len; i++)
    {
      GTask *task = self->waiting->pdata[i];

      if (g_task_get_task_data (task) != prompt)
        continue;

      g_ptr_array_steal_index (self->waiting, i);
      hand_over (self, task);
      break;
    }
  culvert_ui_present_prompt (self->ui, prompt, token);

  return TRUE;
}
