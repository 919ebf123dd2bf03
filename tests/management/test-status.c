/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-status.h"

#include <string.h>

#include "culvert-transcript.h"

#define HEADER                                                                                     \
  "HEADER\tCLIENT_LIST\tCommon Name\tReal Address\tVirtual Address\tVirtual IPv6 Address\t"        \
  "Bytes Received\tBytes Sent\tConnected Since\tConnected Since (time_t)\tUsername\tClient ID\t"   \
  "Peer ID\tData Channel Cipher"

/* Returns: what is told of it, "" where nothing is */
static char *
take (CulvertMgmtStatus *status, const char *text)
{
  g_autofree char *line = g_strdup (text);
  CulvertMgmtStatusRow row;

  if (!culvert_mgmt_status_take (status, line, strlen (line), &row))
    return g_strdup ("");
  return g_strdup_printf ("%" G_GUINT64_FORMAT "|%s|%s|%s|%s|%s|%s|%" G_GUINT64_FORMAT
                          "|%" G_GUINT64_FORMAT "|%" G_GINT64_FORMAT,
                          row.id,
                          row.name,
                          row.user,
                          row.address,
                          row.vpn_ipv4,
                          row.vpn_ipv6,
                          row.cipher,
                          row.received,
                          row.sent,
                          row.since);
}

static void
assert_told (CulvertMgmtStatus *status, const char *line, const char *told)
{
  g_autofree char *text = take (status, line);

  g_assert_cmpstr (text, ==, told);
}

static void
test_rows (void)
{
  CulvertMgmtStatus status;

  culvert_mgmt_status_begin (&status);
  assert_told (&status, "TITLE\tOpenVPN 2.6.14", "");
  assert_told (&status, HEADER, "");
  g_assert_true (culvert_mgmt_status_knows_clients (&status));
  assert_told (&status,
               "CLIENT_LIST\tclient2\t127.0.0.1:53557\t10.9.0.3\t\t2018\t2070\t2026-11-22 07:59:04"
               "\t1795334344\tmulti\t1\t1\tAES-256-GCM",
               "1|client2|multi|127.0.0.1:53557|10.9.0.3||AES-256-GCM|2018|2070|1795334344");
  assert_told (&status,
               "CLIENT_LIST\tclient1\t127.0.0.1:51570\t10.9.0.2\tfd00::2\t1985\t2014\t2026-11-22 "
               "07:59:03\t1795334343\tUNDEF\t0\t0\tAES-256-GCM",
               "0|client1||127.0.0.1:51570|10.9.0.2|fd00::2|AES-256-GCM|1985|2014|1795334343");
  assert_told (&status, "HEADER\tROUTING_TABLE\tVirtual Address\tCommon Name", "");
  assert_told (&status, "ROUTING_TABLE\t10.9.0.3\tclient2\t127.0.0.1:53557\tx\t1795334345", "");
  assert_told (&status, "GLOBAL_STATS\tdco_enabled\t0", "");
  g_assert_true (culvert_mgmt_status_knows_clients (&status));
  g_assert_cmpuint (culvert_mgmt_status_get_n_broken (&status), ==, 0);
}

/* A user called `alice,UNDEF1` shifts the columns of `status 2`, not those of `status 3`. */
static void
test_a_name_with_commas_shifts_nothing (void)
{
  CulvertMgmtStatus status;

  culvert_mgmt_status_begin (&status);
  assert_told (&status, HEADER, "");
  assert_told (&status,
               "CLIENT_LIST\talice,UNDEF1\t127.0.0.1:46513\t10.99.0.2\t\t3117\t4280\t2026-11-22 "
               "07:09:05\t1795331345\talice,UNDEF1\t0\t0\tAES-256-GCM",
               "0|alice,UNDEF1|alice,UNDEF1|127.0.0.1:46513|10.99.0.2||AES-256-GCM|3117|4280|"
               "1795331345");
}

