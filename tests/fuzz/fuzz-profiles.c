/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What somebody wants to import: lexer, parser, policy, writer. What is written is read back as it
 * was and written again as it is; and what may run as root has, read by other rules than those that
 * let it in, nothing in it that does more than connect. An input is a profile. */

#include "culvert-fuzz.h"

#include "culvert-config-import.h"
#include "culvert-config-lexer.h"
#include "culvert-config-table.h"
#include "culvert-config-writer.h"

#include <string.h>

/* Start programs, write, read or include files, change rights: never in what runs as root. */
static const char *const powerful[] = {
  "auth-user-pass-verify",
  "cd",
  "chroot",
  "client-connect",
  "client-crresponse",
  "client-disconnect",
  "dns-updown",
  "down",
  "down-pre",
  "engine",
  "group",
  "ifconfig-pool-persist",
  "ipchange",
  "iproute",
  "learn-address",
  "log",
  "log-append",
  "pkcs11-providers",
  "plugin",
  "providers",
  "replay-persist",
  "route-pre-down",
  "route-up",
  "setcon",
  "status",
  "syslog",
  "tls-crypt-v2-verify",
  "tls-export-cert",
  "tls-verify",
  "tmp-dir",
  "up",
  "user",
  "writepid",
  NULL,
};

/* Never in what is kept, whatever its rights. */
static const char *const never[] = {
  "config",
  "daemon",
  "genkey",
  "inetd",
  "management",
  "management-client",
  "management-external-key",
  "management-hold",
  "mktun",
  "rmtun",
  "show-tls",
  NULL,
};

/* May have their content between tags, and no name of a file. */
static const char *const inlined[] = {
  "askpass", "ca",     "capath", "cert",     "crl-verify", "dh",           "extra-certs",
  "key",     "pkcs12", "secret", "tls-auth", "tls-crypt",  "tls-crypt-v2", NULL,
};

static gboolean
is_in_table (const char *name)
{
  gsize n_forms;
  const CulvertConfigForm *forms = culvert_config_table_get_forms (&n_forms);

  for (gsize i = 0; i < n_forms; i++)
    if (g_str_equal (forms[i].name, name))
      return TRUE;
  return FALSE;
}

static void
check_directive (GPtrArray *words, gboolean is_for_root)
{
  gboolean is_optional = words->len > 2 && g_str_equal (words->pdata[0], "setenv") &&
                         g_str_equal (words->pdata[1], "opt");
  guint first = is_optional ? 2 : 0;
  const char *name = words->pdata[first];

  g_assert_false (g_strv_contains (never, name));
  if (!is_for_root)
    return;

  g_assert_true (is_in_table (name));
  g_assert_false (g_strv_contains (powerful, name));
  if (g_strv_contains (inlined, name) || g_str_equal (name, "auth-user-pass"))
    g_assert_cmpuint (words->len - first, ==, 1);
  if (g_str_equal (name, "setenv") && !is_optional && words->len > 1)
    g_assert_true (
        g_str_has_prefix (words->pdata[1], "UV_") || g_str_has_prefix (words->pdata[1], "IV_") ||
        strspn (words->pdata[1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == strlen (words->pdata[1]));
}

/* (transfer full) (nullable): what ends the block that begins here */
static char *
end_of_block (const char *line, gsize length)
{
  return *line == '<' ? g_strdup_printf ("</%.*s", (int) length - 1, line + 1) : NULL;
}

static void
check_canonical (const char *text, gsize length, gboolean is_for_root)
{
  g_autofree char *block_end = NULL;
  CulvertFuzzInput lines;
  gsize n;

  g_assert_cmpuint (length, <=, CULVERT_CONFIG_MAX_BYTES);
  g_assert_true (length == 0 || text[length - 1] == '\n');
  culvert_fuzz_input_init (&lines, (const guint8 *) text, length);
  for (char *line; (line = culvert_fuzz_input_take_line (&lines, &n)) != NULL; g_free (line))
    {
      g_autoptr (GPtrArray) words = NULL;

      g_assert_cmpuint (n, <=, CULVERT_CONFIG_MAX_LINE);
      if (block_end != NULL && g_str_has_prefix (line, block_end))
        {
          g_assert_cmpstr (line, ==, block_end);
          g_clear_pointer (&block_end, g_free);
          continue;
        }
      /* A block of directives is one of directives all the same. */
      if (block_end != NULL && !g_str_equal (block_end, "</connection>"))
        continue;
      if (block_end == NULL && (block_end = end_of_block (line, n)) != NULL)
        continue;

      g_assert_false (culvert_fuzz_has_control (line, n) && g_str_is_ascii (line));
      words = culvert_fuzz_lex (line, n);
      g_assert_true (words != NULL && words->len > 0 && words->len <= CULVERT_CONFIG_MAX_WORDS);
      check_directive (words, is_for_root);
    }
  g_assert_null (block_end);
}

static void
assert_same (const CulvertConfigDirective *a, const CulvertConfigDirective *b)
{
  g_assert_cmpuint (a->words->len, ==, b->words->len);
  for (guint i = 0; i < a->words->len; i++)
    g_assert_cmpstr (a->words->pdata[i], ==, b->words->pdata[i]);
  g_assert_true (culvert_secret_text_equal (a->block, b->block));
  g_assert_true ((a->children != NULL) == (b->children != NULL));
  g_assert_cmpuint (a->children != NULL ? a->children->len : 0,
                    ==,
                    b->children != NULL ? b->children->len : 0);
  for (guint i = 0; a->children != NULL && i < a->children->len; i++)
    assert_same (a->children->pdata[i], b->children->pdata[i]);
}

static GPtrArray *
parse_secret (const CulvertSecretText *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *config = culvert_config_parse (culvert_secret_text_peek (text),
                                            culvert_secret_text_get_length (text),
                                            &error);

  g_assert_no_error (error);
  return config;
}

/* What is written is read as it was, and written as it is. */
static void
check_writer (GPtrArray *config)
{
  g_autoptr (CulvertSecretText) written = culvert_config_write (config, NULL);
  g_autoptr (CulvertSecretText) again = NULL;
  g_autoptr (GPtrArray) read = NULL;

  if (written == NULL)
    return;

  read = parse_secret (written);
  g_assert_cmpuint (read->len, ==, config->len);
  for (guint i = 0; i < read->len; i++)
    assert_same (read->pdata[i], config->pdata[i]);
  again = culvert_config_write (read, NULL);
  g_assert_true (culvert_secret_text_equal (written, again));
}

static CulvertConfigImport *
import (GPtrArray *config)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free);
  CulvertConfigImport *result = culvert_config_import_new (config, notes, NULL, &error);

  g_assert_true ((result == NULL) == (error != NULL));
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
  return result;
}

