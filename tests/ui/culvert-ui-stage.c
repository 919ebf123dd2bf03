/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-ui-stage.h"

#include "culvert-await.h"
#include "culvert-gtk-ui.h"
#include "culvert-window-manager.h"

struct _CulvertUiStage
{
  GObject parent_instance;

  CulvertSessionList *list;       /* (owned) */
  GSimpleActionGroup *actions;    /* (owned) */
  GSettings *settings;            /* (owned) */
  CulvertUsageStore *usage;       /* (owned): of a file that is not there */
  CulvertProfilesStage *profiles; /* (owned) */
  CulvertUi *ui;                  /* (owned) */
  GPtrArray *staged;              /* (element-type CulvertStagedSession) */
  GString *activated;             /* (owned) */
  char *asked;                    /* (owned) (nullable) */
  GTask *collecting;              /* (owned) (nullable): until there is a support bundle */
};

static void culvert_ui_stage_iface_init (CulvertUiHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertUiStage,
                               culvert_ui_stage,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_UI_HOST,
                                                      culvert_ui_stage_iface_init))

static gboolean
attach (CulvertUiHost *host, const char *name, const char *endpoint, GError **error)
{
  CulvertUiStage *self = CULVERT_UI_STAGE (host);

  g_free (self->asked);
  self->asked = g_strdup_printf ("attach %s %s", name, endpoint);
  if (!g_str_has_prefix (endpoint, "unix:/home/"))
    return TRUE;

  g_set_error_literal (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_ARGUMENT,
                       "The folder of this socket belongs to somebody else, who could put another "
                       "one there.");

  return FALSE;
}

static gboolean
rename_session (CulvertUiHost *host, CulvertSession *session, const char *name, GError **error)
{
  culvert_profile_set_name (culvert_session_get_profile (session), name);

  return TRUE;
}

static void
window_closed (CulvertUiHost *host)
{
  CulvertUiStage *self = CULVERT_UI_STAGE (host);

  g_free (self->asked);
  self->asked = g_strdup ("window-closed");
}

static CulvertUsageStore *
get_usage (CulvertUiHost *host)
{
  return CULVERT_UI_STAGE (host)->usage;
}

static CulvertUiProfiles *
get_profiles (CulvertUiHost *host)
{
  return CULVERT_UI_PROFILES (CULVERT_UI_STAGE (host)->profiles);
}

static void
collect_support_async (CulvertUiHost *host,
                       const char *toolkit,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  CulvertUiStage *self = CULVERT_UI_STAGE (host);

  g_assert_true (g_str_has_prefix (toolkit, "GTK 3."));
  g_assert_null (self->collecting);
  self->collecting = g_task_new (host, cancellable, callback, user_data);
}

static char *
collect_support_finish (CulvertUiHost *host,
                        GAsyncResult *result,
                        char **without_addresses,
                        GError **error)
{
  char *text = g_task_propagate_pointer (G_TASK (result), error);

  if (text != NULL)
    *without_addresses = g_strdup_printf ("(without addresses)\n%s", text);

  return text;
}

static void
culvert_ui_stage_iface_init (CulvertUiHostInterface *iface)
{
  iface->attach = attach;
  iface->rename = rename_session;
  iface->window_closed = window_closed;
  iface->get_usage = get_usage;
  iface->get_profiles = get_profiles;
  iface->collect_support_async = collect_support_async;
  iface->collect_support_finish = collect_support_finish;
}

static void
on_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertUiStage *self = user_data;
  const char *target = parameter != NULL ? g_variant_get_string (parameter, NULL) : "";

  g_string_append_printf (self->activated,
                          "%s%s(%s)",
                          self->activated->len > 0 ? " " : "",
                          g_action_get_name (G_ACTION (action)),
                          target);
}

