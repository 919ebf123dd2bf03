# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a program stays alive: pulse.py asks it all the time, and what it takes from the system is looked
at before and after."""

import json
import os
import subprocess
import sys

from lib.figures import Taken, wait_given_back
from lib.wait import stop_process, wait_for

PATIENCE = float(os.environ.get("CULVERT_TEST_PATIENCE", "1"))
PULSE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pulse.py")


class Watchdog:
    """Of one program, through all of its processes.

    on_the_way  other processes that it waits for: the X server
    """

    def __init__(self, program, *on_the_way):
        self.program = program
        self.before = None
        self.known_pid = 0  # of the process that has lived through a fault, and has opened what it needs
        self.pulse = subprocess.Popen(
            [sys.executable, PULSE, *map(str, on_the_way)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def stop(self):
        self.pulse.stdin.close()
        stop_process(self.pulse)

    def ask(self):
        print(file=self.pulse.stdin, flush=True)
        return json.loads(self.pulse.stdout.readline())

    def begin(self):
        wait_for(lambda: self.ask()["count"] > 0, "the program to answer", interval=0.1)
        self.before = Taken(self.program.process.pid)
        self.ask()

    def end(self):
        """What the pulse has seen since the beginning, and "growth" in KiB; None after another start."""
        report = self.ask()
        report["growth"] = None
        if self.program.process.pid != self.before.pid:
            return report
        if self.before.pid == self.known_pid:
            wait_given_back(self.before, 5)
        self.known_pid = self.before.pid
        report["growth"] = Taken(self.before.pid).resident - self.before.resident
        return report


def judge(report, max_stall):
    assert report["count"] > 0 or report["growth"] is None, "it was never asked whether it lives"
    assert report["timeouts"] == 0, f"{report['timeouts']} times there was no answer in ten seconds"
    assert report["longest"] < max_stall, f"the main loop was not there: {report}"
