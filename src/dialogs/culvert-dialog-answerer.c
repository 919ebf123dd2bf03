/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-dialog-answerer.h"

#include "culvert-prompt-dialog.h"

enum
{
  FIRST_PREPARATION_MS = 250,
  MAX_VISIBLE = 3,
  MAX_WAITING = 16,
};

/* A question in hand. */
typedef struct
{
  CulvertDialogAnswerer *answerer; /* owns this */
  CulvertPrompt *prompt;           /* (owned) */
  GTask *task;                     /* (owned) */
  GSource *withdrawal;             /* (owned) (nullable) */
  GtkWidget *dialog;               /* (owned) (nullable): only while it is its turn */
} Request;

struct _CulvertDialogAnswerer
{
  GObject parent_instance;

  GPtrArray *requests; /* (element-type Request), in the order they came */
  GtkWindow *parent;   /* (weak) (nullable) */
  guint turn;          /* source id, or 0: until one more dialog may open */

  CulvertPromptDialog *spare; /* (owned) (nullable): the next one to be shown */
  guint preparation;          /* source id, or 0: until there is a spare one */
};

static void culvert_dialog_answerer_iface_init (CulvertAnswererInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertDialogAnswerer,
                               culvert_dialog_answerer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_ANSWERER,
                                                      culvert_dialog_answerer_iface_init))

static void
request_free (Request *request)
{
  if (request->withdrawal != NULL)
    g_source_destroy (request->withdrawal);
  g_clear_pointer (&request->withdrawal, g_source_unref);
  g_clear_pointer (&request->dialog, gtk_widget_destroy);
  g_clear_object (&request->task);
  g_clear_object (&request->prompt);
  g_free (request);
}

static gboolean
is_same_connection (const Request *request, const char *profile_id)
{
  return g_strcmp0 (culvert_prompt_get_profile_id (request->prompt), profile_id) == 0;
}

/* The request of this connection that has the dialog. (nullable) */
static Request *
find_shown (CulvertDialogAnswerer *self, const char *profile_id)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      Request *request = g_ptr_array_index (self->requests, i);

      if (request->dialog != NULL && is_same_connection (request, profile_id))
        return request;
    }

  return NULL;
}

static guint
count_shown (CulvertDialogAnswerer *self)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    {
      Request *request = g_ptr_array_index (self->requests, i);

      if (request->dialog != NULL)
        n++;
    }

  return n;
}

static guint
count_of_connection (CulvertDialogAnswerer *self, const char *profile_id)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    {
      if (is_same_connection (g_ptr_array_index (self->requests, i), profile_id))
        n++;
    }

  return n;
}

static void show_next (CulvertDialogAnswerer *self);

static void
on_answered (Request *request, int result)
{
  CulvertDialogAnswerer *self = request->answerer;
  g_autoptr (GTask) task = g_object_ref (request->task);

  g_ptr_array_remove (self->requests, request);
  g_task_return_int (task, result);
  show_next (self);
}

static gboolean
on_withdrawn (GCancellable *cancellable, gpointer user_data)
{
  Request *request = user_data;
  CulvertDialogAnswerer *self = request->answerer;
  g_autoptr (GTask) task = g_object_ref (request->task);

  g_ptr_array_remove (self->requests, request);
  g_task_return_error_if_cancelled (task);
  show_next (self);

  return G_SOURCE_REMOVE;
}

static gboolean
on_prepare (gpointer user_data)
{
  CulvertDialogAnswerer *self = user_data;

  self->spare = culvert_prompt_dialog_new ();
  gtk_widget_realize (GTK_WIDGET (self->spare));
  /* Finds out how everything in it looks. */
  gtk_widget_get_preferred_size (GTK_WIDGET (self->spare), NULL, NULL);
  self->preparation = 0;

  return G_SOURCE_REMOVE;
}

/* Most of the work on a dialog is done before anybody knows what it will ask. */
static void
prepare (CulvertDialogAnswerer *self)
{
  if (self->spare == NULL && self->preparation == 0)
    self->preparation = g_idle_add_full (G_PRIORITY_LOW, on_prepare, self, NULL);
}

/* Not before the dialog is to be seen: its window waits for the X server meanwhile, and what seems
 * to be idle time would delay it. */
static gboolean
on_first_drawn (GtkWidget *dialog, cairo_t *cr, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (dialog, on_first_drawn, user_data);
  prepare (user_data);

  return GDK_EVENT_PROPAGATE;
}

static CulvertPromptDialog *
take_dialog (CulvertDialogAnswerer *self)
{
  CulvertPromptDialog *spare = g_steal_pointer (&self->spare);

  return spare != NULL ? spare : culvert_prompt_dialog_new ();
}

/* Only the first dialog may take the focus: the others could catch what is being typed. */
static void
open_dialog (CulvertDialogAnswerer *self, Request *request)
{
  gboolean is_first = count_shown (self) == 0;
  GtkWindow *dialog = GTK_WINDOW (take_dialog (self));

  culvert_prompt_dialog_ask (CULVERT_PROMPT_DIALOG (dialog), request->prompt);
  request->dialog = GTK_WIDGET (dialog);
  g_signal_connect_swapped (dialog, "answered", G_CALLBACK (on_answered), request);

  if (self->parent != NULL && gtk_widget_get_visible (GTK_WIDGET (self->parent)))
    gtk_window_set_transient_for (dialog, self->parent);
  gtk_window_set_focus_on_map (dialog, is_first);
  g_signal_connect_object (dialog, "draw", G_CALLBACK (on_first_drawn), self, G_CONNECT_AFTER);
  gtk_widget_show (GTK_WIDGET (dialog));
}

