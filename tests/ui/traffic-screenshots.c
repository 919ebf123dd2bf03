/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes pictures of the traffic of a connection: screenshots-traffic FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-traffic-stage.h"
#include "culvert-ui-stage.h"

#define HOUR 3600
#define GIB  (G_GUINT64_CONSTANT (1) << 30)
#define MIB  (G_GUINT64_CONSTANT (1) << 20)

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertStagedSession *office;
  GtkWindow *window;
} Scene;

static void
tell_usage (Scene *scene)
{
  CulvertUsageStore *usage = culvert_ui_stage_get_usage (scene->stage);
  const char *id = culvert_profile_get_id (culvert_session_get_profile (scene->office->session));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) before = g_date_time_add_hours (now, -1);

  culvert_usage_store_count (usage, id, 0, 0, before);
  culvert_usage_store_count (usage, id, 12 * GIB / 10, 200 * MIB, now);
}

static void
set_up (Scene *scene, int width, int height)
{
  CulvertStagedSession *home;

  scene->stage = culvert_ui_stage_new ();
  scene->office = culvert_ui_stage_add (scene->stage, "Office");
  home = culvert_ui_stage_add (scene->stage, "Home");
  culvert_ui_stage_add (scene->stage, "Laboratory");
  culvert_staged_session_connect (scene->office);
  culvert_staged_session_connect (home);
  culvert_traffic_stage_fill (home->session, CULVERT_TRAFFIC_STAGE_STEADY, HOUR);

  culvert_ui_present_session (culvert_ui_stage_get_ui (scene->stage),
                              scene->office->session,
                              CULVERT_UI_PAGE_OVERVIEW,
                              NULL);
  scene->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (scene->window);
  gtk_window_resize (scene->window, width, height);
}

static void
tear_down (Scene *scene)
{
  g_assert_finalize_object (scene->stage);
}

/* The plot stands at the end of the page. */
static void
scroll_to_end (Scene *scene)
{
  GtkWidget *page =
      culvert_ui_stage_find_widget (GTK_WIDGET (scene->window), "CulvertOverviewPage");
  GtkWidget *scroller = culvert_ui_stage_find_widget (page, "GtkScrolledWindow");
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  culvert_ui_stage_settle (scene->window);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
take (Scene *scene, const char *button_id, const char *name)
{
  GtkWidget *button = culvert_ui_stage_find_widget (GTK_WIDGET (scene->window), button_id);

  gtk_button_clicked (GTK_BUTTON (button));
  scroll_to_end (scene);
  culvert_camera_take (scene->window, name);
}

static void
take_ranges (Scene *scene, CulvertTrafficStage stage, const char *name)
{
  static const struct
  {
    const char *button_id;
    const char *name;
  } ranges[] = {
    { "minute_button", "minute" },
    { "five_minutes_button", "5-minutes" },
    { "hour_button", "hour" },
  };

  culvert_traffic_stage_fill (scene->office->session, stage, HOUR);
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autofree char *file_name = g_strdup_printf ("traffic-%s-%s", name, ranges[i].name);

      take (scene, ranges[i].button_id, file_name);
    }
}

static void
take_wide (void)
{
  Scene scene;

  set_up (&scene, 900, 780);
  take (&scene, "five_minutes_button", "traffic-empty");
  culvert_traffic_stage_fill (scene.office->session, CULVERT_TRAFFIC_STAGE_IDLE, 120);
  take (&scene, "five_minutes_button", "traffic-idle");
  tell_usage (&scene);
  take_ranges (&scene, CULVERT_TRAFFIC_STAGE_STEADY, "steady");
  take_ranges (&scene, CULVERT_TRAFFIC_STAGE_BURSTS, "bursts");

  culvert_staged_session_lose (scene.office, "ping-restart");
  take (&scene, "five_minutes_button", "traffic-lost");
  tear_down (&scene);
}

static void
take_narrow (void)
{
  Scene scene;
  GtkWidget *back;

  set_up (&scene, 360, 780);
  tell_usage (&scene);
  take_ranges (&scene, CULVERT_TRAFFIC_STAGE_BURSTS, "narrow");

  back = culvert_ui_stage_find_widget (GTK_WIDGET (scene.window), "back_button");
  gtk_button_clicked (GTK_BUTTON (back));
  culvert_camera_take (scene.window, "traffic-narrow-list");
  tear_down (&scene);
}

static void
take_mirrored (void)
{
  Scene scene;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  set_up (&scene, 900, 780);
  take_ranges (&scene, CULVERT_TRAFFIC_STAGE_BURSTS, "mirrored");
  tear_down (&scene);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);

  take_wide ();
  take_narrow ();
  take_mirrored ();

  return 0;
}
