#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Asks the running Culvert for something small, fifty times a second: see watchdog.py.

A process of its own, so that nothing but Culvert can keep it waiting. For each line on its input it
prints what has happened since the last one, as a JSON object:

    count      how many answers there were
    longest    seconds that the slowest took, without the time in which somebody on the way was ready to
               run, and waited for a processor: that belongs to whatever else the computer does
    took, ran  seconds that this one took in all, and that the main loop was running meanwhile
    timeouts   how often there was none in ten seconds
"""

import json
import os
import select
import sys
import time

from gi.repository import Gio, GLib

NAME = "io.github.culvertvpn.Culvert"
PATH = "/" + NAME.replace(".", "/")
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
PAUSE = 0.02
YOUTH = 1.0  # seconds in which a program builds its window, and is not judged


def times_of(pids):
    """(process, thread) → (seconds it has run, seconds it has been ready to run and did not)"""
    times = {}
    for pid in pids:
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as file:
                    ran, waited = map(int, file.read().split()[:2])
                times[pid, int(task)] = ran / 1e9, waited / 1e9
        except OSError:
            continue  # it has gone meanwhile
    return times


def age(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat, open("/proc/uptime", encoding="ascii") as uptime:
        started = int(stat.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        return float(uptime.read().split()[0]) - started


class Pulse:
    def __init__(self):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        # What stands between the program and its answer, or between it and the end of what it does.
        self.others = [os.getpid(), self.pid_of(BUS[0]), *map(int, sys.argv[1:])]
        self.begin()

    def begin(self):
        self.report = {"count": 0, "longest": 0.0, "took": 0.0, "ran": 0.0, "timeouts": 0}

    def call(self, name, path, interface, method, arguments=None):
        flags = Gio.DBusCallFlags.NO_AUTO_START
        return self.bus.call_sync(name, path, interface, method, arguments, None, flags, 10000, None).unpack()

    def pid_of(self, name):
        return self.call(*BUS, "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))[0]

    def ask(self, pid):
        before, start = times_of([pid, *self.others]), time.monotonic()
        self.call(NAME, PATH, "org.gtk.Actions", "List")
        took, after = time.monotonic() - start, times_of([pid, *self.others])
        waited = sum(after[thread][1] - before[thread][1] for thread in after.keys() & before.keys())
        self.report["count"] += 1
        if took - waited > self.report["longest"]:
            ran = after[pid, pid][0] - before[pid, pid][0]
            self.report.update(longest=took - waited, took=took, ran=ran)

    def beat(self):
        try:
            pid = self.pid_of(NAME)
            if age(pid) > YOUTH:
                self.ask(pid)
        except GLib.Error as error:
            self.report["timeouts"] += error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT)
        except (KeyError, OSError):
            pass  # it has gone: whether it may is for the fault to say

    def run(self):
        while True:
            if select.select([sys.stdin], [], [], PAUSE)[0]:
                if not sys.stdin.readline():
                    return
                print(json.dumps(self.report), flush=True)
                self.begin()
            self.beat()


if __name__ == "__main__":
    Pulse().run()
