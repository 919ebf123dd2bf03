/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-import.h"

#include "culvert-config-material.h"
#include "culvert-config-writer.h"
#include "culvert-plain-text.h"

#include <string.h>

#define MAX_NAME_CHARACTERS 100

struct _CulvertConfigImport
{
  GObject parent_instance;

  CulvertSecretText *text; /* (owned) */
  char *name;              /* (owned) */
  char *identity;          /* (owned) */
  CulvertConfigFacts facts;
  GPtrArray *notes;        /* (owned) (element-type CulvertConfigNote) */
  GPtrArray *servers;      /* (owned) (element-type CulvertConfigServer) */
  GPtrArray *certificates; /* (owned) (element-type CulvertConfigCertificate) */
};

G_DEFINE_FINAL_TYPE (CulvertConfigImport, culvert_config_import, G_TYPE_OBJECT)

static void
server_free (CulvertConfigServer *server)
{
  g_free (server->host);
  g_free (server->port);
  g_free (server->protocol);
  g_free (server);
}

static void
certificate_free (CulvertConfigCertificate *certificate)
{
  g_bytes_unref (certificate->der);
  g_free (certificate);
}

/* (nullable): the word behind the last of these directives */
static const char *
find_word (GPtrArray *directives, const char *name)
{
  const CulvertConfigDirective *directive = culvert_config_find (directives, name);

  return directive != NULL ? culvert_config_directive_get_word (directive, 1) : NULL;
}

static const char *
first_of (const char *a, const char *b, const char *otherwise)
{
  if (a != NULL)
    return a;

  return b != NULL ? b : otherwise;
}

/* @port, @protocol: for those that do not say */
static void
add_servers (CulvertConfigImport *self,
             GPtrArray *directives,
             const char *port,
             const char *protocol)
{
  const char *own_port =
      first_of (find_word (directives, "rport"), find_word (directives, "port"), port);
  const char *own_protocol = first_of (find_word (directives, "proto"), NULL, protocol);

  for (guint i = 0; i < directives->len; i++)
    {
      const CulvertConfigDirective *directive = directives->pdata[i];
      const char *host = culvert_config_directive_get_word (directive, 1);
      CulvertConfigServer *server;

      if (directive->children != NULL)
        add_servers (self, directive->children, own_port, own_protocol);
      if (!g_str_equal (culvert_config_directive_get_name (directive), "remote") || host == NULL)
        continue;

      server = g_new0 (CulvertConfigServer, 1);
      server->host = g_strdup (host);
      server->port =
          g_strdup (first_of (culvert_config_directive_get_word (directive, 2), NULL, own_port));
      server->protocol = g_strdup (
          first_of (culvert_config_directive_get_word (directive, 3), NULL, own_protocol));
      g_ptr_array_add (self->servers, server);
    }
}

static void
add_certificates (CulvertConfigImport *self, const char *role, const CulvertSecretText *block)
{
  g_autoptr (GPtrArray) found = culvert_config_material_list_certificates (block);

  for (guint i = 0; i < found->len; i++)
    {
      CulvertConfigCertificate *certificate = g_new0 (CulvertConfigCertificate, 1);

      certificate->role = role;
      certificate->der = g_bytes_ref (found->pdata[i]);
      g_ptr_array_add (self->certificates, certificate);
    }
}

static gboolean
clean_block (CulvertConfigImport *self, CulvertConfigDirective *directive, GError **error)
{
  static const char *const roles[] = { "ca", "cert", "extra-certs" };
  const char *name = culvert_config_directive_get_name (directive);
  CulvertSecretText *cleaned =
      culvert_config_material_clean (name, directive->line, directive->block, error);

  if (cleaned == NULL)
    return FALSE;

  culvert_secret_text_unref (directive->block);
  directive->block = cleaned;
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i], name))
      add_certificates (self, roles[i], cleaned);

  return TRUE;
}

static gboolean
clean_blocks (CulvertConfigImport *self, GPtrArray *config, GError **error)
{
  for (guint i = 0; i < config->len; i++)
    {
      CulvertConfigDirective *directive = config->pdata[i];

      if (directive->block != NULL && !clean_block (self, directive, error))
        return FALSE;
    }

  return TRUE;
}

/* What is kept is read again before each start; better now than then if it cannot be. */
static gboolean
passes_again (CulvertConfigImport *self, GError **error)
{
  return culvert_config_examine (culvert_secret_text_peek (self->text),
                                 culvert_secret_text_get_length (self->text),
                                 &self->facts,
                                 error);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Each fact is a line of its own that cannot be mistaken for another; their order does not count.
 */
static char *
digest (GPtrArray *facts)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_ptr_array_sort (facts, compare_strings);
  for (guint i = 0; i < facts->len; i++)
    g_checksum_update (checksum, facts->pdata[i], (gssize) strlen (facts->pdata[i]) + 1);

  return g_strdup (g_checksum_get_string (checksum));
}

