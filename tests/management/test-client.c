/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-client.h"

#include "culvert-await.h"
#include "culvert-conversation.h"
#include "culvert-mgmt-error.h"

#include <string.h>

/* Hostile case 1a: byte by byte through a real socket. */
static void
test_byte_by_byte (void)
{
  static const char bytes[] = CULVERT_FAKE_BANNER "\r\n"
                                                  ">HOLD:Waiting for hold release:0\r\n"
                                                  ">STATE:1795331282,GET_CONFIG,,,,,,\r\n";
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);

  culvert_fake_daemon_say_pieces (conversation->daemon, bytes, sizeof bytes - 1, 1);
  culvert_await (conversation->n_events[CULVERT_MGMT_EVENT_STATE] == 1);
  g_assert_cmpstr (conversation->record->str, ==, "ready 5\nevent 3 0\nevent 0 7  \n");
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

/* Hostile case 2a, the good end. */
static void
test_log_in (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("hunter2", -1);
  g_autoptr (GBytes) heard = NULL;

  culvert_fake_daemon_answer (conversation->daemon,
                              "hunter2",
                              "SUCCESS: password is correct\n" CULVERT_FAKE_BANNER);
  culvert_fake_daemon_say_bytes (conversation->daemon, "ENTER PASSWORD:", -1);
  culvert_await (conversation->n_password_wanted == 1);
  g_assert_false (culvert_mgmt_client_has_logged_in (conversation->client));

  g_assert_true (culvert_mgmt_client_log_in (conversation->client, password, NULL));
  culvert_await (conversation->n_ready == 1);
  g_assert_true (culvert_mgmt_client_has_logged_in (conversation->client));
  heard = culvert_fake_daemon_get_heard_bytes (conversation->daemon);
  g_assert_cmpmem (g_bytes_get_data (heard, NULL), g_bytes_get_size (heard), "hunter2\n", 8);
  culvert_conversation_assert_understands (conversation);
}

/* Hostile case 2a, the bad end: one try, and no second. */
static void
test_log_in_with_wrong_password (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("hunter3", -1);

  culvert_fake_daemon_say_bytes (conversation->daemon, "ENTER PASSWORD:", -1);
  culvert_await (conversation->n_password_wanted == 1);
  g_assert_true (culvert_mgmt_client_log_in (conversation->client, password, NULL));
  culvert_await (culvert_fake_daemon_get_n_heard (conversation->daemon) == 1);
  culvert_fake_daemon_say_bytes (conversation->daemon, "ENTER PASSWORD:", -1);
  culvert_await (conversation->n_closed == 1);
  g_assert_error (conversation->error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_LOGIN);
  g_assert_cmpuint (conversation->n_password_wanted, ==, 1);
}

static void
test_unsendable_password (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("a\nsignal SIGTERM", -1);
  g_autoptr (GError) error = NULL;

  culvert_fake_daemon_say_bytes (conversation->daemon, "ENTER PASSWORD:", -1);
  culvert_await (conversation->n_password_wanted == 1);
  g_assert_false (culvert_mgmt_client_log_in (conversation->client, password, &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
  culvert_await_quiet ();
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (conversation->daemon), ==, 0);
}

/* Nobody is believed to have let us in who was not asked to. */
static void
test_success_without_log_in (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);

  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: password is correct");
  culvert_await (conversation->n_closed == 1);
  g_assert_false (culvert_mgmt_client_has_logged_in (conversation->client));
  g_assert_error (conversation->error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_NOT_MANAGEMENT);
}

/* S44 */
static void
test_not_management (void)
{
  static const char *const greetings[] = {
    "SSH-2.0-OpenSSH_9.2",
    ">INFO:OpenVPN Management Interface Version 0 -- type 'help' for more info",
    ">INFO:OpenVPN Management Interface Version 100",
    ">HOLD:Waiting for hold release:0",
    ">PASSWORD:Need 'Auth' username/password",
    "ERROR: x",
    "END",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (greetings); i++)
    {
      g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);

      g_test_message ("%s", greetings[i]);
      culvert_fake_daemon_say (conversation->daemon, greetings[i]);
      culvert_await (conversation->n_closed == 1);
      g_assert_error (conversation->error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_NOT_MANAGEMENT);
      g_assert_cmpstr (conversation->record->str, ==, "closed\n");
      g_assert_cmpuint (culvert_fake_daemon_get_n_heard (conversation->daemon), ==, 0);
    }
}

