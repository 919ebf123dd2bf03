/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-service-drop-in.h"

#include <string.h>

#define OWN_FOLDER "openvpn-mgmt-%i"
#define NEXT_LINE  " \\\n  "
#define FEATURES   "openurl,webauth,crtext"

/* Of these the last one counts, or they are said again below. */
static const char *const replaced[] = {
  "--management-client-user", "--management-client-group",
  "--management-hold",        "--management-query-passwords",
  "--management-up-down",     "--auth-retry",
  "--push-peer-info",         NULL,
};

static gboolean
is_replaced (const char *option, const char *value, gboolean moves)
{
  if (g_str_equal (option, "--setenv"))
    return g_strcmp0 (value, "IV_SSO") == 0;
  if (g_str_equal (option, "--management"))
    return moves;

  return g_strv_contains (replaced, option);
}

/* A word of a command line in a unit, where `%` and `$` are special, quoted or not. */
static void
append_word (GString *line, const char *word)
{
  gboolean is_plain = *word != '\0' && strpbrk (word, " \t\"'\\;") == NULL;

  g_string_append (line, is_plain ? " " : " \"");
  for (; *word != '\0'; word++)
    {
      if (*word == '"' || *word == '\\')
        g_string_append_c (line, '\\');
      else if (*word == '%' || *word == '$')
        g_string_append_c (line, *word);
      g_string_append_c (line, *word);
    }
  if (!is_plain)
    g_string_append_c (line, '"');
}

static void
append_present_command (GString *text, char **command, gboolean moves)
{
  gboolean is_left_out = FALSE;

  g_string_append (text, "ExecStart=\nExecStart=");
  g_string_append (text, command[0]);
  for (char **word = command + 1; *word != NULL; word++)
    {
      if (g_str_has_prefix (*word, "--"))
        is_left_out = is_replaced (*word, word[1], moves);
      if (!is_left_out)
        append_word (text, *word);
    }
}

static char *
dup_text (const CulvertServiceFacts *facts, gboolean moves)
{
  GString *text = g_string_new ("# Has OpenVPN ask its user through Culvert, and wait for the "
                                "answer.\n[Service]\n");

  if (moves)
    g_string_append (text, "RuntimeDirectory=" OWN_FOLDER "\nRuntimeDirectoryMode=0755\n");
  g_string_append (text, "TimeoutStartSec=infinity\n");
  append_present_command (text, facts->command, moves);
  if (moves)
    g_string_append (text, NEXT_LINE "--management /run/" OWN_FOLDER "/sock unix");
  g_string_append (text, NEXT_LINE "--management-client-user");
  append_word (text, facts->user);
  g_string_append (text,
                   NEXT_LINE
                   "--management-hold --management-query-passwords --management-up-down" NEXT_LINE
                   "--auth-retry interact --setenv IV_SSO " FEATURES " --push-peer-info\n");

  return g_string_free (text, FALSE);
}

/* What `%i` stands for. */
static char *
dup_instance (const char *unit)
{
  const char *at = strchr (unit, '@');
  const char *end = g_strrstr (unit, ".service");

  return at != NULL && end > at ? g_strndup (at + 1, (gsize) (end - at - 1)) : NULL;
}

CulvertServiceDropIn *
culvert_service_drop_in_new (const CulvertServiceFacts *facts)
{
  g_autofree char *instance = facts->unit != NULL ? dup_instance (facts->unit) : NULL;
  gboolean moves = facts->endpoint == NULL || !g_str_has_prefix (facts->endpoint, "unix:") ||
                   facts->closed_folder != NULL || !culvert_service_facts_has (facts, "management");
  CulvertServiceDropIn *self;

  if (instance == NULL || facts->command == NULL || facts->command[0] == NULL)
    return NULL;

  self = g_new0 (CulvertServiceDropIn, 1);
  self->path = g_strdup_printf ("/etc/systemd/system/%s.d/culvert.conf", facts->unit);
  self->text = dup_text (facts, moves);
  self->endpoint = moves ? g_strdup_printf ("unix:/run/openvpn-mgmt-%s/sock", instance)
                         : g_strdup (facts->endpoint);
  return self;
}

void
culvert_service_drop_in_free (CulvertServiceDropIn *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->endpoint, g_free);
  g_free (self);
}

char *
culvert_service_drop_in_dup_commands (const char *unit)
{
  /* It will wait for its user: to wait for it would be to wait for oneself. */
  return g_strdup_printf ("sudo systemctl daemon-reload\n"
                          "sudo systemctl --no-block restart %s",
                          unit);
}
