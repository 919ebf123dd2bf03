/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-conversation.h"
#include "culvert-mgmt-error.h"

#include <string.h>

/* Messages that are neither an event nor a request: they are counted and left alone. */
static gboolean
is_foreign (const char *line)
{
  static const char *const sources[] = {
    ">STATE:",    ">BYTECOUNT:", ">LOG:",    ">HOLD:",     ">INFO:",
    ">ECHO:",     ">FATAL:",     ">NOTIFY:", ">PASSWORD:", ">NEED-OK:",
    ">NEED-STR:", ">INFOMSG:",   ">UPDOWN:", ">CLIENT:",   ">BYTECOUNT_CLI:",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (g_str_has_prefix (line, sources[i]))
        return FALSE;
    }
  return TRUE;
}

static guint
count (GPtrArray *lines, const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (lines, i), prefix) ? 1 : 0;
  return n;
}

static void
assert_told (CulvertConversation *conversation, GPtrArray *lines)
{
  guint n_passwords = conversation->n_requests[CULVERT_MGMT_REQUEST_PASSWORD] +
                      conversation->n_requests[CULVERT_MGMT_REQUEST_REFUSED] +
                      conversation->n_requests[CULVERT_MGMT_REQUEST_AUTH_TOKEN];

  g_assert_cmpuint (conversation->n_ready, ==, 1);
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_STATE], ==, count (lines, ">STATE:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_BYTECOUNT],
                    ==,
                    count (lines, ">BYTECOUNT:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_LOG], ==, count (lines, ">LOG:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_HOLD], ==, count (lines, ">HOLD:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_ECHO], ==, count (lines, ">ECHO:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_FATAL], ==, count (lines, ">FATAL:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_NOTIFY],
                    ==,
                    count (lines, ">NOTIFY:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_UP_DOWN],
                    ==,
                    count (lines, ">UPDOWN:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_PEER], ==, count (lines, ">CLIENT:"));
  g_assert_cmpuint (conversation->n_events[CULVERT_MGMT_EVENT_PEER_BYTECOUNT],
                    ==,
                    count (lines, ">BYTECOUNT_CLI:"));
  g_assert_cmpuint (n_passwords, ==, count (lines, ">PASSWORD:"));
  g_assert_cmpuint (conversation->n_requests[CULVERT_MGMT_REQUEST_NEED_OK],
                    ==,
                    count (lines, ">NEED-OK:"));
  g_assert_cmpuint (conversation->n_requests[CULVERT_MGMT_REQUEST_NEED_STR],
                    ==,
                    count (lines, ">NEED-STR:"));
}

static CulvertConversation *
listen_to (CulvertTranscript *transcript, gsize piece)
{
  CulvertConversation *conversation = culvert_conversation_new (NULL);

  culvert_fake_daemon_play_daemon (conversation->daemon, transcript, piece);
  culvert_fake_daemon_hang_up (conversation->daemon);
  culvert_await (conversation->n_closed == 1);
  g_assert_no_error (conversation->error);
  return conversation;
}

typedef void (*RecordingFunc) (const char *name,
                               CulvertTranscript *transcript,
                               GPtrArray *lines,
                               guint *n_done);

/* Those that begin with a banner. */
static guint
for_each_recording (RecordingFunc function)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "transcripts", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;
  guint n_done = 0;

  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = g_strndup (file, strlen (file) - strlen (".txt"));
      g_autoptr (CulvertTranscript) transcript = NULL;
      g_autoptr (GPtrArray) lines = NULL;

      if (!g_str_has_suffix (file, ".txt"))
        continue;

      transcript = culvert_transcript_load (name);
      lines = culvert_transcript_get_lines (transcript, TRUE);
      if (lines->len > 0 && g_str_has_prefix (g_ptr_array_index (lines, 0), ">INFO:"))
        function (name, transcript, lines, &n_done);
    }
  return n_done;
}

static void
check_messages (const char *name, CulvertTranscript *transcript, GPtrArray *lines, guint *n_done)
{
  g_autoptr (CulvertConversation) conversation = listen_to (transcript, 0);

  g_test_message ("%s", name);
  assert_told (conversation, lines);
  (*n_done)++;
}

static void
test_messages (void)
{
  g_assert_cmpuint (for_each_recording (check_messages), >, 80);
}

/* S13, through a socket. */
static void
test_cut_anywhere (void)
{
  static const char *const names[] = { "normal-connect",
                                       "static-challenge",
                                       "pkcs11-id-pick",
                                       "auth-pending.server" };
  static const gsize pieces[] = { 1, 13, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CulvertTranscript) transcript = culvert_transcript_load (names[i]);
      g_autoptr (CulvertConversation) whole = listen_to (transcript, 0);

      for (gsize j = 0; j < G_N_ELEMENTS (pieces); j++)
        {
          g_autoptr (CulvertConversation) cut = listen_to (transcript, pieces[j]);

          g_assert_cmpstr (cut->record->str, ==, whole->record->str);
          g_assert_cmpuint (culvert_mgmt_client_get_n_strays (cut->client),
                            ==,
                            culvert_mgmt_client_get_n_strays (whole->client));
        }
    }
}

