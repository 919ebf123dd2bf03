/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-typed.h"

#include "culvert-config-lexer.h"
#include "culvert-mgmt-mask.h"
#include "culvert-plain-text.h"

#include <string.h>

/* What a daemon replies depends on the command, and on some of its words. */
typedef enum
{
  ONE_LINE,
  LINES,
  HISTORY,  /* state, log, echo */
  VERSION,  /* lines; with a number perhaps nothing */
  PASSWORD, /* without the password itself, lines until END are read */
  PKCS11,
  NONE,
  FENCED,
  BLOCK,
} Manner;

typedef struct
{
  const char *name;
  Manner manner;
} Known;

struct _CulvertMgmtTyped
{
  CulvertSecretText *line; /* (owned) */
  GPtrArray *words;        /* (owned) (element-type utf8): wiped with it */
  const Known *known;      /* (nullable) */
  CulvertMgmtTypedFault fault;
};

static const Known commands[] = {
  { "auth-retry", ONE_LINE },
  { "bytecount", ONE_LINE },
  { "certificate", BLOCK },
  { "client-auth", BLOCK },
  { "client-auth-nt", ONE_LINE },
  { "client-deny", ONE_LINE },
  { "client-kill", ONE_LINE },
  { "client-pending-auth", ONE_LINE },
  { "client-pf", BLOCK },
  { "cr-response", ONE_LINE },
  { "echo", HISTORY },
  { "env-filter", ONE_LINE },
  { "exit", NONE },
  { "forget-passwords", ONE_LINE },
  { "help", LINES },
  { "hold", ONE_LINE },
  { "kill", ONE_LINE },
  { "load-stats", ONE_LINE },
  { "log", HISTORY },
  { "mute", ONE_LINE },
  { "needok", ONE_LINE },
  { "needstr", ONE_LINE },
  { "net", FENCED },
  { "nclients", ONE_LINE },
  { "network-change", FENCED },
  { "password", PASSWORD },
  { "pid", ONE_LINE },
  { "pk-sig", BLOCK },
  { "pkcs11-id-count", PKCS11 },
  { "pkcs11-id-get", PKCS11 },
  { "proxy", ONE_LINE },
  { "push-update-broad", FENCED },
  { "push-update-cid", FENCED },
  { "quit", NONE },
  { "remote", ONE_LINE },
  { "remote-entry-count", LINES },
  { "remote-entry-get", LINES },
  { "rsa-sig", BLOCK },
  { "signal", ONE_LINE },
  { "state", HISTORY },
  { "status", LINES },
  { "test", FENCED },
  { "username", ONE_LINE },
  { "verb", ONE_LINE },
  { "version", VERSION },
};

/* Beginnings of commands with a secret, in any case: who mistypes the name has typed the rest. */
static const char *const secret_names[] = { "passw", "cr-r" };

static const Known *
find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }

  return NULL;
}

static gboolean
has_control (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] < 0x20 || text[i] == 0x7f)
        return TRUE;
    }

  return FALSE;
}

static CulvertMgmtTypedFault
fault_of (CulvertConfigLexis lexis)
{
  switch (lexis)
    {
    case CULVERT_CONFIG_LEXIS_GOOD:
      return CULVERT_MGMT_TYPED_GOOD;
    case CULVERT_CONFIG_LEXIS_OPEN_QUOTE:
    case CULVERT_CONFIG_LEXIS_OPEN_SINGLE_QUOTE:
    case CULVERT_CONFIG_LEXIS_BAD_BACKSLASH:
    case CULVERT_CONFIG_LEXIS_LAST_BACKSLASH:
      return CULVERT_MGMT_TYPED_QUOTES;
    case CULVERT_CONFIG_LEXIS_LONG_WORD:
      return CULVERT_MGMT_TYPED_LONG_WORD;
    }

  return CULVERT_MGMT_TYPED_QUOTES;
}

static gboolean
is_switch (const char *word)
{
  return g_str_equal (word, "on") || g_str_equal (word, "off");
}

static gboolean
is_selection (const char *word)
{
  return g_str_equal (word, "all") || g_ascii_strtoll (word, NULL, 10) > 0;
}

/* The daemon does one thing for each of two words. Only `on all` and its like have an end that can
 * be told from that of the first. */
static gboolean
replies_twice (const CulvertMgmtTyped *self)
{
  const char *first = culvert_mgmt_typed_get_word (self, 1);
  const char *second = culvert_mgmt_typed_get_word (self, 2);

  return self->known != NULL && self->known->manner == HISTORY && self->words->len > 2 &&
         (!is_switch (first) || !is_selection (second));
}

static gboolean
is_block (const CulvertMgmtTyped *self)
{
  return self->known != NULL && (self->known->manner == BLOCK ||
                                 (self->known->manner == PASSWORD && self->words->len == 2));
}

static gboolean
has_long_word (const CulvertMgmtTyped *self)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      if (strlen (self->words->pdata[i]) > CULVERT_MGMT_TYPED_MAX_WORD)
        return TRUE;
    }

  return FALSE;
}

