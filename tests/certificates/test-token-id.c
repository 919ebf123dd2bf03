/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-token-id.h"

static void
test_finds_the_label (void)
{
  static const struct
  {
    const char *id;
    const char *label;
  } rows[] = {
    { "SoftHSM\\x20project/SoftHSM\\x20v2/4ac9d7/Company\\x20Card\\x207/01", "Company Card 7" },
    { "piv_II/PKCS\\x2315/00aa/PIV_II/03", "PIV_II" },
    { "m/m/s/Kart\\xc3\\xab/01", "Kart\xc3\xab" },
    { "m/m/s/a\\x2fb/01", "a/b" },
    { "m/m/s/broken\\xz1/01", "broken\\xz1" },
    { "m/m/s/cut\\x2/01", "cut\\x2" },
    { "m/m/s/up\\xe2\\x80\\xaeside\\x0adown/01", "upside down" },
    { "m/m/s/padded\\x20\\x20\\x20/01", "padded" },
    { "m/m/s//01", NULL },
    { "m/m/s/label", NULL },
    { "m/m", NULL },
    { "", NULL },
    { "pkcs11:model=v2;token=Company%20Card%207;id=%01", "Company Card 7" },
    { "pkcs11:token=Last?pin-value=1", "Last" },
    { "pkcs11:model=v2;id=%01", NULL },
    { "pkcs11:model=v2?token=query", NULL },
    { "pkcs11:", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *label = culvert_token_id_get_label (rows[i].id);

      g_test_message ("%s", rows[i].id);
      g_assert_cmpstr (label, ==, rows[i].label);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certificates/token-id/finds-the-label", test_finds_the_label);

  return g_test_run ();
}
