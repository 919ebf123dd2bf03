/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CulvertLaunchCommand:
 * @program: the path of openvpn
 * @socket: where it is to listen
 * @user: who may connect there
 * @dns_script: (nullable): a program of the distribution's that sets up name servers; never with a
 *   profile that was not found to be fit for root
 *
 * How an openvpn of ours is called. Its profile comes on standard input, so nothing here is a
 * secret. It never gets an option that would end or reset the tunnel when we go away.
 */
typedef struct
{
  const char *program;
  const char *socket;
  const char *user;
  const char *dns_script;
  gboolean runs_scripts;
  gboolean has_many_remotes;
} CulvertLaunchCommand;

char **culvert_launch_command_build (const CulvertLaunchCommand *self);

G_END_DECLS
