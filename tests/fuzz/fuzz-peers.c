/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What a server tells of its clients: `status 3` and `>CLIENT` blocks. Both are read a second time
 * here, in the simplest way, and have to come to the same. An input is lines, those of `status 3`
 * and of `>CLIENT:` mixed. */

#include "culvert-fuzz.h"

#include "culvert-mgmt-event.h"
#include "culvert-mgmt-peer-block.h"
#include "culvert-mgmt-status.h"

#include <string.h>

#define CLIENT   ">CLIENT:"
#define ENV      "ENV,"
#define ROW      "CLIENT_LIST\t"
#define HEADER   "HEADER\tCLIENT_LIST\t"
#define MAX_TIME G_GINT64_CONSTANT (253402300799)

/* What was read here. */
typedef struct
{
  GStrv titles;        /* (owned) (nullable): of the columns */
  GPtrArray *block;    /* (owned) (nullable) (element-type utf8): the variables of an open block */
  gboolean has_header; /* the block begins with what makes sense */
} Reference;

static const char *
find_column (const Reference *self, const char *const *fields, const char *title)
{
  const char *found = NULL;

  for (guint i = 0; self->titles[i] != NULL; i++)
    if (g_str_equal (self->titles[i], title))
      found = fields[i];
  return found;
}

/* Nothing but digits. */
static gboolean
read_number (const char *text, guint64 max, guint64 *number)
{
  return text != NULL && *text != '\0' && strspn (text, "0123456789") == strlen (text) &&
         g_ascii_string_to_unsigned (text, 10, 0, max, number, NULL);
}

static void
compare_row (const Reference *self, const char *line, gboolean is_row, CulvertMgmtStatusRow *row)
{
  g_auto (GStrv) fields = g_strsplit (line + strlen (ROW), "\t", -1);
  guint64 id = 0;
  gboolean is_good =
      self->titles != NULL && g_strv_length (self->titles) <= CULVERT_MGMT_STATUS_MAX_COLUMNS &&
      g_strv_contains ((const char *const *) self->titles, "Common Name") &&
      g_strv_contains ((const char *const *) self->titles, "Client ID") &&
      g_strv_length (fields) == g_strv_length (self->titles) &&
      read_number (find_column (self, (const char *const *) fields, "Client ID"), G_MAXSIZE, &id);

  g_assert_true (is_row == is_good);
  if (!is_row)
    return;

  g_assert_cmpuint (row->id, ==, id);
  g_assert_cmpstr (row->name, ==, find_column (self, (const char *const *) fields, "Common Name"));
  g_assert_true (row->since >= -1 && row->since <= MAX_TIME);
  g_assert_nonnull (row->user);
  g_assert_nonnull (row->address);
  g_assert_nonnull (row->vpn_ipv4);
  g_assert_nonnull (row->vpn_ipv6);
  g_assert_nonnull (row->cipher);
}

static void
take_status (Reference *self, CulvertMgmtStatus *status, char *line, gsize length)
{
  g_autofree char *copy = g_strdup (line);
  CulvertMgmtStatusRow row;
  guint n_broken = culvert_mgmt_status_get_n_broken (status);
  gboolean is_row;

  /* A NUL is no part of such a line: what follows it need not be read in one way only. */
  if (strlen (line) != length)
    {
      culvert_mgmt_status_take (status, line, length, &row);
      culvert_mgmt_status_begin (status);
      g_clear_pointer (&self->titles, g_strfreev);
      return;
    }

  is_row = culvert_mgmt_status_take (status, line, length, &row);
  if (g_str_has_prefix (copy, ROW))
    {
      compare_row (self, copy, is_row, &row);
      g_assert_cmpuint (culvert_mgmt_status_get_n_broken (status), ==, n_broken + !is_row);
      return;
    }

  g_assert_false (is_row);
  if (g_str_has_prefix (copy, HEADER))
    {
      g_clear_pointer (&self->titles, g_strfreev);
      self->titles = g_strsplit (copy + strlen (HEADER), "\t", -1);
    }
}

