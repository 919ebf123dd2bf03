#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A server daemon and its clients as a person has them before them: who is let in, who is turned
away, who is asked for more, who is disconnected, and what flows.

Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import base64
import os
import re
import socket
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import Notifications, Screen, Tray, screenshot  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import wait_for  # noqa: E402

GATEWAY = "Gateway"
CAROL = "Carol"
CODE = "471 100"
PASSWORD = "pass-of-everybody"


def step(sentence):
    print(f"# {sentence}", flush=True)


class Gateway(Server):
    """A server that nobody but Culvert administrates."""

    def __init__(self, folder):
        super().__init__(folder, options=["hand-window 60"])
        os.makedirs(folder.file("sockets"), mode=0o700, exist_ok=True)

    @property
    def endpoint(self):
        return f"unix:{self.folder.file('sockets/gateway')}"

    def configuration(self):
        return [
            f"management {self.folder.file('sockets/gateway')} unix" if line.startswith("management ") else line
            for line in super().configuration()
        ]

    def wait_ready(self):
        self.wait_log("Initialization Sequence Completed")


class Client(ClientDaemon):
    """A client that signs in by itself, and tells what it is told.

    said  what its management interface has said of the sign-in and of its state
    """

    def __init__(self, folder, server, user, *options):
        credentials = folder.write(f"{user}.pass", f"{user}\n{PASSWORD}\n")
        super().__init__(
            folder,
            server,
            name=re.sub("[^a-z]", "-", user),
            auth_user_pass=False,
            hold=False,
            options=[f"auth-user-pass {credentials}", "auth-retry none", *options],
        )
        self.said = []
        self.socket = None

    def configuration(self):
        unwanted = ("auth-retry interact", "management-query-passwords")
        return [line for line in super().configuration() if line not in unwanted]

    def start(self):
        super().start()
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(self.socket_path)
        self.tell("state on")
        threading.Thread(target=self.listen, args=(self.socket,), daemon=True).start()
        return self

    def listen(self, connection):
        with connection.makefile("r", encoding="utf-8", errors="replace") as lines:
            try:
                for line in lines:
                    self.said.append(line.strip())
            except OSError:
                pass  # the daemon has gone

    def tell(self, command):
        self.socket.sendall(f"{command}\n".encode())

    def stop(self):
        super().stop()
        if self.socket is not None:
            self.socket.close()

    def wait_said(self, text, seconds=15):
        wait_for(
            lambda: any(text in line for line in list(self.said)),
            lambda: f"{self.name} to be told {text!r}; {self.said[-8:]}",
            seconds,
        )

    def wait_up(self):
        self.wait_said("CONNECTED,SUCCESS")


