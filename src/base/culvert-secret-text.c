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

/* The whole object lives in pages of its own, so that locking, leaving out of dumps and wiping
 * concern nothing else, and no allocator ever hands out its memory again. */
struct _CulvertSecretText
{
  gatomicrefcount references;
  gsize mapped;
  gsize capacity;
  gsize length;
  char bytes[]; /* one more than the capacity: always NUL-terminated */
};

G_DEFINE_BOXED_TYPE (CulvertSecretText,
                     culvert_secret_text,
                     culvert_secret_text_ref,
                     culvert_secret_text_unref)

static gsize
round_up_to_pages (gsize size)
{
  gsize page = sysconf (_SC_PAGESIZE);

  return (size + page - 1) / page * page;
}

static void
protect (void *pages, gsize size)
{
  /* The limit on locked memory may be used up, or be zero in a container. A secret that could be
   * swapped out is worse than one that cannot, but better than a user who cannot sign in. */
  if (mlock (pages, size) != 0)
    g_debug ("Cannot lock memory: %s", g_strerror (errno));
  if (madvise (pages, size, MADV_DONTDUMP) != 0)
    g_debug ("Cannot leave memory out of core dumps: %s", g_strerror (errno));
  if (madvise (pages, size, MADV_WIPEONFORK) != 0)
    g_debug ("Cannot keep memory from child processes: %s", g_strerror (errno));
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
  CulvertSecretText *self;

  g_return_val_if_fail (capacity <= MAX_CAPACITY, NULL);

  mapped = round_up_to_pages (sizeof *self + capacity + 1);
  self = mmap (NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert (self != MAP_FAILED);
  protect (self, mapped);

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

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  mapped = self->mapped;
  explicit_bzero (self, mapped);
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
