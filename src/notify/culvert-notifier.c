/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-notifier"

#include "culvert-notifier.h"

#include "culvert-notify-daemon.h"
#include "culvert-notify-thread.h"

#include <string.h>

#define APPLICATION_NAME "Culvert"

/* Messages that are shown beside each other; the next takes the oldest one's place. */
#define MAX_MESSAGES 5
/* Between the connection's id and the place. */
#define PLACE_MARK "/"

/* Between two notifications of one connection: at all, and while it comes and goes. */
#define PAUSE      (2 * G_TIME_SPAN_SECOND)
#define FLAP_PAUSE (30 * G_TIME_SPAN_SECOND)

struct _CulvertNotifier
{
  GObject parent_instance;

  CulvertSessionList *sessions; /* (owned) */
  GActionGroup *actions;        /* (owned) */
  CulvertNotifyDaemon *daemon;  /* (owned) */
  CulvertNotifyThread *thread;  /* (owned) */
  GHashTable *stories;          /* (owned): id → Story (owned) */
  CulvertNotifyLevel level;
  CulvertNotifierIsWatched is_watched;
  gpointer is_watched_data;

  guint n_messages;
};

/* What has been told of one connection, and what is about to be told. */
typedef struct
{
  CulvertNotifier *notifier; /* (unowned): it owns the story */
  char *id;                  /* (owned) */
  gboolean was_up;
  gint64 lost_time; /* monotonic */

  CulvertNotice *next;      /* (owned) (nullable) */
  CulvertPrompt *next_asks; /* (owned) (nullable): the question that `next` is about */
  guint timer;              /* until `next` is told */

  CulvertNotice *shown;      /* (owned) (nullable) */
  CulvertPrompt *shown_asks; /* (owned) (nullable): the question that `shown` is about */
  gint64 shown_time;         /* monotonic; 0: never */
  gint64 flap_time;          /* when something was last told that may flap */
} Story;

G_DEFINE_FINAL_TYPE (CulvertNotifier, culvert_notifier, G_TYPE_OBJECT)

