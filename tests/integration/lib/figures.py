# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a process has taken from the system: memory, descriptors, threads, processor time, wake-ups."""

import collections
import os
import re
import time

from .wait import wait_for

IDLE_SECONDS = 3


class Taken:
    """What a process has from the system at the moment."""

    def __init__(self, pid):
        self.pid = pid
        self.resident = field(f"/proc/{pid}/status", "VmRSS")  # KiB
        self.descriptors = sorted(kinds_of_descriptors(pid))
        self.threads = sorted(names_of_threads(pid))

    def more_than(self, before):
        """Kind → number of what has come."""
        now, then = (collections.Counter(taken.descriptors + taken.threads) for taken in (self, before))
        return dict(now - then)


class Figures(Taken):
    """What a process has at a moment at which it has nothing to do."""

    def __init__(self, pid):
        super().__init__(pid)
        # Its own: of the rest the system takes pages back as it likes, where nobody uses them for long.
        self.anonymous = field(f"/proc/{pid}/status", "RssAnon")
        self.proportional = field(f"/proc/{pid}/smaps_rollup", "Pss")
        self.wake_ups = count_wake_ups(pid)

    def __str__(self):
        return (
            f"{self.resident} KiB resident, {self.anonymous} KiB of its own, {self.proportional} KiB PSS, "
            f"{len(self.descriptors)} descriptors, {len(self.threads)} threads, {self.wake_ups} wake-ups in {IDLE_SECONDS} s"
        )


def wait_given_back(before, seconds=20):
    """Until the process has no more from the system than before. The last thread of a pool, or what waits
    for a program that has ended, may still hold something for a moment."""
    wait_for(
        lambda: not Taken(before.pid).more_than(before),
        lambda: f"all to be given back: {Taken(before.pid).more_than(before)}",
        seconds,
        0.1,
    )


def kinds_of_descriptors(pid):
    for number in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{number}")
        except FileNotFoundError:
            continue  # closed meanwhile
        yield re.sub(r":\[?\d+\]?", "", target)


def names_of_threads(pid):
    """Without those of GLib's pool, which come when there is work and go by themselves."""
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/comm", encoding="utf-8") as file:
                name = file.read().strip()
        except FileNotFoundError:
            continue  # ended meanwhile
        if not name.startswith("pool-"):
            yield name


def field(path, name):
    with open(path, encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(f"{name}:"))


def count_wake_ups(pid):
    """Of the main loop, in a while without anything to do: a source that was forgotten would go off."""
    path = f"/proc/{pid}/status"
    before = field(path, "voluntary_ctxt_switches")
    time.sleep(IDLE_SECONDS)
    return field(path, "voluntary_ctxt_switches") - before


def processor_seconds(pid):
    """What it has used of a processor since it was started."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
