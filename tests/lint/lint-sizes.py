#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Files and functions stay small enough to be read at once."""

import re

from source import Complaints, files, without_comments

MAX_FILE = 600
MAX_FUNCTION = 60


def functions(path):
    """(first line, length, name) of each: from the line of its name to the closing brace."""
    lines = without_comments(path.read_text(encoding="utf-8")).splitlines()
    start = name = None
    for number, line in enumerate(lines, 1):
        match = re.match(r"([A-Za-z_]\w*) \(", line)
        if match:
            start, name = number, match.group(1)
        elif line.startswith(";") or re.match(r"\S.*;$", line):
            start = None
        elif line.startswith("}") and start is not None:
            yield start, number - start + 1, name
            start = None


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def told(kind, values, limit):
    if values:
        print(
            f"{len(values)} {kind}: median {percentile(values, 0.5)}, 90% up to {percentile(values, 0.9)}, "
            f"longest {max(values)} of {limit} lines"
        )


def main():
    complaints = Complaints()
    file_sizes, function_sizes = [], []
    for path in files("*.c"):
        size = len(path.read_text(encoding="utf-8").splitlines())
        file_sizes.append(size)
        if size > MAX_FILE:
            complaints.add(path, 0, f"{size} lines, more than {MAX_FILE}")
        for start, length, name in functions(path):
            function_sizes.append(length)
            if length > MAX_FUNCTION:
                complaints.add(path, start, f"{name} has {length} lines, more than {MAX_FUNCTION}")
    told("files", file_sizes, MAX_FILE)
    told("functions", function_sizes, MAX_FUNCTION)
    complaints.exit()


main()
