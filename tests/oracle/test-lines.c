/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-lexer.h"
#include "culvert-config.h"

#include "culvert-await.h"
#include "culvert-openvpn.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#define CONFIG       "lines.conf"
#define SOCKET       "socket"
#define N_AT_ONCE    500
#define N_ECHOED     100 /* as many as the daemon remembers */
#define N_PER_BLOCK  7   /* lines of text for each file of blocks */
#define MAX_PROBE    240 /* bytes of a line, so that there is room for a name before it */
#define SEED         20261122
#define COMPATIBLE   "setenv FORWARD_COMPATIBLE 1\n"
#define UNRECOGNIZED "Unrecognized option or missing or extra parameter(s) in " CONFIG ":"

static int n_lines = 2000;

static const GOptionEntry options[] = {
  { "lines", 0, 0, G_OPTION_ARG_INT, &n_lines, "How many random lines", "N" },
  { NULL },
};

typedef struct
{
  char *folder;  /* (owned) */
  GRand *random; /* (owned) */
} Fixture;

/* A line of a file, and how Culvert reads it. */
typedef struct
{
  GString *text;    /* (owned): with its line feed */
  GPtrArray *words; /* (owned) (element-type utf8) */
  CulvertConfigLexis lexis;
} Probe;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("culvert-lines-XXXXXX", NULL);
  fixture->random = g_rand_new_with_seed (SEED);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  culvert_openvpn_remove (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->random, g_rand_free);
}

static gboolean
is_skipped (void)
{
  if (culvert_openvpn_is_here ())
    return FALSE;

  g_test_skip ("There is no OpenVPN here.");
  return TRUE;
}

static void
probe_free (Probe *probe)
{
  g_string_free (probe->text, TRUE);
  g_ptr_array_unref (probe->words);
  g_free (probe);
}

/* Everything that means something to a lexer, but no word that is the name of an option, no tag,
 * and no line feed within. Any other byte comes up too. */
static void
append_piece (GString *text, GRand *random)
{
  static const char *const pieces[] = {
    "z",  "zq", "k z", " ", " ",  "\t", "\v",  "\f",   "\r",   "\"",  "\"",      "'",    "'",
    "\\", "#",  ";",   "-", "--", ">",  "\\ ", "\\\\", "\\\"", "\\'", "\"z q\"", "'z\"", "\"'\"",
  };
  static const char unwanted[] = "\n<";
  char byte;

  if (g_rand_int_range (random, 0, 8) != 0)
    {
      g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      return;
    }

  do
    byte = (char) g_rand_int_range (random, 1, 256);
  while (strchr (unwanted, byte) != NULL || g_ascii_isalpha (byte));
  g_string_append_c (text, byte);
}

/* @start: what the line begins with */
static Probe *
make_probe (GRand *random, const char *start)
{
  Probe *probe = g_new0 (Probe, 1);
  int n_pieces = g_rand_int_range (random, 1, 10);
  gboolean has_more;

  if (g_rand_int_range (random, 0, 50) == 0)
    n_pieces = MAX_PROBE;
  probe->text = g_string_new (start);
  for (int i = 0; i < n_pieces && probe->text->len < MAX_PROBE; i++)
    append_piece (probe->text, random);
  g_string_append_c (probe->text, '\n');

  probe->words = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_word_free);
  probe->lexis = culvert_config_lex (probe->text->str, probe->text->len, probe->words, &has_more);
  return probe;
}

/* The daemon's name for it: what is left of `--name`. */
static const char *
name_of (const Probe *probe)
{
  const char *name = probe->words->pdata[0];

  return strlen (name) >= 3 && g_str_has_prefix (name, "--") ? name + 2 : name;
}

static GBytes *
run_on (Fixture *fixture, const GString *config)
{
  g_autoptr (GSubprocess) openvpn = NULL;

  culvert_openvpn_put (fixture->folder, CONFIG, config->str, config->len);
  openvpn = culvert_openvpn_start (fixture->folder, CONFIG, "--dev", "null", NULL);
  return culvert_openvpn_listen (openvpn);
}

/* (nullable): behind the next occurrence of @text */
static const char *
find_behind (const char *at, const char *end, const char *text)
{
  const char *found = g_strstr_len (at, end - at, text);

  return found != NULL ? found + strlen (text) : NULL;
}

/* (nullable): behind its first occurrence */
static const char *
find_in (GBytes *said, const char *text)
{
  gsize length;
  const char *start = g_bytes_get_data (said, &length);

  return find_behind (start, start + length, text);
}

/* One file of lines that Culvert takes: the daemon takes all of them, up to the last, which cannot
 * be taken, and calls each by the name that Culvert found. */
