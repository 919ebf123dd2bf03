#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody who knows the protocol: looks on, sends commands, and records what is said.

With a real daemon, from the keyboard and through the accessibility bus. `test-console.py FILE` keeps
the recording, as tests/transcripts/culvert-console.txt was made.
"""

import os
import shutil
import stat
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import Screen, press  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Office"
PASSWORD = "pl4nted s3cret"


def step(sentence):
    print(f"# {sentence}", flush=True)


class Story:
    def __init__(self, folder):
        self.folder = folder
        self.server = Server(folder, network="10.8.0.0 255.255.255.0")
        self.server.users = {"alice": PASSWORD}
        self.client = ClientDaemon(folder, self.server)
        self.screen = Screen()
        self.culvert = culvert.Culvert("--attach", self.client.endpoint, "--name", NAME)
        self.recording = folder.file("office-console.txt")
        self.window = None

    def lines(self):
        return [text for text in self.window.texts() if text.startswith(("→ ", "← ", "! "))]

    def wait_line(self, line):
        wait_for(lambda: line in self.lines(), lambda: f"{line!r} in the console: {self.lines()}", 15)

    def send(self, command):
        self.window.fill("Command", command)
        self.window.click("Send")

    def open(self):
        step("the console is there with its shortcut, and says what Culvert itself asks")
        self.culvert.start()
        culvert.wait_state(NAME, "disconnected")
        self.window = self.screen.window(NAME)
        press("ctrl+shift+c")
        self.window.entry("Command")
        self.wait_line("→ help")

    def look(self):
        step("commands are replied to, and what the daemon cannot do now is its own word")
        self.send("pid")
        self.wait_line(f"← SUCCESS: pid={self.client.process.pid}")
        self.send("status 3")
        self.wait_line("← ERROR: The 'status' command is not supported by the current daemon mode")

    def complete(self):
        step("Tab completes a name, with what the daemon says of it as a hint")
        entry = self.window.entry("Command")
        self.window.fill("Command", "")
        press("s", "t", "a", "t", "u", "Tab")
        wait_for(lambda: entry.text() == "status ", lambda: f"the name to be completed: {entry.text()!r}")
        self.window.wait_text("status [n] — Show current daemon status info")

    def keep_secrets(self):
        step("a password is asked about, goes out, and is masked")
        self.send(f'password "Auth" "{PASSWORD}"')
        self.window.wait_text("This is an answer.")
        assert not self.client.count_commands("password"), self.client.log_tail()
        self.window.click("Send anyway")
        self.wait_line('→ password "Auth" ***')
        self.wait_line("← ERROR: no password is currently needed at this time")
        assert not self.window.says(PASSWORD), self.window.texts()

    def survive(self):
        step("what would kill the daemon is refused, and says why")
        self.send("pkcs11-id-count")
        self.window.wait_text("Not sent: OpenVPN crashes on this command")
        assert not self.client.count_commands("pkcs11-id-count"), self.client.log_tail()
        assert self.client.is_running()

    def record(self):
        step("a recording is begun before the daemon is there, so that it has its first word")
        self.client.stop()
        culvert.wait_state(NAME, "failed", "disconnected")
        self.window.click("Record…")
        dialog = self.screen.window("Record the console")
        dialog.fill("Name:", self.recording)
        dialog.click("Record")
        dialog.wait_gone()
        self.window.wait_text("recorded into “office-console.txt”")
        self.client.start()
        self.window.entry("Command")

    def connect(self):
        culvert.do("--connect", NAME)
        question = self.screen.window_with("Password", "password text")
        question.fill("User name", "alice")
        question.fill("Password", PASSWORD)
        question.click("Sign in")
        question.wait_gone()
        culvert.wait_state(NAME, "connected")
        self.send("status")
        wait_for(lambda: any(line.startswith("← TCP/UDP read bytes,") for line in self.lines()), "the status")

    def stop(self):
        step("what was recorded is for its owner alone, and has no secret in it")
        self.window.click("Stop recording")
        self.window.button("Record…")
        with open(self.recording, encoding="utf-8") as file:
            text = file.read()
        assert stat.S_IMODE(os.stat(self.recording).st_mode) == 0o600
        for line in (
            " < >INFO:OpenVPN Management Interface Version",
            ' > password "Auth" "***"',
            " > status\n",
            ",CONNECTED,SUCCESS,",
        ):
            assert line in text, (line, text)
        assert PASSWORD not in text, text
        if len(sys.argv) > 1:
            shutil.copyfile(self.recording, sys.argv[1])

    def tell(self):
        with self.server, self.client:
            try:
                self.open()
                self.look()
                self.complete()
                self.keep_secrets()
                self.survive()
                self.record()
                self.connect()
                self.stop()
                assert PASSWORD not in self.culvert.log(), "a password is in the log"
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
