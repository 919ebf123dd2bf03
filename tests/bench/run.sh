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
# The first file that is compiled tells by what: the words before the first option, and perhaps ccache.
compiler=$(python3 -c 'import itertools, json, shlex, subprocess, sys
command = shlex.split(json.load(open(sys.argv[1]))[0]["command"])
words = list(itertools.takewhile(lambda word: not word.startswith("-"), command))
print(subprocess.run([words[-1], "--version"], capture_output=True, text=True).stdout.splitlines()[0])' \
  "$build/compile_commands.json")
python3 "$here/table.py" --compiler "$compiler" --markdown "$log" >"$build/benchmarks.md" 2>/dev/null || :
python3 "$here/table.py" --compiler "$compiler" "$log"
