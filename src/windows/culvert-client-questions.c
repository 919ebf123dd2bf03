/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-questions.h"

#include "culvert-client-words.h"
#include "culvert-plain-text.h"

#include <glib/gi18n.h>

/* A filter that lets everything through, to start from. */
#define OPEN_FILTER "[CLIENTS ACCEPT]\n[SUBNETS ACCEPT]\n[END]\n"

/* What a dialog is about; it belongs to the dialog. */
typedef struct
{
  CulvertAdministration *administration; /* (owned) (nullable) */
  CulvertPeerKey *key;                   /* (owned) (nullable): of one client, not of all */
  char *who;                             /* (owned) (nullable): that client */
  CulvertAdmission *admission;           /* (owned) (nullable) */
  CulvertApplicant *applicant;           /* (owned) (nullable) */
  char *options;                         /* (owned) (nullable): that are to be sent */
  GCancellable *cancellable;             /* (owned) */
} Subject;

static void
subject_free (Subject *subject)
{
  g_cancellable_cancel (subject->cancellable);
  g_clear_object (&subject->cancellable);
  g_clear_object (&subject->administration);
  g_clear_object (&subject->admission);
  g_clear_object (&subject->applicant);
  g_clear_pointer (&subject->key, culvert_peer_key_free);
  g_free (subject->who);
  g_free (subject->options);
  g_free (subject);
}

static CulvertClientDialog *
new_dialog (GtkWidget *widget,
            const char *title,
            const char *text,
            const char *button,
            Subject *owned_subject,
            GCallback on_submitted)
{
  CulvertClientDialog *dialog = culvert_client_dialog_new (title, text, button);

  owned_subject->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (dialog),
                          "culvert-subject",
                          owned_subject,
                          (GDestroyNotify) subject_free);
  g_signal_connect (dialog, "submitted", on_submitted, owned_subject);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_toplevel (widget)));

  return dialog;
}

/* @peer: (nullable): all of them */
static Subject *
new_peer_subject (CulvertAdministration *administration, const CulvertPeer *peer)
{
  Subject *subject = g_new0 (Subject, 1);

  subject->administration = g_object_ref (administration);
  if (peer != NULL)
    {
      subject->key = culvert_peer_dup_key (peer);
      subject->who = culvert_client_words_peer (peer);
    }

  return subject;
}

/* Nothing is left to be told once the dialog is closed. */
static gboolean
is_closed (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
show_result (CulvertClientDialog *dialog, const GError *error, char *owned_success)
{
  g_autofree char *success = owned_success;

  if (error == NULL)
    culvert_client_dialog_close (dialog, success);
  else if (g_error_matches (error,
                            CULVERT_ADMINISTRATION_ERROR,
                            CULVERT_ADMINISTRATION_ERROR_GONE) ||
           g_error_matches (error,
                            CULVERT_ADMINISTRATION_ERROR,
                            CULVERT_ADMINISTRATION_ERROR_ANOTHER))
    culvert_client_dialog_end (dialog, culvert_client_words_error (error));
  else
    culvert_client_dialog_fail (dialog, culvert_client_words_error (error));
}

static void
on_disconnected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertClientDialog) dialog = user_data;
  g_autoptr (GError) error = NULL;
  Subject *subject = g_object_get_data (G_OBJECT (dialog), "culvert-subject");

  culvert_administration_disconnect_finish (CULVERT_ADMINISTRATION (source), result, &error);
  if (!is_closed (error) && !gtk_widget_in_destruction (GTK_WIDGET (dialog)))
    show_result (dialog,
                 error,
                 /* Translators: %s is the name of a user, or of a computer. */
                 g_strdup_printf (_ ("%s is disconnected."), subject->who));
}

/* What the daemon makes of it: "HALT" ends the client for good, "RESTART" lets it come back. */
static char *
dup_message (CulvertClientDialog *dialog)
{
  g_autofree char *text = culvert_client_dialog_dup_text (dialog);

  if (culvert_client_dialog_is_chosen (dialog))
    return g_strconcat ("HALT,", text, NULL);

  return *text != '\0' ? g_strconcat ("RESTART,", text, NULL) : NULL;
}