/* `CONNECT,0,1`, `CR_RESPONSE,0,1,answer`, … */
static gboolean
is_header (const char *text, gboolean *is_whole)
{
  g_auto (GStrv) fields = g_strsplit (text, ",", -1);
  guint n = g_strv_length (fields);
  const char *word = n > 0 ? fields[0] : "";
  guint64 number;
  gboolean has_key = g_str_equal (word, "CONNECT") || g_str_equal (word, "REAUTH") ||
                     g_str_equal (word, "CR_RESPONSE");

  *is_whole = FALSE;
  if (n < 2 || !read_number (fields[1], G_MAXSIZE, &number))
    return FALSE;
  if (g_str_equal (word, "ADDRESS"))
    {
      *is_whole = n > 2 && *fields[2] != '\0';
      return *is_whole;
    }
  if (has_key)
    return n > 2 && read_number (fields[2], G_MAXSIZE, &number) &&
           (!g_str_equal (word, "CR_RESPONSE") || n > 3);
  return g_str_equal (word, "ESTABLISHED") || g_str_equal (word, "DISCONNECT");
}

/* Returns: whether the block is whole with this line */
static gboolean
refer_to (Reference *self, const char *text)
{
  gboolean is_whole;

  if (!g_str_has_prefix (text, ENV))
    {
      g_clear_pointer (&self->block, g_ptr_array_unref);
      self->has_header = is_header (text, &is_whole);
      if (!is_whole)
        self->block = g_ptr_array_new_with_free_func (g_free);
      return is_whole;
    }
  if (self->block == NULL)
    return FALSE;
  if (!g_str_equal (text, ENV "END"))
    {
      g_ptr_array_add (self->block, g_strdup (text + strlen (ENV)));
      return FALSE;
    }

  is_whole = self->has_header && self->block->len <= CULVERT_MGMT_PEER_MAX_VARIABLES;
  for (guint i = 0; i < self->block->len; i++)
    is_whole = is_whole && strlen (self->block->pdata[i]) <= CULVERT_MGMT_PEER_MAX_VARIABLE;
  return is_whole;
}

/* Every variable is there, with its last value, and no password. */
static void
compare_variables (const Reference *self, const CulvertMgmtPeerBlock *block)
{
  g_assert_null (culvert_mgmt_peer_block_get (block, "password"));
  for (guint i = self->block->len; i-- > 0;)
    {
      const char *variable = self->block->pdata[i];
      const char *equals = strchr (variable, '=');
      g_autofree char *name =
          equals != NULL ? g_strndup (variable, (gsize) (equals - variable)) : NULL;
      const char *value = equals != NULL ? equals + 1 : NULL;

      if (name == NULL || g_str_equal (name, "password"))
        continue;
      for (guint k = i + 1; k < self->block->len; k++)
        if (g_str_has_prefix (self->block->pdata[k], name) &&
            ((const char *) self->block->pdata[k])[strlen (name)] == '=')
          value = (const char *) self->block->pdata[k] + strlen (name) + 1;
      g_assert_cmpstr (culvert_mgmt_peer_block_get (block, name), ==, value);
    }
}

static void
take_client (Reference *self, CulvertMgmtPeerBlock *block, char *line, gsize length)
{
  g_autofree char *copy = g_strdup (line);
  const CulvertMgmtPeerNotice *notice;
  CulvertMgmtEvent event;
  gboolean is_whole;

  /* As with `status 3`. */
  if (strlen (line) != length)
    return;

  is_whole = refer_to (self, copy + strlen (CLIENT));
  g_assert_true (culvert_mgmt_event_parse (&event,
                                           "CLIENT",
                                           strlen ("CLIENT"),
                                           line + strlen (CLIENT),
                                           length - strlen (CLIENT)));
  notice = culvert_mgmt_peer_block_take (block, event.peer.text, event.peer.length);
  g_assert_true ((notice != NULL) == is_whole);
  if (notice != NULL && self->block != NULL)
    compare_variables (self, block);
  if (notice != NULL && notice->kind == CULVERT_MGMT_PEER_RESPONSE)
    g_assert_nonnull (notice->response);
  if (g_str_equal (copy, CLIENT ENV "END"))
    g_clear_pointer (&self->block, g_ptr_array_unref);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (CulvertMgmtPeerBlock) block = culvert_mgmt_peer_block_new ();
  Reference reference = { 0 };
  CulvertMgmtStatus status;
  CulvertFuzzInput input;
  gsize length;

  culvert_mgmt_status_begin (&status);
  culvert_fuzz_input_init (&input, data, size);
  for (char *line; (line = culvert_fuzz_input_take_line (&input, &length)) != NULL; g_free (line))
    {
      if (g_str_has_prefix (line, CLIENT))
        take_client (&reference, block, line, length);
      else
        take_status (&reference, &status, line, length);
    }
  g_clear_pointer (&reference.titles, g_strfreev);
  g_clear_pointer (&reference.block, g_ptr_array_unref);
  return 0;
}
