/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes pictures of the stages on the way to a connection: stepper-screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-ui-stage.h"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertStagedSession *office;
  GtkWindow *window;
  const char *size;
} Scene;

static void
take (Scene *scene, const char *what)
{
  g_autofree char *name = g_strdup_printf ("stepper-%s-%s", scene->size, what);

  culvert_camera_take (scene->window, name);
}

static void
say_stage (Scene *scene, const char *line, CulvertSessionStage stage)
{
  culvert_fake_daemon_say (scene->office->daemon, line);
  culvert_await (culvert_session_get_stage (scene->office->session) == stage);
}

static void
take_scenes (const char *size, int width)
{
  Scene scene = { .stage = culvert_ui_stage_new (), .size = size };
  GtkWidget *expander;

  scene.office = culvert_ui_stage_add (scene.stage, "Office");
  culvert_ui_present_session (culvert_ui_stage_get_ui (scene.stage),
                              scene.office->session,
                              CULVERT_UI_PAGE_OVERVIEW,
                              NULL);
  scene.window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (scene.window);
  gtk_window_resize (scene.window, width, 600);
  expander = culvert_ui_stage_find_widget (GTK_WIDGET (scene.window), "expander");

  culvert_staged_session_start (scene.office);
  say_stage (&scene, ">STATE:9,RESOLVE,,,,,,", CULVERT_STAGE_LOOK_UP);
  say_stage (&scene, ">STATE:9,WAIT,,,,,,", CULVERT_STAGE_HANDSHAKE);
  say_stage (&scene, ">STATE:9,AUTH,,,,,,", CULVERT_STAGE_SIGN_IN);
  take (&scene, "connecting");

  say_stage (&scene, ">STATE:9,GET_CONFIG,,,,,,", CULVERT_STAGE_SETTINGS);
  say_stage (&scene,
             ">PASSWORD:Verification Failed: 'Auth'\n>STATE:9,RECONNECTING,auth-failure,,,,,",
             CULVERT_STAGE_NONE);
  take (&scene, "failed");

  say_stage (&scene, ">STATE:9,WAIT,,,,,,", CULVERT_STAGE_HANDSHAKE);
  say_stage (&scene, ">STATE:9,AUTH,,,,,,", CULVERT_STAGE_SIGN_IN);
  say_stage (&scene, ">STATE:9,GET_CONFIG,,,,,,", CULVERT_STAGE_SETTINGS);
  say_stage (&scene, ">STATE:9,ASSIGN_IP,,10.8.0.6,,,,", CULVERT_STAGE_ADDRESS);
  say_stage (&scene, ">STATE:9,CONNECTED,SUCCESS,10.8.0.6,203.0.113.5,1194,,", CULVERT_STAGE_UP);
  take (&scene, "connected");
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  take (&scene, "unfolded");

  g_assert_finalize_object (scene.stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);

  take_scenes ("wide", 900);
  take_scenes ("narrow", 360);

  return 0;
}
