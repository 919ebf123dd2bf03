# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Culvert as it is installed: the running program, and its command line."""

import json
import os
import subprocess

from .wait import stop_process, wait_for

STAGE = os.environ.get("CULVERT_STAGE", "")
PROGRAM = os.path.join(STAGE, "bin", "culvert")


class Culvert:
    """The one running instance. `with Culvert() as culvert:` starts and ends it."""

    def __init__(self, *arguments, log=None, environment=None):
        self.arguments = arguments or ("--background",)
        self.log_path = log or os.path.join(os.environ["CULVERT_LAB"], "culvert.log")
        self.environment = {**os.environ, **(environment or {})}
        self.process = None

    def start(self):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
            )
        return self

    def stop(self):
        if self.process is not None:
            stop_process(self.process)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def wait_exit(self, seconds=10):
        return self.process.wait(seconds)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_details):
        self.stop()

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def resident_kilobytes(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def run(*arguments, seconds=30, environment=None):
    """A command line; returns its exit status and what it printed, whatever they are."""
    return subprocess.run(
        [PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        env=environment,
    )


def do(*arguments, seconds=30):
    """A command line that has to succeed; returns what it printed."""
    done = run(*arguments, seconds=seconds)
    assert done.returncode == 0, f"culvert {' '.join(arguments)}: {done.returncode} {done.stderr}"
    return done.stdout


def connections():
    """What `--status --json` tells: name → facts."""
    return {row["name"]: row for row in json.loads(do("--status", "--json"))}


def wait_state(name, *states, seconds=30):
    """Until the connection is in one of the states; returns its facts."""

    def reached():
        facts = connections().get(name)
        return facts if facts and facts["state"] in states else None

    return wait_for(reached, lambda: f"{name} to be {' or '.join(states)}; {connections()}", seconds, 0.1)
