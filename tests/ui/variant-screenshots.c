/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes the same pictures in every theme, size and direction that people have:
 * variant-screenshots FOLDER */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-import-dialog.h"
#include "culvert-import-stage.h"
#include "culvert-test-certificate.h"
#include "culvert-traffic-stage.h"
#include "culvert-ui-stage.h"

#include <gdk/gdkx.h>
#include <string.h>

#define WIDE   900
#define NARROW 360
#define HEIGHT 600

typedef struct
{
  const char *name;
  const char *theme;
  gboolean is_dark;
  int scale;
  GtkTextDirection direction;
  int width;
} Variant;

static const Variant variants[] = {
  { "adwaita", "Adwaita", FALSE, 1, GTK_TEXT_DIR_LTR, WIDE },
  { "adwaita-dark", "Adwaita", TRUE, 1, GTK_TEXT_DIR_LTR, WIDE },
  { "high-contrast", "HighContrast", FALSE, 1, GTK_TEXT_DIR_LTR, WIDE },
  { "mirrored", "Adwaita", FALSE, 1, GTK_TEXT_DIR_RTL, WIDE },
  { "doubled", "Adwaita", FALSE, 2, GTK_TEXT_DIR_LTR, WIDE },
  { "narrow", "Adwaita", FALSE, 1, GTK_TEXT_DIR_LTR, NARROW },
  { "narrow-mirrored", "HighContrast", FALSE, 1, GTK_TEXT_DIR_RTL, NARROW },
};

typedef struct
{
  const Variant *variant;
  CulvertUiStage *stage; /* (owned) */
  CulvertUi *ui;
} Scene;

static void
take (Scene *scene, GtkWindow *window, const char *what)
{
  g_autofree char *name = g_strconcat ("variant-", what, NULL);

  culvert_camera_take (window, name);
}

/* The window manager of a telephone makes each as narrow as its screen. */
static void
take_dialog (Scene *scene, const char *type_name, const char *what)
{
  GtkWindow *dialog = culvert_ui_stage_find_window (type_name);

  g_assert_nonnull (dialog);
  culvert_ui_stage_settle (dialog);
  if (scene->variant->width == NARROW)
    {
      int height;

      gtk_window_get_size (dialog, NULL, &height);
      gtk_window_set_resizable (dialog, TRUE);
      gtk_window_resize (dialog, NARROW, height);
    }
  take (scene, dialog, what);
}

static GtkWindow *
open_window (Scene *scene)
{
  GtkWindow *window;

  culvert_ui_present_window (scene->ui, NULL);
  window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (window);
  gtk_window_resize (window, scene->variant->width, HEIGHT);

  return window;
}

static void
fill_log (CulvertSession *session)
{
  static const struct
  {
    guint flags;
    const char *text;
  } lines[] = {
    { 1, "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [PKCS11]" },
    { 8, "WARNING: this configuration may cache passwords in memory" },
    { 4, "TLS Error: TLS key negotiation failed to occur within 60 seconds" },
    { 1, "Initialization Sequence Completed" },
  };

  for (guint i = 0; i < 40; i++)
    culvert_session_log_append (culvert_session_get_log (session),
                                1795334986 + i,
                                lines[i % G_N_ELEMENTS (lines)].flags,
                                lines[i % G_N_ELEMENTS (lines)].text,
                                strlen (lines[i % G_N_ELEMENTS (lines)].text));
}

static void
take_window (Scene *scene)
{
  GtkWindow *window = open_window (scene);
  CulvertStagedSession *office;
  GtkWidget *back;

  take (scene, window, "empty");
  culvert_ui_stage_add (scene->stage, "Home");
  culvert_ui_stage_add (scene->stage, "Customer in Rotterdam");
  office = culvert_ui_stage_add (scene->stage, "Office");
  culvert_staged_session_connect (office);
  culvert_traffic_stage_fill (office->session, CULVERT_TRAFFIC_STAGE_BURSTS, 600);
  fill_log (office->session);
  culvert_ui_present_session (scene->ui, office->session, CULVERT_UI_PAGE_OVERVIEW, NULL);
  take (scene, window, "connected");
  culvert_ui_present_session (scene->ui, office->session, CULVERT_UI_PAGE_LOG, NULL);
  take (scene, window, "log");
  back = culvert_ui_stage_find_widget (GTK_WIDGET (window), "back_button");
  if (!gtk_widget_get_visible (back))
    return;

  gtk_button_clicked (GTK_BUTTON (back));
  take (scene, window, "list");
}

