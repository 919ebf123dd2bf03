/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-import.h"
#include "culvert-config-table.h"

#include "culvert-openvpn.h"

#include <glib/gstdio.h>
#include <string.h>

#define CONFIG "profile.conf"
#define SEED   20261124

#define FINGERPRINT                                                                                \
  "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:"  \
  "ff"

static int n_profiles = 2000;

static const GOptionEntry options[] = {
  { "profiles", 0, 0, G_OPTION_ARG_INT, &n_profiles, "How many mutated profiles", "N" },
  { NULL },
};

/* What a hostile profile would like to do. The files are in the folder of the test. */
static const char *const hostile[] = {
  "plugin ./x.so",
  "up ./gone.sh",
  "down ./gone.sh",
  "route-up ./gone.sh",
  "route-pre-down ./gone.sh",
  "ipchange ./gone.sh",
  "tls-verify ./gone.sh",
  "engine x",
  "log written",
  "log-append written",
  "status written",
  "writepid written",
  "replay-persist written",
  "tls-export-cert .",
  "capath .",
  "ca x.so",
  "pkcs12 x.so",
  "tls-auth x.so",
  "crl-verify x.so",
  "extra-certs x.so",
  "auth-user-pass x.so",
  "askpass x.so",
  "http-proxy 127.0.0.1 9 x.so",
  "config included.conf",
  "cd /",
  "user nobody",
};

/* Each stands for one that runs in user mode or not at all: it must show in what the daemon says.
 */
static const char included[] = "writepid written\n";

#define PROFILE                                                                                    \
  "# A usual profile\n"                                                                            \
  "client\n"                                                                                       \
  "dev tun\n"                                                                                      \
  "proto tcp\n"                                                                                    \
  "remote 127.0.0.1 9\n"                                                                           \
  "remote localhost 9 tcp-client\n"                                                                \
  "nobind\n"                                                                                       \
  "persist-tun\n"                                                                                  \
  "verb 3\n"                                                                                       \
  "auth-user-pass\n"                                                                               \
  "setenv opt block-outside-dns\n"                                                                 \
  "verify-x509-name 'a b' name\n"                                                                  \
  "<ca>\n"                                                                                         \
  "-----BEGIN CERTIFICATE-----\n"                                                                  \
  "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n"                                                         \
  "-----END CERTIFICATE-----\n"                                                                    \
  "</ca>\n"                                                                                        \
  "data-ciphers AES-256-GCM:AES-128-GCM\n"

static const char profile[] = PROFILE "<connection>\nremote 127.0.0.1 10 tcp\n</connection>\n";

typedef struct
{
  char *folder;  /* (owned) */
  GRand *random; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("culvert-profiles-XXXXXX", NULL);
  fixture->random = g_rand_new_with_seed (SEED);
  culvert_openvpn_put (fixture->folder, "x.so", "", 0);
  culvert_openvpn_put (fixture->folder, "included.conf", included, strlen (included));
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

/* What the daemon reports of its settings when nothing of them was chosen by a profile. */
static const struct
{
  const char *setting;
  const char *value;
  const char *other_value; /* (nullable) */
} untouched[] = {
  { "auth_file", "'[UNDEF]'", "'stdin'" },
  { "auth_file_up", "'[UNDEF]'" },
  { "auth_token_secret_file", "'[UNDEF]'" },
  { "auth_user_pass_file", "'[UNDEF]'", "'stdin'" },
  { "auth_user_pass_verify_script", "'[UNDEF]'" },
  { "ca_file", "'[UNDEF]'", "'[INLINE]'" },
  { "ca_path", "'[UNDEF]'" },
  { "cd_dir", "'[UNDEF]'" },
  { "cert_file", "'[UNDEF]'", "'[INLINE]'" },
  { "chroot_dir", "'[UNDEF]'" },
  { "client_config_dir", "'[UNDEF]'" },
  { "client_connect_script", "'[UNDEF]'" },
  { "client_crresponse_script", "'[UNDEF]'" },
  { "client_disconnect_script", "'[UNDEF]'" },
  { "config", "'" CONFIG "'" },
  { "crl_file", "'[UNDEF]'", "'[INLINE]'" },
  { "daemon", "DISABLED" },
  { "dh_file", "'[UNDEF]'", "'[INLINE]'" },
  { "down_script", "'[UNDEF]'" },
  { "engine", "DISABLED" },
  { "extra_certs_file", "'[UNDEF]'", "'[INLINE]'" },
  { "genkey", "DISABLED" },
  { "groupname", "'[UNDEF]'" },
  { "ifconfig_pool_persist_filename", "'[UNDEF]'" },
  { "ipchange", "'[UNDEF]'" },
  { "key_pass_file", "'[UNDEF]'" },
  { "learn_address_script", "'[UNDEF]'" },
  { "log", "DISABLED" },
  { "mlock", "DISABLED" },
  { "nice", "0" },
  { "packet_id_file", "'[UNDEF]'" },
  { "pkcs12_file", "'[UNDEF]'", "'[INLINE]'" },
  { "priv_key_file", "'[UNDEF]'", "'[INLINE]'" },
  { "route_script", "'[UNDEF]'" },
  { "shared_secret_file", "'[UNDEF]'", "'[INLINE]'" },
  { "status_file", "'[UNDEF]'" },
  { "tls_auth_file", "'[UNDEF]'", "'[INLINE]'" },
  { "tls_crypt_file", "'[UNDEF]'", "'[INLINE]'" },
  { "tls_crypt_v2_file", "'[UNDEF]'", "'[INLINE]'" },
  { "tls_export_peer_cert_dir", "'[UNDEF]'" },
  { "tls_verify", "'[UNDEF]'" },
  { "tmp_dir", "'/tmp'" },
  { "up_script", "'[UNDEF]'" },
  { "username", "'[UNDEF]'" },
  { "writepid", "'[UNDEF]'" },
};

/* (transfer full) (nullable): what a setting tells of a profile that does more than to connect */
static char *
find_in_setting (const char *setting, const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (untouched); i++)
    if (g_str_equal (untouched[i].setting, setting) && !g_str_equal (untouched[i].value, value) &&
        g_strcmp0 (untouched[i].other_value, value) != 0)
      return g_strdup_printf ("%s is %s", setting, value);

  return NULL;
}

