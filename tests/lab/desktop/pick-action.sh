#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The "menu" of the notification daemon: chooses the action that the test has asked for.
grep --fixed-strings --max-count=1 -- "$(cat "$CULVERT_LAB/notification-choice")"