static gboolean
may_open (CulvertDialogAnswerer *self, Request *request)
{
  return request->dialog == NULL && count_shown (self) < MAX_VISIBLE &&
         find_shown (self, culvert_prompt_get_profile_id (request->prompt)) == NULL;
}

/* (nullable): where all wait that are there */
static Request *
find_next (CulvertDialogAnswerer *self)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      Request *request = g_ptr_array_index (self->requests, i);

      if (may_open (self, request))
        return request;
    }

  return NULL;
}

static gboolean
on_turn (gpointer user_data)
{
  CulvertDialogAnswerer *self = user_data;

  self->turn = 0;
  show_next (self);

  return G_SOURCE_REMOVE;
}

/* One a turn of the main loop: GTK takes its time to build a window, and nothing else happens
 * meanwhile. */
static void
show_next (CulvertDialogAnswerer *self)
{
  Request *request = self->turn == 0 ? find_next (self) : NULL;

  if (request == NULL)
    return;

  self->turn = g_idle_add_full (G_PRIORITY_DEFAULT, on_turn, self, NULL);
  open_dialog (self, request);
}

static void
add_request (CulvertDialogAnswerer *self, CulvertPrompt *prompt, GTask *owned_task)
{
  GCancellable *cancellable = g_task_get_cancellable (owned_task);
  Request *request = g_new0 (Request, 1);

  request->answerer = self;
  request->prompt = g_object_ref (prompt);
  request->task = owned_task;

  if (cancellable != NULL)
    {
      request->withdrawal = g_cancellable_source_new (cancellable);
      g_source_set_callback (request->withdrawal, G_SOURCE_FUNC (on_withdrawn), request, NULL);
      g_source_attach (request->withdrawal, g_main_context_get_thread_default ());
    }

  g_ptr_array_add (self->requests, request);
}

static void
culvert_dialog_answerer_answer_async (CulvertAnswerer *answerer,
                                      CulvertPrompt *prompt,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  CulvertDialogAnswerer *self = CULVERT_DIALOG_ANSWERER (answerer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_dialog_answerer_answer_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (count_of_connection (self, culvert_prompt_get_profile_id (prompt)) > MAX_WAITING)
    {
      g_task_return_int (task, CULVERT_ANSWER_UNHANDLED);
      return;
    }

  add_request (self, prompt, g_steal_pointer (&task));
  show_next (self);
}

static CulvertAnswerResult
culvert_dialog_answerer_answer_finish (CulvertAnswerer *answerer,
                                       GAsyncResult *result,
                                       GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, answerer), CULVERT_ANSWER_UNHANDLED);

  answer = g_task_propagate_int (G_TASK (result), error);

  return answer < 0 ? CULVERT_ANSWER_UNHANDLED : (CulvertAnswerResult) answer;
}

static void
culvert_dialog_answerer_iface_init (CulvertAnswererInterface *iface)
{
  iface->answer_async = culvert_dialog_answerer_answer_async;
  iface->answer_finish = culvert_dialog_answerer_answer_finish;
}

static void
culvert_dialog_answerer_dispose (GObject *object)
{
  CulvertDialogAnswerer *self = CULVERT_DIALOG_ANSWERER (object);

  g_clear_handle_id (&self->turn, g_source_remove);
  g_clear_weak_pointer (&self->parent);
  g_clear_handle_id (&self->preparation, g_source_remove);
  if (self->spare != NULL)
    gtk_widget_destroy (GTK_WIDGET (g_steal_pointer (&self->spare)));

  G_OBJECT_CLASS (culvert_dialog_answerer_parent_class)->dispose (object);
}

/* No request is left by now: each holds the answerer through its task. */
static void
culvert_dialog_answerer_finalize (GObject *object)
{
  CulvertDialogAnswerer *self = CULVERT_DIALOG_ANSWERER (object);

  g_clear_pointer (&self->requests, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_dialog_answerer_parent_class)->finalize (object);
}

static void
culvert_dialog_answerer_class_init (CulvertDialogAnswererClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_dialog_answerer_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_dialog_answerer_finalize;
}

static void
culvert_dialog_answerer_init (CulvertDialogAnswerer *self)
{
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  /* The window that is opened with it comes first. */
  self->preparation =
      g_timeout_add_full (G_PRIORITY_LOW, FIRST_PREPARATION_MS, on_prepare, self, NULL);
}

CulvertDialogAnswerer *
culvert_dialog_answerer_new (void)
{
  return g_object_new (CULVERT_TYPE_DIALOG_ANSWERER, NULL);
}

void
culvert_dialog_answerer_set_parent (CulvertDialogAnswerer *self, GtkWindow *parent)
{
  g_return_if_fail (CULVERT_IS_DIALOG_ANSWERER (self));

  g_set_weak_pointer (&self->parent, parent);
}

void
culvert_dialog_answerer_present (CulvertDialogAnswerer *self,
                                 CulvertPrompt *prompt,
                                 const char *token)
{
  Request *shown;

  g_return_if_fail (CULVERT_IS_DIALOG_ANSWERER (self));
  g_return_if_fail (CULVERT_IS_PROMPT (prompt));

  shown = find_shown (self, culvert_prompt_get_profile_id (prompt));
  if (shown == NULL)
    return;
  if (token != NULL && *token != '\0')
    gtk_window_set_startup_id (GTK_WINDOW (shown->dialog), token);
  gtk_window_present (GTK_WINDOW (shown->dialog));
}
