/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

#include <stdlib.h>
#include <string.h>

typedef CulvertSessionFixture Fixture;

/* What the user answers to one question: a value for each blank. */
typedef struct
{
  CulvertPromptKind kind;
  enum
  {
    FILLED, /* with these values; a confirmation is declined */
    CONFIRMED,
    CHOSEN, /* the one with this id, and what else is to be filled in */
    LEFT,   /* nobody answers */
  } how;
  const char *values[3];
} Question;

typedef struct
{
  const char *name; /* of the recording */
  Question questions[8];
  /* What it looks like when the recording is over, or when its client ended the daemon. */
  CulvertSessionState state;
  CulvertSessionReason reason;
  const char *message; /* (nullable): the words of the server */
} Recording;

#define END                                                                                        \
  {                                                                                                \
    0                                                                                              \
  }
#define SIGN_IN_AS(...)                                                                            \
  {                                                                                                \
    CULVERT_PROMPT_SIGN_IN, FILLED, { __VA_ARGS__ }                                                \
  }
#define PROXY_AS(...)                                                                              \
  {                                                                                                \
    CULVERT_PROMPT_PROXY_SIGN_IN, FILLED, { __VA_ARGS__ }                                          \
  }
#define PIN(value)                                                                                 \
  {                                                                                                \
    CULVERT_PROMPT_TOKEN_PIN, FILLED, { value }                                                    \
  }
#define CARD(...)                                                                                  \
  {                                                                                                \
    CULVERT_PROMPT_CERTIFICATE, CHOSEN, { __VA_ARGS__ }                                            \
  }
#define PASSPHRASE(value)                                                                          \
  {                                                                                                \
    CULVERT_PROMPT_KEY_PASSPHRASE, FILLED, { value }                                               \
  }
#define CHALLENGE(value)                                                                           \
  {                                                                                                \
    CULVERT_PROMPT_CHALLENGE, FILLED, { value }                                                    \
  }

