/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-service-facts.h"

G_BEGIN_DECLS

/* What can be wrong with how a service is set up. */
typedef enum
{
  CULVERT_SERVICE_TRAP_NO_MANAGEMENT, /* no program can talk to the daemon */
  CULVERT_SERVICE_TRAP_CLOSED_FOLDER, /* this user cannot reach its socket */
  CULVERT_SERVICE_TRAP_OTHER_USER,    /* it listens to another user alone */
  CULVERT_SERVICE_TRAP_GROUP,         /* it compares the primary group alone */
  CULVERT_SERVICE_TRAP_START_TIMEOUT, /* systemd ends it while it waits for an answer */
  CULVERT_SERVICE_TRAP_PASSWORDS,     /* it asks for passwords where nobody looks */
  CULVERT_SERVICE_TRAP_HOME,          /* it cannot see a file that it needs */
  CULVERT_SERVICE_TRAP_RETRY,         /* a refused password ends it */
  CULVERT_SERVICE_TRAP_OPEN_TO_ALL,   /* every user of the computer can control it */
  CULVERT_SERVICE_TRAP_HOLD,          /* it connects before anybody is there to answer */
  CULVERT_SERVICE_TRAP_WEB_SIGN_IN,   /* servers are not told that a web page can be shown */
  CULVERT_SERVICE_TRAP_UNREADABLE,    /* nobody but root knows the configuration */
} CulvertServiceTrap;

typedef enum
{
  CULVERT_SERVICE_HINT,    /* it could be better */
  CULVERT_SERVICE_WARNING, /* it will not work on some day */
  CULVERT_SERVICE_FAULT,   /* it does not work */
} CulvertServiceSeverity;

/**
 * CulvertServiceFinding:
 * @is_certain: FALSE: it depends on what could not be read, or on the server
 * @subject: (nullable): what it is about: a folder, a file, a user, a group
 * @owner: (nullable): of a folder
 * @group: (nullable): of a folder
 * @number: permissions of a folder, or seconds
 */
typedef struct
{
  CulvertServiceTrap trap;
  CulvertServiceSeverity severity;
  gboolean is_certain;
  char *subject; /* (owned) */
  char *owner;   /* (owned) */
  char *group;   /* (owned) */
  guint number;
} CulvertServiceFinding;

void culvert_service_finding_free (CulvertServiceFinding *self);

/* What is wrong, the worst first. Pure. (transfer full) (element-type CulvertServiceFinding) */
GPtrArray *culvert_service_findings_new (const CulvertServiceFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertServiceFinding, culvert_service_finding_free)

G_END_DECLS
