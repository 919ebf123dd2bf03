/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-unit.h"

#include "culvert-launch-command.h"
#include "culvert-launch-name.h"
#include "culvert-plain-text.h"

#include <linux/capability.h>
#include <sys/socket.h>

#define MAX_NAME_CHARACTERS 60
#define STOP_TIMEOUT_S      10
#define MAX_TASKS           20
#define RUNTIME_FOLDER_MODE 0755
#define CAPABILITY(number)  (G_GUINT64_CONSTANT (1) << (number))
#define MAY_CHANGE_NETWORKS CAPABILITY (CAP_NET_ADMIN)
#define MAY_TIE_TO_A_DEVICE CAPABILITY (CAP_NET_RAW)

static char *
dup_description (const CulvertLaunchUnit *self)
{
  g_autofree char *name = culvert_plain_text (self->name, -1, MAX_NAME_CHARACTERS);

  return g_strdup_printf ("VPN connection “%s”", name);
}

static char **
build_command (const CulvertLaunchUnit *self)
{
  g_autofree char *socket = culvert_launch_name_dup_socket (self->uid, self->id);
  CulvertLaunchCommand command = {
    .program = self->program->path,
    .socket = socket,
    .user = self->user,
    .dns_script = self->facts.is_root_eligible ? self->program->dns_script : NULL,
    .runs_scripts = self->facts.runs_programs && !self->facts.is_root_eligible,
    .has_many_remotes = self->facts.n_remotes > 1,
  };

  return culvert_launch_command_build (&command);
}

static void
add (GVariantBuilder *builder, const char *name, GVariant *value)
{
  g_variant_builder_add (builder, "(sv)", name, value);
}

static void
add_string (GVariantBuilder *builder, const char *name, const char *value)
{
  add (builder, name, g_variant_new_string (value));
}

static void
add_process (GVariantBuilder *builder, const CulvertLaunchUnit *self, int profile_fd, int errors_fd)
{
  g_auto (GStrv) command = build_command (self);
  g_autofree char *description = dup_description (self);
  GVariantBuilder programs;

  g_variant_builder_init (&programs, G_VARIANT_TYPE ("a(sasb)"));
  g_variant_builder_add (&programs, "(s^asb)", command[0], command, FALSE);

  add_string (builder, "Description", description);
  add_string (builder, "Type", "exec");
  add (builder, "ExecStart", g_variant_builder_end (&programs));
  /* A property could be read by everybody on the bus, so the profile is none. */
  add (builder, "StandardInputFileDescriptor", g_variant_new_handle (profile_fd));
  /* The journal, where all else goes, is closed to most users. */
  add (builder, "StandardErrorFileDescriptor", g_variant_new_handle (errors_fd));
  add_string (builder, "CollectMode", "inactive-or-failed");
  add_string (builder, "KillMode", "mixed");
  add (builder,
       "TimeoutStopUSec",
       g_variant_new_uint64 ((guint64) STOP_TIMEOUT_S * G_USEC_PER_SEC));
  add (builder, "TasksMax", g_variant_new_uint64 (MAX_TASKS));
}

/* A folder for this unit alone: systemd gives it to the user of the unit, and removes it when the
 * unit ends. */
static void
add_runtime_folder (GVariantBuilder *builder, const CulvertLaunchUnit *self)
{
  g_autofree char *folder = culvert_launch_name_dup_runtime_folder (self->uid, self->id);
  const char *const folders[] = { folder, NULL };

  add (builder, "RuntimeDirectory", g_variant_new_strv (folders, -1));
  add (builder, "RuntimeDirectoryMode", g_variant_new_uint32 (RUNTIME_FOLDER_MODE));
}