static void
disconnect_peer (CulvertClientDialog *dialog, Subject *subject)
{
  g_autofree char *message = dup_message (dialog);

  culvert_client_dialog_set_busy (dialog);
  culvert_administration_disconnect_async (subject->administration,
                                           subject->key,
                                           message,
                                           subject->cancellable,
                                           on_disconnected,
                                           g_object_ref (dialog));
}

/* Who it is and where from, so that nobody takes one for another. */
static char *
describe (const CulvertPeer *peer)
{
  g_autofree char *who = culvert_client_words_peer (peer);
  g_autofree char *name = culvert_client_words_value (culvert_peer_get_name (peer));
  g_autofree char *address = culvert_client_words_value (culvert_peer_get_address (peer));
  g_autofree char *since = culvert_client_words_since (culvert_peer_get_since (peer));

  /* Translators: the name of a user or a computer, the name in a certificate, a network address,
   * and a date with the time */
  return g_strdup_printf (_ ("%s (certificate “%s”), from %s, connected since %s."),
                          who,
                          name,
                          address,
                          since);
}

CulvertClientDialog *
culvert_client_question_disconnect (GtkWidget *widget,
                                    CulvertAdministration *administration,
                                    const CulvertPeer *peer)
{
  g_autofree char *text = describe (peer);
  CulvertClientDialog *dialog = new_dialog (widget,
                                            _ ("Disconnect this client?"),
                                            text,
                                            /* Translators: what is done to a client of a server */
                                            C_ ("client", "_Disconnect"),
                                            new_peer_subject (administration, peer),
                                            G_CALLBACK (disconnect_peer));

  culvert_client_dialog_set_is_destructive (dialog);
  culvert_client_dialog_add_entry (dialog, _ ("_Message to the client (optional)"), "", FALSE);
  culvert_client_dialog_add_choice (dialog, _ ("The client _stops, and does not try again"));
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

static void
on_filtered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertClientDialog) dialog = user_data;
  g_autoptr (GError) error = NULL;
  Subject *subject = g_object_get_data (G_OBJECT (dialog), "culvert-subject");

  culvert_administration_send_finish (CULVERT_ADMINISTRATION (source), result, &error);
  if (!is_closed (error) && !gtk_widget_in_destruction (GTK_WIDGET (dialog)))
    show_result (dialog,
                 error,
                 /* Translators: %s is the name of a user, or of a computer. */
                 g_strdup_printf (_ ("The packet filter of %s is set."), subject->who));
}

static void
filter_peer (CulvertClientDialog *dialog, Subject *subject)
{
  g_autofree char *filter = culvert_client_dialog_dup_text (dialog);

  culvert_client_dialog_set_busy (dialog);
  culvert_administration_filter_async (subject->administration,
                                       subject->key,
                                       filter,
                                       subject->cancellable,
                                       on_filtered,
                                       g_object_ref (dialog));
}

CulvertClientDialog *
culvert_client_question_filter (GtkWidget *widget,
                                CulvertAdministration *administration,
                                const CulvertPeer *peer)
{
  g_autofree char *text = describe (peer);
  CulvertClientDialog *dialog = new_dialog (widget,
                                            _ ("Packet filter"),
                                            text,
                                            _ ("_Set"),
                                            new_peer_subject (administration, peer),
                                            G_CALLBACK (filter_peer));

  culvert_client_dialog_add_text (dialog,
                                  _ ("_Which clients and networks it can reach"),
                                  OPEN_FILTER,
                                  culvert_mgmt_text_check_filter);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

static void
on_options_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertClientDialog) dialog = user_data;
  g_autoptr (GError) error = NULL;
  Subject *subject = g_object_get_data (G_OBJECT (dialog), "culvert-subject");

  culvert_administration_send_finish (CULVERT_ADMINISTRATION (source), result, &error);
  if (is_closed (error) || gtk_widget_in_destruction (GTK_WIDGET (dialog)))
    return;

  show_result (dialog,
               error,
               /* Translators: %s is the name of a user, or of a computer. */
               subject->who != NULL ? g_strdup_printf (_ ("%s was sent the options."), subject->who)
                                    : g_strdup (_ ("All clients were sent the options.")));
}

