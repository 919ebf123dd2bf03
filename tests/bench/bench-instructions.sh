#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: bench-instructions.sh BENCH-LOG
# Instructions of the engine for a log line, which do not depend on what else the machine does: what
# valgrind counts in a long run, less what it counts in a short one, and less what the benchmark itself
# does with each line.
set -eu

program=$1
short=100000
long=300000
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# count LINES [OPTION…]
count () {
  n_lines=$1
  shift
  valgrind --tool=callgrind --callgrind-out-file="$folder/out" "$@" \
    "$program" --without-floor --lines "$n_lines" 2>&1 | sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# a_line [OPTION…]
a_line () {
  less=$(count $short "$@")
  more=$(count $long "$@")
  echo $(((more - less) / (long - short)))
}

all=$(a_line)
ring=$(a_line --toggle-collect=on_event)
[ "$ring" -gt 0 ]
echo "$((all - ring)) instructions a line (at most 400), and $ring to keep it"
printf 'B1\tinstructions of the engine for a log line\t%d\t\t\t400\n' "$((all - ring))"