static void
test_the_header_tells_the_order (void)
{
  CulvertMgmtStatus status;

  culvert_mgmt_status_begin (&status);
  assert_told (&status, "HEADER\tCLIENT_LIST\tClient ID\tNews\tBytes Sent\tCommon Name", "");
  assert_told (&status, "CLIENT_LIST\t17\t?\t5\tbob", "17|bob||||||0|5|-1");
}

static void
test_what_does_not_fit_is_broken (void)
{
  static const char *const lines[] = {
    "CLIENT_LIST\tbob\t1",     "CLIENT_LIST\tbob\t1\t2\t3",
    "CLIENT_LIST\tbob\t\t2",   "CLIENT_LIST\tbob\t-1\t2",
    "CLIENT_LIST\tbob\t1x\t2", "CLIENT_LIST\tbob\t18446744073709551616\t2",
    "CLIENT_LIST\t",
  };
  CulvertMgmtStatus status;

  culvert_mgmt_status_begin (&status);
  assert_told (&status, "CLIENT_LIST\tbob\t1\t2", ""); /* before its header */
  g_assert_cmpuint (culvert_mgmt_status_get_n_broken (&status), ==, 1);
  assert_told (&status, "HEADER\tCLIENT_LIST\tCommon Name\tClient ID\tBytes Sent", "");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_told (&status, lines[i], "");
  g_assert_cmpuint (culvert_mgmt_status_get_n_broken (&status), ==, 1 + G_N_ELEMENTS (lines));
  assert_told (&status, "CLIENT_LIST\tbob\t1\tmany", "1|bob||||||0|0|-1");
}

static void
test_clients_without_ids_cannot_be_told_apart (void)
{
  g_autoptr (GString) wide = g_string_new ("HEADER\tCLIENT_LIST\tClient ID\tCommon Name");
  CulvertMgmtStatus status;

  culvert_mgmt_status_begin (&status);
  assert_told (&status, "HEADER\tCLIENT_LIST\tCommon Name\tBytes Sent", "");
  g_assert_false (culvert_mgmt_status_knows_clients (&status));
  assert_told (&status, "CLIENT_LIST\tbob\t1", "");

  for (guint i = 0; i < CULVERT_MGMT_STATUS_MAX_COLUMNS; i++)
    g_string_append (wide, "\tmore");
  assert_told (&status, wide->str, "");
  g_assert_false (culvert_mgmt_status_knows_clients (&status));
}

static void
test_a_recorded_server (void)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load ("server-mode.server");
  g_autoptr (GPtrArray) lines = culvert_transcript_get_lines (transcript, TRUE);
  g_autoptr (GString) told = g_string_new (NULL);
  CulvertMgmtStatus status;

  culvert_mgmt_status_begin (&status);
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *text = take (&status, g_ptr_array_index (lines, i));

      if (*text != '\0')
        g_string_append_printf (told, "%s\n", text);
    }
  g_assert_cmpstr (told->str,
                   ==,
                   "1|client2|multi|127.0.0.1:53557|10.9.0.3||AES-256-GCM|2018|2070|1795334344\n"
                   "0|client1|alice|127.0.0.1:51570|10.9.0.2||AES-256-GCM|1985|2014|1795334343\n");
  g_assert_cmpuint (culvert_mgmt_status_get_n_broken (&status), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/status/rows", test_rows);
  g_test_add_func ("/management/status/a-name-with-commas-shifts-nothing",
                   test_a_name_with_commas_shifts_nothing);
  g_test_add_func ("/management/status/the-header-tells-the-order",
                   test_the_header_tells_the_order);
  g_test_add_func ("/management/status/what-does-not-fit-is-broken",
                   test_what_does_not_fit_is_broken);
  g_test_add_func ("/management/status/clients-without-ids-cannot-be-told-apart",
                   test_clients_without_ids_cannot_be_told_apart);
  g_test_add_func ("/management/status/a-recorded-server", test_a_recorded_server);
  return g_test_run ();
}
