/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-redaction.h"

#include <string.h>

/* Is in every row that holds a secret, and may be in no result. */
#define SECRET "Hunter2"

static char *
apply (const char *text)
{
  g_autoptr (CulvertRedaction) redaction = culvert_redaction_new ();

  return culvert_redaction_apply (redaction, text, TRUE);
}

static void
assert_becomes (const char *text, const char *expected)
{
  g_autofree char *redacted = apply (text);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
test_secrets (void)
{
  static const char *const rows[] = {
    /* What the daemon could not read */
    "ERROR: parameter is too long (256 max): " SECRET " word",
    /* Real-time messages */
    ">PASSWORD:Auth-Token:" SECRET,
    ">PASSWORD:Auth-Token:a," SECRET,
    ">PASSWORD:Verification Failed: 'Auth' ['CRV1:R,E:" SECRET ":" SECRET ":Enter the code']",
    ">PASSWORD:Verification Failed: 'Auth' ['CRV1:R,E:" SECRET "']",
    ">PK_SIGN:" SECRET "AAAA,RSA_PKCS1_PADDING",
    ">RSA_SIGN:" SECRET,
    ">INFOMSG:WEB_AUTH::https://login.example.com/start?state=" SECRET,
    ">INFOMSG:OPEN_URL:https://" SECRET "@login.example.com",
    ">INFOMSG:OPEN_URL:https://login.example.com/" SECRET "/sign-in",
    ">INFOMSG:OPEN_URL:https://login.example.com/a'b" SECRET,
    ">CLIENT:ENV,password=" SECRET,
    ">CLIENT:ENV,username=" SECRET,
    ">CLIENT:ENV,X509_0_emailAddress=" SECRET "@example.com",
    /* The log */
    "AUTH: Received control message: AUTH_FAILED,CRV1:R,E:" SECRET ":" SECRET ":Enter the code",
    "PUSH: Received control message: 'PUSH_REPLY,ping 10,auth-token " SECRET ",ifconfig 1 2'",
    "PUSH_REPLY,auth-token-user " SECRET ",auth-token SESS_ID_AT_" SECRET,
    "session SESS_ID_AT_" SECRET " is over",
    "MANAGEMENT: CMD 'password \"Auth\" \"" SECRET "\"'",
    "MANAGEMENT: CMD 'username \"Auth\" \"" SECRET "\"'",
    "MANAGEMENT: CMD 'cr-response " SECRET "'",
    "MANAGEMENT: CMD 'needstr code " SECRET "'",
    "client said SCRV1:" SECRET ":" SECRET,
    "CR_RESPONSE," SECRET,
    "TLS: Username/Password authentication succeeded for username '" SECRET "'",
    SECRET "/203.0.113.5:1194 peer info: IV_VER=2.6",
    /* Commands, as a transcript has them */
    "password \"Private Key\" \"" SECRET "\"",
    "username \"Auth\" \"" SECRET "\"",
    "cr-response " SECRET,
    "client-auth-nt 1 2 " SECRET,
    "pk-sig " SECRET,
    /* HTTP */
    "Proxy-Authorization: Basic " SECRET,
    "authorization: bearer " SECRET,
    "sent Basic " SECRET "dXNlcg==",
    "Set-Cookie: id=" SECRET,
    /* Whatever is called a secret */
    "my_password1 = " SECRET " and more " SECRET,
    "PASSWD=" SECRET,
    "passphrase: " SECRET,
    "Password: " SECRET,
    "access_token=" SECRET "&x=" SECRET,
    "client_secret=" SECRET,
    "token: " SECRET,
    "otp=" SECRET,
    "PIN=" SECRET,
    "pkcs11:token=Card;object=Key?pin-value=" SECRET,
    "the password '" SECRET "' is wrong",
    /* Keys */
    "-----BEGIN PRIVATE KEY-----\n" SECRET "\n-----END PRIVATE KEY-----",
    "-----BEGIN OpenVPN Static key V1-----\n" SECRET "\n" SECRET "\n",
    "Sun -----BEGIN PRIVATE KEY-----" SECRET,
    "key: MIGHAgEAMBMGByqGSM49AgEGCCqGSM49" SECRET "AwEHBG0wawIBAQ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *redacted = apply (rows[i]);

      g_test_message ("%s → %s", rows[i], redacted);
      g_assert_null (strstr (redacted, SECRET));
      g_assert_nonnull (strstr (redacted, "***"));
    }
}

static void
test_harmless (void)
{
  static const char *const rows[] = {
    "",
    "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [PKCS11]",
    "Initialization Sequence Completed",
    "AUTH: Received control message: AUTH_FAILED",
    ">PASSWORD:Need 'Auth' username/password SC:1,Enter the code",
    ">PASSWORD:Verification Failed: 'Private Key'",
    ">STATE:1700000000,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,",
    "auth-user-pass",
    "remote vpn.example.com 1194 udp",
    "verify-x509-name server name",
    "/usr/lib/x86_64-linux-gnu/openvpn/plugins/openvpn-plugin-auth-pam.so",
    "Unit: openvpn-client@office.service",
    "VERIFY OK: depth=0, CN=server",
    "fingerprint 7c:4a:8d:09:ca:37:62:af:61:e5:95:20:94:3d:c2:64:94:f8:94:1b",
    "Data Channel: cipher 'AES-256-GCM', peer-id: 0, compression: 'stub'",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_becomes (rows[i], rows[i]);
}

/* The words of a challenge are for people, and help. */
static void
test_challenge_keeps_words (void)
{
  assert_becomes ("AUTH_FAILED,CRV1:R,E:abc:dXNlcg==:Enter the code",
                  "AUTH_FAILED,CRV1:R,E:***:***:Enter the code");
}

static void
test_address_keeps_host (void)
{
  assert_becomes ("OPEN_URL:https://login.example.com:8443/a?b=c now",
                  "OPEN_URL:https://login.example.com:8443/*** now");
}

static void
test_key_among_lines (void)
{
  assert_becomes ("one\n-----BEGIN X-----\nabc\n-----END X-----\ntwo\n", "one\n***\ntwo\n");
}

static void
test_names (void)
{
  g_autoptr (CulvertRedaction) redaction = culvert_redaction_new ();
  g_autofree char *redacted = NULL;

  culvert_redaction_add_name (redaction, "/home/jansen", "~");
  culvert_redaction_add_name (redaction, "jansen", "(user)");
  culvert_redaction_add_name (redaction, "li", "(user)");
  culvert_redaction_add_name (redaction, NULL, "(user)");
  redacted = culvert_redaction_apply (redaction,
                                      "/home/jansen/a.ovpn of Jansen, jansens and jansen: li",
                                      TRUE);

  g_assert_cmpstr (redacted, ==, "~/a.ovpn of (user), jansens and (user): li");
}

static void
assert_without_addresses (const char *text, const char *expected)
{
  g_autoptr (CulvertRedaction) redaction = culvert_redaction_new ();
  g_autofree char *redacted = NULL;

  culvert_redaction_add_host (redaction, "vpn.example.com");
  culvert_redaction_add_host (redaction, "127.0.0.1");
  redacted = culvert_redaction_apply (redaction, text, FALSE);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } rows[] = {
    { "default via 192.168.1.1 dev eth0", "default via (address 1) dev eth0" },
    { "[AF_INET]203.0.113.5:1194", "[AF_INET](address 1):1194" },
    { "10.8.0.0/24 and 10.8.0.0", "(address 1)/24 and (address 1)" },
    { "tcp:10.8.0.1:7505", "tcp:(address 1):7505" },
    { "2001:db8::/32 via fe80::1%eth0", "(address 1)/32 via (address 2)%eth0" },
    { "[2001:db8::5]:1194 2001:DB8::5", "[(address 1)]:1194 (address 1)" },
    { "link/ether 52:54:00:12:34:56", "link/ether (address 1)" },
    { "remote vpn.example.com 1194", "remote (address 1) 1194" },
    { "VPN.example.com, 10.0.0.1.", "(address 1), (address 2)." },
    /* The same on every computer */
    { "127.0.0.1:7505 0.0.0.0 ::1 :: 255.255.255.0",
      "127.0.0.1:7505 0.0.0.0 ::1 :: 255.255.255.0" },
    /* None at all */
    { "14:03:22 OpenVPN 2.6.14 1.2.3 999.1.1.1", "14:03:22 OpenVPN 2.6.14 1.2.3 999.1.1.1" },
    { "7c:4a:8d:09:ca:37:62:af:61:e5", "7c:4a:8d:09:ca:37:62:af:61:e5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_without_addresses (rows[i].text, rows[i].expected);
}

/* So that a reader can tell which are the same. */
static void
test_same_address_in_two_texts (void)
{
  g_autoptr (CulvertRedaction) redaction = culvert_redaction_new ();
  g_autofree char *first = culvert_redaction_apply (redaction, "10.0.0.1 10.0.0.2", FALSE);
  g_autofree char *second = culvert_redaction_apply (redaction, "10.0.0.2 10.0.0.3", FALSE);

  g_assert_cmpstr (first, ==, "(address 1) (address 2)");
  g_assert_cmpstr (second, ==, "(address 2) (address 3)");
}

/* Lines that would take a search for ever cost the line, not the secret or the time. */
static void
test_long_line (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *redacted = NULL;

  for (int i = 0; i < 20000; i++)
    g_string_append (text, "aA1-");
  g_string_append (text, "password=" SECRET);
  redacted = apply (text->str);

  g_assert_cmpuint (strlen (redacted), <=, 5000);
  g_assert_null (strstr (redacted, SECRET));
}

static void
test_invalid_text (void)
{
  g_autofree char *redacted = apply ("a\xff password=" SECRET);

  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  g_assert_null (strstr (redacted, SECRET));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/redaction/secrets", test_secrets);
  g_test_add_func ("/app/redaction/harmless", test_harmless);
  g_test_add_func ("/app/redaction/challenge-keeps-words", test_challenge_keeps_words);
  g_test_add_func ("/app/redaction/address-keeps-host", test_address_keeps_host);
  g_test_add_func ("/app/redaction/key-among-lines", test_key_among_lines);
  g_test_add_func ("/app/redaction/names", test_names);
  g_test_add_func ("/app/redaction/addresses", test_addresses);
  g_test_add_func ("/app/redaction/same-address-in-two-texts", test_same_address_in_two_texts);
  g_test_add_func ("/app/redaction/long-line", test_long_line);
  g_test_add_func ("/app/redaction/invalid-text", test_invalid_text);

  return g_test_run ();
}