static void
test_replies_by_shape (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (CulvertMgmtReply) status = NULL;
  g_autoptr (CulvertMgmtReply) history = NULL;
  g_autoptr (CulvertMgmtReply) count = NULL;
  g_autoptr (GError) error = NULL;
  CulvertMgmtCommand *on_all =
      culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_STATE, CULVERT_MGMT_TELL_ON_AND_HISTORY);
  gsize length;

  culvert_fake_daemon_oblige (conversation->daemon);
  culvert_conversation_begin (conversation);

  status = culvert_conversation_ask (conversation, culvert_mgmt_command_status (3), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (culvert_mgmt_reply_get_n_lines (status), ==, 3);
  g_assert_cmpstr (culvert_mgmt_reply_get_line (status, 0, &length), ==, "OpenVPN STATISTICS");
  g_assert_cmpuint (length, ==, strlen ("OpenVPN STATISTICS"));
  g_assert_cmpstr (culvert_mgmt_reply_get_text (status), ==, "");
  g_assert_null (culvert_mgmt_reply_get_line (status, 3, NULL));

  history = culvert_conversation_ask (conversation, on_all, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (culvert_mgmt_reply_get_text (history),
                   ==,
                   "real-time state notification set to ON");
  g_assert_cmpuint (culvert_mgmt_reply_get_n_lines (history), ==, 1);

  count = culvert_conversation_ask (conversation, culvert_mgmt_command_pkcs11_id_count (), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (culvert_mgmt_reply_get_text (count), ==, "PKCS11ID-COUNT:0");
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

/* S6, and replies that come with messages between them. */
static void
test_one_in_flight_in_order (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  GAsyncResult *results[3] = { NULL, NULL, NULL };

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &results[0]);
  culvert_conversation_send (conversation, culvert_mgmt_command_verb_query (), NULL, &results[1]);
  culvert_conversation_send (conversation, culvert_mgmt_command_mute_query (), NULL, &results[2]);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "pid"));
  culvert_await_quiet ();
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (conversation->daemon), ==, 1);

  culvert_fake_daemon_say (conversation->daemon,
                           ">LOG:1,D,MANAGEMENT: CMD 'pid'\nSUCCESS: pid=1\n" CULVERT_STATE_LINE);
  culvert_conversation_assert_result (conversation, &results[0], "pid=1", 0);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "verb"));
  culvert_await_quiet ();
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (conversation->daemon), ==, 2);

  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: verb=3");
  culvert_conversation_assert_result (conversation, &results[1], "verb=3", 0);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "mute"));
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: mute=0");
  culvert_conversation_assert_result (conversation, &results[2], "mute=0", 0);
}

/* Hostile case 3a, S15 */
static void
test_strays (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulvertMgmtReply) reply = NULL;

  culvert_conversation_begin (conversation);
  culvert_fake_daemon_say (conversation->daemon,
                           "SUCCESS: pid=1\nEND\nERROR: x\n>PKCS11ID-COUNT:1");
  culvert_await (culvert_mgmt_client_get_n_strays (conversation->client) == 4);

  culvert_conversation_send (conversation, culvert_mgmt_command_status (3), NULL, &result);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "status 3"));
  culvert_fake_daemon_say (conversation->daemon,
                           "SUCCESS: pid=1\n>PKCS11ID-COUNT:1\nTITLE\ta\nTIME\tb\nEND");
  culvert_await (result != NULL);
  reply = culvert_mgmt_client_send_finish (conversation->client, result, NULL);
  g_assert_cmpuint (culvert_mgmt_reply_get_n_lines (reply), ==, 2);
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 6);
  culvert_conversation_assert_understands (conversation);
}

