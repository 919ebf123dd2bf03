/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-services.h"

#include "culvert-config.h"
#include "culvert-unit-name.h"

#include <string.h>

#define MAX_SERVICES 200

static const char *const patterns[] = { "openvpn-client@*.service", "openvpn@*.service", NULL };

/* The data of a task that lists. */
typedef struct
{
  CulvertSystemd *systemd; /* (owned) */
  char *folder;            /* (owned) */
  GHashTable *services;    /* (owned) (element-type utf8 CulvertLaunchService): by their units */
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  g_clear_object (&list->systemd);
  g_clear_pointer (&list->folder, g_free);
  g_clear_pointer (&list->services, g_hash_table_unref);
  g_free (list);
}

void
culvert_launch_service_free (CulvertLaunchService *self)
{
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->endpoint, g_free);
  g_free (self);
}

char *
culvert_launch_service_dup_endpoint (const char *config, gsize length)
{
  g_autoptr (GPtrArray) directives = culvert_config_parse (config, length, NULL);
  const CulvertConfigDirective *management =
      directives != NULL ? culvert_config_find (directives, "management") : NULL;
  const char *address;
  const char *port;

  if (management == NULL)
    return NULL;

  address = culvert_config_directive_get_word (management, 1);
  port = culvert_config_directive_get_word (management, 2);
  if (address == NULL || port == NULL)
    return NULL;

  if (g_str_equal (port, "unix"))
    return g_strconcat ("unix:", address, NULL);
  if (strchr (address, ':') != NULL)
    return g_strdup_printf ("tcp:[%s]:%s", address, port);
  return g_strdup_printf ("tcp:%s:%s", address, port);
}

/* (transfer none) (nullable) */
static CulvertLaunchService *
note_service (List *list, const char *unit)
{
  CulvertLaunchService *service = g_hash_table_lookup (list->services, unit);
  g_autofree char *name = culvert_unit_name_dup_instance (unit);

  if (service != NULL || name == NULL || g_hash_table_size (list->services) >= MAX_SERVICES)
    return service;

  service = g_new0 (CulvertLaunchService, 1);
  service->unit = g_strdup (unit);
  service->name = g_steal_pointer (&name);
  g_hash_table_insert (list->services, service->unit, service);
  return service;
}

/* From here on in a thread. */

static void
note_folder (List *list, const char *folder, const char *template)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (entries != NULL && (entry = g_dir_read_name (entries)) != NULL)
    {
      if (g_str_has_suffix (entry, ".conf"))
        {
          g_autofree char *name = g_strndup (entry, strlen (entry) - strlen (".conf"));
          g_autofree char *unit = g_strdup_printf ("%s@%s.service", template, name);

          note_service (list, unit);
        }
    }
}

static void
read_endpoint (CulvertLaunchService *service, const char *client_folder, const char *folder)
{
  gboolean is_client = g_str_has_prefix (service->unit, "openvpn-client@");
  g_autofree char *file = g_strconcat (service->name, ".conf", NULL);
  g_autofree char *path = g_build_filename (is_client ? client_folder : folder, file, NULL);
  g_autofree char *config = NULL;
  gsize length;

  if (g_file_get_contents (path, &config, &length, NULL))
    service->endpoint = culvert_launch_service_dup_endpoint (config, length);
}

static int
compare_services (gconstpointer a, gconstpointer b)
{
  const CulvertLaunchService *const *first = a;
  const CulvertLaunchService *const *second = b;
  int order = g_strcmp0 ((*first)->name, (*second)->name);

  return order != 0 ? order : g_strcmp0 ((*first)->unit, (*second)->unit);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  List *list = task_data;
  g_autoptr (GPtrArray) services =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_launch_service_free);
  g_autofree char *client_folder = g_build_filename (list->folder, "client", NULL);
  GHashTableIter iter;
  gpointer service;

  note_folder (list, client_folder, "openvpn-client");
  note_folder (list, list->folder, "openvpn");

  g_hash_table_iter_init (&iter, list->services);
  while (g_hash_table_iter_next (&iter, NULL, &service))
    {
      read_endpoint (service, client_folder, list->folder);
      g_ptr_array_add (services, service);
      g_hash_table_iter_steal (&iter);
    }
  g_ptr_array_sort (services, compare_services);
  g_task_return_pointer (task, g_steal_pointer (&services), (GDestroyNotify) g_ptr_array_unref);
}

/* From here on in the main loop again. */

static void
on_unit_files_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  List *list = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      culvert_systemd_call_finish (CULVERT_SYSTEMD (source), result, &error);
  g_autoptr (GVariantIter) files = NULL;
  const char *path;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_variant_get (reply, "(a(ss))", &files);
  while (g_variant_iter_next (files, "(&s&s)", &path, NULL))
    {
      g_autofree char *unit = g_path_get_basename (path);

      note_service (list, unit);
    }
  g_task_run_in_thread (task, read_in_thread);
}

static void
on_units_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  List *list = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      culvert_systemd_call_finish (CULVERT_SYSTEMD (source), result, &error);
  g_autoptr (GVariantIter) units = NULL;
  const char *unit;
  const char *active;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_variant_get (reply, "(a(ssssssouso))", &units);
  while (g_variant_iter_next (units,
                              "(&sss&sssouso)",
                              &unit,
                              NULL,
                              NULL,
                              &active,
                              NULL,
                              NULL,
                              NULL,
                              NULL,
                              NULL,
                              NULL))
    {
      CulvertLaunchService *service = note_service (list, unit);

      if (service != NULL)
        service->is_running = g_str_equal (active, "active") || g_str_equal (active, "activating");
    }
  culvert_systemd_call_async (list->systemd,
                              "ListUnitFilesByPatterns",
                              g_variant_new ("(as^as)", NULL, patterns),
                              NULL,
                              FALSE,
                              on_unit_files_told,
                              g_steal_pointer (&task));
}

void
culvert_launch_services_list_async (CulvertSystemd *systemd,
                                    const char *folder,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  List *list = g_new0 (List, 1);

  list->systemd = g_object_ref (systemd);
  list->folder = g_strdup (folder);
  list->services = g_hash_table_new_full (g_str_hash,
                                          g_str_equal,
                                          NULL,
                                          (GDestroyNotify) culvert_launch_service_free);
  g_task_set_source_tag (task, culvert_launch_services_list_async);
  g_task_set_task_data (task, list, list_free);
  culvert_systemd_call_async (systemd,
                              "ListUnitsByPatterns",
                              g_variant_new ("(as^as)", NULL, patterns),
                              NULL,
                              FALSE,
                              on_units_told,
                              task);
}

GPtrArray *
culvert_launch_services_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
