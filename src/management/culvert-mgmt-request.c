/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-request.h"

#include <string.h>

#include "culvert-mgmt-challenge.h"

/* The daemon builds its questions in 128 bytes. */
#define CUT_LENGTH 127

static const char need[] = "Need '";
static const char failed[] = "Verification Failed: '";
static const char token[] = "Auth-Token:";

/* What stands behind the type in the questions that are known. */
typedef struct
{
  const char *suffix;
  const char *follows; /* what the suffix may be followed by; NULL: by nothing; "": by anything */
  gboolean needs_username;
  gboolean needs_password;
} Form;

static const Form password_forms[] = {
  { "' username/password", " SC:", TRUE, TRUE },
  { "' username", NULL, TRUE, FALSE },
  { "' password", NULL, FALSE, TRUE },
};
static const Form need_ok_forms[] = {
  { "' confirmation MSG:", "", FALSE, FALSE },
};
static const Form need_str_forms[] = {
  { "' string MSG:", "", FALSE, FALSE },
  { "' input MSG:", "", FALSE, FALSE },
};

static gboolean
fits (const Form *form, const char *text)
{
  const char *rest;

  if (!g_str_has_prefix (text, form->suffix))
    return FALSE;

  rest = text + strlen (form->suffix);
  return *rest == '\0' || (form->follows != NULL && g_str_has_prefix (rest, form->follows));
}

typedef struct
{
  const char *name;
  CulvertMgmtRequestKind kind;
  const Form *forms;
  gsize n_forms;
} Source;

static const Source sources[] = {
  { "PASSWORD", CULVERT_MGMT_REQUEST_PASSWORD, password_forms, G_N_ELEMENTS (password_forms) },
  { "NEED-OK", CULVERT_MGMT_REQUEST_NEED_OK, need_ok_forms, G_N_ELEMENTS (need_ok_forms) },
  { "NEED-STR", CULVERT_MGMT_REQUEST_NEED_STR, need_str_forms, G_N_ELEMENTS (need_str_forms) },
};

/* What servers say through `>INFOMSG:`. */
static const struct
{
  const char *word;
  CulvertMgmtRequestKind kind;
  gboolean has_flags;
} infos[] = {
  { "CR_TEXT", CULVERT_MGMT_REQUEST_CHALLENGE, TRUE },
  { "WEB_AUTH", CULVERT_MGMT_REQUEST_WEB_SIGN_IN, TRUE },
  { "OPEN_URL", CULVERT_MGMT_REQUEST_WEB_SIGN_IN, FALSE },
};

/* The last quote with a known suffix behind it: a token's label may hold everything that the
 * daemon would write, so an earlier one may be a part of the type. */
static const Form *
find_form (const char *text, const Form *forms, gsize n_forms, const char **quote)
{
  for (const char *at = text + strlen (text); at > text;)
    {
      at--;
      for (gsize i = 0; *at == '\'' && i < n_forms; i++)
        {
          if (fits (&forms[i], at))
            {
              *quote = at;
              return &forms[i];
            }
        }
    }
  return NULL;
}

/* ` SC:1,Enter the code` */
static void
take_challenge (CulvertMgmtRequest *self, const char *text)
{
  const char *flags = text + strlen (" SC:");

  if (flags[0] < '0' || flags[0] > '3' || flags[1] != ',')
    {
      self->challenge_unsupported = TRUE;
      return;
    }

  self->challenge_echo = ((flags[0] - '0') & 1) != 0;
  self->challenge_concat = ((flags[0] - '0') & 2) != 0;
  self->challenge = g_strdup (flags + 2);
}

/* A question in no known form, or cut before its end: what there is of the type is shown. */
static void
take_unknown (CulvertMgmtRequest *self, const char *text)
{
  const char *quote = strrchr (text, '\'');

  self->type = quote != NULL ? g_strndup (text, (gsize) (quote - text)) : g_strdup (text);
  self->needs_password = self->kind == CULVERT_MGMT_REQUEST_PASSWORD;
}

/* `text` follows the first quote. */
static void
take_need (CulvertMgmtRequest *self, const char *text, const Form *forms, gsize n_forms)
{
  const char *quote = NULL;
  const Form *form = find_form (text, forms, n_forms, &quote);
  const char *rest;

  if (form == NULL)
    {
      take_unknown (self, text);
      return;
    }

  rest = quote + strlen (form->suffix);
  self->type = g_strndup (text, (gsize) (quote - text));
  /* Where nothing follows the suffix, a cut line may have lost the real one. */
  self->type_is_exact = !self->was_cut || form->follows != NULL;
  self->needs_username = form->needs_username;
  self->needs_password = form->needs_password;
  if (self->kind != CULVERT_MGMT_REQUEST_PASSWORD)
    self->message = g_strdup (rest);
  else if (*rest != '\0')
    take_challenge (self, rest);
}

/* `Auth'`, or `Auth' ['reason']`. The reason is the server's and is not escaped, so it ends at the
 * last `']`. */
static void
take_refusal (CulvertMgmtRequest *self, const char *text)
{
  const char *opening = strstr (text, "' ['");
  const char *quote = strrchr (text, '\'');

  self->kind = CULVERT_MGMT_REQUEST_REFUSED;
  self->type_is_exact = quote != NULL;
  if (opening == NULL)
    {
      self->type = quote != NULL ? g_strndup (text, (gsize) (quote - text)) : g_strdup (text);
      return;
    }

  self->type = g_strndup (text, (gsize) (opening - text));
  self->message = g_strdup (opening + strlen ("' ['"));
  if (g_str_has_suffix (self->message, "']"))
    self->message[strlen (self->message) - 2] = '\0';
}