/* A line of the daemon's without its time: `  setting = value`. */
static char *
find_in_line (const char *line)
{
  const char *text = strstr (line, "   ");
  const char *equals = text != NULL ? strstr (text, " = ") : NULL;
  g_autofree char *setting = NULL;

  if (strstr (line, "PLUGIN_INIT") != NULL || strstr (line, "script fails with") != NULL)
    return g_strdup (line);
  if (equals == NULL)
    return NULL;

  text += strspn (text, " ");
  setting = g_strndup (text, (gsize) (equals - text));
  return find_in_setting (setting, equals + strlen (" = "));
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) files = g_dir_open (fixture->folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (files) != NULL)
    n_files++;
  return n_files;
}

/* Lets the daemon read a profile and report its settings; it ends before it does anything, because
 * the management that it should call is not there.
 *
 * Returns: (transfer full) (nullable): an effect that a profile may not have */
static char *
find_effect (Fixture *fixture, const char *text, gsize length, gboolean *is_accepted)
{
  g_autoptr (GSubprocess) openvpn = NULL;
  g_autoptr (GBytes) said = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_files;
  gsize n_said;
  const char *start;

  culvert_openvpn_put (fixture->folder, CONFIG, text, length);
  n_files = count_files (fixture);
  openvpn = culvert_openvpn_start (fixture->folder,
                                   CONFIG,
                                   "--verb",
                                   "4",
                                   "--mute",
                                   "0",
                                   "--management",
                                   "./nobody",
                                   "unix",
                                   "--management-client",
                                   "--management-query-passwords",
                                   NULL);
  said = culvert_openvpn_listen (openvpn);
  start = g_bytes_get_data (said, &n_said);
  output = g_strndup (start != NULL ? start : "", n_said);
  *is_accepted = strstr (output, "Current Parameter Settings") != NULL;

  if (count_files (fixture) != n_files)
    return g_strdup ("a file was written");
  lines = g_strsplit (output, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *effect = find_in_line (lines[i]);

      if (effect != NULL)
        return effect;
    }

  return NULL;
}

/* Proves that the other tests would notice: without Culvert, all of it works. */
static void
test_effects_are_noticed (Fixture *fixture, gconstpointer data)
{
  if (is_skipped ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *text = g_strconcat (PROFILE, hostile[i], "\n", NULL);
      g_autofree char *effect = NULL;
      g_autofree char *written = g_build_filename (fixture->folder, "written", NULL);
      gboolean is_accepted;

      effect = find_effect (fixture, text, strlen (text), &is_accepted);
      g_test_message ("%s: %s", hostile[i], effect != NULL ? effect : "-");
      g_assert_nonnull (effect);
      g_unlink (written);
    }
}

