/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-daemon.h"

#include "culvert-fake-replies.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef enum
{
  STEP_SAY,
  STEP_AWAIT_LINE,
  STEP_HANG_UP,
} StepKind;

/* What the daemon does next. A paced step is followed by a turn of everybody else. */
typedef struct
{
  StepKind kind;
  gboolean is_paced;
  GBytes *bytes; /* (owned) (nullable): STEP_SAY alone */
} Step;

struct _CulvertFakeDaemon
{
  GObject parent_instance;

  GSocket *listener;   /* (owned) (nullable) */
  GSource *acceptance; /* (owned) (nullable): while a listening daemon has no client */
  GSocket *socket;     /* (owned) (nullable): while a client is there */
  GSocket *far_end;    /* (owned) (nullable): until get_stream () */
  GSource *ear;        /* (owned) (nullable): while it reads */
  GSource *mouth;      /* (owned) (nullable): while something waits to be said */
  GQueue steps;        /* (element-type Step) */
  gsize n_said;        /* of the first step */
  guint n_awaited;     /* lines that a STEP_AWAIT_LINE has used up */
  guint n_lines;       /* heard in all */
  GByteArray *heard;   /* (owned) */
  GPtrArray *lines;    /* (owned) (element-type utf8) */
  GString *partial;    /* (owned): a line that is not whole yet */
  GHashTable *answers; /* (owned) (element-type utf8 utf8) */
  char *greeting;      /* (owned) (nullable) */
  gboolean is_obliging;
};

G_DEFINE_FINAL_TYPE (CulvertFakeDaemon, culvert_fake_daemon, G_TYPE_OBJECT)

static void flush (CulvertFakeDaemon *self);
static void hear (CulvertFakeDaemon *self);

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->bytes, g_bytes_unref);
  g_free (step);
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean
on_client (GSocket *listener, GIOCondition condition, gpointer user_data)
{
  CulvertFakeDaemon *self = user_data;

  self->socket = g_socket_accept (listener, NULL, NULL);
  if (self->socket == NULL)
    return G_SOURCE_CONTINUE;

  drop_source (&self->acceptance);
  g_socket_set_blocking (self->socket, FALSE);
  hear (self);
  culvert_fake_daemon_greet (self);
  if (self->greeting != NULL)
    culvert_fake_daemon_say (self, self->greeting);
  return G_SOURCE_REMOVE;
}

static void
await_client (CulvertFakeDaemon *self)
{
  if (self->listener == NULL || self->acceptance != NULL)
    return;

  self->acceptance = g_socket_create_source (self->listener, G_IO_IN, NULL);
  g_source_set_callback (self->acceptance, G_SOURCE_FUNC (on_client), self, NULL);
  g_source_attach (self->acceptance, NULL);
}

static void
end_connection (CulvertFakeDaemon *self)
{
  drop_source (&self->ear);
  drop_source (&self->mouth);
  g_queue_clear_full (&self->steps, step_free);
  self->n_said = 0;
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  await_client (self);
}

static gboolean
on_may_speak (gpointer user_data)
{
  CulvertFakeDaemon *self = user_data;

  drop_source (&self->mouth);
  flush (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_writable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  return on_may_speak (user_data);
}

static void
speak_when_writable (CulvertFakeDaemon *self)
{
  self->mouth = g_socket_create_source (self->socket, G_IO_OUT, NULL);
  g_source_set_callback (self->mouth, G_SOURCE_FUNC (on_writable), self, NULL);
  g_source_attach (self->mouth, NULL);
}

/* Below everything else, so that the client has read the last piece before the next one goes. */
static void
speak_later (CulvertFakeDaemon *self)
{
  self->mouth = g_idle_source_new ();
  g_source_set_priority (self->mouth, G_PRIORITY_LOW);
  g_source_set_callback (self->mouth, on_may_speak, self, NULL);
  g_source_attach (self->mouth, NULL);
}

/* Returns: whether all of it was written. A client that has gone swallows everything. */
static gboolean
speak (CulvertFakeDaemon *self, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (self->n_said < length)
    {
      gssize n = send (g_socket_get_fd (self->socket),
                       data + self->n_said,
                       length - self->n_said,
                       MSG_NOSIGNAL | MSG_DONTWAIT);

      if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return FALSE;
      self->n_said += n < 0 ? length - self->n_said : (gsize) n;
    }
  self->n_said = 0;
  return TRUE;
}

static void
flush (CulvertFakeDaemon *self)
{
  while (self->socket != NULL && self->mouth == NULL && !g_queue_is_empty (&self->steps))
    {
      Step *step = g_queue_peek_head (&self->steps);
      gboolean is_paced = step->is_paced;

      if (step->kind == STEP_AWAIT_LINE)
        {
          if (self->n_awaited == self->n_lines)
            return;
          self->n_awaited++;
        }
      else if (step->kind == STEP_HANG_UP)
        {
          end_connection (self);
          return;
        }
      else if (!speak (self, step->bytes))
        {
          speak_when_writable (self);
          return;
        }

      step_free (g_queue_pop_head (&self->steps));
      if (is_paced)
        speak_later (self);
    }
}

static void
add_step (CulvertFakeDaemon *self, StepKind kind, gboolean is_paced, GBytes *owned_bytes)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->is_paced = is_paced;
  step->bytes = owned_bytes;
  g_queue_push_tail (&self->steps, step);
}

