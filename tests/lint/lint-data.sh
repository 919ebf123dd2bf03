#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: lint-data.sh BUILD_DIRECTORY
# What is installed besides the program is what the standards say: desktop file, description, type of
# file, settings, icons, window templates.
set -eu

built=$1
cd "$(dirname "$0")/../.."
failed=0
lacking=

# with TOOL COMMAND…
with () {
  tool=$1
  shift
  if ! command -v "$tool" >/dev/null
  then
    lacking="$lacking $tool"
  elif ! output=$("$tool" "$@" 2>&1)
  then
    printf '%s\n' "$tool $*:" "$output" >&2
    failed=1
  fi
}

for file in "$built"/data/*.desktop
do
  with desktop-file-validate "$file"
done
for file in "$built"/data/*.metainfo.xml
do
  with appstreamcli validate --no-net --explain "$file"
done

# A file manager offers the program for what ends in .ovpn.
mime=$(mktemp -d)
trap 'rm -rf "$mime"' EXIT
type=application/x-openvpn-profile
mkdir "$mime/packages"
cp data/culvert.mime.xml "$mime/packages/"
with update-mime-database "$mime"
if [ -e "$mime/globs2" ] && ! grep -qxF "50:$type:*.ovpn" "$mime/globs2"
then
  echo "*.ovpn is not $type" >&2
  failed=1
fi
for file in "$built"/data/*.desktop
do
  if ! grep -q "^MimeType=\(.*;\)*$type;" "$file"
  then
    echo "$file: not for $type" >&2
    failed=1
  fi
done

with glib-compile-schemas --strict --dry-run data
# shellcheck disable=SC2046 # a list of names without blanks
with xmllint --noout --nonet $(find src icons -name '*.ui' -o -name '*.svg' -o -name '*.gresource.xml')
for file in po/*.po
do
  [ ! -e "$file" ] || with msgfmt --check --output-file=/dev/null "$file"
done

[ $failed -eq 0 ] || exit 1
if [ -n "$lacking" ]
then
  echo "not installed:$lacking"
  exit 77
fi
