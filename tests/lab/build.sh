#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: build.sh DIRECTORY [MESON OPTION…]
# Builds Culvert in a folder of the repository and installs it into DIRECTORY/stage. Quiet, unless
# it fails.
set -eu

cd "$(dirname "$0")/../.."
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

if ! { meson $configure "$directory" "$@" && meson compile -C "$directory" &&
  meson install -C "$directory" --no-rebuild; } >"$log" 2>&1
then
  problems=$(grep -E ' (fatal )?error: |ERROR: |undefined reference' "$log" | head -n 20)
  printf '%s\n' "${problems:-$(tail -n 15 "$log")}" >&2
  echo "The build failed; everything it said is in $log" >&2
  exit 1
fi
