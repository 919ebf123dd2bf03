/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-console"

#include "culvert-session-console.h"

#include "culvert-mgmt-error.h"
#include "culvert-mgmt-mask.h"
#include "culvert-plain-text.h"
#include "culvert-session-certificates.h"

#include <string.h>

struct _CulvertSessionConsole
{
  GObject parent_instance;

  CulvertSessionLink *link;           /* (owned) */
  CulvertSessionDialogue *dialogue;   /* (owned) */
  CulvertSessionVerbosity *verbosity; /* (unowned): looked at while the link is attached */

  CulvertSessionLog *log;   /* (owned) */
  CulvertSessionHelp *help; /* (owned) */
  GCancellable *attempt;    /* (owned): cancelled when the daemon goes */
  guint n_watching;
  gboolean has_asked;  /* this daemon for its help */
  gboolean has_spoken; /* this daemon, while somebody watched */
};

G_DEFINE_FINAL_TYPE (CulvertSessionConsole, culvert_session_console, G_TYPE_OBJECT)

enum
{
  LINE,
  LEARNED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
get_arrow (CulvertWireDirection direction)
{
  switch (direction)
    {
    case CULVERT_WIRE_HEARD:
    case CULVERT_WIRE_BEGUN:
      return "← ";
    case CULVERT_WIRE_SENT:
      return "→ ";
    case CULVERT_WIRE_EVENT:
      return "! ";
    }

  return "! ";
}

static guint
get_flags (CulvertWireDirection direction, const char *text)
{
  gboolean is_bad = direction == CULVERT_WIRE_EVENT ||
                    (direction == CULVERT_WIRE_HEARD && g_str_has_prefix (text, "ERROR:"));

  return is_bad ? CULVERT_MGMT_LOG_NONFATAL : 0;
}

/* The log is a view: bytes that are no text are escaped in it. */
static void
take_down (CulvertSessionConsole *self, CulvertWireDirection direction, const char *text)
{
  g_autofree char *plain = culvert_plain_text_escape (text, -1);
  g_autofree char *entry = g_strconcat (get_arrow (direction), plain, NULL);

  culvert_session_log_append (self->log,
                              g_get_real_time () / G_USEC_PER_SEC,
                              get_flags (direction, text),
                              entry,
                              strlen (entry));
  g_signal_emit (self, signals[LINE], 0, (int) direction, text);
}

static void
on_heard (const char *text, gsize length, gpointer user_data)
{
  CulvertSessionConsole *self = user_data;
  g_autofree char *masked = culvert_mgmt_mask_line (text, length);
  const char *shown = masked != NULL ? masked : text;
  gboolean is_whole = !g_str_equal (shown, "ENTER PASSWORD:");

  self->has_spoken = TRUE;
  take_down (self, is_whole ? CULVERT_WIRE_HEARD : CULVERT_WIRE_BEGUN, shown);
}

static void
on_sent (const char *display, gpointer user_data)
{
  take_down (user_data, CULVERT_WIRE_SENT, display);
}

static const CulvertMgmtTap tap = { .heard = on_heard, .sent = on_sent };

/* What it replied can be seen; what it did not reply has to be said. */
static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionConsole) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);

  if (reply != NULL || g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  take_down (self, CULVERT_WIRE_EVENT, error->message);
}

static void
on_helped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionConsole) self = user_data;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, NULL);

  if (reply == NULL)
    return;

  g_clear_pointer (&self->help, culvert_session_help_free);
  self->help = culvert_session_help_new ();
  for (guint i = 0; i < culvert_mgmt_reply_get_n_lines (reply); i++)
    culvert_session_help_take_line (self->help, culvert_mgmt_reply_get_line (reply, i, NULL));
  g_signal_emit (self, signals[LEARNED], 0);
}

static CulvertSessionCircumstances
get_circumstances (CulvertSessionConsole *self)
{
  return (CulvertSessionCircumstances){
    .is_waiting = culvert_session_dialogue_is_waited_for (self->dialogue),
    .wants_certificate =
        culvert_session_dialogue_is_asked_for (self->dialogue, CULVERT_SESSION_CERTIFICATE_TYPE),
    .has_live_log = !culvert_session_link_is_log_paused (self->link),
  };
}

/* What is known of the daemon stays right. */
static void
take_note (CulvertSessionConsole *self, const CulvertMgmtTyped *typed)
{
  const char *level = culvert_mgmt_typed_get_word (typed, 1);

  if (g_str_equal (culvert_mgmt_typed_get_word (typed, 0), "verb") && *level != '\0')
    culvert_session_verbosity_take (self->verbosity, g_ascii_strtoll (level, NULL, 10));
}

