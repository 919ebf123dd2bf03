/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-text.h"

typedef struct
{
  const char *text;
  CulvertMgmtTextFault fault;
  guint line;
} Row;

static void
check (const Row *rows, gsize n, CulvertMgmtTextFault (*function) (const char *text, guint *line))
{
  for (gsize i = 0; i < n; i++)
    {
      guint line = 99;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (function (rows[i].text, &line), ==, rows[i].fault);
      g_assert_cmpuint (line, ==, rows[i].line);
    }
}

static void
test_what_a_daemon_would_run (void)
{
  static const Row rows[] = {
    { "", CULVERT_MGMT_TEXT_GOOD, 0 },
    { "push \"echo hi\"", CULVERT_MGMT_TEXT_GOOD, 0 },
    { "push \"echo hi\"\npush \"route 10.0.0.0\"\n", CULVERT_MGMT_TEXT_GOOD, 0 },
    { "ENDING\nTHE END\nEND.", CULVERT_MGMT_TEXT_GOOD, 0 },
    { "pu\xc3\xa9\n\n", CULVERT_MGMT_TEXT_GOOD, 0 },
    { "push \"echo hi\"\nEND\nclient-kill 1\nEND", CULVERT_MGMT_TEXT_HAS_END, 2 },
    { "END", CULVERT_MGMT_TEXT_HAS_END, 1 },
    { "a\n\nend\n", CULVERT_MGMT_TEXT_HAS_END, 3 },
    { "a\n  EnD  \n", CULVERT_MGMT_TEXT_HAS_END, 2 },
    { "a\n\tEND\r\n", CULVERT_MGMT_TEXT_HAS_END, 2 },
    { "a\r\nb", CULVERT_MGMT_TEXT_HAS_CONTROL, 1 },
    { "a\nb\tc", CULVERT_MGMT_TEXT_HAS_CONTROL, 2 },
    { "a\n\x7f", CULVERT_MGMT_TEXT_HAS_CONTROL, 2 },
  };

  check (rows, G_N_ELEMENTS (rows), culvert_mgmt_text_check);
}

static void
test_lengths (void)
{
  g_autofree char *longest = g_strnfill (CULVERT_MGMT_TEXT_MAX_LINE, 'x');
  g_autofree char *longer = g_strnfill (CULVERT_MGMT_TEXT_MAX_LINE + 1, 'x');
  g_autofree char *second = g_strconcat ("a\n", longer, "\nb", NULL);
  g_autofree char *huge = g_strnfill (CULVERT_MGMT_TEXT_MAX_BYTES + 1, '\n');
  const Row rows[] = {
    { longest, CULVERT_MGMT_TEXT_GOOD, 0 },
    { longer, CULVERT_MGMT_TEXT_IS_LONG, 1 },
    { second, CULVERT_MGMT_TEXT_IS_LONG, 2 },
    { huge, CULVERT_MGMT_TEXT_IS_HUGE, 0 },
  };

  check (rows, G_N_ELEMENTS (rows), culvert_mgmt_text_check);
}