/* What was counted by hand when the recordings were made. */
static void
test_counts (void)
{
  static const struct
  {
    const char *name;
    guint states;
    guint logs;
    guint passwords; /* questions, refusals and tokens */
    guint fatal;
  } rows[] = {
    { "normal-connect", 5, 41, 0, 0 },    { "wrong-password", 11, 80, 5, 0 },
    { "auth-token", 18, 104, 6, 0 },      { "dynamic-challenge", 14, 86, 5, 0 },
    { "server-gone", 12, 76, 0, 0 },      { "dns-failure", 1, 4, 0, 1 },
    { "log-verb9", 3, 865, 0, 0 },        { "pkcs11-many-wrong-pins", 4, 34, 3, 0 },
    { "connect-retry-max", 4, 19, 0, 1 }, { "encrypted-key", 6, 42, 3, 0 },
    { "fatal-up-script", 4, 41, 1, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertTranscript) transcript = culvert_transcript_load (rows[i].name);
      g_autoptr (CulvertConversation) conversation = listen_to (transcript, 0);
      const guint *events = conversation->n_events;

      g_test_message ("%s", rows[i].name);
      g_assert_cmpuint (events[CULVERT_MGMT_EVENT_STATE], ==, rows[i].states);
      g_assert_cmpuint (events[CULVERT_MGMT_EVENT_LOG], ==, rows[i].logs);
      g_assert_cmpuint (events[CULVERT_MGMT_EVENT_FATAL], ==, rows[i].fatal);
      g_assert_cmpuint (conversation->n_requests[CULVERT_MGMT_REQUEST_PASSWORD] +
                            conversation->n_requests[CULVERT_MGMT_REQUEST_REFUSED] +
                            conversation->n_requests[CULVERT_MGMT_REQUEST_AUTH_TOKEN],
                        ==,
                        rows[i].passwords);
    }
}

static void
test_labels (void)
{
  static const struct
  {
    const char *name;
    const char *record;
  } rows[] = {
    { "pkcs11-odd-label", "request 0 Bob's \"x\" a/b \\ c token 1 - -\n" },
    { "pkcs11-fixed-id", "request 0 Lab Token token 1 - -\n" },
    { "static-challenge-echo", "request 0 Auth 1 - Enter the code, with comma: a,b\n" },
    { "auth-failed-reason-with-quotes",
      "request 1 Auth 1 it's bad, really [yes]: \"quoted\" 100% -\n" },
    { "dynamic-challenge",
      "request 1 Auth 1 CRV1:R,E:st-2:YWxpY2U=:Second factor: type 'yes' -\n" },
    { "auth-failed-temp", "request 1 Auth 1 TEMP[backoff 3,advance no]: server is busy -\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertTranscript) transcript = culvert_transcript_load (rows[i].name);
      g_autoptr (CulvertConversation) conversation = listen_to (transcript, 0);

      g_test_message ("%s", rows[i].name);
      g_assert_nonnull (strstr (conversation->record->str, rows[i].record));
    }
}

typedef struct
{
  const char *line;
  CulvertMgmtCommand *(*make) (void);
} PlainCommand;

static CulvertMgmtCommand *
make_state_on (void)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_STATE, CULVERT_MGMT_TELL_ON);
}

static CulvertMgmtCommand *
make_state_all (void)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_STATE, CULVERT_MGMT_TELL_HISTORY);
}

static CulvertMgmtCommand *
make_state_on_all (void)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_STATE, CULVERT_MGMT_TELL_ON_AND_HISTORY);
}

