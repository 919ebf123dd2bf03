#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Connected and disconnected again and again, with real daemons: nothing is left behind.

One connection is attached to a daemon that stays, the other imported, so that each of its cycles starts
a daemon and ends it; both are signed in from the keyring. Runs in tests/lab/netns.sh and
tests/lab/desktop.sh:

    test-cycles.py [--cycles NUMBER]

With 1000 cycles, less than five minutes, a cycle left 0.06 KiB of the first kind, and of the second
3.8 KiB, the log; 17 descriptors and 4 threads before and after.
"""

import argparse
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import Screen, Tray  # noqa: E402
from lib.figures import Figures, wait_given_back  # noqa: E402
from lib.launchers import PlainServer  # noqa: E402
from lib.openvpn import ClientDaemon, Folder  # noqa: E402
from lib.tunnel import SKIPPED, daemons_of, end_daemons_here, profile, why_no_cable  # noqa: E402
from lib.wait import wait_for  # noqa: E402

ATTACHED = "Office"
IMPORTED = "Branch"
N_WARM_UP = 10
# KiB of memory for a cycle. A daemon that Culvert starts writes some 4 KiB of log until it ends; these
# are kept, up to a limit that is far away. The other one is told to write nothing.
MAX_GROWTH = {ATTACHED: 2, IMPORTED: 8}
ALLOWANCE = 512  # KiB, for what the allocator and caches do once


class QuickServer(PlainServer):
    """Takes every password at once, and knows by the end of a stream that a client is gone."""

    address = "127.0.0.1"
    protocol = "tcp4"

    def configuration(self):
        verify = ["script-security 2", "auth-user-pass-verify /bin/true via-file", "duplicate-cn"]
        return super().configuration() + ["proto tcp4-server", *verify]


class QuietDaemon(ClientDaemon):
    def configuration(self):
        return super().configuration() + ["verb 0", "connect-retry 0 1"]

    def wait_ready(self):
        wait_for(lambda: os.path.exists(self.socket_path), "the socket of the daemon")


def step(sentence):
    print(f"# {sentence}", flush=True)


class Story:
    def __init__(self, folder, server, n_cycles):
        self.folder = folder
        self.server = server
        self.client = QuietDaemon(folder, server, tunnel=True)
        self.n_cycles = n_cycles
        self.culvert = culvert.Culvert("--background")

    def add(self):
        text = profile(self.folder, self.server, "auth-user-pass")
        culvert.do("--attach", self.client.endpoint, "--name", ATTACHED, "--background")
        culvert.do("--import", self.folder.write("branch.ovpn", text), "--name", IMPORTED, "--background")

    def sign_in(self, name):
        culvert.do("--connect", name)
        question = Screen().window_with("Password", "password text")
        question.fill("User name", "alice")
        question.fill("Password", "s3cret")
        question.check("Remember")
        question.click("Sign in")
        question.wait_gone()
        culvert.wait_state(name, "connected")
        culvert.do("--disconnect", name, "--wait", "20")

    @staticmethod
    def cycle(name):
        culvert.do("--connect", name, "--wait", "20")
        culvert.do("--disconnect", name, "--wait", "20")

    def settle(self):
        wait_for(lambda: daemons_of(self.culvert.process) == [], "the last daemon to end")
        return Figures(self.culvert.process.pid)

    def repeat(self, name):
        for _ in range(N_WARM_UP):
            self.cycle(name)
        before = self.settle()
        step(f"{name}, after {N_WARM_UP} cycles: {before}")
        began = time.monotonic()
        for _ in range(self.n_cycles):
            self.cycle(name)
        seconds = time.monotonic() - began
        after = self.settle()
        growth = after.resident - before.resident
        step(f"{name}, after {self.n_cycles} more, {seconds / self.n_cycles:.2f} s each: {after}")
        step(f"{name}: {growth / self.n_cycles:.2f} KiB for a cycle")

        wait_given_back(before)
        assert after.wake_ups < before.wake_ups + self.n_cycles // 2, (before.wake_ups, after.wake_ups)
        if "ASAN_OPTIONS" not in os.environ:  # a sanitizer keeps what was freed
            assert growth < ALLOWANCE + MAX_GROWTH[name] * self.n_cycles, growth

    def tell(self):
        Tray().wait()
        self.add()
        for name in (ATTACHED, IMPORTED):
            self.sign_in(name)
        for name in (ATTACHED, IMPORTED):
            self.repeat(name)


def main():
    parser = argparse.ArgumentParser(description="Connects and disconnects again and again.")
    parser.add_argument("--cycles", type=int, default=30, metavar="NUMBER", help="after the first ten")
    n_cycles = parser.parse_args().cycles
    problem = why_no_cable()
    if problem:
        print(f"1..0 # SKIP {problem}")
        sys.exit(SKIPPED)

    folder = Folder()
    try:
        with QuickServer(folder) as server:
            story = Story(folder, server, n_cycles)
            with story.client, story.culvert:
                try:
                    story.tell()
                except BaseException:
                    print(story.culvert.log(), server.log_tail(40), file=sys.stderr)
                    raise
                finally:
                    end_daemons_here()
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
