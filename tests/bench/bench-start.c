/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* How long from the start of the program to an icon whose menu answers, how much memory it has
 * then, and how long from a daemon's socket to the first command. Beside it, in the same run, the
 * smallest program that puts an icon on the bus. The panel is this program, on a bus of its own. */

#include "culvert-bench-program.h"
#include "culvert-bench.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#define RUNS 15

#define WATCHER_XML                                                                                \
  "<node><interface name='org.kde.StatusNotifierWatcher'>"                                         \
  "<method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>"              \
  "<property name='RegisteredStatusNotifierItems' type='as' access='read'/>"                       \
  "<property name='IsStatusNotifierHostRegistered' type='b' access='read'/>"                       \
  "<property name='ProtocolVersion' type='i' access='read'/>"                                      \
  "</interface></node>"

typedef struct
{
  GDBusConnection *bus;
  char *item;      /* (owned) (nullable): bus name of the item that registered last */
  gint64 start;    /* when the program was started */
  gint64 answered; /* when its menu answered; 0: not yet */
} Panel;

typedef struct
{
  double ms;
  double pss_mb;
} Figures;

static void
on_menu_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Panel *panel = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) layout =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* A program that was ended meanwhile may owe a second answer. */
  if (layout != NULL)
    panel->answered = g_get_monotonic_time ();
}

static void
on_method_call (GDBusConnection *bus,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  Panel *panel = user_data;

  g_dbus_method_invocation_return_value (invocation, NULL);
  g_free (panel->item);
  panel->item = g_strdup (sender);
  g_dbus_connection_call (bus,
                          sender,
                          "/MenuBar",
                          "com.canonical.dbusmenu",
                          "GetLayout",
                          g_variant_new ("(iias)", 0, -1, NULL),
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          NULL,
                          on_menu_answered,
                          panel);
}

static GVariant *
on_get_property (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *property,
                 GError **error,
                 gpointer user_data)
{
  if (g_str_equal (property, "IsStatusNotifierHostRegistered"))
    return g_variant_new_boolean (TRUE);
  if (g_str_equal (property, "ProtocolVersion"))
    return g_variant_new_int32 (0);

  return g_variant_new_strv (NULL, 0);
}

static void
become_panel (Panel *panel)
{
  static const GDBusInterfaceVTable vtable = { on_method_call, on_get_property, NULL, { 0 } };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (WATCHER_XML, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  panel->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (panel->bus,
                                     "/StatusNotifierWatcher",
                                     node->interfaces[0],
                                     &vtable,
                                     panel,
                                     NULL,
                                     &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (panel->bus,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "RequestName",
                                       g_variant_new ("(su)", "org.kde.StatusNotifierWatcher", 0),
                                       NULL,
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       &error);
  g_assert_no_error (error);
}

static double
read_pss_mb (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  line = strstr (text, "\nPss:");

  return line != NULL ? g_ascii_strtod (line + strlen ("\nPss:"), NULL) / 1024 : 0;
}

static Figures
measure_start (Panel *panel, const char *const *arguments)
{
  Figures figures;
  GPid pid;

  panel->answered = 0;
  panel->start = g_get_monotonic_time ();
  pid = culvert_bench_program_start (arguments);
  while (panel->answered == 0)
    g_main_context_iteration (NULL, TRUE);
  figures.ms = (double) (panel->answered - panel->start) / 1000;
  figures.pss_mb = read_pss_mb (pid);
  culvert_bench_program_stop (pid);

  return figures;
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *peer, GObject *source, gpointer user_data)
{
  static const char banner[] =
      ">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\r\n";
  gint64 *heard = user_data;
  char buffer[64];

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (peer)),
                             banner,
                             strlen (banner),
                             NULL,
                             NULL,
                             NULL);
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (peer)),
                       buffer,
                       sizeof buffer,
                       NULL,
                       NULL);
  *heard = g_get_monotonic_time ();

  return TRUE;
}

/* From listen () to the first command, with the program already running. */
static double
measure_attach (Panel *panel, const char *program, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "daemon", NULL);
  g_autofree char *endpoint = g_strconcat ("unix:", path, NULL);
  const char *arguments[] = { program, "--background", "--attach", endpoint, NULL };
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  gint64 heard = 0;
  gint64 began;
  GPid pid;

  panel->answered = 0;
  pid = culvert_bench_program_start (arguments);
  while (panel->answered == 0)
    g_main_context_iteration (NULL, TRUE);
  g_usleep (400000); /* let its quick tries give way to the slow ones */

  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), &heard);
  began = g_get_monotonic_time ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (service),
                                 address,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL,
                                 NULL,
                                 &error);
  g_assert_no_error (error);
  while (heard == 0)
    g_main_context_iteration (NULL, TRUE);

  culvert_bench_program_stop (pid);
  g_unlink (path);

  return (double) (heard - began) / 1000;
}

static Figures
print_starts (const char *name, Panel *panel, const char *const *arguments)
{
  double ms[RUNS];
  double pss[RUNS];
  Figures medians;

  measure_start (panel, arguments);
  for (gsize i = 0; i < RUNS; i++)
    {
      Figures figures = measure_start (panel, arguments);

      ms[i] = figures.ms;
      pss[i] = figures.pss_mb;
    }
  medians = (Figures){ culvert_bench_get_median (ms, RUNS), culvert_bench_get_median (pss, RUNS) };
  g_print ("%-8s icon and menu after %6.1f ms   PSS %5.1f MB\n", name, medians.ms, medians.pss_mb);

  return medians;
}

int
main (int argc, char **argv)
{
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autofree char *folder = g_dir_make_tmp ("culvert-bench-XXXXXX", NULL);
  Panel panel = { 0 };
  const char *const floor_arguments[] = { argc > 2 ? argv[2] : NULL, NULL };
  const char *const culvert_arguments[] = { argc > 1 ? argv[1] : NULL, "--background", NULL };
  double attach_ms[RUNS];
  double attach;
  Figures floor;
  Figures culvert;

  if (argc != 3)
    {
      g_printerr ("usage: bench-start CULVERT FLOOR\n");
      return 2;
    }

  g_setenv ("HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  g_test_dbus_up (bus);
  become_panel (&panel);

  floor = print_starts ("floor", &panel, floor_arguments);
  culvert = print_starts ("culvert", &panel, culvert_arguments);
  for (gsize i = 0; i < RUNS; i++)
    attach_ms[i] = measure_attach (&panel, argv[1], folder);
  attach = culvert_bench_get_median (attach_ms, RUNS);
  g_print ("culvert  first command %.1f ms after the socket appeared\n", attach);
  g_print ("ratio    %.2f\n", culvert.ms / floor.ms);
  culvert_bench_tell ("B7",
                      "from the start to a menu that answers",
                      culvert.ms,
                      "ms",
                      floor.ms,
                      15);
  culvert_bench_tell ("B7", "memory (PSS) then", culvert.pss_mb, "MB", floor.pss_mb, 4);
  culvert_bench_tell ("B7", "from a daemon's socket to the first command", attach, "ms", NAN, 5);

  g_free (panel.item);
  g_clear_object (&panel.bus);
  g_test_dbus_down (bus);

  return 0;
}