static const Recording recordings[] = {
  /* Names and passwords */
  { "normal-connect", { END }, CULVERT_SESSION_CONNECTED, CULVERT_REASON_NONE, NULL },
  /* Recorded by Culvert, which had masked the password. */
  { "culvert-console",
    { SIGN_IN_AS ("alice", "***") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "wrong-password",
    { SIGN_IN_AS ("alice", "silent"), SIGN_IN_AS ("alice", "bad"), SIGN_IN_AS ("alice", "right") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "username-only-file",
    { SIGN_IN_AS ("alice", "bad"), SIGN_IN_AS ("alice", "pw") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "renegotiation-nocache",
    { SIGN_IN_AS ("alice", "pw"), SIGN_IN_AS ("alice", "pw") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "auth-token",
    { SIGN_IN_AS ("alice", "pw"), SIGN_IN_AS ("pushed", "pw") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "auth-failed-reason-with-quotes",
    { SIGN_IN_AS ("a", "comma") },
    CULVERT_SESSION_CONNECTING,
    CULVERT_REASON_AUTH_FAILURE,
    "it's bad, really [yes]: \"quoted\" 100%" },
  { "auth-failed-session",
    { SIGN_IN_AS ("a", "session") },
    CULVERT_SESSION_CONNECTING,
    CULVERT_REASON_SESSION_EXPIRED,
    "expired" },
  { "auth-failed-temp",
    { SIGN_IN_AS ("a", "temp") },
    CULVERT_SESSION_CONNECTING,
    CULVERT_REASON_SERVER_BUSY,
    "server is busy" },

  /* Second factors */
  { "static-challenge",
    { SIGN_IN_AS ("alice", "pass", "999999"), SIGN_IN_AS ("alice", "päss wörd", "123456") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "static-challenge-echo",
    { SIGN_IN_AS ("alice", "päss wörd", "123456") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "static-challenge-long",
    { SIGN_IN_AS ("alice", "päss wörd", "123456") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "dynamic-challenge",
    { SIGN_IN_AS ("alice", "pw"), CHALLENGE ("4711"), CHALLENGE ("yes") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "auth-pending-crtext",
    { SIGN_IN_AS ("crtext", "pw"), CHALLENGE ("tan 42") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "auth-pending-webauth",
    { SIGN_IN_AS ("web", "pw"), { CULVERT_PROMPT_WEB_SIGN_IN, LEFT, { NULL } } },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "auth-pending-openurl",
    { SIGN_IN_AS ("url", "pw"), { CULVERT_PROMPT_WEB_SIGN_IN, LEFT, { NULL } } },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },

  { "auth-pending-denied",
    { SIGN_IN_AS ("deny", "pw"), { CULVERT_PROMPT_WEB_SIGN_IN, LEFT, { NULL } } },
    CULVERT_SESSION_CONNECTING,
    CULVERT_REASON_AUTH_FAILURE,
    "web login refused" },
  { "auth-pending-timeout",
    { SIGN_IN_AS ("timeout", "pw"), { CULVERT_PROMPT_WEB_SIGN_IN, LEFT, { NULL } } },
    CULVERT_SESSION_CONNECTING,
    CULVERT_REASON_NO_SETTINGS,
    NULL },

  /* Keys and cards */
  { "encrypted-key",
    { PASSPHRASE ("wrong one"), PASSPHRASE ("keypass") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "encrypted-pkcs12",
    { PASSPHRASE ("wrong one"), PASSPHRASE ("p12pass") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "encrypted-key-wrong-noretry",
    { PASSPHRASE ("wrong one") },
    CULVERT_SESSION_FAILED,
    CULVERT_REASON_FATAL,
    "Error: private key password verification failed" },
  { "pkcs11-slow-pin", { PIN ("1234") }, CULVERT_SESSION_CONNECTING, CULVERT_REASON_TLS, NULL },
  { "pkcs11-empty-pin", { PIN ("") }, CULVERT_SESSION_CONNECTING, CULVERT_REASON_TLS, NULL },
  { "pkcs11-fixed-id",
    { PIN ("1234"), PIN ("1234") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "pkcs11-id-pick",
    { CARD ("SoftHSM\\x20project/SoftHSM\\x20v2/4ada137e5bde134b/Lab\\x20Token/01"), PIN ("1234") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "pkcs11-odd-label",
    { CARD ("SoftHSM\\x20project/SoftHSM\\x20v2/85c6ccd5ec20c78b/"
            "Bob\\x27s\\x20\\x22x\\x22\\x20a\\x2Fb\\x20\\x5C\\x20c/01"),
      PIN ("1234") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "pkcs11-utf8-token",
    { CARD ("SoftHSM\\x20project/SoftHSM\\x20v2/aba5fbab1339388a/"
            "Zweiter\\x20Schl\\xC3\\xBCssel/0A"),
      PIN ("9999") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "pkcs11-many-wrong-pins",
    { CARD ("SoftHSM\\x20project/SoftHSM\\x20v2/330f095a7b2e2507/Lab\\x20Token/01"),
      PIN ("0000"),
      PIN ("0001"),
      PIN ("0002") },
    CULVERT_SESSION_CONNECTING,
    CULVERT_REASON_TLS,
    NULL },
  { "pkcs11-token-insertion",
    { { CULVERT_PROMPT_CONFIRMATION, CONFIRMED, { NULL } },
      { CULVERT_PROMPT_CONFIRMATION, FILLED, { NULL } } },
    CULVERT_SESSION_CONNECTING,
    CULVERT_REASON_KEY_PASSPHRASE,
    NULL },
  { "pkcs11-token-vanishes",
    { PIN ("1234"), { CULVERT_PROMPT_CONFIRMATION, LEFT, { NULL } } },
    CULVERT_SESSION_RECONNECTING,
    CULVERT_REASON_COMMAND,
    NULL },

  /* Proxies */
  { "http-proxy-407-nocache",
    { PROXY_AS ("puser", "bad"), PROXY_AS ("puser", "ppass") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },
  { "socks-proxy-auth",
    { PROXY_AS ("suser", "bad"), PROXY_AS ("suser", "spass") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    NULL },

  /* Ends */
  { "fatal-bad-cert",
    { END },
    CULVERT_SESSION_FAILED,
    CULVERT_REASON_FATAL,
    "Cannot load certificate file bad.crt" },
  { "fatal-tun-open",
    { SIGN_IN_AS ("a", "pw") },
    CULVERT_SESSION_FAILED,
    CULVERT_REASON_FATAL,
    "ERROR: Cannot ioctl TUNSETIFF tunC: Inappropriate ioctl for device (errno=25)" },
  { "fatal-up-script",
    { SIGN_IN_AS ("a", "pw") },
    CULVERT_SESSION_FAILED,
    CULVERT_REASON_FATAL,
    "WARNING: Failed running command (--up/--down): external program exited with error status: 1" },
  { "connect-retry-max",
    { END },
    CULVERT_SESSION_FAILED,
    CULVERT_REASON_FATAL,
    "All connections have been connect-retry-max (2) times unsuccessful, exiting" },
  { "wrong-password-auth-retry-none",
    { SIGN_IN_AS ("alice", "bad") },
    CULVERT_SESSION_FAILED,
    CULVERT_REASON_AUTH_FAILURE,
    "Your password has expired, call 555-1234" },
  { "server-mode.client-bad",
    { SIGN_IN_AS ("bad", "pw,with \"q\"") },
    CULVERT_SESSION_CONNECTING,
    CULVERT_REASON_AUTH_FAILURE,
    "denied: client text" },
  { "server-mode.client-a",
    { SIGN_IN_AS ("alice", "pw,with \"q\""),
      SIGN_IN_AS ("alice", "pw"),
      SIGN_IN_AS ("alice", "pw") },
    CULVERT_SESSION_FAILED,
    CULVERT_REASON_SERVER_HALTED,
    "account disabled" },
  { "inactive-exit",
    { SIGN_IN_AS ("a", "pw") },
    CULVERT_SESSION_FAILED,
    CULVERT_REASON_TIME_LIMIT,
    NULL },
  { "wrong-ca", { END }, CULVERT_SESSION_CONNECTING, CULVERT_REASON_TLS, NULL },
  { "server-gone-tcp", { END }, CULVERT_SESSION_RECONNECTING, CULVERT_REASON_NETWORK, NULL },
  { "state-route-error",
    { SIGN_IN_AS ("a", "pw") },
    CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_ROUTES,
    NULL },
};

/* --- the player --- */

/* With which clients end a daemon. */
#define LAST_COMMAND "signal SIGTERM"

/* The commands that answer something, or let the daemon go on. */
static gboolean
is_answer (const char *line)
{
  static const char *const words[] = {
    "username ",  "password ",    "needok ",     "needstr ",    "cr-response ",
    "proxy NONE", "proxy SOCKS ", "proxy HTTP ", "remote SKIP", "hold release",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (line, words[i]))
      return TRUE;

  return FALSE;
}

/* Clients may leave the quotes out where none are needed. We never do. */
static char *
quote (const char *line)
{
  g_auto (GStrv) words = NULL;
  GString *quoted;
  guint n_bare; /* the command itself */

  g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
  n_bare = g_str_has_prefix (line, "proxy ") || g_str_has_prefix (line, "remote ") ||
                   g_str_has_prefix (line, "hold ")
               ? 2
               : 1;
  quoted = g_string_new (words[0]);
  if (n_bare == 2)
    g_string_append_printf (quoted, " %s", words[1]);
  for (char **word = words + n_bare; *word != NULL; word++)
    {
      g_string_append (quoted, " \"");
      for (const char *at = *word; *at != '\0'; at++)
        g_string_append_printf (quoted, *at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
      g_string_append_c (quoted, '"');
    }

  return g_string_free (quoted, FALSE);
}

/* The answers that follow, up to one that can only be given when it is asked for. */
static void
line_up_answers (Fixture *fixture, const Question *question)
{
  for (; question->kind != 0 || question->values[0] != NULL; question++)
    {
      if (question->how == CHOSEN || question->how == LEFT)
        return;
      if (question->how == CONFIRMED)
        culvert_script_answerer_confirm (fixture->answerer);
      else
        culvert_script_answerer_fill (fixture->answerer,
                                      question->values[0],
                                      question->values[1],
                                      question->values[2],
                                      NULL);
    }
}

/* Chooses as soon as it is known what there is to choose from. */
static void
choose (Fixture *fixture, const Question *questions)
{
  CulvertPrompt *prompt = culvert_session_get_prompt (fixture->session);
  const Question *question;

  if (prompt == NULL || culvert_prompt_get_choices (prompt) == NULL ||
      culvert_prompt_get_is_loading (prompt))
    return;

  question = &questions[N_PROMPTS - 1];
  g_assert_cmpint (question->how, ==, CHOSEN);
  culvert_prompt_set_chosen (prompt, culvert_prompt_find_choice (prompt, question->values[0]));
  g_assert_nonnull (culvert_prompt_get_chosen (prompt));
  culvert_script_answerer_fill (fixture->answerer, question->values[1], NULL);
  line_up_answers (fixture, question + 1);
}

/* Nobody waits for a pause to pass. */
static gboolean
has_gone_on (Fixture *fixture, const Question *questions, const char *line, guint n)
{
  if (culvert_session_get_state (fixture->session) == CULVERT_SESSION_WAITING)
    WANT (CONNECTED);
  choose (fixture, questions);

  return culvert_fake_daemon_count_heard (fixture->daemon, line) >= n;
}

/* The daemon has heard from us what it heard then, as often. */
static void
await_answer (Fixture *fixture, const Question *questions, const char *line, GHashTable *expected)
{
  g_autofree char *command = quote (line);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (expected, command)) + 1;

  g_test_message ("%s", line);
  culvert_await (has_gone_on (fixture, questions, command, n));
  g_hash_table_replace (expected, g_steal_pointer (&command), GUINT_TO_POINTER (n));
}

static void
say_message (Fixture *fixture, const char *line)
{
  if (line[0] == '>' && !g_str_has_prefix (line, ">INFO:") && !g_str_has_prefix (line, ">PKCS11ID"))
    SAY (line);
}

/* What is no whole line yet stays pending. */
static void
say_messages (Fixture *fixture, GString *pending)
{
  char *end;

  while ((end = strchr (pending->str, '\n')) != NULL)
    {
      g_autofree char *line = g_strndup (pending->str, (gsize) (end - pending->str));

      g_strchomp (line);
      say_message (fixture, line);
      g_string_erase (pending, 0, end - pending->str + 1);
    }
}

/* FALSE: from here on the client went its own way. */
static gboolean
hear_lines (Fixture *fixture,
            const Question *questions,
            const char *end,
            const char *text,
            GHashTable *expected)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      if (g_str_equal (*line, end))
        return FALSE;
      if (is_answer (*line))
        await_answer (fixture, questions, *line, expected);
    }

  return TRUE;
}

/* The certificates that were on the tokens then, and the servers of the configuration. */
static void
teach_choices (Fixture *fixture, CulvertTranscript *transcript)
{
  g_autoptr (GPtrArray) lines = culvert_transcript_get_lines (transcript, TRUE);
  g_autoptr (GString) servers = g_string_new (NULL);
  const char *count = ">PKCS11ID-COUNT:1";

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = lines->pdata[i];

      if (g_str_has_prefix (line, ">PKCS11ID-COUNT:"))
        count = line;
      else if (g_str_has_prefix (line, ">PKCS11ID-ENTRY:'"))
        {
          g_autofree char *command =
              g_strdup_printf ("pkcs11-id-get %d", atoi (strchr (line, '\'') + 1));

          culvert_fake_daemon_answer (fixture->daemon, command, line);
        }
      else if (g_str_has_suffix (line, ",enabled") && strstr (servers->str, line) == NULL)
        g_string_append_printf (servers, "%s\n", line);
    }

  g_string_append (servers, "END");
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", count);
  culvert_fake_daemon_answer (fixture->daemon, "remote-entry-get all", servers->str);
}

static void
play (Fixture *fixture,
      const char *name,
      const Question *questions,
      const char *end,
      GHashTable *expected)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load (name);
  g_autoptr (GString) pending = g_string_new (NULL);
  gboolean goes_on = TRUE;

  teach_choices (fixture, transcript);
  line_up_answers (fixture, questions);
  for (guint i = 0; goes_on && i < culvert_transcript_get_n_chunks (transcript); i++)
    {
      gboolean from_daemon;
      GBytes *bytes = culvert_transcript_get_chunk (transcript, i, &from_daemon);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      g_autofree char *text = g_strndup (data, length);

      if (from_daemon)
        {
          g_string_append (pending, text);
          say_messages (fixture, pending);
        }
      else
        goes_on = hear_lines (fixture, questions, end, text, expected);
    }

  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await_quiet ();
}

/* --- the test --- */

static guint
count_questions (const Recording *recording)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (recording->questions) &&
         (recording->questions[n].values[0] != NULL || recording->questions[n].kind != 0))
    n++;

  return n;
}

static void
assert_questions (Fixture *fixture, const Recording *recording)
{
  g_assert_cmpuint (N_PROMPTS, ==, count_questions (recording));
  for (guint i = 0; i < N_PROMPTS; i++)
    g_assert_cmpint (culvert_prompt_get_kind (PROMPT (i)), ==, recording->questions[i].kind);
}

/* Nothing was answered that was not answered then. */
static void
assert_answers (Fixture *fixture, GHashTable *expected)
{
  for (guint i = 0; i < culvert_fake_daemon_get_n_heard (fixture->daemon); i++)
    {
      const char *line = culvert_fake_daemon_get_heard (fixture->daemon, i);

      if (is_answer (line))
        g_assert_cmpuint (culvert_fake_daemon_count_heard (fixture->daemon, line),
                          ==,
                          GPOINTER_TO_UINT (g_hash_table_lookup (expected, line)));
    }
}

static void
test_recording (Fixture *fixture, gconstpointer data)
{
  const Recording *recording = data;
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  culvert_session_fixture_attach (fixture, NULL, "1795334986,CONNECTING,,,,,,");
  WANT (CONNECTED);
  culvert_fake_daemon_forget (fixture->daemon);
  play (fixture, recording->name, recording->questions, LAST_COMMAND, expected);

  assert_questions (fixture, recording);
  assert_answers (fixture, expected);
  g_assert_cmpstr (culvert_session_state_to_string (culvert_session_get_state (fixture->session)),
                   ==,
                   culvert_session_state_to_string (recording->state));
  g_assert_cmpstr (culvert_session_reason_to_string (culvert_session_get_reason (fixture->session)),
                   ==,
                   culvert_session_reason_to_string (recording->reason));
  g_assert_cmpstr (culvert_session_get_facts (fixture->session).message, ==, recording->message);
}

/* --- what is no question --- */

static gboolean
on_message (CulvertSession *session,
            const char *title,
            const char *text,
            gboolean is_brief,
            GPtrArray *messages)
{
  g_ptr_array_add (messages, g_strdup_printf ("%s: %s", title, text));

  return TRUE;
}

static void
test_echo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (fixture->session, "message", G_CALLBACK (on_message), messages);
  culvert_session_fixture_attach (fixture, NULL, "1795334986,CONNECTING,,,,,,");
  WANT (CONNECTED);
  culvert_fake_daemon_forget (fixture->daemon);
  play (fixture, "echo", &(const Question){ 0 }, LAST_COMMAND, expected);

  g_assert_cmpuint (messages->len, ==, 3);
  g_assert_cmpstr (messages->pdata[0],
                   ==,
                   "Title of window: Hello\nquoted  two spaces\nno newlineäöü € 日本");
  g_assert_true (culvert_profile_get_must_forget (fixture->profile));
  assert_answers (fixture, expected);
  g_signal_handlers_disconnect_by_data (fixture->session, messages);
}

/* The client was led to the second server and then left the list; we take what was chosen. */
static void
test_remote (Fixture *fixture, gconstpointer data)
{
  static const Question questions[] = { { CULVERT_PROMPT_SERVER, CHOSEN, { "1" } }, { 0 } };
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  culvert_session_fixture_attach (fixture, NULL, "1795334986,CONNECTING,,,,,,");
  WANT (CONNECTED);
  culvert_fake_daemon_forget (fixture->daemon);
  play (fixture, "remote-query", questions, "remote MOD 127.0.0.1 notaport", expected);

  g_assert_cmpuint (N_PROMPTS, ==, 1);
  g_assert_cmpint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_SERVER);
  assert_answers (fixture, expected);
  g_assert_cmpstr (culvert_fake_daemon_get_last_heard (fixture->daemon), ==, "remote ACCEPT");
}

/* Later the client answered anew each time; we stay with what was chosen. */
static void
test_proxy (Fixture *fixture, gconstpointer data)
{
  static const Question questions[] = { { CULVERT_PROMPT_PROXY, CHOSEN, { "none", "" } }, { 0 } };
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  culvert_session_fixture_attach (fixture, NULL, "1795334986,CONNECTING,,,,,,");
  WANT (CONNECTED);
  culvert_fake_daemon_forget (fixture->daemon);
  play (fixture, "proxy-query", questions, "signal SIGUSR1", expected);

  g_assert_cmpuint (N_PROMPTS, ==, 1);
  g_assert_cmpint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_PROXY);
  g_assert_cmpuint (culvert_fake_daemon_count_heard (fixture->daemon, "proxy NONE"), ==, 1);
  assert_answers (fixture, expected);
  g_assert_true (IS (CONNECTED, NONE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      g_autofree char *path = g_strconcat ("/session/recordings/", recordings[i].name, NULL);

      g_test_add (path,
                  Fixture,
                  &recordings[i],
                  culvert_session_fixture_set_up,
                  test_recording,
                  culvert_session_fixture_tear_down);
    }

  CULVERT_SESSION_FIXTURE_ADD ("/session/recordings/echo", test_echo);
  CULVERT_SESSION_FIXTURE_ADD ("/session/recordings/remote-query", test_remote);
  CULVERT_SESSION_FIXTURE_ADD ("/session/recordings/proxy-query", test_proxy);

  return g_test_run ();
}
