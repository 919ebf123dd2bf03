/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-resolver.h"

struct _CulvertFakeResolver
{
  GObject parent_instance;

  char *address; /* (owned) (nullable) */
  char *asked;   /* (owned) (nullable) */
};

static void resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertFakeResolver,
                               culvert_fake_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, resolver_iface_init))

static gboolean
culvert_fake_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);

  return G_SOURCE_REMOVE;
}

static void
culvert_fake_resolver_lookup_async (GProxyResolver *resolver,
                                    const char *uri,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  CulvertFakeResolver *self = CULVERT_FAKE_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GSource) silence = NULL;

  g_free (self->asked);
  self->asked = g_strdup (uri);
  if (self->address != NULL)
    {
      const char *addresses[] = { self->address, NULL };

      g_task_return_pointer (task, g_strdupv ((char **) addresses), (GDestroyNotify) g_strfreev);
      return;
    }

  silence = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, silence, G_SOURCE_FUNC (on_cancelled));
}

static char **
culvert_fake_resolver_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = culvert_fake_resolver_is_supported;
  iface->lookup_async = culvert_fake_resolver_lookup_async;
  iface->lookup_finish = culvert_fake_resolver_lookup_finish;
}

static void
culvert_fake_resolver_finalize (GObject *object)
{
  CulvertFakeResolver *self = CULVERT_FAKE_RESOLVER (object);

  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->asked, g_free);

  G_OBJECT_CLASS (culvert_fake_resolver_parent_class)->finalize (object);
}

static void
culvert_fake_resolver_class_init (CulvertFakeResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_fake_resolver_finalize;
}

static void
culvert_fake_resolver_init (CulvertFakeResolver *self)
{
}

CulvertFakeResolver *
culvert_fake_resolver_install (void)
{
  GIOExtensionPoint *point = g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);

  g_io_extension_point_set_required_type (point, G_TYPE_PROXY_RESOLVER);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME,
                                  CULVERT_TYPE_FAKE_RESOLVER,
                                  "culvert-fake",
                                  G_MAXINT);

  return CULVERT_FAKE_RESOLVER (g_proxy_resolver_get_default ());
}

void
culvert_fake_resolver_answer (CulvertFakeResolver *self, const char *address)
{
  char *owned_address = g_strdup (address);

  g_free (self->address);
  self->address = owned_address;
}

const char *
culvert_fake_resolver_get_asked (CulvertFakeResolver *self)
{
  return self->asked;
}
