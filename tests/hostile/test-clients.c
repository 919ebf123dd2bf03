/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-hostile.h"

#include <string.h>

#include "culvert-administration.h"
#include "culvert-mgmt-error.h"

#define ADMINISTRATION culvert_session_get_administration (fixture->session)
#define ROSTER         culvert_administration_get_roster (ADMINISTRATION)
#define ADMISSION      culvert_administration_get_admission (ADMINISTRATION)
#define APPLICANTS     G_LIST_MODEL (culvert_admission_get_applicants (ADMISSION))
#define N_APPLICANTS   g_list_model_get_n_items (APPLICANTS)

#define HEADER                                                                                     \
  "HEADER\tCLIENT_LIST\tCommon Name\tReal Address\tVirtual Address\tVirtual IPv6 Address\t"        \
  "Bytes Received\tBytes Sent\tConnected Since\tConnected Since (time_t)\tUsername\tClient ID\t"   \
  "Peer ID\tData Channel Cipher\n"

static void
attach_to_server (Fixture *fixture, const char *rows)
{
  g_autofree char *status = g_strconcat (HEADER, rows, "END", NULL);

  culvert_fake_daemon_answer (fixture->daemon, "nclients", "SUCCESS: nclients=1");
  culvert_fake_daemon_answer (fixture->daemon, "status 3", status);
  culvert_fake_daemon_answer (fixture->daemon, "env-filter 0", "SUCCESS: env_filter_level=0");
  culvert_session_fixture_attach_up (fixture);
  culvert_await (culvert_administration_is_filled (ADMINISTRATION));
  culvert_await_quiet ();
}

/* --- 19: a user name that shifts the columns of a list --- */

static void
test_a_user_with_commas (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const CulvertPeer *peer;
  guint slot;

  attach_to_server (fixture,
                    "CLIENT_LIST\talice,UNDEF1\t127.0.0.1:46513\t10.99.0.2\t\t3117\t4280\t"
                    "2026-11-22 07:09:05\t1795331345\talice,UNDEF1\t0\t0\tAES-256-GCM\n");
  g_assert_true (culvert_fake_daemon_has_heard (fixture->daemon, "status 3"));
  g_assert_false (culvert_fake_daemon_has_heard (fixture->daemon, "status 2"));
  g_assert_true (culvert_roster_find (ROSTER, 0, &slot));
  peer = culvert_roster_get_peer (ROSTER, slot);
  g_assert_cmpstr (culvert_peer_get_name (peer), ==, "alice,UNDEF1");

  key = culvert_peer_dup_key (peer);
  culvert_fake_daemon_answer (fixture->daemon,
                              "client-kill 0",
                              "SUCCESS: client-kill command succeeded");
  culvert_fake_daemon_forget (fixture->daemon);
  culvert_administration_disconnect_async (ADMINISTRATION,
                                           key,
                                           NULL,
                                           NULL,
                                           culvert_await_on_ready,
                                           &result);
  culvert_await (HAS_SENT ("status 3\nclient-kill 0\n"));
  SAY (">CLIENT:DISCONNECT,0\n>CLIENT:ENV,END");
  culvert_await (result != NULL);
  g_assert_true (culvert_administration_disconnect_finish (ADMINISTRATION, result, NULL));
}

