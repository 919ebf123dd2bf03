#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# GTK understands every window template. A template that contains widgets of our own is beyond the
# tool, which does not know them; the tests of the windows load those.
set -eu

cd "$(dirname "$0")/../.."
for tool in Xvfb gtk-builder-tool
do
  if ! command -v $tool >/dev/null
  then
    echo "$tool is not installed"
    exit 77
  fi
done

folder=$(mktemp -d)
Xvfb -displayfd 3 -screen 0 640x480x24 -nolisten tcp 3>"$folder/display" >/dev/null 2>&1 &
screen=$!
trap 'kill $screen; wait $screen 2>/dev/null || :; rm -rf "$folder"' EXIT
tries=500
until [ -s "$folder/display" ]
do
  tries=$((tries - 1))
  [ $tries -gt 0 ] || { echo 'the X server did not start' >&2; exit 1; }
  sleep 0.02
done
DISPLAY=:$(cat "$folder/display")
export DISPLAY GDK_BACKEND=x11 NO_AT_BRIDGE=1 GSETTINGS_BACKEND=memory

failed=0
for file in src/*/*.ui
do
  if ! output=$(gtk-builder-tool validate "$file" 2>&1) &&
    ! printf '%s\n' "$output" | grep -q "Invalid object type 'Culvert"
  then
    printf '%s\n' "$output" >&2
    failed=1
  fi
done
exit $failed
