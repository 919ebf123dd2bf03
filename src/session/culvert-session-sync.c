/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-sync"

#include "culvert-session-sync.h"

#include <string.h>

#include "culvert-mgmt-error.h"
#include "culvert-session-types.h"

/* What we know of the protocol, and the first daemons that ask anything new because of it. Older
 * ones do not answer, or with what nobody has asked for. */
#define CLIENT_VERSION     4
#define MIN_DAEMON_VERSION 5

struct _CulvertSessionSync
{
  GObject parent_instance;

  CulvertMgmtClient *client; /* (owned) */
  GCancellable *cancellable; /* (owned) */
  guint daemon_version;      /* of its management interface */
  CulvertSessionSyncScope scope;
  guint step;

  char *version; /* (owned) (nullable) */
  guint64 verb;
  gboolean knows_verb;
  gboolean is_server;
  gboolean is_single_shot;
  gboolean is_reading; /* the arguments of the daemon; the next step waits for them */
};

static void next_step (CulvertSessionSync *self);

G_DEFINE_FINAL_TYPE (CulvertSessionSync, culvert_session_sync, G_TYPE_OBJECT)

enum
{
  HISTORY,
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
take_version (CulvertSessionSync *self, CulvertMgmtReply *reply)
{
  const char *prefix = "OpenVPN Version: ";
  const char *line;

  if (culvert_mgmt_reply_get_n_lines (reply) == 0)
    return;

  line = culvert_mgmt_reply_get_line (reply, 0, NULL);
  if (g_str_has_prefix (line, prefix))
    self->version = g_strdup (line + strlen (prefix));
}

static void
take_verb (CulvertSessionSync *self, CulvertMgmtReply *reply)
{
  const char *text = culvert_mgmt_reply_get_text (reply);

  if (g_str_has_prefix (text, "verb="))
    self->knows_verb =
        g_ascii_string_to_unsigned (text + strlen ("verb="), 10, 0, 15, &self->verb, NULL);
}

static CulvertMgmtCommand *
tell_state (CulvertSessionSync *self)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_STATE, CULVERT_MGMT_TELL_ON_AND_HISTORY);
}

static void
take_states (CulvertSessionSync *self, CulvertMgmtReply *reply)
{
  CulvertMgmtEvent event = { .kind = CULVERT_MGMT_EVENT_STATE };
  guint n = culvert_mgmt_reply_get_n_lines (reply);
  gsize length;
  char *line;

  if (n == 0)
    return;

  line = culvert_mgmt_reply_get_line (reply, n - 1, &length);
  if (culvert_mgmt_state_parse (&event.state, line, length))
    g_signal_emit (self, signals[HISTORY], 0, &event);
}

static CulvertMgmtCommand *
tell_log (CulvertSessionSync *self)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_LOG,
                                    culvert_session_sync_has_live_log (self)
                                        ? CULVERT_MGMT_TELL_ON_AND_HISTORY
                                        : CULVERT_MGMT_TELL_HISTORY);
}

static void
take_log (CulvertSessionSync *self, CulvertMgmtReply *reply)
{
  CulvertMgmtEvent event = { .kind = CULVERT_MGMT_EVENT_LOG };

  for (guint i = 0; i < culvert_mgmt_reply_get_n_lines (reply); i++)
    {
      gsize length;
      char *line = culvert_mgmt_reply_get_line (reply, i, &length);

      if (culvert_mgmt_log_parse (&event.log, line, length))
        g_signal_emit (self, signals[HISTORY], 0, &event);
    }
}

static CulvertMgmtCommand *
tell_echo (CulvertSessionSync *self)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_ECHO, CULVERT_MGMT_TELL_ON_AND_HISTORY);
}

static void
take_echoes (CulvertSessionSync *self, CulvertMgmtReply *reply)
{
  CulvertMgmtEvent event = { .kind = CULVERT_MGMT_EVENT_ECHO };

  for (guint i = 0; i < culvert_mgmt_reply_get_n_lines (reply); i++)
    {
      gsize length;
      char *line = culvert_mgmt_reply_get_line (reply, i, &length);

      if (culvert_mgmt_echo_parse (&event.echo, line, length))
        g_signal_emit (self, signals[HISTORY], 0, &event);
    }
}

