#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: sh tests/fuzz/run.sh [--seconds N] [--minimise] [TARGET…]
# Builds the fuzzers in build-asan/ and runs each for N seconds (60), as many at once as there are
# processors. Prints a table in the form of tests/fuzz/README.md. What breaks a target is in
# build-asan/tests/fuzz/TARGET.broken. --minimise runs nothing: it makes the corpus anew, of what it
# has, what was found, and what seeds.py makes.
set -eu

cd "$(dirname "$0")/../.."
seconds=60
minimise=
targets=
while [ $# -gt 0 ]
do
  case $1 in
    --seconds)
      seconds=$2
      shift
      ;;
    --minimise) minimise=yes ;;
    -*)
      sed -n 's/^# \{0,1\}//; 5,10p' tests/fuzz/run.sh
      exit 2
      ;;
    *) targets="$targets $1" ;;
  esac
  shift
done
if [ -z "$targets" ]
then
  targets=$(for file in tests/fuzz/fuzz-*.c; do basename "$file" .c; done | sed 's/^fuzz-//')
fi
build="build-asan/tests/fuzz"

# The options are those of tests/run.sh, so that both use what the other has built.
configure=setup
[ ! -e build-asan/build.ninja ] || configure=configure
mkdir -p build-asan
if ! {
  CC=${CC:-clang} meson $configure build-asan --prefix "$PWD/build-asan/stage" \
    -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 -Dprecompile=true \
    -Dc_args=-Wno-macro-redefined -Dfuzz=true
  # shellcheck disable=SC2046 # a list of words
  meson compile -C build-asan $(for name in $targets; do echo "fuzz-$name"; done)
} >build-asan/fuzz.log 2>&1
then
  tail -n 20 build-asan/fuzz.log >&2
  exit 1
fi

# The smallest inputs that together reach what all of them reach. Large ones are left out, because
# the corpus is run in every build. Those with a name are kept: some limits are beyond small inputs,
# and not every rule is a line of code that has to be reached.
minimise () {
  seeds=$(mktemp -d)
  python3 tests/fuzz/seeds.py "$seeds"
  for name in $targets
  do
    corpus=tests/fuzz/corpus/$name
    mkdir -p "$corpus" "$build/$name.found" "$seeds/least"
    "$build/fuzz-$name" -merge=1 -max_len=400 "$seeds/least" "$corpus" "$seeds/$name" \
      "$build/$name.found" >"$build/$name.merge.log" 2>&1
    rm -r "$corpus"
    mv "$seeds/least" "$corpus"
    find "$seeds/$name" -name '*-*' -exec cp {} "$corpus" \;
  done
  rm -r "$seeds"
}

if [ -n "$minimise" ]
then
  minimise
  exit
fi

# As many at once as there are processors.
for name in $targets
do
  echo "$name"
done | CULVERT_FUZZ_SECONDS=$seconds xargs -P "$(nproc)" -I NAME \
  sh -c "sh tests/fuzz/fuzz.sh $build/fuzz-NAME >$build/NAME.log 2>&1 || :"

# field NAME LOG: a number of the final statistics
field () {
  sed -n "s/^stat::$1: *//p" "$2"
}

failed=0
echo '| target | executions | a second | edges | features | inputs | memory | broken by |'
echo '|---|--:|--:|--:|--:|--:|--:|--:|'
for name in $targets
do
  log=$build/$name.log
  done_line=$(grep -E '^#[0-9]+.DONE' "$log" || :)
  broken=$(find "$build/$name.broken" -type f | wc -l)
  failed=$((failed + broken))
  [ -n "$done_line" ] || failed=$((failed + 1))
  echo "$done_line" | sed -n "s/.*cov: \([0-9]*\) ft: \([0-9]*\) corp: \([0-9]*\).*/\1 | \2 | \3/p" |
    {
      read -r reached || reached='– | – | –'
      echo "| $name | $(field number_of_executed_units "$log") | $(field average_exec_per_sec "$log") |" \
        "$reached | $(field peak_rss_mb "$log") MB | $broken |"
    }
done

if [ "$failed" -gt 0 ]
then
  echo "Broken: see $build/TARGET.broken and TARGET.log" >&2
  exit 1
fi