/* A tab cannot move them either: who has one is in no list, rather than in a wrong one. */
static void
test_users_that_shift_columns (Fixture *fixture, gconstpointer data)
{
  guint slot;

  attach_to_server (
      fixture,
      "CLIENT_LIST\tal\tice\t127.0.0.1:1\t\t\t1\t1\tx\t1\tbob\t1\t0\tAES-256-GCM\n"
      "CLIENT_LIST\tbob\t127.0.0.1:1\t\t\t1\t1\tx\t1\tbob\t-1\t0\tAES-256-GCM\n"
      "CLIENT_LIST\tbob\t127.0.0.1:1\t\t\t1\t1\tx\t1\tbob\t0x1\t0\tAES-256-GCM\n"
      "CLIENT_LIST\tbob\t127.0.0.1:1\t\t\t1\t1\tx\t1\tbob\t18446744073709551616\t0\tx\n"
      "CLIENT_LIST\tbob\t127.0.0.1:1\t\t\t1\t1\tx\t1\tbob\t\t0\tAES-256-GCM\n"
      "CLIENT_LIST\n CLIENT_LIST\tx\nCLIENT_LIST\t\n"
      "CLIENT_LIST\tcarol\t127.0.0.1:1\t\t\tx\t-1\tx\t\tcarol\t7\t0\tAES-256-GCM\n");
  g_assert_cmpuint (culvert_roster_get_n_peers (ROSTER), ==, 1);
  g_assert_true (culvert_roster_find (ROSTER, 7, &slot));
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 20: a text with a command in it --- */

static void
test_a_text_that_ends_early (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertApplicant) applicant = NULL;
  g_autoptr (GError) error = NULL;

  culvert_profile_set_admits (fixture->profile, TRUE);
  attach_to_server (fixture, "");
  SAY (">CLIENT:CONNECT,0,1\n>CLIENT:ENV,username=alice\n>CLIENT:ENV,END");
  culvert_await (N_APPLICANTS == 1);
  applicant = g_list_model_get_item (APPLICANTS, 0);
  culvert_await_quiet ();
  culvert_fake_daemon_forget (fixture->daemon);

  g_assert_false (culvert_admission_allow (ADMISSION,
                                           applicant,
                                           "push \"echo hi\"\nEND\nclient-kill 1\nEND",
                                           &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
  g_assert_nonnull (strstr (error->message, "Line 2"));
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_APPLICANTS, ==, 1);
}

/* What the daemon takes for the end, and what it would make of the rest. */
static const char *const bad_texts[] = {
  "END",
  "end",
  "push x\n \tEnD \t\nsignal SIGTERM",
  "push x\nEND\r\nclient-kill 1",
  "push x\rEND\rclient-kill 1",
  "push x\n\vEND\f\n",
  "\n\nEND\n",
  "push \x7f",
  "push \x1b[2J",
};

static void
test_texts_that_end_early (Fixture *fixture, gconstpointer data)
{
  g_autofree char *filling = g_strnfill (1001, 'x');
  g_autofree char *cut = g_strconcat ("push ", filling, "END\nclient-kill 1", NULL);
  g_autoptr (CulvertApplicant) applicant = NULL;

  culvert_profile_set_admits (fixture->profile, TRUE);
  attach_to_server (fixture, "");
  SAY (">CLIENT:CONNECT,0,1\n>CLIENT:ENV,username=alice\n>CLIENT:ENV,END");
  culvert_await (N_APPLICANTS == 1);
  applicant = g_list_model_get_item (APPLICANTS, 0);
  culvert_await_quiet ();
  culvert_fake_daemon_forget (fixture->daemon);

  for (guint i = 0; i <= G_N_ELEMENTS (bad_texts); i++)
    {
      const char *text = i < G_N_ELEMENTS (bad_texts) ? bad_texts[i] : cut;
      g_autoptr (GError) error = NULL;

      g_assert_false (culvert_admission_allow (ADMISSION, applicant, text, &error));
      g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
      culvert_hostile_assert_silence (fixture);
    }

  /* It is still there to be answered. */
  g_assert_true (culvert_admission_allow (ADMISSION, applicant, "push \"echo ENDE\"", NULL));
  culvert_await (HAS_SENT ("client-auth 0 1\npush \"echo ENDE\"\nEND\n"));
}

/* --- 21: blocks that are none --- */

static void
test_half_a_block_and_the_end (Fixture *fixture, gconstpointer data)
{
  attach_to_server (fixture, "");
  SAY (">CLIENT:CONNECT,0,1\n>CLIENT:ENV,n_clients=0\n>CLIENT:ENV,common_name=client1\n"
       ">CLIENT:ENV,username=alice");
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  g_assert_cmpuint (N_APPLICANTS, ==, 0);
  g_assert_cmpuint (culvert_roster_get_n_peers (ROSTER), ==, 0);
}

static void
test_too_many_variables (Fixture *fixture, gconstpointer data)
{
  g_autofree char *variables = culvert_hostile_repeat (">CLIENT:ENV,IV_X=1", 257);
  g_autofree char *block =
      g_strconcat (">CLIENT:CONNECT,0,1\n", variables, "\n>CLIENT:ENV,END", NULL);

  attach_to_server (fixture, "");
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (block);
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_APPLICANTS, ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

static void
test_a_huge_variable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *value = g_strnfill (60000, 'A');
  g_autofree char *block =
      g_strconcat (">CLIENT:CONNECT,0,1\n>CLIENT:ENV,IV_X=", value, "\n>CLIENT:ENV,END", NULL);

  attach_to_server (fixture, "");
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (block);
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_APPLICANTS, ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* As many and as large as they may be: that is a client, and so is the one behind a broken block.
 */
static void
test_the_largest_block (Fixture *fixture, gconstpointer data)
{
  g_autofree char *variables = culvert_hostile_repeat (">CLIENT:ENV,IV_X=1", 254);
  g_autofree char *value = g_strnfill (16 * 1024 - strlen ("IV_Y="), 'A');
  g_autofree char *block = g_strconcat (">CLIENT:CONNECT,0,1\n",
                                        variables,
                                        "\n>CLIENT:ENV,IV_Y=",
                                        value,
                                        "\n>CLIENT:ENV,username=alice\n>CLIENT:ENV,END",
                                        NULL);

  attach_to_server (fixture, "");
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (block);
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_APPLICANTS, ==, 1);

  SAY (">CLIENT:CONNECT,1,1\n>CLIENT:ENV,username=a\n>CLIENT:CONNECT,2,1\n"
       ">CLIENT:ENV,username=b\n>CLIENT:ENV,END\n>CLIENT:ENV,username=c\n>CLIENT:ENV,END");
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_APPLICANTS, ==, 2);
  culvert_hostile_assert_goes_on (fixture);
}