/* The same for every shape: what cannot be its reply is not taken for it. */
static void
test_strays_for_every_shape (void)
{
  static const struct
  {
    const char *strays;
    const char *reply;
    guint n_strays;
  } rows[] = {
    { "END\n>PKCS11ID-COUNT:1\nsome text", "SUCCESS: pid=2", 3 },
    { "SUCCESS: x\nEND\ntext", ">PKCS11ID-COUNT:2", 3 },
    { "END\ntext\n>PKCS11ID-COUNT:1", "SUCCESS: on\nSUCCESS: again\nline\nEND", 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
      g_autoptr (GAsyncResult) result = NULL;
      CulvertMgmtCommand *command = NULL;

      if (i == 0)
        command = culvert_mgmt_command_pid ();
      else if (i == 1)
        command = culvert_mgmt_command_pkcs11_id_count ();
      else
        command =
            culvert_mgmt_command_tell (CULVERT_MGMT_TOPIC_LOG, CULVERT_MGMT_TELL_ON_AND_HISTORY);

      culvert_conversation_begin (conversation);
      culvert_conversation_send (conversation, command, NULL, &result);
      culvert_await (culvert_fake_daemon_get_n_heard (conversation->daemon) == 1);
      culvert_fake_daemon_say (conversation->daemon, rows[i].strays);
      culvert_conversation_assert_understands (conversation);
      g_assert_null (result);
      culvert_fake_daemon_say (conversation->daemon, rows[i].reply);
      culvert_await (result != NULL);
      g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client),
                        ==,
                        rows[i].n_strays);
      culvert_mgmt_reply_free (
          culvert_mgmt_client_send_finish (conversation->client, result, NULL));
    }
}

static void
test_refused (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GError) error = NULL;

  culvert_fake_daemon_oblige (conversation->daemon);
  culvert_conversation_begin (conversation);
  g_assert_null (culvert_conversation_ask (conversation, culvert_mgmt_command_nclients (), &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "not supported by the current daemon mode"));
  culvert_conversation_assert_understands (conversation);
}

/* S32: the daemon likes to quote what it did not understand. */
static void
test_refusals_are_redacted (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (CulvertSecretText) password = culvert_secret_text_new ("S3cr3t", -1);
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;

  culvert_fake_daemon_answer (conversation->daemon,
                              "password \"Auth\" \"S3cr3t\"",
                              "ERROR: what is S3cr3t");
  culvert_fake_daemon_answer (
      conversation->daemon,
      "pid",
      "ERROR: Options error: Parameter at TCP:0 is too long (256 chars max): S3cr3t");
  culvert_conversation_begin (conversation);

  g_assert_null (culvert_conversation_ask (conversation,
                                           culvert_mgmt_command_password ("Auth", password, NULL),
                                           &first));
  g_assert_error (first, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED);
  g_assert_null (strstr (first->message, "S3cr3t"));

  g_assert_null (culvert_conversation_ask (conversation, culvert_mgmt_command_pid (), &second));
  g_assert_null (strstr (second->message, "S3cr3t"));
  g_assert_nonnull (strstr (second->message, "too long (256 chars max)"));
}

static void
test_cancel_before_it_is_sent (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  GAsyncResult *third = NULL;
  g_autoptr (GError) error = NULL;

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), NULL, &first);
  culvert_conversation_send (conversation,
                             culvert_mgmt_command_verb_query (),
                             cancellable,
                             &second);
  culvert_conversation_send (conversation, culvert_mgmt_command_mute_query (), NULL, &third);
  g_cancellable_cancel (cancellable);
  culvert_await (second != NULL);
  g_assert_null (culvert_mgmt_client_send_finish (conversation->client, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  culvert_fake_daemon_oblige (conversation->daemon);
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: pid=1");
  culvert_conversation_assert_result (conversation, &first, "pid=1", 0);
  culvert_conversation_assert_result (conversation, &third, "mute=0", 0);
  g_assert_false (culvert_fake_daemon_has_heard (conversation->daemon, "verb"));
}

/* Cancelling never moves a reply to the next command. */
static void
test_cancel_on_the_wire (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  GAsyncResult *second = NULL;
  g_autoptr (GError) error = NULL;

  culvert_conversation_begin (conversation);
  culvert_conversation_send (conversation, culvert_mgmt_command_verb_query (), cancellable, &first);
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "verb"));
  g_cancellable_cancel (cancellable);
  culvert_await (first != NULL);
  g_assert_null (culvert_mgmt_client_send_finish (conversation->client, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  culvert_conversation_send (conversation, culvert_mgmt_command_mute_query (), NULL, &second);
  culvert_await_quiet ();
  g_assert_false (culvert_fake_daemon_has_heard (conversation->daemon, "mute"));
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: verb=3");
  culvert_await (culvert_fake_daemon_has_heard (conversation->daemon, "mute"));
  culvert_fake_daemon_say (conversation->daemon, "SUCCESS: mute=0");
  culvert_conversation_assert_result (conversation, &second, "mute=0", 0);
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 0);
}

