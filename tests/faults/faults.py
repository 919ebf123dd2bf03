#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Injects faults into everything around a running Culvert, and tells which of them it has survived.

Runs in tests/lab/netns.sh and tests/lab/desktop.sh:

    faults.py [--times NUMBER] [--only F1,F2] [FAMILY…]

The table in README.md says what each fault is.
"""

import argparse
import contextlib
import os
import sys
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "integration")]
import bus_faults  # noqa: E402
import daemon_faults  # noqa: E402
import desktop_faults  # noqa: E402
import disk_faults  # noqa: E402
from lab import Lab, screen_pid  # noqa: E402
from lib.openvpn import Folder  # noqa: E402
from lib.tunnel import SKIPPED, end_daemons_here, why_no_cable  # noqa: E402
from watchdog import Watchdog, judge  # noqa: E402

FAMILIES = {
    "daemon": daemon_faults.FAULTS,
    "bus": bus_faults.FAULTS,
    "desktop": desktop_faults.FAULTS,
    "disk": disk_faults.FAULTS,
}


class Tally:
    """What became of one fault."""

    def __init__(self, fault):
        self.fault = fault
        self.injected = 0
        self.survived = 0
        self.seconds = 0.0
        self.longest_stall = 0.0
        self.growths = []  # KiB, of each injection that the program has lived through

    def take(self, report):
        self.longest_stall = max(self.longest_stall, report["longest"])
        if report["growth"] is not None:
            self.growths.append(report["growth"])

    def growth(self):
        """KiB that an injection leaves behind, without the first, which also fills caches."""
        later = self.growths[1:]
        return sum(later) / len(later) if later else 0

    def __str__(self):
        return (
            f"{self.fault.number:4} {self.survived:3}/{self.injected:<3} {self.seconds / max(1, self.survived):5.1f} s"
            f" {self.longest_stall * 1000:4.0f} ms {self.growth():6.0f} KiB  {self.fault.name}"
        )


def complain(lab, fault):
    print(f"\n{fault.number}, {fault.name}:", file=sys.stderr)
    traceback.print_exc()
    for log in (lab.program.log()[-2000:], lab.server.log_tail(), lab.sites[-1].client.log_tail()):
        print(log, file=sys.stderr)


def survive(lab, watchdog, tallies, max_stall):
    """Injects these faults at the same time."""
    start = time.monotonic()
    watchdog.begin()
    injected, survived = [], []
    for tally in tallies:
        tally.injected += 1
        try:
            injected.append((tally, tally.fault.inject(lab)))
        except Exception:  # pylint: disable=broad-except
            complain(lab, tally.fault)
    for tally, what in injected:
        try:
            tally.fault.expect(lab, what)
            survived.append(tally)
        except Exception:  # pylint: disable=broad-except
            complain(lab, tally.fault)
    if len(survived) < len(tallies):
        lab.recover()
    try:
        report = watchdog.end()
        judge(report, max_stall)
        print(f"#   {report}", flush=True)
    except Exception:  # pylint: disable=broad-except
        complain(lab, tallies[-1].fault)
        return
    for tally in survived:
        tally.survived += 1
        tally.seconds += time.monotonic() - start
        tally.take(report)


def groups(tallies):
    """Those in which nothing happens for seconds, at once, and then each of the others."""
    patient = [tally for tally in tallies if tally.fault.is_patient]
    return ([patient] if patient else []) + [[tally] for tally in tallies if not tally.fault.is_patient]


def run(faults, folder, times, max_stall):
    tallies = [Tally(fault) for fault in faults]
    with contextlib.ExitStack() as stack:
        lab = Lab(folder, stack)
        lab.start()
        watchdog = Watchdog(lab.program, screen_pid())
        stack.callback(watchdog.stop)
        try:
            for group in groups(tallies) * times:
                survive(lab, watchdog, group, max_stall)
                print("".join(f"# {tally}\n" for tally in group), end="", flush=True)
        finally:
            end_daemons_here()
    return tallies


def main():
    parser = argparse.ArgumentParser(description="Injects faults into everything around Culvert.")
    parser.add_argument("families", nargs="*", choices=[[], *FAMILIES], metavar="FAMILY", help=", ".join(FAMILIES))
    parser.add_argument("--times", type=int, default=1, metavar="NUMBER", help="that each is injected")
    parser.add_argument("--max-stall", type=float, default=100, metavar="MS", help="of the main loop, in milliseconds")
    parser.add_argument("--only", metavar="F1,F2", help="these alone")
    arguments = parser.parse_args()
    problem = why_no_cable()
    if problem:
        print(f"1..0 # SKIP {problem}")
        sys.exit(SKIPPED)

    faults = [fault for family in arguments.families or FAMILIES for fault in FAMILIES[family]]
    if arguments.only:
        faults = [fault for fault in faults if fault.number in arguments.only.split(",")]
    folder = Folder()
    try:
        tallies = run(faults, folder, arguments.times, arguments.max_stall / 1000)
    finally:
        folder.remove()
    survived, injected = sum(tally.survived for tally in tallies), sum(tally.injected for tally in tallies)
    print("\n".join(map(str, tallies)), f"\n{survived} of {injected} survived")
    sys.exit(0 if survived == injected else 1)


if __name__ == "__main__":
    main()
