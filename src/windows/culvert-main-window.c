/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-main-window.h"

#include "culvert-connection-list.h"
#include "culvert-fold-box.h"
#include "culvert-note-bar.h"
#include "culvert-page-stack.h"
#include "culvert-rename-dialog.h"
#include "culvert-session-face.h"
#include "culvert-words.h"

#include <glib/gi18n.h>

struct _CulvertMainWindow
{
  GtkWindow parent_instance;

  CulvertSessionList *sessions; /* (owned) */
  CulvertUiHost *host;          /* (unowned): owns the user interface, and this with it */
  GBinding *title_binding;      /* (unowned) (nullable): lives with the profile and this */
  gboolean is_watching;

  GtkStack *title_stack;
  GtkWidget *back_button;
  GtkWidget *add_button;
  GtkWidget *search_button;
  GtkToggleButton *menu_button;
  GtkStack *content_stack;
  CulvertFoldBox *fold_box;
  CulvertConnectionList *list;
  CulvertPageStack *page_stack;
  GtkWidget *page_bar;
  GtkContainer *note_box;
};

G_DEFINE_FINAL_TYPE (CulvertMainWindow, culvert_main_window, GTK_TYPE_WINDOW)

static const char *const page_names[] = {
  [CULVERT_UI_PAGE_OVERVIEW] = "overview",
  [CULVERT_UI_PAGE_LOG] = "log",
  [CULVERT_UI_PAGE_CLIENTS] = "clients",
};

enum
{
  FILES_DROPPED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What can be seen is fresh; what cannot need not be. */
static void
set_watching (CulvertMainWindow *self, gboolean is_watching)
{
  if (is_watching == self->is_watching)
    return;

  self->is_watching = is_watching;
  if (is_watching)
    culvert_session_list_watch (self->sessions);
  else
    culvert_session_list_unwatch (self->sessions);
}

static void
culvert_main_window_map (GtkWidget *widget)
{
  set_watching (CULVERT_MAIN_WINDOW (widget), TRUE);
  GTK_WIDGET_CLASS (culvert_main_window_parent_class)->map (widget);
}

static void
culvert_main_window_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (culvert_main_window_parent_class)->unmap (widget);
  set_watching (CULVERT_MAIN_WINDOW (widget), FALSE);
}

static gboolean
has_connections (CulvertMainWindow *self)
{
  return culvert_session_list_get_n (self->sessions) > 0;
}

/* What the header bar offers follows from what can be seen. */
static void
update_header (CulvertMainWindow *self)
{
  gboolean is_folded = culvert_fold_box_is_folded (self->fold_box);
  gboolean shows_detail = !is_folded || culvert_fold_box_shows_detail (self->fold_box);
  gboolean shows_list = !is_folded || !culvert_fold_box_shows_detail (self->fold_box);

  gtk_widget_set_visible (self->back_button, has_connections (self) && !shows_list);
  gtk_widget_set_visible (self->add_button, shows_list);
  gtk_widget_set_visible (self->search_button, has_connections (self) && shows_list);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), shows_list);
  gtk_stack_set_visible_child_name (self->title_stack,
                                    has_connections (self) && !is_folded ? "pages" : "title");
  gtk_widget_set_visible (self->page_bar, has_connections (self) && is_folded && shows_detail);
}

static gboolean
ask_for_room (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CulvertMainWindow *self = CULVERT_MAIN_WINDOW (widget);

  gtk_widget_queue_resize (self->back_button);
  gtk_widget_queue_resize (self->page_bar);

  return G_SOURCE_REMOVE;
}

/* This comes while room is being given out, when GTK forgets who asks for some: they ask again in
 * the next frame. */
static void
on_folded (CulvertMainWindow *self)
{
  update_header (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), ask_for_room, NULL, NULL);
}

static void
on_sessions_changed (CulvertMainWindow *self)
{
  gtk_stack_set_visible_child_name (self->content_stack,
                                    has_connections (self) ? "connections" : "empty");
  if (!has_connections (self))
    culvert_fold_box_set_shows_detail (self->fold_box, FALSE);
  update_header (self);
}

static gboolean
name_to_title (GBinding *binding, const GValue *name, GValue *title, gpointer user_data)
{
  /* Translators: the title of the window: the name of a connection */
  g_value_take_string (title, g_strdup_printf (_ ("%s — Culvert"), g_value_get_string (name)));

  return TRUE;
}

static void
on_selected (CulvertMainWindow *self, CulvertSession *session)
{
  g_clear_pointer (&self->title_binding, g_binding_unbind);
  culvert_page_stack_set_session (self->page_stack, session);

  if (session == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Culvert"));
      culvert_fold_box_set_shows_detail (self->fold_box, FALSE);
      return;
    }

  self->title_binding = g_object_bind_property_full (culvert_session_get_profile (session),
                                                     "name",
                                                     self,
                                                     "title",
                                                     G_BINDING_SYNC_CREATE,
                                                     name_to_title,
                                                     NULL,
                                                     NULL,
                                                     NULL);
}

