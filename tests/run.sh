#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: sh tests/run.sh [--plain] [--sanitize] [--valgrind] [--threads] [--analyse] [--all] [--werror]
# Installs what is missing, builds Culvert, and runs its tests:
#   --plain      everything but what takes long, in build/
#   --sanitize   the unit tests, with the address and undefined-behaviour sanitizers, and the fuzzers
#                for CULVERT_FUZZ_SECONDS (15) each, in build-asan/
#   --valgrind   the unit tests of the core under valgrind, in build/
#   --threads    the unit tests of what has threads, with the thread sanitizer, in build-tsan/
#   --analyse    no test: four tools read the sources, in build-analyse/
# Without any of these, the first two. --all is all five, with what takes too long for every day: the
# suite "night", and the whole program with the sanitizers. --werror takes a warning of gcc (in
# build/) or of clang (in build-asan/) for a failure. The last line counts the tests: N passed,
# N failed, N skipped.
set -eu

cd "$(dirname "$0")/.."
werror=false
all=
kinds=
while [ $# -gt 0 ]
do
  case $1 in
    --plain | --sanitize | --valgrind | --threads | --analyse) kinds="$kinds ${1#--}" ;;
    --all) all=yes ;;
    --werror) werror=true ;;
    *)
      sed -n 's/^# \{0,1\}//; 5,17p' tests/run.sh
      exit 2
      ;;
  esac
  shift
done
: "${kinds:=plain sanitize${all:+ valgrind threads analyse}}"
weekday='--no-suite night'
[ -z "$all" ] || weekday=
core='base management prompt session'
threaded="$core profiles launcher notify app"
logs=
plain=
part=
politely=
sanitizing=
export PYTHONDONTWRITEBYTECODE=1

# build DIRECTORY COMPILER [MESON OPTION…]
build () {
  directory=$1 compiler=$2
  shift 2
  command -v "$compiler" >/dev/null || compiler=cc
  echo "Building $directory with $compiler…"
  CC=$compiler $politely sh tests/lab/build.sh ${part:+--for "$part"} "$directory" \
    -Dwerror=$werror "$@"
}

# note LABEL LOG: for the sum; a log that is missing is a failure
note () {
  if [ -e "$2" ]
  then
    logs="$logs $1=$2"
  else
    logs="$logs $1"
  fi
}

# check LABEL DIRECTORY TESTS_PER_PROCESSOR [MESON TEST OPTION…]: most of a test is waiting for
# others. A wrapper puts its own name into that of the log.
check () {
  label=$1 log=$2/meson-logs/testlog-$1.json directory=$2 at_once=$(($3 * $(nproc)))
  shift 3
  rm -f "$log"
  meson test -C "$directory" --no-rebuild --num-processes "$at_once" --print-errorlogs --logbase \
    "testlog-$label" "$@" || :
  note "$label" "$log"
}

# With what a backtrace needs to be read, and no more: the rest is a fifth of the work.
build_plain () {
  if [ -z "$plain" ]
  then
    plain=failed
    if build build gcc -Ddebug=false -Dc_args=-g1
    then
      plain=built
    else
      logs="$logs compile-build"
    fi
  fi
  [ "$plain" = built ]
}

# Built quickly, as it is not the one that anybody uses. The files give their log domain a name after
# the headers have been read, which is once for all here. Modules of GIO may be C++, whose exceptions
# the sanitizer takes only where their library is there from the beginning.
build_sanitized () {
  [ -n "$all" ] || part='unit fuzz'
  build build-asan clang -Db_sanitize=address,undefined -Db_lundef=false \
    -Doptimization=1 -Dprecompile=true -Dfuzz=true -Dc_args=-Wno-macro-redefined \
    ${all:+-Dc_link_args=-Wl,--push-state,--no-as-needed,-lstdc++,--pop-state}
}

