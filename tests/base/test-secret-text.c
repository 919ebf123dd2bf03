/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-secret-text.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the kernel says of the memory around an address: a line such as "VmFlags: rd wr mr mw me lo
 * ac dd wf", or NULL where nothing is mapped. */
static char *
memory_flags (const void *address)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_inside = FALSE;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      gsize start = 0;
      gsize end = 0;

      if (sscanf (*line, "%zx-%zx ", &start, &end) == 2)
        is_inside = (gsize) address >= start && (gsize) address < end;
      else if (is_inside && g_str_has_prefix (*line, "VmFlags:"))
        return g_strconcat (*line + strlen ("VmFlags:"), " ", NULL);
    }

  return NULL;
}

static void
test_keeps_its_bytes (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);
  g_autoptr (CulvertSecretText) part = culvert_secret_text_new ("s3cret", 2);
  g_autoptr (CulvertSecretText) odd = culvert_secret_text_new ("a\0b", 3);
  g_autoptr (CulvertSecretText) empty = culvert_secret_text_new ("", -1);

  g_assert_cmpstr (culvert_secret_text_peek (text), ==, "s3cret");
  g_assert_cmpint (culvert_secret_text_get_length (text), ==, 6);
  g_assert_cmpstr (culvert_secret_text_peek (part), ==, "s3");
  g_assert_cmpint (culvert_secret_text_get_length (odd), ==, 3);
  g_assert_cmpstr (culvert_secret_text_peek (empty), ==, "");
}

static void
test_is_filled_up_to_its_capacity (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new_sized (6);

  culvert_secret_text_append (text, "s3c", -1);
  culvert_secret_text_append (text, "ret!", 3);

  g_assert_cmpstr (culvert_secret_text_peek (text), ==, "s3cret");
}

static void
test_more_than_the_capacity_is_refused (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new_sized (3);

  g_test_expect_message ("culvert-secret-text", G_LOG_LEVEL_CRITICAL, "*added <= *");
  culvert_secret_text_append (text, "s3cret", -1);
  g_test_assert_expected_messages ();

  g_assert_cmpint (culvert_secret_text_get_length (text), ==, 0);
}

static void
test_large_text_has_room (void)
{
  g_autofree char *large = g_strnfill (100000, 'x');
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new (large, -1);

  g_assert_cmpstr (culvert_secret_text_peek (text), ==, large);
}

static void
test_equal_compares_bytes (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);
  g_autoptr (CulvertSecretText) same = culvert_secret_text_new ("s3cret", -1);
  g_autoptr (CulvertSecretText) other = culvert_secret_text_new ("s3creT", -1);
  g_autoptr (CulvertSecretText) longer = culvert_secret_text_new ("s3cret ", -1);

  g_assert_true (culvert_secret_text_equal (text, same));
  g_assert_false (culvert_secret_text_equal (text, other));
  g_assert_false (culvert_secret_text_equal (text, longer));
  g_assert_false (culvert_secret_text_equal (text, NULL));
  g_assert_true (culvert_secret_text_equal (NULL, NULL));
}

/* FALSE under a sanitizer, which lets nobody lock memory, and where the limit is used up. */
static gboolean
can_lock_memory (void)
{
  gsize size = sysconf (_SC_PAGESIZE);
  void *page = mmap (NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_autofree char *flags = NULL;

  g_assert_true (page != MAP_FAILED);
  mlock (page, size);
  flags = memory_flags (page);
  munmap (page, size);

  return flags != NULL && strstr (flags, " lo ") != NULL;
}

/* S29 */
static void
test_memory_is_locked (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);
  g_autofree char *flags = memory_flags (text);

  if (!can_lock_memory ())
    {
      g_test_skip ("no memory can be locked here");
      return;
    }

  g_assert_nonnull (strstr (flags, " lo "));
}

/* S33 */
static void
test_memory_is_left_out_of_dumps_and_forks (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);
  g_autofree char *flags = memory_flags (text);

  g_assert_nonnull (strstr (flags, " dd "));
  g_assert_nonnull (strstr (flags, " wf "));
}

/* Nothing but a secret lives in memory of this kind; what is unmapped may be anybody's soon. */
static gboolean
is_for_secrets (const void *address)
{
  g_autofree char *flags = memory_flags (address);

  return flags != NULL && strstr (flags, " wf ") != NULL && strstr (flags, " dd ") != NULL;
}

static gboolean
is_wiped (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (((const volatile char *) bytes)[i] != '\0')
      return FALSE;
  return TRUE;
}

static void
test_last_reference_wipes (void)
{
  CulvertSecretText *text = culvert_secret_text_new ("s3cret", -1);
  CulvertSecretText *again = culvert_secret_text_ref (text);
  const char *bytes = culvert_secret_text_peek (text);

  culvert_secret_text_unref (text);
  g_assert_cmpstr (culvert_secret_text_peek (again), ==, "s3cret");

  culvert_secret_text_unref (again);
  if (is_for_secrets (bytes))
    g_assert_true (is_wiped (bytes, strlen ("s3cret")));
}

