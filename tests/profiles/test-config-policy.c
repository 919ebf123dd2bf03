/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-policy.h"

#include "culvert-config-table.h"

#include <string.h>

static CulvertConfigVerdict
judge (const char *text, CulvertConfigReason *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) config = culvert_config_parse (text, strlen (text), &error);

  g_test_message ("%s", text);
  g_assert_no_error (error);
  g_assert_cmpuint (config->len, ==, 1);
  return culvert_config_judge (config->pdata[0], reason);
}

static void
assert_judged (const char *text, CulvertConfigVerdict verdict, CulvertConfigReason reason)
{
  CulvertConfigReason given;

  g_assert_cmpint (judge (text, &given), ==, verdict);
  g_assert_cmpint (given, ==, reason);
}

static void
assert_allowed (const char *text)
{
  assert_judged (text, CULVERT_CONFIG_VERDICT_ALLOWED, CULVERT_CONFIG_REASON_NONE);
}

static void
assert_user_mode (const char *text, CulvertConfigReason reason)
{
  assert_judged (text, CULVERT_CONFIG_VERDICT_USER_MODE, reason);
}

static void
assert_stripped (const char *text, CulvertConfigReason reason)
{
  assert_judged (text, CULVERT_CONFIG_VERDICT_STRIPPED, reason);
}