static void
check_import (GPtrArray *config)
{
  g_autoptr (CulvertConfigImport) first = import (config);
  g_autoptr (CulvertConfigImport) second = NULL;
  g_autoptr (GPtrArray) read = NULL;
  const CulvertConfigFacts *facts;
  CulvertConfigFacts examined;
  CulvertSecretText *text;
  const char *bytes;
  gsize length;

  if (first == NULL)
    return;

  text = culvert_config_import_get_text (first);
  bytes = culvert_secret_text_peek (text);
  length = culvert_secret_text_get_length (text);
  facts = culvert_config_import_get_facts (first);
  check_canonical (bytes, length, facts->is_root_eligible);
  g_assert_true (culvert_config_examine (bytes, length, &examined, NULL));
  g_assert_true (memcmp (facts, &examined, sizeof examined) == 0);

  read = parse_secret (text);
  second = import (read);
  g_assert_nonnull (second);
  g_assert_true (culvert_secret_text_equal (text, culvert_config_import_get_text (second)));
  g_assert_cmpstr (culvert_config_import_get_identity (first),
                   ==,
                   culvert_config_import_get_identity (second));
}

/* One line, as a directive and as something typed. */
static void
check_lexer (const char *line, gsize length)
{
  g_autoptr (GPtrArray) words =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_word_free);
  g_autoptr (GPtrArray) expected = NULL;
  gboolean has_more;
  CulvertConfigLexis lexis = culvert_config_lex (line, length, words, &has_more);

  g_assert_cmpuint (words->len, <=, CULVERT_CONFIG_MAX_WORDS);
  for (guint i = 0; i < words->len; i++)
    g_assert_cmpuint (strlen (words->pdata[i]), <=, CULVERT_CONFIG_MAX_WORD);
  if (has_more || lexis == CULVERT_CONFIG_LEXIS_LONG_WORD || memchr (line, '\0', length) != NULL)
    return;

  expected = culvert_fuzz_lex (line, length);
  g_assert_true ((expected != NULL) == (lexis == CULVERT_CONFIG_LEXIS_GOOD));
  if (expected == NULL)
    return;
  g_assert_cmpuint (expected->len, ==, words->len);
  for (guint i = 0; i < words->len; i++)
    g_assert_cmpstr (words->pdata[i], ==, expected->pdata[i]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) config = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  CulvertFuzzInput input;
  gsize length;

  culvert_fuzz_input_init (&input, data, size);
  for (char *line; (line = culvert_fuzz_input_take_line (&input, &length)) != NULL; g_free (line))
    check_lexer (line, length);

  culvert_fuzz_input_init (&input, data, size);
  text = culvert_fuzz_input_take_rest (&input, &length);
  config = culvert_config_parse (text, length, &error);
  g_assert_true ((config == NULL) == (error != NULL));
  if (config == NULL)
    return 0;

  check_writer (config);
  check_import (config);
  return 0;
}
