/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_SETTINGS_ENABLE_BACKEND

#include "culvert-locked-settings.h"

#include <gio/gsettingsbackend.h>

/* Keeps what is set, but for one key. */
#define TEST_TYPE_BACKEND (test_backend_get_type ())
G_DECLARE_FINAL_TYPE (TestBackend, test_backend, TEST, BACKEND, GSettingsBackend)

struct _TestBackend
{
  GSettingsBackend parent_instance;

  char *locked_key;   /* (owned) */
  GHashTable *values; /* (owned): key (owned) → value (owned) */
};

G_DEFINE_FINAL_TYPE (TestBackend, test_backend, G_TYPE_SETTINGS_BACKEND)

static GVariant *
test_backend_read (GSettingsBackend *backend,
                   const char *key,
                   const GVariantType *expected_type,
                   gboolean default_value)
{
  GVariant *value =
      default_value ? NULL : g_hash_table_lookup (TEST_BACKEND (backend)->values, key);

  return value != NULL ? g_variant_ref (value) : NULL;
}

static gboolean
test_backend_get_writable (GSettingsBackend *backend, const char *key)
{
  return !g_str_has_suffix (key, TEST_BACKEND (backend)->locked_key);
}

static gboolean
test_backend_write (GSettingsBackend *backend, const char *key, GVariant *value, gpointer tag)
{
  g_assert_true (test_backend_get_writable (backend, key));
  g_hash_table_insert (TEST_BACKEND (backend)->values, g_strdup (key), g_variant_ref_sink (value));
  g_settings_backend_changed (backend, key, tag);

  return TRUE;
}

static void
test_backend_finalize (GObject *object)
{
  TestBackend *self = TEST_BACKEND (object);

  g_free (self->locked_key);
  g_hash_table_unref (self->values);

  G_OBJECT_CLASS (test_backend_parent_class)->finalize (object);
}

static void
test_backend_class_init (TestBackendClass *klass)
{
  GSettingsBackendClass *backend_class = G_SETTINGS_BACKEND_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = test_backend_finalize;
  backend_class->read = test_backend_read;
  backend_class->write = test_backend_write;
  backend_class->get_writable = test_backend_get_writable;
}

static void
test_backend_init (TestBackend *self)
{
  self->values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

GSettings *
culvert_locked_settings_new (const char *key)
{
  g_autoptr (TestBackend) backend = g_object_new (TEST_TYPE_BACKEND, NULL);

  backend->locked_key = g_strconcat ("/", key, NULL);

  return g_settings_new_with_backend ("io.github.culvertvpn.Culvert", G_SETTINGS_BACKEND (backend));
}
