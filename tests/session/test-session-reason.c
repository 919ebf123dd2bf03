/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-reason.h"

typedef struct
{
  const char *detail;
  CulvertSessionReason reason;
} Row;

/* Every detail that a daemon from 2.1 to 2.7 writes. */
static const Row rows[] = {
  /* With CONNECTED */
  { "", CULVERT_REASON_NONE },
  { "SUCCESS", CULVERT_REASON_NONE },
  { "ROUTE_ERROR", CULVERT_REASON_ROUTES },
  { "ERROR", CULVERT_REASON_ROUTES },

  /* What was sent to sign in */
  { "auth-failure", CULVERT_REASON_AUTH_FAILURE },
  { "auth-failure (auth-token)", CULVERT_REASON_SESSION_EXPIRED },
  { "auth-temp-failure (server temporary reject)", CULVERT_REASON_SERVER_BUSY },
  { "private-key-password-failure", CULVERT_REASON_KEY_PASSPHRASE },

  /* The way to the server */
  { "tls-error", CULVERT_REASON_TLS },
  { "ping-restart", CULVERT_REASON_NO_ANSWER },
  { "ping-exit", CULVERT_REASON_NO_ANSWER },
  { "server_poll", CULVERT_REASON_NEXT_SERVER },
  { "connection-failed", CULVERT_REASON_NETWORK },
  { "connection-reset", CULVERT_REASON_NETWORK },
  { "network-unreachable", CULVERT_REASON_NETWORK },
  { "init_instance", CULVERT_REASON_NETWORK },
  { "socks-error", CULVERT_REASON_NETWORK },
  { "socks-resolve-failure", CULVERT_REASON_NETWORK },
  { "HTTP proxy error", CULVERT_REASON_NETWORK },

  /* The server */
  { "remote-exit", CULVERT_REASON_SERVER_RESTARTED },
  { "server-pushed-connection-reset", CULVERT_REASON_SERVER_RESTARTED },
  { "server-pushed-halt", CULVERT_REASON_SERVER_HALTED },
  { "no-push-reply", CULVERT_REASON_NO_SETTINGS },
  { "process-push-msg-failed", CULVERT_REASON_NO_SETTINGS },

  /* A limit */
  { "inactive", CULVERT_REASON_TIME_LIMIT },
  { "session-timeout", CULVERT_REASON_TIME_LIMIT },

  /* Whoever is in control */
  { "management-disconnect", CULVERT_REASON_CONTROL_LEFT },
  { "management-exit", CULVERT_REASON_CONTROL_LEFT },
  { "management-connect-failed", CULVERT_REASON_CONTROL_LEFT },
  { "SIGTERM", CULVERT_REASON_COMMAND },
  { "SIGINT", CULVERT_REASON_COMMAND },
  { "SIGHUP", CULVERT_REASON_COMMAND },
  { "SIGUSR1", CULVERT_REASON_COMMAND },
  { "delayed-exit", CULVERT_REASON_COMMAND },
  { "exit-with-notification", CULVERT_REASON_COMMAND },

  { "tun-stop", CULVERT_REASON_COMMAND },
  { "tun-abort", CULVERT_REASON_COMMAND },
  { "ip-fail", CULVERT_REASON_COMMAND },
  { "close_context usr1 to hup", CULVERT_REASON_COMMAND },
  { "dco error", CULVERT_REASON_COMMAND },
  { "Could not determine IPv4/IPv6 protocol", CULVERT_REASON_NETWORK },

  /* What a later daemon may bring */
  { "something-new", CULVERT_REASON_OTHER },
  { "auth", CULVERT_REASON_OTHER },
  { " auth-failure", CULVERT_REASON_OTHER },
};

static void
test_reads_every_detail (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("“%s”", rows[i].detail);
      g_assert_cmpuint (culvert_session_reason_from_detail (rows[i].detail), ==, rows[i].reason);
    }
}

static void
test_every_reason_has_a_word_of_its_own (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint reason = 0; reason < CULVERT_REASON_N; reason++)
    {
      const char *word = culvert_session_reason_to_string ((CulvertSessionReason) reason);

      g_assert_nonnull (word);
      g_assert_true (g_hash_table_add (words, (char *) word));
    }

  g_assert_cmpstr (culvert_session_reason_to_string (CULVERT_REASON_AUTH_FAILURE),
                   ==,
                   "auth-failure");
}

static void
test_the_course_of_things_is_no_problem (void)
{
  const CulvertSessionReason usual[] = {
    CULVERT_REASON_NONE,     CULVERT_REASON_USER,      CULVERT_REASON_FOUND,
    CULVERT_REASON_HELD,     CULVERT_REASON_COMMAND,   CULVERT_REASON_NOT_ANSWERED,
    CULVERT_REASON_BACK_OFF, CULVERT_REASON_LAUNCHING, CULVERT_REASON_NOT_ANSWERED_AGAIN,
  };
  guint n_usual = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    g_assert_false (culvert_session_reason_is_problem (usual[i]));

  for (guint reason = 0; reason < CULVERT_REASON_N; reason++)
    n_usual += !culvert_session_reason_is_problem ((CulvertSessionReason) reason);
  g_assert_cmpuint (n_usual, ==, G_N_ELEMENTS (usual));
}

static void
test_words_of_a_server_go_with_what_a_server_did (void)
{
  g_assert_true (culvert_session_reason_has_words (CULVERT_REASON_AUTH_FAILURE));
  g_assert_true (culvert_session_reason_has_words (CULVERT_REASON_SERVER_BUSY));
  g_assert_true (culvert_session_reason_has_words (CULVERT_REASON_SERVER_HALTED));
  g_assert_true (culvert_session_reason_has_words (CULVERT_REASON_UNTRUSTED));
  g_assert_false (culvert_session_reason_has_words (CULVERT_REASON_NETWORK));
  g_assert_false (culvert_session_reason_has_words (CULVERT_REASON_TLS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/reason/reads-every-detail", test_reads_every_detail);
  g_test_add_func ("/session/reason/every-reason-has-a-word-of-its-own",
                   test_every_reason_has_a_word_of_its_own);
  g_test_add_func ("/session/reason/the-course-of-things-is-no-problem",
                   test_the_course_of_things_is_no_problem);

  g_test_add_func ("/session/reason/words-of-a-server-go-with-what-a-server-did",
                   test_words_of_a_server_go_with_what_a_server_did);

  return g_test_run ();
}
