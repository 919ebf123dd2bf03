/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-applicant.h"

#include <string.h>

/* A longer value is none that a person could judge by. */
#define MAX_VALUE 1024

struct _CulvertApplicant
{
  GObject parent_instance;

  CulvertApplicantState state;
  CulvertApplicantOutcome outcome;
  guint64 id;
  guint64 key;
  char *user;                  /* (owned) (nullable) */
  char *name;                  /* (owned) (nullable) */
  char *fingerprint;           /* (owned) (nullable) */
  char *address;               /* (owned) (nullable) */
  char *platform;              /* (owned) (nullable) */
  char *version;               /* (owned) (nullable) */
  CulvertSecretText *response; /* (owned) (nullable) */
  GCancellable *sending;       /* (owned) (nullable): until the daemon has replied */
  gint64 since;
  gint64 deadline;
  gboolean is_answered; /* what is being sent ends it */
  gboolean is_renewal;
  gboolean is_certain;
  gboolean can_answer;
  gboolean can_open;
};

G_DEFINE_FINAL_TYPE (CulvertApplicant, culvert_applicant, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1
} CulvertApplicantProperty;
static GParamSpec *properties[PROP_STATE + 1];

static void
culvert_applicant_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertApplicant *self = CULVERT_APPLICANT (object);

  switch ((CulvertApplicantProperty) id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_applicant_dispose (GObject *object)
{
  g_clear_object (&CULVERT_APPLICANT (object)->sending);

  G_OBJECT_CLASS (culvert_applicant_parent_class)->dispose (object);
}

static void
culvert_applicant_finalize (GObject *object)
{
  CulvertApplicant *self = CULVERT_APPLICANT (object);

  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->platform, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->response, culvert_secret_text_unref);

  G_OBJECT_CLASS (culvert_applicant_parent_class)->finalize (object);
}

