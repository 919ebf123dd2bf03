/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-text.h"

#include "culvert-plain-text.h"

#include <glib/gi18n.h>

enum
{
  MAX_NAME_CHARACTERS = 60,
};

static char *
fill_in (const char *format, const char *name)
{
  g_autofree char *plain = culvert_plain_text (name, -1, MAX_NAME_CHARACTERS);
  GString *text = g_string_new (format);

  g_string_replace (text, "%s", plain, 1);

  return g_string_free (text, FALSE);
}

static const char *
get_heading_format (CulvertPromptKind kind)
{
  switch (kind)
    {
    case CULVERT_PROMPT_SIGN_IN:
    case CULVERT_PROMPT_USERNAME:
      return _ ("Sign in to %s");
    case CULVERT_PROMPT_KEY_PASSPHRASE:
      return _ ("Unlock the private key of %s");
    case CULVERT_PROMPT_TOKEN_PIN:
      return _ ("Unlock the token for %s");
    case CULVERT_PROMPT_PROXY_SIGN_IN:
      return _ ("Sign in to the proxy of %s");
    case CULVERT_PROMPT_PASSWORD:
      return _ ("%s needs a password");
    case CULVERT_PROMPT_CONFIRMATION:
      return _ ("%s needs your confirmation");
    case CULVERT_PROMPT_TEXT:
    case CULVERT_PROMPT_CHALLENGE:
      return _ ("%s needs an answer");
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return _ ("Sign in to %s with a browser");
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return _ ("Get access to the daemon of %s");
    case CULVERT_PROMPT_CERTIFICATE:
      return _ ("Choose a certificate for %s");
    case CULVERT_PROMPT_SERVER:
      return _ ("Choose a server for %s");
    case CULVERT_PROMPT_PROXY:
      return _ ("Choose how %s gets to its server");
    }

  g_assert_not_reached ();
}

char *
culvert_prompt_text_heading (CulvertPrompt *prompt)
{
  return fill_in (get_heading_format (culvert_prompt_get_kind (prompt)),
                  culvert_prompt_get_connection (prompt));
}

static const char *
get_sign_in_asker (CulvertPrompt *prompt)
{
  CulvertPromptField *password = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD);

  if (password == NULL || !culvert_prompt_field_is_blank (password))
    return _ ("The VPN server asks for one more proof that it is you.");
  if (culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_RESPONSE) != NULL)
    return _ ("OpenVPN asks for your user name and password, and the VPN server for a further "
              "answer.");

  return _ ("OpenVPN asks for the user name and password of your VPN account.");
}

static const char *
get_challenge_asker (CulvertPrompt *prompt)
{
  return culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_RESPONSE) != NULL
             ? _ ("The VPN server asks:")
             : _ ("The VPN server says:");
}

/* OpenVPN names the kind of the proxy, but not the proxy. */
static char *
get_proxy_asker (const char *realm)
{
  if (g_strcmp0 (realm, "HTTP Proxy") == 0)
    return g_strdup (_ ("OpenVPN asks for your user name and password at the HTTP proxy."));
  if (g_strcmp0 (realm, "SOCKS Proxy") == 0)
    return g_strdup (_ ("OpenVPN asks for your user name and password at the SOCKS proxy."));
  if (realm != NULL)
    return fill_in (_ ("OpenVPN asks for your user name and password at the proxy “%s”."), realm);

  return g_strdup (_ ("OpenVPN asks for your user name and password at the proxy."));
}

