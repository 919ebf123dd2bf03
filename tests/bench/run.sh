#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: run.sh [BUILD]
# Runs all benchmarks of a build, one after the other, and prints one table of them; the same in
# Markdown, for README.md, goes to BUILD/benchmarks.md. Nothing else should run meanwhile.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-$here/../../build}" && pwd)

# What is started is what is installed.
meson compile -C "$build"
meson install -C "$build" --quiet --no-rebuild

# One that fails leaves its row open, and says so below.
meson test -C "$build" --benchmark --no-rebuild --num-processes 1 --logbase benchmarks || :

log=$build/meson-logs/benchmarks.json
compiler=$(meson introspect "$build" --compilers |
  python3 -c 'import json, sys; c = json.load(sys.stdin)["host"]["c"]; print(c["id"], c["version"])')
python3 "$here/table.py" --compiler "$compiler" --markdown "$log" >"$build/benchmarks.md" 2>/dev/null || :
python3 "$here/table.py" --compiler "$compiler" "$log"
