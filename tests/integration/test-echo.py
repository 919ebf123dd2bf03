#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a server may push with "echo": passwords are forgotten, messages are shown.

Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gi.repository import GLib  # noqa: E402
from lib import culvert  # noqa: E402
from lib.desktop import Notifications, Screen, Tray, screenshot  # noqa: E402
from lib.keyring import Keyring  # noqa: E402
from lib.openvpn import Allow, ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import wait_for  # noqa: E402

OFFICE = "Office"
HOME = "Home"
PASSWORD = "s3cret"
FORGET = "echo forget-passwords"
NOTIFY = ("echo msg Tonight%2C at ten <b>all</b>", "echo msg-notify Maintenance")


def step(sentence):
    print(f"# {sentence}", flush=True)


class Profiles:
    """What Culvert has written down."""

    def __init__(self):
        self.path = os.path.join(GLib.get_user_config_dir(), "culvert", "connections.conf")

    def read(self):
        """name → (id, facts)"""
        file = GLib.KeyFile()
        file.load_from_file(self.path, GLib.KeyFileFlags.NONE)
        found = {}
        for group in file.get_groups()[0]:
            facts = {key: file.get_value(group, key) for key in file.get_keys(group)[0]}
            found[facts["name"]] = (group.removeprefix("connection "), facts)
        return found

    def id_of(self, name):
        return self.read()[name][0]

    def must_forget(self, name):
        return self.read()[name][1].get("forget") == "true"


class Story:
    def __init__(self, folder):
        self.pushes = ()
        self.server = Server(folder, network="10.8.0.0 255.255.255.0")
        self.server.decide = lambda *_unused: Allow(self.pushes)
        self.clients = {name: ClientDaemon(folder, self.server, name=name.lower()) for name in (OFFICE, HOME)}
        self.screen = Screen()
        self.notifications = Notifications()
        self.keyring = Keyring()
        self.profiles = Profiles()
        self.culvert = culvert.Culvert("--background", environment={"G_MESSAGES_DEBUG": "all"})

    def start(self):
        self.culvert.start()
        Tray().wait()

    def kept(self, name):
        return len(self.keyring.find(profile=self.profiles.id_of(name)))

    def wait_kept(self, name, count):
        wait_for(
            lambda: self.kept(name) == count and not self.profiles.must_forget(name),
            lambda: f"{count} items for {name}; {self.kept(name)}, {self.profiles.read()[name]}",
        )

    def sign_in(self, remember=None):
        question = self.screen.window_with("Password", "password text")
        question.fill("User name", "alice")
        question.fill("Password", PASSWORD)
        if remember is not None:
            question.check("Remember", remember)
        question.click("Sign in")
        question.wait_gone()

    def connect(self, name, ask=True, remember=None):
        culvert.do("--connect", name)
        if ask:
            self.sign_in(remember)
        culvert.wait_state(name, "connected")
        assert ask or self.screen.windows() == [], self.screen.titles()

    def disconnect(self, name):
        culvert.do("--disconnect", name)
        culvert.wait_state(name, "disconnected")

    def keep(self):
        step("two connections of the same user to the same server, both remembered")
        self.start()
        for name, client in self.clients.items():
            culvert.do("--attach", client.endpoint, "--name", name, "--background")
            self.connect(name, remember=True)
            self.wait_kept(name, 1)

    def forget(self):
        step("answered from the keyring; then the server has it forgotten, for this connection alone")
        self.disconnect(OFFICE)
        self.pushes = (FORGET,)
        self.connect(OFFICE, ask=False)
        self.wait_kept(OFFICE, 0)
        assert self.kept(HOME) == 1

    def forget_again(self):
        step("the next connect asks, and what the server has forgotten at once is not kept")
        self.disconnect(OFFICE)
        self.connect(OFFICE, remember=True)
        self.wait_kept(OFFICE, 0)
        assert self.kept(HOME) == 1

    def forget_while_locked(self):
        step("a locked keyring, and a Culvert that is killed: nothing is used, and all is deleted later")
        self.pushes = ()
        self.disconnect(OFFICE)
        self.connect(OFFICE, remember=True)
        self.wait_kept(OFFICE, 1)
        self.keyring.lock()
        self.pushes = (FORGET,)
        self.disconnect(HOME)
        self.server.restart_clients(message="")
        self.sign_in()
        wait_for(lambda: self.profiles.must_forget(OFFICE), "the note that all is to be forgotten")
        self.culvert.kill()
        assert self.kept(OFFICE) == 1

        self.pushes = ()
        self.keyring.unlock()
        assert self.kept(OFFICE) == 1
        self.start()
        self.wait_kept(OFFICE, 0)
        self.disconnect(OFFICE)
        self.connect(OFFICE)
        assert self.kept(HOME) == 1
        self.connect(HOME, ask=False)

    def count_notifications(self, text):
        return sum(text in notification.body for notification in self.notifications.all())

    def be_notified(self):
        step("a message is a notification once, whatever restarts")
        self.disconnect(OFFICE)
        self.pushes = NOTIFY
        self.connect(OFFICE, remember=True)
        shown = self.notifications.wait("Tonight, at ten")
        assert shown.summary == f"Message from the VPN server of {OFFICE}", shown
        assert "“Maintenance”" in shown.body, shown

        self.disconnect(OFFICE)
        self.connect(OFFICE, ask=False)
        self.culvert.kill()
        self.start()
        culvert.wait_state(OFFICE, "connected")
        self.disconnect(OFFICE)
        self.connect(OFFICE, ask=False)

        self.disconnect(OFFICE)
        self.pushes = ("echo msg Now", "echo msg-notify")
        self.connect(OFFICE, ask=False)
        self.notifications.wait("Now")
        assert self.count_notifications("Tonight") == 1, self.notifications.all()

    def be_shown_a_window(self):
        step("a longer message is a window")
        self.disconnect(OFFICE)
        self.pushes = ("echo msg One line", "echo msg-n and another", "echo msg-window Rules")
        culvert.do("--connect", OFFICE)
        window = self.screen.window_with("What the server says")
        assert window.title == f"Message from the VPN server of {OFFICE}", window.title
        culvert.wait_state(OFFICE, "connected")
        screenshot(os.path.join(os.environ["CULVERT_LAB"], "server-message.png"))
        window.click("Close")
        window.wait_gone()

    def quit(self):
        culvert.do("--quit")
        self.culvert.wait_exit()
        assert PASSWORD not in self.culvert.log(), "a password is in the log"

    def tell(self):
        with self.server, self.clients[OFFICE], self.clients[HOME]:
            try:
                self.keep()
                self.forget()
                self.forget_again()
                self.forget_while_locked()
                self.be_notified()
                self.be_shown_a_window()
                self.quit()
            except BaseException:
                print(self.culvert.log()[-8000:], self.clients[OFFICE].log_tail(40), file=sys.stderr)
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