static CulvertMgmtCommand *
make_log_on (void)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_LOG, CULVERT_MGMT_TELL_ON);
}

static CulvertMgmtCommand *
make_log_on_all (void)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_LOG, CULVERT_MGMT_TELL_ON_AND_HISTORY);
}

static CulvertMgmtCommand *
make_echo_on (void)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_ECHO, CULVERT_MGMT_TELL_ON);
}

static CulvertMgmtCommand *
make_echo_all (void)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_ECHO, CULVERT_MGMT_TELL_HISTORY);
}

static CulvertMgmtCommand *
make_echo_on_all (void)
{
  return culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_ECHO, CULVERT_MGMT_TELL_ON_AND_HISTORY);
}

static CulvertMgmtCommand *
make_hold (void)
{
  return culvert_mgmt_command_hold (CULVERT_MGMT_HOLD_QUERY);
}

static CulvertMgmtCommand *
make_hold_off (void)
{
  return culvert_mgmt_command_hold (CULVERT_MGMT_HOLD_OFF);
}

static CulvertMgmtCommand *
make_hold_on (void)
{
  return culvert_mgmt_command_hold (CULVERT_MGMT_HOLD_ON);
}

static CulvertMgmtCommand *
make_hold_release (void)
{
  return culvert_mgmt_command_hold (CULVERT_MGMT_HOLD_RELEASE);
}

static CulvertMgmtCommand *
make_signal_term (void)
{
  return culvert_mgmt_command_signal (CULVERT_MGMT_SIGNAL_TERM);
}

static CulvertMgmtCommand *
make_signal_usr1 (void)
{
  return culvert_mgmt_command_signal (CULVERT_MGMT_SIGNAL_USR1);
}

static CulvertMgmtCommand *
make_signal_hup (void)
{
  return culvert_mgmt_command_signal (CULVERT_MGMT_SIGNAL_HUP);
}

static const PlainCommand plain_commands[] = {
  { "echo all", make_echo_all },
  { "echo on", make_echo_on },
  { "echo on all", make_echo_on_all },
  { "forget-passwords", culvert_mgmt_command_forget_passwords },
  { "help", culvert_mgmt_command_help },
  { "hold", make_hold },
  { "hold off", make_hold_off },
  { "hold on", make_hold_on },
  { "hold release", make_hold_release },
  { "load-stats", culvert_mgmt_command_load_stats },
  { "log on", make_log_on },
  { "log on all", make_log_on_all },
  { "pid", culvert_mgmt_command_pid },
  { "pkcs11-id-count", culvert_mgmt_command_pkcs11_id_count },
  { "signal SIGHUP", make_signal_hup },
  { "signal SIGTERM", make_signal_term },
  { "signal SIGUSR1", make_signal_usr1 },
  { "state", culvert_mgmt_command_current_state },
  { "state all", make_state_all },
  { "state on", make_state_on },
  { "state on all", make_state_on_all },
  { "verb", culvert_mgmt_command_verb_query },
  { "version", culvert_mgmt_command_version },
};

typedef struct
{
  const char *word;
  CulvertMgmtCommand *(*make) (guint number);
} NumberCommand;

static const NumberCommand number_commands[] = {
  { "bytecount ", culvert_mgmt_command_bytecount },
  { "pkcs11-id-get ", culvert_mgmt_command_pkcs11_id_get },
  { "status ", culvert_mgmt_command_status },
  { "verb ", culvert_mgmt_command_verb },
};

/* `word "type" "text"`, for which the rules of the shell are near enough. */
static CulvertMgmtCommand *
make_text_command (const char *line)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (CulvertSecretText) secret = NULL;

  if (!g_shell_parse_argv (line, NULL, &words, NULL) || g_strv_length (words) != 3)
    return NULL;

  secret = culvert_secret_text_new (words[2], -1);
  if (g_str_equal (words[0], "username"))
    return culvert_mgmt_command_username (words[1], words[2], NULL);
  if (g_str_equal (words[0], "password"))
    return culvert_mgmt_command_password (words[1], secret, NULL);
  if (g_str_equal (words[0], "needstr"))
    return culvert_mgmt_command_needstr (words[1], words[2], NULL);
  if (g_str_equal (words[0], "needok"))
    return culvert_mgmt_command_needok (words[1], g_str_equal (words[2], "ok"), NULL);
  return NULL;
}

