/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-request-notices"

#include "culvert-request-notices.h"

/* Of one server, at a time. */
#define MAX_TOLD 3

/* Who looks at them may look away, and is told then. */
#define LOOK_SECONDS 1

/* Where the rest is told. */
#define REST "requests"

struct _CulvertRequestNotices
{
  GObject parent_instance;

  CulvertNotifier *notifier;                 /* (owned) */
  CulvertSessionList *sessions;              /* (owned) */
  GActionGroup *actions;                     /* (owned) */
  GPtrArray *told;                           /* (owned) (element-type Told) */
  CulvertRequestNoticesIsWatched is_watched; /* (nullable) */
  gpointer watched_data;
  guint look_source; /* while somebody looks at requests that were not told */
};

/* A notification that is shown, or is to be. */
typedef struct
{
  CulvertSession *session;     /* (owned) */
  CulvertApplicant *applicant; /* (owned) */
  CulvertApplicantState state; /* when it was told */
  char *place;                 /* (owned) */
} Told;

G_DEFINE_FINAL_TYPE (CulvertRequestNotices, culvert_request_notices, G_TYPE_OBJECT)

static void
told_free (Told *told)
{
  g_object_unref (told->session);
  g_object_unref (told->applicant);
  g_free (told->place);
  g_free (told);
}

/* (nullable): it is no server, or its requests are not answered here */
static CulvertAdmission *
get_admission (CulvertSession *session)
{
  CulvertAdministration *administration = culvert_session_get_administration (session);
  CulvertAdmission *admission =
      administration != NULL ? culvert_administration_get_admission (administration) : NULL;

  return admission != NULL && culvert_admission_can_answer (admission) ? admission : NULL;
}

static gboolean
is_open (CulvertApplicant *applicant)
{
  CulvertApplicantState state = culvert_applicant_get_state (applicant);

  return state == CULVERT_APPLICANT_WAITING || state == CULVERT_APPLICANT_RESPONDED;
}

static Told *
find (CulvertRequestNotices *self, CulvertSession *session, CulvertApplicant *applicant)
{
  for (guint i = 0; i < self->told->len; i++)
    {
      Told *told = self->told->pdata[i];

      if (told->session == session && told->applicant == applicant)
        return told;
    }

  return NULL;
}

/* What is over is taken back. Returns: how many of this session are left */
static guint
withdraw_old (CulvertRequestNotices *self, CulvertSession *session, gboolean can_answer)
{
  guint n = 0;

  for (guint i = self->told->len; i > 0; i--)
    {
      Told *told = self->told->pdata[i - 1];

      if (told->session != session)
        continue;

      if (can_answer && is_open (told->applicant) &&
          culvert_applicant_get_state (told->applicant) == told->state)
        {
          n++;
          continue;
        }
      culvert_notifier_withdraw_request (self->notifier, session, told->place);
      g_ptr_array_remove_index_fast (self->told, i - 1);
    }

  return n;
}

static void
tell (CulvertRequestNotices *self, CulvertSession *session, CulvertApplicant *applicant)
{
  Told *told = g_new0 (Told, 1);

  told->session = g_object_ref (session);
  told->applicant = g_object_ref (applicant);
  told->state = culvert_applicant_get_state (applicant);
  told->place = g_strdup_printf ("request-%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "-%u",
                                 culvert_applicant_get_id (applicant),
                                 culvert_applicant_get_key (applicant),
                                 told->state);
  g_ptr_array_add (self->told, told);
  culvert_notifier_tell_request (self->notifier,
                                 session,
                                 told->place,
                                 culvert_notice_for_applicant (session, applicant));
}

static guint
tell_new (CulvertRequestNotices *self,
          CulvertSession *session,
          GListModel *applicants,
          guint n_told)
{
  guint n = g_list_model_get_n_items (applicants);

  for (guint i = 0; i < n && n_told < MAX_TOLD; i++)
    {
      g_autoptr (CulvertApplicant) applicant = g_list_model_get_item (applicants, i);

      if (!is_open (applicant) || find (self, session, applicant) != NULL)
        continue;

      tell (self, session, applicant);
      n_told++;
    }

  return n_told;
}

static gboolean on_look (gpointer user_data);

/* Returns: the user has them before them, and need not be told */
static gboolean
is_before_user (CulvertRequestNotices *self, CulvertSession *session)
{
  if (self->is_watched == NULL || !self->is_watched (session, self->watched_data))
    return FALSE;

  if (self->look_source == 0)
    self->look_source = g_timeout_add_seconds (LOOK_SECONDS, on_look, self);

  return TRUE;
}