/* A server would tell of each of its clients, however many; whoever watches them sees to that. And
 * who looks at a client asks for more. */
static CulvertMgmtCommand *
count_bytes (CulvertSessionSync *self)
{
  return self->is_server ? NULL : culvert_mgmt_command_bytecount (CULVERT_SESSION_COUNT_SECONDS);
}

/* Only who says so is asked for a user name alone. */
static CulvertMgmtCommand *
tell_client_version (CulvertSessionSync *self)
{
  return self->daemon_version >= MIN_DAEMON_VERSION
             ? culvert_mgmt_command_client_version (CLIENT_VERSION)
             : NULL;
}

static CulvertMgmtCommand *
ask_version (CulvertSessionSync *self)
{
  return culvert_mgmt_command_version ();
}

static CulvertMgmtCommand *
ask_verb (CulvertSessionSync *self)
{
  return culvert_mgmt_command_verb_query ();
}

static CulvertMgmtCommand *
ask_n_clients (CulvertSessionSync *self)
{
  return culvert_mgmt_command_nclients ();
}

/* Only a server answers this one with a success. */
static void
take_n_clients (CulvertSessionSync *self, CulvertMgmtReply *reply)
{
  self->is_server = TRUE;
}

/* Without it one wrong password ends a client daemon. */
static CulvertMgmtCommand *
make_interactive (CulvertSessionSync *self)
{
  return self->is_server ? NULL
                         : culvert_mgmt_command_auth_retry (CULVERT_MGMT_AUTH_RETRY_INTERACT);
}

static CulvertMgmtCommand *
ask_pid (CulvertSessionSync *self)
{
  return culvert_mgmt_command_pid ();
}

static gboolean
has_standard_input_config (const char *arguments, gsize length)
{
  const char *previous = "";

  for (const char *p = arguments; p < arguments + length; p += strlen (p) + 1)
    {
      if (g_str_equal (previous, "--config") &&
          (g_str_equal (p, "stdin") || g_str_equal (p, "/dev/stdin")))
        return TRUE;
      previous = p;
    }

  return FALSE;
}

static void
on_arguments_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionSync) self = user_data;
  g_autofree char *arguments = NULL;
  gsize length;

  /* The content is NUL-terminated behind its length. */
  if (g_file_load_contents_finish (G_FILE (source), result, &arguments, &length, NULL, NULL) &&
      length > 0)
    self->is_single_shot = has_standard_input_config (arguments, length);

  self->is_reading = FALSE;
  next_step (self);
}

static void
take_pid (CulvertSessionSync *self, CulvertMgmtReply *reply)
{
  const char *text = culvert_mgmt_reply_get_text (reply);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  guint64 pid;

  if (!g_str_has_prefix (text, "pid=") ||
      !g_ascii_string_to_unsigned (text + strlen ("pid="), 10, 1, G_MAXINT32, &pid, NULL))
    return;

  path = g_strdup_printf ("/proc/%" G_GUINT64_FORMAT "/cmdline", pid);
  file = g_file_new_for_path (path);
  self->is_reading = TRUE;
  g_file_load_contents_async (file, self->cancellable, on_arguments_read, g_object_ref (self));
}

typedef struct
{
  CulvertMgmtCommand *(*make) (CulvertSessionSync *self);           /* NULL: nothing to ask */
  void (*take) (CulvertSessionSync *self, CulvertMgmtReply *reply); /* (nullable) */
  gboolean may_watch; /* also where the daemon may only be watched */
} Step;

static const Step steps[] = {
  { tell_client_version, NULL, FALSE },
  { ask_version, take_version, TRUE },
  { ask_verb, take_verb, TRUE },
  { tell_log, take_log, TRUE },
  { tell_echo, take_echoes, FALSE },
  { ask_n_clients, take_n_clients, TRUE },
  { count_bytes, NULL, FALSE },
  { make_interactive, NULL, FALSE },
  { ask_pid, take_pid, TRUE },
  /* The state comes last: it is what the session acts on. */
  { tell_state, take_states, TRUE },
};

