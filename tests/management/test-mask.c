/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-mask.h"

#include <string.h>

/* Requirement S32 */
static void
test_secrets_are_masked (void)
{
  static const struct
  {
    const char *text;
    const char *masked; /* (nullable): nothing to take out */
  } rows[] = {
    { "AUTH: Received control message: AUTH_FAILED,CRV1:R,E:st-1:YWxpY2U=:Code?",
      "AUTH: Received control message: AUTH_FAILED,CRV1:R,E:***:YWxpY2U=:Code?" },
    { "AUTH: Received control message: AUTH_FAILED,CRV1:R:st-1",
      "AUTH: Received control message: AUTH_FAILED,CRV1:R:***" },
    { "Info command was pushed by server ('WEB_AUTH::https://x/?s=1,2')",
      "Info command was pushed by server ('WEB_AUTH:***')" },
    { "PUSH: Received control message: 'INFO_PRE,OPEN_URL:https://x/'",
      "PUSH: Received control message: 'INFO_PRE,OPEN_URL:***" },
    { ">INFOMSG:WEB_AUTH:external:https://x/?s=1", ">INFOMSG:WEB_AUTH:***" },
    { ">PASSWORD:Auth-Token:SESS_ID_AT_abc", ">PASSWORD:Auth-Token:***" },
    { "PUSH_REPLY,auth-token SESS_ID_abc,ping 10", "PUSH_REPLY,auth-token ***,ping 10" },
    { ">CLIENT:ENV,password=Hunter2", ">CLIENT:ENV,password=***" },
    { ">CLIENT:ENV,auth_token=x=y", ">CLIENT:ENV,auth_token=***" },
    { ">CLIENT:ENV,username=bob", NULL },
    { ">CLIENT:CR_RESPONSE,0,1,SHVudGVyMg==", ">CLIENT:CR_RESPONSE,0,1,***" },
    { ">PK_SIGN:abcd,ECDSA", ">PK_SIGN:***" },
    { "ERROR: Options error: Parameter at TCP:0 is too long (256 chars max): Hunter2",
      "ERROR: Options error: Parameter at TCP:0 is too long (256 chars max): ***" },
    { ">LOG:1,D,MANAGEMENT: CMD 'cr-response SHVudGVyMg=='",
      ">LOG:1,D,MANAGEMENT: CMD 'cr-response ***'" },
    { "SCRV1:cGFzcw==:Y29kZQ==", "SCRV1:***" },
    { "CRV1::state::4711", "CRV1::***" },
    { "AUTH_FAILED,no", NULL },
    { "Info command was pushed by server ('CR_TEXT:R,E:Enter your TAN:')", NULL },
    { ">PASSWORD:Need 'Auth' username/password", NULL },
    { ">STATE:1700000000,CONNECTED,SUCCESS,10.8.0.2,,,,", NULL },
    { "SUCCESS: pid=4", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = culvert_mgmt_mask_line (rows[i].text, strlen (rows[i].text));

      g_assert_cmpstr (masked, ==, rows[i].masked);
    }
}

static void
test_masked_stays_as_it_is (void)
{
  g_autofree char *again =
      culvert_mgmt_mask_line (">PASSWORD:Auth-Token:***", strlen (">PASSWORD:Auth-Token:***"));

  g_assert_null (again);
}

static void
test_nothing_hides_behind_a_nul (void)
{
  static const char text[] = ">INFO:x\0Auth-Token:Hunter2";
  g_autofree char *masked = culvert_mgmt_mask_line (text, sizeof text - 1);

  g_assert_cmpstr (masked, ==, ">INFO:x***");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/management/mask/secrets-are-masked", test_secrets_are_masked);
  g_test_add_func ("/management/mask/masked-stays-as-it-is", test_masked_stays_as_it_is);
  g_test_add_func ("/management/mask/nothing-hides-behind-a-nul", test_nothing_hides_behind_a_nul);

  return g_test_run ();
}