static void
assert_same_names (Fixture *fixture, GPtrArray *probes)
{
  g_autoptr (GString) config = g_string_new (COMPATIBLE);
  g_autoptr (GBytes) said = NULL;
  g_autofree char *last =
      g_strdup_printf ("No closing quotation (\") in " CONFIG ":%u", probes->len + 2);
  const char *at;
  const char *end;
  gsize length;

  for (guint i = 0; i < probes->len; i++)
    {
      const Probe *probe = probes->pdata[i];

      g_string_append_len (config, probe->text->str, (gssize) probe->text->len);
    }
  g_string_append (config, "\"\n");
  said = run_on (fixture, config);
  at = g_bytes_get_data (said, &length);
  end = at + length;

  for (guint i = 0; i < probes->len; i++)
    {
      const Probe *probe = probes->pdata[i];
      g_autofree char *complaint = NULL;

      if (probe->words->len == 0)
        continue;
      complaint = g_strdup_printf (UNRECOGNIZED "%u: %s (", i + 2, name_of (probe));
      at = find_behind (at, end, complaint);
      if (at == NULL)
        g_error ("The daemon reads this line differently: %s", probe->text->str);
    }
  g_assert_nonnull (find_behind (at, end, last));
}

static const char *
complaint_of (CulvertConfigLexis lexis)
{
  switch (lexis)
    {
    case CULVERT_CONFIG_LEXIS_OPEN_QUOTE:
      return "No closing quotation (\") in " CONFIG ":1";
    case CULVERT_CONFIG_LEXIS_OPEN_SINGLE_QUOTE:
      return "No closing single quotation (') in " CONFIG ":1";
    case CULVERT_CONFIG_LEXIS_BAD_BACKSLASH:
      return "Bad backslash ('\\') usage in " CONFIG ":1";
    case CULVERT_CONFIG_LEXIS_LAST_BACKSLASH:
      return "Residual parse state (2) in " CONFIG ":1";
    case CULVERT_CONFIG_LEXIS_LONG_WORD:
    case CULVERT_CONFIG_LEXIS_GOOD:
      break;
    }

  g_assert_not_reached ();
}

static void
assert_same_complaint (Fixture *fixture, const GString *line, CulvertConfigLexis lexis)
{
  g_autoptr (GBytes) said = run_on (fixture, line);

  if (find_in (said, complaint_of (lexis)) == NULL)
    g_error ("The daemon does not object to this line: %s", line->str);
}

/* G2: the verdict and the first word of any line */
static void
test_verdicts_and_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) good = g_ptr_array_new_with_free_func ((GDestroyNotify) probe_free);
  guint n_good = 0;

  if (is_skipped ())
    return;

  for (int i = 0; i < n_lines; i++)
    {
      Probe *probe = make_probe (fixture->random, "");

      if (probe->lexis == CULVERT_CONFIG_LEXIS_GOOD)
        {
          n_good++;
          g_ptr_array_add (good, probe);
        }
      else
        {
          assert_same_complaint (fixture, probe->text, probe->lexis);
          probe_free (probe);
        }
      if (good->len == N_AT_ONCE || i == n_lines - 1)
        {
          assert_same_names (fixture, good);
          g_ptr_array_set_size (good, 0);
        }
    }
  g_test_message ("%u of %d lines can be read", n_good, n_lines);
  g_assert_cmpuint (n_good, >, (guint) n_lines / 4);
  g_assert_cmpuint (n_good, <, (guint) n_lines);
}

/* Without a line feed at its end. */
static void
test_last_line (Fixture *fixture, gconstpointer data)
{
  if (is_skipped ())
    return;

  for (int i = 0; i < n_lines / 20; i++)
    {
      Probe *probe = make_probe (fixture->random, "");
      gboolean has_more;

      g_string_truncate (probe->text, probe->text->len - 1);
      g_string_append (probe->text, i % 2 == 0 ? "z\\" : "");
      g_ptr_array_set_size (probe->words, 0);
      probe->lexis =
          culvert_config_lex (probe->text->str, probe->text->len, probe->words, &has_more);
      if (probe->lexis != CULVERT_CONFIG_LEXIS_GOOD)
        assert_same_complaint (fixture, probe->text, probe->lexis);
      probe_free (probe);
    }
}

static GSocketConnection *
connect_to (const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  GSocketConnection *connection = NULL;

  culvert_await (
      (connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL)) !=
      NULL);
  return connection;
}

/* Everything up to the end of the reply. */
static GString *
ask_for_echoes (const char *path)
{
  g_autoptr (GSocketConnection) connection = connect_to (path);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GString *said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (out, "echo all\n", strlen ("echo all\n"), NULL, NULL, &error);
  g_assert_no_error (error);
  while (!g_str_has_suffix (said->str, "\r\nEND\r\n"))
    {
      char buffer[4096];
      gssize n_read = g_input_stream_read (in, buffer, sizeof buffer, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (n_read, >, 0);
      g_string_append_len (said, buffer, n_read);
    }
  return said;
}

/* The daemon's words behind `echo`, put together. */
static GString *
join (const Probe *probe)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 1; i < probe->words->len; i++)
    g_string_append_printf (joined, i == 1 ? "%s" : " %s", (const char *) probe->words->pdata[i]);
  return joined;
}

