/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-transcript.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  gboolean from_daemon;
  GBytes *bytes; /* (owned) */
} Chunk;

struct _CulvertTranscript
{
  GArray *chunks; /* (owned) (element-type Chunk) */
};

static void
clear_chunk (gpointer data)
{
  Chunk *chunk = data;

  g_clear_pointer (&chunk->bytes, g_bytes_unref);
}

static void
add_chunk (CulvertTranscript *self, gboolean from_daemon, GBytes *owned_bytes)
{
  Chunk chunk = { from_daemon, owned_bytes };

  g_array_append_val (self->chunks, chunk);
}

static void
add_json (CulvertTranscript *self, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (line, &error);
  JsonObject *object;
  const char *base64;
  g_autofree guchar *data = NULL;
  gsize length = 0;

  g_assert_no_error (error);
  object = json_node_get_object (node);
  base64 = json_object_get_string_member (object, "b64");
  data = g_base64_decode (base64, &length);
  add_chunk (self,
             g_str_equal (json_object_get_string_member (object, "dir"), "<"),
             g_bytes_new (data, length));
}

/* Text as it is written in the readable form: `\\` and `\xNN`. */
static void
append_unescaped (GString *out, const char *text)
{
  while (*text != '\0')
    {
      if (g_str_has_prefix (text, "\\\\"))
        {
          g_string_append_c (out, '\\');
          text += 2;
        }
      else if (g_str_has_prefix (text, "\\x"))
        {
          g_string_append_c (
              out,
              (char) (g_ascii_xdigit_value (text[2]) * 16 + g_ascii_xdigit_value (text[3])));
          text += 4;
        }
      else
        {
          g_string_append_c (out, *text++);
        }
    }
}

/* `SECONDS DIR TEXT`. A `~` line is the beginning of a line that is not whole yet, from its first
 * byte; `spoken` counts what of it was added already. */
static void
add_readable (CulvertTranscript *self, const char *line, gsize *spoken)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest = line;
  char direction;

  while (*rest == ' ')
    rest++;
  rest = strchr (rest, ' ');
  if (line[0] == '#' || rest == NULL || strchr ("<>~", rest[1]) == NULL)
    return;

  direction = rest[1];
  append_unescaped (text, rest[2] == ' ' ? rest + 3 : "");
  if (direction == '>')
    {
      g_string_append_c (text, '\n');
      add_chunk (self, FALSE, g_bytes_new (text->str, text->len));
      return;
    }

  if (direction == '<')
    g_string_append (text, "\r\n");
  g_string_erase (text, 0, (gssize) *spoken);
  *spoken = direction == '~' ? *spoken + text->len : 0;
  add_chunk (self, TRUE, g_bytes_new (text->str, text->len));
}

static char *
read_recording (const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "transcripts", file, NULL);
  char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, NULL);
  return contents;
}

CulvertTranscript *
culvert_transcript_load (const char *name)
{
  CulvertTranscript *self = g_new0 (CulvertTranscript, 1);
  g_autofree char *chunks = read_recording (name, ".chunks.jsonl");
  gboolean is_exact = chunks != NULL && chunks[0] == '{';
  g_autofree char *contents = is_exact ? g_steal_pointer (&chunks) : read_recording (name, ".txt");
  g_auto (GStrv) lines = NULL;
  gsize spoken = 0;

  if (contents == NULL)
    g_error ("There is no recording called %s.", name);

  self->chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));
  g_array_set_clear_func (self->chunks, clear_chunk);
  lines = g_strsplit (contents, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      if (**line == '\0')
        continue;
      if (is_exact)
        add_json (self, *line);
      else
        add_readable (self, *line, &spoken);
    }
  return self;
}

void
culvert_transcript_free (CulvertTranscript *self)
{
  g_array_unref (self->chunks);
  g_free (self);
}

guint
culvert_transcript_get_n_chunks (CulvertTranscript *self)
{
  return self->chunks->len;
}

GBytes *
culvert_transcript_get_chunk (CulvertTranscript *self, guint index, gboolean *from_daemon)
{
  Chunk *chunk = &g_array_index (self->chunks, Chunk, index);

  g_assert_cmpuint (index, <, self->chunks->len);
  *from_daemon = chunk->from_daemon;
  return chunk->bytes;
}

static GByteArray *
join (CulvertTranscript *self, gboolean from_daemon)
{
  GByteArray *all = g_byte_array_new ();

  for (guint i = 0; i < self->chunks->len; i++)
    {
      Chunk *chunk = &g_array_index (self->chunks, Chunk, i);

      if (chunk->from_daemon == from_daemon)
        g_byte_array_append (all,
                             g_bytes_get_data (chunk->bytes, NULL),
                             (guint) g_bytes_get_size (chunk->bytes));
    }
  return all;
}

GBytes *
culvert_transcript_get_daemon_bytes (CulvertTranscript *self)
{
  return g_byte_array_free_to_bytes (join (self, TRUE));
}

GPtrArray *
culvert_transcript_get_lines (CulvertTranscript *self, gboolean from_daemon)
{
  g_autoptr (GByteArray) all = join (self, from_daemon);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) split = NULL;

  g_byte_array_append (all, (const guint8 *) "", 1);
  split = g_strsplit ((const char *) all->data, "\n", -1);
  for (char **line = split; *line != NULL; line++)
    {
      gsize length = strlen (*line);

      if (length > 0 && (*line)[length - 1] == '\r')
        (*line)[length - 1] = '\0';
      if (line[1] != NULL || **line != '\0')
        g_ptr_array_add (lines, g_strdup (*line));
    }
  return lines;
}
