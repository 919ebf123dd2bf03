/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-overview-page.h"

#include "culvert-certificates-panel.h"
#include "culvert-command-box.h"
#include "culvert-fact.h"
#include "culvert-log-text.h"
#include "culvert-name-server-watch.h"
#include "culvert-name-words.h"
#include "culvert-plain-text.h"
#include "culvert-refresher.h"
#include "culvert-session-face.h"
#include "culvert-stepper.h"
#include "culvert-traffic-panel.h"
#include "culvert-trouble-words.h"
#include "culvert-words.h"

#include <glib/gi18n.h>

enum
{
  MAX_MESSAGE_CHARACTERS = 500,
  N_LAST_LINES = 4,
};

struct _CulvertOverviewPage
{
  GtkBin parent_instance;

  CulvertSession *session;       /* (owned) (nullable) */
  CulvertRefresher *refresher;   /* (owned) */
  GSignalGroup *log_signals;     /* (owned) */
  CulvertNameServerWatch *names; /* (owned): those that are in use */
  gpointer menu_session;         /* (unowned): the one that the menu is about; only compared */
  CulvertSessionWanted menu_wanted;

  GtkImage *icon;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *reason_label;
  GtkLabel *remedy_label;
  GtkWidget *message_frame;
  GtkLabel *message_caption;
  GtkLabel *message_label;
  GtkButton *step_button;
  GtkMenuButton *menu_button;
  CulvertCommandBox *command_box;
  GtkLabel *read_only_label;
  CulvertStepper *stage_box;
  CulvertFact *ipv4_fact;
  CulvertFact *ipv6_fact;
  CulvertFact *server_fact;
  CulvertFact *local_fact;
  CulvertFact *names_fact;
  CulvertFact *since_fact;
  CulvertFact *daemon_fact;
  CulvertCertificatesPanel *certificates_panel;
  CulvertTrafficPanel *traffic_panel;
  GtkWidget *log_box;
  GtkLabel *log_label;
};

G_DEFINE_FINAL_TYPE (CulvertOverviewPage, culvert_overview_page, GTK_TYPE_BIN)

static void
set_optional_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* The server's words matter where something is not as it should be. */
static gboolean
needs_explanation (CulvertSession *session)
{
  CulvertSessionState state = culvert_session_get_state (session);

  return state == CULVERT_SESSION_FAILED || state == CULVERT_SESSION_WAITING ||
         state == CULVERT_SESSION_RECONNECTING ||
         culvert_session_get_reason (session) == CULVERT_REASON_SERVER_BUSY;
}

/* Which is shown as a step on the way, not as a reason. */
static gboolean
is_launching (CulvertSession *session)
{
  return culvert_session_get_state (session) == CULVERT_SESSION_CONNECTING &&
         culvert_session_get_reason (session) == CULVERT_REASON_LAUNCHING;
}

static void
show_state (CulvertOverviewPage *self)
{
  CulvertSessionState state = culvert_session_get_state (self->session);
  CulvertSessionReason reason = culvert_session_get_reason (self->session);
  CulvertPrompt *prompt = culvert_session_get_prompt (self->session);
  g_autofree char *name = culvert_words_name (self->session);
  g_autofree char *explanation = culvert_words_explanation (self->session, g_get_monotonic_time ());

  gtk_image_set_from_icon_name (self->icon,
                                culvert_session_face_get_icon_name (self->session),
                                GTK_ICON_SIZE_DIALOG);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->state_label,
                      prompt != NULL ? culvert_words_need (prompt) : culvert_words_state (state));
  set_optional_text (self->reason_label, is_launching (self->session) ? NULL : explanation);
  set_optional_text (self->remedy_label, culvert_words_remedy (reason));
}

static const char *
get_caption (CulvertSessionVoice voice)
{
  switch (voice)
    {
    case CULVERT_VOICE_DAEMON:
      return _ ("In the words of OpenVPN:");
    case CULVERT_VOICE_OURS:
      return _ ("What was found:");
    case CULVERT_VOICE_SERVER:
    case CULVERT_VOICE_NONE:
      break;
    }

  return _ ("In the words of the server:");
}