enum
{
  REQUEST_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
drop_next (Story *story)
{
  g_clear_handle_id (&story->timer, g_source_remove);
  g_clear_pointer (&story->next, culvert_notice_free);
  g_clear_object (&story->next_asks);
}

static void
story_free (Story *story)
{
  drop_next (story);
  g_clear_pointer (&story->shown, culvert_notice_free);
  g_clear_object (&story->shown_asks);
  g_free (story->id);
  g_free (story);
}

/* @id: of a story. (transfer none) (nullable) */
static CulvertSession *
find_session (CulvertNotifier *self, const char *id)
{
  g_autofree char *session_id = g_strndup (id, strcspn (id, PLACE_MARK));

  return culvert_session_list_find (self->sessions, session_id);
}

static Story *
story_with_id (CulvertNotifier *self, const char *id)
{
  Story *story = g_hash_table_lookup (self->stories, id);

  if (story != NULL)
    return story;

  story = g_new0 (Story, 1);
  story->notifier = self;
  story->id = g_strdup (id);
  g_hash_table_insert (self->stories, story->id, story);

  return story;
}

static Story *
story_of (CulvertNotifier *self, CulvertSession *session)
{
  return story_with_id (self, culvert_profile_get_id (culvert_session_get_profile (session)));
}

static void
withdraw (Story *story)
{
  if (story->shown == NULL)
    return;

  g_clear_pointer (&story->shown, culvert_notice_free);
  g_clear_object (&story->shown_asks);
  culvert_notify_thread_withdraw (story->notifier->thread, story->id);
}

static gboolean
is_watched (CulvertNotifier *self)
{
  return self->is_watched != NULL && self->is_watched (self->is_watched_data);
}

/* Whether this is for a user who wants to hear so much, and does not see it anyway. */
static gboolean
is_worth_telling (CulvertNotifier *self, const CulvertNotice *notice, CulvertPrompt *asks)
{
  if (!culvert_notice_is_wanted (notice, self->level))
    return FALSE;
  if (!is_watched (self) || notice->is_message)
    return TRUE;
  if (asks != NULL)
    return !culvert_prompt_has_flag (asks, CULVERT_PROMPT_EXPECTED);

  return notice->is_problem;
}

static void
tell (Story *story)
{
  CulvertNotifier *self = story->notifier;
  gint64 now = g_get_monotonic_time ();

  if (!is_worth_telling (self, story->next, story->next_asks))
    {
      /* The problem that is still shown is over, or another one now. */
      withdraw (story);
      drop_next (story);
      return;
    }

  switch (culvert_notify_daemon_get_state (self->daemon))
    {
    case CULVERT_NOTIFY_DAEMON_UNKNOWN:
      return;
    case CULVERT_NOTIFY_DAEMON_ABSENT:
      if (!culvert_notify_daemon_start (self->daemon))
        drop_next (story);
      return;
    case CULVERT_NOTIFY_DAEMON_PRESENT:
      break;
    }

  culvert_notify_thread_show (self->thread, story->id, story->next);
  story->shown_time = now;
  if (story->next->is_flap)
    story->flap_time = now;
  g_clear_pointer (&story->shown, culvert_notice_free);
  story->shown = g_steal_pointer (&story->next);
  g_set_object (&story->shown_asks, story->next_asks);
  drop_next (story);
}

static gboolean
on_time (gpointer user_data)
{
  Story *story = user_data;

  story->timer = 0;
  tell (story);

  return G_SOURCE_REMOVE;
}

static gint64
due_time (Story *story, const CulvertNotice *notice)
{
  gint64 due = g_get_monotonic_time () + notice->delay_ms * G_TIME_SPAN_MILLISECOND;

  if (story->shown_time != 0)
    due = MAX (due, story->shown_time + PAUSE);
  if (notice->is_flap && story->flap_time != 0)
    due = MAX (due, story->flap_time + FLAP_PAUSE);

  return due;
}

/* @asks: (nullable): the question that the notice is about */
static void
tell_later (Story *story, CulvertNotice *owned_notice, CulvertPrompt *asks)
{
  g_autoptr (CulvertNotice) notice = owned_notice;
  gint64 wait = due_time (story, notice) - g_get_monotonic_time ();

  /* The same trouble with another reason does not wait anew. */
  if (story->next != NULL && g_strcmp0 (story->next->title, notice->title) == 0)
    {
      g_clear_pointer (&story->next, culvert_notice_free);
      story->next = g_steal_pointer (&notice);
      g_set_object (&story->next_asks, asks);
      return;
    }

  drop_next (story);
  if (asks == NULL && story->shown != NULL && culvert_notice_equal (story->shown, notice))
    return;

  story->next = g_steal_pointer (&notice);
  g_set_object (&story->next_asks, asks);
  story->timer = g_timeout_add ((guint) (MAX (wait, 0) / G_TIME_SPAN_MILLISECOND), on_time, story);
}

/* What was told, or is about to be, is over without a word. */
static void
fall_silent (Story *story, CulvertSessionState state)
{
  switch (state)
    {
    case CULVERT_SESSION_CONNECTED:
    case CULVERT_SESSION_DISCONNECTED:
    case CULVERT_SESSION_DISCONNECTING:
      drop_next (story);
      withdraw (story);
      return;
    case CULVERT_SESSION_CONNECTING:
      if (!story->was_up)
        withdraw (story);
      return;
    case CULVERT_SESSION_RECONNECTING:
    case CULVERT_SESSION_WAITING:
    case CULVERT_SESSION_FAILED:
    case CULVERT_SESSION_N_STATES:
      return;
    }
}

static void
remember (Story *story, CulvertSessionState state, CulvertSessionState old)
{
  if (state == CULVERT_SESSION_CONNECTED)
    story->was_up = TRUE;
  else if (old == CULVERT_SESSION_CONNECTED)
    story->lost_time = g_get_monotonic_time ();

  if (state == CULVERT_SESSION_DISCONNECTED || state == CULVERT_SESSION_FAILED)
    {
      story->was_up = FALSE;
      story->flap_time = 0;
    }
}

static void
on_state_changed (CulvertNotifier *self,
                  CulvertSession *session,
                  guint state,
                  guint old,
                  guint reason)
{
  Story *story = story_of (self, session);
  gint64 down = (g_get_monotonic_time () - story->lost_time) / G_USEC_PER_SEC;
  g_autoptr (CulvertNotice) notice =
      culvert_notice_for_change (session, state, old, reason, story->was_up, down);
  gboolean was_up = story->was_up;

  remember (story, state, old);

  if (state == CULVERT_SESSION_CONNECTED && state != old)
    {
      /* It was up before we came, or it was lost for so short a time that nobody was told. */
      gboolean is_found = !culvert_session_is_attached (session) && !was_up;
      gboolean is_unnoticed = was_up && (story->shown == NULL || !story->shown->is_problem) &&
                              notice != NULL && !notice->is_problem;

      if (is_found || is_unnoticed)
        {
          drop_next (story);
          return;
        }
    }

  if (notice != NULL)
    tell_later (story, g_steal_pointer (&notice), NULL);
  else if (state != old)
    fall_silent (story, state);
}

static void
on_prompt_changed (CulvertNotifier *self, CulvertSession *session)
{
  Story *story = story_of (self, session);
  CulvertPrompt *prompt = culvert_session_get_prompt (session);

  if (prompt != NULL)
    {
      tell_later (story, culvert_notice_for_prompt (prompt), prompt);
      return;
    }

  if (story->next_asks != NULL)
    drop_next (story);
  if (story->shown_asks != NULL)
    withdraw (story);
}

static void
on_sessions_changed (CulvertNotifier *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->stories);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Story *story = value;