/* A word of a kind that the table of the policy names. */
static const char *
sample_of (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *word;
  } samples[] = {
    { "ciphers", "AES-256-GCM" }, { "device", "tun0" },      { "fingerprint", FINGERPRINT },
    { "host", "192.0.2.1" },      { "name", "x" },           { "network", "192.0.2.0" },
    { "number", "1000" },         { "port", "9" },           { "protocol", "tcp" },
    { "text", "./gone.sh" },      { "variable", "UV_NAME" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    if (g_str_equal (samples[i].kind, kind))
      return samples[i].word;

  g_assert_not_reached ();
}

/* The longest line of a form: with everything that may be left out. */
static char *
make_line (const CulvertConfigForm *form)
{
  g_auto (GStrv) kinds = g_strsplit (form->arguments, " ", -1);
  GString *line = g_string_new (form->name);

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      gsize length = strcspn (kinds[i], *kinds[i] == '=' ? "|?*" : "?*");

      kinds[i][length] = '\0';
      g_string_append_printf (line, " %s", *kinds[i] == '=' ? kinds[i] + 1 : sample_of (kinds[i]));
    }
  g_string_append_c (line, '\n');
  return g_string_free (line, FALSE);
}

/* What the table calls harmless does nothing that the daemon reports; and the daemon knows most of
 * it, but for what older and newer ones have. */
static void
test_allowed_forms_are_harmless (Fixture *fixture, gconstpointer data)
{
  gsize n_forms;
  const CulvertConfigForm *forms = culvert_config_table_get_forms (&n_forms);
  guint n_accepted = 0;

  if (is_skipped ())
    return;

  for (gsize i = 0; i < n_forms; i++)
    {
      g_autofree char *line = NULL;
      g_autofree char *text = NULL;
      g_autofree char *effect = NULL;
      gboolean is_accepted;

      if (g_str_equal (forms[i].arguments, "block"))
        continue;
      line = make_line (&forms[i]);
      text = g_strconcat (PROFILE, line, NULL);
      effect = find_effect (fixture, text, strlen (text), &is_accepted);
      if (!is_accepted)
        g_test_message ("not taken: %s", line);
      g_assert_cmpstr (effect, ==, NULL);
      n_accepted += is_accepted;
    }
  g_assert_cmpuint (n_accepted, >, n_forms * 2 / 3);
}

static void
insert (GString *text, GRand *random, const char *bytes, gsize length)
{
  gssize at = g_rand_int_range (random, 0, (int) text->len + 1);

  g_string_insert_len (text, at, bytes, (gssize) length);
}

/* At the beginning of a line. */
static void
insert_line (GString *text, GRand *random, const char *line)
{
  const char *at = text->str + g_rand_int_range (random, 0, (int) text->len);
  const char *feed = strchr (at, '\n');

  g_string_insert (text, feed != NULL ? feed + 1 - text->str : 0, line);
}

static const char *
pick_hostile (GRand *random)
{
  return hostile[g_rand_int_range (random, 0, G_N_ELEMENTS (hostile))];
}

/* The same directive in other clothes. */
static char *
disguise (GRand *random)
{
  const char *line = pick_hostile (random);
  gsize length = strcspn (line, " ");
  g_autofree char *name = g_strndup (line, length);
  const char *rest = line + length + (line[length] == ' ' ? 1 : 0);

  switch (g_rand_int_range (random, 0, 12))
    {
    case 0:
      return g_strdup_printf ("\"%s\" %s\n", name, rest);
    case 1:
      return g_strdup_printf ("'%s' %s\n", name, rest);
    case 2:
      return g_strdup_printf ("--%s %s\n", name, rest);
    case 3:
      return g_strdup_printf ("\t\v\f%s\v%s\n", name, rest);
    case 4:
      return g_strdup_printf ("setenv opt %s %s\n", name, rest);
    case 5:
      return g_strdup_printf ("'setenv' \"opt\" --%s %s\n", name, rest);
    case 6:
      return g_strdup_printf ("\\ %s\\\n %s\n", name, rest);
    case 7:
      return g_strdup_printf ("%s\r%s\r\n", name, rest);
    case 8:
      return g_strdup_printf ("</ca>junk\n%s %s\n<ca>\n", name, rest);
    case 9:
      return g_strdup_printf ("\xef\xbb\xbf%s %s\n", name, rest);
    case 10:
      return g_strdup_printf ("</connection>\n%s %s\n<connection>\n", name, rest);
    default:
      return g_strdup_printf ("%s %s\n", name, rest);
    }
}

/* A line around a length at which the daemon cuts, with something behind the cut. */
static void
insert_long_line (GString *text, GRand *random)
{
  static const int cuts[] = { 254, 255, 256, 509, 510, 511, 512 };
  g_autofree char *filling =
      g_strnfill ((gsize) cuts[g_rand_int_range (random, 0, G_N_ELEMENTS (cuts))],
                  g_rand_boolean (random) ? 'A' : ' ');
  g_autofree char *line = g_strdup_printf ("%s%s%s\n",
                                           filling,
                                           g_rand_boolean (random) ? "</ca>\n" : "",
                                           pick_hostile (random));

  insert_line (text, random, line);
}

