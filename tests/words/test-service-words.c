/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-name-words.h"
#include "culvert-service-words.h"

#include <string.h>

static void
test_every_trap_has_words (void)
{
  for (int trap = 0; trap <= CULVERT_SERVICE_TRAP_UNREADABLE; trap++)
    {
      CulvertServiceFinding finding = { .trap = (CulvertServiceTrap) trap };
      g_autofree char *possible = culvert_service_words_finding (&finding);
      g_autofree char *certain = NULL;

      finding.is_certain = TRUE;
      certain = culvert_service_words_finding (&finding);
      g_assert_nonnull (possible);
      g_assert_true (g_str_has_suffix (possible, "."));
      g_assert_nonnull (certain);
      g_assert_true (g_str_has_suffix (certain, "."));
      g_assert_true (g_str_has_suffix (culvert_service_words_reason (finding.trap), "."));
    }
}

static void
test_a_closed_folder (void)
{
  const CulvertServiceFinding finding = {
    .trap = CULVERT_SERVICE_TRAP_CLOSED_FOLDER,
    .is_certain = TRUE,
    .subject = (char *) "/run/open\nvpn",
    .owner = (char *) "root",
    .group = (char *) "vpn",
    .number = 0710,
  };
  g_autofree char *sentence = culvert_service_words_finding (&finding);

  g_assert_null (strchr (sentence, '\n'));
  g_assert_nonnull (strstr (sentence, "(0710, user “root”, group “vpn”)"));
}

static void
test_name_servers (void)
{
  static const char text[] = "nameserver 10.8.0.1\nnameserver fd00::1\nsearch lab.test\n";
  g_autoptr (CulvertNameServers) servers = culvert_name_servers_parse (text, strlen (text));
  g_autoptr (CulvertNameServers) nobody = culvert_name_servers_new ();
  g_autofree char *list = culvert_name_words_list (servers);
  g_autofree char *fine = culvert_name_words_warning (CULVERT_NAMES_APPLIED, servers);
  g_autofree char *unknown = culvert_name_words_warning (CULVERT_NAMES_UNKNOWN, servers);
  g_autofree char *wrong = culvert_name_words_warning (CULVERT_NAMES_NOT_APPLIED, servers);
  g_autofree char *alone = culvert_name_words_warning (CULVERT_NAMES_NOT_APPLIED, nobody);

  g_assert_cmpstr (list, ==, "10.8.0.1, fd00::1 (lab.test)");
  g_assert_null (culvert_name_words_list (nobody));
  g_assert_null (fine);
  g_assert_null (unknown);
  g_assert_cmpstr (alone,
                   ==,
                   "The VPN’s name servers are not in use: names of its network may not be found.");
  g_assert_true (g_str_has_prefix (wrong, alone));
  g_assert_true (g_str_has_suffix (wrong, "In use: 10.8.0.1, fd00::1 (lab.test)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/service-words/every-trap-has-words", test_every_trap_has_words);
  g_test_add_func ("/words/service-words/a-closed-folder", test_a_closed_folder);
  g_test_add_func ("/words/service-words/name-servers", test_name_servers);

  return g_test_run ();
}
