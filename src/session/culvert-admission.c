/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-admission"

#include "culvert-admission.h"

#include "culvert-mgmt-command-server.h"
#include "culvert-session-link.h"

#define LOOK_MS 1000

/* A link takes no more than a few dozen commands at once, and a storm of requests is not to keep it
 * from everything else. */
#define MAX_SENDING 16

/* For the log of the server, where the user says nothing for it. */
#define LOGGED_REASON "denied by an administrator"

/* What is on its way to the daemon. */
typedef struct
{
  CulvertAdmission *admission;     /* (owned) */
  CulvertApplicant *applicant;     /* (owned) */
  CulvertApplicantOutcome outcome; /* of an answer */
} Sending;

struct _CulvertAdmission
{
  GObject parent_instance;

  CulvertSessionLink *link; /* (unowned): outlives it */
  CulvertProfile *profile;  /* (owned) */
  guint window_ms;
  CulvertApplicants *applicants; /* (owned) */
  GHashTable *admitted;          /* (owned): id to what was let in here, of describe () */
  GQueue backlog;                /* (element-type CulvertApplicant) (owned): known, and not sent */
  guint n_sending;
  GCancellable *attempt; /* (owned) (nullable): while the daemon can be spoken to */
  CulvertMgmtAbilities abilities;
  gboolean is_certain;   /* the daemon passes on no variable that a client made up */
  gboolean could_answer; /* as it was told last */
};

G_DEFINE_FINAL_TYPE (CulvertAdmission, culvert_admission, G_TYPE_OBJECT)

G_DEFINE_QUARK (culvert_admission_error, culvert_admission_error)

typedef enum
{
  PROP_CAN_ANSWER = 1
} CulvertAdmissionProperty;
static GParamSpec *properties[PROP_CAN_ANSWER + 1];

static void
sending_free (Sending *sending)
{
  g_clear_object (&sending->admission);
  g_clear_object (&sending->applicant);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static gint64
get_deadline (CulvertAdmission *self)
{
  return g_get_monotonic_time () + (gint64) self->window_ms * 1000;
}

/* Whom an answer was for; NULL where nothing but the user name would tell. */
static char *
describe (CulvertApplicant *applicant)
{
  const char *fingerprint = culvert_applicant_get_fingerprint (applicant);
  const char *user = culvert_applicant_get_user (applicant);

  if (fingerprint == NULL || !culvert_applicant_is_certain (applicant))
    return NULL;
  return g_strconcat (fingerprint, " ", user != NULL ? user : "", NULL);
}

static void
remember (CulvertAdmission *self, CulvertApplicant *applicant)
{
  gpointer id = GSIZE_TO_POINTER (culvert_applicant_get_id (applicant));
  char *description = describe (applicant);

  if (description != NULL && g_hash_table_size (self->admitted) < CULVERT_APPLICANTS_MAX)
    g_hash_table_replace (self->admitted, id, description);
  else
    g_free (description);
}

static gboolean
is_refused (Sending *sending, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (sending->admission->link, result, &error);

  sending->admission->n_sending--;
  return reply == NULL;
}

/* Who has gone meanwhile, or has been answered by the user, is passed over. */
static void
answer_backlog (CulvertAdmission *self)
{
  while (self->n_sending < MAX_SENDING && !g_queue_is_empty (&self->backlog))
    {
      g_autoptr (CulvertApplicant) applicant = g_queue_pop_head (&self->backlog);

      culvert_admission_allow (self, applicant, NULL, NULL);
    }
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  CulvertAdmission *self = sending->admission;
  gboolean refused = is_refused (sending, result);

  answer_backlog (self);
  if (!culvert_applicants_has (self->applicants, sending->applicant))
    return;

  if (!refused && sending->outcome == CULVERT_APPLICANT_ALLOWED)
    remember (self, sending->applicant);
  culvert_applicants_end (self->applicants,
                          sending->applicant,
                          refused ? CULVERT_APPLICANT_FAILED : sending->outcome);
}

/* A question that the daemon does not take leaves everything as it was. */
static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  CulvertApplicant *applicant = sending->applicant;
  gboolean refused = is_refused (sending, result);

  answer_backlog (sending->admission);
  if (!culvert_applicants_has (sending->admission->applicants, applicant))
    return;

  culvert_applicant_end_sending (applicant);
  /* The client may have been quicker with its answer. */
  if (culvert_applicant_get_state (applicant) != CULVERT_APPLICANT_ANSWERED)
    return;

  if (!refused)
    culvert_applicant_set_deadline (applicant, get_deadline (sending->admission));
  culvert_applicant_set_state (applicant,
                               refused ? CULVERT_APPLICANT_WAITING : CULVERT_APPLICANT_ASKED);
}

