/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-words.h"

#include "culvert-mgmt-error.h"
#include "culvert-plain-text.h"

#include <glib/gi18n-lib.h>

#define MAX_VALUE_CHARACTERS 96
#define MAX_WHO_CHARACTERS   48

/* What a daemon writes where a client has told no user name, or has no certificate. */
#define NOTHING "UNDEF"

/* Below this a rate is none. */
#define MIN_RATE 1

static gboolean
is_told (const char *text)
{
  return text != NULL && *text != '\0' && !g_str_equal (text, NOTHING);
}

static char *
first_told (const char *const *texts, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (is_told (texts[i]))
      return culvert_plain_text (texts[i], -1, MAX_WHO_CHARACTERS);

  return g_strdup (_ ("A client without a name"));
}

static char *
join (char *owned_first, char *owned_second)
{
  g_autofree char *first = owned_first;
  g_autofree char *second = owned_second;

  if (first == NULL || second == NULL)
    return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);

  /* Translators: two facts about a client or a server, side by side */
  return g_strdup_printf (_ ("%s · %s"), first, second);
}

static char *
plain_if_told (const char *text)
{
  return is_told (text) ? culvert_plain_text (text, -1, MAX_VALUE_CHARACTERS) : NULL;
}

char *
culvert_client_words_count (guint n)
{
  /* Translators: how many clients are connected to a server */
  return g_strdup_printf (ngettext ("%'u client", "%'u clients", n), n);
}

char *
culvert_client_words_line (CulvertSession *session, gint64 now)
{
  CulvertAdministration *administration = culvert_session_get_administration (session);
  CulvertRoster *roster;
  CulvertTrafficRate rate;
  g_autofree char *in = NULL;
  g_autofree char *out = NULL;
  char *count;

  g_return_val_if_fail (administration != NULL, NULL);

  roster = culvert_administration_get_roster (administration);
  count = culvert_client_words_count (culvert_roster_get_n_peers (roster) +
                                      culvert_roster_get_n_unlisted (roster));
  rate = culvert_session_traffic_get_rate (culvert_session_get_traffic (session), now);
  if (rate.in < MIN_RATE && rate.out < MIN_RATE)
    return count;

  in = g_format_size ((guint64) rate.in);
  out = g_format_size ((guint64) rate.out);
  /* Translators: data received and sent in a second, such as "1.2 MB". */
  return join (count, g_strdup_printf (_ ("↓ %s/s ↑ %s/s"), in, out));
}

char *
culvert_client_words_value (const char *text)
{
  return is_told (text) ? culvert_plain_text (text, -1, MAX_VALUE_CHARACTERS) : g_strdup ("");
}

char *
culvert_client_words_since (gint64 since)
{
  g_autoptr (GDateTime) moment = since >= 0 ? g_date_time_new_from_unix_local (since) : NULL;

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
}

char *
culvert_client_words_peer (const CulvertPeer *peer)
{
  const char *texts[] = { culvert_peer_get_user (peer),
                          culvert_peer_get_name (peer),
                          culvert_peer_get_address (peer) };

  return first_told (texts, G_N_ELEMENTS (texts));
}

char *
culvert_client_words_applicant (CulvertApplicant *applicant)
{
  const char *texts[] = { culvert_applicant_get_user (applicant),
                          culvert_applicant_get_name (applicant),
                          culvert_applicant_get_address (applicant) };

  return first_told (texts, G_N_ELEMENTS (texts));
}

char *
culvert_client_words_request (CulvertApplicant *applicant)
{
  g_autofree char *who = culvert_client_words_applicant (applicant);

  /* Translators: %s is the name of a user, or of a computer. */
  return culvert_applicant_is_renewal (applicant)
             ? g_strdup_printf (_ ("%s asks to stay connected"), who)
             : g_strdup_printf (_ ("%s asks to be let in"), who);
}

char *
culvert_client_words_response (CulvertApplicant *applicant)
{
  g_autofree char *who = culvert_client_words_applicant (applicant);

  /* Translators: %s is the name of a user, or of a computer. */
  return g_strdup_printf (_ ("%s has answered the question"), who);
}