static void
add_actions (CulvertUiStage *self)
{
  static const char *const plain[] = { "show-window", "connect-now", "disconnect-all",
                                       "attach",      "about",       "quit" };
  static const char *const targeted[] = { "toggle-window", "connect",     "disconnect", "answer",
                                          "show-log",      "remove",      "restore",    "restart",
                                          "reconnect",     "show-clients" };

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (plain[i], NULL);

      g_signal_connect (action, "activate", G_CALLBACK (on_activated), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (targeted); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (targeted[i], G_VARIANT_TYPE_STRING);

      g_signal_connect (action, "activate", G_CALLBACK (on_activated), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
}

static void
update_wanted (CulvertUiStage *self, CulvertSession *session)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (session));
  g_autofree char *name = g_strconcat ("connection-", id, NULL);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  gboolean is_wanted = culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED;

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_wanted));
}

static void
culvert_ui_stage_dispose (GObject *object)
{
  CulvertUiStage *self = CULVERT_UI_STAGE (object);

  g_clear_object (&self->ui);
  g_clear_object (&self->list);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  g_clear_object (&self->usage);
  g_clear_object (&self->profiles);
  g_clear_pointer (&self->staged, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_ui_stage_parent_class)->dispose (object);
}

static void
culvert_ui_stage_finalize (GObject *object)
{
  CulvertUiStage *self = CULVERT_UI_STAGE (object);

  g_string_free (self->activated, TRUE);
  g_clear_pointer (&self->asked, g_free);

  G_OBJECT_CLASS (culvert_ui_stage_parent_class)->finalize (object);
}

static void
culvert_ui_stage_class_init (CulvertUiStageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_ui_stage_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_ui_stage_finalize;
}

static CulvertUsageStore *
create_usage (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/usage.conf");
  g_autoptr (GAsyncResult) result = NULL;
  CulvertUsageStore *usage = culvert_usage_store_new (file);

  culvert_usage_store_load_async (usage, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  g_assert_true (culvert_usage_store_load_finish (usage, result, NULL));

  return usage;
}

static void
culvert_ui_stage_init (CulvertUiStage *self)
{
  self->list = culvert_session_list_new ();
  self->actions = g_simple_action_group_new ();
  self->settings = g_settings_new ("io.github.culvertvpn.Culvert");
  self->usage = create_usage ();
  self->profiles = culvert_profiles_stage_new ();
  self->staged = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_staged_session_free);
  self->activated = g_string_new (NULL);
  add_actions (self);
  g_signal_connect_object (self->list,
                           "state-changed",
                           G_CALLBACK (update_wanted),
                           self,
                           G_CONNECT_SWAPPED);
}

CulvertUiStage *
culvert_ui_stage_new (void)
{
  CulvertUiStage *self = g_object_new (CULVERT_TYPE_UI_STAGE, NULL);
  g_autofree char *icons = g_test_build_filename (G_TEST_DIST, "..", "icons", NULL);
  g_autoptr (GError) error = NULL;

  self->ui = culvert_ui_create (self->list,
                                G_ACTION_GROUP (self->actions),
                                self->settings,
                                CULVERT_UI_HOST (self),
                                &error);
  g_assert_no_error (error);
  gtk_icon_theme_prepend_search_path (gtk_icon_theme_get_default (), icons);

  return self;
}

CulvertUi *
culvert_ui_stage_get_ui (CulvertUiStage *self)
{
  return self->ui;
}

void
culvert_ui_stage_collect_support (CulvertUiStage *self, const char *text)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->collecting);

  g_task_return_pointer (task, g_strdup (text), g_free);
}

gboolean
culvert_ui_stage_is_collecting_cancelled (CulvertUiStage *self)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (self->collecting));
}

CulvertUsageStore *
culvert_ui_stage_get_usage (CulvertUiStage *self)
{
  return self->usage;
}

CulvertProfilesStage *
culvert_ui_stage_get_profiles (CulvertUiStage *self)
{
  return self->profiles;
}

void
culvert_ui_stage_add_session (CulvertUiStage *self, CulvertSession *session)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (session));
  g_autofree char *action_name = g_strconcat ("connection-", id, NULL);
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (action_name, NULL, g_variant_new_boolean (FALSE));

  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  culvert_session_list_add (self->list, session);
}

CulvertStagedSession *
culvert_ui_stage_take (CulvertUiStage *self, CulvertStagedSession *owned_staged)
{
  g_ptr_array_add (self->staged, owned_staged);
  culvert_ui_stage_add_session (self, owned_staged->session);

  return owned_staged;
}

