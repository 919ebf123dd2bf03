/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-launch-services"

#include "culvert-launch-services.h"

#include "culvert-config.h"
#include "culvert-service-files.h"
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
  GPtrArray *untold;       /* (owned) (element-type CulvertLaunchService): to be asked about */
  GHashTable *properties;  /* (owned) (element-type utf8 GVariant): of services, by their units */
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  g_clear_object (&list->systemd);
  g_clear_pointer (&list->folder, g_free);
  g_clear_pointer (&list->services, g_hash_table_unref);
  g_clear_pointer (&list->untold, g_ptr_array_unref);
  g_clear_pointer (&list->properties, g_hash_table_unref);
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
note_folders (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  List *list = task_data;
  g_autofree char *client_folder = g_build_filename (list->folder, "client", NULL);

  note_folder (list, client_folder, "openvpn-client");
  note_folder (list, list->folder, "openvpn");
  g_task_return_boolean (task, TRUE);
}

/* An addition to the unit may make the daemon listen elsewhere than its configuration does. */
static char *
dup_endpoint_of_unit (GVariant *properties)
{
  g_autoptr (CulvertServiceFacts) facts = culvert_service_facts_new ();

  culvert_service_facts_take_properties (facts, properties);
  culvert_service_files_read_config (facts);
  return g_steal_pointer (&facts->endpoint);
}

/* For a unit that systemd has told nothing of. */
static char *
dup_endpoint_of_file (const List *list, const CulvertLaunchService *service)
{
  gboolean is_client = g_str_has_prefix (service->unit, "openvpn-client@");
  g_autofree char *file = g_strconcat (service->name, ".conf", NULL);
  g_autofree char *path = g_build_filename (list->folder, is_client ? "client" : "", file, NULL);
  g_autofree char *config = NULL;
  gsize length;

  return g_file_get_contents (path, &config, &length, NULL)
             ? culvert_launch_service_dup_endpoint (config, length)
             : NULL;
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
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, list->services);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      CulvertLaunchService *service = item;
      GVariant *properties = g_hash_table_lookup (list->properties, service->unit);

      if (properties != NULL)
        service->endpoint = dup_endpoint_of_unit (properties);
      if (service->endpoint == NULL)
        service->endpoint = dup_endpoint_of_file (list, service);
      g_ptr_array_add (services, service);
      g_hash_table_iter_steal (&iter);
    }
  g_ptr_array_sort (services, compare_services);
  g_task_return_pointer (task, g_steal_pointer (&services), (GDestroyNotify) g_ptr_array_unref);
}

/* From here on in the main loop again. */

static void ask_about_next (GTask *owned_task);

static void
on_service_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  List *list = g_task_get_task_data (user_data);
  CulvertLaunchService *service = g_ptr_array_steal_index (list->untold, list->untold->len - 1);
  g_autoptr (GError) error = NULL;
  GVariant *properties =
      culvert_systemd_get_service_finish (CULVERT_SYSTEMD (source), result, &error);

  if (properties != NULL)
    g_hash_table_insert (list->properties, service->unit, properties);
  else
    g_debug ("%s: %s", service->unit, error->message);
  ask_about_next (user_data);
}

static void
ask_about_next (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  List *list = g_task_get_task_data (task);
  CulvertLaunchService *service =
      list->untold->len > 0 ? list->untold->pdata[list->untold->len - 1] : NULL;

  if (service == NULL)
    g_task_run_in_thread (task, read_in_thread);
  else
    culvert_systemd_get_service_async (list->systemd,
                                       service->unit,
                                       on_service_told,
                                       g_steal_pointer (&task));
}

static void
on_folders_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  List *list = g_task_get_task_data (user_data);
  GHashTableIter iter;
  gpointer service;

  g_hash_table_iter_init (&iter, list->services);
  while (g_hash_table_iter_next (&iter, NULL, &service))
    g_ptr_array_add (list->untold, service);
  ask_about_next (user_data);
}

static void
on_unit_files_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  List *list = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      culvert_systemd_call_finish (CULVERT_SYSTEMD (source), result, &error);
  g_autoptr (GVariantIter) files = NULL;
  g_autoptr (GTask) noting = NULL;
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
  noting = g_task_new (NULL, NULL, on_folders_noted, g_steal_pointer (&task));
  g_task_set_task_data (noting, list, NULL);
  g_task_run_in_thread (noting, note_folders);
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
  list->untold = g_ptr_array_new ();
  list->properties =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_variant_unref);
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
