/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Whether the page of a server's clients stays smooth: a load generator in a thread of its own is
 * the daemon, and tells of 100,000 clients; then all of them have transferred something, the table
 * is sorted and searched, and a tenth of them leaves while others come in their place. The floor is
 * the same session, with the same clients, while another page is shown. A stall is our own
 * processor time between two turns of the main loop. */

#include "culvert-answer-chain.h"
#include "culvert-await.h"
#include "culvert-bench.h"
#include "culvert-fake-replies.h"
#include "culvert-launcher-attach.h"
#include "culvert-ui-stage.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <math.h>
#include <string.h>

#define COUNTS_A_MOVE 20
#define FIRST_REQUEST                                                                              \
  ">CLIENT:CONNECT,9999999,0\r\n"                                                                  \
  ">CLIENT:ENV,common_name=first\r\n"                                                              \
  ">CLIENT:ENV,END\r\n"

static int n_clients = 100000;

static const GOptionEntry options[] = {
  { "clients", 0, 0, G_OPTION_ARG_INT, &n_clients, "How many clients there are", "N" },
  { NULL },
};

/* --- the load generator --- */

typedef struct
{
  char *path;                /* (owned): where it listens */
  GSocketListener *listener; /* (owned) */
  GThread *thread;
  gint has_table;    /* atomic: who is connected is told */
  gint wants_update; /* atomic: every client has transferred something */
  gint n_updates;    /* atomic: so often that was told */
  gint wants_card;   /* atomic: one asks to be let in */
  gint wants_storm;  /* atomic: clients come and go */
} Generator;

static void
append_client (GString *text, guint i, guint round)
{
  g_string_append_printf (text,
                          "CLIENT_LIST\tclient-%06u\t192.0.%u.%u:%u\t10.%u.%u.%u\tfd00::%x\t%u\t%u"
                          "\t2026-11-22 07:59:03\t1795334343\tuser-%06u\t%u\t%u\tAES-256-GCM\r\n",
                          i * 7919u % (guint) n_clients,
                          i / 256 % 256,
                          i % 256,
                          1024 + i % 60000,
                          i / 65536,
                          i / 256 % 256,
                          i % 256,
                          i,
                          1000u * round + i,
                          2000u * round + i,
                          i,
                          i,
                          i);
}

static char *
create_status (guint round)
{
  GString *text = g_string_sized_new ((gsize) n_clients * 180);

  g_string_append (text,
                   "TITLE\tOpenVPN 2.6.14\r\n"
                   "HEADER\tCLIENT_LIST\tCommon Name\tReal Address\tVirtual Address\tVirtual IPv6 "
                   "Address\tBytes Received\tBytes Sent\tConnected Since\tConnected Since "
                   "(time_t)\tUsername\tClient ID\tPeer ID\tData Channel Cipher\r\n");
  for (guint i = 0; i < (guint) n_clients; i++)
    append_client (text, i, round);
  g_string_append (text, "END\r\n");

  return g_string_free (text, FALSE);
}

static char *
create_counts (guint round)
{
  GString *text = g_string_sized_new ((gsize) n_clients * 40);

  for (guint i = 0; i < (guint) n_clients; i++)
    g_string_append_printf (text,
                            ">BYTECOUNT_CLI:%u,%u,%u\r\n",
                            i,
                            1000u * round + i,
                            2000u * round + i);

  return g_string_free (text, FALSE);
}

static guint
get_n_moves (void)
{
  return (guint) n_clients / 10;
}

/* One leaves, another asks to be let in and is, and some have transferred something. */
static void
append_move (GString *text, guint i)
{
  guint id = (guint) n_clients + i;

  g_string_append_printf (text,
                          ">CLIENT:DISCONNECT,%u\r\n"
                          ">CLIENT:ENV,common_name=client\r\n"
                          ">CLIENT:ENV,END\r\n"
                          ">CLIENT:CONNECT,%u,0\r\n"
                          ">CLIENT:ENV,common_name=new-%u\r\n"
                          ">CLIENT:ENV,username=user-%u\r\n"
                          ">CLIENT:ENV,untrusted_ip=198.51.100.7\r\n"
                          ">CLIENT:ENV,END\r\n"
                          ">CLIENT:ESTABLISHED,%u\r\n"
                          ">CLIENT:ENV,common_name=new-%u\r\n"
                          ">CLIENT:ENV,username=user-%u\r\n"
                          ">CLIENT:ENV,time_unix=1795334999\r\n"
                          ">CLIENT:ENV,END\r\n",
                          i,
                          id,
                          id,
                          id,
                          id,
                          id,
                          id);
  for (guint j = 0; j < COUNTS_A_MOVE; j++)
    g_string_append_printf (text,
                            ">BYTECOUNT_CLI:%u,%u,%u\r\n",
                            get_n_moves () + (i * COUNTS_A_MOVE + j) % (guint) n_clients / 2,
                            5000 + i,
                            6000 + i);
}