char *
culvert_client_words_requests (guint n)
{
  return g_strdup_printf (
      ngettext ("%'u client asks to be let in", "%'u clients ask to be let in", n),
      n);
}

char *
culvert_client_words_certificate (CulvertApplicant *applicant)
{
  g_autofree char *name = plain_if_told (culvert_applicant_get_name (applicant));

  if (name == NULL)
    return g_strdup (_ ("No certificate: only the user name tells who this is."));
  if (!culvert_applicant_is_certain (applicant))
    /* Translators: %s is a name in a certificate. */
    return g_strdup_printf (_ ("Says it has the certificate “%s”; the server cannot vouch for it."),
                            name);

  /* Translators: %s is a name in a certificate. */
  return g_strdup_printf (_ ("Certificate “%s”"), name);
}

char *
culvert_client_words_origin (CulvertApplicant *applicant)
{
  char *address = plain_if_told (culvert_applicant_get_address (applicant));
  char *platform = plain_if_told (culvert_applicant_get_platform (applicant));
  g_autofree char *version = plain_if_told (culvert_applicant_get_version (applicant));
  char *program =
      /* Translators: %s is the version of the program. */
      version != NULL ? g_strdup_printf (_ ("OpenVPN %s"), version) : NULL;
  char *origin = join (join (address, platform), program);

  return origin != NULL ? origin : g_strdup ("");
}

char *
culvert_client_words_progress (CulvertApplicant *applicant, gint64 now)
{
  int left = (int) (MAX (culvert_applicant_get_deadline (applicant) - now, 0) / G_USEC_PER_SEC);

  /* Translators: in all of these, %d is a number of seconds, of a minute at most. */
  switch (culvert_applicant_get_state (applicant))
    {
    case CULVERT_APPLICANT_WAITING:
      return g_strdup_printf (_ ("Waits for an answer, %d s left"), left);
    case CULVERT_APPLICANT_ASKED:
      return g_strdup_printf (_ ("Was asked for more, %d s left"), left);
    case CULVERT_APPLICANT_RESPONDED:
      return g_strdup_printf (_ ("Has answered the question, %d s left"), left);
    case CULVERT_APPLICANT_ANSWERED:
      return g_strdup (_ ("The server is being told…"));
    case CULVERT_APPLICANT_ENDED:
      return culvert_client_words_outcome (applicant);
    }

  g_return_val_if_reached (g_strdup (""));
}

char *
culvert_client_words_outcome (CulvertApplicant *applicant)
{
  g_autofree char *who = culvert_client_words_applicant (applicant);

  /* Translators: in all of these, %s is the name of a user, or of a computer. */
  switch (culvert_applicant_get_outcome (applicant))
    {
    case CULVERT_APPLICANT_ALLOWED:
      return g_strdup_printf (_ ("%s was let in."), who);
    case CULVERT_APPLICANT_DENIED:
      return g_strdup_printf (_ ("%s was turned away."), who);
    case CULVERT_APPLICANT_ELSEWHERE:
      return g_strdup_printf (_ ("%s was let in by another program."), who);
    case CULVERT_APPLICANT_EXPIRED:
      return g_strdup_printf (_ ("%s was not answered in time."), who);
    case CULVERT_APPLICANT_GONE:
      return g_strdup_printf (_ ("%s did not wait for the answer."), who);
    case CULVERT_APPLICANT_FAILED:
      return g_strdup_printf (_ ("The server did not take the answer to %s."), who);
    }

  g_return_val_if_reached (g_strdup (""));
}