static void
test_usual_directives_are_allowed (void)
{
  static const char *const lines[] = {
    "client",
    "dev tun",
    "dev abcdefghijklmno",
    "dev-node /dev/net/tun",
    "peer-fingerprint 00:11:AA:ff",
    "proto udp",
    "remote vpn.example.com 1194 udp",
    "remote 2001:db8::1",
    "resolv-retry infinite",
    "resolv-retry 60",
    "nobind",
    "persist-tun",
    "remote-cert-tls server",
    "verify-x509-name 'C=DE, CN=a b' subject",
    "cipher AES-256-GCM",
    "data-ciphers AES-256-GCM:?CHACHA20-POLY1305",
    "tls-cipher DEFAULT:!EXP:@SECLEVEL=1",
    "tls-version-min 1.2 or-highest",
    "auth-user-pass",
    "key-direction 1",
    "reneg-sec 0",
    "keepalive 10 60",
    "verb 3",
    "route 10.0.0.0 255.0.0.0 vpn_gateway 5",
    "route-ipv6 2000::/3",
    "redirect-gateway def1 !ipv4 bypass-dhcp",
    "dhcp-option DOMAIN-SEARCH example.com",
    "dhcp-option DNS 2001:db8::53",
    "dns server 1 address 192.0.2.1:53 2001:db8::53",
    "dns-updown disable",
    "setenv CLIENT_CERT 0",
    "setenv UV_SITE \"a b\"",
    "setenv opt remote-cert-tls server",
    "http-proxy proxy.example.com 3128 auto basic",
    "pull-filter ignore 'route '",
    "providers legacy default",
    "static-challenge \"Your code?\" 1",
    "<connection>\nremote a\n</connection>",
    "<tls-crypt>\nx\n</tls-crypt>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_allowed (lines[i]);
}

/* Case 24 */
static void
test_disguises_change_nothing (void)
{
  static const char *const lines[] = {
    "\"plugin\" /tmp/x.so",          "'plugin' /tmp/x.so",          "--plugin /tmp/x.so",
    "\t\x0b\x0cplugin\x0b/tmp/x.so", "setenv opt plugin /tmp/x.so", "--setenv \"opt\" 'plugin' x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_user_mode (lines[i], CULVERT_CONFIG_REASON_RUNS_PROGRAM);
  assert_judged ("config inc.conf",
                 CULVERT_CONFIG_VERDICT_REFUSED,
                 CULVERT_CONFIG_REASON_INCLUDES_FILE);
  assert_judged ("setenv opt config inc.conf",
                 CULVERT_CONFIG_VERDICT_REFUSED,
                 CULVERT_CONFIG_REASON_INCLUDES_FILE);
}

/* The daemon looks behind `setenv opt` once; the second is a variable. */
static void
test_opt_is_looked_behind_once (void)
{
  assert_user_mode ("setenv opt setenv opt plugin", CULVERT_CONFIG_REASON_SETS_ENVIRONMENT);
  assert_user_mode ("setenv opt", CULVERT_CONFIG_REASON_SETS_ENVIRONMENT);
}

static void
test_programs_need_the_user (void)
{
  static const char *const names[] = {
    "plugin",
    "up",
    "down",
    "route-up",
    "route-pre-down",
    "ipchange",
    "tls-verify",
    "learn-address",
    "client-connect",
    "client-disconnect",
    "client-crresponse",
    "auth-user-pass-verify",
    "tls-crypt-v2-verify",
    "iproute",
    "engine",
    "pkcs11-providers",
    "providers",
    "dns-updown",
    "dev-node",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s /tmp/x", names[i]);

      assert_user_mode (line, CULVERT_CONFIG_REASON_RUNS_PROGRAM);
    }
  assert_user_mode ("dev-node unix:/tmp/x", CULVERT_CONFIG_REASON_RUNS_PROGRAM);
}

static void
test_files_need_the_user (void)
{
  assert_user_mode ("replay-persist /etc/passwd", CULVERT_CONFIG_REASON_WRITES_FILE);
  assert_user_mode ("tls-export-cert /etc", CULVERT_CONFIG_REASON_WRITES_FILE);
  assert_user_mode ("ca /etc/shadow", CULVERT_CONFIG_REASON_READS_FILE);
  assert_user_mode ("capath /etc", CULVERT_CONFIG_REASON_READS_FILE);
  assert_user_mode ("crl-verify /etc dir", CULVERT_CONFIG_REASON_READS_FILE);
}

static void
test_variables_of_others_need_the_user (void)
{
  static const char *const names[] = {
    "BASH_ENV", "LD_PRELOAD", "PATH", "OPENSSL_CONF", "opt", "UV_A=B", "IV", "uv_x", "UV_a;b", "''",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *line = g_strdup_printf ("setenv %s x", names[i]);
      g_autofree char *safe = g_strdup_printf ("setenv-safe %s x", names[i]);

      if (!g_str_equal (names[i], "opt"))
        assert_user_mode (line, CULVERT_CONFIG_REASON_SETS_ENVIRONMENT);
      assert_user_mode (safe, CULVERT_CONFIG_REASON_SETS_ENVIRONMENT);
    }
}

static void
test_unknown_needs_the_user (void)
{
  assert_user_mode ("frobnicate", CULVERT_CONFIG_REASON_NOT_LISTED);
  assert_user_mode ("setenv opt frobnicate 1", CULVERT_CONFIG_REASON_NOT_LISTED);
  assert_user_mode ("server 10.0.0.0 255.0.0.0", CULVERT_CONFIG_REASON_NOT_LISTED);
  assert_user_mode ("Remote a", CULVERT_CONFIG_REASON_NOT_LISTED);
}

static void
test_known_with_other_arguments_needs_the_user (void)
{
  static const char *const lines[] = {
    "client x",
    "remote",
    "remote /tmp/x",
    "remote -a",
    "remote a 0",
    "remote a 65536",
    "remote a smtp",
    "remote a 1 sctp",
    "remote a 1 udp x",
    "dev ../x",
    "dev abcdefghijklmnop",
    "keepalive 10",
    "keepalive 10 -1",
    "keepalive 10 4294967296",
    "dhcp-option DOMAIN x;id",
    "dhcp-option DOMAIN '$(id)'",
    "dhcp-option DOMAIN '-x'",
    "dns search-domains x;id",
    "route-ipv6 2000::/x",
    "mode server",
    "verify-x509-name a b",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_user_mode (lines[i], CULVERT_CONFIG_REASON_ARGUMENTS);
}

static void
test_what_culvert_decides_is_stripped (void)
{
  static const char *const lines[] = {
    "management 127.0.0.1 7505",
    "management-client",
    "management-hold",
    "daemon x",
    "log /etc/passwd",
    "log-append /etc/passwd",
    "status /etc/passwd",
    "writepid /etc/passwd",
    "syslog",
    "verb 11",
    "script-security 3",
    "user nobody",
    "group nogroup",
    "chroot /tmp",
    "cd /tmp",
    "tmp-dir /tmp",
    "nice -20",
    "mlock",
    "setcon x",
    "auth-retry nointeract",
    "remap-usr1 SIGHUP",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_stripped (lines[i], CULVERT_CONFIG_REASON_CONTROLS_DAEMON);
}

static void
test_passwords_in_files_are_stripped (void)
{
  assert_stripped ("auth-user-pass /etc/shadow", CULVERT_CONFIG_REASON_HOLDS_PASSWORD);
  assert_stripped ("<auth-user-pass>\na\nb\n</auth-user-pass>",
                   CULVERT_CONFIG_REASON_HOLDS_PASSWORD);
  assert_stripped ("askpass /etc/shadow", CULVERT_CONFIG_REASON_HOLDS_PASSWORD);
  assert_stripped ("http-proxy a 1 /etc/shadow basic", CULVERT_CONFIG_REASON_HOLDS_PASSWORD);
  assert_stripped ("http-proxy-user-pass /etc/shadow", CULVERT_CONFIG_REASON_HOLDS_PASSWORD);
  assert_stripped ("socks-proxy a 1 /etc/shadow", CULVERT_CONFIG_REASON_HOLDS_PASSWORD);
}

static void
test_other_systems_are_stripped (void)
{
  assert_stripped ("block-outside-dns", CULVERT_CONFIG_REASON_OTHER_SYSTEM);
  assert_stripped ("setenv opt block-outside-dns", CULVERT_CONFIG_REASON_OTHER_SYSTEM);
}

static void
test_other_uses_are_refused (void)
{
  static const char *const lines[] = { "genkey secret x", "mktun", "rmtun", "help", "show-tls" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_judged (lines[i], CULVERT_CONFIG_VERDICT_REFUSED, CULVERT_CONFIG_REASON_NO_CONNECTION);
}

static void
test_block_is_not_an_argument (void)
{
  assert_user_mode ("ca", CULVERT_CONFIG_REASON_READS_FILE);
  assert_user_mode ("connection", CULVERT_CONFIG_REASON_ARGUMENTS);
  assert_user_mode ("ca [inline]", CULVERT_CONFIG_REASON_READS_FILE);
}

/* S47: whatever runs, writes, reads or includes is in no form of the table. */
static void
test_table_has_no_dangerous_form (void)
{
  static const char *const never[] = {
    "plugin",
    "up",
    "down",
    "route-up",
    "route-pre-down",
    "ipchange",
    "tls-verify",
    "client-connect",
    "client-disconnect",
    "client-crresponse",
    "learn-address",
    "iproute",
    "engine",
    "pkcs11-providers",
    "tls-crypt-v2-verify",
    "auth-user-pass-verify",
    "config",
    "log",
    "log-append",
    "status",
    "writepid",
    "replay-persist",
    "ifconfig-pool-persist",
    "tmp-dir",
    "tls-export-cert",
    "genkey",
    "memstats",
    "askpass",
    "http-proxy-user-pass",
    "script-security",
    "user",
    "group",
    "chroot",
    "cd",
    "daemon",
    "inetd",
    "nice",
    "mlock",
    "setcon",
    "mktun",
    "rmtun",
    "capath",
    "client-config-dir",
    "auth-gen-token-secret",
    NULL,
  };
  gsize n_forms;
  const CulvertConfigForm *forms = culvert_config_table_get_forms (&n_forms);

  g_assert_cmpuint (n_forms, >, 100);
  for (gsize i = 0; i < n_forms; i++)
    {
      g_test_message ("%s %s", forms[i].name, forms[i].arguments);
      g_assert_false (g_strv_contains (never, forms[i].name));
      g_assert_false (g_str_has_prefix (forms[i].name, "management"));
    }
}

/* Only what goes to a server or is compared may be any text. */
static void
test_table_takes_paths_in_texts_alone (void)
{
  static const char *const with_text[] = {
    "http-proxy-option", "pull-filter", "remote-cert-eku", "verify-x509-name", "x509-track",
    "static-challenge",  "pkcs11-id",   "setenv",          "setenv-safe",      "echo",
    "parameter",         NULL,
  };
  gsize n_forms;
  const CulvertConfigForm *forms = culvert_config_table_get_forms (&n_forms);

  for (gsize i = 0; i < n_forms; i++)
    {
      gboolean takes_text = strstr (forms[i].arguments, "text") != NULL;
      CulvertConfigReason reason;

      g_assert_cmpint (takes_text, ==, g_strv_contains (with_text, forms[i].name));
      for (guint n = 1; n <= 4 && !takes_text; n++)
        {
          GString *line = g_string_new (forms[i].name);
          g_autofree char *text = NULL;

          for (guint k = 0; k < n; k++)
            g_string_append (line, " /tmp/x");
          text = g_string_free (line, FALSE);
          g_assert_cmpint (judge (text, &reason), !=, CULVERT_CONFIG_VERDICT_ALLOWED);
        }
    }
}

static void
test_every_objection_is_reached_once (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_objections;
  const CulvertConfigObjection *objections = culvert_config_table_get_objections (&n_objections);

  for (gsize i = 0; i < n_objections; i++)
    for (gsize k = 0; objections[i].names[k] != NULL; k++)
      {
        g_autofree char *line = g_strdup_printf ("%s '/tmp/x y' z", objections[i].names[k]);

        g_assert_true (g_hash_table_add (seen, (gpointer) objections[i].names[k]));
        g_assert_cmpint (objections[i].verdict, !=, CULVERT_CONFIG_VERDICT_ALLOWED);
        assert_judged (line, objections[i].verdict, objections[i].reason);
      }
}

#define ADD(name, function) g_test_add_func ("/profiles/config-policy/" name, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("usual-directives-are-allowed", test_usual_directives_are_allowed);
  ADD ("disguises-change-nothing", test_disguises_change_nothing);
  ADD ("opt-is-looked-behind-once", test_opt_is_looked_behind_once);
  ADD ("programs-need-the-user", test_programs_need_the_user);
  ADD ("files-need-the-user", test_files_need_the_user);
  ADD ("variables-of-others-need-the-user", test_variables_of_others_need_the_user);
  ADD ("unknown-needs-the-user", test_unknown_needs_the_user);
  ADD ("known-with-other-arguments-needs-the-user", test_known_with_other_arguments_needs_the_user);
  ADD ("what-culvert-decides-is-stripped", test_what_culvert_decides_is_stripped);
  ADD ("passwords-in-files-are-stripped", test_passwords_in_files_are_stripped);
  ADD ("other-systems-are-stripped", test_other_systems_are_stripped);
  ADD ("other-uses-are-refused", test_other_uses_are_refused);
  ADD ("block-is-not-an-argument", test_block_is_not_an_argument);
  ADD ("table-has-no-dangerous-form", test_table_has_no_dangerous_form);
  ADD ("table-takes-paths-in-texts-alone", test_table_takes_paths_in_texts_alone);
  ADD ("every-objection-is-reached-once", test_every_objection_is_reached_once);

  return g_test_run ();
}