      if (find_session (self, story->id) != NULL)
        continue;

      withdraw (story);
      g_hash_table_iter_remove (&iter);
    }
}

static void
on_chosen (GObject *owner, const char *id, CulvertNoticeActions action)
{
  CulvertNotifier *self = CULVERT_NOTIFIER (owner);
  CulvertSession *session = find_session (self, id);
  Story *story = g_hash_table_lookup (self->stories, id);
  const char *name = NULL;

  if (session == NULL)
    return;

  if (story != NULL && story->shown != NULL && story->shown->is_request)
    {
      g_signal_emit (self,
                     signals[REQUEST_CHOSEN],
                     0,
                     session,
                     strstr (id, PLACE_MARK) + 1,
                     action);
      return;
    }

  if (action == CULVERT_NOTICE_ANSWER)
    name = "answer";
  else if (action == CULVERT_NOTICE_CONNECT)
    name = "connect";
  else if (action == CULVERT_NOTICE_DISCONNECT)
    name = "disconnect";
  else if (action == CULVERT_NOTICE_SHOW_LOG)
    name = "show-log";

  if (name != NULL)
    g_action_group_activate_action (self->actions, name, g_variant_new_string (id));
  else
    g_action_group_activate_action (self->actions, "show-window", NULL);
}

static void
for_each_story (CulvertNotifier *self, void (*func) (Story *story))
{
  GHashTableIter iter;
  gpointer story;

  g_hash_table_iter_init (&iter, self->stories);
  while (g_hash_table_iter_next (&iter, NULL, &story))
    func (story);
}

static void
tell_if_due (Story *story)
{
  if (story->next != NULL && story->timer == 0)
    tell (story);
}

static void
forget_shown (Story *story)
{
  g_clear_pointer (&story->shown, culvert_notice_free);
  g_clear_object (&story->shown_asks);
}

static void
on_daemon_changed (CulvertNotifier *self, CulvertNotifyDaemonChange change)
{
  switch (change)
    {
    case CULVERT_NOTIFY_DAEMON_CAME:
    case CULVERT_NOTIFY_DAEMON_IS_NOT_THERE:
      for_each_story (self, tell_if_due);
      break;
    case CULVERT_NOTIFY_DAEMON_WENT:
      culvert_notify_thread_forget (self->thread);
      for_each_story (self, forget_shown);
      break;
    case CULVERT_NOTIFY_DAEMON_CANNOT_BE_HAD:
      for_each_story (self, drop_next);
      break;
    }
}