static char *
create_storm (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < get_n_moves (); i++)
    append_move (text, i);

  return g_string_free (text, FALSE);
}

static char *
create_reply (const char *command, guint round)
{
  g_autofree char *reply = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;

  if (g_str_equal (command, "status 3"))
    return create_status (round);
  if (g_str_equal (command, "nclients"))
    return g_strdup ("SUCCESS: nclients=1\r\n");
  if (g_str_equal (command, "state on all"))
    return g_strdup ("SUCCESS: real-time state notification set to ON\r\n"
                     "1700000000,CONNECTED,SUCCESS,10.9.0.1,,,203.0.113.5,1194\r\nEND\r\n");

  reply = culvert_fake_reply (command);
  lines = g_strsplit (reply, "\n", -1);
  joined = g_strjoinv ("\r\n", lines);

  return *reply != '\0' ? g_strconcat (joined, "\r\n", NULL) : g_strdup ("");
}

static void
say (GSocketConnection *connection, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             text,
                             strlen (text),
                             NULL,
                             NULL,
                             NULL);
}

/* Answers commands one by one; between them it tells what is wanted. */
static gpointer
serve (gpointer user_data)
{
  Generator *generator = user_data;
  g_autoptr (GSocketConnection) connection =
      g_socket_listener_accept (generator->listener, NULL, NULL, NULL);
  g_autoptr (GDataInputStream) input =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GSocket *socket = g_socket_connection_get_socket (connection);

  say (connection, CULVERT_BENCH_BANNER);
  while (TRUE)
    {
      g_autofree char *command = NULL;
      g_autofree char *reply = NULL;

      if (g_atomic_int_compare_and_exchange (&generator->wants_update, 1, 0))
        {
          reply = create_counts ((guint) g_atomic_int_add (&generator->n_updates, 1) + 1);
          say (connection, reply);
          continue;
        }
      if (g_atomic_int_compare_and_exchange (&generator->wants_card, 1, 0))
        {
          say (connection, FIRST_REQUEST);
          continue;
        }
      if (g_atomic_int_compare_and_exchange (&generator->wants_storm, 1, 0))
        {
          reply = create_storm ();
          say (connection, reply);
          continue;
        }
      if (g_buffered_input_stream_get_available (G_BUFFERED_INPUT_STREAM (input)) == 0 &&
          !g_socket_condition_timed_wait (socket, G_IO_IN, 10000, NULL, NULL))
        continue;

      command = g_data_input_stream_read_line (input, NULL, NULL, NULL);
      if (command == NULL)
        return NULL;
      while (g_str_equal (command, "status 3") && !g_atomic_int_get (&generator->has_table))
        g_usleep (1000);
      reply = create_reply (command, (guint) g_atomic_int_get (&generator->n_updates));
      say (connection, reply);
    }
}

static void
generator_begin (Generator *generator, const char *folder)
{
  g_autoptr (GSocketAddress) address = NULL;

  generator->path = g_build_filename (folder, "server.sock", NULL);
  address = g_unix_socket_address_new (generator->path);
  generator->listener = g_socket_listener_new ();
  g_assert_true (g_socket_listener_add_address (generator->listener,
                                                address,
                                                G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_DEFAULT,
                                                NULL,
                                                NULL,
                                                NULL));
  generator->thread = g_thread_new ("daemon", serve, generator);
}

static void
generator_end (Generator *generator)
{
  g_thread_join (generator->thread);
  g_object_unref (generator->listener);
  g_remove (generator->path);
  g_free (generator->path);
}

/* --- what is measured --- */

static gint64 last_turn;
static gint64 worst_stall;

static gboolean
on_turn (gpointer user_data)
{
  gint64 now = culvert_bench_get_cpu_time ();

  worst_stall = MAX (worst_stall, now - last_turn);
  last_turn = now;

  return G_SOURCE_CONTINUE;
}

typedef struct
{
  gint64 cpu;
  gint64 clock;
} Start;

