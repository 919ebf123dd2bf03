/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes pictures of the console of a connection: console-screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-console-page.h"
#include "culvert-ui-stage.h"

#include <gdk/gdkkeysyms.h>

#define HELP                                                                                       \
  "Commands:\n"                                                                                    \
  "pid                    : Show process ID of the current OpenVPN process.\n"                     \
  "signal s               : Send signal s to daemon,\n"                                            \
  "                         s = SIGHUP|SIGTERM|SIGUSR1|SIGUSR2.\n"                                 \
  "state [on|off] [N|all] : Like log, but show state history.\n"                                   \
  "status [n]             : Show current daemon status info using format #n.\n"                    \
  "END"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertStagedSession *office;
  GtkWindow *window;
  GtkWidget *page;
} Scene;

static GtkEntry *
get_entry (Scene *scene)
{
  GtkWidget *entry = culvert_ui_stage_find_widget (scene->page, "entry");

  return GTK_ENTRY (culvert_ui_stage_find_widget (entry, "GtkEntry"));
}

static void
set_up (Scene *scene, int width, int height)
{
  scene->stage = culvert_ui_stage_new ();
  scene->office = culvert_ui_stage_add (scene->stage, "Office");
  culvert_fake_daemon_answer (scene->office->daemon, "help", HELP);
  culvert_ui_present_session (culvert_ui_stage_get_ui (scene->stage),
                              scene->office->session,
                              CULVERT_UI_PAGE_OVERVIEW,
                              NULL);
  scene->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  gtk_window_resize (scene->window, width, height);
  culvert_ui_stage_settle (scene->window);
}

static void
enter (Scene *scene, const char *text)
{
  gtk_entry_set_text (get_entry (scene), text);
  gtk_widget_activate (GTK_WIDGET (get_entry (scene)));
}

static void
converse (Scene *scene)
{
  CulvertFakeDaemon *daemon = scene->office->daemon;

  enter (scene, "pid");
  culvert_await (culvert_fake_daemon_has_heard (daemon, "pid"));
  enter (scene, "status 3");
  culvert_await (culvert_fake_daemon_has_heard (daemon, "status 3"));
  enter (scene, "verb loud");
  culvert_await (culvert_fake_daemon_has_heard (daemon, "verb loud"));
  culvert_fake_daemon_say (
      daemon,
      ">STATE:1700000000,WAIT,,,,,,\n"
      ">LOG:1700000000,I,TCP/UDP: Preserving recently used remote address: [AF_INET]203.0.113.5\n"
      ">STATE:1700000001,AUTH,,,,,,\n"
      ">PASSWORD:Auth-Token:SESS_ID_AT_abcdef\n"
      ">BYTECOUNT:1957,1941");
}

static void
take_page (const char *name, int width, int height)
{
  Scene scene;
  g_autofree char *empty = g_strconcat ("console-", name, "-empty", NULL);
  g_autofree char *busy = g_strconcat ("console-", name, "-busy", NULL);
  g_autofree char *question = g_strconcat ("console-", name, "-question", NULL);
  g_autofree char *refused = g_strconcat ("console-", name, "-refused", NULL);
  g_autofree char *gone = g_strconcat ("console-", name, "-gone", NULL);
  g_autofree char *folder = g_dir_make_tmp ("culvert-XXXXXX", NULL);
  g_autoptr (GFile) file = g_file_new_build_filename (folder, "office-console.txt", NULL);
  g_autoptr (GFile) parent = g_file_get_parent (file);

  set_up (&scene, width, height);
  /* Nothing is said as long as the help is known already. */
  culvert_session_console_learn (culvert_session_get_console (scene.office->session));
  culvert_await (culvert_fake_daemon_has_heard (scene.office->daemon, "help"));
  culvert_await_quiet ();
  culvert_ui_stage_press (scene.window, GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  scene.page = culvert_ui_stage_find_widget (GTK_WIDGET (scene.window), "CulvertConsolePage");
  culvert_camera_take (scene.window, empty);
  culvert_console_page_record (CULVERT_CONSOLE_PAGE (scene.page), file);
  converse (&scene);
  gtk_entry_set_text (get_entry (&scene), "statu");
  culvert_camera_take (scene.window, busy);
  enter (&scene, "signal SIGTERM");
  culvert_camera_take (scene.window, question);
  enter (&scene, "pkcs11-id-count");
  culvert_camera_take (scene.window, refused);
  culvert_fake_daemon_hang_up (scene.office->daemon);
  culvert_await (!culvert_session_is_attached (scene.office->session));
  culvert_camera_take (scene.window, gone);
  g_assert_finalize_object (scene.stage);
  culvert_await_quiet ();
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_true (g_file_delete (parent, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);

  take_page ("wide", 900, 600);
  take_page ("narrow", 360, 600);

  return 0;
}
