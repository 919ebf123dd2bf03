/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-peer-block.h"

#include <string.h>

#include "culvert-mgmt-event.h"
#include "culvert-transcript.h"

typedef struct
{
  CulvertMgmtPeerBlock *block;
  GString *told; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->block = culvert_mgmt_peer_block_new ();
  fixture->told = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  culvert_mgmt_peer_block_free (fixture->block);
  g_string_free (fixture->told, TRUE);
}

static void
take (Fixture *fixture, const char *text)
{
  g_autofree char *line = g_strdup (text);
  const CulvertMgmtPeerNotice *notice =
      culvert_mgmt_peer_block_take (fixture->block, line, strlen (line));
  const char *name;

  if (notice == NULL)
    return;

  name = culvert_mgmt_peer_block_get (fixture->block, "common_name");
  g_string_append_printf (fixture->told,
                          "%d %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %s%s%s\n",
                          notice->kind,
                          notice->id,
                          notice->key,
                          name != NULL ? name : "-",
                          notice->response != NULL ? notice->response : "",
                          notice->address != NULL ? notice->address : "");
}

static void
take_all (Fixture *fixture, const char *const *lines)
{
  for (; *lines != NULL; lines++)
    take (fixture, *lines);
}

#define TAKE(...) take_all (fixture, (const char *const[]){ __VA_ARGS__, NULL })
#define N_DROPPED culvert_mgmt_peer_block_get_n_dropped (fixture->block)

static void
test_every_kind (Fixture *fixture, gconstpointer data)
{
  TAKE ("CONNECT,0,1", "ENV,n_clients=0", "ENV,common_name=client1", "ENV,END");
  TAKE ("REAUTH,0,2", "ENV,common_name=client1", "ENV,END");
  TAKE ("ADDRESS,0,10.9.0.2,1");
  TAKE ("ESTABLISHED,0", "ENV,common_name=a=b,c", "ENV,END");
  TAKE ("CR_RESPONSE,2,1,dGFuIDQy", "ENV,common_name=client1", "ENV,END");
  TAKE ("DISCONNECT,4294967295", "ENV,END");
  g_assert_cmpstr (fixture->told->str,
                   ==,
                   "0 0 1 client1\n"
                   "1 0 2 client1\n"
                   "5 0 0 -10.9.0.2\n"
                   "2 0 0 a=b,c\n"
                   "4 2 1 client1dGFuIDQy\n"
                   "3 4294967295 0 -\n");
  g_assert_cmpuint (N_DROPPED, ==, 0);
}

static void
test_half_a_block_is_none (Fixture *fixture, gconstpointer data)
{
  TAKE ("CONNECT,0,1", "ENV,common_name=a", "ENV,username=b");
  g_assert_cmpstr (fixture->told->str, ==, "");
  culvert_mgmt_peer_block_reset (fixture->block);
  TAKE ("ENV,END");
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_assert_cmpuint (N_DROPPED, ==, 1);
}

static void
test_a_block_inside_another_replaces_it (Fixture *fixture, gconstpointer data)
{
  TAKE ("CONNECT,0,1", "ENV,common_name=a", "CONNECT,1,1", "ENV,common_name=b", "ENV,END");
  g_assert_cmpstr (fixture->told->str, ==, "0 1 1 b\n");
  g_assert_cmpuint (N_DROPPED, ==, 1);
}

static void
test_what_has_no_beginning_is_dropped (Fixture *fixture, gconstpointer data)
{
  static const char *const beginnings[] = {
    "CONNECT,0",
    "CONNECT,,1",
    "CONNECT,x,1",
    "CONNECT,-1,1",
    "CONNECT,1,18446744073709551616",
    "CONNECT",
    "NEWS,0,1",
    "",
    "CR_RESPONSE,0,1",
    "DISCONNECT,",
  };

  TAKE ("ENV,common_name=a", "ENV,END");
  g_assert_cmpuint (N_DROPPED, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    TAKE (beginnings[i], "ENV,common_name=a", "ENV,END");
  g_assert_cmpuint (N_DROPPED, ==, 1 + G_N_ELEMENTS (beginnings));
  TAKE ("ADDRESS,0", "ADDRESS,0,,1");
  g_assert_cmpstr (fixture->told->str, ==, "");

  TAKE ("CONNECT,0,1", "ENV,END");
  g_assert_cmpstr (fixture->told->str, ==, "0 0 1 -\n");
}

static void
take_many (Fixture *fixture, guint n)
{
  take (fixture, "CONNECT,0,1");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = g_strdup_printf ("ENV,v%u=x", i);

      take (fixture, line);
    }
  take (fixture, "ENV,END");
}

static void
test_at_most_256_variables (Fixture *fixture, gconstpointer data)
{
  take_many (fixture, CULVERT_MGMT_PEER_MAX_VARIABLES + 1);
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_assert_cmpuint (N_DROPPED, ==, 1);

  take_many (fixture, CULVERT_MGMT_PEER_MAX_VARIABLES);
  g_assert_cmpstr (fixture->told->str, ==, "0 0 1 -\n");
  g_assert_cmpstr (culvert_mgmt_peer_block_get (fixture->block, "v255"), ==, "x");
}

static void
test_a_huge_variable_drops_its_block (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (60000, 'A');
  g_autofree char *line = g_strconcat ("ENV,IV_X=", huge, NULL);

  TAKE ("CONNECT,0,1", line, "ENV,common_name=a", "ENV,END");
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_assert_cmpuint (N_DROPPED, ==, 1);
  TAKE ("CONNECT,0,1", "ENV,common_name=a", "ENV,END");
  g_assert_cmpstr (fixture->told->str, ==, "0 0 1 a\n");
}

