#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: sh tests/try.sh [--keep]
# Builds Culvert and shows it with a real OpenVPN server and client on this machine: in your
# desktop, where you type the password, or without a display in a desktop of its own, of which it
# leaves a picture in build/try. --keep goes on until you press Enter.
set -eu

cd "$(dirname "$0")/.."
case "${1:-}" in
  '' | --keep) ;;
  *)
    sed -n 's/^# \{0,1\}//; 5,8p' tests/try.sh
    exit 2
    ;;
esac

sh tests/lab/install.sh
echo 'Building…'
sh tests/lab/build.sh build
export CULVERT_STAGE="$PWD/build/stage" PYTHONDONTWRITEBYTECODE=1

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
then
  exec /usr/bin/python3 tests/lab/try.py "$@"
fi

network=
if sh tests/lab/netns.sh true >/dev/null
then
  network='sh tests/lab/netns.sh'
fi
exec $network sh tests/lab/desktop.sh /usr/bin/python3 tests/lab/try.py "$@"
