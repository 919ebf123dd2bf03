/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-verbosity.h"

#include "culvert-session-types.h"

void
culvert_session_verbosity_init (CulvertSessionVerbosity *self, CulvertSessionLink *link)
{
  self->link = link;
  self->level = -1;
  self->original = -1;
  self->least = 0;
}

static void
raise_level (CulvertSessionVerbosity *self)
{
  if (self->level >= 0 && self->level < self->least && !culvert_session_link_is_server (self->link))
    culvert_session_verbosity_set (self, (guint) self->least);
}

void
culvert_session_verbosity_begin (CulvertSessionVerbosity *self)
{
  int level = culvert_session_link_get_verbosity (self->link);

  /* Where it is what we made it, it is the daemon that we changed. */
  if (level == self->level)
    return;

  self->level = level;
  self->original = level;
  raise_level (self);
}

void
culvert_session_verbosity_set_least (CulvertSessionVerbosity *self, guint level)
{
  g_return_if_fail (level <= CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG);

  self->least = (int) level;
  raise_level (self);
}

gboolean
culvert_session_verbosity_set (CulvertSessionVerbosity *self, guint level)
{
  gboolean is_log_paused = culvert_session_link_is_log_paused (self->link);
  guint max =
      is_log_paused ? CULVERT_SESSION_MAX_VERBOSITY : CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG;
  gboolean may_resume =
      is_log_paused && (int) level < self->level && level <= CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG;

  if (level > max || self->level < 0 || !culvert_session_link_is_attached (self->link) ||
      culvert_session_link_is_read_only (self->link))
    return FALSE;
  if ((int) level == self->level)
    return TRUE;

  self->level = (int) level;
  culvert_session_link_send (self->link, culvert_mgmt_command_verb (level));
  if (may_resume)
    culvert_session_link_resume_log (self->link, level);

  return TRUE;
}

void
culvert_session_verbosity_take (CulvertSessionVerbosity *self, gint64 level)
{
  if (self->level >= 0 && level >= 0 && level <= CULVERT_SESSION_MAX_VERBOSITY)
    self->level = (int) level;
}

void
culvert_session_verbosity_put_back (CulvertSessionVerbosity *self)
{
  if (self->level == self->original || !culvert_session_link_is_attached (self->link))
    return;

  /* It may be more than a live log bears: that ends with the link, in the same breath. */
  self->level = self->original;
  culvert_session_link_send (self->link, culvert_mgmt_command_verb ((guint) self->original));
}
