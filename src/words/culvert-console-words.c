/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-console-words.h"

#include <glib/gi18n-lib.h>

const char *
culvert_console_words_caution (CulvertSessionCaution caution)
{
  switch (caution)
    {
    case CULVERT_CAUTION_NONE:
    case CULVERT_CAUTION_N:
      return NULL;
    case CULVERT_CAUTION_TUNNEL:
      return _ ("This may interrupt or end the connection.");
    case CULVERT_CAUTION_HOLD:
      return _ ("Culvert decides by itself when OpenVPN waits and when it goes on.");
    case CULVERT_CAUTION_LEAVE:
      return _ ("OpenVPN ends its conversation with Culvert, which begins a new one.");
    case CULVERT_CAUTION_CLIENTS:
      return _ ("This decides about a client of this server.");
    case CULVERT_CAUTION_ANSWER:
      return _ ("This is an answer. Culvert asks you itself when OpenVPN has a question.");
    case CULVERT_CAUTION_REPORTS:
      return _ ("This changes what OpenVPN tells Culvert, which may then show what is not true.");
    case CULVERT_CAUTION_FORGET:
      return _ ("OpenVPN forgets its passwords, and asks for them at the next reconnect.");
    case CULVERT_CAUTION_REFUSALS:
      return _ ("This changes what OpenVPN does when a password is refused. It may end then.");
    case CULVERT_CAUTION_UNKNOWN:
      return _ ("Culvert does not know this command, nor what it does. It is not masked.");
    case CULVERT_CAUTION_NO_QUESTION:
      return _ ("Not sent: OpenVPN crashes on this command unless it is just asking for a "
                "certificate.");
    case CULVERT_CAUTION_OPEN_QUESTION:
      return _ ("Not sent: OpenVPN waits for an answer, and this signal would end it with an "
                "error.");
    case CULVERT_CAUTION_TOO_MUCH_LOG:
      return _ ("Not sent: with so much in its log OpenVPN would not listen to anybody any more. "
                "While the log is live, 7 is the most.");
    case CULVERT_CAUTION_TOO_MUCH:
      return _ ("Not sent: that is too much. At most 1,000 lines can be asked for.");
    case CULVERT_CAUTION_BLOCK:
      return _ ("Not sent: this command needs more than one line, and the console sends one.");
    case CULVERT_CAUTION_TWICE:
      return _ ("Not sent: this would be two commands in one. Send one after the other.");
    case CULVERT_CAUTION_EMPTY:
      return _ ("Not sent: OpenVPN does not reply to a comment.");
    case CULVERT_CAUTION_LONG:
      return _ ("Not sent: OpenVPN takes 1,000 bytes in one command, 16 words, and 255 bytes in "
                "one word.");
    case CULVERT_CAUTION_CONTROL:
      return _ ("Not sent: there is a line break, a tab or another control character in it.");
    case CULVERT_CAUTION_QUOTES:
      return _ ("Not sent: a quotation mark is missing, or there is a backslash that means nothing "
                "to OpenVPN.");
    }

  g_return_val_if_reached (NULL);
}
