#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Two real tunnels, and all that happens to the programs at their ends and to the cable between them.

"Office" belongs to an administrator who has started its daemon, and Culvert is attached to it;
"Branch" is an imported profile, whose daemon Culvert starts and ends. Pings go through both of them,
twenty a second. Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.connection import Connection  # noqa: E402
from lib.desktop import APPLICATION_ID, Bus, Notifications, Screen, Tray  # noqa: E402
from lib.openvpn import ClientDaemon, Folder  # noqa: E402
from lib.standin import UsernameDaemon  # noqa: E402
from lib.tunnel import (  # noqa: E402
    SKIPPED,
    FarServer,
    FarSide,
    Pings,
    daemons_of,
    end_daemons_here,
    profile,
    why_no_cable,
)
from lib.wait import wait_for  # noqa: E402

OFFICE = "Office"
BRANCH = "Branch"
NAMES = (OFFICE, BRANCH)
USERS = {OFFICE: "alice", BRANCH: "bob"}
PASSWORD = "through the t4nnel"
BEGINNING = time.monotonic()


def step(sentence):
    print(f"# {time.monotonic() - BEGINNING:4.1f} s: {sentence}", flush=True)


class Story:
    def __init__(self, folder, far_side):
        self.folder = folder
        self.far_side = far_side
        self.server = FarServer(folder, far_side)
        self.addresses = {name: self.server.add_user(user, PASSWORD) for name, user in USERS.items()}
        # The name is that of the stand-in which takes the socket over in the end.
        self.client = ClientDaemon(folder, self.server, name="username", tunnel=True, options=["persist-tun"])
        self.screen = Screen()
        self.notifications = Notifications()
        self.culvert = culvert.Culvert("--background")
        self.office = Connection(OFFICE, self.client, self.screen)
        self.branch = Connection(BRANCH, None, self.screen)
        self.branch_pid = None

    def start_culvert(self):
        """Until it is this one that answers; nobody else may become the running instance meanwhile."""
        bus = Bus()
        wait_for(lambda: not bus.has_owner(APPLICATION_ID), "the last one to be gone")
        self.culvert.start()
        wait_for(lambda: bus.has_owner(APPLICATION_ID), "Culvert to start")

    def sign_in(self, connection):
        question = connection.question("Password", "password text")
        question.fill("User name", USERS[connection.name])
        question.fill("Password", PASSWORD)
        question.check("Remember", False)
        question.click("Sign in")
        question.wait_gone()
        facts = culvert.wait_state(connection.name, "connected")
        assert facts["vpn_ipv4"] == self.addresses[connection.name], facts

    def ping(self, name):
        return Pings(self.addresses[name])

    def connect(self):
        step("attached to one, started for the other, signed in: two tunnels")
        self.office.attach()
        path = self.folder.write("branch.ovpn", profile(self.folder, self.server, "auth-user-pass"))
        culvert.do("--import", path, "--name", BRANCH, "--background")
        for connection in (self.office, self.branch):
            connection.connect()
            self.sign_in(connection)
        [self.branch_pid] = daemons_of(self.culvert.process)

    def survive_culvert(self, tunnels):
        step("Culvert is killed and started again, three times: not one ping is lost")
        for _ in range(3):
            before = culvert.connections()
            self.culvert.kill()
            for pings in tunnels:
                pings.wait_answers()
            started = time.monotonic()
            self.start_culvert()
            after = {name: culvert.wait_state(name, "connected", seconds=3) for name in NAMES}
            seconds = time.monotonic() - started
            assert seconds <= 3, seconds
            print(f"#   attached again after {seconds:.2f} s")
            for name in NAMES:
                self.expect_same(before[name], after[name])
            for pings in tunnels:
                pings.wait_answers()
        for pings in tunnels:
            assert pings.lost() == [], pings.lost()
            print(f"#   {len(pings.answered)} pings, none lost")
        assert len(self.server.attempts) == 2, self.server.attempts
        assert self.screen.windows() == [], self.screen.titles()

    @staticmethod
    def expect_same(before, after):
        assert after["since"] == before["since"], (before, after)
        assert after["vpn_ipv4"] == before["vpn_ipv4"], (before, after)
        name = before["name"]
        for counter in ("bytes_in", "bytes_out"):
            wait_for(
                lambda counter=counter: culvert.connections()[name][counter] > before[counter],
                f"{counter} of {name} to go on from {before[counter]}",
            )

    def told_about(self, name):
        return [notice for notice in self.notifications.all() if name in notice.summary]

    def wait_back(self, pings):
        culvert.wait_state(OFFICE, "connected")
        pings.wait_answers()
        assert self.screen.windows() == [], self.screen.titles()

    def survive_server(self, pings):
        step("the server is killed and comes again: the tunnel, too, and nobody is asked")
        self.server.kill()
        culvert.wait_state(OFFICE, "reconnecting")
        self.server.start()
        self.wait_back(pings)

    def survive_cable(self, pings):
        step("no cable for five seconds: the tunnel comes again")
        self.far_side.unplug()
        pings.wait_missed(100)
        culvert.wait_state(OFFICE, "reconnecting")
        self.far_side.plug()
        self.wait_back(pings)

    @staticmethod
    def wait_reason(name, state, reason, seconds):
        def given():
            facts = culvert.connections()[name]
            return (facts["state"], facts["reason"]) == (state, reason)

        wait_for(given, lambda: f"{name} to be {state}, {reason}; {culvert.connections()[name]}", seconds, 0.1)

    @staticmethod
    def expect_said(name, sentence):
        said = culvert.do("--status")
        assert any(line.startswith(f"{name}: ") and sentence in line for line in said.splitlines()), said

    def freeze(self):
        step("the daemon of the other is frozen: said when it has been asked, while this goes on")
        os.kill(self.branch_pid, signal.SIGSTOP)
        return time.monotonic()

    def thaw(self, frozen_at):
        self.wait_reason(BRANCH, "connected", "not-responding", 25)
        self.expect_said(BRANCH, "OpenVPN does not respond")
        step(f"said after {time.monotonic() - frozen_at:.1f} s; it goes on, and is found to be connected")
        os.kill(self.branch_pid, signal.SIGCONT)
        wait_for(lambda: culvert.connections()[BRANCH]["reason"] != "not-responding", "it to be found alive", 3)
        culvert.wait_state(BRANCH, "connected")
        with self.ping(BRANCH):
            pass

    @staticmethod
    def open_question(name):
        """Nobody has asked for it, so that it waits in the tray."""
        wait_for(lambda: culvert.connections()[name]["question"], f"{name} to ask", 10, 0.1)
        Tray().click(f"● {name}")

    def kill_own_daemon(self):
        step("a daemon of ours is killed: said within two seconds, not started again, and Connect works")
        os.kill(self.branch_pid, signal.SIGKILL)
        self.wait_reason(BRANCH, "failed", "stopped", 2)
        self.expect_said(BRANCH, "OpenVPN stopped unexpectedly")
        self.notifications.wait(f"{BRANCH} stopped")
        assert daemons_of(self.culvert.process) == []
        self.branch.connect()
        self.sign_in(self.branch)
        with self.ping(BRANCH):
            [self.branch_pid] = daemons_of(self.culvert.process)

    def end_own_daemon(self):
        step("disconnected, a daemon of ours is gone")
        self.branch.disconnect()
        wait_for(lambda: daemons_of(self.culvert.process) == [], "the daemon to end")

    def restart_daemon(self):
        step("an administrator restarts his daemon: found again, and connected as it was")
        self.client.stop()
        self.client.start()
        self.open_question(OFFICE)
        self.sign_in(self.office)
        with self.ping(OFFICE):
            pass

    def replace_daemon(self):
        step("a newer one takes its place: found again, and spoken to as such")
        self.client.stop()
        self.wait_reason(OFFICE, "failed", "command", 5)
        with UsernameDaemon(self.folder, ["alice"]) as newer:
            self.open_question(OFFICE)
            self.office.answer("User name", "alice", "Sign in", remember=False)
            culvert.wait_state(OFFICE, "connected")
            assert "version 4" in newer.heard, newer.heard

    def tell(self):
        self.start_culvert()
        self.connect()
        with self.ping(OFFICE) as office, self.ping(BRANCH) as branch:
            self.survive_culvert([office, branch])
        self.kill_own_daemon()
        frozen_at = self.freeze()
        told = len(self.told_about(OFFICE))
        with self.ping(OFFICE) as office:
            self.survive_server(office)
            self.survive_cable(office)
        assert len(self.told_about(OFFICE)) <= told + 1, self.told_about(OFFICE)
        self.restart_daemon()
        self.replace_daemon()
        self.thaw(frozen_at)
        self.end_own_daemon()
        assert PASSWORD not in self.culvert.log(), "a password is in the log"


def main():
    problem = why_no_cable()
    if problem:
        print(f"1..0 # SKIP {problem}")
        sys.exit(SKIPPED)

    folder = Folder()
    try:
        with FarSide() as far_side:
            story = Story(folder, far_side)
            with story.server, story.client:
                try:
                    story.tell()
                except BaseException:
                    print(story.culvert.log(), story.client.log_tail(40), file=sys.stderr)
                    raise
                finally:
                    story.culvert.stop()
                    end_daemons_here()
        step("done")
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