static void
send (CulvertAdmission *self,
      CulvertApplicant *applicant,
      CulvertMgmtCommand *owned_command,
      GAsyncReadyCallback callback,
      CulvertApplicantOutcome outcome)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->admission = g_object_ref (self);
  sending->applicant = g_object_ref (applicant);
  sending->outcome = outcome;
  self->n_sending++;
  culvert_session_link_ask_async (
      self->link,
      owned_command,
      culvert_applicant_begin_sending (applicant, callback == on_answered),
      callback,
      sending);
}

static gboolean
is_answerable (CulvertAdmission *self, CulvertApplicant *applicant, GError **error)
{
  if (!culvert_admission_can_answer (self))
    {
      g_set_error_literal (error,
                           CULVERT_ADMISSION_ERROR,
                           CULVERT_ADMISSION_ERROR_PASSIVE,
                           "Requests are not answered from here.");
      return FALSE;
    }
  if (!culvert_applicants_has (self->applicants, applicant) ||
      culvert_applicant_is_sending (applicant))
    {
      g_set_error_literal (error,
                           CULVERT_ADMISSION_ERROR,
                           CULVERT_ADMISSION_ERROR_OVER,
                           "This request is over.");
      return FALSE;
    }
  return TRUE;
}

static gboolean
answer (CulvertAdmission *self,
        CulvertApplicant *applicant,
        CulvertMgmtCommand *owned_command,
        CulvertApplicantOutcome outcome)
{
  if (owned_command == NULL)
    return FALSE;

  send (self, applicant, owned_command, on_answered, outcome);
  return TRUE;
}

static gboolean
is_known (CulvertAdmission *self, CulvertApplicant *applicant)
{
  g_autofree char *description = describe (applicant);
  const char *admitted;

  if (description == NULL)
    return FALSE;
  if (culvert_admission_rules_admit (culvert_profile_get_admission_rules (self->profile),
                                     culvert_applicant_get_fingerprint (applicant),
                                     culvert_applicant_get_name (applicant)))
    return TRUE;

  admitted =
      g_hash_table_lookup (self->admitted, GSIZE_TO_POINTER (culvert_applicant_get_id (applicant)));
  return culvert_applicant_is_renewal (applicant) && g_strcmp0 (admitted, description) == 0;
}

/* Nobody is to see as a question what is answered already. */
static void
on_will_show (CulvertApplicant *applicant, gpointer user_data)
{
  CulvertAdmission *self = user_data;

  if (!culvert_admission_can_answer (self) || !is_known (self, applicant))
    return;

  g_queue_push_tail (&self->backlog, g_object_ref (applicant));
  answer_backlog (self);
}

static void
take_request (CulvertAdmission *self,
              const CulvertMgmtPeerNotice *notice,
              const CulvertMgmtPeerBlock *block)
{
  g_autoptr (CulvertApplicant) applicant =
      culvert_applicant_new (notice, block, self->is_certain, get_deadline (self));

  culvert_applicants_add (self->applicants, applicant, on_will_show, self);
}

static void
on_certain (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertAdmission) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);

  if (reply != NULL && g_str_equal (culvert_mgmt_reply_get_text (reply), "env_filter_level=0"))
    self->is_certain = TRUE;
}

/* With any other filter the daemon puts what the client says of itself among its own variables, and
 * that may have the name of one. */
static void
make_certain (CulvertAdmission *self)
{
  if (culvert_admission_can_answer (self) && !self->is_certain)
    culvert_session_link_ask_async (self->link,
                                    culvert_mgmt_command_env_filter (0),
                                    self->attempt,
                                    on_certain,
                                    g_object_ref (self));
}

