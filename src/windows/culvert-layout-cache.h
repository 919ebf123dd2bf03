/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertLayoutCache:
 *
 * The texts that were drawn last, as they were laid out. Whoever scrolls sees most of a page again
 * in the next frame, and laying out costs several times what drawing does.
 */
typedef struct _CulvertLayoutCache CulvertLayoutCache;

/* @n_max: how many texts are kept; then the one goes that was not asked for longest */
CulvertLayoutCache *culvert_layout_cache_new (guint n_max);
void culvert_layout_cache_free (CulvertLayoutCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertLayoutCache, culvert_layout_cache_free)

/**
 * culvert_layout_cache_get:
 * @context: of the widget that draws; a layout follows its changes by itself
 * @attributes: (nullable): for @text
 * @width: in Pango units
 *
 * Returns: (transfer none): @text in a single line, cut at @width as @ellipsize says; good until
 *   the next call
 */
PangoLayout *culvert_layout_cache_get (CulvertLayoutCache *self,
                                       PangoContext *context,
                                       const char *text,
                                       PangoAttrList *attributes,
                                       int width,
                                       PangoEllipsizeMode ellipsize);

G_END_DECLS