class Story:
    def __init__(self, folder):
        self.folder = folder
        self.server = Gateway(folder)
        self.alice = Client(folder, self.server, "alice")
        self.bob = Client(folder, self.server, "bob", "setenv IV_SSO crtext", "push-peer-info")
        # [19a] a user whose name looks like more columns of a table
        self.comma = Client(folder, self.server, "mallory,UNDEF1")
        self.carol = ClientDaemon(folder, self.server, name="carol")
        self.screen = Screen()
        self.notifications = Notifications()
        self.culvert = culvert.Culvert("--background", environment={"G_MESSAGES_DEBUG": "all"})

    # --- what is on the page ---

    def window(self):
        return self.screen.window(GATEWAY)

    def table(self):
        """The rows as a person reads them: name, user, address, …"""
        table = self.window().find("Clients", "table", "tree table").accessible
        interface = table.get_table_iface()
        return [
            [interface.get_accessible_at(row, column).get_name() or "" for column in range(11)]
            for row in range(interface.get_n_rows())
        ]

    def users(self):
        return sorted(row[1] for row in self.table())

    def wait_users(self, *users):
        wait_for(
            lambda: self.users() == sorted(users),
            lambda: f"the clients {users}; there are {self.users()}",
            15,
            0.1,
        )

    def select(self, user):
        table = self.window().find("Clients", "table", "tree table").accessible
        row = next(index for index, cells in enumerate(self.table()) if cells[1] == user)
        assert table.get_table_iface().add_row_selection(row)

    def dialog(self, title):
        return self.screen.window(title)

    # --- what happens ---

    def attach(self):
        step("a server has a page of clients, and nobody is there")
        self.culvert.start()
        Tray().wait()
        culvert.do("--attach", self.server.endpoint, "--name", GATEWAY, "--background")
        culvert.wait_state(GATEWAY, "connected")
        Tray().activate()
        window = self.window()
        window.find("Clients", "radio button").act()
        window.wait_text("Nobody is connected.")
        window.wait_text("0 clients")

    def watch_only(self):
        step("until the user says so, a request is shown and nothing is said to the server")
        self.alice.start()
        window = self.window()
        window.wait_text("alice asks to be let in")
        assert window.look_for("Allow", "push button") is None
        assert "client-auth" not in self.server.log() and "client-deny" not in self.server.log()
        assert Tray().icon() == "connected-symbolic", Tray().icon()

    def admit(self):
        step("one is let in, from the notification, which comes once nobody looks at the request")
        self.window().check("Answer requests from here")
        Tray().wait_icon("attention")
        assert not any("alice" in shown.summary for shown in self.notifications.all())
        self.window().find("Log", "radio button").act()
        shown = self.notifications.wait("alice asks to be let in")
        assert {"Allow", "Deny"} <= set(shown.actions.values()), shown
        assert shown.urgency == "critical" and "certificate “alice”" in shown.body, shown
        assert PASSWORD not in repr(self.notifications.all())
        self.notifications.choose("Allow")
        self.alice.wait_up()
        self.window().find("Clients", "radio button").act()
        self.window().wait_text("alice was let in.")
        self.wait_users("alice")
        Tray().wait_icon("connected")
        self.window().wait_text("1 client")

    def deny(self):
        step("one is turned away with a reason, which it shows; the log of the server has another")
        self.carol.start()
        culvert.do("--attach", self.carol.endpoint, "--name", CAROL, "--background")
        culvert.wait_state(CAROL, "disconnected")
        culvert.do("--connect", CAROL)
        question = self.screen.window_with("Password", "password text")
        question.fill("User name", "carol")
        question.fill("Password", PASSWORD)
        question.click("Sign in")
        window = self.window()
        window.wait_text("carol asks to be let in")
        window.click("Deny: carol")
        dialog = self.dialog("Turn this client away?")
        dialog.fill("What the client is told", 'Come back "tomorrow"')
        dialog.fill("What the server logs", "not on the list of today")
        dialog.click("Deny")
        window.wait_text("carol was turned away.")
        again = self.screen.window_with("Password", "password text")
        again.wait_text('Come back "tomorrow"')
        self.server.wait_log("not on the list of today")
        assert not again.says("not on the list"), again.texts()
        screenshot(os.path.join(os.environ["CULVERT_LAB"], "denied.png"))
        culvert.do("--disconnect", CAROL)
        again.wait_gone()

    def ask_more(self):
        step("one is asked for a code, answers it, and is let in")
        self.bob.start()
        window = self.window()
        window.wait_text("bob asks to be let in")
        window.click("More answers: bob")
        window.find("Ask for a code").act()
        dialog = self.dialog("Ask for a code")
        dialog.fill("Question", "Your code?")
        dialog.click("Ask")
        self.bob.wait_said("CR_TEXT:R:Your code?")
        self.bob.tell(f'cr-response "{base64.b64encode(CODE.encode()).decode()}"')
        window.wait_text("Has answered the question")
        assert not window.says(CODE)
        window.check("Show answer")
        window.wait_text(CODE)
        window.click("Allow: bob")
        self.bob.wait_up()
        self.wait_users("alice", "bob")

    def refuse_end(self):
        step("[19a] [20a] a name with a comma stays one name; a text that would end early is not sent")
        self.comma.start()
        window = self.window()
        window.wait_text("mallory,UNDEF1 asks to be let in")
        window.click("More answers: mallory")
        window.find("Allow with settings").act()
        dialog = self.dialog("Let this client in with settings")
        dialog.fill("Settings", 'push "echo hi"\nEND\nclient-kill 1\nEND')
        dialog.click("Allow")
        dialog.wait_text("Line 2 is the word END")
        assert "client-kill" not in self.server.log()
        dialog.fill("Settings", 'push "echo forget-passwords"\n')
        dialog.click("Allow")
        self.comma.wait_up()
        self.wait_users("alice", "bob", "mallory,UNDEF1")

    def watch_rates(self):
        step("what is received and sent grows")
        def received():
            return {cells[1]: cells[4] for cells in self.table()}["alice"]

        before = received()
        wait_for(lambda: received() != before, lambda: f"more than {before} to come from alice", 15, 0.2)
        wait_for(
            lambda: any(cells[6] or cells[7] for cells in self.table()), "a rate in the table", 15, 0.05
        )

    def disconnect(self):
        step("one is disconnected, with a message that it shows")
        self.select("bob")
        self.window().click("Disconnect")
        dialog = self.dialog("Disconnect this client?")
        dialog.wait_text("bob (certificate")
        dialog.fill("Message", "Maintenance at ten")
        dialog.check("The client stops")
        dialog.click("Disconnect")
        self.window().wait_text("bob is disconnected.")
        self.bob.wait_said("EXITING")
        assert "Maintenance at ten" in self.bob.log(), self.bob.log_tail(20)
        self.wait_users("alice", "mallory,UNDEF1")

    def restart(self):
        step("the server is gone, and begins anew with nobody; who comes back is known again")
        self.alice.stop()
        self.server.kill()
        self.window().wait_text("The server cannot be reached.")
        self.comma.stop()
        self.server.start()
        culvert.wait_state(GATEWAY, "connected")
        self.window().wait_text("Nobody is connected.")
        self.alice.start()
        window = self.window()
        window.wait_text("alice asks to be let in")
        window.click("Allow: alice")
        self.alice.wait_up()
        self.wait_users("alice")

    def quit(self):
        culvert.do("--quit")
        self.culvert.wait_exit()
        log = self.culvert.log()
        assert PASSWORD not in log and CODE not in log, "a secret is in the log"
        assert self.server.is_running(), "the server ended with Culvert"

    def tell(self):
        with self.server:
            try:
                self.attach()
                self.watch_only()
                self.admit()
                self.deny()
                self.ask_more()
                self.refuse_end()
                self.watch_rates()
                self.disconnect()
                self.restart()
                self.quit()
            except BaseException:
                print(self.culvert.log()[-6000:], self.server.log_tail(30), file=sys.stderr)
                print(self.notifications.all(), [w.texts() for w in self.screen.windows()], file=sys.stderr)
                screenshot(os.path.join(os.environ["CULVERT_LAB"], "failed.png"))
                raise
            finally:
                self.culvert.stop()
                for client in (self.alice, self.bob, self.comma, self.carol):
                    client.stop()


def main():
    folder = Folder()
    try:
        Story(folder).tell()
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
