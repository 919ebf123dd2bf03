#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""One table of all benchmarks, from what they printed: see run.sh.

    table.py LOG [--markdown] [--compiler NAME]

LOG is the benchmarks.json of Meson. Each program prints a line for each figure, with tabs between

    number   such as B3
    what     was measured
    value    and its unit
    unit
    floor    in the same unit, or nothing
    goal     at most so much, or with an x before it: at most so many times the floor
"""

import argparse
import collections
import json
import os
import re
import sys
import time

Row = collections.namedtuple("Row", "number what value unit floor goal")

HEADINGS = ("", "what", "figure", "floor", "ratio", "goal", "reached")
NUMBERS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B7a", "B8", "B9")
ELSEWHERE = ("B10", "10,000 attach and detach; hours with eight connections", "kept in tests/faults", "", "", "", "")


def read_row(line):
    """None where the line is for people."""
    fields = line.rstrip("\n").split("\t")
    if len(fields) != len(Row._fields) or fields[0] not in NUMBERS:
        return None
    number, what, value, unit, floor, goal = fields
    return Row(number, what, float(value), unit, float(floor) if floor else None, goal)


def read_log(path):
    """Returns: the rows in the order of their numbers, and the names of programs that failed."""
    rows = []
    failed = []
    with open(path, encoding="utf-8") as log:
        for line in log:
            ran = json.loads(line)
            rows += filter(None, map(read_row, ran.get("stdout", "").splitlines()))
            if ran["returncode"] != 0:
                failed.append(ran["name"])
    rows.sort(key=lambda row: NUMBERS.index(row.number))
    return rows, failed


def short(value):
    """Three digits are as much as a measurement is worth."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def limit(row):
    return row.floor * float(row.goal[1:]) if row.goal.startswith("x") else float(row.goal)


def cells(row):
    ratio = f"{row.value / row.floor:.2f}" if row.floor else ""
    goal = f"≤ {row.goal[1:]} × floor" if row.goal.startswith("x") else f"≤ {short(float(row.goal))} {row.unit}"
    return (
        row.number,
        row.what,
        f"{short(row.value)} {row.unit}".strip(),
        f"{short(row.floor)} {row.unit}".strip() if row.floor is not None else "",
        ratio,
        goal.strip(),
        "yes" if row.value <= limit(row) else "no",
    )


def missing(rows):
    """What was not measured is in the table all the same."""
    for number in NUMBERS:
        if not any(row.number == number for row in rows):
            yield (number, "not measured", "", "", "", "", "no")


def all_cells(rows):
    table = [*map(cells, rows), *missing(rows)]
    table.sort(key=lambda line: NUMBERS.index(line[0]))
    return [*table, ELSEWHERE]


def describe_machine(compiler):
    with open("/proc/cpuinfo", encoding="utf-8") as text:
        model = re.search(r"^model name\s*:\s*(.+)$", text.read(), re.MULTILINE)
    return ", ".join(
        filter(
            None,
            (
                f"{len(os.sched_getaffinity(0))} × {model[1] if model else os.uname().machine}",
                f"Linux {os.uname().release}",
                compiler,
                time.strftime("%Y-%m-%d"),
                f"load {os.getloadavg()[2]:.1f}",
            ),
        )
    )


def print_aligned(table):
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADINGS))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def print_markdown(table):
    print("| " + " | ".join(table[0]) + " |")
    print("|" + "---|" * len(HEADINGS))
    for line in table[1:]:
        reached = "**no**" if line[-1] == "no" else line[-1]
        print("| " + " | ".join((*line[:-1], reached)) + " |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--compiler", default="")
    arguments = parser.parse_args()
    rows, failed = read_log(arguments.log)
    print(f"Taken on {describe_machine(arguments.compiler)}.\n")
    table = [HEADINGS, *all_cells(rows)]
    (print_markdown if arguments.markdown else print_aligned)(table)
    for name in failed:
        print(f"{name}: failed", file=sys.stderr)
    return 1 if failed else 0


sys.exit(main())
