#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: lint-hardening.py --sanitize KINDS --fortify true|false --machine FAMILY PROGRAM MODULE
What was built, rather than how it was to be built, is hard to take over: its place in memory is a
matter of chance, nothing that is linked can be written to later, and no stack is executable."""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77

# A list of directives of the linker says which segments a file has, and what the loader has to do.
PROGRAM_TYPE = r"Type:\s+DYN\b"
RELRO = r"^\s+GNU_RELRO\s"
STACK = r"^\s+GNU_STACK\s.*?\s([RWE]{1,2}[RWE ]*)\s+0x"
WRITABLE_CODE = r"^\s+LOAD\s.*\sRWE\s"
NOW = r"\((?:FLAGS_1\).*\bNOW\b|BIND_NOW\)|FLAGS\).*\bBIND_NOW\b)"
PIE = r"\(FLAGS_1\).*\bPIE\b"
INTERPRETER = r"^\s+INTERP\s"
SEARCH_PATH = r"\((?:RPATH|RUNPATH)\)"

# What the compiler calls where it checks.
GUARD = r"\bUND __stack_chk_fail\b"
CHECKED_COPY = r"\bUND __(?:mem|str|snprintf|vsnprintf|read|recv|poll|explicit_bzero)\w*_chk\b"

# What a processor with control-flow enforcement lets an indirect call arrive at: endbr64.
LANDING = b"\xf3\x0f\x1e\xfa"
FUNCTION = re.compile(r"^\s*\d+: ([0-9a-f]+)\s+[1-9]\d* FUNC\s+GLOBAL DEFAULT\s+\d+ (culvert_\w+)", re.MULTILINE)
CODE = re.compile(r"^\s+LOAD\s+0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x[0-9a-f]+ R E", re.MULTILINE)


def told(path, *options):
    return subprocess.run(["readelf", "--wide", *options, path], check=True, capture_output=True, text=True).stdout


def without_landing(path, segments):
    """The functions that the file exports and that do not begin as the target of an indirect call."""
    binary = pathlib.Path(path).read_bytes()
    (start, address, size) = (int(part, 16) for part in CODE.search(segments).groups())
    functions = FUNCTION.findall(told(path, "--dyn-syms"))
    missing = []
    for value, name in functions:
        place = int(value, 16)
        if not address <= place < address + size:
            missing.append(f"{name} is not where code is")
        elif binary[start + place - address :][:4] != LANDING:
            missing.append(f"{name} is no target for an indirect call")
    return missing if functions else ["exports no function to look at"]


def problems(path, is_program, has_fortify, machine):
    segments = told(path, "--file-header", "--program-headers")
    dynamic = told(path, "--dynamic")
    symbols = told(path, "--dyn-syms")

    def has(pattern, text):
        return re.search(pattern, text, re.MULTILINE) is not None

    if not has(PROGRAM_TYPE, segments) or (is_program and not (has(PIE, dynamic) and has(INTERPRETER, segments))):
        yield "has a fixed place in memory"
    if not has(RELRO, segments):
        yield "leaves its table of addresses writable"
    if not has(NOW, dynamic):
        yield "looks functions up when they are called first"
    stack = re.search(STACK, segments, re.MULTILINE)
    if stack is None or "E" in stack.group(1):
        yield "wants an executable stack"
    if has(WRITABLE_CODE, segments):
        yield "has code that can be written to"
    if has(SEARCH_PATH, dynamic):
        yield "looks for libraries in folders of its own"
    if not has(GUARD, symbols):
        yield "has no guard on the stack"
    # The module has no copy of which it is not certain beforehand that it fits.
    if has_fortify and is_program and not has(CHECKED_COPY, symbols):
        yield "copies without a check"
    if machine == "x86_64":
        yield from without_landing(path, segments)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sanitize", required=True)
    parser.add_argument("--fortify", required=True)
    parser.add_argument("--machine", required=True)
    parser.add_argument("program")
    parser.add_argument("module")
    given = parser.parse_args()

    if given.sanitize != "none" or shutil.which("readelf") is None:
        print("what a sanitizer has been built into is not for use, or there is no readelf")
        sys.exit(SKIPPED)

    found = [
        f"{path}: {problem}"
        for path in (given.program, given.module)
        for problem in problems(path, path == given.program, given.fortify == "true", given.machine)
    ]
    print(*found, sep="\n", file=sys.stderr)
    sys.exit(1 if found else 0)


main()
