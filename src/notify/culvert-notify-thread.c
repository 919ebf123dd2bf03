/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-notify-thread"

#include "culvert-notify-thread.h"

#include <glib/gi18n-lib.h>
#include <libnotify/notify.h>
#include <string.h>

/* How long the last orders may take at the end. */
#define FAREWELL (G_USEC_PER_SEC / 5)

struct _CulvertNotifyThread
{
  gatomicrefcount references;  /* the owner's and the thread's */
  char *application_id;        /* (owned) */
  char *application_name;      /* (owned) */
  GMainContext *owner_context; /* (owned) */
  GWeakRef owner;
  CulvertNotifyThreadFunc func;
  GMainContext *context; /* (owned): the thread's */

  GMutex lock; /* guards what follows */
  GCond has_ended_cond;
  GHashTable *orders; /* (owned): id → CulvertNotice (owned) (nullable): NULL withdraws */
  gboolean must_forget;
  gboolean must_end;
  gboolean has_ended;
};

/* What belongs to the thread alone. */
typedef struct
{
  CulvertNotifyThread *shared; /* (unowned) */
  GHashTable *shown;           /* (owned): id → NotifyNotification (owned) */
  gboolean knows_abilities;
  gboolean has_markup;
  gboolean has_actions;
} Worker;

typedef struct
{
  CulvertNotifyThread *shared; /* (owned) */
  char *id;                    /* (owned) */
  CulvertNoticeActions action;
} Choice;

static const struct
{
  CulvertNoticeActions action;
  const char *name;
  const char *label;
} buttons[] = {
  { CULVERT_NOTICE_ANSWER, "answer", N_ ("Answer") },
  { CULVERT_NOTICE_CONNECT, "connect", N_ ("Try again") },
  { CULVERT_NOTICE_DISCONNECT, "disconnect", N_ ("Disconnect") },
  { CULVERT_NOTICE_SHOW_LOG, "show-log", N_ ("Show log") },
  { CULVERT_NOTICE_ALLOW, "allow", N_ ("Allow") },
  { CULVERT_NOTICE_DENY, "deny", N_ ("Deny") },
};

static void
unref (CulvertNotifyThread *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_hash_table_unref (self->orders);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner_context);
  g_weak_ref_clear (&self->owner);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->has_ended_cond);
  g_free (self->application_id);
  g_free (self->application_name);
  g_free (self);
}

static CulvertNotifyThread *
ref (CulvertNotifyThread *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

/* --- choices of the user: from the thread to the owner --- */

static void
choice_free (Choice *choice)
{
  unref (choice->shared);
  g_free (choice->id);
  g_free (choice);
}

static gboolean
on_choice_arrived (gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GObject) owner = g_weak_ref_get (&choice->shared->owner);

  if (owner != NULL)
    choice->shared->func (owner, choice->id, choice->action);

  return G_SOURCE_REMOVE;
}

static void
on_chosen (NotifyNotification *notification, char *name, gpointer user_data)
{
  Worker *worker = user_data;
  const char *id = g_object_get_data (G_OBJECT (notification), "culvert-id");
  Choice *choice = g_new0 (Choice, 1);

  choice->shared = ref (worker->shared);
  choice->id = g_strdup (id);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (strcmp (name, buttons[i].name) == 0)
        choice->action = buttons[i].action;
    }

  g_main_context_invoke_full (worker->shared->owner_context,
                              G_PRIORITY_DEFAULT,
                              on_choice_arrived,
                              choice,
                              (GDestroyNotify) choice_free);
}

/* --- in the thread --- */

static void
learn_abilities (Worker *worker)
{
  GList *abilities;

  if (worker->knows_abilities)
    return;

  abilities = notify_get_server_caps ();
  worker->knows_abilities = abilities != NULL;
  worker->has_markup = g_list_find_custom (abilities, "body-markup", (GCompareFunc) strcmp) != NULL;
  worker->has_actions = g_list_find_custom (abilities, "actions", (GCompareFunc) strcmp) != NULL;
  g_list_free_full (abilities, g_free);
}

static const char *
category_of (const CulvertNotice *notice)
{
  if ((notice->actions & CULVERT_NOTICE_ANSWER) != 0 || notice->is_message || notice->is_request)
    return "network";

  return notice->is_problem ? "network.error" : "network.connected";
}

static void
add_buttons (Worker *worker, NotifyNotification *notification, const CulvertNotice *notice)
{
  notify_notification_clear_actions (notification);
  if (!worker->has_actions)
    return;

  notify_notification_add_action (notification, "default", _ ("Open"), on_chosen, worker, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if ((notice->actions & buttons[i].action) != 0)
        notify_notification_add_action (notification,
                                        buttons[i].name,
                                        _ (buttons[i].label),
                                        on_chosen,
                                        worker,
                                        NULL);
    }
}

static NotifyNotification *
notification_for (Worker *worker, const char *id, const CulvertNotice *notice, const char *body)
{
  NotifyNotification *notification = g_hash_table_lookup (worker->shown, id);
  const char *icon = worker->shared->application_id;

  if (notification != NULL)
    {
      notify_notification_update (notification, notice->title, body, icon);
      return notification;
    }

  notification = notify_notification_new (notice->title, body, icon);
  g_object_set_data_full (G_OBJECT (notification), "culvert-id", g_strdup (id), g_free);
  g_hash_table_insert (worker->shown, g_strdup (id), notification);

  return notification;
}