static void
on_admission_changed (CulvertRequestNotices *self, CulvertSession *session)
{
  CulvertAdmission *admission = get_admission (session);
  guint n_told = withdraw_old (self, session, admission != NULL);
  guint n_open = culvert_session_get_n_requests (session);

  if (n_open > n_told && is_before_user (self, session))
    return;

  if (admission != NULL)
    n_told = tell_new (self,
                       session,
                       G_LIST_MODEL (culvert_admission_get_applicants (admission)),
                       n_told);

  if (n_open > n_told)
    culvert_notifier_tell_request (self->notifier,
                                   session,
                                   REST,
                                   culvert_notice_for_applicants (session, n_open));
  else
    culvert_notifier_withdraw_request (self->notifier, session, REST);
}

static gboolean
on_look (gpointer user_data)
{
  CulvertRequestNotices *self = user_data;
  guint n = culvert_session_list_get_n (self->sessions);

  self->look_source = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CulvertSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      on_admission_changed (self, session);
    }

  return G_SOURCE_REMOVE;
}

static void
on_sessions_changed (CulvertRequestNotices *self)
{
  for (guint i = self->told->len; i > 0; i--)
    {
      Told *told = self->told->pdata[i - 1];
      CulvertProfile *profile = culvert_session_get_profile (told->session);

      if (culvert_session_list_find (self->sessions, culvert_profile_get_id (profile)) == NULL)
        g_ptr_array_remove_index_fast (self->told, i - 1);
    }
}

static void
answer (CulvertRequestNotices *self, Told *told, CulvertNoticeActions action)
{
  g_autoptr (CulvertApplicant) applicant = g_object_ref (told->applicant);
  CulvertAdmission *admission = get_admission (told->session);
  g_autoptr (GError) error = NULL;

  if (admission == NULL)
    return;

  if (action == CULVERT_NOTICE_ALLOW)
    culvert_admission_allow (admission, applicant, NULL, &error);
  else
    culvert_admission_deny (admission, applicant, NULL, NULL, &error);
  if (error != NULL)
    g_message ("A request was not answered: %s", error->message);
}

static void
on_chosen (CulvertRequestNotices *self,
           CulvertSession *session,
           const char *place,
           CulvertNoticeActions action)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (session));

  if (action != CULVERT_NOTICE_ALLOW && action != CULVERT_NOTICE_DENY)
    {
      g_action_group_activate_action (self->actions, "show-clients", g_variant_new_string (id));
      return;
    }

  for (guint i = 0; i < self->told->len; i++)
    {
      Told *told = self->told->pdata[i];

      if (told->session == session && g_str_equal (told->place, place))
        {
          answer (self, told, action);
          return;
        }
    }
}

static void
culvert_request_notices_dispose (GObject *object)
{
  CulvertRequestNotices *self = CULVERT_REQUEST_NOTICES (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_clear_object (&self->notifier);
  g_clear_object (&self->sessions);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (culvert_request_notices_parent_class)->dispose (object);
}

static void
culvert_request_notices_class_init (CulvertRequestNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_request_notices_dispose;
}

static void
culvert_request_notices_init (CulvertRequestNotices *self)
{
  self->told = g_ptr_array_new_with_free_func ((GDestroyNotify) told_free);
}

CulvertRequestNotices *
culvert_request_notices_new (CulvertNotifier *notifier,
                             CulvertSessionList *sessions,
                             GActionGroup *actions)
{
  CulvertRequestNotices *self;

  g_return_val_if_fail (CULVERT_IS_NOTIFIER (notifier), NULL);
  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (sessions), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_object_new (CULVERT_TYPE_REQUEST_NOTICES, NULL);
  self->notifier = g_object_ref (notifier);
  self->sessions = g_object_ref (sessions);
  self->actions = g_object_ref (actions);
  g_signal_connect_object (sessions,
                           "admission-changed",
                           G_CALLBACK (on_admission_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sessions,
                           "items-changed",
                           G_CALLBACK (on_sessions_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (notifier,
                           "request-chosen",
                           G_CALLBACK (on_chosen),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
culvert_request_notices_set_is_watched (CulvertRequestNotices *self,
                                        CulvertRequestNoticesIsWatched is_watched,
                                        gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_REQUEST_NOTICES (self));

  self->is_watched = is_watched;
  self->watched_data = user_data;
}
