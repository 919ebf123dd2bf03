/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-caution.h"

#include "culvert-session-types.h"

/* Of `test N`, which is there to try out a client. */
#define MAX_TEST_LINES 1000

/* When a command is to be looked at. Without its word most of them only ask. */
typedef enum
{
  ALWAYS,
  WITH_WORD,
  WITH_OFF,
} When;

static const struct
{
  const char *name;
  When when;
  CulvertSessionCaution caution;
} rules[] = {
  { "auth-retry", WITH_WORD, CULVERT_CAUTION_REFUSALS },
  { "bytecount", WITH_WORD, CULVERT_CAUTION_REPORTS },
  { "client-auth-nt", ALWAYS, CULVERT_CAUTION_CLIENTS },
  { "client-deny", ALWAYS, CULVERT_CAUTION_CLIENTS },
  { "client-kill", ALWAYS, CULVERT_CAUTION_CLIENTS },
  { "client-pending-auth", ALWAYS, CULVERT_CAUTION_CLIENTS },
  { "cr-response", ALWAYS, CULVERT_CAUTION_ANSWER },
  { "echo", WITH_OFF, CULVERT_CAUTION_REPORTS },
  { "env-filter", ALWAYS, CULVERT_CAUTION_REPORTS },
  { "exit", ALWAYS, CULVERT_CAUTION_LEAVE },
  { "forget-passwords", ALWAYS, CULVERT_CAUTION_FORGET },
  { "hold", WITH_WORD, CULVERT_CAUTION_HOLD },
  { "kill", ALWAYS, CULVERT_CAUTION_CLIENTS },
  { "log", WITH_OFF, CULVERT_CAUTION_REPORTS },
  { "needok", ALWAYS, CULVERT_CAUTION_ANSWER },
  { "needstr", ALWAYS, CULVERT_CAUTION_ANSWER },
  { "network-change", ALWAYS, CULVERT_CAUTION_TUNNEL },
  { "password", ALWAYS, CULVERT_CAUTION_ANSWER },
  { "proxy", ALWAYS, CULVERT_CAUTION_ANSWER },
  { "push-update-broad", ALWAYS, CULVERT_CAUTION_CLIENTS },
  { "push-update-cid", ALWAYS, CULVERT_CAUTION_CLIENTS },
  { "quit", ALWAYS, CULVERT_CAUTION_LEAVE },
  { "remote", ALWAYS, CULVERT_CAUTION_ANSWER },
  { "signal", WITH_WORD, CULVERT_CAUTION_TUNNEL },
  { "state", WITH_OFF, CULVERT_CAUTION_REPORTS },
  { "username", ALWAYS, CULVERT_CAUTION_ANSWER },
  { "version", WITH_WORD, CULVERT_CAUTION_REPORTS },
};

static gboolean
is_named (const CulvertMgmtTyped *typed, const char *name)
{
  return g_str_equal (culvert_mgmt_typed_get_word (typed, 0), name);
}

static gboolean
says (const CulvertMgmtTyped *typed, const char *word)
{
  return g_str_equal (culvert_mgmt_typed_get_word (typed, 1), word);
}

/* As the daemon reads it: what does not begin with a number is 0. */
static gint64
get_number (const CulvertMgmtTyped *typed)
{
  return g_ascii_strtoll (culvert_mgmt_typed_get_word (typed, 1), NULL, 10);
}

static CulvertSessionCaution
caution_of_fault (CulvertMgmtTypedFault fault)
{
  switch (fault)
    {
    case CULVERT_MGMT_TYPED_GOOD:
      return CULVERT_CAUTION_NONE;
    case CULVERT_MGMT_TYPED_EMPTY:
      return CULVERT_CAUTION_EMPTY;
    case CULVERT_MGMT_TYPED_LONG_LINE:
    case CULVERT_MGMT_TYPED_LONG_WORD:
    case CULVERT_MGMT_TYPED_MANY_WORDS:
      return CULVERT_CAUTION_LONG;
    case CULVERT_MGMT_TYPED_CONTROL:
      return CULVERT_CAUTION_CONTROL;
    case CULVERT_MGMT_TYPED_QUOTES:
      return CULVERT_CAUTION_QUOTES;
    case CULVERT_MGMT_TYPED_BLOCK:
      return CULVERT_CAUTION_BLOCK;
    case CULVERT_MGMT_TYPED_TWICE:
      return CULVERT_CAUTION_TWICE;
    }

  return CULVERT_CAUTION_QUOTES;
}

/* What no user would want, whoever asks. */
static CulvertSessionCaution
get_ban (const CulvertMgmtTyped *typed, const CulvertSessionCircumstances *circumstances)
{
  gboolean asks_token = is_named (typed, "pkcs11-id-count") || is_named (typed, "pkcs11-id-get");
  gboolean has_word = culvert_mgmt_typed_get_n_words (typed) > 1;

  if (asks_token && !circumstances->wants_certificate)
    return CULVERT_CAUTION_NO_QUESTION;
  /* Ending it is what else can be done about a question. */
  if (is_named (typed, "signal") && has_word && circumstances->is_waiting &&
      !says (typed, "SIGTERM") && !says (typed, "SIGINT"))
    return CULVERT_CAUTION_OPEN_QUESTION;
  if (is_named (typed, "verb") && circumstances->has_live_log &&
      get_number (typed) > CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG)
    return CULVERT_CAUTION_TOO_MUCH_LOG;
  if (is_named (typed, "log") && says (typed, "on") && !circumstances->has_live_log)
    return CULVERT_CAUTION_TOO_MUCH_LOG;
  if (is_named (typed, "test") && get_number (typed) > MAX_TEST_LINES)
    return CULVERT_CAUTION_TOO_MUCH;

  return CULVERT_CAUTION_NONE;
}

static gboolean
applies (const CulvertMgmtTyped *typed, When when)
{
  switch (when)
    {
    case ALWAYS:
      return TRUE;
    case WITH_WORD:
      return culvert_mgmt_typed_get_n_words (typed) > 1;
    case WITH_OFF:
      return says (typed, "off");
    }

  return TRUE;
}

CulvertSessionCaution
culvert_session_caution_of (const CulvertMgmtTyped *typed,
                            const CulvertSessionCircumstances *circumstances)
{
  CulvertSessionCaution caution = caution_of_fault (culvert_mgmt_typed_get_fault (typed));

  if (caution == CULVERT_CAUTION_NONE)
    caution = get_ban (typed, circumstances);
  if (caution != CULVERT_CAUTION_NONE)
    return caution;
  if (!culvert_mgmt_typed_is_known (typed))
    return CULVERT_CAUTION_UNKNOWN;

  /* It only writes statistics into the log. */
  if (is_named (typed, "signal") && says (typed, "SIGUSR2"))
    return CULVERT_CAUTION_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (is_named (typed, rules[i].name))
        return applies (typed, rules[i].when) ? rules[i].caution : CULVERT_CAUTION_NONE;
    }

  return CULVERT_CAUTION_NONE;
}

gboolean
culvert_session_caution_forbids (CulvertSessionCaution caution)
{
  return caution >= CULVERT_CAUTION_NO_QUESTION;
}
