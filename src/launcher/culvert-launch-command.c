/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-command.h"

/* What openvpn may call: itself nothing but the tools it knows, or scripts too. */
#define BUILT_IN_TOOLS "1"
#define SCRIPTS        "2"

static void
add (GStrvBuilder *builder, const char *first, const char *second, const char *third)
{
  g_strv_builder_add (builder, first);
  if (second != NULL)
    g_strv_builder_add (builder, second);
  if (third != NULL)
    g_strv_builder_add (builder, third);
}

static void
add_management (GStrvBuilder *builder, const CulvertLaunchCommand *self)
{
  g_strv_builder_add_many (builder, "--management", self->socket, "unix", NULL);
  add (builder, "--management-client-user", self->user, NULL);
  add (builder, "--management-hold", NULL, NULL);
  add (builder, "--management-query-passwords", NULL, NULL);
  if (self->has_many_remotes)
    add (builder, "--management-query-remote", NULL, NULL);
  add (builder, "--management-up-down", NULL, NULL);
}

char **
culvert_launch_command_build (const CulvertLaunchCommand *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean has_scripts = self->runs_scripts || self->dns_script != NULL;

  /* Before the profile, in which errors may be. */
  add (builder, self->program, "--errors-to-stderr", NULL);
  /* Of an option that may stand once the last one counts: what the profile says comes first. */
  add (builder, "--config", "stdin", NULL);
  add_management (builder, self);
  add (builder, "--auth-retry", "interact", NULL);
  add (builder, "--script-security", has_scripts ? SCRIPTS : BUILT_IN_TOOLS, NULL);
  if (self->dns_script != NULL)
    {
      add (builder, "--up", self->dns_script, NULL);
      add (builder, "--down", self->dns_script, NULL);
      add (builder, "--down-pre", "--up-restart", NULL);
    }
  add (builder, "--suppress-timestamps", NULL, NULL);
  add (builder, "--setenv", "IV_GUI_VER", "Culvert " CULVERT_VERSION);
  add (builder, "--setenv", "IV_SSO", "openurl,webauth,crtext");
  add (builder, "--push-peer-info", NULL, NULL);
  add (builder, "--verb", "3", NULL);

  return g_strv_builder_end (builder);
}