char *
culvert_prompt_text_asker (CulvertPrompt *prompt)
{
  const char *realm = culvert_prompt_get_realm (prompt);

  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_SIGN_IN:
      return g_strdup (get_sign_in_asker (prompt));
    case CULVERT_PROMPT_USERNAME:
      return g_strdup (_ ("OpenVPN asks for the user name of your VPN account."));
    case CULVERT_PROMPT_KEY_PASSPHRASE:
      return g_strdup (_ ("OpenVPN asks for the passphrase that protects your private key."));
    case CULVERT_PROMPT_TOKEN_PIN:
      return realm != NULL ? fill_in (_ ("OpenVPN asks for the PIN of “%s”."), realm)
                           : g_strdup (_ ("OpenVPN asks for the PIN of a token."));
    case CULVERT_PROMPT_PROXY_SIGN_IN:
      return get_proxy_asker (realm);
    case CULVERT_PROMPT_PASSWORD:
      return realm != NULL ? fill_in (_ ("OpenVPN asks for a password that it calls “%s”."), realm)
                           : g_strdup (_ ("OpenVPN asks for a password."));
    case CULVERT_PROMPT_CONFIRMATION:
      return g_strdup (_ ("OpenVPN waits until you confirm this:"));
    case CULVERT_PROMPT_TEXT:
      return g_strdup (_ ("OpenVPN asks:"));
    case CULVERT_PROMPT_CHALLENGE:
      return g_strdup (get_challenge_asker (prompt));
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return g_strdup (_ ("The VPN server wants you to sign in at this address:"));
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return g_strdup (_ ("The OpenVPN daemon lets nobody control it without its management "
                          "password."));
    case CULVERT_PROMPT_CERTIFICATE:
      return g_strdup (_ ("OpenVPN asks with which certificate you want to sign in."));
    case CULVERT_PROMPT_SERVER:
      return g_strdup (_ ("OpenVPN asks which server it is to connect to."));
    case CULVERT_PROMPT_PROXY:
      return g_strdup (_ ("OpenVPN asks whether there is a proxy on the way."));
    }

  g_assert_not_reached ();
}

static const char *
get_unsendable (CulvertPromptKind kind)
{
  if (kind == CULVERT_PROMPT_PROXY)
    return _ ("OpenVPN cannot use this proxy for this connection. For one over UDP it must be a "
              "SOCKS proxy.");

  return _ ("OpenVPN cannot take this answer: it is too long, or has a character that cannot be "
            "typed.");
}

/* (nullable): all is there that can be chosen */
static const char *
get_fault (CulvertPrompt *prompt)
{
  switch (culvert_prompt_get_fault (prompt))
    {
    case CULVERT_PROMPT_FAULT_GARBLED:
      return _ ("Culvert could not read everything that OpenVPN offers.");
    case CULVERT_PROMPT_FAULT_TOO_MANY:
      return _ ("OpenVPN offers too much to show all of it.");
    case CULVERT_PROMPT_FAULT_SILENT:
      return _ ("OpenVPN did not tell everything that it offers.");
    case CULVERT_PROMPT_FAULT_NONE:
    case CULVERT_PROMPT_N_FAULTS:
      break;
    }

  return NULL;
}

const char *
culvert_prompt_text_failure (CulvertPrompt *prompt)
{
  const char *fault = get_fault (prompt);

  if (fault != NULL)
    return fault;
  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_UNSENDABLE))
    return get_unsendable (culvert_prompt_get_kind (prompt));
  if (!culvert_prompt_has_flag (prompt, CULVERT_PROMPT_RETRY))
    return NULL;

  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_SIGN_IN:
      return _ ("The server refused the user name or password.");
    case CULVERT_PROMPT_USERNAME:
      return _ ("The server refused the user name.");
    case CULVERT_PROMPT_KEY_PASSPHRASE:
      return _ ("The passphrase did not open the private key.");
    case CULVERT_PROMPT_TOKEN_PIN:
      return _ ("The token refused the PIN.");
    case CULVERT_PROMPT_PROXY_SIGN_IN:
      return _ ("The proxy refused the user name or password.");
    case CULVERT_PROMPT_PASSWORD:
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return _ ("The password was refused.");
    case CULVERT_PROMPT_CONFIRMATION:
    case CULVERT_PROMPT_TEXT:
    case CULVERT_PROMPT_CHALLENGE:
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return _ ("The last answer was refused.");
    case CULVERT_PROMPT_CERTIFICATE:
      return _ ("OpenVPN could not sign in with this certificate.");
    case CULVERT_PROMPT_SERVER:
      return _ ("OpenVPN cannot use this server.");
    case CULVERT_PROMPT_PROXY:
      return _ ("OpenVPN cannot use this proxy.");
    }

  g_assert_not_reached ();
}

const char *
culvert_prompt_text_warning (CulvertPrompt *prompt)
{
  gboolean is_pin = culvert_prompt_get_kind (prompt) == CULVERT_PROMPT_TOKEN_PIN;

  if (is_pin && culvert_prompt_has_flag (prompt, CULVERT_PROMPT_LAST_TRY))
    return _ ("This is the last try: a further wrong PIN stops the connection, and can lock the "
              "token.");
  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_LAST_TRY))
    return _ ("This is the last try: after a further refusal the connection is stopped.");
  if (is_pin)
    return _ ("A wrong PIN, given several times, can lock the token.");
  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_UNSUPPORTED))
    return _ (
        "The server asks for something that Culvert does not know; it may refuse the answer.");

  return NULL;
}

