/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-console-entry.h"

#include "culvert-plain-text.h"
#include "culvert-secret-entry-buffer.h"

#include <glib/gi18n.h>
#include <string.h>

enum
{
  MAX_HISTORY = 100,
  MAX_NAMES = 12, /* that a hint has room for */
  MAX_HINT_CHARACTERS = 160,
};

struct _CulvertConsoleEntry
{
  GtkBox parent_instance;

  CulvertSessionConsole *console; /* (owned) (nullable) */
  GSignalGroup *signals;          /* (owned): of the console */
  GPtrArray *history;             /* (owned) (element-type utf8): the oldest first */
  guint place;                    /* in the history; its length for what is new */

  GtkLabel *hint_label;
  GtkEntry *entry;
  GtkWidget *send_button;
};

G_DEFINE_FINAL_TYPE (CulvertConsoleEntry, culvert_console_entry, GTK_TYPE_BOX)

enum
{
  ENTERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The first word of what is typed, which is all of it that is no secret. */
static char *
dup_name (CulvertConsoleEntry *self, gboolean *is_whole)
{
  const char *text = gtk_entry_get_text (self->entry);
  gsize length;

  while (*text == ' ')
    text++;
  length = strcspn (text, " ");
  *is_whole = text[length] == ' ';

  return g_strndup (text, length);
}

static char *
join_names (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, MAX_NAMES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "   " : "", (char *) names->pdata[i]);
  if (names->len > MAX_NAMES)
    g_string_append (text, "   …");

  return g_string_free (text, FALSE);
}

/* (nullable): nothing to say */
static char *
dup_hint (const CulvertSessionHelp *help, const char *name, gboolean is_whole)
{
  const CulvertSessionHelpItem *item = culvert_session_help_find (help, name);
  g_autoptr (GPtrArray) names = culvert_session_help_match (help, name);

  if (!is_whole && names->len > 1)
    return join_names (names);
  if (item == NULL && !is_whole && names->len == 1)
    item = culvert_session_help_find (help, names->pdata[0]);
  if (item != NULL)
    /* Translators: how to use a command, and what it does, both in the words of OpenVPN */
    return g_strdup_printf (_ ("%s — %s"), item->usage, item->text);
  if (culvert_session_help_get_n (help) > 0)
    return g_strdup (_ ("The daemon does not mention such a command."));

  return NULL;
}

static void
show_hint (CulvertConsoleEntry *self)
{
  gboolean is_whole = FALSE;
  g_autofree char *name = dup_name (self, &is_whole);
  g_autofree char *hint = NULL;
  g_autofree char *plain = NULL;

  gtk_widget_set_sensitive (self->send_button, *name != '\0');
  if (*name != '\0' && self->console != NULL)
    hint = dup_hint (culvert_session_console_get_help (self->console), name, is_whole);
  else
    hint = g_strdup (_ ("Tab completes the name of a command; “help” lists all of them."));

  plain = culvert_plain_text (hint != NULL ? hint : "", -1, MAX_HINT_CHARACTERS);
  gtk_label_set_text (self->hint_label, plain);
}

static void
set_text (CulvertConsoleEntry *self, const char *text)
{
  gtk_entry_set_text (self->entry, text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* FALSE where there is nothing to complete, so that the key goes on to the next widget. */
static gboolean
complete (CulvertConsoleEntry *self)
{
  gboolean is_whole = FALSE;
  g_autofree char *name = dup_name (self, &is_whole);
  g_autofree char *completed = NULL;

  if (*name == '\0' || is_whole || self->console == NULL)
    return FALSE;

  completed =
      culvert_session_help_complete (culvert_session_console_get_help (self->console), name);
  if (g_str_equal (completed, name))
    return FALSE;

  set_text (self, completed);

  return TRUE;
}

static void
go_through_history (CulvertConsoleEntry *self, gboolean is_back)
{
  if (is_back && self->place > 0)
    self->place--;
  else if (!is_back && self->place < self->history->len)
    self->place++;
  else
    return;

  set_text (self, self->place < self->history->len ? self->history->pdata[self->place] : "");
}

static gboolean
on_key_pressed (CulvertConsoleEntry *self, GdkEventKey *event)
{
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (modifiers != 0)
    return GDK_EVENT_PROPAGATE;

  switch (event->keyval)
    {
    case GDK_KEY_Tab:
      return complete (self);
    case GDK_KEY_Up:
      go_through_history (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      go_through_history (self, FALSE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_activated (CulvertConsoleEntry *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
culvert_console_entry_dispose (GObject *object)
{
  CulvertConsoleEntry *self = CULVERT_CONSOLE_ENTRY (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (culvert_console_entry_parent_class)->dispose (object);
}

static void
culvert_console_entry_finalize (GObject *object)
{
  CulvertConsoleEntry *self = CULVERT_CONSOLE_ENTRY (object);

  g_clear_pointer (&self->history, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_console_entry_parent_class)->finalize (object);
}

static void
culvert_console_entry_class_init (CulvertConsoleEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = culvert_console_entry_dispose;
  object_class->finalize = culvert_console_entry_finalize;

  signals[ENTERED] = g_signal_new ("entered",
                                   CULVERT_TYPE_CONSOLE_ENTRY,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-console-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertConsoleEntry, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsoleEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertConsoleEntry, send_button);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, show_hint);
}

static void
culvert_console_entry_init (CulvertConsoleEntry *self)
{
  g_autoptr (GtkEntryBuffer) buffer = culvert_secret_entry_buffer_new ();

  self->history = g_ptr_array_new_with_free_func (g_free);
  self->signals = g_signal_group_new (CULVERT_TYPE_SESSION_CONSOLE);
  g_signal_group_connect_swapped (self->signals, "learned", G_CALLBACK (show_hint), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_entry_set_buffer (self->entry, buffer);
  show_hint (self);
}

void
culvert_console_entry_set_console (CulvertConsoleEntry *self, CulvertSessionConsole *console)
{
  g_return_if_fail (CULVERT_IS_CONSOLE_ENTRY (self));

  if (!g_set_object (&self->console, console))
    return;

  g_signal_group_set_target (self->signals, console);
  gtk_entry_set_text (self->entry, "");
  show_hint (self);
}

CulvertSecretText *
culvert_console_entry_get_line (CulvertConsoleEntry *self)
{
  GtkEntryBuffer *buffer;

  g_return_val_if_fail (CULVERT_IS_CONSOLE_ENTRY (self), NULL);

  buffer = gtk_entry_get_buffer (self->entry);

  return culvert_secret_text_ref (
      culvert_secret_entry_buffer_get_secret (CULVERT_SECRET_ENTRY_BUFFER (buffer)));
}

void
culvert_console_entry_take_sent (CulvertConsoleEntry *self, const CulvertSecretText *line)
{
  g_autoptr (CulvertSecretText) present = NULL;

  g_return_if_fail (CULVERT_IS_CONSOLE_ENTRY (self));

  present = culvert_console_entry_get_line (self);
  if (!culvert_session_console_is_secret (line))
    {
      if (self->history->len == MAX_HISTORY)
        g_ptr_array_remove_index (self->history, 0);
      g_ptr_array_add (self->history, g_strdup (culvert_secret_text_peek (line)));
    }
  self->place = self->history->len;
  if (culvert_secret_text_equal (present, line))
    gtk_entry_set_text (self->entry, "");
}

void
culvert_console_entry_focus (CulvertConsoleEntry *self)
{
  g_return_if_fail (CULVERT_IS_CONSOLE_ENTRY (self));

  gtk_entry_grab_focus_without_selecting (self->entry);
}