static void
tell_can_answer (CulvertAdmission *self)
{
  gboolean can_answer = culvert_admission_can_answer (self);

  if (can_answer == self->could_answer)
    return;

  self->could_answer = can_answer;
  make_certain (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_ANSWER]);
}

static void
culvert_admission_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertAdmission *self = CULVERT_ADMISSION (object);

  switch ((CulvertAdmissionProperty) id)
    {
    case PROP_CAN_ANSWER:
      g_value_set_boolean (value, culvert_admission_can_answer (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_admission_dispose (GObject *object)
{
  CulvertAdmission *self = CULVERT_ADMISSION (object);

  g_cancellable_cancel (self->attempt);
  g_clear_object (&self->attempt);
  g_queue_clear_full (&self->backlog, g_object_unref);
  g_clear_object (&self->applicants);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (culvert_admission_parent_class)->dispose (object);
}

static void
culvert_admission_finalize (GObject *object)
{
  CulvertAdmission *self = CULVERT_ADMISSION (object);

  g_clear_pointer (&self->admitted, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_admission_parent_class)->finalize (object);
}

static void
culvert_admission_class_init (CulvertAdmissionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_admission_get_property;
  object_class->dispose = culvert_admission_dispose;
  object_class->finalize = culvert_admission_finalize;

  properties[PROP_CAN_ANSWER] =
      g_param_spec_boolean ("can-answer",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
culvert_admission_init (CulvertAdmission *self)
{
  self->admitted = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_queue_init (&self->backlog);
}

CulvertAdmission *
culvert_admission_new (CulvertSessionLink *link, CulvertProfile *profile, guint window_ms)
{
  CulvertAdmission *self = g_object_new (CULVERT_TYPE_ADMISSION, NULL);

  self->link = link;
  self->profile = g_object_ref (profile);
  self->window_ms = window_ms;
  self->applicants = culvert_applicants_new (MIN (window_ms, LOOK_MS));
  g_signal_connect_object (profile,
                           "notify::admits",
                           G_CALLBACK (tell_can_answer),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}

CulvertApplicants *
culvert_admission_get_applicants (CulvertAdmission *self)
{
  return self->applicants;
}

gboolean
culvert_admission_can_answer (CulvertAdmission *self)
{
  g_return_val_if_fail (CULVERT_IS_ADMISSION (self), FALSE);

  return self->attempt != NULL && culvert_profile_get_admits (self->profile) &&
         !culvert_session_link_is_read_only (self->link);
}

gboolean
culvert_admission_allow (CulvertAdmission *self,
                         CulvertApplicant *applicant,
                         const char *directives,
                         GError **error)
{
  if (!is_answerable (self, applicant, error))
    return FALSE;

  return answer (self,
                 applicant,
                 culvert_mgmt_command_client_auth (culvert_applicant_get_id (applicant),
                                                   culvert_applicant_get_key (applicant),
                                                   directives,
                                                   error),
                 CULVERT_APPLICANT_ALLOWED);
}

gboolean
culvert_admission_allow_always (CulvertAdmission *self, CulvertApplicant *applicant, GError **error)
{
  const char *fingerprint = culvert_applicant_get_fingerprint (applicant);
  const char *name = culvert_applicant_get_name (applicant);

  if (!is_answerable (self, applicant, error))
    return FALSE;

  if (!culvert_applicant_is_certain (applicant) || fingerprint == NULL || name == NULL ||
      !culvert_admission_rule_is_valid (fingerprint, name))
    {
      g_set_error_literal (error,
                           CULVERT_ADMISSION_ERROR,
                           CULVERT_ADMISSION_ERROR_UNKNOWN,
                           "This client has no certificate to go by.");
      return FALSE;
    }

  culvert_profile_add_admission_rule (self->profile, fingerprint, name);
  return culvert_admission_allow (self, applicant, NULL, error);
}

gboolean
culvert_admission_deny (CulvertAdmission *self,
                        CulvertApplicant *applicant,
                        const char *reason,
                        const char *logged_reason,
                        GError **error)
{
  if (!is_answerable (self, applicant, error))
    return FALSE;

  return answer (
      self,
      applicant,
      culvert_mgmt_command_client_deny (culvert_applicant_get_id (applicant),
                                        culvert_applicant_get_key (applicant),
                                        logged_reason != NULL ? logged_reason : LOGGED_REASON,
                                        reason,
                                        error),
      CULVERT_APPLICANT_DENIED);
}

static gboolean
ask (CulvertAdmission *self,
     CulvertApplicant *applicant,
     gboolean can,
     const char *text,
     GError **error)
{
  CulvertMgmtCommand *command;

  if (!is_answerable (self, applicant, error))
    return FALSE;
  if (!can || (self->abilities & CULVERT_MGMT_CAN_ASK_MORE) == 0)
    {
      g_set_error_literal (error,
                           CULVERT_ADMISSION_ERROR,
                           CULVERT_ADMISSION_ERROR_UNABLE,
                           "The client cannot be asked this.");
      return FALSE;
    }

  command = culvert_mgmt_command_client_pending_auth (
      culvert_applicant_get_id (applicant),
      culvert_applicant_get_key (applicant),
      (self->abilities & CULVERT_MGMT_CAN_ASK_BY_KEY) != 0,
      text,
      MAX (self->window_ms / 1000, 1),
      error);
  if (command == NULL)
    return FALSE;

  send (self, applicant, command, on_asked, CULVERT_APPLICANT_GONE);
  return TRUE;
}

gboolean
culvert_admission_ask_code (CulvertAdmission *self,
                            CulvertApplicant *applicant,
                            const char *question,
                            gboolean is_shown,
                            GError **error)
{
  g_autofree char *text = g_strconcat (is_shown ? "CR_TEXT:R,E:" : "CR_TEXT:R:", question, NULL);

  return ask (self, applicant, culvert_applicant_can_answer (applicant), text, error);
}

gboolean
culvert_admission_ask_sign_in (CulvertAdmission *self,
                               CulvertApplicant *applicant,
                               const char *address,
                               GError **error)
{
  g_autofree char *text = g_strconcat ("WEB_AUTH::", address, NULL);

  return ask (self, applicant, culvert_applicant_can_open (applicant), text, error);
}

void
culvert_admission_attach (CulvertAdmission *self, CulvertMgmtAbilities abilities)
{
  g_return_if_fail (CULVERT_IS_ADMISSION (self));

  self->abilities = abilities;
  if (self->attempt == NULL)
    self->attempt = g_cancellable_new ();
  tell_can_answer (self);
}

void
culvert_admission_detach (CulvertAdmission *self)
{
  g_return_if_fail (CULVERT_IS_ADMISSION (self));

  g_cancellable_cancel (self->attempt);
  g_clear_object (&self->attempt);
  self->is_certain = FALSE;
  g_hash_table_remove_all (self->admitted);
  culvert_applicants_end_all (self->applicants, CULVERT_APPLICANT_GONE);
  tell_can_answer (self);
}

void
culvert_admission_take (CulvertAdmission *self,
                        const CulvertMgmtPeerNotice *notice,
                        const CulvertMgmtPeerBlock *block)
{
  CulvertApplicant *applicant = culvert_applicants_find (self->applicants, notice->id);
  gboolean is_open = applicant != NULL && !culvert_applicant_is_answered (applicant);

  switch (notice->kind)
    {
    case CULVERT_MGMT_PEER_CONNECT:
    case CULVERT_MGMT_PEER_REAUTH:
      take_request (self, notice, block);
      break;
    case CULVERT_MGMT_PEER_ESTABLISHED:
      if (is_open)
        culvert_applicants_end (self->applicants, applicant, CULVERT_APPLICANT_ELSEWHERE);
      break;
    case CULVERT_MGMT_PEER_DISCONNECT:
      g_hash_table_remove (self->admitted, GSIZE_TO_POINTER (notice->id));
      if (applicant != NULL)
        culvert_applicants_end (self->applicants, applicant, CULVERT_APPLICANT_GONE);
      break;
    case CULVERT_MGMT_PEER_RESPONSE:
      if (is_open && culvert_applicant_get_key (applicant) == notice->key)
        culvert_applicant_take_response (applicant, notice->response);
      break;
    case CULVERT_MGMT_PEER_ADDRESS:
      break;
    }
}
