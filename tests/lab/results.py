#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: results.py LABEL=LOG… [--failed NAME]…

Adds up the results that `meson test` has left in the files testlog*.json. Prints each test that
failed or was skipped, with the reason, and as the last line the sum. Exits with 1 if one failed.
A label whose file is missing counts as one failure.
"""

import json
import re
import sys

PASSED = ("OK", "EXPECTEDFAIL")


def last_line(text):
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("(test program exited")]
    return lines[-1] if lines else ""


def error_line(text):
    return next(iter(re.findall(r"^.*ERROR.*$", text or "", re.MULTILINE)), "")


def skips(test):
    """The reasons in the test's own protocol."""
    return [reason.strip() for reason in re.findall(r"#\s*SKIP\S*[ \t]*(.*)", test.get("stdout") or "")]


def why_skipped(test):
    return next(iter(skips(test)), "") or last_line(test.get("stderr")) or last_line(test.get("stdout"))


def why_failed(test):
    failed = re.findall(r"^not ok .*$", test.get("stdout") or "", re.MULTILINE)
    errors = error_line(test.get("stderr"))
    return "; ".join(failed) or errors or last_line(test.get("stderr")) or last_line(test.get("stdout"))


def read(path):
    with open(path, encoding="utf-8") as log:
        return [json.loads(line) for line in log if line.strip()]


def main(arguments):
    passed = failed = skipped = 0
    for argument in arguments:
        label, separator, path = argument.partition("=")
        if not separator:
            failed += 1
            print(f"FAILED   {label}")
            continue
        for test in read(path):
            name = f"{label}: {test['name'].split(' / ')[-1]}"
            if test["result"] in PASSED:
                passed += 1
                for reason in skips(test):
                    print(f"partly   {name}: {reason}")
            elif test["result"] == "SKIP":
                skipped += 1
                print(f"SKIPPED  {name}: {why_skipped(test)}")
            else:
                failed += 1
                print(f"FAILED   {name}: {test['result'].lower()}: {why_failed(test)}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
