/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-admission-rules.h"
#include "culvert-profile-choice.h"

G_BEGIN_DECLS

/**
 * CulvertProfileKind:
 * @CULVERT_PROFILE_ATTACHED: a daemon that somebody else starts and ends
 * @CULVERT_PROFILE_SERVICE: a service that an administrator set up, started where it does not run
 * @CULVERT_PROFILE_IMPORTED: the user's own, whose daemon exists for it alone
 *
 * Where the daemon of a connection comes from.
 */
typedef enum
{
  CULVERT_PROFILE_ATTACHED,
  CULVERT_PROFILE_SERVICE,
  CULVERT_PROFILE_IMPORTED,
} CulvertProfileKind;

/**
 * CulvertProfile:
 *
 * A connection that the user has: its random id, its name and where its daemon is, or comes from.
 * The id is made here, never read from outside.
 *
 * Properties with notification: `name`, `identity`, `echo-time`, `must-forget`; `certificate`,
 * `server` and `proxy`, what was chosen last; `certificate-always`, `server-always` and
 * `proxy-always`, whether it is to be used without a question; `admits` and `n-admission-rules`.
 */
#define CULVERT_TYPE_PROFILE (culvert_profile_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfile, culvert_profile, CULVERT, PROFILE, GObject)

/* In all of these, @id: (nullable): NULL makes a new one. */

/* @endpoint: the text form of a management endpoint. */
CulvertProfile *culvert_profile_new (const char *id, const char *name, const char *endpoint);
/* @unit: one that culvert_profile_unit_is_valid() accepts. @endpoint: where its configuration makes
 * it listen. */
CulvertProfile *culvert_profile_new_service (const char *id,
                                             const char *name,
                                             const char *unit,
                                             const char *endpoint);
/* @identity: what culvert_config_import_get_identity() tells of the text that goes with it. */
CulvertProfile *
culvert_profile_new_imported (const char *id, const char *name, const char *identity);

/* See culvert_unit_name_dup_instance(). */
gboolean culvert_profile_unit_is_valid (const char *unit);

/* "attached", "service", "imported" */
const char *culvert_profile_kind_to_string (CulvertProfileKind kind);

CulvertProfileKind culvert_profile_get_kind (CulvertProfile *self);

const char *culvert_profile_get_id (CulvertProfile *self);
const char *culvert_profile_get_name (CulvertProfile *self);
void culvert_profile_set_name (CulvertProfile *self, const char *name);
/* (nullable): NULL for IMPORTED, whose daemon listens where its starter makes it. */
const char *culvert_profile_get_endpoint (CulvertProfile *self);
/* For a SERVICE alone: an administrator has moved it. Sessions that were made before do not follow.
 */
void culvert_profile_set_endpoint (CulvertProfile *self, const char *endpoint);
/* (nullable): of a SERVICE. */
const char *culvert_profile_get_unit (CulvertProfile *self);

/* SHA-256 in hexadecimal over what the connection leads to. A password that was kept for another
 * identity is never used by itself. */
const char *culvert_profile_get_identity (CulvertProfile *self);
/* For IMPORTED alone: its text was replaced. */
void culvert_profile_set_identity (CulvertProfile *self, const char *identity);

gint64 culvert_profile_get_echo_time (CulvertProfile *self);
void culvert_profile_set_echo_time (CulvertProfile *self, gint64 echo_time);

gboolean culvert_profile_get_must_forget (CulvertProfile *self);
void culvert_profile_set_must_forget (CulvertProfile *self, gboolean must_forget);

/* What was chosen last, in the form of #CulvertProfileChoice. (nullable) */
const char *culvert_profile_get_choice (CulvertProfile *self, CulvertProfileChoice which);
/* It is to be used without a question. */
gboolean culvert_profile_get_always (CulvertProfile *self, CulvertProfileChoice which);
/* @choice: (nullable): one of another form is not kept; then there is none */
void culvert_profile_set_choice (CulvertProfile *self,
                                 CulvertProfileChoice which,
                                 const char *choice,
                                 gboolean always);

/* Of a connection to a server: who asks to be let in is answered from here, and not by another
 * program. FALSE until the user says so. */
gboolean culvert_profile_get_admits (CulvertProfile *self);
void culvert_profile_set_admits (CulvertProfile *self, gboolean admits);

/* Whom a server lets in without a question, while the profile admits. (transfer none) */
const CulvertAdmissionRules *culvert_profile_get_admission_rules (CulvertProfile *self);
/* FALSE where there is such a rule already, or there can be none. */
gboolean culvert_profile_add_admission_rule (CulvertProfile *self,
                                             const char *fingerprint,
                                             const char *name);
void culvert_profile_remove_admission_rule (CulvertProfile *self, const char *fingerprint);

G_END_DECLS
