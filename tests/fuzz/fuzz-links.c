/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Which addresses a browser may be given. What is accepted leads, for GLib's own reader of
 * addresses too, to the host that is shown. An input is an address. */

#include "culvert-fuzz.h"

#include "culvert-web-link.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_LENGTH 2048

/* What ends in a number is an IPv4 address to a browser, and has to be one to the reader too. */
static void
check_number (const char *host)
{
  g_auto (GStrv) parts = g_strsplit (host, ".", -1);
  guint n = g_strv_length (parts);
  const char *last = n > 1 && *parts[n - 1] == '\0' ? parts[n - 2] : parts[n - 1];
  gsize length = strlen (host) - (g_str_has_suffix (host, ".") ? 1 : 0);
  g_autofree char *address = g_strndup (host, length);

  if (*host != '[' && (strspn (last, "0123456789") == strlen (last) ||
                       (g_str_has_prefix (last, "0x") && g_ascii_isxdigit (last[2]) &&
                        strspn (last + 2, "0123456789abcdef") == strlen (last + 2))))
    g_assert_true (g_hostname_is_ip_address (address));
}

static void
check_host (const char *host)
{
  g_assert_cmpuint (strlen (host), >, 0);
  for (const char *at = host; *at != '\0'; at++)
    g_assert_true (g_ascii_isalnum (*at) || strchr ("-_.:[]", *at) != NULL);
  g_assert_true (*host == '[' || strpbrk (host, ":[]") == NULL);
}

/* What GLib reads; it has no brackets around an IPv6 address, and no Punycode. */
static void
compare_with_glib (const char *address, const char *host)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *scheme = NULL;
  g_autofree char *user = NULL;
  g_autofree char *other_host = NULL;
  g_autofree char *ascii = NULL;
  g_autofree char *bare = *host == '[' ? g_strndup (host + 1, strlen (host) - 2) : g_strdup (host);

  g_uri_split (address,
               G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED,
               &scheme,
               &user,
               &other_host,
               NULL,
               NULL,
               NULL,
               NULL,
               &error);
  g_assert_no_error (error);
  g_assert_cmpstr (scheme, ==, "https");
  g_assert_null (user);
  ascii = g_hostname_to_ascii (other_host);
  g_assert_cmpint (g_ascii_strcasecmp (ascii, bare), ==, 0);
}

static void
check_good (const char *address, const char *host)
{
  gsize length = strlen (address);

  g_assert_cmpuint (length, <=, MAX_LENGTH);
  g_assert_true (g_utf8_validate (address, -1, NULL));
  g_assert_false (culvert_fuzz_has_control (address, length));
  g_assert_null (strpbrk (address, " \\\"<>^`{|}"));
  g_assert_cmpint (g_ascii_strncasecmp (address, "https://", strlen ("https://")), ==, 0);
  g_assert_null (memchr (address, '@', strcspn (address + strlen ("https://"), "/?#") + 8));
  check_host (host);
  check_number (host);
  compare_with_glib (address, host);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *address = NULL;
  g_autofree char *host = NULL;
  CulvertFuzzInput input;

  culvert_fuzz_input_init (&input, data, size);
  address = culvert_fuzz_input_take_text (&input);
  if (culvert_web_link_check (address, &host) == CULVERT_WEB_LINK_GOOD)
    check_good (address, host);
  else
    g_assert_null (host);
  return 0;
}
