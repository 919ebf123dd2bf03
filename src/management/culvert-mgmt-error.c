/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-error.h"

typedef struct
{
  CulvertMgmtFault fault;
  char *place; /* (owned) (nullable) */
  uid_t owner;
} CulvertMgmtErrorPrivate;

/* For a log. */
static const char *const messages[] = {
  [CULVERT_MGMT_FAULT_NONE] = "no fault",
  [CULVERT_MGMT_FAULT_NO_KIND] = "an address with neither unix: nor tcp:",
  [CULVERT_MGMT_FAULT_NOT_WHOLE_PATH] = "not a whole path",
  [CULVERT_MGMT_FAULT_LONG_PATH] = "a path of more than 107 bytes",
  [CULVERT_MGMT_FAULT_NO_PORT] = "an address without a port",
  [CULVERT_MGMT_FAULT_NOT_NUMERIC] = "an address that is not in numbers",
  [CULVERT_MGMT_FAULT_NOT_LOCAL] = "the address of another computer",
  [CULVERT_MGMT_FAULT_FOREIGN_LISTENER] = "the listener belongs to another user",
  [CULVERT_MGMT_FAULT_FOREIGN_FOLDER] = "a folder of the path belongs to another user",
  [CULVERT_MGMT_FAULT_OPEN_FOLDER] = "others can write to a folder of the path",
  [CULVERT_MGMT_FAULT_NOT_FOLDER] = "a part of the path is a link or a file",
  [CULVERT_MGMT_FAULT_LINK] = "a symbolic link, not a socket",
};

G_STATIC_ASSERT (G_N_ELEMENTS (messages) == CULVERT_MGMT_N_FAULTS);

/* GLib passes these three, and returns, what it finds beside an error; as far as the compiler knows
 * that may be NULL. */

static void
culvert_mgmt_error_private_init (CulvertMgmtErrorPrivate *self)
{
}

static void
culvert_mgmt_error_private_copy (const CulvertMgmtErrorPrivate *from, CulvertMgmtErrorPrivate *to)
{
  g_assert (from != NULL && to != NULL);
  to->fault = from->fault;
  to->place = g_strdup (from->place);
  to->owner = from->owner;
}

static void
culvert_mgmt_error_private_clear (CulvertMgmtErrorPrivate *self)
{
  g_assert (self != NULL);
  g_clear_pointer (&self->place, g_free);
}

/* GLib finds the private part by a cast from bytes, and has aligned it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (CulvertMgmtError, culvert_mgmt_error)
#pragma GCC diagnostic pop

static CulvertMgmtErrorPrivate *
get_details (const GError *error)
{
  CulvertMgmtErrorPrivate *details = culvert_mgmt_error_get_private (error);

  g_assert (details != NULL);
  return details;
}

static gboolean
has_owner (CulvertMgmtFault fault)
{
  return fault == CULVERT_MGMT_FAULT_FOREIGN_LISTENER || fault == CULVERT_MGMT_FAULT_FOREIGN_FOLDER;
}

void
culvert_mgmt_error_set_fault (GError **error,
                              CulvertMgmtFault fault,
                              const char *place,
                              uid_t owner)
{
  g_autofree char *who = has_owner (fault) ? g_strdup_printf (" (%u)", owner) : NULL;
  CulvertMgmtErrorPrivate *details;

  g_return_if_fail (fault > CULVERT_MGMT_FAULT_NONE && fault < CULVERT_MGMT_N_FAULTS);

  if (error == NULL)
    return;

  g_set_error (error,
               CULVERT_MGMT_ERROR,
               fault < CULVERT_MGMT_FAULT_FOREIGN_LISTENER ? CULVERT_MGMT_ERROR_ADDRESS
                                                           : CULVERT_MGMT_ERROR_UNTRUSTED,
               "%s%s%s%s",
               place != NULL ? place : "",
               place != NULL ? ": " : "",
               messages[fault],
               who != NULL ? who : "");

  details = get_details (*error);
  details->fault = fault;
  details->place = g_strdup (place);
  details->owner = owner;
}

CulvertMgmtFault
culvert_mgmt_error_get_fault (const GError *error)
{
  g_return_val_if_fail (error != NULL, CULVERT_MGMT_FAULT_NONE);

  return error->domain == CULVERT_MGMT_ERROR ? get_details (error)->fault : CULVERT_MGMT_FAULT_NONE;
}

const char *
culvert_mgmt_error_get_place (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == CULVERT_MGMT_ERROR, NULL);

  return get_details (error)->place;
}

uid_t
culvert_mgmt_error_get_owner (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == CULVERT_MGMT_ERROR, 0);

  return get_details (error)->owner;
}