static void
send_options (CulvertClientDialog *dialog, Subject *subject)
{
  culvert_client_dialog_set_busy (dialog);
  culvert_administration_push_async (subject->administration,
                                     subject->key,
                                     subject->options,
                                     subject->cancellable,
                                     on_options_sent,
                                     g_object_ref (dialog));
}

/* What it is about, once more, with a line for each option. */
static char *
describe_options (Subject *subject)
{
  g_autofree char *joined = culvert_mgmt_text_join_options (subject->options);
  g_auto (GStrv) options = g_strsplit (joined, ",", -1);
  GString *text = g_string_new (subject->who != NULL ? subject->who : _ ("All clients"));

  g_string_append_c (text, '\n');
  for (guint i = 0; options[i] != NULL; i++)
    {
      g_autofree char *option = culvert_plain_text (options[i], -1, G_MAXSIZE);

      g_string_append_printf (text, "\n%s", option);
    }

  return g_string_free (text, FALSE);
}

/* The question is over, whatever has come of it. */
static void
on_confirmed (CulvertClientDialog *dialog, const char *sentence)
{
  culvert_client_dialog_close (dialog, sentence);
}

/* Whoever gets them acts upon them at once. */
static void
confirm_options (CulvertClientDialog *dialog, Subject *subject)
{
  Subject *confirmed = g_new0 (Subject, 1);
  g_autofree char *text = NULL;
  CulvertClientDialog *confirmation;

  confirmed->administration = g_object_ref (subject->administration);
  confirmed->key = subject->key != NULL ? culvert_peer_key_copy (subject->key) : NULL;
  confirmed->who = g_strdup (subject->who);
  confirmed->options = culvert_client_dialog_dup_text (dialog);
  text = describe_options (confirmed);
  confirmation = new_dialog (GTK_WIDGET (dialog),
                             _ ("Send these options?"),
                             text,
                             _ ("_Send"),
                             confirmed,
                             G_CALLBACK (send_options));
  g_signal_connect_object (confirmation,
                           "told",
                           G_CALLBACK (on_confirmed),
                           dialog,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (confirmation));
}