static void
assert_same_words (Fixture *fixture, GPtrArray *probes)
{
  g_autoptr (GString) config = g_string_new (NULL);
  g_autoptr (GSubprocess) openvpn = NULL;
  g_autoptr (GString) said = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, SOCKET, NULL);
  const char *at;

  for (guint i = 0; i < probes->len; i++)
    {
      const Probe *probe = probes->pdata[i];

      g_string_append_len (config, probe->text->str, (gssize) probe->text->len);
    }
  culvert_openvpn_put (fixture->folder, CONFIG, config->str, config->len);
  openvpn = culvert_openvpn_start (fixture->folder,
                                   CONFIG,
                                   "--dev",
                                   "null",
                                   "--management",
                                   SOCKET,
                                   "unix",
                                   "--management-hold",
                                   NULL);
  said = ask_for_echoes (path);
  culvert_openvpn_end (openvpn);

  at = strstr (said->str, ">HOLD:");
  g_assert_nonnull (at);
  at = strchr (at, '\n') + 1;
  for (guint i = 0; i < probes->len; i++)
    {
      const Probe *probe = probes->pdata[i];
      g_autoptr (GString) words = join (probe);

      at += strspn (at, "0123456789");
      g_assert_cmpint (*at++, ==, ',');
      if (strncmp (at, words->str, words->len) != 0 || !g_str_has_prefix (at + words->len, "\r\n"))
        g_error ("The daemon reads other words in this line: %s", probe->text->str);
      at += words->len + strlen ("\r\n");
    }
  g_assert_cmpstr (at, ==, "END\r\n");
}

/* All words of any line that can be read. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) good = g_ptr_array_new_with_free_func ((GDestroyNotify) probe_free);

  if (is_skipped ())
    return;

  for (int i = 0; i < n_lines; i++)
    {
      Probe *probe = make_probe (fixture->random, "echo ");

      if (probe->lexis == CULVERT_CONFIG_LEXIS_GOOD)
        g_ptr_array_add (good, probe);
      else
        probe_free (probe);
      if (good->len == N_ECHOED || (i == n_lines - 1 && good->len > 0))
        {
          assert_same_words (fixture, good);
          g_ptr_array_set_size (good, 0);
        }
    }
}

static void
append_block_line (GString *config, GRand *random)
{
  static const char *const lines[] = {
    "zq",         "zq",      "\"zq\"", "#",       "",           "<ca>",        "<ca>",
    "'<ca>' # z", "--<ca>",  "</ca>",  "</ca>",   " \t\v</ca>", "</ca>zq",     "\\ <ca>",
    "</ca",       "z </ca>", "<cert>", "</cert>", "</ca>\r",    "\f</cert>zq",
  };

  g_string_append (config, lines[g_rand_int_range (random, 0, G_N_ELEMENTS (lines))]);
  g_string_append_c (config, '\n');
}

/* Which lines are directives and which are part of a block: the daemon names every directive. */
static void
assert_same_lines (const GString *config, GPtrArray *directives, GBytes *said)
{
  gsize length;
  const char *at = g_bytes_get_data (said, &length);
  const char *end = at + length;
  const char *next;

  for (guint i = 0; i < directives->len; i++)
    {
      const CulvertConfigDirective *directive = directives->pdata[i];
      const char *name = culvert_config_directive_get_name (directive);
      g_autofree char *complaint = g_strdup_printf (UNRECOGNIZED "%u: %s (", directive->line, name);

      if (*name != 'z')
        continue;
      next = find_behind (at, end, complaint);
      if (next == NULL)
        g_error ("The daemon finds no directive in line %u of: %s", directive->line, config->str);
      at = next;
    }
  if (find_behind (at, end, UNRECOGNIZED) != NULL)
    g_error ("The daemon finds more directives in: %s", config->str);
}

static gboolean
has_no_end (const GError *error)
{
  return g_str_has_suffix (error->message, "has no end.");
}

static void
test_blocks (Fixture *fixture, gconstpointer data)
{
  static const char missing[] = "ERROR: Endtag ";
  guint n_read = 0;
  guint n_endless = 0;

  if (is_skipped ())
    return;

  for (int i = 0; i < n_lines / 4; i++)
    {
      g_autoptr (GString) config = g_string_new (COMPATIBLE);
      g_autoptr (GPtrArray) directives = NULL;
      g_autoptr (GBytes) said = NULL;
      g_autoptr (GError) error = NULL;

      for (int k = 0; k < N_PER_BLOCK; k++)
        append_block_line (config, fixture->random);
      directives = culvert_config_parse (config->str, config->len, &error);
      if (directives == NULL && !has_no_end (error))
        continue;

      g_string_append (config, directives != NULL ? "\"\n" : "");
      said = run_on (fixture, config);
      if (directives != NULL)
        assert_same_lines (config, directives, said);
      else
        g_assert_nonnull (find_in (said, missing));
      n_read += directives != NULL;
      n_endless += directives == NULL;
    }
  g_test_message ("%u files can be read, %u have no end", n_read, n_endless);
  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_endless, >, 0);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/oracle/lines/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  g_test_init (&argc, &argv, NULL);
  ADD ("verdicts-and-names", test_verdicts_and_names);
  ADD ("last-line", test_last_line);
  ADD ("words", test_words);
  ADD ("blocks", test_blocks);
  return g_test_run ();
}
