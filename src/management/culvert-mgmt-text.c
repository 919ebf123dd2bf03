/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-text.h"

#include <gio/gio.h>
#include <string.h>

#include "culvert-mgmt-number.h"

/* What a packet filter has had already. */
typedef enum
{
  NOTHING,
  CLIENTS,
  SUBNETS,
  LAST,
} Section;

/* Returns: the length of the line that begins at *rest, which is moved behind it */
static gsize
take_line (const char **rest)
{
  const char *line = *rest;
  gsize length = strcspn (line, "\n");

  *rest = line + length + (line[length] == '\n' ? 1 : 0);
  return length;
}

static gboolean
is_end (const char *line, gsize length)
{
  static const char word[] = "END";

  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*line))
    {
      line++;
      length--;
    }
  return length == strlen (word) && g_ascii_strncasecmp (line, word, length) == 0;
}

static gboolean
has_control (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) line[i] < 0x20 || line[i] == 0x7f)
        return TRUE;
    }
  return FALSE;
}

static CulvertMgmtTextFault
check_line (const char *line, gsize length)
{
  if (is_end (line, length))
    return CULVERT_MGMT_TEXT_HAS_END;
  if (has_control (line, length))
    return CULVERT_MGMT_TEXT_HAS_CONTROL;
  return length > CULVERT_MGMT_TEXT_MAX_LINE ? CULVERT_MGMT_TEXT_IS_LONG : CULVERT_MGMT_TEXT_GOOD;
}

CulvertMgmtTextFault
culvert_mgmt_text_check (const char *text, guint *line)
{
  CulvertMgmtTextFault fault = CULVERT_MGMT_TEXT_GOOD;
  const char *rest = text;

  *line = 0;
  if (strlen (text) > CULVERT_MGMT_TEXT_MAX_BYTES)
    return CULVERT_MGMT_TEXT_IS_HUGE;

  for (guint number = 1; *rest != '\0' && fault == CULVERT_MGMT_TEXT_GOOD; number++)
    {
      const char *start = rest;

      fault = check_line (start, take_line (&rest));
      *line = fault != CULVERT_MGMT_TEXT_GOOD ? number : 0;
    }
  return fault;
}

/* `[WORD DROP]` or `[WORD ACCEPT]` */
static CulvertMgmtTextFault
check_section (const char *line, Section *section)
{
  const char *word = *section == NOTHING ? "[CLIENTS " : "[SUBNETS ";

  if (*section >= SUBNETS || !g_str_has_prefix (line, word))
    return CULVERT_MGMT_TEXT_NO_SECTION;

  line += strlen (word);
  if (!g_str_equal (line, "DROP]") && !g_str_equal (line, "ACCEPT]"))
    return CULVERT_MGMT_TEXT_NO_POLICY;

  (*section)++;
  return CULVERT_MGMT_TEXT_GOOD;
}

static gboolean
is_subnet (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (parts[0]);
  guint64 n_bits;

  if (g_str_equal (text, "unknown"))
    return TRUE;
  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  return parts[1] == NULL || culvert_mgmt_number_parse (parts[1], strlen (parts[1]), 32, &n_bits) ==
                                 CULVERT_MGMT_NUMBER_GOOD;
}

static CulvertMgmtTextFault
check_filter_line (const char *line, Section *section)
{
  if (*section == LAST)
    return CULVERT_MGMT_TEXT_NO_LAST;
  if (g_str_equal (line, "[END]"))
    {
      if (*section != SUBNETS)
        return CULVERT_MGMT_TEXT_NO_SECTION;
      *section = LAST;
      return CULVERT_MGMT_TEXT_GOOD;
    }
  if (*line == '[' || *section == NOTHING)
    return check_section (line, section);
  if ((*line != '+' && *line != '-') || line[1] == '\0')
    return CULVERT_MGMT_TEXT_NO_SIGN;
  return *section == SUBNETS && !is_subnet (line + 1) ? CULVERT_MGMT_TEXT_NO_SUBNET
                                                      : CULVERT_MGMT_TEXT_GOOD;
}

CulvertMgmtTextFault
culvert_mgmt_text_check_filter (const char *text, guint *line)
{
  CulvertMgmtTextFault fault = culvert_mgmt_text_check (text, line);
  Section section = NOTHING;
  const char *rest = text;
  guint number = 0;

  if (fault != CULVERT_MGMT_TEXT_GOOD)
    return fault;

  while (*rest != '\0' && fault == CULVERT_MGMT_TEXT_GOOD)
    {
      const char *start = rest;
      g_autofree char *one = g_strndup (start, take_line (&rest));

      number++;
      fault = check_filter_line (one, &section);
    }
  if (fault == CULVERT_MGMT_TEXT_GOOD && section != LAST)
    {
      fault = CULVERT_MGMT_TEXT_NO_LAST;
      number++;
    }
  *line = fault != CULVERT_MGMT_TEXT_GOOD ? number : 0;
  return fault;
}

char *
culvert_mgmt_text_join_options (const char *text)
{
  GString *joined = g_string_new (NULL);
  const char *rest = text;

  while (*rest != '\0')
    {
      const char *start = rest;
      g_autofree char *option = g_strstrip (g_strndup (start, take_line (&rest)));

      if (*option != '\0')
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? "," : "", option);
    }
  return g_string_free (joined, FALSE);
}

static guint
find_comma (const char *text)
{
  guint line = 1;

  for (const char *at = text; *at != ','; at++)
    line += *at == '\n' ? 1 : 0;
  return line;
}

CulvertMgmtTextFault
culvert_mgmt_text_check_options (const char *text, guint *line)
{
  CulvertMgmtTextFault fault = culvert_mgmt_text_check (text, line);
  g_autofree char *joined = NULL;

  if (fault != CULVERT_MGMT_TEXT_GOOD)
    return fault;

  if (strchr (text, ',') != NULL)
    {
      *line = find_comma (text);
      return CULVERT_MGMT_TEXT_HAS_COMMA;
    }
  joined = culvert_mgmt_text_join_options (text);
  if (*joined == '\0')
    return CULVERT_MGMT_TEXT_NO_OPTION;
  return strlen (joined) > CULVERT_MGMT_TEXT_MAX_OPTIONS ? CULVERT_MGMT_TEXT_IS_MANY
                                                         : CULVERT_MGMT_TEXT_GOOD;
}