static void
culvert_notifier_dispose (GObject *object)
{
  CulvertNotifier *self = CULVERT_NOTIFIER (object);

  g_clear_object (&self->daemon);
  g_clear_pointer (&self->stories, g_hash_table_unref);
  g_clear_pointer (&self->thread, culvert_notify_thread_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_notifier_parent_class)->dispose (object);
}

static void
culvert_notifier_class_init (CulvertNotifierClass *class)
{
  G_OBJECT_CLASS (class)->dispose = culvert_notifier_dispose;

  signals[REQUEST_CHOSEN] = g_signal_new ("request-chosen",
                                          CULVERT_TYPE_NOTIFIER,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          3,
                                          CULVERT_TYPE_SESSION,
                                          G_TYPE_STRING,
                                          G_TYPE_UINT);
}

static void
culvert_notifier_init (CulvertNotifier *self)
{
  self->stories =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) story_free);
}

static void
follow_sessions (CulvertNotifier *self)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "state-changed", G_CALLBACK (on_state_changed) },
    { "prompt-changed", G_CALLBACK (on_prompt_changed) },
    { "items-changed", G_CALLBACK (on_sessions_changed) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->sessions,
                             handlers[i].signal,
                             handlers[i].callback,
                             self,
                             G_CONNECT_SWAPPED);
}

static char *
dup_id_at (CulvertSession *session, const char *place)
{
  return g_strconcat (culvert_profile_get_id (culvert_session_get_profile (session)),
                      PLACE_MARK,
                      place,
                      NULL);
}

static void
tell_at (CulvertNotifier *self,
         CulvertSession *session,
         const char *place,
         CulvertNotice *owned_notice)
{
  g_autofree char *id = dup_id_at (session, place);

  tell_later (story_with_id (self, id), owned_notice, NULL);
}

CulvertNotifier *
culvert_notifier_new (GDBusConnection *bus,
                      CulvertSessionList *sessions,
                      GActionGroup *actions,
                      const char *application_id)
{
  CulvertNotifier *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);
  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (sessions), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);
  g_return_val_if_fail (application_id != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_NOTIFIER, NULL);
  self->sessions = g_object_ref (sessions);
  self->actions = g_object_ref (actions);
  self->thread =
      culvert_notify_thread_new (application_id, APPLICATION_NAME, G_OBJECT (self), on_chosen);
  self->daemon = culvert_notify_daemon_new (bus);
  g_signal_connect_object (self->daemon,
                           "changed",
                           G_CALLBACK (on_daemon_changed),
                           self,
                           G_CONNECT_SWAPPED);
  follow_sessions (self);

  return self;
}

void
culvert_notifier_tell_message (CulvertNotifier *self,
                               CulvertSession *session,
                               const char *title,
                               const char *text)
{
  g_autofree char *place = NULL;

  g_return_if_fail (CULVERT_IS_NOTIFIER (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  place = g_strdup_printf ("%u", self->n_messages++ % MAX_MESSAGES);
  tell_at (self, session, place, culvert_notice_for_message (session, title, text));
}

void
culvert_notifier_tell_request (CulvertNotifier *self,
                               CulvertSession *session,
                               const char *place,
                               CulvertNotice *owned_notice)
{
  g_return_if_fail (CULVERT_IS_NOTIFIER (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  tell_at (self, session, place, owned_notice);
}

void
culvert_notifier_withdraw_request (CulvertNotifier *self,
                                   CulvertSession *session,
                                   const char *place)
{
  g_autofree char *id = NULL;
  Story *story;

  g_return_if_fail (CULVERT_IS_NOTIFIER (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  id = dup_id_at (session, place);
  story = g_hash_table_lookup (self->stories, id);
  if (story == NULL)
    return;

  withdraw (story);
  g_hash_table_remove (self->stories, id);
}

void
culvert_notifier_set_level (CulvertNotifier *self, CulvertNotifyLevel level)
{
  g_return_if_fail (CULVERT_IS_NOTIFIER (self));

  self->level = level;
}

void
culvert_notifier_set_is_watched (CulvertNotifier *self,
                                 CulvertNotifierIsWatched is_watched_func,
                                 gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_NOTIFIER (self));

  self->is_watched = is_watched_func;
  self->is_watched_data = user_data;
}
