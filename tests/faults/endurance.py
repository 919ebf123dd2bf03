#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Ten thousand times attached and removed, or hours with eight connections: nothing is left behind.

Runs in tests/lab/netns.sh and tests/lab/desktop.sh:

    endurance.py attach [--cycles 10000]
    endurance.py hold [--minutes 60]

The second keeps eight tunnels to a real server busy, which renews their keys every five minutes and
throws all of them out every ten, so that they sign in again. It fails when Culvert has grown by more
than 5 MiB since its first five minutes, or has more descriptors or threads than then.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration"))
from gi.repository import GLib  # noqa: E402
from lib import culvert  # noqa: E402
from lib.desktop import APPLICATION_ID, Bus, Screen, Tray  # noqa: E402
from lib.figures import Figures, processor_seconds, wait_given_back  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, OpenServer  # noqa: E402
from lib.tunnel import (  # noqa: E402
    INSIDE,
    SKIPPED,
    FarServer,
    FarSide,
    daemons_of,
    device_of,
    end_daemons_here,
    profile,
    why_no_cable,
)
from lib.wait import wait_for  # noqa: E402

PATH = "/" + APPLICATION_ID.replace(".", "/")
N_WARM_UP = 500
MAX_BYTES_A_CYCLE = 64
N_SITES = 8
N_ATTACHED = 4
KEY_SECONDS = 300
RECONNECT_SECONDS = 600
SETTLE_SECONDS = 300
SAMPLE_SECONDS = 60
MAX_DRIFT = 5 * 1024  # KiB


def step(sentence):
    print(f"# {sentence}", flush=True)


class QuietDaemon(ClientDaemon):
    """What a daemon has logged is kept by Culvert, and is not what is measured here."""

    def configuration(self):
        return super().configuration() + ["verb 0"]

    def wait_ready(self):
        wait_for(lambda: os.path.exists(self.socket_path), "the socket of the daemon")


class Attaching:
    """One daemon that stays; Culvert comes to it, asks it all, and goes."""

    def __init__(self, client):
        self.client = client
        self.bus = Bus()

    def cycle(self):
        culvert.do("--attach", self.client.endpoint, "--name", "Office", "--background")
        facts = culvert.connections()["Office"]
        assert facts["reason"] == "found", facts
        arguments = GLib.Variant("(sava{sv})", ("remove", [GLib.Variant("s", facts["id"])], {}))
        self.bus.call(APPLICATION_ID, PATH, "org.gtk.Actions", "Activate", arguments)

    def repeat(self, program, n_cycles):
        pid = program.process.pid
        for _ in range(N_WARM_UP):
            self.cycle()
        before = Figures(pid)
        step(f"after {N_WARM_UP} cycles: {before}")
        began = time.monotonic()
        for count in range(1, n_cycles + 1):
            self.cycle()
            if count % 1000 == 0:
                step(f"{count} more, {(time.monotonic() - began) / count:.3f} s each: {Figures(pid)}")
        after = Figures(pid)
        a_cycle = (after.anonymous - before.anonymous) * 1024 / n_cycles
        step(f"{n_cycles} cycles: {a_cycle:.1f} bytes each; {after}")
        assert culvert.connections() == {}
        wait_given_back(before)
        assert a_cycle < MAX_BYTES_A_CYCLE, a_cycle


def attach_again_and_again(folder, n_cycles):
    with QuietDaemon(folder, OpenServer(folder), auth_user_pass=False) as client:
        with culvert.Culvert("--background") as program:
            Tray().wait()
            Attaching(client).repeat(program, n_cycles)


class Site:
    """One connection, its user, and its daemon where that is not Culvert's own."""

    def __init__(self, number, server, folder):
        self.name = f"Site {number}"
        self.user = f"user{number}"
        self.password = f"pass-{number}"
        self.number = number
        self.server = server
        self.folder = folder
        self.address = server.add_user(self.user, self.password)

    def add(self, stack):
        if self.number <= N_ATTACHED:
            client = ClientDaemon(
                self.folder, self.server, name=f"site{self.number}", tunnel=True, options=["persist-tun"]
            )
            stack.enter_context(client)
            culvert.do("--attach", client.endpoint, "--name", self.name, "--background")
        else:
            text = profile(self.folder, self.server, "auth-user-pass")
            path = self.folder.write(f"site{self.number}.ovpn", text)
            culvert.do("--import", path, "--name", self.name, "--background")

    def sign_in(self):
        culvert.do("--connect", self.name)
        question = Screen().window_with("Password", "password text")
        question.fill("User name", self.user)
        question.fill("Password", self.password)
        question.check("Remember")
        question.click("Sign in")
        question.wait_gone()
        culvert.wait_state(self.name, "connected")

    @contextlib.contextmanager
    def traffic(self):
        """A little, all the time, so that there is something to count every second."""
        command = ["ping", "-n", "-q", "-i", "0.5", "-I", device_of(self.address), INSIDE]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


