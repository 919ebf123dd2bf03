#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: sh tests/analyse.sh [--with TOOL] [FOLDER…]
# Reads the sources, or those of some folders in src, with gcc, clang-tidy, cppcheck and scan-build,
# or with one of these. Prints what they find, and fails if that is anything. What is not worth a
# change is answered where it stands, or in .clang-tidy and tests/lab/cppcheck.supp.
set -eu

cd "$(dirname "$0")/.."
sh tests/lab/install.sh packages-analyse
tools='cppcheck tidy gcc scan'
if [ "${1:-}" = --with ]
then
  tools=$2
  shift 2
fi
folders=$(printf '%s|' "$@")
folders=${folders%|}
folders=${folders:-.*}
build='build-analyse'
failed=0
missing=

# configure NAME COMPILER [OPTION…]: a folder that says how each source is compiled, and has the
# headers that are generated
configure () {
  name=$1 compiler=$2
  shift 2
  [ -e "$build/$name/build.ninja" ] ||
    CC=$compiler meson setup "$build/$name" -Dtests=false -Doptimization=1 -Ddebug=false "$@" >/dev/null
  targets=$(ninja -C "$build/$name" -t targets all)
  # shellcheck disable=SC2046 # a list of names without blanks
  ninja -C "$build/$name" --quiet $(printf '%s\n' "$targets" | sed -n 's/^\(src[^:]*\.h\): .*/\1/p')
}

# with TOOL COMMAND…: what the command says, if it says anything, is what the tool has found
with () {
  tool=$1
  shift
  echo "Reading with $tool…"
  if ! "$@" >"$build/$tool.log" 2>&1
  then
    cat "$build/$tool.log"
    failed=1
  fi
}

# has TOOL
has () {
  command -v "$1" >/dev/null || { missing="$missing $1"; return 1; }
}

read_cppcheck () {
  has cppcheck || return 0
  # Every macro of GLib that is part of a declaration; what else they do is in the library.
  find src -name '*.c' | grep -E "^src/($folders)/" >"$build/sources"
  with cppcheck cppcheck --quiet -j "$(nproc)" --std=c11 --enable=warning,portability \
    --library=gnu --library=gtk --library=posix --inline-suppr --template=gcc --error-exitcode=1 \
    --suppressions-list=tests/lab/cppcheck.supp --file-list="$build/sources" \
    -DG_BEGIN_DECLS= -DG_END_DECLS= '-DG_GNUC_PRINTF(a,b)=' -DG_GNUC_NULL_TERMINATED= \
    '-DG_DEFINE_QUARK(a,b)=' '-DG_DEFINE_EXTENDED_ERROR(a,b)='
}

read_tidy () {
  has run-clang-tidy || return 0
  configure clang clang
  with clang-tidy run-clang-tidy -quiet -p "$build/clang" -extra-arg=-w "^$PWD/src/($folders)/culvert-[^/]*\.c\$"
}

read_gcc () {
  has gcc || return 0
  # It takes a pointer for NULL in one function because another one asks whether it is. scan-build,
  # which looks for the same, has to be shown a way there.
  configure gcc gcc -Dwerror=true -Dc_args='-fanalyzer -fdiagnostics-path-format=none
    -Wno-analyzer-null-argument -Wno-analyzer-null-dereference'
  # shellcheck disable=SC2046 # a list of names without blanks
  with gcc ninja -C "$build/gcc" --quiet -k 0 $(printf '%s\n' "$targets" |
    sed -n 's/^\([^:]*\.c\.o\): .*/\1/p' | grep -E "^src/($folders)/")
}

read_scan () {
  has analyze-build-14 || return 0
  configure clang clang
  python3 tests/lab/commands.py "$build/clang" "/src/($folders)/culvert-[^/]*\.c\$" >"$build/commands.json"
  # It does not know what frees a g_autoptr at the end of a function, and so tells of leaks, and of
  # references that are there to keep something alive. Leaks are looked for by gcc here, and by a
  # sanitizer and valgrind in the tests.
  with scan-build analyze-build-14 --status-bugs --cdb "$build/commands.json" \
    --disable-checker unix.Malloc --disable-checker deadcode.DeadStores \
    --output "$build/scan-build"
}

mkdir -p "$build"
for tool in $tools
do
  "read_$tool"
done
if [ -n "$missing" ]
then
  echo "Not installed:$missing" >&2
  exit 77
fi
exit $failed