static Start
begin (void)
{
  worst_stall = 0;
  last_turn = culvert_bench_get_cpu_time ();

  return (Start){ last_turn, g_get_monotonic_time () };
}

static void
end (Start start, const char *what, const char *name)
{
  g_print ("%-6s %-12s %6.0f ms, processor %6.0f ms, worst stall %5.1f ms\n",
           name,
           what,
           (double) (g_get_monotonic_time () - start.clock) / 1000,
           (double) (culvert_bench_get_cpu_time () - start.cpu) / 1000,
           (double) worst_stall / 1000);
}

/* The stall of what has just ended; the floor comes first. */
static void
tell (const char *what, const char *name)
{
  static const char *const works[] = { "first table", "full update", "storm" };
  static double floors[G_N_ELEMENTS (works)];
  g_autofree char *row = g_strdup_printf ("100,000 clients, %s: worst stall", what);
  double stall = (double) worst_stall / 1000;
  double floor = NAN;

  for (gsize i = 0; i < G_N_ELEMENTS (works); i++)
    {
      if (!g_str_equal (works[i], what))
        continue;
      if (g_str_equal (name, "floor"))
        floors[i] = stall;
      floor = floors[i];
    }
  if (!g_str_equal (name, "floor"))
    culvert_bench_tell ("B6", row, stall, "ms CPU", floor, 16);
}

typedef struct
{
  const char *name;
  Generator generator;
  CulvertUiStage *stage;   /* (owned) */
  CulvertSession *session; /* (owned) */
  GtkWindow *window;
  GtkWidget *page; /* (nullable): until somebody looks at it */
} Show;

static gboolean
is_shown (Show *show, gboolean looks)
{
  CulvertAdministration *administration = culvert_session_get_administration (show->session);
  GtkWidget *view;
  GtkTreeModel *model;

  if (administration == NULL || !culvert_administration_is_filled (administration))
    return FALSE;
  if (!looks)
    return TRUE;

  view = culvert_ui_stage_find_widget (show->page, "view");
  model =
      gtk_tree_view_get_model (GTK_TREE_VIEW (culvert_ui_stage_find_widget (view, "CulvertTable")));

  return model != NULL && gtk_tree_model_iter_n_children (model, NULL) == n_clients;
}

static gboolean
is_updated (Show *show)
{
  CulvertRoster *roster =
      culvert_administration_get_roster (culvert_session_get_administration (show->session));
  guint slot;

  return culvert_roster_find (roster, (guint64) n_clients - 1, &slot) &&
         culvert_peer_get_received (culvert_roster_get_peer (roster, slot)) ==
             1000u + (guint) n_clients - 1;
}

/* The last of those who came is there, and a row. */
static gboolean
is_over (Show *show, gboolean looks)
{
  CulvertRoster *roster =
      culvert_administration_get_roster (culvert_session_get_administration (show->session));
  guint slot;

  return culvert_roster_find (roster, (guint64) n_clients + get_n_moves () - 1, &slot) &&
         is_shown (show, looks);
}

static const char *
first_cell (Show *show, int column)
{
  static char *text;
  GtkWidget *view = culvert_ui_stage_find_widget (show->page, "view");
  GtkTreeModel *model =
      gtk_tree_view_get_model (GTK_TREE_VIEW (culvert_ui_stage_find_widget (view, "CulvertTable")));
  GtkTreeIter iter;

  g_clear_pointer (&text, g_free);
  if (gtk_tree_model_get_iter_first (model, &iter))
    gtk_tree_model_get (model, &iter, column, &text, -1);

  return text != NULL ? text : "";
}

/* By what was received, the most at the top; then the other way round. */
static void
sort_table (Show *show)
{
  GtkWidget *view = culvert_ui_stage_find_widget (show->page, "view");
  GtkTreeView *table = GTK_TREE_VIEW (culvert_ui_stage_find_widget (view, "CulvertTable"));
  g_autofree char *last = g_strdup_printf ("%d", n_clients - 1);
  Start start = begin ();

  gtk_tree_view_column_clicked (gtk_tree_view_get_column (table, 9));
  gtk_tree_view_column_clicked (gtk_tree_view_get_column (table, 9));
  culvert_await_within (60, g_str_equal (first_cell (show, 9), last));
  culvert_ui_stage_settle (show->window);
  end (start, "sort", show->name);
  tell ("sort", show->name);
}