class Holding:
    def __init__(self, server, sites, program):
        self.server = server
        self.sites = sites
        self.program = program
        self.n_reconnects = 0

    def wait_all_connected(self):
        def are_connected():
            return all(facts["state"] == "connected" for facts in culvert.connections().values())

        wait_for(are_connected, lambda: f"all to be connected; {culvert.connections()}", 60, 0.5)

    def reconnect(self):
        n_attempts = len(self.server.attempts)
        self.server.restart_clients()
        wait_for(lambda: len(self.server.attempts) >= n_attempts + N_SITES, "all to come again", 60, 0.5)
        self.wait_all_connected()
        self.n_reconnects += 1

    def pass_time(self, seconds, began):
        """The same as in every other stretch of this length: thrown out, and left alone."""
        end = time.monotonic() + seconds
        next_reconnect = time.monotonic() + min(seconds, RECONNECT_SECONDS) / 2
        while time.monotonic() < end:
            time.sleep(max(0, min(SAMPLE_SECONDS, end - time.monotonic())))
            if time.monotonic() >= next_reconnect:
                self.reconnect()
                next_reconnect += RECONNECT_SECONDS
            step(f"{(time.monotonic() - began) / 60:.0f} min: {Figures(self.program.process.pid)}")

    def hold(self, minutes):
        pid = self.program.process.pid
        began = time.monotonic()
        self.pass_time(min(SETTLE_SECONDS, minutes * 60 / 2), began)
        before, seconds_before, since = Figures(pid), processor_seconds(pid), time.monotonic()
        step(f"measured from here: {before}")
        self.pass_time(minutes * 60 - (time.monotonic() - began), began)
        self.wait_all_connected()
        after = Figures(pid)
        share = (processor_seconds(pid) - seconds_before) / (time.monotonic() - since)
        drift = after.anonymous - before.anonymous
        step(f"{minutes} min, {N_SITES} connections, {len(self.server.attempts)} sign-ins and renewed keys,")
        step(f"{self.n_reconnects} times all thrown out: drift {drift} KiB, {share:.2%} of a processor; {after}")
        assert drift < MAX_DRIFT, drift
        wait_given_back(before)


def hold_eight(folder, minutes):
    with FarSide() as far_side:
        server = FarServer(folder, far_side)
        server.options.append(f"reneg-sec {KEY_SECONDS}")
        with server, contextlib.ExitStack() as stack, culvert.Culvert("--background") as program:
            Tray().wait()
            sites = [Site(number + 1, server, folder) for number in range(N_SITES)]
            try:
                for site in sites:
                    site.add(stack)
                    site.sign_in()
                    stack.enter_context(site.traffic())
                assert len(daemons_of(program.process)) == N_SITES - N_ATTACHED
                Holding(server, sites, program).hold(minutes)
            except BaseException:
                print(program.log(), server.log_tail(40), file=sys.stderr)
                raise
            finally:
                end_daemons_here()


def main():
    parser = argparse.ArgumentParser(description="Looks for what grows.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    attach = kinds.add_parser("attach", help="attach to a daemon and remove the connection, again and again")
    attach.add_argument("--cycles", type=int, default=10000, metavar="NUMBER")
    hold = kinds.add_parser("hold", help="keep eight connections")
    hold.add_argument("--minutes", type=int, default=60, metavar="NUMBER")
    arguments = parser.parse_args()
    problem = why_no_cable()
    if problem:
        print(f"1..0 # SKIP {problem}")
        sys.exit(SKIPPED)

    folder = Folder()
    try:
        if arguments.kind == "attach":
            attach_again_and_again(folder, arguments.cycles)
        else:
            hold_eight(folder, arguments.minutes)
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