static void
answer (CulvertFakeDaemon *self, const char *command)
{
  gpointer taught;
  g_autofree char *reply = NULL;

  if (g_hash_table_lookup_extended (self->answers, command, NULL, &taught))
    reply = g_strdup (taught);
  else if (self->is_obliging)
    reply = culvert_fake_reply (command);

  if (reply != NULL && *reply != '\0')
    culvert_fake_daemon_say (self, reply);
  if (self->is_obliging && (g_str_equal (command, "exit") || g_str_equal (command, "quit")))
    culvert_fake_daemon_hang_up (self);
}

static void
take (CulvertFakeDaemon *self, const char *bytes, gsize length)
{
  g_byte_array_append (self->heard, (const guint8 *) bytes, (guint) length);
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] != '\n')
        {
          g_string_append_c (self->partial, bytes[i]);
          continue;
        }
      g_ptr_array_add (self->lines, g_strndup (self->partial->str, self->partial->len));
      g_string_truncate (self->partial, 0);
      self->n_lines++;
      answer (self, g_ptr_array_index (self->lines, self->lines->len - 1));
    }
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (CulvertFakeDaemon) self = g_object_ref (user_data);
  char bytes[4096];
  gssize n = recv (g_socket_get_fd (socket), bytes, sizeof bytes, MSG_DONTWAIT);

  if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
    return G_SOURCE_CONTINUE;
  if (n <= 0)
    {
      end_connection (self);
      return G_SOURCE_REMOVE;
    }
  take (self, bytes, (gsize) n);
  flush (self);
  return G_SOURCE_CONTINUE;
}

static void
hear (CulvertFakeDaemon *self)
{
  self->ear = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->ear, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (self->ear, NULL);
}

static void
culvert_fake_daemon_dispose (GObject *object)
{
  CulvertFakeDaemon *self = CULVERT_FAKE_DAEMON (object);

  if (self->listener != NULL)
    g_socket_close (self->listener, NULL);
  g_clear_object (&self->listener);
  end_connection (self);
  drop_source (&self->acceptance);
  g_clear_object (&self->far_end);

  G_OBJECT_CLASS (culvert_fake_daemon_parent_class)->dispose (object);
}

static void
culvert_fake_daemon_finalize (GObject *object)
{
  CulvertFakeDaemon *self = CULVERT_FAKE_DAEMON (object);

  g_clear_pointer (&self->heard, g_byte_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->greeting, g_free);
  g_string_free (self->partial, TRUE);

  G_OBJECT_CLASS (culvert_fake_daemon_parent_class)->finalize (object);
}

static void
culvert_fake_daemon_class_init (CulvertFakeDaemonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_fake_daemon_dispose;
  object_class->finalize = culvert_fake_daemon_finalize;
}

static void
culvert_fake_daemon_init (CulvertFakeDaemon *self)
{
  g_queue_init (&self->steps);
  self->heard = g_byte_array_new ();
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->partial = g_string_new (NULL);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CulvertFakeDaemon *
culvert_fake_daemon_new (void)
{
  CulvertFakeDaemon *self = g_object_new (CULVERT_TYPE_FAKE_DAEMON, NULL);
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
  self->socket = g_socket_new_from_fd (ends[0], &error);
  g_assert_no_error (error);
  self->far_end = g_socket_new_from_fd (ends[1], &error);
  g_assert_no_error (error);
  hear (self);
  return self;
}

CulvertFakeDaemon *
culvert_fake_daemon_new_at (const char *path)
{
  CulvertFakeDaemon *self = g_object_new (CULVERT_TYPE_FAKE_DAEMON, NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;

  self->listener =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_socket_bind (self->listener, address, FALSE, &error);
  g_assert_no_error (error);
  g_socket_set_listen_backlog (self->listener, 1);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  await_client (self);
  return self;
}

GIOStream *
culvert_fake_daemon_get_stream (CulvertFakeDaemon *self)
{
  g_autoptr (GSocket) far_end = g_steal_pointer (&self->far_end);

  g_assert_nonnull (far_end);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (far_end));
}

int
culvert_fake_daemon_get_fd (CulvertFakeDaemon *self)
{
  g_return_val_if_fail (CULVERT_IS_FAKE_DAEMON (self), -1);

  return g_socket_get_fd (self->socket);
}

gboolean
culvert_fake_daemon_is_connected (CulvertFakeDaemon *self)
{
  return self->socket != NULL;
}

void
culvert_fake_daemon_set_greeting (CulvertFakeDaemon *self, const char *lines)
{
  g_free (self->greeting);
  self->greeting = g_strdup (lines);
}

void
culvert_fake_daemon_greet (CulvertFakeDaemon *self)
{
  culvert_fake_daemon_say (self, CULVERT_FAKE_BANNER);
}

void
culvert_fake_daemon_say (CulvertFakeDaemon *self, const char *lines)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", split);
  g_autofree char *bytes = g_strconcat (joined, "\r\n", NULL);

  culvert_fake_daemon_say_bytes (self, bytes, -1);
}

