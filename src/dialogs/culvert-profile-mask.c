/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-mask.h"

#include "culvert-config-writer.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is kept of a block, and what stands in the text for it. */
typedef struct
{
  char *name;               /* (owned): of the directive */
  CulvertSecretText *block; /* (owned) */
  CulvertSecretText *mark;  /* (owned): a block of one line */
} Kept;

struct _CulvertProfileMask
{
  GObject parent_instance;

  GPtrArray *kept;         /* (owned) (element-type Kept) */
  CulvertSecretText *text; /* (owned) */
};

/* Fingerprints are short and are meant to be read; they have no mark. */
static const struct
{
  const char *name;
  const char *mark;
} marks[] = {
  /* Translators: this and the next ones stand alone in a line of less than 200 bytes. */
  { "ca", N_ ("(certificate, kept)") },
  { "cert", N_ ("(certificate, kept)") },
  { "extra-certs", N_ ("(certificate, kept)") },
  { "crl-verify", N_ ("(revocation list, kept)") },
  { "dh", N_ ("(parameters, kept)") },
  { "key", N_ ("(private key, kept)") },
  { "pkcs12", N_ ("(certificate and private key, kept)") },
  { "secret", N_ ("(shared key, kept)") },
  { "tls-auth", N_ ("(shared key, kept)") },
  { "tls-crypt", N_ ("(shared key, kept)") },
  { "tls-crypt-v2", N_ ("(private key, kept)") },
};

G_DEFINE_FINAL_TYPE (CulvertProfileMask, culvert_profile_mask, G_TYPE_OBJECT)

static void
kept_free (Kept *kept)
{
  g_free (kept->name);
  culvert_secret_text_unref (kept->block);
  culvert_secret_text_unref (kept->mark);
  g_free (kept);
}

/* (nullable): it may be shown as it is */
static const char *
find_mark (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (marks[i].name, name))
      return _ (marks[i].mark);

  return NULL;
}

/* One that no other block of this name has. */
static CulvertSecretText *
create_mark (CulvertProfileMask *self, const char *name, const char *words)
{
  guint n_before = 0;
  g_autofree char *line = NULL;

  for (guint i = 0; i < self->kept->len; i++)
    {
      const Kept *kept = self->kept->pdata[i];

      n_before += g_str_equal (kept->name, name);
    }

  line = n_before == 0 ? g_strdup_printf ("%s\n", words)
                       : g_strdup_printf ("%s %u\n", words, n_before + 1);

  return culvert_secret_text_new (line, -1);
}

static void
keep_block (CulvertProfileMask *self, CulvertConfigDirective *directive)
{
  const char *name = culvert_config_directive_get_name (directive);
  const char *words = find_mark (name);
  Kept *kept;

  if (words == NULL)
    return;

  kept = g_new0 (Kept, 1);
  kept->name = g_strdup (name);
  kept->block = directive->block;
  kept->mark = create_mark (self, name, words);
  directive->block = culvert_secret_text_ref (kept->mark);
  g_ptr_array_add (self->kept, kept);
}

static void
put_back_block (CulvertProfileMask *self, CulvertConfigDirective *directive)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      const Kept *kept = self->kept->pdata[i];

      if (g_str_equal (kept->name, culvert_config_directive_get_name (directive)) &&
          culvert_secret_text_equal (kept->mark, directive->block))
        {
          culvert_secret_text_unref (directive->block);
          directive->block = culvert_secret_text_ref (kept->block);
          return;
        }
    }
}

static void
for_each_block (CulvertProfileMask *self,
                GPtrArray *config,
                void (*act) (CulvertProfileMask *self, CulvertConfigDirective *directive))
{
  for (guint i = 0; i < config->len; i++)
    {
      CulvertConfigDirective *directive = config->pdata[i];

      if (directive->block != NULL)
        act (self, directive);
    }
}

static void
culvert_profile_mask_finalize (GObject *object)
{
  CulvertProfileMask *self = CULVERT_PROFILE_MASK (object);

  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->text, culvert_secret_text_unref);

  G_OBJECT_CLASS (culvert_profile_mask_parent_class)->finalize (object);
}

static void
culvert_profile_mask_class_init (CulvertProfileMaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_profile_mask_finalize;
}

static void
culvert_profile_mask_init (CulvertProfileMask *self)
{
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) kept_free);
}

CulvertProfileMask *
culvert_profile_mask_new (CulvertSecretText *text, GError **error)
{
  g_autoptr (CulvertProfileMask) self = NULL;
  g_autoptr (GPtrArray) config = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  config = culvert_config_parse (culvert_secret_text_peek (text),
                                 culvert_secret_text_get_length (text),
                                 error);
  if (config == NULL)
    return NULL;

  self = g_object_new (CULVERT_TYPE_PROFILE_MASK, NULL);
  for_each_block (self, config, keep_block);
  self->text = culvert_config_write (config, error);
  if (self->text == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

const char *
culvert_profile_mask_get_text (CulvertProfileMask *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE_MASK (self), NULL);

  return culvert_secret_text_peek (self->text);
}

CulvertConfigImport *
culvert_profile_mask_read (CulvertProfileMask *self,
                           const char *text,
                           const char *name,
                           GError **error)
{
  g_autoptr (GPtrArray) config = NULL;

  g_return_val_if_fail (CULVERT_IS_PROFILE_MASK (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  config = culvert_config_parse (text, strlen (text), error);
  if (config == NULL)
    return NULL;

  for_each_block (self, config, put_back_block);

  return culvert_config_import_new (
      config,
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free),
      name,
      error);
}
