#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A daemon that asks which certificate to use, of those on two smart cards.

OpenVPN reads the cards, Culvert shows what is on them, and the handshake is made with the key on the
card. Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.connection import Connection  # noqa: E402
from lib.desktop import Screen, Tray  # noqa: E402
from lib.openvpn import CertificateServer, ClientDaemon, Folder  # noqa: E402
from lib.tokens import Tokens  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Office"
OFFERED = ["alice", "Müller Straße", "bob"]
DOUBTFUL = {
    "Former Staff": "has expired",
    "Future Staff": "is not valid yet",
    "Unreadable": "cannot be read",
}
ANYWAY = "Use it anyway"
ALWAYS = "Always use this certificate"
COUNT = "pkcs11-id-count"


def step(sentence):
    print(f"# {sentence}", flush=True)


class Story:
    def __init__(self, folder):
        self.tokens = Tokens(folder)
        self.server = CertificateServer(folder)
        self.client = ClientDaemon(
            folder,
            self.server,
            auth_user_pass=False,
            identity=self.tokens.pick_later(),
            environment=self.tokens.environment,
        )
        self.connection = Connection(NAME, self.client, Screen())
        self.culvert = culvert.Culvert("--background", environment={"G_MESSAGES_DEBUG": "all"})

    def picker(self, n_rows=len(OFFERED) + len(DOUBTFUL)):
        picker = self.connection.question("Look again", "push button")
        wait_for(
            lambda: len(picker.rows()) == n_rows,
            lambda: f"{n_rows} certificates; there are {[row.title for row in picker.rows()]}",
        )
        return picker

    def answers(self):
        return self.client.count_commands("needstr")

    def look_at_all(self):
        step("everything that is on the two cards is shown, what is doubtful last")
        self.connection.attach()
        self.connection.connect()
        picker = self.picker()
        names = [row.title for row in picker.rows()]
        for name in OFFERED:
            assert any(title.startswith(f"{name}, ") for title in names[: len(OFFERED)]), names
        assert picker.row("Former Staff").title.startswith("Former Staff, Expired on "), names
        assert picker.row("Future Staff").title.startswith("Future Staff, Not valid before "), names
        assert picker.row("Unreadable"), names
        assert self.connection.facts()["question"]["kind"] == "certificate", self.connection.facts()
        assert self.client.count_commands(COUNT) == 1, self.client.log_tail(40)

    def look_twice(self):
        step("what has expired, is not valid yet, or cannot be read, needs a second look")
        picker = self.picker()
        for name, doubt in DOUBTFUL.items():
            picker.select_row(name)
            picker.wait_text(doubt)
            assert not picker.button("Continue").is_sensitive(), name
            picker.check(ANYWAY)
            wait_for(picker.button("Continue").is_sensitive, "the button to be sensitive")
        picker.select_row("alice")
        wait_for(lambda: picker.look_for(ANYWAY) is None, "the doubt to go away")
        assert picker.button("Continue").is_sensitive()

    def look_again(self):
        step("the cards are read again when the user wants it, and the choice stays")
        picker = self.picker()
        picker.select_row("bob")
        picker.click("Look again")
        wait_for(lambda: self.client.count_commands(COUNT) == 2, self.client.log_tail)
        assert self.picker().row("bob").is_selected()
        assert self.answers() == 0, self.client.log_tail(40)

    def choose(self):
        step("one is chosen, its card asks for the PIN, and the server sees this certificate")
        picker = self.picker()
        picker.select_row("Müller Straße")
        picker.click("Continue")
        self.connection.answer("PIN", "1234", "Unlock", text="Lab Token")
        self.connection.wait_connected()
        assert self.server.clients() == ["Müller Straße"], self.server.clients()
        assert self.answers() == 1, self.client.log_tail(40)

    def choose_again(self):
        step("the next time it stands first and is selected; from now on it is always to be used")
        self.connection.disconnect()
        self.connection.connect()
        picker = self.picker()
        first = picker.rows()[0]
        assert first.title.startswith("Müller Straße, ") and first.is_selected(), first.title
        picker.check(ALWAYS)
        picker.click("Continue")
        self.connection.answer("PIN", "1234", "Unlock")
        self.connection.wait_connected()
        assert self.server.clients() == ["Müller Straße"] * 2, self.server.clients()

    def choose_no_more(self):
        step("the third time only the PIN is asked for")
        self.connection.disconnect()
        self.connection.connect()
        question = wait_for(lambda: next(iter(self.connection.questions()), None), "a question", 15)
        assert question.look_for("PIN", "password text"), question.texts()
        assert self.connection.facts()["question"]["kind"] == "token-pin", self.connection.facts()
        self.connection.answer("PIN", "1234", "Unlock")
        self.connection.wait_connected()
        assert self.server.clients() == ["Müller Straße"] * 3, self.server.clients()
        self.connection.disconnect()

    def miss_it(self):
        step("the card with it is gone: it is asked again, and the other card is as good")
        self.client.stop()
        culvert.wait_state(NAME, "disconnected", "failed")
        self.tokens.remove("Lab Token")
        self.client.start()
        culvert.wait_state(NAME, "disconnected")
        self.connection.connect()
        picker = self.picker(n_rows=1)
        picker.select_row("bob")
        picker.click("Continue")
        self.connection.answer("PIN", "9999", "Unlock", text="Zweiter Schlüssel")
        self.connection.wait_connected()
        assert self.server.clients()[3:] == ["bob"], self.server.clients()

    def tell(self):
        with self.server, self.client:
            try:
                self.culvert.start()
                Tray().wait()
                self.look_at_all()
                self.look_twice()
                self.look_again()
                self.choose()
                self.choose_again()
                self.choose_no_more()
                self.miss_it()
                culvert.do("--quit")
                self.culvert.wait_exit()
                assert "1234" not in self.culvert.log(), "the PIN is in the log"
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
