/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes pictures of the program in the language of the environment, and looks whether all of it can
 * be read: language-screenshots FOLDER CATALOGUES */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-traffic-stage.h"
#include "culvert-ui-stage.h"

#include <glib/gi18n.h>
#include <locale.h>

#define WIDE   900
#define NARROW 360
#define HEIGHT 600

static void
take (GtkWindow *window, const char *what)
{
  g_autofree char *name = g_strdup_printf ("lang-%s-%s", g_getenv ("LANGUAGE"), what);

  culvert_camera_take (window, name);
}

/* Every sign has a shape in a font that is there, and the text of a button is whole. */
static void
assert_readable (GtkWidget *widget, gpointer user_data)
{
  gboolean *is_in_button = user_data;
  gboolean is_button = *is_in_button || GTK_IS_BUTTON (widget);

  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget))
    {
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));

      g_test_message ("“%s”", gtk_label_get_text (GTK_LABEL (widget)));
      g_assert_cmpint (pango_layout_get_unknown_glyphs_count (layout), ==, 0);
      g_assert_false (is_button && pango_layout_is_ellipsized (layout));
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), assert_readable, &is_button);
}

static void
check (GtkWindow *window, int width)
{
  gboolean is_in_button = FALSE;
  int actual;

  gtk_window_get_size (window, &actual, NULL);
  assert_readable (GTK_WIDGET (window), &is_in_button);
  g_assert_cmpint (actual, ==, width);
}

/* A narrow screen is a limit: what needs more room would be cut off. */
static void
take_in_size (GtkWindow *window, int width, int height, const char *what)
{
  culvert_ui_stage_settle (window);
  gtk_window_resize (window, width, height);
  take (window, what);
  check (window, width);
}

static void
fill (CulvertUiStage *stage, CulvertStagedSession *office)
{
  CulvertStagedSession *lab = culvert_ui_stage_add (stage, "Laboratory");
  CulvertStagedSession *branch = culvert_ui_stage_add (stage, "Branch office");

  culvert_ui_stage_add (stage, "Home");
  culvert_staged_session_connect (office);
  culvert_traffic_stage_fill (office->session, CULVERT_TRAFFIC_STAGE_BURSTS, 600);
  culvert_staged_session_start (lab);
  culvert_staged_session_ask (lab);
  culvert_staged_session_start (branch);
  culvert_fake_daemon_say (branch->daemon,
                           ">FATAL:Cannot ioctl TUNSETIFF tun0: Operation not permitted (errno=1)");
  culvert_fake_daemon_hang_up (branch->daemon);
  culvert_await (culvert_session_get_state (branch->session) == CULVERT_SESSION_FAILED);
}

static void
assert_translated (GtkWindow *window)
{
  GtkWidget *overview = culvert_ui_stage_find_widget (GTK_WIDGET (window), "CulvertOverviewPage");
  GtkWidget *label = culvert_ui_stage_find_widget (overview, "state_label");

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, _ ("Connected"));
  g_assert_cmpstr (_ ("Connected"), !=, "Connected");
}

/* The pages are chosen below where the header has no room for them. */
static void
assert_has_bar (GtkWindow *window)
{
  GtkWidget *bar = culvert_ui_stage_find_widget (GTK_WIDGET (window), "page_bar");
  int height;

  g_assert_true (gtk_widget_get_mapped (bar));
  gtk_widget_get_preferred_height (bar, &height, NULL);
  g_assert_cmpint (gtk_widget_get_allocated_height (bar), >=, height);
}

static void
take_window (CulvertUiStage *stage)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (stage);
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  GtkWindow *window = culvert_ui_stage_find_window ("CulvertMainWindow");

  fill (stage, office);
  culvert_ui_present_session (ui, office->session, CULVERT_UI_PAGE_OVERVIEW, NULL);
  take_in_size (window, WIDE, HEIGHT, "window");
  assert_translated (window);
  take_in_size (window, NARROW, HEIGHT, "narrow");
  assert_has_bar (window);
  gtk_button_clicked (
      GTK_BUTTON (culvert_ui_stage_find_widget (GTK_WIDGET (window), "back_button")));
  take_in_size (window, NARROW, HEIGHT, "list");
  culvert_ui_hide_window (ui);
}

/* A server has one page more, and a selected client two buttons. */
static void
take_server (CulvertUiStage *stage)
{
  CulvertStagedSession *server = culvert_ui_stage_take (
      stage,
      culvert_staged_session_new_server ("Office gateway",
                                         "OpenVPN 2.6.14 fake",
                                         CULVERT_STAGED_HEADER CULVERT_STAGED_END));
  GtkWindow *window;

  culvert_staged_session_notify (server, "CONNECT,7,0", "laptop-7", "alice");
  culvert_ui_present_session (culvert_ui_stage_get_ui (stage),
                              server->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  window = culvert_ui_stage_find_window ("CulvertMainWindow");
  take_in_size (window, NARROW, HEIGHT, "clients");
  assert_has_bar (window);
}

static void
take_empty (CulvertUiStage *stage)
{
  culvert_ui_present_window (culvert_ui_stage_get_ui (stage), NULL);
  take_in_size (culvert_ui_stage_find_window ("CulvertMainWindow"), NARROW, HEIGHT, "empty");
}

static void
take_sign_in (CulvertUiStage *stage)
{
  CulvertPromptFlags flags =
      CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_RETRY | CULVERT_PROMPT_MAY_REMEMBER;
  g_autoptr (CulvertPrompt) prompt =
      culvert_prompt_new (CULVERT_PROMPT_SIGN_IN, flags, "id", "identity", "Office", "Auth");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GtkWindow *dialog;
  int width;

  culvert_prompt_take_field (prompt,
                             culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL));
  culvert_prompt_take_field (
      prompt,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL));
  culvert_answerer_answer_async (culvert_ui_get_answerer (culvert_ui_stage_get_ui (stage)),
                                 prompt,
                                 cancellable,
                                 culvert_await_on_ready,
                                 &result);
  dialog = culvert_ui_stage_find_window ("CulvertPromptDialog");
  g_assert_nonnull (dialog);
  take (dialog, "sign-in");
  gtk_widget_get_preferred_width (GTK_WIDGET (dialog), &width, NULL);
  check (dialog, gtk_widget_get_allocated_width (GTK_WIDGET (dialog)));
  g_assert_cmpint (width, <=, NARROW);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
}

/* The program asks for no direction: GTK knows it of the language. */
static void
assert_direction (void)
{
  gboolean is_mirrored = g_str_equal (g_getenv ("LANGUAGE"), "ar");

  g_assert_cmpint (gtk_widget_get_default_direction (),
                   ==,
                   is_mirrored ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  CulvertUiStage *stage;

  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, argv[2]);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  culvert_camera_set_up (argv[1], "light");

  stage = culvert_ui_stage_new ();
  assert_direction ();
  take_empty (stage);
  take_window (stage);
  take_sign_in (stage);
  take_server (stage);
  g_assert_finalize_object (stage);

  return 0;
}
