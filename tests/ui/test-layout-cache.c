/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-layout-cache.h"

static const int wide = 1000 * PANGO_SCALE;

static PangoLayout *
get (CulvertLayoutCache *cache, GtkWidget *widget, const char *text)
{
  return culvert_layout_cache_get (cache,
                                   gtk_widget_get_pango_context (widget),
                                   text,
                                   NULL,
                                   wide,
                                   PANGO_ELLIPSIZE_END);
}

static void
test_a_text_is_laid_out_once (void)
{
  g_autoptr (CulvertLayoutCache) cache = culvert_layout_cache_new (2);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  PangoLayout *one = get (cache, widget, "one");
  guint serial = pango_layout_get_serial (one);

  get (cache, widget, "two");
  g_assert_true (get (cache, widget, "one") == one);
  g_assert_cmpstr (pango_layout_get_text (one), ==, "one");
  g_assert_cmpuint (pango_layout_get_serial (one), ==, serial);
}

static void
test_the_oldest_text_goes_first (void)
{
  g_autoptr (CulvertLayoutCache) cache = culvert_layout_cache_new (2);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (PangoLayout) one = g_object_ref (get (cache, widget, "one"));
  g_autoptr (PangoLayout) two = g_object_ref (get (cache, widget, "two"));

  get (cache, widget, "one");
  get (cache, widget, "three");
  g_assert_true (get (cache, widget, "one") == one);
  g_assert_true (get (cache, widget, "two") != two);
}

static void
test_other_attributes_are_taken (void)
{
  g_autoptr (CulvertLayoutCache) cache = culvert_layout_cache_new (2);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (PangoAttrList) marks = pango_attr_list_new ();
  PangoLayout *layout = get (cache, widget, "one");

  pango_attr_list_insert (marks, pango_attr_foreground_new (0xffff, 0, 0));
  culvert_layout_cache_get (cache,
                            gtk_widget_get_pango_context (widget),
                            "one",
                            marks,
                            wide,
                            PANGO_ELLIPSIZE_END);
  g_assert_true (pango_attr_list_equal (pango_layout_get_attributes (layout), marks));

  get (cache, widget, "one");
  g_assert_null (pango_layout_get_attributes (layout));
}

static void
test_a_text_is_cut_at_the_width_of_the_moment (void)
{
  g_autoptr (CulvertLayoutCache) cache = culvert_layout_cache_new (2);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  const char *text = "what does not fit";
  PangoLayout *layout = get (cache, widget, text);

  g_assert_false (pango_layout_is_ellipsized (layout));
  culvert_layout_cache_get (cache,
                            gtk_widget_get_pango_context (widget),
                            text,
                            NULL,
                            20 * PANGO_SCALE,
                            PANGO_ELLIPSIZE_END);
  g_assert_true (pango_layout_is_ellipsized (layout));
}

static void
test_another_context_gets_its_own (void)
{
  g_autoptr (CulvertLayoutCache) cache = culvert_layout_cache_new (2);
  g_autoptr (GtkWidget) first = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (GtkWidget) second = g_object_ref_sink (gtk_label_new (NULL));

  get (cache, first, "one");
  get (cache, first, "two");
  g_assert_true (pango_layout_get_context (get (cache, second, "one")) ==
                 gtk_widget_get_pango_context (second));
  get (cache, second, "two");
  get (cache, second, "three");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layout-cache/a-text-is-laid-out-once", test_a_text_is_laid_out_once);
  g_test_add_func ("/layout-cache/the-oldest-text-goes-first", test_the_oldest_text_goes_first);
  g_test_add_func ("/layout-cache/other-attributes-are-taken", test_other_attributes_are_taken);
  g_test_add_func ("/layout-cache/a-text-is-cut-at-the-width-of-the-moment",
                   test_a_text_is_cut_at_the_width_of_the_moment);
  g_test_add_func ("/layout-cache/another-context-gets-its-own", test_another_context_gets_its_own);

  return g_test_run ();
}
