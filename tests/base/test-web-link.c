/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-web-link.h"

#include <string.h>

#define GOOD       CULVERT_WEB_LINK_GOOD
#define NOT_SECURE CULVERT_WEB_LINK_NOT_SECURE
#define USER_INFO  CULVERT_WEB_LINK_USER_INFO
#define BROKEN     CULVERT_WEB_LINK_BROKEN

/* S24 */
static const struct
{
  const char *address;
  CulvertWebLinkFault fault;
  const char *host;
} rows[] = {
  { "https://login.example.com/?s=abc&x=1", GOOD, "login.example.com" },
  { "https://login.example.com", GOOD, "login.example.com" },
  { "https://login.example.com.", GOOD, "login.example.com." },
  { "HTTPS://Login.Example.COM/Path", GOOD, "login.example.com" },
  { "https://login.example.com:8443/a/b#c", GOOD, "login.example.com" },
  { "https://x/", GOOD, "x" },
  { "https://192.0.2.7/", GOOD, "192.0.2.7" },
  { "https://192.0.2.7./", GOOD, "192.0.2.7." },
  { "https://1.example/", GOOD, "1.example" },
  { "https://0xyz/", GOOD, "0xyz" },
  { "https://[2001:db8::1]/", GOOD, "[2001:db8::1]" },
  { "https://[2001:db8::1]:443/", GOOD, "[2001:db8::1]" },
  { "https://example.com?to=https://a@b/", GOOD, "example.com" },
  { "https://example.com/a@b", GOOD, "example.com" },
  { "https://example.com#@evil.example", GOOD, "example.com" },
  { "https://b\xc3\xbc"
    "cher.example/",
    GOOD,
    "xn--bcher-kva.example" },
  /* A Cyrillic letter that looks like a Latin one */
  { "https://\xd0\xb0pple.example/", GOOD, "xn--pple-43d.example" },
  { "https://example.com/stra\xc3\x9f"
    "e",
    GOOD,
    "example.com" },

  { "http://login.example.com/", NOT_SECURE, NULL },
  { "file:///etc/passwd", NOT_SECURE, NULL },
  { "javascript:alert(1)", NOT_SECURE, NULL },
  { "data:text/html,x", NOT_SECURE, NULL },
  { "ftp://example.com/", NOT_SECURE, NULL },
  { "//example.com/", NOT_SECURE, NULL },
  { "example.com", NOT_SECURE, NULL },
  { " https://example.com/", NOT_SECURE, NULL },
  { "", NOT_SECURE, NULL },

  { "https://bank.example@evil.example/", USER_INFO, NULL },
  { "https://bank.example:pw@evil.example/", USER_INFO, NULL },
  { "https://@evil.example/", USER_INFO, NULL },

  { "https:example.com", BROKEN, NULL },
  { "https:/example.com", BROKEN, NULL },
  { "https://", BROKEN, NULL },
  { "https:///example.com", BROKEN, NULL },
  { "https://:443/", BROKEN, NULL },
  { "https://?x", BROKEN, NULL },
  { "https://bank.example\\@evil.example/", BROKEN, NULL },
  { "https://example.com/a b", BROKEN, NULL },
  { "https://example.com/a\tb", BROKEN, NULL },
  { "https://example.com/\x1b[2J", BROKEN, NULL },
  { "https://example.com/\x7f", BROKEN, NULL },
  { "https://example.com/\xe2\x80\xae"
    "moc",
    BROKEN,
    NULL },
  { "https://example.com/\xff", BROKEN, NULL },
  { "https://exa%6dple.com/", BROKEN, NULL },
  { "https://example..com/", BROKEN, NULL },
  { "https://.example.com/", BROKEN, NULL },
  { "https://example.com:/", BROKEN, NULL },
  { "https://example.com:0/", BROKEN, NULL },
  { "https://example.com:65536/", BROKEN, NULL },
  { "https://example.com:80:80/", BROKEN, NULL },
  { "https://[::1/", BROKEN, NULL },
  { "https://[fe80::1%25eth0]/", BROKEN, NULL },
  /* All of them are 127.0.0.1, or nothing. */
  { "https://127.1/", BROKEN, NULL },
  { "https://2130706433/", BROKEN, NULL },
  { "https://0x7f000001/", BROKEN, NULL },
  { "https://0X7F.1./", BROKEN, NULL },
  { "https://bank.example.0x7f/", BROKEN, NULL },
  { "https://0177.0.0.1/", BROKEN, NULL },
  { "https://0x/", BROKEN, NULL },
  { "https://1.2.3.4.5/", BROKEN, NULL },
  { "https://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.1/", BROKEN, NULL },
  { "https://[example.com]/", BROKEN, NULL },
  /* "a/c" in disguise */
  { "https://evil.ex\xe2\x84\x80.bank.example/", BROKEN, NULL },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = NULL;
      g_autofree char *escaped = g_strescape (rows[i].address, NULL);

      g_test_message ("%s", escaped);
      g_assert_cmpint (culvert_web_link_check (rows[i].address, &host), ==, rows[i].fault);
      g_assert_cmpstr (host, ==, rows[i].host);
    }
}

static void
test_length (void)
{
  g_autofree char *address = g_strnfill (2049, 'a');
  g_autofree char *host = NULL;

  memcpy (address, "https://example.com/", strlen ("https://example.com/"));
  g_assert_cmpint (culvert_web_link_check (address, &host), ==, CULVERT_WEB_LINK_TOO_LONG);
  g_assert_null (host);

  address[2048] = '\0';
  g_assert_cmpint (culvert_web_link_check (address, &host), ==, GOOD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/web-link/table", test_table);
  g_test_add_func ("/base/web-link/length", test_length);

  return g_test_run ();
}
