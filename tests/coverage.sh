#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: sh tests/coverage.sh [MESON TEST OPTION…]
# Builds Culvert in build-coverage/, runs the unit tests of its core, and prints which part of each
# folder they reach. Fails below 95 % of the lines or 90 % of the branches of the whole. What they do
# not reach is in build-coverage/core/index.html, line by line.
set -eu

cd "$(dirname "$0")/.."
sh tests/lab/install.sh packages-analyse
# The layer of the keyring is not among them: its tests have a real one, and are no unit tests.
core='base management prompt profiles session'
build='build-coverage'
export PYTHONDONTWRITEBYTECODE=1

if ! command -v gcovr >/dev/null
then
  echo 'gcovr is not installed.' >&2
  exit 77
fi

# Without an optimizer, as it merges lines. Warnings are the other builds' business.
[ -e $build/build.ninja ] ||
  CC=${CC:-gcc} meson setup $build -Db_coverage=true -Doptimization=0 -Dprecompile=true \
    -Dc_args=-w >/dev/null
find $build -name '*.gcda' -delete

# What a fuzzer has found, and what hostile peers say, belongs to the tests of the core.
# shellcheck disable=SC2046,SC2086 # lists of words
meson test -C $build --print-errorlogs "$@" \
  $(python3 tests/lab/core-tests.py $build $core fuzz hostile)

# Left out: what tells a programmer of a mistake, and so is not reached while there is none; and the
# code that GObject and GLib generate in a line of their own.
programmers='^\s*(g_return_(val_)?if_(fail|reached)|g_assert(_not_reached)?|g_warn_if_reached)\b'
generated='^\s*(G_DEFINE_\w+|g_clear_\w+|g_signal_handlers_disconnect_by_\w+)\b'
mkdir -p $build/core
gcovr --root . --object-directory $build -j "$(nproc)" \
  --filter "src/($(echo "$core" | tr ' ' '|'))/.*\.c\$" \
  --exclude-lines-by-pattern "$programmers" \
  --exclude-branches-by-pattern "$programmers|$generated" \
  --json-summary $build/core.json --html-details $build/core/index.html >/dev/null

python3 tests/lab/coverage.py $build/core.json 95 90