char *
culvert_prompt_text_time_left (guint seconds)
{
  if (seconds == 0)
    return g_strdup (_ ("The time to answer is over."));

  /* Translators: minutes and seconds. */
  return g_strdup_printf (_ ("Time left to answer: %u:%02u"), seconds / 60, seconds % 60);
}

const char *
culvert_prompt_text_link_fault (CulvertWebLinkFault fault)
{
  switch (fault)
    {
    case CULVERT_WEB_LINK_GOOD:
      break;
    case CULVERT_WEB_LINK_NOT_SECURE:
      return _ (
          "Culvert does not open this address: it is no secure web address, which begins with "
          "https.");
    case CULVERT_WEB_LINK_USER_INFO:
      return _ ("Culvert does not open this address: the name in it hides where it leads.");
    case CULVERT_WEB_LINK_TOO_LONG:
      return _ ("Culvert does not open this address: it is too long.");
    case CULVERT_WEB_LINK_BROKEN:
      return _ ("Culvert does not open this address: it is not written as a web address is.");
    }

  g_assert_not_reached ();
}

const char *
culvert_prompt_text_accept (CulvertPrompt *prompt)
{
  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_SIGN_IN:
    case CULVERT_PROMPT_USERNAME:
    case CULVERT_PROMPT_PROXY_SIGN_IN:
      return _ ("Sign _in");
    case CULVERT_PROMPT_KEY_PASSPHRASE:
    case CULVERT_PROMPT_TOKEN_PIN:
      return _ ("_Unlock");
    case CULVERT_PROMPT_CONFIRMATION:
      return _ ("_OK");
    case CULVERT_PROMPT_PASSWORD:
    case CULVERT_PROMPT_TEXT:
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
    case CULVERT_PROMPT_CHALLENGE:
    case CULVERT_PROMPT_WEB_SIGN_IN:
    case CULVERT_PROMPT_CERTIFICATE:
    case CULVERT_PROMPT_SERVER:
    case CULVERT_PROMPT_PROXY:
      return _ ("C_ontinue");
    }

  g_assert_not_reached ();
}

const char *
culvert_prompt_text_remember (CulvertPrompt *prompt)
{
  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_CERTIFICATE:
      return _ ("Always use this _certificate");
    case CULVERT_PROMPT_SERVER:
      return _ ("Always _use this server");
    case CULVERT_PROMPT_PROXY:
      return _ ("Always _do this");
    case CULVERT_PROMPT_SIGN_IN:
    case CULVERT_PROMPT_USERNAME:
    case CULVERT_PROMPT_KEY_PASSPHRASE:
    case CULVERT_PROMPT_TOKEN_PIN:
    case CULVERT_PROMPT_PROXY_SIGN_IN:
    case CULVERT_PROMPT_PASSWORD:
    case CULVERT_PROMPT_CONFIRMATION:
    case CULVERT_PROMPT_TEXT:
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
    case CULVERT_PROMPT_CHALLENGE:
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return _ ("_Remember it after it has worked");
    }

  g_assert_not_reached ();
}

char *
culvert_prompt_text_round_trip (gint64 microseconds)
{
  if (microseconds == 0)
    return g_strdup ("");
  if (microseconds < G_USEC_PER_SEC / 1000)
    return g_strdup (_ ("< 1 ms"));

  /* Translators: milliseconds. */
  return g_strdup_printf (_ ("%u ms"), (guint) MIN (microseconds / 1000, G_MAXUINT));
}

static const char *
get_password_label (CulvertPromptKind kind)
{
  if (kind == CULVERT_PROMPT_KEY_PASSPHRASE)
    return _ ("_Passphrase");
  if (kind == CULVERT_PROMPT_TOKEN_PIN)
    return _ ("_PIN");

  return _ ("_Password");
}

const char *
culvert_prompt_text_field (CulvertPrompt *prompt, CulvertPromptField *field)
{
  switch (culvert_prompt_field_get_role (field))
    {
    case CULVERT_PROMPT_FIELD_USERNAME:
      return _ ("User _name");
    case CULVERT_PROMPT_FIELD_PASSWORD:
      return get_password_label (culvert_prompt_get_kind (prompt));
    case CULVERT_PROMPT_FIELD_RESPONSE:
    case CULVERT_PROMPT_FIELD_TEXT:
      return _ ("_Answer");
    }

  g_assert_not_reached ();
}
