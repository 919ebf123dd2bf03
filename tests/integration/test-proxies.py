#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Proxies that let nobody through without a name and a password.

The way to the server leads through them, and the sign-in is given in the windows. Runs in
tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.connection import Connection  # noqa: E402
from lib.desktop import Screen, Tray  # noqa: E402
from lib.openvpn import CertificateServer, ClientDaemon, Folder  # noqa: E402
from lib.proxies import HttpProxy, SocksProxy  # noqa: E402

REFUSED = "The proxy refused the user name or password"
LAST_TRY = "This is the last try"
USER = "pröxy user"


def step(sentence):
    print(f"# {sentence}", flush=True)


class Story:
    def __init__(self, folder):
        self.folder = folder
        self.server = CertificateServer(folder, protocol="tcp4")
        self.screen = Screen()
        self.culvert = culvert.Culvert("--background", environment={"G_MESSAGES_DEBUG": "all"})

    def connection(self, name, *options):
        # A daemon that keeps what a proxy has refused sends it again and again, and never asks.
        client = ClientDaemon(
            self.folder,
            self.server,
            name=name.lower(),
            auth_user_pass=False,
            options=["auth-nocache", *options],
        )
        return Connection(name, client, self.screen)

    def sign_in(self, connection, password, remember=None, text=None):
        question = connection.question("Password", "password text", text=text)
        question.fill("User name", USER)
        question.fill("Password", password)
        if remember is not None:
            question.check("Remember", remember)
        question.click("Sign in")
        question.wait_gone()

    def sign_in_and_be_kept(self, connection, passwords):
        """What is common to all proxies; the second password is the right one."""
        wrong, right = passwords
        client = connection.client

        step(f"{connection.name}: the question names the proxy; a wrong answer is said, and not repeated")
        connection.connect()
        question = connection.question("Password", "password text", text=f"at the {connection.name} proxy")
        assert not question.says(REFUSED), question.texts()
        self.sign_in(connection, wrong, remember=True)
        connection.question("Password", "password text", text=REFUSED)
        assert client.count_commands("password") == 1, client.log_tail(40)

        step(f"{connection.name}: the right answer leads through the proxy, and is remembered")
        self.sign_in(connection, right, remember=True)
        facts = connection.wait_connected()
        assert facts["question"] is None, facts
        connection.disconnect()
        connection.connect()
        connection.wait_connected()
        assert client.count_commands("password") == 3, client.log_tail(40)
        connection.disconnect()

    def use_http_proxy(self):
        with HttpProxy({USER: "first s3cret"}) as proxy:
            connection = self.connection("HTTP", proxy.option())
            with connection.client:
                connection.attach()
                self.sign_in_and_be_kept(connection, ("no s3cret", "first s3cret"))
                self.change_password(connection, proxy)
                self.give_up(connection, proxy)

    def change_password(self, connection, proxy):
        step("HTTP: the proxy wants another password: the old one is given once, then asked for")
        proxy.users[USER] = "second s3cret"
        proxy.sign_ins.clear()
        connection.connect()
        self.sign_in(connection, "second s3cret", text=REFUSED)
        connection.wait_connected()
        given = list(filter(None, proxy.sign_ins))
        assert given == [(USER, "first s3cret"), (USER, "second s3cret")], proxy.sign_ins
        connection.disconnect()

    def give_up(self, connection, proxy):
        step("HTTP: three wrong answers, with the one that was kept: the last is announced, then it is over")
        proxy.users[USER] = "third s3cret"
        proxy.sign_ins.clear()
        connection.connect()
        self.sign_in(connection, "wrong 1", text=REFUSED)
        self.sign_in(connection, "wrong 2", text=LAST_TRY)
        connection.wait_stopped("too-many-refusals")
        given = [password for _name, password in filter(None, proxy.sign_ins)]
        assert given == ["second s3cret", "wrong 1", "wrong 2"], proxy.sign_ins

    def use_socks_proxy(self):
        with SocksProxy(USER, "s3cret \"2\" \\") as proxy:
            connection = self.connection("SOCKS", proxy.option())
            with connection.client:
                connection.attach()
                self.sign_in_and_be_kept(connection, ("no s3cret", proxy.password))

    def quit(self):
        step("no password is in the log")
        culvert.do("--quit")
        self.culvert.wait_exit()
        assert "s3cret" not in self.culvert.log(), "a password is in the log"

    def tell(self):
        with self.server:
            try:
                self.culvert.start()
                Tray().wait()
                self.use_socks_proxy()
                self.use_http_proxy()
                self.quit()
            except BaseException:
                print(self.culvert.log(), file=sys.stderr)
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