static void
search_table (Show *show)
{
  GtkWidget *entry = culvert_ui_stage_find_widget (show->page, "search_entry");
  Start start = begin ();

  gtk_entry_set_text (GTK_ENTRY (entry), "USER-000777");
  culvert_await_within (60, g_str_equal (first_cell (show, 1), "user-000777"));
  culvert_ui_stage_settle (show->window);
  end (start, "search", show->name);
  tell ("search", show->name);

  start = begin ();
  gtk_entry_set_text (GTK_ENTRY (entry), "");
  culvert_await_within (60, is_shown (show, TRUE));
  culvert_ui_stage_settle (show->window);
  end (start, "all again", show->name);
  tell ("all again", show->name);
}

static void
sit_out_storm (Show *show, gboolean looks)
{
  Start start;

  if (looks)
    {
      start = begin ();
      g_atomic_int_set (&show->generator.wants_card, 1);
      culvert_await_within (60,
                            culvert_ui_stage_find_widget (show->page, "CulvertApplicantCard") !=
                                NULL);
      culvert_ui_stage_settle (show->window);
      end (start, "first card", show->name);
    }

  start = begin ();
  g_atomic_int_set (&show->generator.wants_storm, 1);
  culvert_await_within (60, is_over (show, looks));
  culvert_ui_stage_settle (show->window);
  end (start, "storm", show->name);
  tell ("storm", show->name);
}

static void
run_show (Show *show, const char *folder, CulvertUiPage page)
{
  gboolean looks = page == CULVERT_UI_PAGE_CLIENTS;
  g_autofree char *endpoint = g_strdup_printf ("unix:%s/server.sock", folder);
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", endpoint);
  g_autoptr (CulvertLauncher) launcher = NULL;
  g_autoptr (CulvertAnswerChain) answerer = culvert_answer_chain_new ();
  guint64 before;
  guint64 after;
  guint clock;
  Start start;

  generator_begin (&show->generator, folder);
  launcher = CULVERT_LAUNCHER (culvert_launcher_attach_new_for_endpoint (endpoint));
  show->stage = culvert_ui_stage_new ();
  show->session = culvert_session_new (profile, launcher, CULVERT_ANSWERER (answerer));
  culvert_ui_stage_add_session (show->stage, show->session);
  culvert_ui_present_session (culvert_ui_stage_get_ui (show->stage), show->session, page, NULL);
  show->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (show->window);
  malloc_trim (0);
  before = culvert_bench_get_resident_kib ();
  clock = g_timeout_add (1, on_turn, NULL);

  start = begin ();
  culvert_session_attach (show->session);
  culvert_await_within (60, culvert_session_get_administration (show->session) != NULL);
  culvert_ui_present_session (culvert_ui_stage_get_ui (show->stage), show->session, page, NULL);
  culvert_ui_stage_settle (show->window);
  show->page = culvert_ui_stage_find_widget (GTK_WIDGET (show->window), "CulvertClientsPage");
  end (start, "first sight", show->name);

  start = begin ();
  g_atomic_int_set (&show->generator.has_table, 1);
  culvert_await_within (60, is_shown (show, looks));
  end (start, "first table", show->name);
  tell ("first table", show->name);

  /* Counts that come too soon after the first are not taken. */
  culvert_await_within (5, g_get_monotonic_time () - start.clock > 2 * G_USEC_PER_SEC);
  start = begin ();
  g_atomic_int_set (&show->generator.wants_update, 1);
  culvert_await_within (60, is_updated (show));
  culvert_ui_stage_settle (show->window);
  end (start, "full update", show->name);
  tell ("full update", show->name);

  malloc_trim (0);
  after = culvert_bench_get_resident_kib ();
  g_print ("%-6s %.1f MiB more than before\n", show->name, ((double) after - before) / 1024);
  if (looks)
    culvert_bench_tell ("B6",
                        "100,000 clients, page: memory",
                        ((double) after - before) / 1024,
                        "MB",
                        NAN,
                        30);

  if (looks)
    {
      sort_table (show);
      search_table (show);
    }
  sit_out_storm (show, looks);
  g_source_remove (clock);
  culvert_session_detach (show->session);
  generator_end (&show->generator);
  g_object_unref (show->stage);
  g_object_unref (show->session);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- how smooth the clients are");
  g_autofree char *folder = g_dir_make_tmp ("culvert-bench-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  Show floor = { .name = "floor" };
  Show page = { .name = "page" };

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  gtk_init (NULL, NULL);
  run_show (&floor, folder, CULVERT_UI_PAGE_LOG);
  run_show (&page, folder, CULVERT_UI_PAGE_CLIENTS);
  g_rmdir (folder);

  return 0;
}
