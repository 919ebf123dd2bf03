/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What a daemon sends: splitter, line, event. However the bytes are cut into reads, they say the
 * same; and what they say lies within the line that said it. An input is the bytes; in them, 0x01
 * twice stands for a run that is half as long as a line may be. */

#include "culvert-fuzz.h"

#include "culvert-mgmt-event.h"
#include "culvert-mgmt-line.h"
#include "culvert-mgmt-mask.h"
#include "culvert-mgmt-splitter.h"

#include <string.h>

#define RUN        0x01
#define RUN_LENGTH (CULVERT_MGMT_SPLITTER_MAX_LINE / 2)
#define MAX_RUNS   4

/* More takes too long. */
#define MAX_BY_BYTE 1024

#define MAX_TIME G_GINT64_CONSTANT (253402300799)
#define PASSWORD "ENV,password="

static const char prompt[] = "ENTER PASSWORD:";

static GString *
inflate (const guint8 *data, gsize size)
{
  GString *bytes = g_string_sized_new (size);
  guint n_runs = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] != RUN || i + 1 == size || data[i + 1] != RUN || n_runs == MAX_RUNS)
        {
          g_string_append_c (bytes, (char) data[i]);
          continue;
        }
      g_string_set_size (bytes, bytes->len + RUN_LENGTH);
      memset (bytes->str + bytes->len - RUN_LENGTH, 'x', RUN_LENGTH);
      n_runs++;
      i++;
    }
  return bytes;
}

/* @text lies in the line that begins at @line, and ends in it. */
static void
note_text (GString *events, const char *line, gsize length, const char *text)
{
  g_assert_true (text >= line && text <= line + length);
  g_assert_true (text + strlen (text) <= line + length);
  g_string_append_printf (events, "<%s>", text);
}

static void
note_time (GString *events, gint64 time)
{
  g_assert_cmpint (time, >=, -1);
  g_assert_cmpint (time, <=, MAX_TIME);
  g_string_append_printf (events, "@%" G_GINT64_FORMAT, time);
}

static void
note_state (GString *events, const char *line, gsize length, const CulvertMgmtState *state)
{
  const char *const texts[] = {
    state->detail,        state->tun_ipv4,   state->remote_address, state->remote_port,
    state->local_address, state->local_port, state->tun_ipv6,
  };

  note_time (events, state->time);
  g_string_append_printf (events, "%d", (int) state->name);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i] != '\0')
      note_text (events, line, length, texts[i]);
}

/* Nothing is left of a password, not even behind it. */
static void
note_peer (GString *events, const char *line, gsize length, const CulvertMgmtEvent *event)
{
  const char *text = event->peer.text;

  note_text (events, line, length, text);
  g_assert_true (text + event->peer.length <= line + length);
  if (!g_str_has_prefix (text, PASSWORD))
    return;

  g_assert_cmpuint (event->peer.length, ==, strlen (PASSWORD));
  for (const char *at = text + strlen (PASSWORD); at < line + length; at++)
    g_assert_cmpint (*at, ==, '\0');
}

static void
note_event (GString *events, const char *line, gsize length, const CulvertMgmtEvent *event)
{
  g_string_append_printf (events, " event %d ", (int) event->kind);
  switch (event->kind)
    {
    case CULVERT_MGMT_EVENT_STATE:
      note_state (events, line, length, &event->state);
      break;
    case CULVERT_MGMT_EVENT_BYTECOUNT:
      g_string_append_printf (events,
                              "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT,
                              event->bytecount.in,
                              event->bytecount.out);
      break;
    case CULVERT_MGMT_EVENT_LOG:
      note_time (events, event->log.time);
      note_text (events, line, length, event->log.text);
      g_assert_true (event->log.text + event->log.length == line + length);
      break;
    case CULVERT_MGMT_EVENT_HOLD:
      g_assert_cmpuint (event->hold_seconds, <=, 300);
      g_string_append_printf (events, "%u", event->hold_seconds);
      break;
    case CULVERT_MGMT_EVENT_INFO:
      note_text (events, line, length, event->info);
      break;
    case CULVERT_MGMT_EVENT_ECHO:
      note_time (events, event->echo.time);
      note_text (events, line, length, event->echo.text);
      break;
    case CULVERT_MGMT_EVENT_FATAL:
      note_text (events, line, length, event->fatal);
      break;
    case CULVERT_MGMT_EVENT_NOTIFY:
      g_string_append_printf (events, "<%s>", event->notify.level);
      g_string_append_printf (events, "<%s>", event->notify.reason);
      g_string_append_printf (events, "<%s>", event->notify.text);
      break;
    case CULVERT_MGMT_EVENT_PEER:
      note_peer (events, line, length, event);
      break;
    case CULVERT_MGMT_EVENT_PEER_BYTECOUNT:
      g_string_append_printf (events,
                              "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT,
                              event->peer_bytecount.id,
                              event->peer_bytecount.in,
                              event->peer_bytecount.out);
      break;
    case CULVERT_MGMT_EVENT_UP_DOWN:
      note_text (events, line, length, event->up_down);
      break;
    }
}

/* Nothing but the mask is left behind what announces a secret that has no end; a NUL is no part of
 * a line of a daemon. */
