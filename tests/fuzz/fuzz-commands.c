/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What is sent to a daemon. What is accepted is read back by the daemon's rules as exactly the
 * parameters, and as nothing else; what can be sent is accepted. An input is a number for the
 * command, a number for an id, and two texts. */

#include "culvert-fuzz.h"

#include "culvert-mgmt-command-server.h"
#include "culvert-mgmt-error.h"
#include "culvert-mgmt-text.h"

#include <string.h>

#define MAX_LINE      1000
#define MAX_PARAMETER 255

/* No message has as much in common with what it is about. */
#define TELLTALE 80

typedef struct
{
  guint8 id;
  char *first;               /* (owned) */
  char *second;              /* (owned) */
  CulvertSecretText *secret; /* (owned): the second */
} Parameters;

typedef enum
{
  USERNAME,
  PASSWORD,
  NEEDOK,
  NEEDSTR,
  CR_RESPONSE,
  PROXY_HTTP,
  PROXY_SOCKS,
  REMOTE_MOD,
  CLIENT_DENY,
  CLIENT_DENY_SILENTLY,
  CLIENT_KILL,
  CLIENT_PENDING_AUTH,
  PUSH_UPDATE,
  PUSH_UPDATE_TO,
  LOGIN,
  CLIENT_AUTH,
  CLIENT_FILTER,
  TYPED,
  N_COMMANDS,
} Kind;

static CulvertMgmtCommand *
build (Kind kind, const Parameters *with, GError **error)
{
  const char *a = with->first;
  const char *b = with->second;

  switch (kind)
    {
    case USERNAME:
      return culvert_mgmt_command_username (a, b, error);
    case PASSWORD:
      return culvert_mgmt_command_password (a, with->secret, error);
    case NEEDOK:
      return culvert_mgmt_command_needok (a, with->id % 2 == 0, error);
    case NEEDSTR:
      return culvert_mgmt_command_needstr (a, b, error);
    case CR_RESPONSE:
      return culvert_mgmt_command_cr_response (with->secret, error);
    case PROXY_HTTP:
      return culvert_mgmt_command_proxy_http (a, b, error);
    case PROXY_SOCKS:
      return culvert_mgmt_command_proxy_socks (a, b, error);
    case REMOTE_MOD:
      return culvert_mgmt_command_remote_mod (a, b, error);
    case CLIENT_DENY:
      return culvert_mgmt_command_client_deny (with->id, 1, a, b, error);
    case CLIENT_DENY_SILENTLY:
      return culvert_mgmt_command_client_deny (with->id, 1, b, NULL, error);
    case CLIENT_KILL:
      return culvert_mgmt_command_client_kill (with->id, b, error);
    case CLIENT_PENDING_AUTH:
      return culvert_mgmt_command_client_pending_auth (with->id, 1, TRUE, b, 60, error);
    case PUSH_UPDATE:
      return culvert_mgmt_command_push_update (b, error);
    case PUSH_UPDATE_TO:
      return culvert_mgmt_command_push_update_to (with->id, b, error);
    case LOGIN:
      return culvert_mgmt_command_login (with->secret, error);
    case CLIENT_AUTH:
      return culvert_mgmt_command_client_auth (with->id, 1, b, error);
    case CLIENT_FILTER:
      return culvert_mgmt_command_client_filter (with->id, b, error);
    case TYPED:
    case N_COMMANDS:
      break;
    }
  g_assert_not_reached ();
}

/* What a text of options, one a line, is to the daemon. (transfer full) */
static char *
join_options (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) options = g_ptr_array_new ();

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_ptr_array_add (options, lines[i]);
  g_ptr_array_add (options, NULL);

  return g_strjoinv (",", (char **) options->pdata);
}

