/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-abilities.h"

#define FILTER CULVERT_MGMT_CAN_FILTER
#define MORE   CULVERT_MGMT_CAN_ASK_MORE
#define BY_KEY CULVERT_MGMT_CAN_ASK_BY_KEY
#define PUSH   CULVERT_MGMT_CAN_PUSH_UPDATE
#define IDS    CULVERT_MGMT_CAN_TELL_CLIENT_IDS

static void
test_versions (void)
{
  static const struct
  {
    const char *version;
    CulvertMgmtAbilities abilities;
  } rows[] = {
    { NULL, 0 },
    { "", 0 },
    { "OpenVPN", 0 },
    { "OpenVPN x.y", 0 },
    { "OpenVPN 2", 0 },
    { "OpenVPN 99999999999999999999.1", 0 },
    { "OtherVPN 2.6.14", 0 },
    { "OpenVPN 2.3.1 x86_64", FILTER },
    { "OpenVPN 2.4.12 x86_64", FILTER | IDS },
    { "OpenVPN 2.5.9", FILTER | IDS | MORE },
    { "OpenVPN 2.6_rc2 x86_64", IDS | MORE | BY_KEY },
    { "OpenVPN 2.6.0 x86_64", IDS | MORE },
    { "OpenVPN 2.6.1 x86_64", IDS | MORE },
    { "OpenVPN 2.6.2 x86_64", IDS | MORE | BY_KEY },
    { "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)]", IDS | MORE | BY_KEY },
    { "OpenVPN 2.7_git", IDS | MORE | BY_KEY | PUSH },
    { "OpenVPN 2.7.0", IDS | MORE | BY_KEY | PUSH },
    { "OpenVPN 3.0", IDS | MORE | BY_KEY | PUSH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].version != NULL ? rows[i].version : "none");
      g_assert_cmpint (culvert_mgmt_abilities_of (rows[i].version), ==, rows[i].abilities);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/abilities/versions", test_versions);
  return g_test_run ();
}