/* Returns: NULL for what Culvert would never say */
static CulvertMgmtCommand *
make_command (const char *line)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_commands); i++)
    {
      if (g_str_equal (line, plain_commands[i].line))
        return plain_commands[i].make ();
    }
  for (gsize i = 0; i < G_N_ELEMENTS (number_commands); i++)
    {
      guint64 number;

      if (g_str_has_prefix (line, number_commands[i].word) &&
          g_ascii_string_to_unsigned (line + strlen (number_commands[i].word),
                                      10,
                                      0,
                                      99,
                                      &number,
                                      NULL))
        return number_commands[i].make ((guint) number);
    }
  return make_text_command (line);
}

/* Somebody sent the next command before the reply to the last had come. */
static gboolean
is_pipelined (CulvertTranscript *transcript)
{
  gboolean was_from_daemon = TRUE;

  for (guint i = 0; i < culvert_transcript_get_n_chunks (transcript); i++)
    {
      gboolean from_daemon;

      culvert_transcript_get_chunk (transcript, i, &from_daemon);
      if (!from_daemon && !was_from_daemon)
        return TRUE;
      was_from_daemon = from_daemon;
    }
  return FALSE;
}

static GPtrArray *
make_commands (CulvertTranscript *transcript)
{
  g_autoptr (GPtrArray) said = culvert_transcript_get_lines (transcript, FALSE);
  g_autoptr (GPtrArray) commands =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_mgmt_command_free);

  for (guint i = 0; i < said->len; i++)
    {
      CulvertMgmtCommand *command = make_command (g_ptr_array_index (said, i));

      if (command == NULL)
        return NULL;
      g_ptr_array_add (commands, command);
    }
  return g_steal_pointer (&commands);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_mgmt_client_send_finish (CULVERT_MGMT_CLIENT (source), result, &error);
  guint *n_answered = user_data;

  (*n_answered)++;
  g_assert_true ((reply != NULL) == (error == NULL));
  if (error != NULL && !g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED))
    g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_CLOSED);
}

/* Every reply finds its command: none is left over as a stray. */
static void
check_dialogue (const char *name, CulvertTranscript *transcript, GPtrArray *lines, guint *n_done)
{
  g_autoptr (GPtrArray) commands = make_commands (transcript);
  g_autoptr (CulvertConversation) conversation = NULL;
  guint n_answered = 0;
  guint n_foreign = 0;

  if (commands == NULL || commands->len == 0 || commands->len > 60 || is_pipelined (transcript))
    return;
  /* It went on after a reply without an end, at which we would have waited in vain. */
  if (g_str_equal (name, "pkcs11-big-cert"))
    return;

  g_test_message ("%s", name);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      if (line[0] == '>' && !g_str_has_prefix (line, ">PKCS11ID") && is_foreign (line))
        n_foreign++;
    }

  conversation = culvert_conversation_new (NULL);
  g_ptr_array_set_free_func (commands, NULL);
  for (guint i = 0; i < commands->len; i++)
    culvert_mgmt_client_send_async (conversation->client,
                                    g_ptr_array_index (commands, i),
                                    NULL,
                                    on_answered,
                                    &n_answered);
  culvert_fake_daemon_play (conversation->daemon, transcript);
  culvert_fake_daemon_hang_up (conversation->daemon);
  culvert_await (conversation->n_closed == 1);
  culvert_await (n_answered == commands->len);
  assert_told (conversation, lines);
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, n_foreign);
  (*n_done)++;
}

static void
test_dialogues (void)
{
  g_assert_cmpuint (for_each_recording (check_dialogue), >, 40);
}

/* The recording has a wrong password first; we would not try again. */
static void
test_management_password (void)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load ("management-password");
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);

  culvert_fake_daemon_play_daemon (conversation->daemon, transcript, 1);
  culvert_await (conversation->n_closed == 1);
  g_assert_cmpuint (conversation->n_password_wanted, ==, 1);
  g_assert_error (conversation->error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_LOGIN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/transcripts/messages", test_messages);
  g_test_add_func ("/management/transcripts/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/management/transcripts/counts", test_counts);
  g_test_add_func ("/management/transcripts/labels", test_labels);
  g_test_add_func ("/management/transcripts/dialogues", test_dialogues);
  g_test_add_func ("/management/transcripts/management-password", test_management_password);
  return g_test_run ();
}