static void
on_activated (CulvertMainWindow *self)
{
  culvert_fold_box_set_shows_detail (self->fold_box, TRUE);
}

static void
on_back_clicked (CulvertMainWindow *self)
{
  culvert_fold_box_set_shows_detail (self->fold_box, FALSE);
}

static void
on_search_clicked (CulvertMainWindow *self)
{
  culvert_fold_box_set_shows_detail (self->fold_box, FALSE);
  culvert_connection_list_start_search (self->list);
}

/* Letters that no widget wants begin a search. */
static gboolean
on_key_pressed (CulvertMainWindow *self, GdkEvent *event)
{
  GtkWindow *window = GTK_WINDOW (self);

  if (gtk_window_activate_key (window, &event->key) ||
      gtk_window_propagate_key_event (window, &event->key))
    return GDK_EVENT_STOP;

  return gtk_widget_get_mapped (GTK_WIDGET (self->list)) &&
         culvert_connection_list_search_with_key (self->list, event);
}

static void
close_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

static void
open_menu (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertMainWindow *self = user_data;

  culvert_fold_box_set_shows_detail (self->fold_box, FALSE);
  gtk_toggle_button_set_active (self->menu_button, TRUE);
}

/* In what is being looked at: the log, the clients, or else the connections. */
static void
search (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertMainWindow *self = user_data;

  if (!culvert_page_stack_start_search (self->page_stack) && has_connections (self))
    on_search_clicked (self);
}

static void
go_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  on_back_clicked (user_data);
}

static void
show_page (CulvertMainWindow *self, const char *page)
{
  culvert_page_stack_show (self->page_stack, page);
  culvert_fold_box_set_shows_detail (self->fold_box, TRUE);
}

static void
show_log (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertMainWindow *self = user_data;

  if (has_connections (self))
    show_page (self, "log");
}

static void
show_console (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertMainWindow *self = user_data;

  if (!has_connections (self))
    return;

  culvert_fold_box_set_shows_detail (self->fold_box, TRUE);
  culvert_page_stack_show_console (self->page_stack);
}

static void
rename_connection (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertMainWindow *self = user_data;
  const char *id = g_variant_get_string (parameter, NULL);
  CulvertSession *session = culvert_session_list_find (self->sessions, id);
  GtkWindow *dialog;

  if (session == NULL)
    return;

  dialog = GTK_WINDOW (culvert_rename_dialog_new (self->host, session));
  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  gtk_window_present (dialog);
}

/* Not asked, but offered back. */
static void
remove_connection (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertMainWindow *self = user_data;
  GActionGroup *app = gtk_widget_get_action_group (GTK_WIDGET (self), "app");
  const char *id = g_variant_get_string (parameter, NULL);
  CulvertSession *session = culvert_session_list_find (self->sessions, id);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (session == NULL)
    return;

  name = culvert_words_name (session);
  /* Translators: %s is the name of a connection. */
  text = g_strdup_printf (_ ("“%s” was removed."), name);
  culvert_main_window_add_note (self, text, _ ("_Undo"), "app.restore", id);
  g_action_group_activate_action (app, "remove", parameter);
}

/* The profile remembers it until the keyring has been open. */
static void
forget_passwords (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertMainWindow *self = user_data;
  const char *id = g_variant_get_string (parameter, NULL);
  CulvertSession *session = culvert_session_list_find (self->sessions, id);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (session == NULL)
    return;

  culvert_profile_set_must_forget (culvert_session_get_profile (session), TRUE);
  name = culvert_words_name (session);
  /* Translators: %s is the name of a connection. */
  text = g_strdup_printf (_ ("The saved passwords of “%s” are forgotten."), name);
  culvert_main_window_add_note (self, text, NULL, NULL, NULL);
}

static void
on_dropped (CulvertMainWindow *self, GdkDragContext *context, int x, int y, GtkSelectionData *data)
{
  g_auto (GStrv) uris = gtk_selection_data_get_uris (data);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; uris != NULL && uris[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_uri (uris[i]));
  if (files->len > 0)
    g_signal_emit (self, signals[FILES_DROPPED], 0, files);
}

static void
add_drop_target (CulvertMainWindow *self)
{
  GtkWidget *target = GTK_WIDGET (self->content_stack);

  gtk_drag_dest_set (target, GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (target);
}

static void
add_actions (CulvertMainWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "back", .activate = go_back },
    { .name = "close", .activate = close_window },
    { .name = "console", .activate = show_console },
    { .name = "forget-passwords", .activate = forget_passwords, .parameter_type = "s" },
    { .name = "log", .activate = show_log },
    { .name = "menu", .activate = open_menu },
    { .name = "remove", .activate = remove_connection, .parameter_type = "s" },
    { .name = "rename", .activate = rename_connection, .parameter_type = "s" },
    { .name = "search", .activate = search },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (group));
}

