/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-error.h"

typedef struct
{
  CulvertLaunchFault fault;
  char *place; /* (owned) (nullable) */
  char *words; /* (owned) (nullable) */
} CulvertLaunchErrorPrivate;

/* For a log. */
static const char *const messages[] = {
  [CULVERT_LAUNCH_FAULT_NONE] = "no fault",
  [CULVERT_LAUNCH_FAULT_PROFILE] = "the profile cannot be used",
  [CULVERT_LAUNCH_FAULT_ENDED] = "the daemon ended",
  [CULVERT_LAUNCH_FAULT_NOT_ENDING] = "the daemon does not end",
  [CULVERT_LAUNCH_FAULT_NOT_OURS] = "the daemon of an earlier process does not end",
  [CULVERT_LAUNCH_FAULT_NOT_LISTENING] = "the daemon was started but does not listen",
  [CULVERT_LAUNCH_FAULT_NOT_STARTED] = "OpenVPN cannot be started",
  [CULVERT_LAUNCH_FAULT_NO_FOLDER] = "the folder cannot be made",
  [CULVERT_LAUNCH_FAULT_NOT_HANDED_OVER] = "the profile cannot be handed over",
  [CULVERT_LAUNCH_FAULT_NO_LOG] = "there is no memory for the log of the daemon",
  [CULVERT_LAUNCH_FAULT_REFUSED] = "the system refused to start it",
  [CULVERT_LAUNCH_FAULT_ODD_REPLY] = "the reply of systemd is of another type",
};

G_STATIC_ASSERT (G_N_ELEMENTS (messages) == CULVERT_LAUNCH_N_FAULTS);

/* GLib passes these three, and returns, what it finds beside an error; as far as the compiler knows
 * that may be NULL. */

static void
culvert_launch_error_private_init (CulvertLaunchErrorPrivate *self)
{
}

static void
culvert_launch_error_private_copy (const CulvertLaunchErrorPrivate *from,
                                   CulvertLaunchErrorPrivate *to)
{
  g_assert (from != NULL && to != NULL);
  to->fault = from->fault;
  to->place = g_strdup (from->place);
  to->words = g_strdup (from->words);
}

static void
culvert_launch_error_private_clear (CulvertLaunchErrorPrivate *self)
{
  g_assert (self != NULL);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->words, g_free);
}

/* GLib finds the private part by a cast from bytes, and has aligned it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (CulvertLaunchError, culvert_launch_error)
#pragma GCC diagnostic pop

static CulvertLaunchErrorPrivate *
get_details (const GError *error)
{
  CulvertLaunchErrorPrivate *details = culvert_launch_error_get_private (error);

  g_assert (details != NULL);
  return details;
}

GError *
culvert_launch_error_new_fault (CulvertLaunchFault fault, const char *place, const char *words)
{
  GError *error;

  g_return_val_if_fail (fault > CULVERT_LAUNCH_FAULT_NONE && fault < CULVERT_LAUNCH_N_FAULTS, NULL);

  error = g_error_new (CULVERT_LAUNCH_ERROR,
                       fault == CULVERT_LAUNCH_FAULT_PROFILE ? CULVERT_LAUNCH_ERROR_PROFILE
                                                             : CULVERT_LAUNCH_ERROR_FAILED,
                       "%s%s%s%s%s",
                       place != NULL ? place : "",
                       place != NULL ? ": " : "",
                       messages[fault],
                       words != NULL ? ": " : "",
                       words != NULL ? words : "");
  get_details (error)->fault = fault;
  get_details (error)->place = g_strdup (place);
  get_details (error)->words = g_strdup (words);

  return error;
}

CulvertLaunchFault
culvert_launch_error_get_fault (const GError *error)
{
  g_return_val_if_fail (error != NULL, CULVERT_LAUNCH_FAULT_NONE);

  return error->domain == CULVERT_LAUNCH_ERROR ? get_details (error)->fault
                                               : CULVERT_LAUNCH_FAULT_NONE;
}

const char *
culvert_launch_error_get_place (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == CULVERT_LAUNCH_ERROR, NULL);

  return get_details (error)->place;
}

const char *
culvert_launch_error_get_words (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == CULVERT_LAUNCH_ERROR, NULL);

  return get_details (error)->words;
}