static void
assert_reads_back (Kind kind, const Parameters *with, const char *line, gsize length)
{
  g_autofree char *id = g_strdup_printf ("%u", with->id);
  g_autofree char *options = join_options (with->second);
  const char *a = with->first;
  const char *b = with->second;

  switch (kind)
    {
    case USERNAME:
      culvert_fuzz_assert_words (line, length, "username", a, b, NULL);
      break;
    case PASSWORD:
      culvert_fuzz_assert_words (line, length, "password", a, b, NULL);
      break;
    case NEEDOK:
      culvert_fuzz_assert_words (line,
                                 length,
                                 "needok",
                                 a,
                                 with->id % 2 == 0 ? "ok" : "cancel",
                                 NULL);
      break;
    case NEEDSTR:
      culvert_fuzz_assert_words (line, length, "needstr", a, b, NULL);
      break;
    case CR_RESPONSE:
      culvert_fuzz_assert_words (line, length, "cr-response", b, NULL);
      break;
    case PROXY_HTTP:
      culvert_fuzz_assert_words (line, length, "proxy", "HTTP", a, b, NULL);
      break;
    case PROXY_SOCKS:
      culvert_fuzz_assert_words (line, length, "proxy", "SOCKS", a, b, NULL);
      break;
    case REMOTE_MOD:
      culvert_fuzz_assert_words (line, length, "remote", "MOD", a, b, NULL);
      break;
    case CLIENT_DENY:
      culvert_fuzz_assert_words (line, length, "client-deny", id, "1", a, b, NULL);
      break;
    case CLIENT_DENY_SILENTLY:
      culvert_fuzz_assert_words (line, length, "client-deny", id, "1", b, NULL);
      break;
    case CLIENT_KILL:
      culvert_fuzz_assert_words (line, length, "client-kill", id, b, NULL);
      break;
    case CLIENT_PENDING_AUTH:
      culvert_fuzz_assert_words (line, length, "client-pending-auth", id, "1", b, "60", NULL);
      break;
    case PUSH_UPDATE:
      culvert_fuzz_assert_words (line, length, "push-update-broad", options, NULL);
      break;
    case PUSH_UPDATE_TO:
      culvert_fuzz_assert_words (line, length, "push-update-cid", id, options, NULL);
      break;
    case LOGIN:
      g_assert_cmpmem (line, length, b, strlen (b));
      break;
    case CLIENT_AUTH:
    case CLIENT_FILTER:
    case TYPED:
    case N_COMMANDS:
      g_assert_not_reached ();
    }
}

static gboolean
is_sendable (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20 || text[i] == 0x7f)
      return FALSE;
  return length <= MAX_PARAMETER;
}

/* Whether it has to be accepted: all that the daemon takes as it is. */
static gboolean
is_good (Kind kind, const Parameters *with)
{
  gsize length = culvert_secret_text_get_length (with->secret);
  gsize escapes = 0;

  for (const char *at = with->first; *at != '\0'; at++)
    escapes += *at == '"' || *at == '\\';
  for (gsize i = 0; i < length; i++)
    escapes += with->second[i] == '"' || with->second[i] == '\\';

  return (kind == USERNAME || kind == PASSWORD || kind == NEEDSTR || kind == LOGIN) && length > 0 &&
         is_sendable (with->second, length) &&
         (kind == LOGIN || is_sendable (with->first, strlen (with->first))) &&
         strlen ("username \"\" \"\"\n") + strlen (with->first) + length + escapes <= MAX_LINE;
}

static void
assert_refusal (const Parameters *with, const GError *error)
{
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
  g_assert_true (strlen (with->first) < TELLTALE || strstr (error->message, with->first) == NULL);
  g_assert_true (strlen (with->second) < TELLTALE || strstr (error->message, with->second) == NULL);
}

static void
check_display (const Parameters *with, const CulvertMgmtCommand *command)
{
  const char *display = culvert_mgmt_command_get_display (command);
  g_autofree char *secret = g_strdup_printf ("\"%s\"", with->second);

  g_assert_true (g_utf8_validate (display, -1, NULL));
  g_assert_false (culvert_fuzz_has_control (display, strlen (display)));
  if (culvert_mgmt_command_is_secret (command) && strstr (with->first, with->second) == NULL &&
      !g_str_equal (with->second, "***"))
    g_assert_false (g_str_has_suffix (display, secret));
}

static void
check_line (Kind kind, const Parameters *with)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtCommand) command = build (kind, with, &error);
  const char *bytes;
  gsize length;

  if (command == NULL)
    {
      assert_refusal (with, error);
      g_assert_false (is_good (kind, with));
      return;
    }

  bytes = culvert_mgmt_command_get_bytes (command, &length);
  g_assert_cmpuint (length, <=, MAX_LINE);
  g_assert_true (memchr (bytes, '\n', length) == bytes + length - 1);
  for (gsize i = 0; i < length - 1; i++)
    g_assert_true ((guchar) bytes[i] >= 0x20 && bytes[i] != 0x7f);
  assert_reads_back (kind, with, bytes, length - 1);
  check_display (with, command);
}

