#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: lint-data.sh BUILD_DIRECTORY
# What is installed besides the program is what the standards say: desktop file, description, type of
# file, settings, icons, window templates, manual, completions.
set -eu

built=$1
cd "$(dirname "$0")/../.."
failed=0
lacking=

# with TOOL ARGUMENT…: what the tool says is in $output then
with () {
  tool=$1 output=
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
# A name with capital letters is what the others have, too; "developer" is what newer versions of the
# standard have instead of "developer_name", and this one does not know yet.
for file in "$built"/data/*.metainfo.xml
do
  with appstreamcli validate --pedantic --no-net "$file"
  if printf '%s\n' "$output" | grep '^[EWIP]: ' |
    grep -v -e cid-contains-uppercase-letter -e 'unknown-tag developer$' >&2
  then
    failed=1
  fi
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
# Each manual that the index of the machine does not know is worth a line to it.
with mandoc -Tlint data/culvert.1
if printf '%s\n' "$output" | grep -v -e '^$' -e 'outdated mandoc.db' >&2
then
  failed=1
fi
with bash -n data/completions/culvert
with zsh -n data/completions/_culvert
with fish --no-execute data/completions/culvert.fish
# shellcheck disable=SC2046 # a list of names without blanks
with xmllint --noout --nonet $(find src icons -name '*.ui' -o -name '*.svg' -o -name '*.gresource.xml') \
  data/*.xml data/*.xml.in

[ $failed -eq 0 ] || exit 1
if [ -n "$lacking" ]
then
  echo "not installed:$lacking"
  exit 77
fi
