#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A daemon that asks which server to connect to, and one that asks for a proxy on the way.

Two servers and a proxy are there, and it is seen at them who comes. Runs in tests/lab/netns.sh and
tests/lab/desktop.sh.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.connection import Connection  # noqa: E402
from lib.desktop import Screen, Tray  # noqa: E402
from lib.openvpn import CertificateServer, ClientDaemon, Folder  # noqa: E402
from lib.proxies import HttpProxy  # noqa: E402
from lib.wait import wait_for  # noqa: E402

ADDRESSES = ("127.0.0.1", "127.0.0.2")


def step(sentence):
    print(f"# {sentence}", flush=True)


class Story:
    def __init__(self, folder):
        self.folder = folder
        self.screen = Screen()
        self.culvert = culvert.Culvert("--background", environment={"G_MESSAGES_DEBUG": "all"})

    def connection(self, name, servers, option):
        client = ClientDaemon(self.folder, servers, name=name.lower(), auth_user_pass=False, options=[option])
        return Connection(name, client, self.screen)

    def chooser(self, connection):
        chooser = connection.question("Continue", "push button")
        wait_for(
            lambda: len(chooser.rows()) == len(ADDRESSES),
            lambda: f"the servers; there are {[row.title for row in chooser.rows()]}",
        )
        return chooser

    def choose_server(self):
        first, second = (
            CertificateServer(self.folder, name=f"server-{address}", address=address) for address in ADDRESSES
        )
        connection = self.connection("Offices", [first, second], "management-query-remote")
        with first, second, connection.client:
            connection.attach()

            step("both servers are shown with their protocol, in the order of the daemon")
            connection.connect()
            chooser = self.chooser(connection)
            for row, server in zip(chooser.rows(), (first, second)):
                assert server.address in row.title and "udp" in row.title.lower(), row.title
            assert connection.facts()["question"]["kind"] == "server", connection.facts()
            assert (first.clients(), second.clients()) == ([], [])

            step("the second is chosen, and it is there that the client comes")
            chooser.select_row(second.address)
            chooser.click("Continue")
            facts = connection.wait_connected()
            assert second.address in facts["remote"], facts
            assert (first.clients(), second.clients()) == ([], ["alice"])

            step("the next time it is selected already; from now on it is always to be used")
            connection.disconnect()
            connection.connect()
            chooser = self.chooser(connection)
            assert chooser.row(second.address).is_selected(), [row.title for row in chooser.rows()]
            chooser.check("Always")
            chooser.click("Continue")
            connection.wait_connected()
            connection.disconnect()

            step("the third time nothing is asked")
            connection.connect()
            connection.wait_connected()
            assert (first.clients(), second.clients()) == ([], ["alice"] * 3)
            connection.disconnect()

    def choose_proxy(self):
        server = CertificateServer(self.folder, name="behind", protocol="tcp4")
        connection = self.connection("Hotel", server, "management-query-proxy")
        with HttpProxy({"guest": "s3cret"}) as proxy, server, connection.client:
            connection.attach()

            step("no proxy: the client comes straight to the server")
            connection.connect()
            question = connection.question("No proxy", "radio button")
            assert connection.facts()["question"]["kind"] == "proxy", connection.facts()
            question.check("No proxy")
            question.click("Continue")
            connection.wait_connected()
            assert (server.clients(), proxy.sign_ins) == (["alice"], [])
            connection.disconnect()

            step("an HTTP proxy is given by hand, wants a sign-in, and the client comes through it")
            connection.connect()
            question = connection.question("Enter a proxy", "radio button")
            question.check("Enter a proxy")
            question.fill("Address", "127.0.0.1")
            question.set_number("Port", proxy.port)
            question.click("Continue")
            question.wait_gone()
            question = connection.question("Password", "password text", text="at the HTTP proxy")
            question.fill("User name", "guest")
            question.fill("Password", "s3cret")
            question.click("Sign in")
            connection.wait_connected()
            assert server.clients() == ["alice"] * 2, server.clients()
            assert proxy.sign_ins == [None, ("guest", "s3cret")], proxy.sign_ins
            connection.disconnect()

            step("the next time it is entered already; the daemon still knows how to sign in there")
            connection.connect()
            question = connection.question("Enter a proxy", "radio button")
            assert question.check_box("Enter a proxy").is_checked(), question.texts()
            assert question.entry("Address").text() == "127.0.0.1"
            question.click("Continue")
            connection.wait_connected()
            assert server.clients() == ["alice"] * 3, server.clients()
            assert proxy.sign_ins[-1] == ("guest", "s3cret") and len(proxy.sign_ins) > 2, proxy.sign_ins

    def tell(self):
        try:
            self.culvert.start()
            Tray().wait()
            self.choose_server()
            self.choose_proxy()
            culvert.do("--quit")
            self.culvert.wait_exit()
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
