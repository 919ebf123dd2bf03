/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-support-bundle"

#include "culvert-support-bundle.h"

#include <string.h>
#include <sys/utsname.h>

#include "culvert-build.h"
#include "culvert-plain-text.h"
#include "culvert-redaction.h"
#include "culvert-state-history.h"
#include "culvert-support-command.h"
#include "culvert-support-profile.h"

#define RESOLV_CONF "/etc/resolv.conf"

struct _CulvertSupportBundle
{
  GObject parent_instance;

  CulvertSessionList *sessions; /* (owned) */
  CulvertProfileTexts *texts;   /* (owned) */
  CulvertStateHistory *history; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CulvertSupportBundle, culvert_support_bundle, G_TYPE_OBJECT)

/* A key that lacks its end hides the rest of its section, and not of everything. */
typedef struct
{
  char *title; /* (owned) */
  char *text;  /* (owned): not yet redacted */
} Section;

/* The data of a task. */
typedef struct
{
  GPtrArray *sections;         /* (owned) (element-type Section) */
  GPtrArray *sessions;         /* (owned) (element-type CulvertSession): as they were at first */
  CulvertRedaction *redaction; /* (owned) */
  guint n_asked;               /* of the programs */
  guint n_told;                /* of the sessions */
  char *text;                  /* (owned) (nullable): redacted */
  char *without_addresses;     /* (owned) (nullable): likewise */
} Collection;

static const struct
{
  const char *title;
  const char *words[4]; /* NULL-terminated */
} programs[] = {
  { "OpenVPN", { "openvpn", "--version" } },
  { "Routes", { "ip", "route" } },
  { "Routes of IPv6", { "ip", "-6", "route" } },
};

static void ask_next_program (GTask *owned_task);
static void tell_next_session (GTask *owned_task);

static void
section_free (Section *section)
{
  g_free (section->title);
  g_free (section->text);
  g_free (section);
}

static void
collection_free (Collection *collection)
{
  g_clear_pointer (&collection->sections, g_ptr_array_unref);
  g_clear_pointer (&collection->sessions, g_ptr_array_unref);
  g_clear_object (&collection->redaction);
  g_free (collection->text);
  g_free (collection->without_addresses);
  g_free (collection);
}

static void
add_section (Collection *collection, const char *title, char *owned_text)
{
  Section *section = g_new0 (Section, 1);

  section->title = g_strdup (title);
  section->text = owned_text;
  g_ptr_array_add (collection->sections, section);
}

/* Who the user is, most of which is in paths. */
static CulvertRedaction *
create_redaction (void)
{
  CulvertRedaction *redaction = culvert_redaction_new ();

  culvert_redaction_add_name (redaction, g_get_home_dir (), "~");
  culvert_redaction_add_name (redaction, g_get_real_name (), "(user)");
  culvert_redaction_add_name (redaction, g_get_user_name (), "(user)");
  culvert_redaction_add_name (redaction, g_get_host_name (), "(computer)");

  return redaction;
}

static char *
describe_versions (const char *toolkit)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format_iso8601 (now);
  GString *text = g_string_new (NULL);
  struct utsname kernel;

  g_string_append_printf (text, "Culvert %s\n", CULVERT_VERSION);
  g_string_append_printf (text,
                          "GLib %u.%u.%u\n",
                          glib_major_version,
                          glib_minor_version,
                          glib_micro_version);
  if (toolkit != NULL)
    g_string_append_printf (text, "%s\n", toolkit);
  if (system != NULL)
    g_string_append_printf (text, "%s\n", system);
  if (uname (&kernel) == 0)
    g_string_append_printf (text, "%s %s %s\n", kernel.sysname, kernel.release, kernel.machine);
  g_string_append_printf (text, "Made at %s\n", time);

  return g_string_free (text, FALSE);
}

static void
append_fact (GString *text, const char *name, const char *value)
{
  g_autofree char *plain = value != NULL ? culvert_plain_text_escape (value, -1) : NULL;

  if (plain != NULL && plain[0] != '\0')
    g_string_append_printf (text, "%s: %s\n", name, plain);
}

