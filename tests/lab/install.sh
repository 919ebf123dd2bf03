#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: install.sh [LIST]
# Installs what a list in tests/lab, `packages` or another one, names and this machine lacks. Says
# nothing if nothing is missing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
list=$here/${1:-packages}
wanted=$(sed 's/#.*//' "$list")

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null
then
  echo "No apt here: nothing was installed. The packages are listed in $list." >&2
  exit 0
fi

missing=
for package in $wanted
do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || :)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]
then
  if ! command -v sudo >/dev/null
  then
    echo "These packages are missing; install them as root:$missing" >&2
    exit 1
  fi
  as_root=sudo
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt () {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 \
    -o Dpkg::Use-Pty=0 "$@" >>"$log" 2>&1
}

# shellcheck disable=SC2086 # a list of words
install_missing () {
  apt update && apt install --yes --no-install-recommends $missing
}

# shellcheck disable=SC2086
set -- $missing
echo "Installing $# packages…"
if ! install_missing && ! { sleep 5; install_missing; }
then
  echo "The packages could not be installed:$missing" >&2
  tail -n 15 "$log" >&2
  exit 1
fi
