#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: coverage.py SUMMARY LINES BRANCHES
Prints a summary of gcovr as a table, one row for each folder of the sources, and below it the files
that are the furthest behind. Fails if the whole has less than so many per cent of lines and branches."""

import collections
import json
import pathlib
import sys

KINDS = ("line", "branch")
FURTHEST = 12


def share(counts, kind):
    covered, total = counts[kind]
    return 100 * covered / total if total else 100.0


def add(counts, file):
    for kind in KINDS:
        covered, total = counts[kind]
        counts[kind] = (covered + file[f"{kind}_covered"], total + file[f"{kind}_total"])


def row(name, counts):
    cells = [f"{share(counts, kind):.1f} % of {counts[kind][1]}" for kind in KINDS]
    return f"| {name} | {' | '.join(cells)} |"


def main():
    summary, *floors = sys.argv[1:]
    folders = collections.defaultdict(lambda: dict.fromkeys(KINDS, (0, 0)))
    whole = dict.fromkeys(KINDS, (0, 0))
    files = json.loads(pathlib.Path(summary).read_text(encoding="utf-8"))["files"]
    for file in files:
        add(folders[pathlib.Path(file["filename"]).parts[1]], file)
        add(whole, file)

    print("| folder | lines | branches |", "|---|---|---|", sep="\n")
    for name, counts in sorted(folders.items()):
        print(row(f"`{name}`", counts))
    print(row("all", whole))

    print("\nBranches that no test takes:")
    missing = sorted(((file["branch_total"] - file["branch_covered"], file["filename"]) for file in files), reverse=True)
    for count, name in missing[:FURTHEST]:
        print(f"{count:5} {name}")

    low = [kind for kind, floor in zip(KINDS, floors) if share(whole, kind) < float(floor)]
    for kind in low:
        print(f"Too few are reached: {kind}", file=sys.stderr)
    sys.exit(1 if low or not files else 0)


main()
