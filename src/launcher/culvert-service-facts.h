/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a daemon asks of the group of whoever connects to it. */
typedef enum
{
  CULVERT_SERVICE_GROUP_ANY,
  CULVERT_SERVICE_GROUP_PRIMARY, /* a group that is the primary one of this user */
  CULVERT_SERVICE_GROUP_OTHER,   /* another one, whether or not this user is a member */
} CulvertServiceGroup;

/**
 * CulvertServiceFacts:
 *
 * How a system service is set up, as far as it can be seen by everybody: what systemd tells of the
 * unit, the configuration of the daemon, the folders of its socket, and who this user is.
 */
typedef struct
{
  gboolean is_systemd_there;
  char *unit;            /* (owned) (nullable): no service is known for the daemon */
  char *type;            /* (owned) (nullable): `notify`, … */
  guint64 start_timeout; /* in microseconds; G_MAXUINT64 is none */
  char *home;            /* (owned) (nullable): of `ProtectHome`: `yes`, … */
  char *working_folder;  /* (owned) (nullable) */
  char **command;        /* (owned) (nullable): the program and its arguments */
  GPtrArray *options;    /* (owned) (element-type CulvertConfigDirective): all that are known */
  gboolean are_options_whole; /* the configuration could be read */

  char *endpoint;            /* (owned) (nullable): where the daemon listens */
  char *closed_folder;       /* (owned) (nullable): the first that this user may not enter */
  guint closed_mode;         /* its permissions */
  char *closed_owner;        /* (owned) (nullable) */
  char *closed_group;        /* (owned) (nullable) */
  char *user;                /* (owned): who this is */
  CulvertServiceGroup group; /* of `management-client-group` */
} CulvertServiceFacts;

CulvertServiceFacts *culvert_service_facts_new (void);
void culvert_service_facts_free (CulvertServiceFacts *self);

/* Keeps what systemd tells of a service. Pure. */
void culvert_service_facts_take_properties (CulvertServiceFacts *self, GVariant *properties);

/* (transfer full) (nullable): the configuration that the command names, as an absolute path */
char *culvert_service_facts_dup_config_path (const CulvertServiceFacts *self);

/**
 * culvert_service_facts_take_config:
 * @text: (nullable): the configuration; NULL: it may not be read
 *
 * Puts the options of the command together with those of the configuration, in the order in which
 * the daemon reads them, and finds out where it listens. Pure.
 */
void culvert_service_facts_take_config (CulvertServiceFacts *self, const char *text, gsize length);

/* The `index`th word after an option that is named so: of the last one, as the daemon does.
 * (transfer none) (nullable) */
const char *
culvert_service_facts_get (const CulvertServiceFacts *self, const char *option, guint index);
gboolean culvert_service_facts_has (const CulvertServiceFacts *self, const char *option);
/* An option with this first word. */
gboolean culvert_service_facts_sets (const CulvertServiceFacts *self,
                                     const char *option,
                                     const char *first_word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertServiceFacts, culvert_service_facts_free)

G_END_DECLS
