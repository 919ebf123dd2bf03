#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""How often the installed program wakes up while there is nothing to do.

In the background: with nothing connected; with eight connections to real daemons that are silent; and with
eight through which something goes every two seconds, of which the daemons tell. They do so once a minute, so
that less than a minute tells little. Beside it, the smallest program that puts an icon into the same panel.
Runs in tests/lab/netns.sh and tests/lab/desktop.sh:

    bench-idle.py FLOOR [--seconds 60]
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration"))
from lib import culvert  # noqa: E402
from lib.desktop import Tray  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, OpenServer  # noqa: E402
from lib.wait import stop_process, wait_for  # noqa: E402

N_CONNECTIONS = 8
QUIET_SECONDS = 3
PATIENCE = 30  # seconds until what a start or a connection left to do is done


class SilentServer(OpenServer):
    """Nothing goes through the tunnel by itself."""

    def configuration(self):
        return [line for line in super().configuration() if "ping" not in line]


def count_wake_ups(pid):
    """Of all threads, as often as one of them has waited: thread → times."""
    counts = {}
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/status", encoding="utf-8") as status:
            fields = dict(line.split(":", 1) for line in status)
        counts[f"{fields['Name'].strip()} {thread}"] = int(fields["voluntary_ctxt_switches"])
    return counts


def has_come_to_rest(pid):
    """Threads of a pool end when nobody has needed them for a while: that is not yet rest."""
    before = count_wake_ups(pid)
    time.sleep(QUIET_SECONDS)
    return count_wake_ups(pid) == before


def measure(name, pid, seconds):
    """Returns: wake-ups a minute."""
    with contextlib.suppress(AssertionError):  # what never rests is measured all the same
        wait_for(lambda: has_come_to_rest(pid), "rest", PATIENCE)
    before = count_wake_ups(pid)
    time.sleep(seconds)
    after = count_wake_ups(pid)
    woken = {thread: count - before.get(thread, 0) for thread, count in after.items()}
    detail = ", ".join(f"{thread}: {count}" for thread, count in woken.items() if count) or "none"
    a_minute = sum(woken.values()) * 60 / seconds
    print(f"{name}: {a_minute:.0f} wake-ups a minute ({detail} in {seconds} s)", flush=True)
    return a_minute


def measure_floor(program, seconds):
    with subprocess.Popen([program], stdin=subprocess.DEVNULL) as process:
        try:
            return measure("floor", process.pid, seconds)
        finally:
            stop_process(process)


def connect_all(folder, kind, stack):
    for number in range(N_CONNECTIONS):
        server = stack.enter_context(kind(folder, name=f"server{number}"))
        client = ClientDaemon(folder, server, name=f"client{number}", auth_user_pass=False)
        stack.enter_context(client)
        culvert.do("--attach", client.endpoint, "--name", f"Site {number}", "--background")
        culvert.do("--connect", f"Site {number}", "--wait", "20")


def expect_all_connected():
    states = [facts["state"] for facts in culvert.connections().values()]
    assert states == ["connected"] * N_CONNECTIONS, states


def home(stack):
    """Connections of the run before are not remembered."""
    path = stack.enter_context(tempfile.TemporaryDirectory())
    return {"XDG_CONFIG_HOME": path, "XDG_STATE_HOME": path}


def measure_connected(name, kind, seconds):
    folder = Folder()
    with contextlib.ExitStack() as stack:
        stack.callback(folder.remove)
        program = stack.enter_context(culvert.Culvert("--background", environment=home(stack)))
        Tray().wait()
        if kind is not None:
            connect_all(folder, kind, stack)
            expect_all_connected()
        a_minute = measure(name, program.process.pid, seconds)
        if kind is not None:
            expect_all_connected()
        return a_minute


def tell(what, value, floor):
    """For the table of all benchmarks, as culvert_bench_tell () does it."""
    print(f"B9\t{what}\t{value:g}\ta minute\t{floor:g}\t0", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("floor")
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    floor = measure_floor(arguments.floor, arguments.seconds)
    for name, kind in (
        ("nothing connected", None),
        ("eight connected, silent", SilentServer),
        ("eight connected, that tell of traffic", OpenServer),
    ):
        tell(f"wake-ups, {name}", measure_connected(name, kind, arguments.seconds), floor)


main()
