#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Keys that are locked: in a file, in a PKCS#12 file, and on a smart card.

OpenVPN asks for what opens them, and the answers are given in the windows. Runs in tests/lab/netns.sh
and tests/lab/desktop.sh.
"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.connection import Connection  # noqa: E402
from lib.desktop import Screen, Tray  # noqa: E402
from lib.openvpn import CertificateServer, ClientDaemon, Folder  # noqa: E402
from lib.tokens import Tokens  # noqa: E402

WRONG_PASSPHRASE = "The passphrase did not open the private key"
WRONG_PIN = "The token refused the PIN"
LAST_TRY = "This is the last try"
LABEL = "Lab Token"
PIN = "1234"
NOWHERE = "00000000deadbeef"


def step(sentence):
    print(f"# {sentence}", flush=True)


class Story:
    def __init__(self, folder):
        self.folder = folder
        self.client_key = folder.file("pki/client.key")
        self.tokens = Tokens(folder)
        self.server = CertificateServer(folder)
        self.screen = Screen()
        self.culvert = culvert.Culvert("--background", environment={"G_MESSAGES_DEBUG": "all"})

    def connection(self, name, *identity):
        client = ClientDaemon(
            self.folder,
            self.server,
            name=name.lower(),
            auth_user_pass=False,
            identity=identity,
            environment=self.tokens.environment,
        )
        return Connection(name, client, self.screen)

    def open_kept(self, connection, lock, passphrases):
        """What a file asks for, whatever kind of file it is; `lock` gives it another passphrase."""
        first, second = passphrases
        passwords = "password"
        client = connection.client

        step(f"{connection.name}: a wrong passphrase is said, and not given a second time")
        connection.connect()
        connection.answer("Passphrase", "wrong one", "Unlock", remember=True)
        question = connection.question("Passphrase", "password text", text=WRONG_PASSPHRASE)
        assert client.count_commands(passwords) == 1, client.log_tail(40)
        assert not question.says(LAST_TRY), question.texts()

        step(f"{connection.name}: the right one connects, and what is remembered is not asked again")
        connection.answer("Passphrase", first, "Unlock", remember=True)
        connection.wait_connected()
        connection.disconnect()
        connection.connect()
        connection.wait_connected()
        assert client.count_commands(passwords) == 3, client.log_tail(40)
        connection.disconnect()

        step(f"{connection.name}: the passphrase was changed: the old one is given once, then asked for")
        lock(second)
        connection.connect()
        connection.question("Passphrase", "password text", text=WRONG_PASSPHRASE)
        assert client.count_commands(passwords) == 4, client.log_tail(40)
        connection.answer("Passphrase", second, "Unlock")
        connection.wait_connected()
        assert client.count_commands(passwords) == 5, client.log_tail(40)
        connection.disconnect()

    def open_key(self):
        def lock(passphrase):
            openssl("pkcs8", "-topk8", "-in", self.client_key, "-passout", f"pass:{passphrase}", "-out", locked_key)

        locked_key = self.folder.file("pki/locked.key")
        connection = self.connection("Keyfile", "cert pki/client.crt", "key pki/locked.key")
        with connection.client:
            connection.attach()
            self.open_kept(connection, lock, ("open key", "öffne dich \"2\" \\"))

    def open_bundle(self):
        def lock(passphrase):
            files = ("-inkey", self.client_key, "-in", self.folder.file("pki/client.crt"))
            openssl("pkcs12", "-export", *files, "-passout", f"pass:{passphrase}", "-out", bundle)

        bundle = self.folder.file("pki/client.p12")
        connection = self.connection("Bundle", "pkcs12 pki/client.p12")
        with connection.client:
            connection.attach()
            self.open_kept(connection, lock, ("open file", "another one"))

    def give_up_on_a_key(self):
        step("three wrong passphrases: the last try is announced, and then it is over")
        connection = self.connection("Forgotten", "cert pki/client.crt", "key pki/locked.key")
        with connection.client:
            connection.attach()
            connection.connect()
            connection.answer("Passphrase", "wrong 1", "Unlock")
            connection.answer("Passphrase", "wrong 2", "Unlock", text=WRONG_PASSPHRASE)
            connection.answer("Passphrase", "wrong 3", "Unlock", text=LAST_TRY)
            connection.wait_stopped("too-many-refusals")
            assert connection.client.count_commands("password") == 3
            assert connection.client.is_running()

    def unlock_token(self):
        step("a smart card: a wrong PIN is said and counted, never given again, and never kept")
        before = len(self.server.clients())
        connection = self.connection("Card", *self.tokens.use(self.tokens.identifier(LABEL, "02")))
        with connection.client:
            connection.attach()
            connection.connect()
            question = connection.question("PIN", "password text", text=f"{LABEL} token")
            assert question.look_for("Remember") is None
            assert not question.says(WRONG_PIN), question.texts()
            connection.answer("PIN", "0000", "Unlock")
            question = connection.question("PIN", "password text", text=WRONG_PIN)
            assert not question.says(LAST_TRY), question.texts()
            assert connection.client.count_commands("password") == 1, connection.client.log_tail(40)
            connection.answer("PIN", "1111", "Unlock")
            connection.question("PIN", "password text", text=LAST_TRY)
            assert connection.client.count_commands("password") == 2, connection.client.log_tail(40)
            connection.answer("PIN", PIN, "Unlock")
            connection.wait_connected()
            assert self.server.clients()[before:] == ["Müller Straße"], self.server.clients()

            step("the next time the PIN is asked for again, as if nothing had been wrong")
            connection.disconnect()
            connection.connect()
            question = connection.question("PIN", "password text")
            assert not question.says(WRONG_PIN), question.texts()
            connection.answer("PIN", PIN, "Unlock")
            connection.wait_connected()
            connection.disconnect()

    def lock_oneself_out(self):
        step("three wrong PINs: Culvert stops before the card locks itself")
        connection = self.connection("Locked", *self.tokens.use(self.tokens.identifier(LABEL, "01")))
        with connection.client:
            connection.attach()
            connection.connect()
            connection.answer("PIN", "0000", "Unlock")
            connection.answer("PIN", "1111", "Unlock", text=WRONG_PIN)
            connection.answer("PIN", "2222", "Unlock", text=LAST_TRY)
            connection.wait_stopped("too-many-refusals")
            assert connection.client.count_commands("password") == 3, connection.client.log_tail(40)

    def miss_the_token(self):
        step("a smart card that is not there: OK looks again, Cancel stops")
        identifier = self.tokens.identifier("Lost Token", "01", NOWHERE)
        connection = self.connection("Lost", *self.tokens.use(identifier))
        client = connection.client
        with client:
            connection.attach()
            connection.connect()
            for n_answers in range(3):
                question = connection.question("OK", "push button", text="Please insert Lost Token token")
                assert client.count_commands("needok") == n_answers, client.log_tail(40)
                question.click("OK")
                question.wait_gone()
            connection.question("OK", "push button").click("Cancel")
            connection.wait_stopped("user")
            assert client.count_commands("needok") == 4, client.log_tail(40)
            assert client.is_running()

    def insert_the_token(self):
        step("a smart card that is inserted when it is asked for leads to its PIN, and to the tunnel")
        identifier = self.tokens.identifier(LABEL, "02")
        self.tokens.put_into_reader(self.folder)
        connection = self.connection("Late", *self.tokens.use(identifier))
        client = connection.client
        with client:
            connection.attach()
            connection.connect()
            question = connection.question("OK", "push button", text=f"Please insert {LABEL} token")
            self.tokens.insert()
            question.click("OK")
            question.wait_gone()
            connection.answer("PIN", PIN, "Unlock")
            connection.wait_connected()

    def quit(self):
        step("no passphrase and no PIN is in the log")
        culvert.do("--quit")
        self.culvert.wait_exit()
        for secret in ("open key", "open file", "öffne dich", "another one", "wrong one"):
            assert secret not in self.culvert.log(), f"{secret} is in the log"

    def tell(self):
        with self.server:
            try:
                self.culvert.start()
                Tray().wait()
                self.open_key()
                self.open_bundle()
                self.give_up_on_a_key()
                self.unlock_token()
                self.lock_oneself_out()
                self.miss_the_token()
                self.insert_the_token()
                self.quit()
            except BaseException:
                print(self.culvert.log(), file=sys.stderr)
                raise
            finally:
                self.culvert.stop()


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def main():
    folder = Folder()
    try:
        Story(folder).tell()
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
