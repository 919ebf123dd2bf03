#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every shell script of the project passes shellcheck.
set -eu

cd "$(dirname "$0")/../.."
if ! command -v shellcheck >/dev/null
then
  echo 'shellcheck is not installed'
  exit 77
fi
# SC2317: functions that a trap or "await" calls look unreachable to it.
find tests .ci \( -name '*.sh' -o -path .ci/run \) \
  -exec shellcheck --shell=sh --exclude=SC2317 --external-sources {} +
shellcheck --external-sources data/completions/culvert