static void
show_message (CulvertOverviewPage *self)
{
  g_autofree char *words = needs_explanation (self->session)
                               ? culvert_trouble_words_last (self->session, MAX_MESSAGE_CHARACTERS)
                               : NULL;

  if (words != NULL)
    {
      gtk_label_set_text (self->message_caption,
                          get_caption (culvert_trouble_words_get_voice (
                              self->session,
                              culvert_session_get_reason (self->session))));
      gtk_label_set_text (self->message_label, words);
    }
  gtk_widget_set_visible (self->message_frame, words != NULL);
}

/* Why the session can only be watched. (nullable): it can be switched */
static const char *
get_restriction (CulvertSession *session)
{
  if (!culvert_session_is_read_only (session))
    return NULL;
  if (culvert_session_get_role (session) == CULVERT_ROLE_SERVER)
    return _ ("This daemon is a server, to which others connect. Culvert only watches it.");

  return _ ("Culvert only watches this daemon, because any program on this computer could stand "
            "behind a TCP port without a management password.");
}

static void
show_step (CulvertOverviewPage *self)
{
  CulvertSessionStep step = culvert_session_face_get_step (self->session);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->step_button));

  gtk_button_set_label (self->step_button, step.label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->step_button),
                                    "s",
                                    culvert_session_face_get_id (self->session));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->step_button), step.action);
  if (step.is_suggested)
    gtk_style_context_add_class (style, GTK_STYLE_CLASS_SUGGESTED_ACTION);
  else
    gtk_style_context_remove_class (style, GTK_STYLE_CLASS_SUGGESTED_ACTION);

  gtk_widget_set_visible (GTK_WIDGET (self->step_button),
                          !culvert_session_is_read_only (self->session));
  set_optional_text (self->read_only_label, get_restriction (self->session));
}

static void
show_command (CulvertOverviewPage *self)
{
  g_autofree char *command = culvert_session_face_dup_command (self->session);

  culvert_command_box_set_command (self->command_box, command);
}

static char *
dup_since (CulvertSession *session)
{
  gint64 since = culvert_session_get_since (session);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (since);
  g_autofree char *clock = moment != NULL ? g_date_time_format (moment, "%H:%M") : g_strdup ("");
  g_autofree char *duration =
      culvert_words_duration (MAX (g_get_real_time () / G_USEC_PER_SEC - since, 0));

  /* Translators: the time of day at which something began, and how long it has lasted */
  return g_strdup_printf (_ ("%s (%s)"), clock, duration);
}

/* "OpenVPN 2.6.14", without what it was built with. */
static char *
dup_short_version (const char *version)
{
  g_auto (GStrv) words = g_strsplit (version != NULL ? version : "", " ", 3);

  if (g_strv_length (words) == 3)
    g_clear_pointer (&words[2], g_free);

  return g_strjoinv (" ", words);
}

/* @wanted: (nullable) */
static void
show_name_servers (CulvertOverviewPage *self, const CulvertNameServers *wanted)
{
  const CulvertNameServers *in_force = culvert_name_server_watch_get (self->names);
  CulvertNamesVerdict verdict = culvert_name_servers_compare (wanted, in_force);
  g_autofree char *list = wanted != NULL ? culvert_name_words_list (wanted) : NULL;
  g_autofree char *warning = culvert_name_words_warning (verdict, in_force);

  culvert_fact_set_value (self->names_fact, list);
  culvert_fact_set_warning (self->names_fact, warning);
  if (verdict != CULVERT_NAMES_NOT_WANTED)
    culvert_name_server_watch_look (self->names);
}

static void
show_facts (CulvertOverviewPage *self)
{
  CulvertSessionFacts facts = culvert_session_get_facts (self->session);
  gboolean is_up = culvert_session_get_state (self->session) == CULVERT_SESSION_CONNECTED;
  g_autofree char *version = dup_short_version (facts.daemon_version);
  g_autofree char *since = is_up ? dup_since (self->session) : NULL;

  culvert_fact_set_value (self->ipv4_fact, facts.vpn_ipv4);
  culvert_fact_set_value (self->ipv6_fact, facts.vpn_ipv6);
  culvert_fact_set_value (self->server_fact, facts.remote);
  culvert_fact_set_value (self->local_fact, facts.local);
  show_name_servers (self, is_up ? facts.name_servers : NULL);
  culvert_fact_set_value (self->since_fact, since);
  culvert_fact_set_value (self->daemon_fact, version);
  show_message (self);
}