void
culvert_fake_daemon_say_bytes (CulvertFakeDaemon *self, const char *bytes, gssize length)
{
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;

  add_step (self, STEP_SAY, FALSE, g_bytes_new (bytes, size));
  flush (self);
}

void
culvert_fake_daemon_say_pieces (CulvertFakeDaemon *self,
                                const char *bytes,
                                gsize length,
                                gsize piece)
{
  for (gsize said = 0; said < length; said += piece)
    add_step (self, STEP_SAY, TRUE, g_bytes_new (bytes + said, MIN (piece, length - said)));
  flush (self);
}

void
culvert_fake_daemon_hang_up (CulvertFakeDaemon *self)
{
  add_step (self, STEP_HANG_UP, FALSE, NULL);
  flush (self);
}

gboolean
culvert_fake_daemon_is_done (CulvertFakeDaemon *self)
{
  return g_queue_is_empty (&self->steps);
}

void
culvert_fake_daemon_oblige (CulvertFakeDaemon *self)
{
  self->is_obliging = TRUE;
}

void
culvert_fake_daemon_answer (CulvertFakeDaemon *self, const char *command, const char *lines)
{
  g_hash_table_insert (self->answers, g_strdup (command), g_strdup (lines));
}

guint
culvert_fake_daemon_get_n_heard (CulvertFakeDaemon *self)
{
  return self->lines->len;
}

const char *
culvert_fake_daemon_get_heard (CulvertFakeDaemon *self, guint index)
{
  return index < self->lines->len ? g_ptr_array_index (self->lines, index) : NULL;
}

const char *
culvert_fake_daemon_get_last_heard (CulvertFakeDaemon *self)
{
  return culvert_fake_daemon_get_heard (self, self->lines->len - 1);
}

gboolean
culvert_fake_daemon_has_heard (CulvertFakeDaemon *self, const char *line)
{
  return culvert_fake_daemon_count_heard (self, line) > 0;
}

guint
culvert_fake_daemon_count_heard (CulvertFakeDaemon *self, const char *line)
{
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->lines, i), line))
        n++;
    }
  return n;
}

GBytes *
culvert_fake_daemon_get_heard_bytes (CulvertFakeDaemon *self)
{
  return g_bytes_new (self->heard->data, self->heard->len);
}

void
culvert_fake_daemon_forget (CulvertFakeDaemon *self)
{
  g_ptr_array_set_size (self->lines, 0);
  g_byte_array_set_size (self->heard, 0);
}

void
culvert_fake_daemon_set_deaf (CulvertFakeDaemon *self, gboolean is_deaf)
{
  drop_source (&self->ear);
  if (!is_deaf)
    hear (self);
}

void
culvert_fake_daemon_play (CulvertFakeDaemon *self, CulvertTranscript *transcript)
{
  guint n_chunks = culvert_transcript_get_n_chunks (transcript);

  for (guint i = 0; i < n_chunks; i++)
    {
      gboolean from_daemon;
      GBytes *bytes = culvert_transcript_get_chunk (transcript, i, &from_daemon);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);

      if (from_daemon)
        add_step (self, STEP_SAY, TRUE, g_bytes_ref (bytes));
      for (gsize at = 0; !from_daemon && at < length; at++)
        {
          if (data[at] == '\n')
            add_step (self, STEP_AWAIT_LINE, FALSE, NULL);
        }
    }
  flush (self);
}

void
culvert_fake_daemon_play_daemon (CulvertFakeDaemon *self,
                                 CulvertTranscript *transcript,
                                 gsize piece)
{
  guint n_chunks = culvert_transcript_get_n_chunks (transcript);

  if (piece > 0)
    {
      g_autoptr (GBytes) all = culvert_transcript_get_daemon_bytes (transcript);

      culvert_fake_daemon_say_pieces (self,
                                      g_bytes_get_data (all, NULL),
                                      g_bytes_get_size (all),
                                      piece);
      return;
    }

  for (guint i = 0; i < n_chunks; i++)
    {
      gboolean from_daemon;
      GBytes *bytes = culvert_transcript_get_chunk (transcript, i, &from_daemon);

      if (from_daemon)
        add_step (self, STEP_SAY, TRUE, g_bytes_ref (bytes));
    }
  flush (self);
}

void
culvert_fake_daemon_play_messages (CulvertFakeDaemon *self, CulvertTranscript *transcript)
{
  g_autoptr (GPtrArray) lines = culvert_transcript_get_lines (transcript, TRUE);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      g_autofree char *bytes = g_strconcat (line, "\r\n", NULL);

      if (line[0] == '>' && !g_str_has_prefix (line, ">INFO:") &&
          !g_str_has_prefix (line, ">PKCS11ID"))
        add_step (self, STEP_SAY, TRUE, g_bytes_new (bytes, strlen (bytes)));
    }
  flush (self);
}
