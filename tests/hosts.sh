#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: sh tests/hosts.sh [--restarts N] [HOST…]
# Shows the icon of the installed program (build/stage) in every panel that Debian has and that needs no
# screen, installing the panels first, and prints a table. Pictures: build/hosts. Too much to install for
# every day; tests/run.sh uses two of them.
set -eu

cd "$(dirname "$0")/.."
restarts=50
if [ "${1:-}" = --restarts ]
then
  restarts=$2
  shift 2
fi
[ $# -gt 0 ] || set -- xfce4-panel mate-panel lxqt-panel waybar trayer

as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
for package in "$@" sway grim
do
  dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
    $as_root apt-get install --yes --quiet --no-install-recommends --no-upgrade "$package" >&2
done

export CULVERT_STAGE="${CULVERT_STAGE:-$PWD/build/stage}"
status=0
table=
for host in "$@"
do
  output=$(sh tests/lab/desktop.sh --bare /usr/bin/python3 tests/lab/hosts.py "$host" --row \
    --restarts "$restarts" --pictures build/hosts) || status=1
  printf '%s:\n%s\n' "$host" "$output" >&2
  table="$table$(printf '%s\n' "$output" | grep '^|' || echo "| $host | – | could not be tried |")
"
done
printf '| panel | version | shown | click | menu | restarted |\n|---|---|---|---|---|---|\n%s' "$table"
exit $status
