/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-rejection.h"

static const struct
{
  const char *message;
  CulvertSessionReason reason;
  guint seconds;
  const char *words;
} rows[] = {
  { NULL, CULVERT_REASON_AUTH_FAILURE, 0, "" },
  { "", CULVERT_REASON_AUTH_FAILURE, 0, "" },
  { "Your password has expired", CULVERT_REASON_AUTH_FAILURE, 0, "Your password has expired" },
  { "it's TEMP[backoff 7]: no", CULVERT_REASON_AUTH_FAILURE, 0, "it's TEMP[backoff 7]: no" },

  { "CRV1:R,E:st-1:YWxpY2U=:Code?", CULVERT_REASON_NONE, 0, "" },

  { "SESSION", CULVERT_REASON_SESSION_EXPIRED, 0, "" },
  { "SESSION: expired", CULVERT_REASON_SESSION_EXPIRED, 0, "expired" },
  { "SESSION:", CULVERT_REASON_SESSION_EXPIRED, 0, "" },

  { "TEMP", CULVERT_REASON_SERVER_BUSY, 0, "" },
  { "TEMP: later", CULVERT_REASON_SERVER_BUSY, 0, "later" },
  { "TEMP[backoff 3,advance no]: server is busy", CULVERT_REASON_SERVER_BUSY, 3, "server is busy" },
  { "TEMP[advance addr,backoff 42]:come [back]: ",
    CULVERT_REASON_SERVER_BUSY,
    42,
    "come [back]: " },
  { "TEMP[advance no]:x", CULVERT_REASON_SERVER_BUSY, 0, "x" },
  { "TEMP[]", CULVERT_REASON_SERVER_BUSY, 0, "" },
  { "TEMP[backoff 3", CULVERT_REASON_SERVER_BUSY, 0, "[backoff 3" },

  /* Not a number of seconds that anybody would wait */
  { "TEMP[backoff 0]:x", CULVERT_REASON_SERVER_BUSY, 0, "x" },
  { "TEMP[backoff -1]:x", CULVERT_REASON_SERVER_BUSY, 0, "x" },
  { "TEMP[backoff 4294967297]:x", CULVERT_REASON_SERVER_BUSY, 0, "x" },
  { "TEMP[backoff 99999999999999999999]:x", CULVERT_REASON_SERVER_BUSY, 0, "x" },
  { "TEMP[backoff 7x]:x", CULVERT_REASON_SERVER_BUSY, 0, "x" },
  { "TEMP[backoff ]:x", CULVERT_REASON_SERVER_BUSY, 0, "x" },
};

static void
test_reads_every_form (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CulvertSessionRejection rejection = culvert_session_rejection_read (rows[i].message);

      g_test_message ("“%s”", rows[i].message != NULL ? rows[i].message : "(none)");
      g_assert_cmpuint (rejection.reason, ==, rows[i].reason);
      g_assert_cmpuint (rejection.seconds, ==, rows[i].seconds);
      g_assert_cmpstr (rejection.words, ==, rows[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/rejection/reads-every-form", test_reads_every_form);

  return g_test_run ();
}