static const char *
get_sentence (CulvertMgmtTextFault fault)
{
  /* Translators: in those with a placeholder, it is the number of a line. */
  switch (fault)
    {
    case CULVERT_MGMT_TEXT_GOOD:
      return NULL;
    case CULVERT_MGMT_TEXT_HAS_END:
      return N_ ("Line %u is the word END, which would end the text there and make commands of the "
                 "rest.");
    case CULVERT_MGMT_TEXT_HAS_CONTROL:
      return N_ ("Line %u has a character that cannot be seen.");
    case CULVERT_MGMT_TEXT_IS_LONG:
      return N_ ("Line %u is too long: 1,000 bytes is the limit.");
    case CULVERT_MGMT_TEXT_IS_HUGE:
      return N_ ("The text is too long: 64 KiB is the limit.");
    case CULVERT_MGMT_TEXT_NO_SECTION:
      return N_ ("Line %u is not in order: first comes [CLIENTS …], then [SUBNETS …], each once.");
    case CULVERT_MGMT_TEXT_NO_POLICY:
      return N_ ("Line %u begins a section that is neither ACCEPT nor DROP.");
    case CULVERT_MGMT_TEXT_NO_SIGN:
      return N_ ("Line %u is no rule: a rule is + or − and a name or a network.");
    case CULVERT_MGMT_TEXT_NO_SUBNET:
      return N_ ("Line %u names no network, like 10.0.0.0/8.");
    case CULVERT_MGMT_TEXT_NO_LAST:
      return N_ ("The last line has to be [END].");
    case CULVERT_MGMT_TEXT_HAS_COMMA:
      return N_ ("Line %u has a comma, which would make two options of it.");
    case CULVERT_MGMT_TEXT_NO_OPTION:
      return N_ ("There is nothing to send yet.");
    case CULVERT_MGMT_TEXT_IS_MANY:
      return N_ ("The options are too long: 255 bytes are the limit for all of them.");
    }

  g_return_val_if_reached (NULL);
}

char *
culvert_client_words_fault (CulvertMgmtTextFault fault, guint line)
{
  const char *sentence = get_sentence (fault);
  g_autofree char *number = g_strdup_printf ("%u", line);
  g_auto (GStrv) parts = NULL;

  if (sentence == NULL)
    return NULL;

  /* Not as a format: it may have no placeholder. */
  parts = g_strsplit (_ (sentence), "%u", -1);
  return g_strjoinv (number, parts);
}

static const char *
get_administration_words (int code)
{
  switch ((CulvertAdministrationError) code)
    {
    case CULVERT_ADMINISTRATION_ERROR_WATCHING:
      return _ ("The server can only be watched from here.");
    case CULVERT_ADMINISTRATION_ERROR_GONE:
      return _ ("The client is not connected any more. Nothing was done.");
    case CULVERT_ADMINISTRATION_ERROR_ANOTHER:
      return _ ("The client has gone, and another one has its place. Nothing was done.");
    case CULVERT_ADMINISTRATION_ERROR_NO_EFFECT:
      return _ ("The server was told, but the client is still connected.");
    case CULVERT_ADMINISTRATION_ERROR_UNABLE:
      return _ ("This version of OpenVPN cannot do that.");
    }

  g_return_val_if_reached ("");
}

static const char *
get_admission_words (int code)
{
  switch ((CulvertAdmissionError) code)
    {
    case CULVERT_ADMISSION_ERROR_PASSIVE:
      return _ ("Requests are not answered from here.");
    case CULVERT_ADMISSION_ERROR_OVER:
      return _ ("This request is over.");
    case CULVERT_ADMISSION_ERROR_UNABLE:
      return _ ("This client, or the server, does not know such a question.");
    case CULVERT_ADMISSION_ERROR_UNKNOWN:
      return _ ("There is no certificate that a rule could go by.");
    }

  g_return_val_if_reached ("");
}

const char *
culvert_client_words_error (const GError *error)
{
  if (error->domain == CULVERT_ADMINISTRATION_ERROR)
    return get_administration_words (error->code);
  if (error->domain == CULVERT_ADMISSION_ERROR)
    return get_admission_words (error->code);
  if (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE))
    return _ ("This text is too long, or has a character that cannot be sent.");
  if (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED))
    return _ ("The server refused.");

  return _ ("The server did not answer.");
}