check_plain () {
  build_plain || return 0
  # Much of a test is waiting, and the compiler takes what is left of the processors meanwhile.
  case $kinds in
    *sanitize*)
      (politely='nice -n 19' && build_sanitized) &
      sanitizing=$!
      ;;
  esac
  # shellcheck disable=SC2086 # none, or two words
  CULVERT_STAGE="$PWD/build/stage" check plain build 4 $weekday
}

check_sanitize () {
  if [ -z "$sanitizing" ]
  then
    build_sanitized &
    sanitizing=$!
  fi
  if ! wait "$sanitizing"
  then
    logs="$logs compile-build-asan"
    return 0
  fi
  export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  export LSAN_OPTIONS=suppressions="$PWD/tests/lab/lsan.supp":print_suppressions=0
  # The fuzzers, which come with clang, take what the others leave while these wait.
  fuzzing=
  if command -v clang >/dev/null
  then
    check fuzz build-asan 1 --suite fuzz &
    fuzzing=$!
  fi
  ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0 CULVERT_TEST_PATIENCE=3 \
    check sanitize build-asan 2 --suite unit --timeout-multiplier 3
  if [ -n "$fuzzing" ]
  then
    wait "$fuzzing"
    note fuzz build-asan/meson-logs/testlog-fuzz.json
  fi
  [ -n "$all" ] || return 0
  # Libraries of the desktop leak by themselves; ours are looked for above. And to measure a long text
  # each time that something is looked for in it takes minutes.
  ASAN_OPTIONS=detect_leaks=0:intercept_strstr=0 CULVERT_TEST_PATIENCE=3 CULVERT_STAGE="$PWD/build-asan/stage" \
    check sanitize-whole build-asan 3 --suite integration --suite ui --timeout-multiplier 3
}

check_valgrind () {
  build_plain || return 0
  if ! command -v valgrind >/dev/null
  then
    echo 'Not run under valgrind: it is not installed.'
    return 0
  fi
  suppressions=$(pkg-config --variable=prefix glib-2.0)/share/glib-2.0/valgrind/glib.supp
  # shellcheck disable=SC2046,SC2086 # lists of words
  CULVERT_TEST_PATIENCE=6 check valgrind build 2 --logbase testlog --timeout-multiplier 20 \
    --wrapper "valgrind --quiet --error-exitcode=99 --leak-check=full \
      --errors-for-leak-kinds=definite --suppressions=$suppressions \
      --suppressions=$PWD/tests/lab/valgrind.supp" \
    $(python3 tests/lab/core-tests.py build $core)
}

check_threads () {
  if ! command -v clang >/dev/null
  then
    echo 'Not run with the thread sanitizer: clang is not installed.'
    return 0
  fi
  part=unit
  if ! build build-tsan clang -Db_sanitize=thread -Db_lundef=false -Doptimization=1 ||
    ! ninja -C build-tsan --quiet tests/threads/happens-before.so tests/notify/test-notifier
  then
    logs="$logs compile-build-tsan"
    return 0
  fi
  # shellcheck disable=SC2046,SC2086 # lists of words
  CULVERT_HAPPENS_BEFORE="$PWD/build-tsan/tests/threads/happens-before.so" CULVERT_TEST_PATIENCE=4 \
    check threads build-tsan 2 --logbase testlog --timeout-multiplier 5 \
    --wrapper "$PWD/tests/threads/threads" \
    $(python3 tests/lab/core-tests.py build-tsan $threaded) notify/notifier
}

check_analyse () {
  analysed=0
  sh tests/analyse.sh || analysed=$?
  case $analysed in
    0 | 77) ;;
    *) logs="$logs analyse" ;;
  esac
}

sh tests/lab/install.sh
if [ -n "$all" ] && ! sh tests/lab/resolved.sh
then
  echo "No systemd-resolved here: the test with it is left out." >&2
fi
for kind in $kinds
do
  "check_$kind"
done

echo
# shellcheck disable=SC2086 # a list of words
python3 tests/lab/results.py $logs
