#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: fuzz.sh PROGRAM [LIBFUZZER OPTION…]
# Runs one fuzzer for CULVERT_FUZZ_SECONDS (15) seconds, behind what else runs by CULVERT_FUZZ_NICE
# (5). What it finds is kept beside the program, in NAME.found; what breaks it, in NAME.broken.
set -eu

program=$1
shift
here=$(dirname "$0")
name=${program##*/fuzz-}
work=$(dirname "$program")

mkdir -p "$work/$name.found" "$work/$name.broken"
export G_SLICE=always-malloc G_DEBUG=fatal-criticals,fatal-warnings LC_ALL=C.UTF-8
export ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=1:quarantine_size_mb=16
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
if [ -e "$here/$name.dict" ]
then
  set -- -dict="$here/$name.dict" "$@"
fi
# Bounded in memory and in time, whatever comes: no input is larger than 8 KiB. What it finds is a
# failure: by itself it would return 77, which is taken for a test that was left out.
exec nice -n "${CULVERT_FUZZ_NICE:-5}" "$program" \
  -error_exitcode=1 -timeout_exitcode=1 -max_total_time="${CULVERT_FUZZ_SECONDS:-15}" \
  -max_len=8192 -timeout=20 -rss_limit_mb=256 \
  -malloc_limit_mb=64 -print_final_stats=1 -artifact_prefix="$work/$name.broken/" "$@" \
  "$work/$name.found" "$here/corpus/$name"