static void
test_blocks_that_are_broken (Fixture *fixture, gconstpointer data)
{
  attach_to_server (fixture, "");
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (">CLIENT:ENV,END\n>CLIENT:\n>CLIENT:ENV,\n>CLIENT:CONNECT\n>CLIENT:CONNECT,-1,1\n"
       ">CLIENT:ENV,END\n>CLIENT:ESTABLISHED,99999999999999999999\n>CLIENT:ENV,END\n"
       ">CLIENT:CONNECT,0,1\n>CLIENT:ENV,username=a\n>CLIENT:DISCONNECT,0\n>CLIENT:ENV,END\n"
       ">CLIENT:ADDRESS,0\n>CLIENT:CR_RESPONSE,0,0,%%%\n>CLIENT:ENV,END\n"
       ">BYTECOUNT_CLI:0,1,1\n>BYTECOUNT_CLI:x");
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_APPLICANTS, ==, 0);
  g_assert_cmpuint (culvert_roster_get_n_peers (ROSTER), ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* What a client gave the server to sign in with is nothing for us, and for no log. */
static void
test_a_password_of_somebody (Fixture *fixture, gconstpointer data)
{
  attach_to_server (fixture, "");
  SAY (">CLIENT:CONNECT,0,1\n>CLIENT:ENV,password=Tr0ub4dor\n>CLIENT:ENV,username=alice\n"
       ">CLIENT:ENV,END");
  culvert_await (N_APPLICANTS == 1);
  g_assert_cmpuint (culvert_hostile_count_logged ("Tr0ub4dor"), ==, 0);
}

int
main (int argc, char *argv[])
{
  culvert_hostile_init (&argc, &argv);
  CULVERT_HOSTILE_ADD ("19-a-user-with-commas", test_a_user_with_commas);
  CULVERT_HOSTILE_ADD ("19-users-that-shift-columns", test_users_that_shift_columns);
  CULVERT_HOSTILE_ADD ("20-a-text-that-ends-early", test_a_text_that_ends_early);
  CULVERT_HOSTILE_ADD ("20-texts-that-end-early", test_texts_that_end_early);
  CULVERT_HOSTILE_ADD ("21-half-a-block-and-the-end", test_half_a_block_and_the_end);
  CULVERT_HOSTILE_ADD ("21-too-many-variables", test_too_many_variables);
  CULVERT_HOSTILE_ADD ("21-a-huge-variable", test_a_huge_variable);
  CULVERT_HOSTILE_ADD ("21-the-largest-block", test_the_largest_block);
  CULVERT_HOSTILE_ADD ("21-blocks-that-are-broken", test_blocks_that_are_broken);
  CULVERT_HOSTILE_ADD ("a-password-of-somebody", test_a_password_of_somebody);
  return g_test_run ();
}
