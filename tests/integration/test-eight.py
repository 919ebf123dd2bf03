#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Eight connections at once, each with a password of its own: no answer goes astray.

Half of the daemons belong to an administrator, and all that Culvert says to them is kept; the other
half are those of imported profiles. Every daemon tells the server which one it is, so that the server
knows by which of them a password came. Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import contextlib
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import Screen, Tray  # noqa: E402
from lib.openvpn import ClientDaemon, Folder  # noqa: E402
from lib.tunnel import (  # noqa: E402
    SKIPPED,
    FarServer,
    FarSide,
    Pings,
    Wiretap,
    daemons_of,
    end_daemons_here,
    profile,
    why_no_cable,
)
from lib.wait import wait_for  # noqa: E402

N_SITES = 8
N_ATTACHED = 4
MAX_DIALOGS = 3


def step(sentence):
    print(f"# {sentence}", flush=True)


class Site:
    """One connection, its user, and its daemon where that is not Culvert's own."""

    def __init__(self, number, server, folder):
        self.number = number
        self.name = f"Site {number}"
        self.user = f"user{number}"
        self.password = f"c4nary-{number}-{'abcdefgh'[number - 1] * number}"
        self.address = server.add_user(self.user, self.password)
        self.options = ["push-peer-info", f"setenv UV_SITE {number}"]
        self.folder = folder
        self.server = server
        self.tap = None

    def add(self, stack):
        if self.number <= N_ATTACHED:
            self.attach(stack)
        else:
            self.import_profile()

    def attach(self, stack):
        options = ["persist-tun", *self.options]
        client = ClientDaemon(self.folder, self.server, name=f"site{self.number}", tunnel=True, options=options)
        stack.enter_context(client)
        self.tap = stack.enter_context(Wiretap(client))
        culvert.do("--attach", self.tap.endpoint, "--name", self.name, "--background")

    def import_profile(self):
        text = profile(self.folder, self.server, "auth-user-pass", *self.options)
        path = self.folder.write(f"site{self.number}.ovpn", text)
        culvert.do("--import", path, "--name", self.name, "--background")


class Story:
    def __init__(self, folder, server, stack):
        self.server = server
        self.stack = stack
        self.sites = [Site(number + 1, server, folder) for number in range(N_SITES)]
        self.screen = Screen()
        self.culvert = culvert.Culvert("--background")

    def questions(self):
        """The windows that ask; there may never be more than three."""
        windows = [window for window in self.screen.windows() if window.look_for("Password", "password text")]
        assert len(windows) <= MAX_DIALOGS, [window.title for window in windows]
        return windows

    def connect_all(self):
        for site in self.sites:
            culvert.do("--connect", site.name)

    def wait_all(self, state):
        def reached():
            return all(facts["state"] == state for facts in culvert.connections().values())

        wait_for(reached, lambda: f"all to be {state}; {culvert.connections()}", 30, 0.1)

    def add_all(self):
        step("four attached to, four imported")
        for site in self.sites:
            site.add(self.stack)
        self.wait_all("disconnected")

    def ask_all(self):
        step("eight questions at once: three of them show, the others wait")
        self.connect_all()
        wait_for(
            lambda: all(facts["question"] for facts in culvert.connections().values()),
            lambda: f"eight questions; {culvert.connections()}",
            20,
            0.1,
        )
        wait_for(lambda: len(self.questions()) == MAX_DIALOGS, "three questions to show")

    def answer_all(self):
        step("each is answered, the one that came last first")
        for n_left in range(N_SITES, 0, -1):
            expected = min(n_left, MAX_DIALOGS)
            windows = wait_for(
                lambda expected=expected: len(self.questions()) == expected and self.questions(),
                lambda expected=expected: f"{expected} questions to show; {self.screen.titles()}",
            )
            self.answer(windows[-1])
        self.wait_all("connected")

    def answer(self, window):
        [site] = [site for site in self.sites if re.search(rf"{site.name}\b", window.title)]
        window.fill("User name", site.user)
        window.fill("Password", site.password)
        window.check("Remember")
        window.click("Sign in")
        window.wait_gone()

    def expect_no_crossing(self, n_rounds):
        step("each password came by its own daemon, and by no other")
        came = sorted((a.environment["UV_SITE"], a.username, a.password) for a in self.server.attempts)
        expected = sorted((str(s.number), s.user, s.password) for s in self.sites * n_rounds)
        assert came == expected, came
        for site in self.sites[:N_ATTACHED]:
            for other in self.sites:
                count = site.tap.heard.count(other.password.encode())
                assert count == (n_rounds if other is site else 0), (site.name, other.name, count)

    def use_tunnels(self):
        step("eight tunnels")
        facts = culvert.connections()
        with contextlib.ExitStack() as stack:
            for site in self.sites:
                assert facts[site.name]["vpn_ipv4"] == site.address, facts[site.name]
                stack.enter_context(Pings(site.address))
            assert len(daemons_of(self.culvert.process)) == N_SITES - N_ATTACHED

    def disconnect_all(self):
        step("all are disconnected")
        culvert.do("--disconnect", "--all")
        self.wait_all("disconnected")
        wait_for(lambda: daemons_of(self.culvert.process) == [], "Culvert's own daemons to end")

    def connect_from_keyring(self):
        step("all at once again, answered from the keyring")
        self.connect_all()
        self.wait_all("connected")
        assert self.screen.windows() == [], self.screen.titles()

    def tell(self):
        self.culvert.start()
        Tray().wait()
        self.add_all()
        self.ask_all()
        self.answer_all()
        self.expect_no_crossing(1)
        self.use_tunnels()
        self.disconnect_all()
        self.connect_from_keyring()
        self.expect_no_crossing(2)
        self.disconnect_all()
        for site in self.sites:
            assert site.password not in self.culvert.log(), "a password is in the log"


def main():
    problem = why_no_cable()
    if problem:
        print(f"1..0 # SKIP {problem}")
        sys.exit(SKIPPED)

    folder = Folder()
    try:
        with FarSide() as far_side, FarServer(folder, far_side) as server, contextlib.ExitStack() as stack:
            story = Story(folder, server, stack)
            try:
                story.tell()
            except BaseException:
                print(story.culvert.log(), file=sys.stderr)
                raise
            finally:
                story.culvert.stop()
                end_daemons_here()
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