static void
show (Worker *worker, const char *id, const CulvertNotice *notice)
{
  static const NotifyUrgency urgencies[] = {
    [CULVERT_NOTICE_LOW] = NOTIFY_URGENCY_LOW,
    [CULVERT_NOTICE_NORMAL] = NOTIFY_URGENCY_NORMAL,
    [CULVERT_NOTICE_CRITICAL] = NOTIFY_URGENCY_CRITICAL,
  };
  g_autofree char *markup = NULL;
  g_autoptr (GError) error = NULL;
  NotifyNotification *notification;

  learn_abilities (worker);
  if (notice->body != NULL && worker->has_markup)
    markup = g_markup_escape_text (notice->body, -1);

  notification = notification_for (worker, id, notice, markup != NULL ? markup : notice->body);
  notify_notification_set_urgency (notification, urgencies[notice->urgency]);
  notify_notification_set_category (notification, category_of (notice));
  notify_notification_set_hint (notification,
                                "desktop-entry",
                                g_variant_new_string (worker->shared->application_id));
  notify_notification_set_hint (notification,
                                "transient",
                                g_variant_new_boolean (!notice->is_problem && !notice->is_message));
  add_buttons (worker, notification, notice);

  if (!notify_notification_show (notification, &error))
    {
      g_message ("The notification was not shown: %s", error->message);
      g_hash_table_remove (worker->shown, id);
    }
}

static void
withdraw (Worker *worker, const char *id)
{
  NotifyNotification *notification = g_hash_table_lookup (worker->shown, id);

  if (notification == NULL)
    return;

  /* Whether it was there to be closed makes no difference. */
  notify_notification_close (notification, NULL);
  g_hash_table_remove (worker->shown, id);
}

/* Buttons would do nothing any more. */
static void
close_all (Worker *worker)
{
  GHashTableIter iter;
  gpointer notification;

  g_hash_table_iter_init (&iter, worker->shown);
  while (g_hash_table_iter_next (&iter, NULL, &notification))
    notify_notification_close (notification, NULL);
}

/* Takes the newest orders, one at a time, since each may last. */
static gboolean
take_order (Worker *worker, char **id, CulvertNotice **notice)
{
  CulvertNotifyThread *self = worker->shared;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer key, value;

  if (self->must_forget)
    {
      g_hash_table_remove_all (worker->shown);
      worker->knows_abilities = FALSE;
      self->must_forget = FALSE;
    }

  g_hash_table_iter_init (&iter, self->orders);
  if (self->must_end || !g_hash_table_iter_next (&iter, &key, &value))
    return FALSE;

  *id = key;
  *notice = value;
  g_hash_table_iter_steal (&iter);

  return TRUE;
}

static gboolean
must_end (CulvertNotifyThread *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->must_end;
}

static void
carry_out_orders (Worker *worker)
{
  char *next_id;
  CulvertNotice *next_notice;

  while (take_order (worker, &next_id, &next_notice))
    {
      g_autofree char *id = next_id;
      g_autoptr (CulvertNotice) notice = next_notice;

      if (notice != NULL)
        show (worker, id, notice);
      else
        withdraw (worker, id);
    }
}

static gpointer
run (gpointer user_data)
{
  CulvertNotifyThread *self = user_data;
  Worker worker = { .shared = self };

  g_main_context_push_thread_default (self->context);
  worker.shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  notify_init (self->application_name);

  while (!must_end (self))
    {
      carry_out_orders (&worker);
      g_main_context_iteration (self->context, TRUE);
    }

  close_all (&worker);
  g_clear_pointer (&worker.shown, g_hash_table_unref);
  notify_uninit ();
  g_main_context_pop_thread_default (self->context);

  g_mutex_lock (&self->lock);
  self->has_ended = TRUE;
  g_cond_signal (&self->has_ended_cond);
  g_mutex_unlock (&self->lock);
  unref (self);

  return NULL;
}

/* --- orders: from the owner to the thread --- */

static void
order (CulvertNotifyThread *self, const char *id, CulvertNotice *owned_notice)
{
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->orders, g_strdup (id), owned_notice);
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (self->context);
}

static void
free_notice (CulvertNotice *notice)
{
  g_clear_pointer (&notice, culvert_notice_free);
}

CulvertNotifyThread *
culvert_notify_thread_new (const char *application_id,
                           const char *application_name,
                           GObject *owner,
                           CulvertNotifyThreadFunc func)
{
  CulvertNotifyThread *self = g_new0 (CulvertNotifyThread, 1);

  g_atomic_ref_count_init (&self->references);
  self->application_id = g_strdup (application_id);
  self->application_name = g_strdup (application_name);
  self->owner_context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->owner, owner);
  self->func = func;
  self->context = g_main_context_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->has_ended_cond);
  self->orders =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_notice);

  g_thread_unref (g_thread_new ("notifications", run, ref (self)));

  return self;
}

void
culvert_notify_thread_show (CulvertNotifyThread *self, const char *id, const CulvertNotice *notice)
{
  order (self, id, culvert_notice_copy (notice));
}

void
culvert_notify_thread_withdraw (CulvertNotifyThread *self, const char *id)
{
  order (self, id, NULL);
}

void
culvert_notify_thread_forget (CulvertNotifyThread *self)
{
  g_mutex_lock (&self->lock);
  self->must_forget = TRUE;
  g_hash_table_remove_all (self->orders);
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (self->context);
}

void
culvert_notify_thread_free (CulvertNotifyThread *self)
{
  gint64 deadline = g_get_monotonic_time () + FAREWELL;

  g_mutex_lock (&self->lock);
  self->must_end = TRUE;
  g_main_context_wakeup (self->context);
  while (!self->has_ended && g_cond_wait_until (&self->has_ended_cond, &self->lock, deadline))
    ;
  g_mutex_unlock (&self->lock);
  unref (self);
}