static void
culvert_session_console_dispose (GObject *object)
{
  CulvertSessionConsole *self = CULVERT_SESSION_CONSOLE (object);

  g_cancellable_cancel (self->attempt);
  if (self->link != NULL && self->n_watching > 0)
    culvert_session_link_set_tap (self->link, NULL, NULL);
  g_clear_object (&self->link);
  g_clear_object (&self->dialogue);

  G_OBJECT_CLASS (culvert_session_console_parent_class)->dispose (object);
}

static void
culvert_session_console_finalize (GObject *object)
{
  CulvertSessionConsole *self = CULVERT_SESSION_CONSOLE (object);

  g_clear_object (&self->attempt);
  g_clear_object (&self->log);
  g_clear_pointer (&self->help, culvert_session_help_free);

  G_OBJECT_CLASS (culvert_session_console_parent_class)->finalize (object);
}

static void
culvert_session_console_class_init (CulvertSessionConsoleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_session_console_dispose;
  object_class->finalize = culvert_session_console_finalize;

  signals[LINE] = g_signal_new ("line",
                                CULVERT_TYPE_SESSION_CONSOLE,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_INT,
                                G_TYPE_STRING);
  signals[LEARNED] = g_signal_new ("learned",
                                   CULVERT_TYPE_SESSION_CONSOLE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_session_console_init (CulvertSessionConsole *self)
{
  self->log = culvert_session_log_new ();
  self->help = culvert_session_help_new ();
  self->attempt = g_cancellable_new ();
}

CulvertSessionConsole *
culvert_session_console_new (CulvertSessionLink *link,
                             CulvertSessionDialogue *dialogue,
                             CulvertSessionVerbosity *verbosity)
{
  CulvertSessionConsole *self = g_object_new (CULVERT_TYPE_SESSION_CONSOLE, NULL);

  self->link = g_object_ref (link);
  self->dialogue = g_object_ref (dialogue);
  self->verbosity = verbosity;

  return self;
}

void
culvert_session_console_watch (CulvertSessionConsole *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_CONSOLE (self));

  if (self->n_watching++ == 0)
    culvert_session_link_set_tap (self->link, &tap, self);
}

void
culvert_session_console_unwatch (CulvertSessionConsole *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_CONSOLE (self));
  g_return_if_fail (self->n_watching > 0);

  if (--self->n_watching == 0)
    culvert_session_link_set_tap (self->link, NULL, NULL);
}

void
culvert_session_console_take_loss (CulvertSessionConsole *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_CONSOLE (self));

  g_cancellable_cancel (self->attempt);
  g_clear_object (&self->attempt);
  self->attempt = g_cancellable_new ();
  self->has_asked = FALSE;
  if (self->has_spoken && self->n_watching > 0)
    take_down (self, CULVERT_WIRE_EVENT, "The connection to the OpenVPN daemon is closed.");
  self->has_spoken = FALSE;
}

CulvertSessionLog *
culvert_session_console_get_log (CulvertSessionConsole *self)
{
  return self->log;
}

CulvertSessionCaution
culvert_session_console_judge (CulvertSessionConsole *self, const CulvertSecretText *line)
{
  g_autoptr (CulvertMgmtTyped) typed = culvert_mgmt_typed_new (line);
  CulvertSessionCircumstances circumstances = get_circumstances (self);

  return culvert_session_caution_of (typed, &circumstances);
}

gboolean
culvert_session_console_is_secret (const CulvertSecretText *line)
{
  g_autoptr (CulvertMgmtTyped) typed = culvert_mgmt_typed_new (line);

  return culvert_mgmt_typed_is_secret (typed);
}

gboolean
culvert_session_console_send (CulvertSessionConsole *self, const CulvertSecretText *line)
{
  g_autoptr (CulvertMgmtTyped) typed = culvert_mgmt_typed_new (line);
  CulvertSessionCircumstances circumstances = get_circumstances (self);

  g_return_val_if_fail (CULVERT_IS_SESSION_CONSOLE (self), FALSE);

  if (!culvert_session_link_is_attached (self->link) ||
      culvert_session_link_is_read_only (self->link) ||
      culvert_session_caution_forbids (culvert_session_caution_of (typed, &circumstances)))
    return FALSE;

  take_note (self, typed);
  culvert_session_link_ask_async (self->link,
                                  culvert_mgmt_command_typed (typed),
                                  self->attempt,
                                  on_replied,
                                  g_object_ref (self));

  return TRUE;
}

void
culvert_session_console_learn (CulvertSessionConsole *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_CONSOLE (self));

  if (self->has_asked || !culvert_session_link_is_attached (self->link) ||
      culvert_session_link_is_read_only (self->link))
    return;

  self->has_asked = TRUE;
  culvert_session_link_ask_async (self->link,
                                  culvert_mgmt_command_help (),
                                  self->attempt,
                                  on_helped,
                                  g_object_ref (self));
}

const CulvertSessionHelp *
culvert_session_console_get_help (CulvertSessionConsole *self)
{
  return self->help;
}