/* The daemon takes all lines up to the one that is END when blanks are taken off it, in any case.
 */
static void
check_block (Kind kind, const Parameters *with)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtCommand) command = build (kind, with, &error);
  g_autoptr (GString) taken = g_string_new (NULL);
  g_autofree char *expected = NULL;
  CulvertFuzzInput input;
  gsize length;
  char *line;
  const char *bytes;

  if (command == NULL)
    {
      assert_refusal (with, error);
      return;
    }

  bytes = culvert_mgmt_command_get_bytes (command, &length);
  culvert_fuzz_input_init (&input, (const guint8 *) bytes, length);
  line = culvert_fuzz_input_take_line (&input, &length);
  g_assert_true (g_str_has_prefix (line, "client-"));
  for (; kind == CLIENT_FILTER || *with->second != '\0';)
    {
      g_free (line);
      line = culvert_fuzz_input_take_line (&input, &length);
      g_assert_nonnull (line);
      g_assert_cmpuint (length, <=, MAX_LINE);
      g_assert_cmpuint (length, ==, strlen (line));
      if (g_ascii_strcasecmp (g_strstrip (line), "END") == 0)
        break;
      g_string_append (taken, line);
      g_string_append_c (taken, '\n');
    }
  g_free (line);
  g_assert_true (input.at == input.end);

  /* Blanks around a line were taken off here, and are in both cases. */
  expected = g_strdup (with->second);
  culvert_fuzz_input_init (&input, (const guint8 *) expected, strlen (expected));
  g_string_append_c (taken, '\0');
  for (const char *at = taken->str; (line = culvert_fuzz_input_take_line (&input, &length));)
    {
      g_strstrip (line);
      g_assert_true (strncmp (at, line, strlen (line)) == 0 && at[strlen (line)] == '\n');
      at += strlen (line) + 1;
      g_free (line);
    }
}

/* A line that somebody has typed goes out as it is, as one command. */
static void
check_typed (const Parameters *with)
{
  g_autoptr (CulvertMgmtTyped) typed = culvert_mgmt_typed_new (with->secret);
  g_autoptr (CulvertMgmtCommand) command = NULL;
  g_autoptr (GPtrArray) words = NULL;
  gsize length;
  const char *bytes;

  if (culvert_mgmt_typed_get_fault (typed) != CULVERT_MGMT_TYPED_GOOD)
    return;

  command = culvert_mgmt_command_typed (typed);
  bytes = culvert_mgmt_command_get_bytes (command, &length);
  g_assert_cmpuint (length, <=, MAX_LINE);
  g_assert_cmpmem (bytes, length - 1, with->second, strlen (with->second));
  g_assert_true (memchr (bytes, '\n', length) == bytes + length - 1);
  words = culvert_fuzz_lex (bytes, length - 1);
  g_assert_nonnull (words);
  g_assert_cmpuint (words->len, ==, culvert_mgmt_typed_get_n_words (typed));
  for (guint i = 0; i < words->len; i++)
    g_assert_cmpstr (culvert_mgmt_typed_get_word (typed, i), ==, words->pdata[i]);
  check_display (with, command);

  if (culvert_mgmt_command_is_secret (command) && words->len > 2 &&
      strlen (words->pdata[2]) >= 16 && strstr (words->pdata[1], words->pdata[2]) == NULL &&
      strstr (words->pdata[0], words->pdata[2]) == NULL)
    g_assert_null (strstr (culvert_mgmt_command_get_display (command), words->pdata[2]));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  CulvertFuzzInput input;
  g_autoptr (CulvertSecretText) secret = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  Parameters with = { 0 };
  gsize length;
  Kind kind;

  culvert_fuzz_input_init (&input, data, size);
  kind = culvert_fuzz_input_take_byte (&input) % N_COMMANDS;
  with.id = culvert_fuzz_input_take_byte (&input);
  with.first = first = culvert_fuzz_input_take_text (&input);
  with.second = second = culvert_fuzz_input_take_rest (&input, &length);
  with.secret = secret = culvert_secret_text_new (second, (gssize) length);

  if (kind == TYPED)
    check_typed (&with);
  else if (kind == CLIENT_AUTH || kind == CLIENT_FILTER)
    check_block (kind, &with);
  else
    check_line (kind, &with);
  return 0;
}
