#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# GTK understands every window template. A template that contains widgets of our own is beyond the
# tool, which does not know them; the tests of the windows load those. Needs a display.
set -eu

cd "$(dirname "$0")/../.."
if ! command -v gtk-builder-tool >/dev/null
then
  echo 'gtk-builder-tool is not installed'
  exit 77
fi
export NO_AT_BRIDGE=1 GSETTINGS_BACKEND=memory

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