static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_mgmt_client_send_finish (CULVERT_MGMT_CLIENT (source), result, &error);
  const Step *step = &steps[self->step];

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_CLOSED))
    return;

  if (reply != NULL && step->take != NULL)
    step->take (self, reply);

  self->step++;
  if (!self->is_reading)
    next_step (self);
}

static void
next_step (CulvertSessionSync *self)
{
  for (; self->step < G_N_ELEMENTS (steps); self->step++)
    {
      const Step *step = &steps[self->step];
      CulvertMgmtCommand *command;

      if (self->scope == CULVERT_SESSION_SYNC_WATCH && !step->may_watch)
        continue;

      command = step->make (self);
      if (command == NULL)
        continue;

      culvert_mgmt_client_send_async (self->client,
                                      command,
                                      self->cancellable,
                                      on_replied,
                                      g_object_ref (self));
      return;
    }

  g_signal_emit (self, signals[DONE], 0);
}

static void
on_log_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionSync) self = user_data;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_mgmt_client_send_finish (CULVERT_MGMT_CLIENT (source), result, NULL);

  if (reply != NULL)
    take_log (self, reply);
}

static void
culvert_session_sync_dispose (GObject *object)
{
  CulvertSessionSync *self = CULVERT_SESSION_SYNC (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (culvert_session_sync_parent_class)->dispose (object);
}

static void
culvert_session_sync_finalize (GObject *object)
{
  CulvertSessionSync *self = CULVERT_SESSION_SYNC (object);

  g_clear_pointer (&self->version, g_free);

  G_OBJECT_CLASS (culvert_session_sync_parent_class)->finalize (object);
}

static void
culvert_session_sync_class_init (CulvertSessionSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_session_sync_dispose;
  object_class->finalize = culvert_session_sync_finalize;

  signals[HISTORY] = g_signal_new ("history",
                                   CULVERT_TYPE_SESSION_SYNC,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_POINTER);
  signals[DONE] = g_signal_new ("done",
                                CULVERT_TYPE_SESSION_SYNC,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                0);
}

static void
culvert_session_sync_init (CulvertSessionSync *self)
{
  self->cancellable = g_cancellable_new ();
  self->is_single_shot = TRUE;
}

CulvertSessionSync *
culvert_session_sync_new (CulvertMgmtClient *client,
                          guint daemon_version,
                          CulvertSessionSyncScope scope)
{
  CulvertSessionSync *self = g_object_new (CULVERT_TYPE_SESSION_SYNC, NULL);

  self->client = g_object_ref (client);
  self->daemon_version = daemon_version;
  self->scope = scope;

  return self;
}

void
culvert_session_sync_start (CulvertSessionSync *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_SYNC (self));

  next_step (self);
}

void
culvert_session_sync_resume_log (CulvertSessionSync *self, guint level)
{
  g_return_if_fail (CULVERT_IS_SESSION_SYNC (self));
  g_return_if_fail (level <= CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG);

  self->verb = level;
  if (self->scope == CULVERT_SESSION_SYNC_NO_LOG)
    self->scope = CULVERT_SESSION_SYNC_ALL;
  culvert_mgmt_client_send_async (self->client,
                                  tell_log (self),
                                  self->cancellable,
                                  on_log_replied,
                                  g_object_ref (self));
}

gboolean
culvert_session_sync_is_server (CulvertSessionSync *self)
{
  return self->is_server;
}

void
culvert_session_sync_become_server (CulvertSessionSync *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_SYNC (self));

  self->is_server = TRUE;
}

gboolean
culvert_session_sync_is_single_shot (CulvertSessionSync *self)
{
  return self->is_single_shot;
}

gboolean
culvert_session_sync_has_live_log (CulvertSessionSync *self)
{
  return self->scope != CULVERT_SESSION_SYNC_NO_LOG &&
         self->verb <= CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG;
}

int
culvert_session_sync_get_verbosity (CulvertSessionSync *self)
{
  return self->knows_verb ? (int) self->verb : -1;
}

const char *
culvert_session_sync_get_version (CulvertSessionSync *self)
{
  return self->version;
}
