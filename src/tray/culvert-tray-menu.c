/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-tray-menu.h"

#include "culvert-client-words.h"
#include "culvert-words.h"

#include <glib/gi18n-lib.h>

#define MAX_FLAT_CONNECTIONS 12

/* The sections of the menu, from the top; an empty one is not seen. */
typedef enum
{
  SECTION_QUESTIONS,
  SECTION_CONNECTIONS,
  SECTION_ALL,
  SECTION_APPLICATION,
  SECTION_QUIT,
  N_SECTIONS
} Section;

struct _CulvertTrayMenu
{
  GObject parent_instance;

  CulvertSessionList *sessions; /* (owned) */
  GMenu *root;                  /* (owned) */
  GMenu *sections[N_SECTIONS];  /* (owned) */
  GMenu *connections;           /* (owned): a section, or the submenu in one */
  gboolean is_flat;
};

G_DEFINE_FINAL_TYPE (CulvertTrayMenu, culvert_tray_menu, G_TYPE_OBJECT)

/* A label of a menu takes an underscore for the mark of a mnemonic; a doubled one is literal. */
static char *
escape_mnemonics (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
take_item (GPtrArray *items, char *owned_label, const char *action, const char *target)
{
  g_autofree char *label = owned_label;
  GMenuItem *item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item,
                                           action,
                                           target != NULL ? g_variant_new_string (target) : NULL);
  g_ptr_array_add (items, item);
}

static gboolean
has_same_attribute (GMenuModel *model, int position, GMenuItem *item, const char *name)
{
  g_autoptr (GVariant) old = g_menu_model_get_item_attribute_value (model, position, name, NULL);
  g_autoptr (GVariant) new = g_menu_item_get_attribute_value (item, name, NULL);

  if (old == NULL || new == NULL)
    return old == new;

  return g_variant_equal (old, new);
}

static gboolean
is_same_item (GMenuModel *model, int position, GMenuItem *item)
{
  return has_same_attribute (model, position, item, G_MENU_ATTRIBUTE_LABEL) &&
         has_same_attribute (model, position, item, G_MENU_ATTRIBUTE_ACTION) &&
         has_same_attribute (model, position, item, G_MENU_ATTRIBUTE_TARGET);
}

/* Makes a menu show `items` by replacing what lies between the equal start and the equal end. */
static void
show_items (GMenu *menu, GPtrArray *items)
{
  GMenuModel *model = G_MENU_MODEL (menu);
  int n_old = g_menu_model_get_n_items (model);
  int n_new = (int) items->len;
  int start = 0;
  int end = 0;

  while (start < MIN (n_old, n_new) && is_same_item (model, start, items->pdata[start]))
    start++;
  while (end < MIN (n_old, n_new) - start &&
         is_same_item (model, n_old - 1 - end, items->pdata[n_new - 1 - end]))
    end++;

  for (int i = start; i < n_old - end; i++)
    g_menu_remove (menu, start);
  for (int i = start; i < n_new - end; i++)
    g_menu_insert_item (menu, i, items->pdata[i]);
}

/* Plain states speak through the check mark; every other one is said. */
static char *
connection_label (CulvertSession *session)
{
  CulvertSessionState state = culvert_session_get_state (session);
  g_autofree char *name = culvert_words_name (session);
  g_autofree char *label = escape_mnemonics (name);

  if (state == CULVERT_SESSION_CONNECTED || state == CULVERT_SESSION_DISCONNECTED)
    return g_steal_pointer (&label);

  /* Translators: the name of a connection and its state. */
  return g_strdup_printf (_ ("%s — %s"), label, culvert_words_state (state));
}

/* (nullable): nothing waits for the user */
static char *
create_question (CulvertSession *session)
{
  CulvertPrompt *prompt = culvert_session_get_prompt (session);
  guint n_requests = culvert_session_get_n_requests (session);
  g_autofree char *name = NULL;
  g_autofree char *requests = NULL;

  if (prompt != NULL)
    return culvert_words_question (prompt);
  if (n_requests == 0)
    return NULL;

  name = culvert_words_name (session);
  requests = culvert_client_words_requests (n_requests);

  /* Translators: the name of a connection, and what is to be said of it. */
  return g_strdup_printf (_ ("%s: %s"), name, requests);
}

static void
show_questions (CulvertTrayMenu *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);
      g_autofree char *question = create_question (session);
      g_autofree char *escaped = NULL;

      if (question == NULL)
        continue;

      escaped = escape_mnemonics (question);
      take_item (items,
                 /* Translators: what a connection needs from the user, as a menu entry that opens
                  * the question. */
                 g_strdup_printf (_ ("● %s…"), escaped),
                 culvert_session_get_prompt (session) != NULL ? "app.answer" : "app.show-clients",
                 culvert_profile_get_id (culvert_session_get_profile (session)));
    }

  show_items (self->sections[SECTION_QUESTIONS], items);
}

