/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-secret-entry-buffer.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum
{
  CANARY_LENGTH = 24,
  MAX_AREA = 1 << 30, /* larger ones are set aside by a sanitizer, not filled */
};

/* Made anew for each use, so that the test itself never has it in one piece in its memory. */
static char
canary_at (guint index)
{
  return 'a' + (index * 7 + 3) % 26;
}

static gboolean
holds_canary (const char *bytes, gsize length)
{
  for (gsize i = 0; i + CANARY_LENGTH <= length; i++)
    {
      guint n_same = 0;

      while (n_same < CANARY_LENGTH && bytes[i + n_same] == canary_at (n_same))
        n_same++;
      if (n_same == CANARY_LENGTH)
        return TRUE;
    }

  return FALSE;
}

/* Whether the canary is anywhere in the writable memory of this process. */
static gboolean
memory_holds_canary (void)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_found = FALSE;
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);

  for (guint i = 0; lines[i] != NULL && !is_found; i++)
    {
      g_autofree char *bytes = NULL;
      gulong start, end;
      gssize n_read;

      if (sscanf (lines[i], "%lx-%lx", &start, &end) != 2 || strstr (lines[i], " rw") == NULL ||
          end - start > MAX_AREA)
        continue;

      bytes = g_malloc (end - start);
      n_read = pread (memory, bytes, end - start, start);
      is_found = n_read > 0 && holds_canary (bytes, n_read);
      memset (bytes, 0, end - start);
    }
  close (memory);

  return is_found;
}

static void
type_canary (GtkEntryBuffer *buffer)
{
  for (guint i = 0; i < CANARY_LENGTH; i++)
    {
      const char character[] = { canary_at (i), '\0' };

      gtk_entry_buffer_insert_text (buffer, i, character, 1);
    }
}

static void
test_edits (void)
{
  g_autoptr (GtkEntryBuffer) buffer = culvert_secret_entry_buffer_new ();

  gtk_entry_buffer_set_text (buffer, "grün", -1);
  g_assert_cmpuint (gtk_entry_buffer_get_length (buffer), ==, 4);
  g_assert_cmpuint (gtk_entry_buffer_get_bytes (buffer), ==, 5);

  gtk_entry_buffer_insert_text (buffer, 3, "ä", -1);
  g_assert_cmpstr (gtk_entry_buffer_get_text (buffer), ==, "grüän");

  gtk_entry_buffer_delete_text (buffer, 2, 2);
  g_assert_cmpstr (gtk_entry_buffer_get_text (buffer), ==, "grn");

  gtk_entry_buffer_delete_text (buffer, 0, -1);
  g_assert_cmpstr (gtk_entry_buffer_get_text (buffer), ==, "");
}

static void
on_inserted (GtkEntryBuffer *buffer, guint position, const char *chars, guint n, GString *told)
{
  g_string_append_printf (told, "+%u@%u", n, position);
}

static void
on_deleted (GtkEntryBuffer *buffer, guint position, guint n, GString *told)
{
  g_string_append_printf (told, "-%u@%u", n, position);
}

static void
test_tells_its_edits (void)
{
  g_autoptr (GtkEntryBuffer) buffer = culvert_secret_entry_buffer_new ();
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (buffer, "inserted-text", G_CALLBACK (on_inserted), told);
  g_signal_connect (buffer, "deleted-text", G_CALLBACK (on_deleted), told);

  gtk_entry_buffer_insert_text (buffer, 0, "secret", -1);
  gtk_entry_buffer_delete_text (buffer, 1, 3);
  g_assert_cmpstr (told->str, ==, "+6@0-3@1");
}

static void
test_secret_outlives_the_buffer (void)
{
  g_autoptr (CulvertSecretText) secret = NULL;
  g_autoptr (GtkEntryBuffer) buffer = culvert_secret_entry_buffer_new ();

  gtk_entry_buffer_set_text (buffer, "hunter2", -1);
  secret = culvert_secret_text_ref (
      culvert_secret_entry_buffer_get_secret (CULVERT_SECRET_ENTRY_BUFFER (buffer)));
  g_clear_object (&buffer);

  g_assert_cmpstr (culvert_secret_text_peek (secret), ==, "hunter2");
}

static void
test_clearing_wipes (void)
{
  g_autoptr (GtkEntryBuffer) buffer = culvert_secret_entry_buffer_new ();

  type_canary (buffer);
  g_assert_true (memory_holds_canary ());

  gtk_entry_buffer_delete_text (buffer, 0, -1);
  g_assert_false (memory_holds_canary ());
}

static void
test_unref_wipes (void)
{
  g_autoptr (GtkEntryBuffer) buffer = culvert_secret_entry_buffer_new ();

  type_canary (buffer);
  g_clear_object (&buffer);

  g_assert_false (memory_holds_canary ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/secret-entry-buffer/edits", test_edits);
  g_test_add_func ("/ui/secret-entry-buffer/tells-its-edits", test_tells_its_edits);
  g_test_add_func ("/ui/secret-entry-buffer/secret-outlives-the-buffer",
                   test_secret_outlives_the_buffer);
  g_test_add_func ("/ui/secret-entry-buffer/clearing-wipes", test_clearing_wipes);
  g_test_add_func ("/ui/secret-entry-buffer/unref-wipes", test_unref_wipes);

  return g_test_run ();
}