static void
test_cancelled_beforehand (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  culvert_conversation_begin (conversation);
  g_cancellable_cancel (cancellable);
  culvert_conversation_send (conversation, culvert_mgmt_command_pid (), cancellable, &result);
  culvert_await (result != NULL);
  culvert_await_quiet ();
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (conversation->daemon), ==, 0);
}

static void
test_unknown_messages (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);

  culvert_conversation_begin (conversation);
  culvert_fake_daemon_say (conversation->daemon,
                           ">CLIENTS:CONNECT,0,1\n>BYTECOUNT_CLI:x,1,1\n>\n>:\n>NEWS:x\n"
                           ">BYTECOUNT:-1,1\n>PASSWORD:hello\nENTER PASSWORD:");
  culvert_conversation_assert_understands (conversation);
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (conversation->client), ==, 8);
  g_assert_cmpuint (conversation->n_password_wanted, ==, 0);
}

static void
test_requests (void)
{
  g_autoptr (CulvertConversation) conversation = culvert_conversation_new (NULL);

  culvert_conversation_begin (conversation);
  culvert_fake_daemon_say (conversation->daemon,
                           ">PASSWORD:Need 'Auth' username/password\n"
                           ">PASSWORD:Auth-Token:SESS_ID\n"
                           ">PASSWORD:Verification Failed: 'Auth' ['no']\n"
                           ">NEED-OK:Need 'a' confirmation MSG:b");
  culvert_conversation_assert_understands (conversation);
  g_assert_cmpstr (conversation->record->str,
                   ==,
                   "ready 5\nrequest 0 Auth 1 - -\nrequest 2  0 - -\nrequest 1 Auth 1 no -\n"
                   "request 3 a 1 b -\nevent 0 10 SUCCESS 10.8.0.2\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/client/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/management/client/log-in", test_log_in);
  g_test_add_func ("/management/client/log-in-with-wrong-password",
                   test_log_in_with_wrong_password);
  g_test_add_func ("/management/client/unsendable-password", test_unsendable_password);
  g_test_add_func ("/management/client/success-without-log-in", test_success_without_log_in);
  g_test_add_func ("/management/client/not-management", test_not_management);
  g_test_add_func ("/management/client/replies-by-shape", test_replies_by_shape);
  g_test_add_func ("/management/client/one-in-flight-in-order", test_one_in_flight_in_order);
  g_test_add_func ("/management/client/strays", test_strays);
  g_test_add_func ("/management/client/strays-for-every-shape", test_strays_for_every_shape);
  g_test_add_func ("/management/client/refused", test_refused);
  g_test_add_func ("/management/client/refusals-are-redacted", test_refusals_are_redacted);
  g_test_add_func ("/management/client/cancel-before-it-is-sent", test_cancel_before_it_is_sent);
  g_test_add_func ("/management/client/cancel-on-the-wire", test_cancel_on_the_wire);
  g_test_add_func ("/management/client/cancelled-beforehand", test_cancelled_beforehand);
  g_test_add_func ("/management/client/unknown-messages", test_unknown_messages);
  g_test_add_func ("/management/client/requests", test_requests);
  return g_test_run ();
}