static void
check_mask (const char *text, gsize length)
{
  static const char *const announcements[] = { "Auth-Token:", "SCRV1:", "CRV1::", "max): " };
  g_autofree char *masked = culvert_mgmt_mask_line (text, length);

  for (gsize i = 0; strlen (text) == length && i < G_N_ELEMENTS (announcements); i++)
    {
      const char *found = strstr (masked != NULL ? masked : text, announcements[i]);
      const char *rest = found != NULL ? found + strlen (announcements[i]) : "";

      g_assert_true (*rest == '\0' || g_str_equal (rest, CULVERT_MGMT_MASK));
    }
}

/* The line stands alone in memory, so that reading beyond it is noticed. */
static void
note_line (GString *events, const char *text, gsize length)
{
  g_autofree char *line = g_memdup2 (text, length + 1);
  CulvertMgmtLine parsed;
  CulvertMgmtEvent event;
  guint version;

  g_assert_cmpint (line[length], ==, '\0');
  check_mask (line, length);
  culvert_mgmt_line_parse (&parsed, line, length);
  g_assert_true (parsed.payload >= line && parsed.payload + parsed.length == line + length);
  g_string_append_printf (events, "line %d ", (int) parsed.kind);
  g_string_append_len (events, parsed.payload, (gssize) parsed.length);
  if (culvert_mgmt_line_is_banner (&parsed, &version))
    g_assert_true (version >= 1 && version <= 99);
  if (parsed.kind == CULVERT_MGMT_LINE_MESSAGE)
    {
      g_string_append_len (events, parsed.source, (gssize) parsed.source_length);
      if (culvert_mgmt_event_parse (&event,
                                    parsed.source,
                                    parsed.source_length,
                                    parsed.payload,
                                    parsed.length))
        note_event (events, line, length, &event);
    }
  g_string_append_c (events, '\n');
}

/* Where the next line begins in the bytes that were read; what was handed out is what is there. */
typedef struct
{
  const char *at;
  const char *end;
  gboolean saw_line;
} Reference;

static void
compare (Reference *self, CulvertMgmtSplit split, const char *line, gsize length)
{
  const char *feed = memchr (self->at, '\n', (gsize) (self->end - self->at));
  gsize n = (gsize) ((feed != NULL ? feed : self->end) - self->at);

  if (split == CULVERT_MGMT_SPLIT_PROMPT)
    {
      g_assert_false (self->saw_line);
      g_assert_true (n >= strlen (prompt) && memcmp (self->at, prompt, strlen (prompt)) == 0);
      self->at += strlen (prompt);
      return;
    }

  self->saw_line = TRUE;
  if (split == CULVERT_MGMT_SPLIT_LINE)
    {
      g_assert_nonnull (feed);
      n -= n > 0 && self->at[n - 1] == '\r' ? 1 : 0;
      g_assert_cmpmem (line, length, self->at, n);
      g_assert_cmpuint (length, <=, CULVERT_MGMT_SPLITTER_MAX_LINE);
    }
  else
    {
      g_assert_cmpuint (n, >, CULVERT_MGMT_SPLITTER_MAX_LINE);
    }
  self->at = feed != NULL ? feed + 1 : self->end;
}

/* @step: of one read, in bytes; 0: as it comes */
static char *
read_all (const GString *bytes, gsize step, guint32 seed)
{
  g_autoptr (CulvertMgmtSplitter) splitter = culvert_mgmt_splitter_new ();
  Reference reference = { .at = bytes->str, .end = bytes->str + bytes->len };
  GString *events = g_string_new (NULL);
  CulvertMgmtSplit split;
  char *line;
  gsize length;

  for (gsize at = 0; at < bytes->len;)
    {
      gsize room;
      char *into = culvert_mgmt_splitter_get_room (splitter, &room);
      gsize n = step;

      g_assert_cmpuint (room, >, 0);
      if (step == 0)
        {
          seed = (guint32) ((guint64) seed * 1664525u + 1013904223u);
          n = 1 + (seed >> 16) % 67;
        }
      n = MIN (MIN (n, room), bytes->len - at);
      memcpy (into, bytes->str + at, n);
      culvert_mgmt_splitter_add (splitter, n);
      at += n;
      while ((split = culvert_mgmt_splitter_next (splitter, &line, &length)) !=
             CULVERT_MGMT_SPLIT_NOTHING)
        {
          compare (&reference, split, line, length);
          if (split == CULVERT_MGMT_SPLIT_LINE)
            note_line (events, line, length);
          else
            g_string_append_printf (events, "split %d\n", (int) split);
        }
    }
  return g_string_free (events, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GString) bytes = inflate (data, size);
  guint32 seed = culvert_fuzz_hash (data, size);
  g_autofree char *at_once = read_all (bytes, bytes->len, 0);
  g_autofree char *in_pieces = read_all (bytes, bytes->len > size ? 4093 : 0, seed);
  g_autofree char *by_byte = read_all (bytes, bytes->len > MAX_BY_BYTE ? 32769 : 1, 0);

  g_assert_cmpstr (in_pieces, ==, at_once);
  g_assert_cmpstr (by_byte, ==, at_once);
  return 0;
}