static void
culvert_applicant_class_init (CulvertApplicantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_applicant_get_property;
  object_class->dispose = culvert_applicant_dispose;
  object_class->finalize = culvert_applicant_finalize;

  /* A CulvertApplicantState. Also told when there is a new response. */
  properties[PROP_STATE] =
      g_param_spec_uint ("state",
                         NULL,
                         NULL,
                         CULVERT_APPLICANT_WAITING,
                         CULVERT_APPLICANT_ENDED,
                         CULVERT_APPLICANT_WAITING,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
culvert_applicant_init (CulvertApplicant *self)
{
}

static char *
dup_variable (const CulvertMgmtPeerBlock *block, const char *name)
{
  const char *value = culvert_mgmt_peer_block_get (block, name);

  return value != NULL && *value != '\0' ? g_strndup (value, MAX_VALUE) : NULL;
}

/* `3c:a4:86…` as it comes, without the colons. */
static char *
dup_fingerprint (const CulvertMgmtPeerBlock *block)
{
  const char *digest = culvert_mgmt_peer_block_get (block, "tls_digest_sha256_0");
  g_auto (GStrv) bytes = NULL;
  g_autofree char *joined = NULL;

  if (digest == NULL)
    return NULL;

  bytes = g_strsplit (digest, ":", -1);
  joined = g_strjoinv (NULL, bytes);
  return g_ascii_strdown (joined, -1);
}

static char *
dup_address (const CulvertMgmtPeerBlock *block)
{
  const char *address = culvert_mgmt_peer_block_get (block, "untrusted_ip");
  const char *port = culvert_mgmt_peer_block_get (block, "untrusted_port");

  if (address == NULL)
    {
      address = culvert_mgmt_peer_block_get (block, "untrusted_ip6");
      return address != NULL ? g_strdup_printf ("[%s]:%s", address, port != NULL ? port : "")
                             : NULL;
    }
  return g_strdup_printf ("%s:%s", address, port != NULL ? port : "");
}

/* `IV_SSO` lists what the client can do, separated by commas. */
static gboolean
has_word (const CulvertMgmtPeerBlock *block, const char *word)
{
  const char *list = culvert_mgmt_peer_block_get (block, "IV_SSO");
  g_auto (GStrv) words = list != NULL ? g_strsplit (list, ",", 16) : NULL;

  return words != NULL && g_strv_contains ((const char *const *) words, word);
}

CulvertApplicant *
culvert_applicant_new (const CulvertMgmtPeerNotice *notice,
                       const CulvertMgmtPeerBlock *block,
                       gboolean is_certain,
                       gint64 deadline)
{
  CulvertApplicant *self = g_object_new (CULVERT_TYPE_APPLICANT, NULL);

  self->id = notice->id;
  self->key = notice->key;
  self->is_renewal = notice->kind == CULVERT_MGMT_PEER_REAUTH;
  self->user = dup_variable (block, "username");
  /* `common_name` may be the user name, which proves nothing. */
  self->name = dup_variable (block, "X509_0_CN");
  self->fingerprint = dup_fingerprint (block);
  self->address = dup_address (block);
  self->platform = dup_variable (block, "IV_PLAT");
  self->version = dup_variable (block, "IV_VER");
  self->can_answer = has_word (block, "crtext");
  self->can_open = has_word (block, "webauth");
  self->is_certain = is_certain;
  self->since = g_get_real_time () / G_USEC_PER_SEC;
  self->deadline = deadline;
  return self;
}

static void
tell_state (CulvertApplicant *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
culvert_applicant_set_state (CulvertApplicant *self, CulvertApplicantState state)
{
  g_return_if_fail (self->state != CULVERT_APPLICANT_ENDED);

  if (state == self->state)
    return;

  self->state = state;
  tell_state (self);
}

void
culvert_applicant_set_deadline (CulvertApplicant *self, gint64 deadline)
{
  self->deadline = deadline;
}

void
culvert_applicant_take_response (CulvertApplicant *self, const char *base64)
{
  gsize length = 0;
  guchar *bytes = g_base64_decode (base64, &length);

  g_clear_pointer (&self->response, culvert_secret_text_unref);
  self->response = culvert_secret_text_new ((const char *) bytes, (gssize) length);
  explicit_bzero (bytes, length);
  g_free (bytes);
  self->state = CULVERT_APPLICANT_RESPONDED;
  tell_state (self);
}

GCancellable *
culvert_applicant_begin_sending (CulvertApplicant *self, gboolean is_answer)
{
  g_return_val_if_fail (self->sending == NULL, NULL);

  self->sending = g_cancellable_new ();
  self->is_answered = is_answer;
  culvert_applicant_set_state (self, CULVERT_APPLICANT_ANSWERED);
  return self->sending;
}

void
culvert_applicant_end_sending (CulvertApplicant *self)
{
  g_clear_object (&self->sending);
  self->is_answered = FALSE;
}

gboolean
culvert_applicant_is_sending (CulvertApplicant *self)
{
  return self->sending != NULL;
}

gboolean
culvert_applicant_is_answered (CulvertApplicant *self)
{
  return self->is_answered;
}

void
culvert_applicant_end (CulvertApplicant *self, CulvertApplicantOutcome outcome)
{
  g_return_if_fail (self->state != CULVERT_APPLICANT_ENDED);

  g_cancellable_cancel (self->sending);
  culvert_applicant_end_sending (self);

  self->outcome = outcome;
  culvert_applicant_set_state (self, CULVERT_APPLICANT_ENDED);
}

CulvertApplicantState
culvert_applicant_get_state (CulvertApplicant *self)
{
  return self->state;
}

CulvertApplicantOutcome
culvert_applicant_get_outcome (CulvertApplicant *self)
{
  return self->outcome;
}

guint64
culvert_applicant_get_id (CulvertApplicant *self)
{
  return self->id;
}

guint64
culvert_applicant_get_key (CulvertApplicant *self)
{
  return self->key;
}

gboolean
culvert_applicant_is_renewal (CulvertApplicant *self)
{
  return self->is_renewal;
}

const char *
culvert_applicant_get_user (CulvertApplicant *self)
{
  return self->user;
}

const char *
culvert_applicant_get_name (CulvertApplicant *self)
{
  return self->name;
}

const char *
culvert_applicant_get_fingerprint (CulvertApplicant *self)
{
  return self->fingerprint;
}

const char *
culvert_applicant_get_address (CulvertApplicant *self)
{
  return self->address;
}

const char *
culvert_applicant_get_platform (CulvertApplicant *self)
{
  return self->platform;
}

const char *
culvert_applicant_get_version (CulvertApplicant *self)
{
  return self->version;
}

gboolean
culvert_applicant_is_certain (CulvertApplicant *self)
{
  return self->is_certain;
}

gboolean
culvert_applicant_can_answer (CulvertApplicant *self)
{
  return self->can_answer;
}

gboolean
culvert_applicant_can_open (CulvertApplicant *self)
{
  return self->can_open;
}

gint64
culvert_applicant_get_since (CulvertApplicant *self)
{
  return self->since;
}

gint64
culvert_applicant_get_deadline (CulvertApplicant *self)
{
  return self->deadline;
}

const CulvertSecretText *
culvert_applicant_get_response (CulvertApplicant *self)
{
  return self->response;
}
