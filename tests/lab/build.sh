#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: build.sh [--for 'SUITE…'] DIRECTORY [MESON OPTION…]
# Builds Culvert in a folder of the repository and installs it into DIRECTORY/stage; or only what the
# tests of some suites need, which is not installed. Quiet, unless it fails.
set -eu

cd "$(dirname "$0")/../.."
suites=
if [ "$1" = --for ]
then
  suites=$2
  shift 2
fi
directory=$1
shift
mkdir -p "$directory"
log=$directory/build.log

set -- --prefix "$PWD/$directory/stage" "$@"
if [ -e "$directory/build.ninja" ]
then
  configure=configure
else
  configure=setup
fi

build () {
  if [ -z "$suites" ]
  then
    meson compile -C "$directory" && meson install -C "$directory" --no-rebuild
  else
    # shellcheck disable=SC2046,SC2086 # lists of words
    ninja -C "$directory" $(python3 tests/lab/test-targets.py "$directory" $suites)
  fi
}

if ! { meson $configure "$directory" "$@" && build; } >"$log" 2>&1
then
  problems=$(grep -E ' (fatal )?error: |ERROR: |undefined reference' "$log" | head -n 20)
  printf '%s\n' "${problems:-$(tail -n 15 "$log")}" >&2
  echo "The build failed; everything it said is in $log" >&2
  exit 1
fi