static CulvertMgmtTypedFault
judge (CulvertMgmtTyped *self)
{
  const char *text = culvert_secret_text_peek (self->line);
  gsize length = culvert_secret_text_get_length (self->line);
  gboolean has_more = FALSE;
  CulvertMgmtTypedFault fault =
      fault_of (culvert_config_lex (text, length, self->words, &has_more));

  if (self->words->len > 0)
    self->known = find (self->words->pdata[0]);

  if (length + 1 > CULVERT_MGMT_TYPED_MAX_LINE)
    return CULVERT_MGMT_TYPED_LONG_LINE;
  if (has_control (text, length))
    return CULVERT_MGMT_TYPED_CONTROL;
  if (fault != CULVERT_MGMT_TYPED_GOOD)
    return fault;
  if (has_long_word (self))
    return CULVERT_MGMT_TYPED_LONG_WORD;
  if (self->words->len == 0)
    return CULVERT_MGMT_TYPED_EMPTY;
  if (has_more)
    return CULVERT_MGMT_TYPED_MANY_WORDS;
  if (is_block (self))
    return CULVERT_MGMT_TYPED_BLOCK;

  return replies_twice (self) ? CULVERT_MGMT_TYPED_TWICE : CULVERT_MGMT_TYPED_GOOD;
}

CulvertMgmtTyped *
culvert_mgmt_typed_new (const CulvertSecretText *line)
{
  CulvertMgmtTyped *self = g_new0 (CulvertMgmtTyped, 1);

  self->line = culvert_secret_text_ref ((CulvertSecretText *) line);
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_word_free);
  self->fault = judge (self);

  return self;
}

void
culvert_mgmt_typed_free (CulvertMgmtTyped *self)
{
  g_clear_pointer (&self->line, culvert_secret_text_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self);
}

CulvertMgmtTypedFault
culvert_mgmt_typed_get_fault (const CulvertMgmtTyped *self)
{
  return self->fault;
}

const char *
culvert_mgmt_typed_get_word (const CulvertMgmtTyped *self, guint index)
{
  return index < self->words->len ? self->words->pdata[index] : "";
}

guint
culvert_mgmt_typed_get_n_words (const CulvertMgmtTyped *self)
{
  return self->words->len;
}

gboolean
culvert_mgmt_typed_is_secret (const CulvertMgmtTyped *self)
{
  const char *name = culvert_mgmt_typed_get_word (self, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (secret_names); i++)
    {
      if (g_ascii_strncasecmp (name, secret_names[i], strlen (secret_names[i])) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
culvert_mgmt_typed_is_known (const CulvertMgmtTyped *self)
{
  return self->known != NULL;
}

static CulvertMgmtReplyShape
shape_of_history (const CulvertMgmtTyped *self)
{
  if (!is_switch (culvert_mgmt_typed_get_word (self, 1)))
    return CULVERT_MGMT_REPLY_LINES;

  return self->words->len > 2 ? CULVERT_MGMT_REPLY_SUCCESS_LINES : CULVERT_MGMT_REPLY_ONE_LINE;
}

CulvertMgmtReplyShape
culvert_mgmt_typed_get_reply_shape (const CulvertMgmtTyped *self)
{
  switch (self->known != NULL ? self->known->manner : FENCED)
    {
    case ONE_LINE:
    case PASSWORD:
    case BLOCK:
      return CULVERT_MGMT_REPLY_ONE_LINE;
    case LINES:
      return CULVERT_MGMT_REPLY_LINES;
    case HISTORY:
      return shape_of_history (self);
    case VERSION:
      return self->words->len > 1 ? CULVERT_MGMT_REPLY_OPTIONAL : CULVERT_MGMT_REPLY_LINES;
    case PKCS11:
      return CULVERT_MGMT_REPLY_PKCS11;
    case NONE:
      return CULVERT_MGMT_REPLY_NONE;
    case FENCED:
      return CULVERT_MGMT_REPLY_FENCED;
    }

  return CULVERT_MGMT_REPLY_FENCED;
}

const CulvertSecretText *
culvert_mgmt_typed_get_line (const CulvertMgmtTyped *self)
{
  return self->line;
}

char *
culvert_mgmt_typed_describe (const CulvertMgmtTyped *self)
{
  const char *name = culvert_mgmt_typed_get_word (self, 0);
  g_autofree char *text = NULL;
  char *masked;

  /* It is known by this, however it was put. */
  if (g_str_equal (name, "pid"))
    return g_strdup (name);

  if (culvert_mgmt_typed_is_secret (self))
    {
      g_autofree char *plain_name = culvert_plain_text_escape (name, -1);
      g_autofree char *type = culvert_plain_text_escape (culvert_mgmt_typed_get_word (self, 1), -1);

      /* Where the secret begins is for the daemon to find out. */
      if (self->words->len < 3)
        return g_strconcat (plain_name, " " CULVERT_MGMT_MASK, NULL);
      return g_strconcat (plain_name, " \"", type, "\" " CULVERT_MGMT_MASK, NULL);
    }

  text = culvert_plain_text_escape (culvert_secret_text_peek (self->line),
                                    (gssize) culvert_secret_text_get_length (self->line));
  masked = culvert_mgmt_mask_line (text, strlen (text));
  return masked != NULL ? masked : g_steal_pointer (&text);
}
