/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-memory.h"

/* Servers and proxies have bad days, so what has been good is tried some more. */
#define MAX_TRIES 3

static void
replace (char **text, const char *new_text)
{
  char *owned_text = g_strdup (new_text);

  g_free (*text);
  *text = owned_text;
}

void
culvert_session_memory_init (CulvertSessionMemory *self, CulvertProfile *profile)
{
  self->profile = profile;
}

void
culvert_session_memory_clear (CulvertSessionMemory *self)
{
  for (guint i = 0; i < CULVERT_PROFILE_N_CHOICES; i++)
    {
      g_clear_pointer (&self->chosen[i].held, g_free);
      g_clear_pointer (&self->chosen[i].draft, g_free);
      g_clear_pointer (&self->chosen[i].failure, g_free);
    }
}

gboolean
culvert_session_memory_concerns (CulvertPromptKind kind, CulvertProfileChoice *which)
{
  switch (kind)
    {
    case CULVERT_PROMPT_CERTIFICATE:
      *which = CULVERT_PROFILE_CERTIFICATE;
      return TRUE;
    case CULVERT_PROMPT_SERVER:
      *which = CULVERT_PROFILE_SERVER;
      return TRUE;
    case CULVERT_PROMPT_PROXY:
      *which = CULVERT_PROFILE_PROXY;
      return TRUE;
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
      return FALSE;
    }

  g_return_val_if_reached (FALSE);
}

/* What would be answered again, good or bad. */
static const char *
get_candidate (CulvertSessionMemory *self, CulvertProfileChoice which)
{
  const char *held = self->chosen[which].held;

  return held != NULL ? held : culvert_profile_get_choice (self->profile, which);
}

const char *
culvert_session_memory_get_preferred (CulvertSessionMemory *self, CulvertProfileChoice which)
{
  const char *draft = self->chosen[which].draft;

  return draft != NULL ? draft : get_candidate (self, which);
}

static guint
get_max_failures (CulvertSessionMemory *self, CulvertProfileChoice which, gboolean is_always)
{
  if (which == CULVERT_PROFILE_CERTIFICATE)
    return is_always ? 1 : 0;

  return is_always || self->chosen[which].is_proven ? MAX_TRIES : 1;
}

const char *
culvert_session_memory_get_silent (CulvertSessionMemory *self, CulvertProfileChoice which)
{
  const CulvertSessionChosen *chosen = &self->chosen[which];
  const char *candidate = get_candidate (self, which);
  gboolean is_always = candidate != NULL && culvert_profile_get_always (self->profile, which) &&
                       g_str_equal (candidate, culvert_profile_get_choice (self->profile, which));

  if (chosen->draft != NULL || (chosen->held == NULL && !is_always))
    return NULL;

  return chosen->n_failures < get_max_failures (self, which, is_always) ? candidate : NULL;
}

void
culvert_session_memory_take_draft (CulvertSessionMemory *self,
                                   CulvertProfileChoice which,
                                   const char *choice)
{
  replace (&self->chosen[which].draft, choice);
}

void
culvert_session_memory_take_answer (CulvertSessionMemory *self,
                                    CulvertProfileChoice which,
                                    const char *choice,
                                    gboolean by_user,
                                    gboolean is_detour)
{
  CulvertSessionChosen *chosen = &self->chosen[which];

  if (g_strcmp0 (choice, chosen->held) != 0)
    {
      replace (&chosen->held, choice);
      chosen->is_proven = FALSE;
    }
  if (by_user)
    {
      chosen->n_failures = 0;
      chosen->n_detours = 0;
      g_clear_pointer (&chosen->failure, g_free);
    }
  chosen->n_detours = is_detour ? chosen->n_detours + 1 : 0;
  chosen->is_tried = !is_detour;
  g_clear_pointer (&chosen->draft, g_free);
}

void
culvert_session_memory_take_refusal (CulvertSessionMemory *self,
                                     CulvertProfileChoice which,
                                     const char *words)
{
  CulvertSessionChosen *chosen = &self->chosen[which];

  chosen->n_failures = MAX_TRIES;
  chosen->n_detours = 0;
  chosen->is_tried = FALSE;
  replace (&chosen->failure, words);
}

/* The others are about something else: a password, a limit, a command. */
static gboolean
is_to_blame (CulvertProfileChoice which, CulvertSessionReason reason)
{
  switch (which)
    {
    case CULVERT_PROFILE_CERTIFICATE:
      return reason == CULVERT_REASON_KEY_PASSPHRASE || reason == CULVERT_REASON_TLS;
    case CULVERT_PROFILE_PROXY:
    case CULVERT_PROFILE_SERVER:
      return reason == CULVERT_REASON_TLS || reason == CULVERT_REASON_NO_ANSWER ||
             reason == CULVERT_REASON_NEXT_SERVER || reason == CULVERT_REASON_NETWORK ||
             reason == CULVERT_REASON_SERVER_BUSY || reason == CULVERT_REASON_SERVER_RESTARTED ||
             reason == CULVERT_REASON_SERVER_HALTED || reason == CULVERT_REASON_NO_SETTINGS ||
             reason == CULVERT_REASON_OTHER;
    }

  g_return_val_if_reached (FALSE);
}

gboolean
culvert_session_memory_take_failure (CulvertSessionMemory *self,
                                     CulvertProfileChoice which,
                                     CulvertSessionReason reason,
                                     const char *detail)
{
  CulvertSessionChosen *chosen = &self->chosen[which];

  if (!chosen->is_tried)
    return FALSE;

  chosen->is_tried = FALSE;
  if (!is_to_blame (which, reason))
    return FALSE;

  chosen->n_failures++;
  replace (&chosen->failure, detail);

  return TRUE;
}

void
culvert_session_memory_forget_attempt (CulvertSessionMemory *self)
{
  for (guint i = 0; i < CULVERT_PROFILE_N_CHOICES; i++)
    {
      self->chosen[i].is_tried = FALSE;
      self->chosen[i].n_detours = 0;
    }
}

void
culvert_session_memory_take_success (CulvertSessionMemory *self)
{
  for (guint i = 0; i < CULVERT_PROFILE_N_CHOICES; i++)
    {
      CulvertSessionChosen *chosen = &self->chosen[i];

      if (!chosen->is_tried)
        continue;

      chosen->is_tried = FALSE;
      chosen->is_proven = TRUE;
      chosen->n_failures = 0;
      g_clear_pointer (&chosen->failure, g_free);
    }
}

void
culvert_session_memory_keep (CulvertSessionMemory *self,
                             CulvertProfileChoice which,
                             gboolean always)
{
  if (self->chosen[which].held != NULL)
    culvert_profile_set_choice (self->profile, which, self->chosen[which].held, always);
}

void
culvert_session_memory_begin (CulvertSessionMemory *self)
{
  for (guint i = 0; i < CULVERT_PROFILE_N_CHOICES; i++)
    {
      CulvertSessionChosen *chosen = &self->chosen[i];

      g_clear_pointer (&chosen->held, g_free);
      g_clear_pointer (&chosen->draft, g_free);
      chosen->n_detours = 0;
      chosen->is_proven = FALSE;
      if (i == CULVERT_PROFILE_CERTIFICATE)
        continue;

      chosen->n_failures = 0;
      chosen->is_tried = FALSE;
      g_clear_pointer (&chosen->failure, g_free);
    }
}
