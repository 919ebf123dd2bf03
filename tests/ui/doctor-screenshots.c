/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Pictures of the check of a service: what is wrong, nothing, and nobody to ask.
 */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-doctor-dialog.h"
#include "culvert-fake-services.h"
#include "culvert-ui-stage.h"

#include <glib/gstdio.h>

#define UNIT "openvpn-client@office.service"

static void
take (const char *address, const char *endpoint, const char *name)
{
  g_autoptr (CulvertServiceCheck) check = culvert_service_check_new (address);
  CulvertDoctorDialog *dialog = culvert_doctor_dialog_new (check, "Office", UNIT, endpoint);
  GtkWidget *stack = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "stack");
  GtkWidget *report = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "report_page");

  gtk_window_present (GTK_WINDOW (dialog));
  culvert_await (gtk_stack_get_visible_child (GTK_STACK (stack)) == report);
  culvert_camera_take (GTK_WINDOW (dialog), name);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
}

static void
take_service (guint64 timeout, const char *config, const char *name)
{
  g_autoptr (CulvertFakeServices) services = culvert_fake_services_new ();
  g_autofree char *folder = g_dir_make_tmp ("culvert-doctor-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "office.conf", NULL);

  g_assert_true (g_file_set_contents (path, config, -1, NULL));
  culvert_fake_services_add_unit (
      services,
      UNIT,
      g_variant_new_parsed ("{'Type': <'notify'>, 'TimeoutStartUSec': <%t>,"
                            " 'ProtectHome': <'yes'>, 'WorkingDirectory': <%s>,"
                            " 'ExecStart': <@a(sasbttttuii) [('/usr/sbin/openvpn',"
                            " ['/usr/sbin/openvpn', '--suppress-timestamps', '--nobind',"
                            " '--config', 'office.conf'], false, 0, 0, 0, 0, 0, 0, 0)]>}",
                            timeout,
                            folder));
  culvert_fake_services_own (services, "org.freedesktop.systemd1");
  take (culvert_fake_services_get_address (services), "unix:/run/openvpn/office", name);

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  CulvertUiStage *stage;

  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);
  stage = culvert_ui_stage_new ();
  take_service (90 * G_USEC_PER_SEC,
                "client\nca /home/alice/ca.crt\nauth-user-pass\nmanagement-hold\n"
                "management 127.0.0.1 7505\n",
                "doctor");
  take_service (G_MAXUINT64,
                "client\nmanagement /run/openvpn/office unix\nmanagement-client-user root\n"
                "management-hold\nmanagement-query-passwords\nsetenv IV_SSO webauth\n",
                "doctor-fine");
  take ("unix:path=/nowhere/bus", "unix:/run/openvpn/office", "doctor-no-systemd");
  g_assert_finalize_object (stage);

  return 0;
}