static char *
identify (CulvertConfigImport *self, GPtrArray *config)
{
  static const char *const expectations[] = { "verify-x509-name",
                                              "verify-hash",
                                              "peer-fingerprint" };
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->servers->len; i++)
    {
      const CulvertConfigServer *server = self->servers->pdata[i];

      g_ptr_array_add (
          facts,
          g_strdup_printf ("server %s %s %s", server->host, server->port, server->protocol));
    }
  for (guint i = 0; i < self->certificates->len; i++)
    {
      const CulvertConfigCertificate *certificate = self->certificates->pdata[i];
      g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, certificate->der);

      if (g_str_equal (certificate->role, "ca"))
        g_ptr_array_add (facts, g_strdup_printf ("ca %s", hash));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      const CulvertConfigDirective *directive = culvert_config_find (config, expectations[i]);
      const char *value = directive != NULL && directive->block != NULL
                              ? culvert_secret_text_peek (directive->block)
                              : find_word (config, expectations[i]);

      if (value != NULL)
        g_ptr_array_add (facts, g_strdup_printf ("%s %s", expectations[i], value));
    }

  return digest (facts);
}

/* "Office.ovpn" is Office; a name that says nothing gives way to the server's. */
static char *
suggest_name (CulvertConfigImport *self, const char *file_name)
{
  g_autofree char *name =
      g_strstrip (culvert_plain_text (file_name != NULL ? file_name : "", -1, MAX_NAME_CHARACTERS));
  const CulvertConfigServer *server = self->servers->len > 0 ? self->servers->pdata[0] : NULL;

  if (g_str_has_suffix (name, ".ovpn") || g_str_has_suffix (name, ".conf"))
    name[strlen (name) - strlen (".ovpn")] = '\0';
  if (*g_strstrip (name) != '\0')
    return g_steal_pointer (&name);

  return culvert_plain_text (server != NULL ? server->host : "VPN", -1, MAX_NAME_CHARACTERS);
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const CulvertConfigNote *const *one = a;
  const CulvertConfigNote *const *other = b;

  return (int) (*one)->line - (int) (*other)->line;
}

static void
culvert_config_import_finalize (GObject *object)
{
  CulvertConfigImport *self = CULVERT_CONFIG_IMPORT (object);

  g_clear_pointer (&self->text, culvert_secret_text_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->servers, g_ptr_array_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_config_import_parent_class)->finalize (object);
}

static void
culvert_config_import_class_init (CulvertConfigImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_config_import_finalize;
}

static void
culvert_config_import_init (CulvertConfigImport *self)
{
  self->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) server_free);
  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) certificate_free);
}

CulvertConfigImport *
culvert_config_import_new (GPtrArray *config,
                           GPtrArray *owned_notes,
                           const char *file_name,
                           GError **error)
{
  g_autoptr (CulvertConfigImport) self = NULL;
  g_autoptr (GPtrArray) kept = NULL;

  g_return_val_if_fail (config != NULL, NULL);
  g_return_val_if_fail (owned_notes != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_CONFIG_IMPORT, NULL);
  self->notes = owned_notes;
  kept = culvert_config_review (config, self->notes, &self->facts, error);
  if (kept == NULL || !clean_blocks (self, kept, error))
    return NULL;

  self->text = culvert_config_write (kept, error);
  if (self->text == NULL || !passes_again (self, error))
    return NULL;

  g_ptr_array_sort (self->notes, compare_notes);
  add_servers (self, kept, "1194", "udp");
  self->name = suggest_name (self, file_name);
  self->identity = identify (self, kept);

  return g_steal_pointer (&self);
}

CulvertSecretText *
culvert_config_import_get_text (CulvertConfigImport *self)
{
  g_return_val_if_fail (CULVERT_IS_CONFIG_IMPORT (self), NULL);

  return self->text;
}

const char *
culvert_config_import_get_name (CulvertConfigImport *self)
{
  g_return_val_if_fail (CULVERT_IS_CONFIG_IMPORT (self), NULL);

  return self->name;
}

GPtrArray *
culvert_config_import_get_notes (CulvertConfigImport *self)
{
  g_return_val_if_fail (CULVERT_IS_CONFIG_IMPORT (self), NULL);

  return self->notes;
}

const CulvertConfigFacts *
culvert_config_import_get_facts (CulvertConfigImport *self)
{
  g_return_val_if_fail (CULVERT_IS_CONFIG_IMPORT (self), NULL);

  return &self->facts;
}

GPtrArray *
culvert_config_import_get_servers (CulvertConfigImport *self)
{
  g_return_val_if_fail (CULVERT_IS_CONFIG_IMPORT (self), NULL);

  return self->servers;
}

GPtrArray *
culvert_config_import_get_certificates (CulvertConfigImport *self)
{
  g_return_val_if_fail (CULVERT_IS_CONFIG_IMPORT (self), NULL);

  return self->certificates;
}

const char *
culvert_config_import_get_identity (CulvertConfigImport *self)
{
  g_return_val_if_fail (CULVERT_IS_CONFIG_IMPORT (self), NULL);

  return self->identity;
}
