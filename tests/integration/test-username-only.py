#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A server that wants to know a user name, and no password.

Only OpenVPN 2.7.1 and later can ask so; where an older one is installed, there is nothing real to ask
it. A stand-in takes its place, which answers each command as that version does. Runs in
tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.connection import Connection  # noqa: E402
from lib.desktop import Screen, Tray  # noqa: E402
from lib.openvpn import Folder  # noqa: E402
from lib.standin import UsernameDaemon  # noqa: E402

NAME = "Office"
USER = 'jürgen "j" \\ müller'


def step(sentence):
    print(f"# {sentence}", flush=True)


class Story:
    def __init__(self, folder):
        self.daemon = UsernameDaemon(folder, [USER])
        self.connection = Connection(NAME, self.daemon, Screen())
        self.culvert = culvert.Culvert("--background", environment={"G_MESSAGES_DEBUG": "all"})

    def names_given(self):
        return [command for command in self.daemon.heard if command.startswith("username")]

    def be_asked(self):
        step("the daemon is told that Culvert knows the question, and asks for a user name alone")
        self.connection.attach()
        self.connection.connect()
        question = self.connection.question("User name", "text", text="the user name of your VPN account")
        assert self.daemon.client_version >= 4, self.daemon.heard
        assert question.look_for("Password", "password text") is None, question.texts()
        assert self.connection.facts()["question"]["kind"] == "username", self.connection.facts()
        assert self.names_given() == []

    def be_refused(self):
        step("a wrong name is said, and not given again")
        self.connection.answer("User name", "nobody", "Sign in")
        self.connection.question("User name", "text", text="The server refused the user name")
        assert len(self.names_given()) == 1, self.names_given()

    def be_let_in(self):
        step("the right name connects, with every character that it has; there was no password")
        self.connection.answer("User name", USER, "Sign in")
        facts = self.connection.wait_connected()
        assert facts["vpn_ipv4"] == "10.8.0.2", facts
        assert len(self.names_given()) == 2, self.names_given()
        assert not any(command.startswith("password") for command in self.daemon.heard), self.daemon.heard

    def come_again(self):
        step("disconnected and connected again, and it is asked as before")
        self.connection.disconnect()
        self.connection.connect()
        self.connection.answer("User name", USER, "Sign in")
        self.connection.wait_connected()

    def tell(self):
        with self.daemon:
            try:
                self.culvert.start()
                Tray().wait()
                self.be_asked()
                self.be_refused()
                self.be_let_in()
                self.come_again()
                culvert.do("--quit")
                self.culvert.wait_exit()
            except BaseException:
                print(self.culvert.log(), self.daemon.heard, file=sys.stderr)
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