CulvertStagedSession *
culvert_ui_stage_add (CulvertUiStage *self, const char *name)
{
  return culvert_ui_stage_take (self, culvert_staged_session_new (name));
}

void
culvert_ui_stage_remove (CulvertUiStage *self, CulvertStagedSession *staged)
{
  culvert_session_list_remove (self->list, staged->session);
  g_ptr_array_remove (self->staged, staged);
}

const char *
culvert_ui_stage_get_activated (CulvertUiStage *self)
{
  return self->activated->str;
}

const char *
culvert_ui_stage_get_asked (CulvertUiStage *self)
{
  return self->asked;
}

guint
culvert_ui_stage_count_windows (const char *type_name)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  guint n = 0;

  for (GList *window = windows; window != NULL; window = window->next)
    {
      if (gtk_widget_get_visible (window->data) &&
          g_str_equal (G_OBJECT_TYPE_NAME (window->data), type_name))
        n++;
    }

  return n;
}

GtkWindow *
culvert_ui_stage_find_window (const char *type_name)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    {
      if (gtk_widget_get_visible (window->data) &&
          g_str_equal (G_OBJECT_TYPE_NAME (window->data), type_name))
        return window->data;
    }

  return NULL;
}

typedef struct
{
  const char *id;
  GtkWidget *found;
} Search;

static void
visit (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;
  const char *id = gtk_buildable_get_name (GTK_BUILDABLE (widget));

  if (search->found == NULL &&
      (g_strcmp0 (id, search->id) == 0 || g_str_equal (G_OBJECT_TYPE_NAME (widget), search->id)))
    search->found = widget;
  if (search->found == NULL && GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), visit, search);
}

GtkWidget *
culvert_ui_stage_find_widget (GtkWidget *root, const char *id)
{
  Search search = { .id = id };

  visit (root, &search);

  return search.found;
}

void
culvert_ui_stage_activate (GtkWidget *widget, const char *group, const char *action)
{
  GActionGroup *actions = gtk_widget_get_action_group (widget, group);

  g_assert_nonnull (actions);
  g_action_group_activate_action (actions, action, NULL);
}

static void
on_painted (GdkFrameClock *clock, gpointer user_data)
{
  guint *n_frames = user_data;

  (*n_frames)++;
}

/* What is laid out anew in one frame is drawn in it or in the next. */
static void
await_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint n_frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &n_frames);

  while (n_frames < 2)
    {
      guint n_before = n_frames;

      gtk_widget_queue_draw (widget);
      culvert_await (n_frames > n_before);
    }
  g_signal_handler_disconnect (clock, handler);
}

/* A new size makes a new layout, which may ask for another size. */
void
culvert_ui_stage_settle (GtkWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  GtkAllocation before;
  GtkAllocation after;

  culvert_await (gtk_widget_get_mapped (widget));
  gtk_widget_get_allocation (widget, &after);
  do
    {
      before = after;
      culvert_window_manager_await ();
      await_frames (widget);
      gtk_widget_get_allocation (widget, &after);
    }
  while (!gdk_rectangle_equal (&before, &after));
}

void
culvert_ui_stage_press (GtkWindow *window, guint key, GdkModifierType modifiers)
{
  GdkKeymap *keymap = gdk_keymap_get_for_display (gdk_display_get_default ());
  g_autofree GdkKeymapKey *keys = NULL;
  g_autoptr (GdkEvent) event = gdk_event_new (GDK_KEY_PRESS);
  int n_keys;

  gdk_keymap_get_entries_for_keyval (keymap, key, &keys, &n_keys);
  g_assert_cmpint (n_keys, >, 0);

  event->key.window = g_object_ref (gtk_widget_get_window (GTK_WIDGET (window)));
  event->key.time = GDK_CURRENT_TIME;
  event->key.state = modifiers;
  event->key.keyval = key;
  event->key.hardware_keycode = keys[0].keycode;
  event->key.group = keys[0].group;
  gdk_event_set_device (
      event,
      gdk_seat_get_keyboard (gdk_display_get_default_seat (gdk_display_get_default ())));
  gtk_main_do_event (event);
}