static void
test_the_last_of_a_name_counts (Fixture *fixture, gconstpointer data)
{
  TAKE ("CONNECT,0,1", "ENV,common_name=admin", "ENV,common_name=mallory", "ENV,END");
  g_assert_cmpstr (fixture->told->str, ==, "0 0 1 mallory\n");
  g_assert_null (culvert_mgmt_peer_block_get (fixture->block, "common"));
  g_assert_null (culvert_mgmt_peer_block_get (fixture->block, ""));
}

/* Neither a parser that is fed directly nor one behind the event keeps it. */
static void
test_a_password_is_dropped (Fixture *fixture, gconstpointer data)
{
  char payload[] = "ENV,password=pw,with \"q\"";
  CulvertMgmtEvent event;

  TAKE ("CONNECT,0,1", "ENV,password=hunter2", "ENV,username=bob", "ENV,END");
  g_assert_null (culvert_mgmt_peer_block_get (fixture->block, "password"));
  g_assert_cmpstr (culvert_mgmt_peer_block_get (fixture->block, "username"), ==, "bob");

  g_assert_true (culvert_mgmt_event_parse (&event, "CLIENT", 6, payload, strlen (payload)));
  g_assert_cmpint (event.kind, ==, CULVERT_MGMT_EVENT_PEER);
  g_assert_cmpstr (event.peer.text, ==, "ENV,password=");
  g_assert_cmpuint (event.peer.length, ==, strlen ("ENV,password="));
  for (gsize i = strlen ("ENV,password="); i < sizeof payload; i++)
    g_assert_cmpint (payload[i], ==, '\0');
}

static void
test_a_response_is_wiped_from_the_line (Fixture *fixture, gconstpointer data)
{
  char line[] = "CR_RESPONSE,2,1,dGFuIDQy";

  culvert_mgmt_peer_block_take (fixture->block, line, strlen (line));
  g_assert_cmpstr (line + strlen ("CR_RESPONSE,2,1,"), ==, "");
  TAKE ("ENV,END");
  g_assert_cmpstr (fixture->told->str, ==, "4 2 1 -dGFuIDQy\n");
}

static void
test_counts_of_a_client (void)
{
  static const struct
  {
    const char *payload;
    gboolean is_good;
  } rows[] = {
    { "0,1912,1980", TRUE },
    { "7,18446744073709551615,0", TRUE },
    { "7,18446744073709551616,0", FALSE },
    { "-1,1,1", FALSE },
    { "1,1", FALSE },
    { "1,,1", FALSE },
    { "", FALSE },
    { "1,2,3,4", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *payload = g_strdup (rows[i].payload);
      CulvertMgmtEvent event;

      g_test_message ("%s", payload);
      g_assert_cmpint (culvert_mgmt_event_parse (&event,
                                                 "BYTECOUNT_CLI",
                                                 strlen ("BYTECOUNT_CLI"),
                                                 payload,
                                                 strlen (payload)),
                       ==,
                       rows[i].is_good);
    }
}

static void
test_recorded_servers (Fixture *fixture, gconstpointer data)
{
  static const char *const recordings[] = {
    "server-mode.server",
    "auth-pending.server",
    "renegotiation.server",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      g_autoptr (CulvertTranscript) transcript = culvert_transcript_load (recordings[i]);
      g_autoptr (GPtrArray) lines = culvert_transcript_get_lines (transcript, TRUE);
      guint n_expected = 0;
      g_auto (GStrv) told = NULL;

      g_string_truncate (fixture->told, 0);
      for (guint j = 0; j < lines->len; j++)
        {
          const char *line = g_ptr_array_index (lines, j);

          if (!g_str_has_prefix (line, ">CLIENT:"))
            continue;
          n_expected +=
              g_str_equal (line, ">CLIENT:ENV,END") || g_str_has_prefix (line, ">CLIENT:ADDRESS,")
                  ? 1
                  : 0;
          take (fixture, line + strlen (">CLIENT:"));
          g_assert_null (culvert_mgmt_peer_block_get (fixture->block, "password"));
        }
      told = g_strsplit (fixture->told->str, "\n", -1);
      g_assert_cmpuint (n_expected, >, 3);
      g_assert_cmpuint (g_strv_length (told) - 1, ==, n_expected);
      g_assert_cmpuint (N_DROPPED, ==, 0);
    }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/management/peer-block/every-kind", test_every_kind);
  ADD ("/management/peer-block/half-a-block-is-none", test_half_a_block_is_none);
  ADD ("/management/peer-block/a-block-inside-another-replaces-it",
       test_a_block_inside_another_replaces_it);
  ADD ("/management/peer-block/what-has-no-beginning-is-dropped",
       test_what_has_no_beginning_is_dropped);
  ADD ("/management/peer-block/at-most-256-variables", test_at_most_256_variables);
  ADD ("/management/peer-block/a-huge-variable-drops-its-block",
       test_a_huge_variable_drops_its_block);
  ADD ("/management/peer-block/the-last-of-a-name-counts", test_the_last_of_a_name_counts);
  ADD ("/management/peer-block/a-password-is-dropped", test_a_password_is_dropped);
  ADD ("/management/peer-block/a-response-is-wiped-from-the-line",
       test_a_response_is_wiped_from_the_line);
  g_test_add_func ("/management/peer-block/counts-of-a-client", test_counts_of_a_client);
  ADD ("/management/peer-block/recorded-servers", test_recorded_servers);
  return g_test_run ();
}