static void
ask (Scene *scene, CulvertPrompt *prompt, const char *what)
{
  CulvertAnswerer *answerer = culvert_ui_get_answerer (scene->ui);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  culvert_answerer_answer_async (answerer, prompt, cancellable, culvert_await_on_ready, &result);
  take_dialog (scene, "CulvertPromptDialog", what);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
}

static CulvertPrompt *
create_prompt (CulvertPromptKind kind)
{
  return culvert_prompt_new (kind,
                             CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_RETRY |
                                 CULVERT_PROMPT_MAY_REMEMBER,
                             "id",
                             "identity",
                             "Office",
                             "Auth");
}

static void
take_sign_in (Scene *scene)
{
  g_autoptr (CulvertPrompt) prompt = create_prompt (CULVERT_PROMPT_SIGN_IN);

  culvert_prompt_set_failure (prompt, "Your account is locked until 14:30.");
  culvert_prompt_take_field (prompt,
                             culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL));
  culvert_prompt_take_field (
      prompt,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL));
  ask (scene, prompt, "question");
}

static void
take_certificates (Scene *scene)
{
  static const int last_days[] = { 700, 12, -35 };
  g_autoptr (CulvertPrompt) prompt = create_prompt (CULVERT_PROMPT_CERTIFICATE);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (gsize i = 0; i < G_N_ELEMENTS (last_days); i++)
    {
      CulvertTestCertificate test = { .subject = "CN=Wilhelmina Jansen,O=Example Company",
                                      .issuer = "CN=Example Company Staff Authority",
                                      .not_before = now - 800 * CULVERT_TEST_DAY,
                                      .not_after = now + last_days[i] * CULVERT_TEST_DAY + 60 };
      g_autoptr (GBytes) bytes = culvert_test_certificate_make (&test, FALSE);
      g_autofree char *id = g_strdup_printf ("Example/Card/00a7/Company\\x20Card/%02zx", i);
      g_autoptr (CulvertPromptChoice) choice = culvert_prompt_choice_new_certificate (id, bytes);

      g_list_store_append (culvert_prompt_get_choices (prompt), choice);
    }
  ask (scene, prompt, "certificates");
}

static void
take_import (Scene *scene, CulvertImportStage *files)
{
  static const char text[] =
      CULVERT_TEST_REMOTE "log /var/log/openvpn.log\nup /etc/openvpn/up.sh\n" CULVERT_TEST_KEY;
  g_autoptr (GFile) file = culvert_import_stage_write (files, "Office.ovpn", text);
  CulvertImportDialog *dialog = culvert_import_dialog_new (NULL);
  GtkStack *stack = GTK_STACK (culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "stack"));

  culvert_import_dialog_add_file (dialog, file);
  gtk_window_present (GTK_WINDOW (dialog));
  culvert_await (!g_str_equal (gtk_stack_get_visible_child_name (stack), "reading"));
  take_dialog (scene, "CulvertImportDialog", "import");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
}

static void
take_preferences (Scene *scene)
{
  culvert_ui_present_preferences (scene->ui, NULL);
  take_dialog (scene, "CulvertPreferencesWindow", "preferences");
}

static void
apply (const Variant *variant)
{
  g_object_set (gtk_settings_get_default (),
                "gtk-theme-name",
                variant->theme,
                "gtk-application-prefer-dark-theme",
                variant->is_dark,
                NULL);
  gdk_x11_display_set_window_scale (gdk_display_get_default (), variant->scale);
  gtk_widget_set_default_direction (variant->direction);
}

static void
take_variant (const Variant *variant, const char *folder, CulvertImportStage *files)
{
  Scene scene = { .variant = variant };

  apply (variant);
  culvert_camera_set_up (folder, variant->name);
  scene.stage = culvert_ui_stage_new ();
  scene.ui = culvert_ui_stage_get_ui (scene.stage);
  take_window (&scene);
  culvert_ui_hide_window (scene.ui);
  take_sign_in (&scene);
  take_certificates (&scene);
  take_import (&scene, files);
  take_preferences (&scene);
  g_assert_finalize_object (scene.stage);
}

int
main (int argc, char **argv)
{
  CulvertImportStage files;

  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    return 2;

  gtk_init (NULL, NULL);
  culvert_import_stage_set_up (&files);
  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    take_variant (&variants[i], argv[1], &files);
  culvert_import_stage_tear_down (&files);

  return 0;
}