static gboolean
on_accelerator (GtkAccelGroup *group,
                GObject *window,
                guint key,
                GdkModifierType modifiers,
                gpointer user_data)
{
  g_auto (GStrv) name = g_strsplit (user_data, ".", 2);
  GActionGroup *actions = gtk_widget_get_action_group (GTK_WIDGET (window), name[0]);

  if (actions != NULL)
    g_action_group_activate_action (actions, name[1], NULL);

  return GDK_EVENT_STOP;
}

static void
add_accelerators (CulvertMainWindow *self)
{
  static const struct
  {
    const char *keys;
    const char *action;
  } accelerators[] = {
    { "<Control>q", "app.quit" },
    { "<Control>w", "win.close" },
    { "<Control>l", "win.log" },
    { "<Control><Shift>c", "win.console" },
    { "<Control>f", "win.search" },
    { "<Alt>Left", "win.back" },
    { "F10", "win.menu" },
    { "<Control>o", "profile.import" },
    { "<Control>comma", "app.preferences" },
    { "<Control>question", "app.shortcuts" },
  };
  g_autoptr (GtkAccelGroup) group = gtk_accel_group_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    {
      GdkModifierType modifiers;
      guint key;
      GClosure *closure =
          g_cclosure_new (G_CALLBACK (on_accelerator), (gpointer) accelerators[i].action, NULL);

      gtk_accelerator_parse (accelerators[i].keys, &key, &modifiers);
      gtk_accel_group_connect (group, key, modifiers, 0, closure);
    }

  gtk_window_add_accel_group (GTK_WINDOW (self), group);
}

static void
culvert_main_window_dispose (GObject *object)
{
  CulvertMainWindow *self = CULVERT_MAIN_WINDOW (object);

  set_watching (self, FALSE);
  g_clear_pointer (&self->title_binding, g_binding_unbind);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_main_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, content_stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, fold_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, page_bar);
  gtk_widget_class_bind_template_child (widget_class, CulvertMainWindow, note_box);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_dropped);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, update_header);
}

static void
culvert_main_window_class_init (CulvertMainWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_main_window_dispose;
  GTK_WIDGET_CLASS (klass)->map = culvert_main_window_map;
  GTK_WIDGET_CLASS (klass)->unmap = culvert_main_window_unmap;

  signals[FILES_DROPPED] = g_signal_new ("files-dropped",
                                         CULVERT_TYPE_MAIN_WINDOW,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_PTR_ARRAY);

  g_type_ensure (CULVERT_TYPE_CONNECTION_LIST);
  g_type_ensure (CULVERT_TYPE_FOLD_BOX);
  g_type_ensure (CULVERT_TYPE_PAGE_STACK);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
culvert_main_window_init (CulvertMainWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_actions (self);
  add_accelerators (self);
  add_drop_target (self);
}

CulvertMainWindow *
culvert_main_window_new (CulvertSessionList *sessions, GActionGroup *actions, CulvertUiHost *host)
{
  CulvertMainWindow *self;

  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (sessions), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);
  g_return_val_if_fail (CULVERT_IS_UI_HOST (host), NULL);

  self = g_object_new (CULVERT_TYPE_MAIN_WINDOW, NULL);
  self->sessions = g_object_ref (sessions);
  self->host = host;
  gtk_widget_insert_action_group (GTK_WIDGET (self), "app", actions);
  culvert_page_stack_set_host (self->page_stack, host);
  culvert_connection_list_set_sessions (self->list, sessions);
  g_signal_connect_object (sessions,
                           "items-changed",
                           G_CALLBACK (on_sessions_changed),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_sessions_changed (self);

  return self;
}

void
culvert_main_window_show_session (CulvertMainWindow *self,
                                  CulvertSession *session,
                                  CulvertUiPage page)
{
  g_return_if_fail (CULVERT_IS_MAIN_WINDOW (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  culvert_connection_list_select (self->list, session);
  show_page (self, page_names[page]);
}

gboolean
culvert_main_window_shows (CulvertMainWindow *self, CulvertSession *session, CulvertUiPage page)
{
  g_return_val_if_fail (CULVERT_IS_MAIN_WINDOW (self), FALSE);

  /* Narrow, the list may be in front of it. */
  return culvert_connection_list_get_selected (self->list) == session &&
         culvert_page_stack_shows (self->page_stack, page_names[page]);
}

void
culvert_main_window_add_note (CulvertMainWindow *self,
                              const char *text,
                              const char *button,
                              const char *action,
                              const char *id)
{
  g_return_if_fail (CULVERT_IS_MAIN_WINDOW (self));

  gtk_container_add (self->note_box, culvert_note_bar_new (text, button, action, id));
}
