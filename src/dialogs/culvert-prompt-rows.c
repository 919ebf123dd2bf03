/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-rows.h"

#include "culvert-prompt-body.h"
#include "culvert-prompt-row.h"

enum
{
  N_PREPARED = 2, /* for a user name and a password */
};

struct _CulvertPromptRows
{
  GtkBox parent_instance;
};

static void culvert_prompt_rows_body_init (CulvertPromptBodyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertPromptRows,
                               culvert_prompt_rows,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_PROMPT_BODY,
                                                      culvert_prompt_rows_body_init))

static CulvertPromptRow *
find_row (CulvertPromptRows *self, gboolean (*is_wanted) (CulvertPromptRow *row))
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (self));

  for (GList *row = rows; row != NULL; row = row->next)
    {
      if (is_wanted (row->data))
        return row->data;
    }

  return NULL;
}

static gboolean
row_is_incomplete (CulvertPromptRow *row)
{
  return !culvert_prompt_row_is_complete (row);
}

static void
for_each_row (CulvertPromptBody *body, void (*act) (CulvertPromptRow *row))
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (body));

  for (GList *row = rows; row != NULL; row = row->next)
    act (row->data);
}

static void
on_row_changed (CulvertPromptRows *self)
{
  culvert_prompt_body_emit_changed (CULVERT_PROMPT_BODY (self));
}

static void
on_row_activated (CulvertPromptRows *self)
{
  CulvertPromptRow *incomplete = find_row (self, row_is_incomplete);

  if (incomplete != NULL)
    culvert_prompt_row_focus (incomplete);
}

static CulvertPromptRow *
add_row (CulvertPromptRows *self)
{
  CulvertPromptRow *row = culvert_prompt_row_new ();

  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_row_changed), self);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (on_row_activated), self);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (row));

  return row;
}

static gboolean
is_complete (CulvertPromptBody *body)
{
  return find_row (CULVERT_PROMPT_ROWS (body), row_is_incomplete) == NULL;
}

static void
store (CulvertPromptBody *body)
{
  for_each_row (body, culvert_prompt_row_store);
}

static void
clear (CulvertPromptBody *body)
{
  for_each_row (body, culvert_prompt_row_clear);
}

static void
focus (CulvertPromptBody *body)
{
  CulvertPromptRow *empty = find_row (CULVERT_PROMPT_ROWS (body), culvert_prompt_row_is_empty);

  if (empty != NULL)
    culvert_prompt_row_focus (empty);
}

static void
culvert_prompt_rows_body_init (CulvertPromptBodyInterface *iface)
{
  iface->is_complete = is_complete;
  iface->store = store;
  iface->clear = clear;
  iface->focus = focus;
}

static void
culvert_prompt_rows_class_init (CulvertPromptRowsClass *klass)
{
}

static void
culvert_prompt_rows_init (CulvertPromptRows *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  for (guint i = 0; i < N_PREPARED; i++)
    add_row (self);
  gtk_widget_show (GTK_WIDGET (self));
}

CulvertPromptRows *
culvert_prompt_rows_new (void)
{
  return g_object_new (CULVERT_TYPE_PROMPT_ROWS, NULL);
}

void
culvert_prompt_rows_ask (CulvertPromptRows *self, CulvertPrompt *prompt)
{
  g_autoptr (GList) rows = NULL;
  GList *next;

  g_return_if_fail (CULVERT_IS_PROMPT_ROWS (self));
  g_return_if_fail (CULVERT_IS_PROMPT (prompt));

  rows = gtk_container_get_children (GTK_CONTAINER (self));
  next = rows;
  gtk_widget_hide (GTK_WIDGET (self));
  for (guint i = 0; i < culvert_prompt_get_n_fields (prompt); i++)
    {
      CulvertPromptField *field = culvert_prompt_get_field (prompt, i);

      if (!culvert_prompt_field_is_blank (field))
        continue;

      culvert_prompt_row_ask (next != NULL ? next->data : add_row (self), prompt, field);
      next = next != NULL ? next->next : NULL;
      gtk_widget_show (GTK_WIDGET (self));
    }
  for (; next != NULL; next = next->next)
    gtk_widget_destroy (next->data);
}
