/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-help.h"

#include <string.h>

#define MAX_ITEMS 200
#define MAX_TEXT  500

struct _CulvertSessionHelp
{
  GPtrArray *items; /* (owned) (element-type CulvertSessionHelpItem) */
};

static void
item_free (CulvertSessionHelpItem *item)
{
  g_free (item->name);
  g_free (item->usage);
  g_free (item->text);
  g_free (item);
}

CulvertSessionHelp *
culvert_session_help_new (void)
{
  CulvertSessionHelp *self = g_new0 (CulvertSessionHelp, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);

  return self;
}

void
culvert_session_help_free (CulvertSessionHelp *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

/* A name has small letters, digits and hyphens. */
static gsize
get_name_length (const char *text)
{
  gsize length = 0;

  while (g_ascii_islower (text[length]) ||
         (length > 0 && (g_ascii_isdigit (text[length]) || text[length] == '-')))
    length++;

  return length;
}

static void
add_item (CulvertSessionHelp *self,
          const char *name,
          gsize length,
          const char *usage,
          const char *text)
{
  CulvertSessionHelpItem *item;

  if (self->items->len == MAX_ITEMS)
    return;

  item = g_new0 (CulvertSessionHelpItem, 1);
  item->name = g_strndup (name, length);
  item->usage = g_strdup (usage);
  item->text = g_strdup (text);
  g_ptr_array_add (self->items, item);
}

/* `exit|quit : …` tells of two commands. */
static void
add_command (CulvertSessionHelp *self, const char *usage, const char *text)
{
  const char *name = usage;
  gsize length = get_name_length (name);

  while (length > 0)
    {
      gboolean has_other = name[length] == '|';

      if (!has_other && name[length] != ' ' && name[length] != '\0')
        return;
      add_item (self, name, length, usage, text);
      name += length + 1;
      length = has_other ? get_name_length (name) : 0;
    }
}

static void
go_on (CulvertSessionHelp *self, const char *line)
{
  CulvertSessionHelpItem *last;
  g_autofree char *more = g_strstrip (g_strdup (line));
  char *text;

  if (self->items->len == 0 || *more == '\0')
    return;

  last = self->items->pdata[self->items->len - 1];
  if (strlen (last->text) + strlen (more) > MAX_TEXT)
    return;

  text = g_strjoin (" ", last->text, more, NULL);
  g_free (last->text);
  last->text = text;
}

void
culvert_session_help_take_line (CulvertSessionHelp *self, const char *line)
{
  const char *colon;
  g_autofree char *usage = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (line != NULL);

  if (*line == ' ')
    {
      go_on (self, line);
      return;
    }

  colon = strstr (line, ": ");
  if (colon == NULL)
    return;

  usage = g_strstrip (g_strndup (line, MIN ((gsize) (colon - line), MAX_TEXT)));
  text = g_strstrip (g_strndup (colon + 1, MAX_TEXT));
  add_command (self, usage, text);
}

guint
culvert_session_help_get_n (const CulvertSessionHelp *self)
{
  return self->items->len;
}

const CulvertSessionHelpItem *
culvert_session_help_find (const CulvertSessionHelp *self, const char *name)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const CulvertSessionHelpItem *item = self->items->pdata[i];

      if (g_str_equal (item->name, name))
        return item;
    }

  return NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
culvert_session_help_match (const CulvertSessionHelp *self, const char *start)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      const CulvertSessionHelpItem *item = self->items->pdata[i];

      if (g_str_has_prefix (item->name, start) &&
          culvert_session_help_find (self, item->name) == item)
        g_ptr_array_add (names, item->name);
    }
  g_ptr_array_sort (names, compare);

  return names;
}

char *
culvert_session_help_complete (const CulvertSessionHelp *self, const char *start)
{
  g_autoptr (GPtrArray) names = culvert_session_help_match (self, start);
  const char *first;
  const char *last;
  gsize common = 0;

  if (names->len == 0)
    return g_strdup (start);
  if (names->len == 1)
    return g_strconcat (names->pdata[0], " ", NULL);

  /* What the first and the last have in common, all between them have. */
  first = names->pdata[0];
  last = names->pdata[names->len - 1];
  while (first[common] != '\0' && first[common] == last[common])
    common++;

  return g_strndup (first, common);
}
