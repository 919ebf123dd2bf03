/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertNameServers:
 * @servers: (element-type utf8): addresses in the one form that GInetAddress has for them
 * @domains: (element-type utf8): what is tried behind a short name, in small letters
 *
 * Who is asked for the addresses of names: what a VPN wants, or what is in force. It holds nothing
 * but what is an address or looks like a domain, and not more than a few of them.
 */
typedef struct
{
  GPtrArray *servers; /* (owned) */
  GPtrArray *domains; /* (owned) */
} CulvertNameServers;

/* What became of the wishes of a VPN. */
typedef enum
{
  CULVERT_NAMES_NOT_WANTED,  /* it has none */
  CULVERT_NAMES_APPLIED,     /* all of them are in force */
  CULVERT_NAMES_PARTLY,      /* some are */
  CULVERT_NAMES_NOT_APPLIED, /* none is, or none of its name servers */
  CULVERT_NAMES_UNKNOWN, /* a program on this computer is asked, and it does not tell whom it asks
                          */
} CulvertNamesVerdict;

CulvertNameServers *culvert_name_servers_new (void);
void culvert_name_servers_free (CulvertNameServers *self);

/* @address: with or without a port, an IPv6 one with or without brackets and interface. FALSE: it
 * is none, or there are enough. One that is there already is not added again. */
gboolean culvert_name_servers_add_server (CulvertNameServers *self, const char *address);
gboolean culvert_name_servers_add_domain (CulvertNameServers *self, const char *domain);

gboolean culvert_name_servers_is_empty (const CulvertNameServers *self);
gboolean culvert_name_servers_equal (const CulvertNameServers *a, const CulvertNameServers *b);

/* What the C library makes of a /etc/resolv.conf. Pure. (transfer full) */
CulvertNameServers *culvert_name_servers_parse (const char *text, gsize length);

/* What systemd-resolved tells of itself: `DNS` and `Domains` of its manager. Pure. (transfer full)
 */
CulvertNameServers *culvert_name_servers_new_from_resolved (GVariant *properties);

/* @wanted, @in_force: (nullable): nothing is known of it. Pure. */
CulvertNamesVerdict culvert_name_servers_compare (const CulvertNameServers *wanted,
                                                  const CulvertNameServers *in_force);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertNameServers, culvert_name_servers_free)

G_END_DECLS