static void
place_connections (CulvertTrayMenu *self, gboolean is_flat)
{
  if (is_flat == self->is_flat)
    return;

  self->is_flat = is_flat;
  g_menu_remove (self->root, SECTION_CONNECTIONS);
  if (is_flat)
    g_menu_insert_section (self->root, SECTION_CONNECTIONS, NULL, G_MENU_MODEL (self->connections));
  else
    g_menu_insert_section (self->root,
                           SECTION_CONNECTIONS,
                           NULL,
                           G_MENU_MODEL (self->sections[SECTION_CONNECTIONS]));
}

static void
show_connections (CulvertTrayMenu *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_sessions = culvert_session_list_get_n (self->sessions);

  for (guint i = 0; i < n_sessions; i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);
      const char *id = culvert_profile_get_id (culvert_session_get_profile (session));
      g_autofree char *action = g_strconcat ("app.connection-", id, NULL);

      take_item (items, connection_label (session), action, NULL);
    }

  place_connections (self, n_sessions <= MAX_FLAT_CONNECTIONS);
  show_items (self->connections, items);
}

static void
show_actions_for_all (CulvertTrayMenu *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean is_waiting = FALSE;

  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);

      is_waiting |= culvert_session_get_state (session) == CULVERT_SESSION_WAITING &&
                    culvert_session_get_reason (session) == CULVERT_REASON_BACK_OFF;
    }

  if (is_waiting)
    take_item (items, g_strdup (_ ("_Connect now")), "app.connect-now", NULL);
  if (culvert_session_list_get_summary (self->sessions).n_up >= 2)
    take_item (items, g_strdup (_ ("_Disconnect all")), "app.disconnect-all", NULL);

  show_items (self->sections[SECTION_ALL], items);
}

static void
show_what_is (CulvertTrayMenu *self)
{
  show_questions (self);
  show_connections (self);
  show_actions_for_all (self);
}

static void
fill_fixed_sections (CulvertTrayMenu *self)
{
  GMenu *application = self->sections[SECTION_APPLICATION];
  g_autoptr (GMenuItem) submenu =
      g_menu_item_new_submenu (_ ("C_onnections"), G_MENU_MODEL (self->connections));

  g_menu_append_item (self->sections[SECTION_CONNECTIONS], submenu);
  g_menu_append (application, _ ("_Show Culvert"), "app.show-window");
  g_menu_append (application, _ ("_Import profile…"), "app.import");
  g_menu_append (application, _ ("_Attach to a daemon…"), "app.attach");
  g_menu_append (self->sections[SECTION_QUIT], _ ("_Quit"), "app.quit");
}

static void
culvert_tray_menu_dispose (GObject *object)
{
  CulvertTrayMenu *self = CULVERT_TRAY_MENU (object);

  for (Section section = 0; section < N_SECTIONS; section++)
    g_clear_object (&self->sections[section]);
  g_clear_object (&self->connections);
  g_clear_object (&self->root);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_tray_menu_parent_class)->dispose (object);
}

static void
culvert_tray_menu_class_init (CulvertTrayMenuClass *class)
{
  G_OBJECT_CLASS (class)->dispose = culvert_tray_menu_dispose;
}

static void
culvert_tray_menu_init (CulvertTrayMenu *self)
{
  self->root = g_menu_new ();
  self->connections = g_menu_new ();
  self->is_flat = TRUE;

  for (Section section = 0; section < N_SECTIONS; section++)
    {
      GMenu *shown;

      self->sections[section] = g_menu_new ();
      shown = section == SECTION_CONNECTIONS ? self->connections : self->sections[section];
      g_menu_append_section (self->root, NULL, G_MENU_MODEL (shown));
    }

  fill_fixed_sections (self);
}

CulvertTrayMenu *
culvert_tray_menu_new (CulvertSessionList *sessions)
{
  CulvertTrayMenu *self;

  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (sessions), NULL);

  self = g_object_new (CULVERT_TYPE_TRAY_MENU, NULL);
  self->sessions = g_object_ref (sessions);
  show_what_is (self);

  g_signal_connect_object (sessions,
                           "items-changed",
                           G_CALLBACK (show_what_is),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sessions,
                           "state-changed",
                           G_CALLBACK (show_what_is),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sessions,
                           "prompt-changed",
                           G_CALLBACK (show_what_is),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sessions,
                           "admission-changed",
                           G_CALLBACK (show_questions),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

GMenuModel *
culvert_tray_menu_get_model (CulvertTrayMenu *self)
{
  g_return_val_if_fail (CULVERT_IS_TRAY_MENU (self), NULL);

  return G_MENU_MODEL (self->root);
}