static char *
describe_session (CulvertSession *session)
{
  CulvertProfile *profile = culvert_session_get_profile (session);
  CulvertSessionFacts facts = culvert_session_get_facts (session);
  gboolean is_wanted = culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED;
  GString *text = g_string_new (NULL);

  append_fact (text, "Kind", culvert_profile_kind_to_string (culvert_profile_get_kind (profile)));
  append_fact (text, "Endpoint", culvert_profile_get_endpoint (profile));
  append_fact (text, "Unit", culvert_profile_get_unit (profile));
  append_fact (text,
               "State",
               culvert_session_state_to_string (culvert_session_get_state (session)));
  append_fact (text,
               "Reason",
               culvert_session_reason_to_string (culvert_session_get_reason (session)));
  append_fact (text, "Wanted", is_wanted ? "yes" : "no");
  append_fact (text, "Attached", culvert_session_is_attached (session) ? "yes" : "no");
  append_fact (text, "Waits for an answer", culvert_session_get_prompt (session) ? "yes" : NULL);
  append_fact (text, "Daemon", facts.daemon_version);
  append_fact (text, "VPN address", facts.vpn_ipv4);
  append_fact (text, "VPN address of IPv6", facts.vpn_ipv6);
  append_fact (text, "Server", facts.remote);
  append_fact (text, "Local address", facts.local);
  append_fact (text, "Last words", facts.message);

  return g_string_free (text, FALSE);
}

static char *
describe_log (CulvertSessionLog *log)
{
  guint64 first = culvert_session_log_get_first (log);
  guint64 end = culvert_session_log_get_end (log);
  GString *text = g_string_new (NULL);
  CulvertSessionLogLine line;

  if (end - first > CULVERT_SUPPORT_BUNDLE_LOG_LINES)
    first = end - CULVERT_SUPPORT_BUNDLE_LOG_LINES;
  for (guint64 number = first; number < end; number++)
    {
      g_autofree char *plain = NULL;

      if (!culvert_session_log_get_line (log, number, &line))
        continue;
      plain = culvert_plain_text_escape (line.text, (gssize) line.length);
      g_string_append_printf (text, "%s\n", plain);
    }

  return g_string_free (text, FALSE);
}

static void
add_sections_of_session (CulvertSupportBundle *self,
                         Collection *collection,
                         CulvertSession *session)
{
  CulvertProfile *profile = culvert_session_get_profile (session);
  const char *id = culvert_profile_get_id (profile);
  g_autofree char *name = culvert_plain_text (culvert_profile_get_name (profile), -1, 60);
  g_autofree char *states_title = g_strdup_printf ("States of “%s”", name);
  g_autofree char *log_title = g_strdup_printf ("Log of “%s”", name);
  g_autofree char *console_title = g_strdup_printf ("Console of “%s”", name);
  CulvertSessionConsole *console = culvert_session_get_console (session);

  add_section (collection, states_title, culvert_state_history_dup_text (self->history, id));
  add_section (collection, log_title, describe_log (culvert_session_get_log (session)));
  /* What was said while somebody looked on. */
  add_section (collection, console_title, describe_log (culvert_session_console_get_log (console)));
}

static void
append_section (Collection *collection, GString *text, const Section *section, gboolean with)
{
  g_autofree char *title = culvert_redaction_apply (collection->redaction, section->title, with);
  g_autofree char *clean = culvert_redaction_apply (collection->redaction, section->text, with);

  g_strchomp (clean);
  g_string_append_printf (text,
                          "== %s ==\n\n%s\n\n",
                          title,
                          clean[0] != '\0' ? clean : "(nothing)");
}

static char *
redact (Collection *collection, gboolean with_addresses)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < collection->sections->len; i++)
    append_section (collection, text, collection->sections->pdata[i], with_addresses);

  return g_string_free (text, FALSE);
}

/* In a thread: a long log takes a while. */
static void
redact_all (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Collection *collection = task_data;

  collection->text = redact (collection, TRUE);
  collection->without_addresses = redact (collection, FALSE);
  g_task_return_boolean (task, TRUE);
}

static void
on_redacted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The thread has a task of its own: whatever it drops last, no session ends in it. */
static void
start_to_redact (GTask *owned_task)
{
  g_autoptr (GTask) redacting =
      g_task_new (NULL, g_task_get_cancellable (owned_task), on_redacted, owned_task);

  g_task_set_source_tag (redacting, start_to_redact);
  g_task_set_task_data (redacting, g_task_get_task_data (owned_task), NULL);
  g_task_run_in_thread (redacting, redact_all);
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertSupportBundle *self = g_task_get_source_object (task);
  Collection *collection = g_task_get_task_data (task);
  CulvertSession *session = collection->sessions->pdata[collection->n_told];
  g_autoptr (CulvertSecretText) text =
      culvert_profile_texts_read_finish (CULVERT_PROFILE_TEXTS (source), result, NULL);

  add_section (collection,
               "Its profile",
               text != NULL ? culvert_support_profile_text (text, collection->redaction)
                            : g_strdup ("(the profile cannot be read)"));
  add_sections_of_session (self, collection, session);
  collection->n_told++;
  tell_next_session (g_steal_pointer (&task));
}

