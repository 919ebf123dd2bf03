/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-keyring-answerer.h"
#include "culvert-test-keyring.h"

G_BEGIN_DECLS

#define CULVERT_TEST_PROFILE       "5f0c6b2e-9d0e-4a55-9b3a-0d9a3f1c2b7e"
#define CULVERT_TEST_OTHER_PROFILE "00000000-0000-4000-8000-000000000001"
#define CULVERT_TEST_USER          "me@example.org"
#define CULVERT_TEST_PASSWORD      "c4nary-Pä55"

/* A fixture: the keyring, who answers from it, and what both are asked. */
typedef struct
{
  CulvertTestKeyring *keyring;      /* (owned) (nullable) */
  CulvertKeyringAnswerer *answerer; /* (owned) */
  guint n_store_failures;
} CulvertTestSignIn;

void culvert_test_sign_in_set_up (CulvertTestSignIn *fixture, gconstpointer unused);
/* Without a keyring. */
void culvert_test_sign_in_set_up_alone (CulvertTestSignIn *fixture, gconstpointer unused);
void culvert_test_sign_in_tear_down (CulvertTestSignIn *fixture, gconstpointer unused);

/* As after a restart of Culvert. */
void culvert_test_sign_in_renew (CulvertTestSignIn *fixture);

CulvertPrompt *culvert_test_sign_in (CulvertPromptFlags flags);
CulvertPrompt *culvert_test_sign_in_prompt (const char *profile,
                                            const char *identity,
                                            const char *realm,
                                            CulvertPromptFlags flags);
void culvert_test_sign_in_take_field (CulvertPrompt *prompt,
                                      CulvertPromptFieldRole role,
                                      CulvertPromptFieldFlags flags);

CulvertAnswerResult culvert_test_sign_in_ask (CulvertTestSignIn *fixture, CulvertPrompt *prompt);

/* As the user does in a dialog. */
void culvert_test_sign_in_answer (CulvertPrompt *prompt, gboolean remember);
void
culvert_test_sign_in_type (CulvertPrompt *prompt, CulvertPromptFieldRole role, const char *text);
void culvert_test_sign_in_send (CulvertPrompt *prompt, CulvertPromptOutcome outcome);

/* Leaves an accepted answer in the keyring. */
void culvert_test_sign_in_keep (CulvertTestSignIn *fixture, const char *profile);

void culvert_test_sign_in_assert_value (CulvertPrompt *prompt,
                                        CulvertPromptFieldRole role,
                                        const char *expected);

G_END_DECLS