CulvertClientDialog *
culvert_client_question_options (GtkWidget *widget,
                                 CulvertAdministration *administration,
                                 const CulvertPeer *peer)
{
  g_autofree char *text = peer != NULL ? describe (peer) : g_strdup (_ ("All clients"));
  CulvertClientDialog *dialog = new_dialog (widget,
                                            _ ("Send options"),
                                            text,
                                            _ ("_Continue"),
                                            new_peer_subject (administration, peer),
                                            G_CALLBACK (confirm_options));

  culvert_client_dialog_add_text (dialog,
                                  /* Translators: options of OpenVPN, like "route 10.0.0.0" */
                                  _ ("_Options, one on each line; “-route” takes one back"),
                                  "",
                                  culvert_mgmt_text_check_options);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

static void
finish (CulvertClientDialog *dialog, gboolean is_done, const GError *error)
{
  if (is_done)
    culvert_client_dialog_close (dialog, NULL);
  else
    culvert_client_dialog_fail (dialog, culvert_client_words_error (error));
}

static void
deny (CulvertClientDialog *dialog, Subject *subject)
{
  g_autofree char *reason = culvert_client_dialog_dup_text (dialog);
  const char *logged_reason = culvert_client_dialog_get_remark (dialog);
  g_autoptr (GError) error = NULL;

  finish (dialog,
          culvert_admission_deny (subject->admission,
                                  subject->applicant,
                                  *reason != '\0' ? reason : NULL,
                                  *logged_reason != '\0' ? logged_reason : NULL,
                                  &error),
          error);
}

static void
allow (CulvertClientDialog *dialog, Subject *subject)
{
  g_autofree char *directives = culvert_client_dialog_dup_text (dialog);
  g_autoptr (GError) error = NULL;

  finish (dialog,
          culvert_admission_allow (subject->admission, subject->applicant, directives, &error),
          error);
}

static void
ask_code (CulvertClientDialog *dialog, Subject *subject)
{
  g_autofree char *question = culvert_client_dialog_dup_text (dialog);
  g_autoptr (GError) error = NULL;

  finish (dialog,
          culvert_admission_ask_code (subject->admission,
                                      subject->applicant,
                                      question,
                                      culvert_client_dialog_is_chosen (dialog),
                                      &error),
          error);
}

static void
ask_sign_in (CulvertClientDialog *dialog, Subject *subject)
{
  g_autofree char *address = culvert_client_dialog_dup_text (dialog);
  g_autoptr (GError) error = NULL;

  finish (dialog,
          culvert_admission_ask_sign_in (subject->admission, subject->applicant, address, &error),
          error);
}

/* Whatever is typed, it is too late. */
static void
on_state_changed (CulvertClientDialog *dialog, GParamSpec *pspec, CulvertApplicant *applicant)
{
  g_autofree char *outcome = NULL;

  if (culvert_applicant_get_state (applicant) != CULVERT_APPLICANT_ENDED)
    return;

  outcome = culvert_client_words_outcome (applicant);
  culvert_client_dialog_end (dialog, outcome);
}

static CulvertClientDialog *
new_applicant_dialog (GtkWidget *widget,
                      const char *title,
                      const char *button,
                      CulvertAdmission *admission,
                      CulvertApplicant *applicant,
                      GCallback on_submitted)
{
  Subject *subject = g_new0 (Subject, 1);
  g_autofree char *who = culvert_client_words_request (applicant);
  g_autofree char *certificate = culvert_client_words_certificate (applicant);
  g_autofree char *origin = culvert_client_words_origin (applicant);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s", who, certificate, origin);
  CulvertClientDialog *dialog;

  subject->admission = g_object_ref (admission);
  subject->applicant = g_object_ref (applicant);
  dialog = new_dialog (widget, title, text, button, subject, on_submitted);
  g_signal_connect_object (applicant,
                           "notify::state",
                           G_CALLBACK (on_state_changed),
                           dialog,
                           G_CONNECT_SWAPPED);

  return dialog;
}

CulvertClientDialog *
culvert_client_question_deny (GtkWidget *widget,
                              CulvertAdmission *admission,
                              CulvertApplicant *applicant)
{
  CulvertClientDialog *dialog = new_applicant_dialog (widget,
                                                      _ ("Turn this client away?"),
                                                      _ ("_Deny"),
                                                      admission,
                                                      applicant,
                                                      G_CALLBACK (deny));

  culvert_client_dialog_set_is_destructive (dialog);
  culvert_client_dialog_add_entry (dialog, _ ("What the client is _told (optional)"), "", FALSE);
  culvert_client_dialog_add_remark (dialog, _ ("What the server _logs (optional)"));
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

CulvertClientDialog *
culvert_client_question_allow (GtkWidget *widget,
                               CulvertAdmission *admission,
                               CulvertApplicant *applicant)
{
  CulvertClientDialog *dialog = new_applicant_dialog (widget,
                                                      _ ("Let this client in with settings"),
                                                      _ ("_Allow"),
                                                      admission,
                                                      applicant,
                                                      G_CALLBACK (allow));

  culvert_client_dialog_add_text (dialog,
                                  _ ("_Settings, as in a client-connect script"),
                                  "",
                                  culvert_mgmt_text_check);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

CulvertClientDialog *
culvert_client_question_code (GtkWidget *widget,
                              CulvertAdmission *admission,
                              CulvertApplicant *applicant)
{
  CulvertClientDialog *dialog = new_applicant_dialog (widget,
                                                      _ ("Ask for a code"),
                                                      _ ("_Ask"),
                                                      admission,
                                                      applicant,
                                                      G_CALLBACK (ask_code));

  culvert_client_dialog_add_entry (dialog, _ ("_Question"), _ ("Please enter your code"), TRUE);
  culvert_client_dialog_add_choice (dialog, _ ("What is typed there may be _seen"));
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

CulvertClientDialog *
culvert_client_question_sign_in (GtkWidget *widget,
                                 CulvertAdmission *admission,
                                 CulvertApplicant *applicant)
{
  CulvertClientDialog *dialog = new_applicant_dialog (widget,
                                                      _ ("Ask to sign in with a browser"),
                                                      _ ("_Ask"),
                                                      admission,
                                                      applicant,
                                                      G_CALLBACK (ask_sign_in));

  culvert_client_dialog_add_entry (dialog, _ ("_Address of the page"), "https://", TRUE);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}