static void
test_last_reference_unmaps_a_large_text (void)
{
  g_autofree char *large = g_strnfill (100000, 'x');
  CulvertSecretText *text = culvert_secret_text_new (large, -1);

  g_assert_true (is_for_secrets (text));
  culvert_secret_text_unref (text);
  g_assert_false (is_for_secrets (text));
}

/* What is kept for the next texts does not depend on how many there have been. */
static void
test_few_pages_stay (void)
{
  CulvertSecretText *texts[12]; /* few: each costs two looks at the map of the whole memory */
  guint n_kept = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    texts[i] = culvert_secret_text_new ("s3cret", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    culvert_secret_text_unref (texts[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *flags = memory_flags (texts[i]);

      if (!is_for_secrets (texts[i]))
        continue;
      n_kept++;
      g_assert_true (is_wiped ((const char *) texts[i], (gsize) sysconf (_SC_PAGESIZE)));
      if (can_lock_memory ())
        g_assert_nonnull (strstr (flags, " lo "));
    }
  g_assert_cmpint (n_kept, <=, 4);
  if (can_lock_memory ())
    g_assert_cmpint (n_kept, >, 0);
}

/* A longer text leaves nothing behind for a shorter one in the same page. */
static void
test_next_text_starts_empty (void)
{
  for (int i = 0; i < 100; i++)
    {
      CulvertSecretText *longer = culvert_secret_text_new ("a much longer s3cret", -1);
      g_autoptr (CulvertSecretText) text = NULL;

      culvert_secret_text_unref (longer);
      text = culvert_secret_text_new_sized (100);
      g_assert_cmpint (culvert_secret_text_get_length (text), ==, 0);
      g_assert_true (is_wiped (culvert_secret_text_peek (text), 101));
      culvert_secret_text_append (text, "s3c", -1);
      g_assert_cmpstr (culvert_secret_text_peek (text), ==, "s3c");
    }
}

static gpointer
use_texts (gpointer unused)
{
  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *bytes = g_strdup_printf ("%p %d", (void *) g_thread_self (), i);
      g_autoptr (CulvertSecretText) text = culvert_secret_text_new (bytes, -1);

      g_assert_cmpstr (culvert_secret_text_peek (text), ==, bytes);
    }
  return NULL;
}

static void
test_threads_do_not_share_a_page (void)
{
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("user", use_texts, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_child_process_has_nothing (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    _exit (memcmp (culvert_secret_text_peek (text), "\0\0\0\0\0\0", 6) == 0 ? 0 : 1);

  g_assert_cmpint (child, >, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (culvert_secret_text_peek (text), ==, "s3cret");
}

static void
test_works_where_no_memory_can_be_locked (void)
{
  struct rlimit none = { 0, 0 };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  setrlimit (RLIMIT_MEMLOCK, &none);
  if (geteuid () == 0)
    g_assert_cmpint (setuid (65534), ==, 0);

  for (int i = 0; i < 100; i++)
    {
      g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);

      g_assert_cmpstr (culvert_secret_text_peek (text), ==, "s3cret");
    }
}

static void
test_boxed_type_shares_the_text (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);
  CulvertSecretText *copy = g_boxed_copy (CULVERT_TYPE_SECRET_TEXT, text);

  g_assert_true (copy == text);

  g_boxed_free (CULVERT_TYPE_SECRET_TEXT, copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/secret-text/keeps-its-bytes", test_keeps_its_bytes);
  g_test_add_func ("/base/secret-text/is-filled-up-to-its-capacity",
                   test_is_filled_up_to_its_capacity);
  g_test_add_func ("/base/secret-text/more-than-the-capacity-is-refused",
                   test_more_than_the_capacity_is_refused);
  g_test_add_func ("/base/secret-text/large-text-has-room", test_large_text_has_room);
  g_test_add_func ("/base/secret-text/equal-compares-bytes", test_equal_compares_bytes);
  g_test_add_func ("/base/secret-text/memory-is-locked", test_memory_is_locked);
  g_test_add_func ("/base/secret-text/memory-is-left-out-of-dumps-and-forks",
                   test_memory_is_left_out_of_dumps_and_forks);
  g_test_add_func ("/base/secret-text/last-reference-wipes", test_last_reference_wipes);
  g_test_add_func ("/base/secret-text/last-reference-unmaps-a-large-text",
                   test_last_reference_unmaps_a_large_text);
  g_test_add_func ("/base/secret-text/few-pages-stay", test_few_pages_stay);
  g_test_add_func ("/base/secret-text/next-text-starts-empty", test_next_text_starts_empty);
  g_test_add_func ("/base/secret-text/threads-do-not-share-a-page",
                   test_threads_do_not_share_a_page);
  g_test_add_func ("/base/secret-text/child-process-has-nothing", test_child_process_has_nothing);
  g_test_add_func ("/base/secret-text/works-where-no-memory-can-be-locked",
                   test_works_where_no_memory_can_be_locked);
  g_test_add_func ("/base/secret-text/boxed-type-shares-the-text", test_boxed_type_shares_the_text);

  return g_test_run ();
}
