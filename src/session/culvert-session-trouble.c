/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-trouble.h"

#include "culvert-launch-error.h"
#include "culvert-mgmt-error.h"

static CulvertSessionReason
of_management (CulvertMgmtError code)
{
  switch (code)
    {
    case CULVERT_MGMT_ERROR_ADDRESS:
      return CULVERT_REASON_ADDRESS;
    case CULVERT_MGMT_ERROR_ABSENT:
      return CULVERT_REASON_ABSENT;
    case CULVERT_MGMT_ERROR_PERMISSION:
      return CULVERT_REASON_PERMISSION;
    case CULVERT_MGMT_ERROR_UNTRUSTED:
      return CULVERT_REASON_UNTRUSTED;
    case CULVERT_MGMT_ERROR_NOT_MANAGEMENT:
      return CULVERT_REASON_NOT_MANAGEMENT;
    case CULVERT_MGMT_ERROR_LOGIN:
      return CULVERT_REASON_LOGIN;
    case CULVERT_MGMT_ERROR_TIMED_OUT:
      return CULVERT_REASON_NOT_RESPONDING;
    case CULVERT_MGMT_ERROR_REFUSED:
    case CULVERT_MGMT_ERROR_UNSENDABLE:
    case CULVERT_MGMT_ERROR_CLOSED:
      return CULVERT_REASON_STOPPED;
    }

  return CULVERT_REASON_STOPPED;
}

static CulvertSessionReason
of_launch (CulvertLaunchError code)
{
  switch (code)
    {
    case CULVERT_LAUNCH_ERROR_NOT_AUTHORIZED:
      return CULVERT_REASON_NOT_AUTHORIZED;
    case CULVERT_LAUNCH_ERROR_NO_AGENT:
      return CULVERT_REASON_NO_AGENT;
    case CULVERT_LAUNCH_ERROR_ACCESS_DENIED:
      return CULVERT_REASON_ACCESS_DENIED;
    case CULVERT_LAUNCH_ERROR_BUSY:
      return CULVERT_REASON_BUSY;
    case CULVERT_LAUNCH_ERROR_NOT_FOUND:
      return CULVERT_REASON_NOT_FOUND;
    case CULVERT_LAUNCH_ERROR_UNAVAILABLE:
      return CULVERT_REASON_UNAVAILABLE;
    case CULVERT_LAUNCH_ERROR_PROFILE:
      return CULVERT_REASON_PROFILE;
    case CULVERT_LAUNCH_ERROR_FAILED:
      return CULVERT_REASON_START_FAILED;
    }

  return CULVERT_REASON_START_FAILED;
}

CulvertSessionReason
culvert_session_trouble_to_reason (const GError *error)
{
  if (error != NULL && error->domain == CULVERT_MGMT_ERROR)
    return of_management ((CulvertMgmtError) error->code);
  if (error != NULL && error->domain == CULVERT_LAUNCH_ERROR)
    return of_launch ((CulvertLaunchError) error->code);

  return CULVERT_REASON_STOPPED;
}
