#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""One person, one VPN, from the first question to a crash of Culvert, with real parts alone.

OpenVPN, panel, keyring, notification daemon and accessibility bus are the real ones; each step says
what it proves. Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import Notifications, Screen, Tray  # noqa: E402
from lib.openvpn import Allow, ClientDaemon, Deny, Folder, Server  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Office"
REASON = "Your password has expired"


def step(sentence):
    print(f"# {sentence}", flush=True)


class Story:
    def __init__(self, folder):
        self.password = "first s3cret"
        self.server = Server(folder, network="10.8.0.0 255.255.255.0")
        self.server.decide = self.decide
        self.client = ClientDaemon(folder, self.server)
        self.tray = Tray()
        self.screen = Screen()
        self.notifications = Notifications()
        self.culvert = culvert.Culvert(
            "--background",
            *("--attach", self.client.endpoint, "--name", NAME),
            environment={"G_MESSAGES_DEBUG": "all"},
        )

    def decide(self, username, password, _environment):
        if username == "alice" and password == self.password:
            return Allow()
        return Deny("wrong password", REASON)

    def passwords_sent(self):
        return [attempt.password for attempt in self.server.attempts]

    def sign_in(self, remember):
        question = self.screen.window_with("Password", "password text")
        question.fill("User name", "alice")
        question.fill("Password", self.password)
        question.check("Remember", remember)
        question.click("Sign in")
        question.wait_gone()

    def expect_no_window(self):
        assert self.screen.windows() == [], self.screen.titles()

    def attach(self):
        step("attached to a daemon that holds: shown, and left alone")
        self.culvert.start()
        culvert.wait_state(NAME, "disconnected")
        self.tray.wait_icon("disconnected")
        assert not self.tray.wait_item(NAME).is_checked
        self.expect_no_window()

    def connect_with_dialog(self):
        step("the question comes as a dialog, and its answer connects")
        culvert.do("--connect", NAME)
        self.sign_in(remember=True)
        facts = culvert.wait_state(NAME, "connected")
        assert facts["vpn_ipv4"].startswith("10.8.0."), facts
        assert facts["question"] is None, facts
        assert self.passwords_sent() == [self.password]
        self.tray.wait_icon("connected")
        wait_for(lambda: self.tray.menu().find(NAME).is_checked, "the menu item to be checked")
        self.notifications.wait(f"{NAME} is connected")

    def restart_daemon(self):
        step("the daemon is killed and comes back: answered from the keyring, without a dialog")
        self.client.kill()
        culvert.wait_state(NAME, "failed")
        self.tray.wait_icon("error")
        self.client.start()
        culvert.wait_state(NAME, "connected")
        assert self.passwords_sent() == [self.password] * 2
        self.expect_no_window()

    def be_refused(self):
        step("the server wants another password: its reason is shown, the old one is not sent twice")
        old = self.password
        self.password = "second s3cret"
        self.server.restart_clients(message="")
        question = self.screen.window_with("Password", "password text")
        question.wait_text(REASON)
        assert self.passwords_sent() == [old] * 3, self.passwords_sent()
        self.sign_in(remember=True)
        culvert.wait_state(NAME, "connected")
        assert self.passwords_sent() == [old] * 3 + [self.password], self.passwords_sent()

    def use_the_menu(self):
        step("disconnected and connected through the menu of the tray")
        self.tray.click(NAME)
        culvert.wait_state(NAME, "disconnected")
        self.tray.wait_icon("disconnected")
        assert self.client.is_running()
        self.tray.click(NAME)
        culvert.wait_state(NAME, "connected")
        assert self.passwords_sent()[-1] == self.password
        self.expect_no_window()

    def crash(self):
        step("Culvert is killed and started again: attached again, the tunnel stayed, nothing asked")
        n_attempts = len(self.server.attempts)
        log = self.client.log()
        before = culvert.connections()[NAME]["since"]
        self.culvert.kill()
        self.culvert.arguments = ("--background",)
        self.culvert.start()
        facts = culvert.wait_state(NAME, "connected")
        self.tray.wait_icon("connected")
        assert facts["since"] == before, (facts, before)
        assert facts["vpn_ipv4"].startswith("10.8.0."), facts
        assert len(self.server.attempts) == n_attempts
        after = self.client.log()[len(log) :]
        assert "SIG" not in after and "Restart" not in after, after
        self.expect_no_window()

    def quit(self):
        step("quit leaves the tunnel alone")
        culvert.do("--quit")
        self.culvert.wait_exit()
        assert self.client.is_running()
        for secret in ("first s3cret", "second s3cret"):
            assert secret not in self.culvert.log(), "a password is in the log"

    def tell(self):
        with self.server, self.client:
            try:
                self.attach()
                self.connect_with_dialog()
                self.restart_daemon()
                self.be_refused()
                self.use_the_menu()
                self.crash()
                self.quit()
            except BaseException:
                print(self.culvert.log(), self.client.log_tail(40), file=sys.stderr)
                raise
            finally:
                self.culvert.stop()


def main():
    folder = Folder()
    try:
        Story(folder).tell()
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