static void
tell_next_session (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  CulvertSupportBundle *self = g_task_get_source_object (task);
  Collection *collection = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  for (; collection->n_told < collection->sessions->len; collection->n_told++)
    {
      CulvertSession *session = collection->sessions->pdata[collection->n_told];
      CulvertProfile *profile = culvert_session_get_profile (session);
      g_autofree char *name = culvert_plain_text (culvert_profile_get_name (profile), -1, 60);
      g_autofree char *title = g_strdup_printf ("Connection “%s”", name);

      add_section (collection, title, describe_session (session));
      if (culvert_profile_get_kind (profile) == CULVERT_PROFILE_IMPORTED)
        {
          culvert_profile_texts_read_async (self->texts,
                                            culvert_profile_get_id (profile),
                                            on_text_read,
                                            g_steal_pointer (&task));
          return;
        }
      add_sections_of_session (self, collection, session);
    }

  start_to_redact (g_steal_pointer (&task));
}

/* The domains that a name is looked for in. */
static void
add_domains (CulvertRedaction *redaction, const char *resolv_conf)
{
  g_auto (GStrv) lines = g_strsplit (resolv_conf, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (lines[i], " \t", -1);

      if (words[0] == NULL ||
          (!g_str_equal (words[0], "search") && !g_str_equal (words[0], "domain")))
        continue;
      for (gsize j = 1; words[j] != NULL; j++)
        culvert_redaction_add_host (redaction, words[j]);
    }
}

static void
on_name_servers_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Collection *collection = g_task_get_task_data (task);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      char *text = g_utf8_make_valid (contents, (gssize) length);

      add_domains (collection->redaction, text);
      add_section (collection, "Name servers (" RESOLV_CONF ")", text);
    }
  else
    {
      add_section (collection,
                   "Name servers (" RESOLV_CONF ")",
                   g_strdup_printf ("(%s)", error->message));
    }

  tell_next_session (task);
}

static void
on_program_said (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Collection *collection = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *said = culvert_support_command_run_finish (result, &error);

  if (said == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  add_section (collection, programs[collection->n_asked].title, said);
  collection->n_asked++;
  ask_next_program (g_steal_pointer (&task));
}

static void
ask_next_program (GTask *owned_task)
{
  Collection *collection = g_task_get_task_data (owned_task);
  GCancellable *cancellable = g_task_get_cancellable (owned_task);
  g_autoptr (GFile) file = g_file_new_for_path (RESOLV_CONF);

  if (collection->n_asked < G_N_ELEMENTS (programs))
    culvert_support_command_run_async (programs[collection->n_asked].words,
                                       cancellable,
                                       on_program_said,
                                       owned_task);
  else
    g_file_load_contents_async (file, cancellable, on_name_servers_read, owned_task);
}

static void
culvert_support_bundle_dispose (GObject *object)
{
  CulvertSupportBundle *self = CULVERT_SUPPORT_BUNDLE (object);

  g_clear_object (&self->sessions);
  g_clear_object (&self->texts);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (culvert_support_bundle_parent_class)->dispose (object);
}

static void
culvert_support_bundle_class_init (CulvertSupportBundleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_support_bundle_dispose;
}

static void
culvert_support_bundle_init (CulvertSupportBundle *self)
{
}

CulvertSupportBundle *
culvert_support_bundle_new (CulvertSessionList *sessions, CulvertProfileTexts *texts)
{
  CulvertSupportBundle *self = g_object_new (CULVERT_TYPE_SUPPORT_BUNDLE, NULL);

  self->sessions = g_object_ref (sessions);
  self->texts = g_object_ref (texts);
  self->history = culvert_state_history_new (sessions);

  return self;
}

void
culvert_support_bundle_collect_async (CulvertSupportBundle *self,
                                      const char *toolkit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task;
  Collection *collection;

  g_return_if_fail (CULVERT_IS_SUPPORT_BUNDLE (self));

  collection = g_new0 (Collection, 1);
  collection->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  collection->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  collection->redaction = create_redaction ();
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    g_ptr_array_add (collection->sessions,
                     g_object_ref (culvert_session_list_get (self->sessions, i)));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_support_bundle_collect_async);
  g_task_set_task_data (task, collection, (GDestroyNotify) collection_free);
  add_section (collection, "Versions", describe_versions (toolkit));
  ask_next_program (task);
}

char *
culvert_support_bundle_collect_finish (CulvertSupportBundle *self,
                                       GAsyncResult *result,
                                       char **without_addresses,
                                       GError **error)
{
  Collection *collection;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  collection = g_task_get_task_data (G_TASK (result));
  if (without_addresses != NULL)
    *without_addresses = g_steal_pointer (&collection->without_addresses);

  return g_steal_pointer (&collection->text);
}