static void
show_last_lines (CulvertOverviewPage *self)
{
  CulvertSessionLog *log = culvert_session_get_log (self->session);
  guint64 end = culvert_session_log_get_end (log);
  guint64 first = MAX (culvert_session_log_get_first (log), end - MIN (end, N_LAST_LINES));
  GString *text = g_string_new (NULL);
  g_autofree char *shown = NULL;

  for (guint64 number = first; number < end; number++)
    {
      CulvertSessionLogLine line = { .time = -1, .text = "" };
      g_autofree char *shown_line = NULL;

      culvert_session_log_get_line (log, number, &line);
      shown_line = culvert_log_text_for_view (&line);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", shown_line);
    }
  shown = g_string_free (text, FALSE);

  gtk_label_set_text (self->log_label, shown);
  gtk_widget_set_visible (self->log_box, *shown != '\0');
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    culvert_session_log_arm (log);
}

/* Another model closes an open menu, so there is one only when it says something else. */
static void
show_menu (CulvertOverviewPage *self)
{
  CulvertSessionWanted wanted = culvert_session_get_wanted (self->session);
  g_autoptr (GMenuModel) menu = NULL;

  if (self->menu_session == self->session && self->menu_wanted == wanted)
    return;

  self->menu_session = self->session;
  self->menu_wanted = wanted;
  menu = culvert_session_face_create_menu (self->session);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
}

static void
refresh (GtkWidget *widget)
{
  CulvertOverviewPage *self = CULVERT_OVERVIEW_PAGE (widget);

  if (self->session == NULL)
    return;

  show_state (self);
  show_step (self);
  show_command (self);
  show_menu (self);
  culvert_stepper_refresh (self->stage_box, self->session);
  show_facts (self);
  culvert_traffic_panel_refresh (self->traffic_panel);
  show_last_lines (self);
}

static void
culvert_overview_page_dispose (GObject *object)
{
  CulvertOverviewPage *self = CULVERT_OVERVIEW_PAGE (object);

  g_clear_object (&self->refresher);
  g_clear_object (&self->log_signals);
  g_clear_object (&self->names);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_overview_page_parent_class)->dispose (object);
}

static void
bind_facts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, ipv4_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, ipv6_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, server_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, local_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, names_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, since_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, daemon_fact);
}

static void
culvert_overview_page_class_init (CulvertOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_overview_page_dispose;
  g_type_ensure (CULVERT_TYPE_CERTIFICATES_PANEL);
  g_type_ensure (CULVERT_TYPE_COMMAND_BOX);
  g_type_ensure (CULVERT_TYPE_FACT);
  g_type_ensure (CULVERT_TYPE_STEPPER);
  g_type_ensure (CULVERT_TYPE_TRAFFIC_PANEL);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, icon);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, remedy_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, message_frame);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, message_caption);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, message_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, step_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, command_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, read_only_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, stage_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, certificates_panel);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, traffic_panel);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, log_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertOverviewPage, log_label);
  bind_facts (widget_class);
}

static void
culvert_overview_page_init (CulvertOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->refresher = culvert_refresher_new (GTK_WIDGET (self), refresh);
  self->log_signals = g_signal_group_new (CULVERT_TYPE_SESSION_LOG);
  g_signal_group_connect_swapped (self->log_signals,
                                  "changed",
                                  G_CALLBACK (culvert_refresher_queue),
                                  self->refresher);
  self->names = culvert_name_server_watch_new (NULL, "/etc/resolv.conf");
  g_signal_connect_object (self->names,
                           "changed",
                           G_CALLBACK (culvert_refresher_queue),
                           self->refresher,
                           G_CONNECT_SWAPPED);
}

void
culvert_overview_page_set_session (CulvertOverviewPage *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_OVERVIEW_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->log_signals,
                             session != NULL ? culvert_session_get_log (session) : NULL);
  culvert_certificates_panel_set_session (self->certificates_panel, session);
  culvert_traffic_panel_set_session (self->traffic_panel, session);
  culvert_refresher_set_session (self->refresher, session);
}

void
culvert_overview_page_set_usage (CulvertOverviewPage *self, CulvertUsageStore *usage)
{
  g_return_if_fail (CULVERT_IS_OVERVIEW_PAGE (self));

  culvert_traffic_panel_set_usage (self->traffic_panel, usage);
}

void
culvert_overview_page_set_profiles (CulvertOverviewPage *self, CulvertUiProfiles *profiles)
{
  g_return_if_fail (CULVERT_IS_OVERVIEW_PAGE (self));

  culvert_certificates_panel_set_profiles (self->certificates_panel, profiles);
}
