/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-await.h"
#include "culvert-fake-daemon.h"
#include "culvert-fake-launcher.h"
#include "culvert-script-answerer.h"
#include "culvert-session.h"

G_BEGIN_DECLS

/* What a daemon that has not connected yet says first. */
#define IN_HOLD ">HOLD:Waiting for hold release:0"

/* What a session sends when it comes, to bring itself up to date. */
#define SYNC_COMMANDS                                                                              \
  "version 4\npid\nversion\nverb\nlog on all\necho on all\nnclients\nbytecount 60\n"               \
  "auth-retry interact\npid\nstate on all\n"

/* What a daemon says */
#define NEED_AUTH ">PASSWORD:Need 'Auth' username/password"
#define NEED_KEY  ">PASSWORD:Need 'Private Key' password"
#define NEED_PIN  ">PASSWORD:Need 'Card token' password"
#define NEED_CARD                                                                                  \
  ">NEED-OK:Need 'token-insertion-request' confirmation MSG:Please insert Card token"
#define AUTH_WRONG ">PASSWORD:Verification Failed: 'Auth'"
#define TUNNEL_UP  ">STATE:9,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,"

#define AUTH_COMMANDS "username \"Auth\" \"alice\"\npassword \"Auth\" \"secret\"\n"

/* A session, and all that it meets. */
typedef struct
{
  CulvertProfile *profile;         /* (owned) */
  CulvertFakeLauncher *launcher;   /* (owned) */
  CulvertScriptAnswerer *answerer; /* (owned) */
  CulvertFakeDaemon *daemon;       /* (owned): the one that the launcher hands out first */
  CulvertSession *session;         /* (owned) (nullable): a test may end it */
  GString *story;                  /* (owned): "state/reason" of every change */
} CulvertSessionFixture;

void culvert_session_fixture_set_up (CulvertSessionFixture *self, gconstpointer data);
/* @limits: (nullable): the usual ones */
void culvert_session_fixture_set_up_limited (CulvertSessionFixture *self,
                                             const CulvertSessionLimits *limits);
/* Proves that nothing is left of the session. */
void culvert_session_fixture_tear_down (CulvertSessionFixture *self, gconstpointer data);

#define CULVERT_SESSION_FIXTURE_ADD(path, test)                                                    \
  g_test_add (path,                                                                                \
              CulvertSessionFixture,                                                               \
              NULL,                                                                                \
              culvert_session_fixture_set_up,                                                      \
              test,                                                                                \
              culvert_session_fixture_tear_down)

/* Returns: (transfer full): an obliging one, with a configuration that it can read again */
CulvertFakeDaemon *culvert_session_fixture_new_daemon (void);
/* The next daemon takes the place of the last one. */
void culvert_session_fixture_replace_daemon (CulvertSessionFixture *self);

/* The daemon greets, says this (nullable), and tells `state` as its last one when it is asked; the
 * session has come to it and has sent SYNC_COMMANDS, which are forgotten. */
void
culvert_session_fixture_attach (CulvertSessionFixture *self, const char *lines, const char *state);
void culvert_session_fixture_attach_in_hold (CulvertSessionFixture *self);
void culvert_session_fixture_attach_up (CulvertSessionFixture *self);
/* In hold, wanted and released; "hold release" and "hold off" are forgotten. */
void culvert_session_fixture_release (CulvertSessionFixture *self);

/* Released, and asked this; the answerer has got the prompt. */
void culvert_session_fixture_be_asked (CulvertSessionFixture *self, const char *question);
/* The last line brings another prompt. What was sent before is forgotten. */
void culvert_session_fixture_be_asked_again (CulvertSessionFixture *self, const char *lines);
/* Answers NEED_AUTH; the daemon hears AUTH_COMMANDS. */
void culvert_session_fixture_sign_in (CulvertSessionFixture *self);

gboolean culvert_session_fixture_is (CulvertSessionFixture *self,
                                     CulvertSessionState state,
                                     CulvertSessionReason reason);
/* The daemon has heard exactly this since it was asked to forget. */
gboolean culvert_session_fixture_has_sent (CulvertSessionFixture *self, const char *commands);

/* Shorthands for a test whose argument is called `fixture` */
#define SAY(lines)            culvert_fake_daemon_say (fixture->daemon, lines)
#define WANT(what)            culvert_session_set_wanted (fixture->session, CULVERT_WANTED_##what)
#define HAS_SENT(commands)    culvert_session_fixture_has_sent (fixture, commands)
#define BE_ASKED(question)    culvert_session_fixture_be_asked (fixture, question)
#define BE_ASKED_AGAIN(lines) culvert_session_fixture_be_asked_again (fixture, lines)
#define SIGN_IN()             culvert_session_fixture_sign_in (fixture)
#define N_PROMPTS             culvert_script_answerer_get_n_prompts (fixture->answerer)
#define PROMPT(index)         culvert_script_answerer_get_prompt (fixture->answerer, index)
#define N_CHOICES(index)                                                                           \
  g_list_model_get_n_items (G_LIST_MODEL (culvert_prompt_get_choices (PROMPT (index))))
#define CHOSEN_ID(index) culvert_prompt_choice_get_id (culvert_prompt_get_chosen (PROMPT (index)))
#define CHOOSE(id, field, always)                                                                  \
  culvert_script_answerer_choose (fixture->answerer, id, field, always)
#define IS_LOADED(index)      (!culvert_prompt_get_is_loading (PROMPT (index)))
#define OUTCOME(index)        culvert_prompt_get_outcome (PROMPT (index))
#define HAS_FLAG(index, flag) culvert_prompt_has_flag (PROMPT (index), flag)
#define IS(state, reason)                                                                          \
  culvert_session_fixture_is (fixture, CULVERT_SESSION_##state, CULVERT_REASON_##reason)

G_END_DECLS