static void
test_packet_filters (void)
{
  static const Row rows[] = {
    /* the first example of the management notes; their second says DENY, which their own grammar
     * does not have */
    { "[CLIENTS ACCEPT]\n-accounting\n-enigma\n[SUBNETS DROP]\n-10.46.79.9\n+10.0.0.0/8\n[END]",
      CULVERT_MGMT_TEXT_GOOD,
      0 },
    { "[CLIENTS DENY]\n+public\n[SUBNETS ACCEPT]\n-unknown\n[END]\n",
      CULVERT_MGMT_TEXT_NO_POLICY,
      1 },
    { "[CLIENTS DROP]\n+public\n[SUBNETS ACCEPT]\n+10.10.0.1\n-10.0.0.0/8\n-unknown\n[END]\n",
      CULVERT_MGMT_TEXT_GOOD,
      0 },
    { "[CLIENTS DROP]\n[SUBNETS DROP]\n[END]", CULVERT_MGMT_TEXT_GOOD, 0 },
    { "", CULVERT_MGMT_TEXT_NO_LAST, 1 },
    { "[END]", CULVERT_MGMT_TEXT_NO_SECTION, 1 },
    { "+public\n[END]", CULVERT_MGMT_TEXT_NO_SECTION, 1 },
    { "[SUBNETS DROP]\n[CLIENTS DROP]\n[END]", CULVERT_MGMT_TEXT_NO_SECTION, 1 },
    { "[CLIENTS DROP]\n[END]", CULVERT_MGMT_TEXT_NO_SECTION, 2 },
    { "[CLIENTS DROP]\n[CLIENTS DROP]\n[END]", CULVERT_MGMT_TEXT_NO_SECTION, 2 },
    { "[CLIENTS DROP]\n[SUBNETS DROP]\n[SUBNETS DROP]\n[END]", CULVERT_MGMT_TEXT_NO_SECTION, 3 },
    { "[CLIENTS DROP]\npublic\n", CULVERT_MGMT_TEXT_NO_SIGN, 2 },
    { "[CLIENTS DROP]\n+\n", CULVERT_MGMT_TEXT_NO_SIGN, 2 },
    { "[CLIENTS DROP]\n\n[SUBNETS DROP]\n[END]", CULVERT_MGMT_TEXT_NO_SIGN, 2 },
    { "[CLIENTS DROP]\n[SUBNETS DROP]\n+10.0.0.0/33\n[END]", CULVERT_MGMT_TEXT_NO_SUBNET, 3 },
    { "[CLIENTS DROP]\n[SUBNETS DROP]\n+10.0.0.0/\n[END]", CULVERT_MGMT_TEXT_NO_SUBNET, 3 },
    { "[CLIENTS DROP]\n[SUBNETS DROP]\n+10.0.0\n[END]", CULVERT_MGMT_TEXT_NO_SUBNET, 3 },
    { "[CLIENTS DROP]\n[SUBNETS DROP]\n+fd00::1\n[END]", CULVERT_MGMT_TEXT_NO_SUBNET, 3 },
    { "[CLIENTS DROP]\n[SUBNETS DROP]\n+10.0.0.1\n", CULVERT_MGMT_TEXT_NO_LAST, 4 },
    { "[CLIENTS DROP]\n[SUBNETS DROP]\n[END]\n+10.0.0.1\n", CULVERT_MGMT_TEXT_NO_LAST, 4 },
    { "[CLIENTS DROP]\nend\n[SUBNETS DROP]\n[END]", CULVERT_MGMT_TEXT_HAS_END, 2 },
  };

  check (rows, G_N_ELEMENTS (rows), culvert_mgmt_text_check_filter);
}

static void
test_options (void)
{
  g_autofree char *half = g_strnfill (CULVERT_MGMT_TEXT_MAX_OPTIONS / 2, 'x');
  g_autofree char *most = g_strconcat (half, "\n", half, "\n", NULL);
  g_autofree char *more = g_strconcat (half, "\n", half, "x\n", NULL);
  const Row rows[] = {
    { "route 10.0.0.0 255.0.0.0\n-dns", CULVERT_MGMT_TEXT_GOOD, 0 },
    { "\n -dns \n\n", CULVERT_MGMT_TEXT_GOOD, 0 },
    { most, CULVERT_MGMT_TEXT_GOOD, 0 },
    { more, CULVERT_MGMT_TEXT_IS_MANY, 0 },
    { "", CULVERT_MGMT_TEXT_NO_OPTION, 0 },
    { " \n \n", CULVERT_MGMT_TEXT_NO_OPTION, 0 },
    { "-dns\n\nroute 10.0.0.0,ping 2", CULVERT_MGMT_TEXT_HAS_COMMA, 3 },
    { "-dns\nroute\t10.0.0.0", CULVERT_MGMT_TEXT_HAS_CONTROL, 2 },
  };

  check (rows, G_N_ELEMENTS (rows), culvert_mgmt_text_check_options);
}

static void
test_options_become_one_parameter (void)
{
  g_autofree char *joined = culvert_mgmt_text_join_options ("\n route 10.0.0.0 \n\n-dns");

  g_assert_cmpstr (joined, ==, "route 10.0.0.0,-dns");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/text/what-a-daemon-would-run", test_what_a_daemon_would_run);
  g_test_add_func ("/management/text/lengths", test_lengths);
  g_test_add_func ("/management/text/packet-filters", test_packet_filters);
  g_test_add_func ("/management/text/options", test_options);
  g_test_add_func ("/management/text/options-become-one-parameter",
                   test_options_become_one_parameter);
  return g_test_run ();
}