static void
mutate (GString *text, GRand *random)
{
  static const char special[] = "\"'\\#;<>/- \t\v\f\r\n=";
  g_autofree char *line = disguise (random);
  gsize at = (gsize) g_rand_int_range (random, 0, (int) text->len);
  gsize length = (gsize) g_rand_int_range (random, 0, 20);

  switch (g_rand_int_range (random, 0, 8))
    {
    case 0:
    case 1:
    case 2:
      insert_line (text, random, line);
      break;
    case 3:
      insert (text, random, &special[g_rand_int_range (random, 0, sizeof special - 1)], 1);
      break;
    case 4:
      g_string_erase (text, (gssize) at, (gssize) MIN (length, text->len - at - 1));
      break;
    case 5:
      insert_long_line (text, random);
      break;
    case 6:
      insert (text, random, g_rand_boolean (random) ? "\0" : "\r", 1);
      break;
    default:
      text->str[at] = (char) g_rand_int_range (random, 0x20, 0x7f);
      break;
    }
}

static CulvertConfigImport *
import (const GString *text)
{
  g_autoptr (GPtrArray) config = culvert_config_parse (text->str, text->len, NULL);
  GPtrArray *notes;

  if (config == NULL)
    return NULL;

  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free);
  return culvert_config_import_new (config, notes, NULL, NULL);
}

/* G3: what may run as root does nothing but connect, whatever it was made from. */
static void
test_mutated_profiles (Fixture *fixture, gconstpointer data)
{
  int n_for_root = 0;
  int n_for_user = 0;
  int n_accepted = 0;

  if (is_skipped ())
    return;

  for (int i = 0; i < n_profiles; i++)
    {
      g_autoptr (GString) text = g_string_new (profile);
      g_autoptr (CulvertConfigImport) result = NULL;
      g_autofree char *effect = NULL;
      CulvertSecretText *canonical;
      CulvertConfigFacts facts;
      gboolean is_accepted = FALSE;

      for (int n = g_rand_int_range (fixture->random, 0, 2); n >= 0; n--)
        mutate (text, fixture->random);
      result = import (text);
      if (result == NULL)
        continue;
      canonical = culvert_config_import_get_text (result);
      g_assert_true (culvert_config_examine (culvert_secret_text_peek (canonical),
                                             culvert_secret_text_get_length (canonical),
                                             &facts,
                                             NULL));
      n_for_user += !facts.is_root_eligible;
      if (!facts.is_root_eligible)
        continue;

      n_for_root++;
      effect = find_effect (fixture,
                            culvert_secret_text_peek (canonical),
                            culvert_secret_text_get_length (canonical),
                            &is_accepted);
      n_accepted += is_accepted;
      if (effect != NULL)
        g_error ("%s, with %s", effect, culvert_secret_text_peek (canonical));
    }

  g_test_message ("%d profiles: %d for root, of which the daemon takes %d, and %d for the user",
                  n_profiles,
                  n_for_root,
                  n_accepted,
                  n_for_user);
  g_assert_cmpint (n_for_root, >, n_profiles / 20);
  g_assert_cmpint (n_accepted, >, n_for_root / 2);
  g_assert_cmpint (n_for_user, >, n_profiles / 20);
}

/* What Culvert lets run as root is also what the daemon understands. */
static void
test_usual_profile_is_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (profile);
  g_autoptr (CulvertConfigImport) result = import (text);
  g_autofree char *effect = NULL;
  CulvertSecretText *canonical = culvert_config_import_get_text (result);
  gboolean is_accepted;

  if (is_skipped ())
    return;

  g_assert_true (culvert_config_import_get_facts (result)->is_root_eligible);
  effect = find_effect (fixture,
                        culvert_secret_text_peek (canonical),
                        culvert_secret_text_get_length (canonical),
                        &is_accepted);
  g_assert_cmpstr (effect, ==, NULL);
  g_assert_true (is_accepted);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/oracle/profiles/" name, Fixture, NULL, set_up, function, tear_down)

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
  ADD ("effects-are-noticed", test_effects_are_noticed);
  ADD ("usual-profile-is-taken", test_usual_profile_is_taken);
  ADD ("allowed-forms-are-harmless", test_allowed_forms_are_harmless);
  ADD ("mutated-profiles", test_mutated_profiles);
  return g_test_run ();
}
