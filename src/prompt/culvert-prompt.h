/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-prompt-choice.h"
#include "culvert-prompt-field.h"
#include "culvert-prompt-kind.h"

G_BEGIN_DECLS

typedef enum
{
  CULVERT_PROMPT_RETRY = 1 << 0,          /* the last answer was refused */
  CULVERT_PROMPT_LAST_TRY = 1 << 1,       /* a further refusal ends the connection */
  CULVERT_PROMPT_NO_AUTO_ANSWER = 1 << 2, /* only a person may answer (an uncertain type, …) */
  CULVERT_PROMPT_MAY_REMEMBER = 1 << 3,   /* the user may have the answer kept */
  CULVERT_PROMPT_EXPECTED = 1 << 4,       /* the user has just asked for it: show it at once */
  CULVERT_PROMPT_UNSENDABLE = 1 << 5,     /* the last answer was too long, or had a control byte */
  CULVERT_PROMPT_KEEPS_NOTHING = 1 << 6,  /* no answer of this connection may be kept now */
  CULVERT_PROMPT_UNSUPPORTED = 1 << 7,    /* a part of the question is not understood */
} CulvertPromptFlags;

/* Why not everything that could be chosen is there. */
typedef enum
{
  CULVERT_PROMPT_FAULT_NONE,
  CULVERT_PROMPT_FAULT_GARBLED,  /* what the daemon told of it cannot be read */
  CULVERT_PROMPT_FAULT_TOO_MANY, /* the rest is left out */
  CULVERT_PROMPT_FAULT_SILENT,   /* the daemon did not answer in time */
  CULVERT_PROMPT_N_FAULTS,
} CulvertPromptFault;

typedef enum
{
  CULVERT_PROMPT_PENDING,   /* nobody has answered yet */
  CULVERT_PROMPT_ANSWERED,  /* sent; whether it was right is not known yet */
  CULVERT_PROMPT_ACCEPTED,  /* the connection is up: the answer was right */
  CULVERT_PROMPT_REJECTED,  /* the answer was refused */
  CULVERT_PROMPT_WITHDRAWN, /* nobody wants an answer any more */
} CulvertPromptOutcome;

/**
 * CulvertPrompt:
 *
 * One question and its blanks, from whoever asks to whoever can answer. It knows no wire and no
 * widget. Created by the asking side, which also moves the outcome; filled by answerers.
 *
 * `outcome` is a property with notification; it only moves forward: PENDING → ANSWERED →
 * ACCEPTED or REJECTED, and from PENDING or ANSWERED to WITHDRAWN.
 *
 * The prompt lets go of the values in its fields as soon as nobody needs them, after everybody has
 * been notified: with ANSWERED of those that are not to be remembered (send first, then move the
 * outcome), with any outcome after it of all. A handler that wants to keep a value takes a
 * reference.
 */
#define CULVERT_TYPE_PROMPT (culvert_prompt_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPrompt, culvert_prompt, CULVERT, PROMPT, GObject)

/**
 * culvert_prompt_new:
 * @profile_id: the connection's own random id
 * @identity: a digest of what the connection leads to; an answer that was kept for another
 *   identity is not used by itself
 * @connection: the connection's name, for titles
 * @realm: (nullable): what exactly is asked for, as the daemon named it: raw remote text
 */
CulvertPrompt *culvert_prompt_new (CulvertPromptKind kind,
                                   CulvertPromptFlags flags,
                                   const char *profile_id,
                                   const char *identity,
                                   const char *connection,
                                   const char *realm);

/* (transfer full) of the field; before the prompt is shown to anybody. */
void culvert_prompt_take_field (CulvertPrompt *self, CulvertPromptField *owned_field);
guint culvert_prompt_get_n_fields (CulvertPrompt *self);
CulvertPromptField *culvert_prompt_get_field (CulvertPrompt *self, guint index);
CulvertPromptField *culvert_prompt_find_field (CulvertPrompt *self, CulvertPromptFieldRole role);
/* No blank is left, and where something is to be chosen, it is. */
gboolean culvert_prompt_is_complete (CulvertPrompt *self);

CulvertPromptKind culvert_prompt_get_kind (CulvertPrompt *self);
gboolean culvert_prompt_has_flag (CulvertPrompt *self, CulvertPromptFlags flag);
const char *culvert_prompt_get_profile_id (CulvertPrompt *self);
const char *culvert_prompt_get_identity (CulvertPrompt *self);
const char *culvert_prompt_get_connection (CulvertPrompt *self);
const char *culvert_prompt_get_realm (CulvertPrompt *self);

/* The question in the words of the daemon or the server: raw remote text, (nullable). */
const char *culvert_prompt_get_message (CulvertPrompt *self);
void culvert_prompt_set_message (CulvertPrompt *self, const char *message);

/* Why the last answer was refused, in the server's words: raw remote text, (nullable). */
const char *culvert_prompt_get_failure (CulvertPrompt *self);
void culvert_prompt_set_failure (CulvertPrompt *self, const char *failure);

CulvertPromptFault culvert_prompt_get_fault (CulvertPrompt *self);
void culvert_prompt_set_fault (CulvertPrompt *self, CulvertPromptFault fault);

/* The user wants the answer kept once it has proved right. Only with MAY_REMEMBER. Property with
 * notification: that something is kept already may be known late. */
gboolean culvert_prompt_get_remember (CulvertPrompt *self);
void culvert_prompt_set_remember (CulvertPrompt *self, gboolean remember);

/* For CONFIRMATION: what the user chose. */
gboolean culvert_prompt_get_confirmed (CulvertPrompt *self);
void culvert_prompt_set_confirmed (CulvertPrompt *self, gboolean confirmed);

/**
 * culvert_prompt_get_choices:
 *
 * What there is to choose from, for the kinds that say so; NULL for all others. It changes in place
 * while the question is open: a token is slow, or another one was inserted.
 *
 * Returns: (transfer none) (nullable) (element-type CulvertPromptChoice)
 */
GListStore *culvert_prompt_get_choices (CulvertPrompt *self);
CulvertPromptChoice *culvert_prompt_find_choice (CulvertPrompt *self, const char *id);

/* What the user chose; while the question is open, what a dialog may select beforehand. A prompt
 * with choices is not complete without. */
CulvertPromptChoice *culvert_prompt_get_chosen (CulvertPrompt *self); /* (nullable) */
void culvert_prompt_set_chosen (CulvertPrompt *self, CulvertPromptChoice *choice);

/* The asking side is still fetching what there is to choose from. Property with notification. */
gboolean culvert_prompt_get_is_loading (CulvertPrompt *self);
void culvert_prompt_set_is_loading (CulvertPrompt *self, gboolean is_loading);
/* Asks the asking side, by the signal `reload`, to fetch them anew. */
void culvert_prompt_reload (CulvertPrompt *self);

/* Until when there is time to answer, in monotonic microseconds; 0: nobody said. Property with
 * notification. */
gint64 culvert_prompt_get_deadline (CulvertPrompt *self);
void culvert_prompt_set_deadline (CulvertPrompt *self, gint64 deadline);

/* Nobody but the user can answer now. Set by the answerer that stands for the user, so that a
 * question that the keyring answers is never shown. Property with notification. */
gboolean culvert_prompt_get_waits_for_user (CulvertPrompt *self);
void culvert_prompt_set_waits_for_user (CulvertPrompt *self, gboolean waits_for_user);

CulvertPromptOutcome culvert_prompt_get_outcome (CulvertPrompt *self);
void culvert_prompt_set_outcome (CulvertPrompt *self, CulvertPromptOutcome outcome);

G_END_DECLS
