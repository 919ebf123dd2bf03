/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-status.h"

#include <string.h>

#include "culvert-mgmt-number.h"

#define MAX_TIME  G_GINT64_CONSTANT (253402300799) /* the end of the year 9999 */
#define TAB       '\t'
#define ROW       "CLIENT_LIST\t"
#define HEADER    "HEADER\tCLIENT_LIST\t"
#define NO_USER   "UNDEF"
#define NOT_SHOWN (-1)

typedef enum
{
  NAME,
  ADDRESS,
  VPN_IPV4,
  VPN_IPV6,
  RECEIVED,
  SENT,
  SINCE,
  USER,
  ID,
  CIPHER,
  N_FIELDS
} Field;

static const char *const titles[N_FIELDS] = {
  [NAME] = "Common Name",
  [ADDRESS] = "Real Address",
  [VPN_IPV4] = "Virtual Address",
  [VPN_IPV6] = "Virtual IPv6 Address",
  [RECEIVED] = "Bytes Received",
  [SENT] = "Bytes Sent",
  [SINCE] = "Connected Since (time_t)",
  [USER] = "Username",
  [ID] = "Client ID",
  [CIPHER] = "Data Channel Cipher",
};

/* A part of a line. */
typedef struct
{
  char *text;
  gsize length;
} Span;

void
culvert_mgmt_status_begin (CulvertMgmtStatus *self)
{
  self->n_columns = 0;
  self->knows_clients = FALSE;
  self->n_broken = 0;
}

/* Cuts the text before the next tab off. Returns: FALSE when nothing is left */
static gboolean
take_span (Span *rest, Span *span)
{
  char *tab;

  if (rest->text == NULL)
    return FALSE;

  *span = *rest;
  tab = memchr (rest->text, TAB, rest->length);
  if (tab == NULL)
    {
      rest->text = NULL;
      return TRUE;
    }

  *tab = '\0';
  span->length = (gsize) (tab - span->text);
  rest->text = tab + 1;
  rest->length -= span->length + 1;
  return TRUE;
}

static gint8
find_field (const char *title)
{
  for (int field = 0; field < N_FIELDS; field++)
    {
      if (g_str_equal (titles[field], title))
        return (gint8) field;
    }
  return NOT_SHOWN;
}

static void
take_header (CulvertMgmtStatus *self, Span rest)
{
  gboolean has_name = FALSE;
  gboolean has_id = FALSE;
  Span title;

  self->n_columns = 0;
  while (self->n_columns < CULVERT_MGMT_STATUS_MAX_COLUMNS && take_span (&rest, &title))
    {
      gint8 field = find_field (title.text);

      self->columns[self->n_columns++] = field;
      has_name = has_name || field == NAME;
      has_id = has_id || field == ID;
    }
  self->knows_clients = has_name && has_id && rest.text == NULL;
}

static gboolean
take_number (const Span *span, guint64 max, guint64 *number)
{
  return culvert_mgmt_number_parse (span->text, span->length, max, number) ==
         CULVERT_MGMT_NUMBER_GOOD;
}

static gboolean
take_row (CulvertMgmtStatus *self, Span rest, CulvertMgmtStatusRow *row)
{
  Span fields[N_FIELDS];
  guint64 since = 0;
  Span span;

  for (guint i = 0; i < N_FIELDS; i++)
    fields[i] = (Span){ (char *) "", 0 };
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (!take_span (&rest, &span))
        return FALSE;
      if (self->columns[i] != NOT_SHOWN)
        fields[self->columns[i]] = span;
    }
  if (rest.text != NULL || !take_number (&fields[ID], G_MAXSIZE, &row->id))
    return FALSE;

  row->name = fields[NAME].text;
  row->user = g_str_equal (fields[USER].text, NO_USER) ? "" : fields[USER].text;
  row->address = fields[ADDRESS].text;
  row->vpn_ipv4 = fields[VPN_IPV4].text;
  row->vpn_ipv6 = fields[VPN_IPV6].text;
  row->cipher = fields[CIPHER].text;
  if (!take_number (&fields[RECEIVED], G_MAXUINT64, &row->received))
    row->received = 0;
  if (!take_number (&fields[SENT], G_MAXUINT64, &row->sent))
    row->sent = 0;
  row->since = take_number (&fields[SINCE], MAX_TIME, &since) ? (gint64) since : -1;
  return TRUE;
}

gboolean
culvert_mgmt_status_take (CulvertMgmtStatus *self,
                          char *line,
                          gsize length,
                          CulvertMgmtStatusRow *row)
{
  if (g_str_has_prefix (line, ROW))
    {
      Span rest = { line + strlen (ROW), length - strlen (ROW) };

      if (self->knows_clients && take_row (self, rest, row))
        return TRUE;
      self->n_broken++;
    }
  else if (g_str_has_prefix (line, HEADER))
    {
      Span rest = { line + strlen (HEADER), length - strlen (HEADER) };

      take_header (self, rest);
    }
  return FALSE;
}

gboolean
culvert_mgmt_status_knows_clients (const CulvertMgmtStatus *self)
{
  return self->knows_clients;
}

guint
culvert_mgmt_status_get_n_broken (const CulvertMgmtStatus *self)
{
  return self->n_broken;
}