static void
add_rights (GVariantBuilder *builder, const CulvertLaunchUnit *self)
{
  guint64 capabilities = MAY_CHANGE_NETWORKS;

  if (self->facts.binds_device)
    capabilities |= MAY_TIE_TO_A_DEVICE;

  add (builder, "CapabilityBoundingSet", g_variant_new_uint64 (capabilities));
  if (self->facts.is_root_eligible)
    return;

  /* Not for root, whose programs may have to change into a security domain of their own. */
  add_string (builder, "User", self->user);
  add (builder, "AmbientCapabilities", g_variant_new_uint64 (capabilities));
  add (builder, "NoNewPrivileges", g_variant_new_boolean (TRUE));
}

static void
add_protections (GVariantBuilder *builder)
{
  static const char *const protections[] = {
    "LockPersonality",       "PrivateTmp",        "ProtectClock",     "ProtectControlGroups",
    "ProtectHostname",       "ProtectKernelLogs", "RestrictRealtime", "ProtectKernelModules",
    "ProtectKernelTunables", "RestrictSUIDSGID",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (protections); i++)
    add (builder, protections[i], g_variant_new_boolean (TRUE));
}

static void
add_limits (GVariantBuilder *builder, const CulvertLaunchUnit *self)
{
  /* Where name servers are written down without systemd-resolved. */
  static const char *const name_server_files[] = { "-/run/resolvconf", "-/etc/resolv.conf", NULL };
  static const char *const families[] = { "AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK", NULL };
  GVariantBuilder devices;

  add_string (builder, "ProtectSystem", "strict");
  if (self->facts.is_root_eligible)
    add (builder, "ReadWritePaths", g_variant_new_strv (name_server_files, -1));
  add_string (builder, "ProtectHome", self->facts.reads_files ? "read-only" : "yes");

  g_variant_builder_init (&devices, G_VARIANT_TYPE ("a(ss)"));
  g_variant_builder_add (&devices, "(ss)", "/dev/net/tun", "rw");
  add_string (builder, "DevicePolicy", "closed");
  add (builder, "DeviceAllow", g_variant_builder_end (&devices));
  add (builder, "RestrictAddressFamilies", g_variant_new ("(b^as)", TRUE, families));
}

GVariant *
culvert_launch_unit_to_properties (const CulvertLaunchUnit *self, int profile_fd, int errors_fd)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sv)"));
  add_process (&builder, self, profile_fd, errors_fd);
  add_runtime_folder (&builder, self);
  add_rights (&builder, self);
  add_protections (&builder);
  add_limits (&builder, self);

  return g_variant_builder_end (&builder);
}

char *
culvert_launch_unit_dup_command (const CulvertLaunchUnit *self, const char *profile_path)
{
  g_autoptr (GPtrArray) line = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) command = build_command (self);
  g_autofree char *unit = culvert_launch_name_dup_unit (self->uid, self->id);
  g_autofree char *folder = culvert_launch_name_dup_runtime_folder (self->uid, self->id);

  g_ptr_array_add (line, g_strdup ("sudo"));
  g_ptr_array_add (line, g_strdup ("systemd-run"));
  g_ptr_array_add (line, g_strdup ("--collect"));
  g_ptr_array_add (line, g_strconcat ("--unit=", unit, NULL));
  if (!self->facts.is_root_eligible)
    {
      g_ptr_array_add (line, g_strconcat ("--uid=", self->user, NULL));
      g_ptr_array_add (line, g_strdup ("--property=AmbientCapabilities=CAP_NET_ADMIN"));
      g_ptr_array_add (line, g_strdup ("--property=CapabilityBoundingSet=CAP_NET_ADMIN"));
    }
  g_ptr_array_add (line, g_strconcat ("--property=RuntimeDirectory=", folder, NULL));
  g_ptr_array_add (line, g_strconcat ("--property=StandardInput=file:", profile_path, NULL));
  for (gsize i = 0; command[i] != NULL; i++)
    g_ptr_array_add (line, g_strdup (command[i]));
  g_ptr_array_add (line, NULL);

  return culvert_launch_name_quote ((const char *const *) line->pdata);
}