static gboolean
take_password (CulvertMgmtRequest *self, const char *payload)
{
  if (g_str_has_prefix (payload, failed))
    {
      take_refusal (self, payload + strlen (failed));
      return TRUE;
    }
  if (g_str_has_prefix (payload, token))
    {
      self->kind = CULVERT_MGMT_REQUEST_AUTH_TOKEN;
      self->type = g_strdup ("");
      return TRUE;
    }
  return FALSE;
}

static const Source *
find_source (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (length == strlen (sources[i].name) && memcmp (name, sources[i].name, length) == 0)
        return &sources[i];
    }
  return NULL;
}

/* `CR_TEXT:R,E:Enter the code`, `WEB_AUTH:flags:https://…`, `OPEN_URL:https://…`. What comes with
 * an address in its flags (a proxy, a hidden window) is not the server's to say. */
static CulvertMgmtRequest *
parse_info (const char *payload)
{
  const char *text = strchr (payload, ':');
  const char *flags = text != NULL ? text + 1 : NULL;

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (infos); i++)
    {
      CulvertMgmtRequest *self;

      if (strncmp (payload, infos[i].word, (gsize) (text - payload)) != 0 ||
          infos[i].word[text - payload] != '\0')
        continue;
      if (infos[i].has_flags && (text = strchr (flags, ':')) == NULL)
        return NULL;

      self = g_new0 (CulvertMgmtRequest, 1);
      self->kind = infos[i].kind;
      self->type = g_strdup (infos[i].word);
      self->type_is_exact = TRUE;
      self->message = g_strdup (text + 1);
      if (self->kind == CULVERT_MGMT_REQUEST_CHALLENGE)
        culvert_mgmt_challenge_read_flags (flags,
                                           (gsize) (text - flags),
                                           &self->wants_response,
                                           &self->challenge_echo);
      return self;
    }
  return NULL;
}

static gboolean
is_source (const char *word, const char *source, gsize length)
{
  return length == strlen (word) && memcmp (source, word, length) == 0;
}

/* `1,TCP,vpn.example.com`: the same without a port */
static CulvertMgmtRemote *
parse_way (const char *payload)
{
  g_auto (GStrv) parts = g_strsplit (payload, ",", 3);
  g_autoptr (CulvertMgmtRemote) remote = NULL;
  g_autofree char *text = NULL;

  if (g_strv_length (parts) != 3 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXINT, NULL, NULL) ||
      (!g_str_equal (parts[1], "UDP") && !g_str_equal (parts[1], "TCP")))
    return NULL;

  text = g_strdup_printf ("%s,-,%s", parts[2], parts[1]);
  remote = culvert_mgmt_remote_parse (text);
  if (remote != NULL)
    *remote->port = '\0';

  return g_steal_pointer (&remote);
}

static CulvertMgmtRequest *
new_with_server (CulvertMgmtRequestKind kind, const char *word, CulvertMgmtRemote *owned_remote)
{
  CulvertMgmtRequest *self;

  if (owned_remote == NULL)
    return NULL;

  self = g_new0 (CulvertMgmtRequest, 1);
  self->kind = kind;
  self->type = g_strdup (word);
  self->type_is_exact = TRUE;
  self->remote = owned_remote;

  return self;
}

CulvertMgmtRequest *
culvert_mgmt_request_parse (const char *source,
                            gsize source_length,
                            const char *payload,
                            gsize length)
{
  const Source *known = find_source (source, source_length);
  g_autoptr (CulvertMgmtRequest) self = NULL;

  /* No daemon sends NUL in a question, and no answer could carry it back. */
  if (memchr (payload, '\0', length) != NULL)
    return NULL;
  if (is_source ("INFOMSG", source, source_length))
    return parse_info (payload);
  if (is_source ("REMOTE", source, source_length))
    return new_with_server (CULVERT_MGMT_REQUEST_REMOTE,
                            "REMOTE",
                            culvert_mgmt_remote_parse (payload));
  if (is_source ("PROXY", source, source_length))
    return new_with_server (CULVERT_MGMT_REQUEST_PROXY, "PROXY", parse_way (payload));
  if (known == NULL)
    return NULL;

  self = g_new0 (CulvertMgmtRequest, 1);
  self->kind = known->kind;
  self->was_cut = 1 + source_length + 1 + length == CUT_LENGTH;
  if (g_str_has_prefix (payload, need))
    take_need (self, payload + strlen (need), known->forms, known->n_forms);
  else if (known->kind != CULVERT_MGMT_REQUEST_PASSWORD || !take_password (self, payload))
    return NULL;
  return g_steal_pointer (&self);
}

void
culvert_mgmt_request_free (CulvertMgmtRequest *self)
{
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->challenge, g_free);
  g_clear_pointer (&self->remote, culvert_mgmt_remote_free);
  g_free (self);
}

CulvertMgmtRequest *
culvert_mgmt_request_copy (const CulvertMgmtRequest *self)
{
  CulvertMgmtRequest *copy = g_memdup2 (self, sizeof *self);

  copy->type = g_strdup (self->type);
  copy->message = g_strdup (self->message);
  copy->challenge = g_strdup (self->challenge);
  copy->remote = self->remote != NULL ? culvert_mgmt_remote_copy (self->remote) : NULL;

  return copy;
}
