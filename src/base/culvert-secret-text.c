/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-secret-text"

#include "culvert-secret-text.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Nothing that a person keeps secret is as long; a greater wish is a mistake of ours. */
#define MAX_CAPACITY (1024 * 1024)

/* To map a page, to protect it and to unmap it takes longer than everything else that is done for
 * an answer. So a few that are wiped stay mapped and protected for the next texts. */
#define MAX_SPARE_PAGES 4

/* The whole object lives in pages of its own, so that locking, leaving out of dumps and wiping
 * concern nothing else, and nothing but another secret ever lives there. */
struct _CulvertSecretText
{
  gatomicrefcount references;
  gsize mapped;
  gboolean is_protected; /* in every way: it may be kept */
  gsize capacity;
  gsize length;
  char bytes[]; /* one more than the capacity: always NUL-terminated */
};

G_DEFINE_BOXED_TYPE (CulvertSecretText,
                     culvert_secret_text,
                     culvert_secret_text_ref,
                     culvert_secret_text_unref)

G_LOCK_DEFINE_STATIC (spare_pages);
static CulvertSecretText *spare_pages[MAX_SPARE_PAGES]; /* (owned): wiped, each a single page */
static guint n_spare_pages;

static gsize
get_page_size (void)
{
  return (gsize) sysconf (_SC_PAGESIZE);
}

static gsize
round_up_to_pages (gsize size)
{
  gsize page = get_page_size ();

  return (size + page - 1) / page * page;
}

static gboolean
has_worked (int result, const char *purpose)
{
  if (result != 0)
    g_debug ("Cannot %s: %s", purpose, g_strerror (errno));
  return result == 0;
}

/* Returns: whether nothing was left undone. The limit on locked memory may be used up, or be zero
 * in a container. A secret that could be swapped out is worse than one that cannot, but better than
 * a user who cannot sign in. */
static gboolean
protect (void *pages, gsize size)
{
  gboolean is_locked = has_worked (mlock (pages, size), "lock memory");
  gboolean is_left_out =
      has_worked (madvise (pages, size, MADV_DONTDUMP), "leave memory out of core dumps");
  gboolean is_unshared =
      has_worked (madvise (pages, size, MADV_WIPEONFORK), "keep memory from child processes");

  return is_locked && is_left_out && is_unshared;
}

/* (transfer full): all zeros but for what it says of itself */
static CulvertSecretText *
map_pages (gsize size)
{
  CulvertSecretText *self =
      mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  g_assert (self != MAP_FAILED);
  self->is_protected = protect (self, size);
  return self;
}

/* (transfer full) (nullable) */
static CulvertSecretText *
take_spare_page (void)
{
  CulvertSecretText *self = NULL;

  G_LOCK (spare_pages);
  if (n_spare_pages > 0)
    self = g_steal_pointer (&spare_pages[--n_spare_pages]);
  G_UNLOCK (spare_pages);

  if (self != NULL)
    self->is_protected = TRUE;
  return self;
}

/* Returns: FALSE when there are enough */
static gboolean
keep_spare_page (CulvertSecretText *page)
{
  gboolean has_room;

  G_LOCK (spare_pages);
  has_room = n_spare_pages < MAX_SPARE_PAGES;
  if (has_room)
    spare_pages[n_spare_pages++] = page;
  G_UNLOCK (spare_pages);

  return has_room;
}

CulvertSecretText *
culvert_secret_text_new (const char *text, gssize length)
{
  CulvertSecretText *self;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length < 0)
    length = strlen (text);

  self = culvert_secret_text_new_sized (length);
  culvert_secret_text_append (self, text, length);

  return self;
}

CulvertSecretText *
culvert_secret_text_new_sized (gsize capacity)
{
  gsize mapped;
  CulvertSecretText *self = NULL;

  g_return_val_if_fail (capacity <= MAX_CAPACITY, NULL);

  mapped = round_up_to_pages (sizeof *self + capacity + 1);
  if (mapped == get_page_size ())
    self = take_spare_page ();
  if (self == NULL)
    self = map_pages (mapped);

  g_atomic_ref_count_init (&self->references);
  self->mapped = mapped;
  self->capacity = capacity;

  return self;
}

void
culvert_secret_text_append (CulvertSecretText *self, const char *bytes, gssize length)
{
  gsize added;

  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL || length == 0);
  g_return_if_fail (g_atomic_ref_count_compare (&self->references, 1));

  if (length == 0)
    return;

  added = length < 0 ? strlen (bytes) : (gsize) length;
  g_return_if_fail (added <= self->capacity - self->length);

  memcpy (self->bytes + self->length, bytes, added);
  self->length += added;
}

CulvertSecretText *
culvert_secret_text_ref (CulvertSecretText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
culvert_secret_text_unref (CulvertSecretText *self)
{
  gsize mapped;
  gboolean is_reusable;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  mapped = self->mapped;
  is_reusable = self->is_protected && mapped == get_page_size ();
  explicit_bzero (self, mapped);
  if (!is_reusable || !keep_spare_page (self))
    munmap (self, mapped);
}

const char *
culvert_secret_text_peek (const CulvertSecretText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

gsize
culvert_secret_text_get_length (const CulvertSecretText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

gboolean
culvert_secret_text_equal (const CulvertSecretText *a, const CulvertSecretText *b)
{
  volatile guchar difference = 0;

  if (a == NULL || b == NULL)
    return a == b;
  if (a->length != b->length)
    return FALSE;

  for (gsize i = 0; i < a->length; i++)
    difference |= (guchar) (a->bytes[i] ^ b->bytes[i]);

  return difference == 0;
}
