#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A server that is not content with a password: challenges, and a sign-in with a browser.

OpenVPN asks, on both ends, and the answers are given in the windows. Runs in tests/lab/netns.sh and
tests/lab/desktop.sh.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import Screen  # noqa: E402
from lib.openvpn import Allow, ClientDaemon, Deny, Folder, Pending, Server  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Office"
PASSWORD = "b3st s3cret"
STATE = "st-0f1e2d3c4b5a"
ADDRESS = "https://login.example.com/sign-in?s=5f3a"
ORIGIN = "This question comes from the VPN server"


def step(sentence):
    print(f"# {sentence}", flush=True)


def challenge(state, flags, text):
    return Deny("challenge", f"CRV1:{flags}:{state}:YWxpY2U=:{text}")


class Browser:
    """Stands for the browser of the desktop, and writes down what it is asked to open."""

    def __init__(self, folder):
        self.opened_path = folder.file("opened")
        script = folder.write("browser", f'#!/bin/sh\nprintf "%s\\n" "$1" >> {self.opened_path}\n')
        os.chmod(script, 0o700)
        applications = os.path.join(os.environ["XDG_DATA_HOME"], "applications")
        os.makedirs(applications, exist_ok=True)
        with open(os.path.join(applications, "test-browser.desktop"), "w", encoding="utf-8") as file:
            file.write(
                "[Desktop Entry]\nType=Application\nName=Browser\n"
                f"Exec={script} %u\nMimeType=x-scheme-handler/https;\n"
            )
        with open(os.path.join(applications, "mimeapps.list"), "w", encoding="utf-8") as file:
            file.write("[Default Applications]\nx-scheme-handler/https=test-browser.desktop\n")

    def opened(self):
        try:
            with open(self.opened_path, encoding="utf-8") as file:
                return file.read().splitlines()
        except FileNotFoundError:
            return []


class Story:
    def __init__(self, folder):
        self.server = Server(folder)
        self.client = ClientDaemon(
            folder, self.server, options=["setenv IV_SSO webauth,openurl,crtext", "push-peer-info"]
        )
        self.screen = Screen()
        self.browser = Browser(folder)
        self.culvert = culvert.Culvert(
            "--background",
            *("--attach", self.client.endpoint, "--name", NAME),
            environment={"G_MESSAGES_DEBUG": "all"},
        )

    def sent(self):
        return [(attempt.username, attempt.password) for attempt in self.server.attempts]

    def begin(self, decide, remember=False):
        """Connects, and answers the question for the password, if there is one to be answered."""
        self.server.decide = decide
        self.server.attempts.clear()
        culvert.do("--connect", NAME)
        if remember is not None:
            question = self.screen.window_with("Password", "password text")
            question.fill("User name", "alice")
            question.fill("Password", PASSWORD)
            question.check("Remember", remember)
            question.click("Sign in")
            question.wait_gone()

    def end(self):
        culvert.wait_state(NAME, "connected")
        wait_for(lambda: self.screen.windows() == [], "the last window to close")
        culvert.do("--disconnect", NAME)
        culvert.wait_state(NAME, "disconnected")

    def question(self, text):
        window = self.screen.window_with("Answer", "text", "password text")
        window.wait_text(text)
        window.wait_text(ORIGIN)
        return window

    def answer_two_rounds(self):
        step("two rounds of challenges: each is a window, and each answer carries the state of its own")
        script = {
            PASSWORD: challenge(STATE, "R", "Enter the <b>code</b>"),
            f"CRV1::{STATE}::4711": challenge(STATE + "-2", "R,E", "Type 'yes'"),
            f"CRV1::{STATE}-2::yes": Allow(),
        }
        self.begin(lambda _name, password, _environment: script.get(password, Deny()), remember=True)
        for text, answer in (("Enter the <b>code</b>", "4711"), ("Type 'yes'", "yes")):
            question = self.question(text)
            question.fill("Answer", answer)
            question.click("Continue")
            question.wait_gone()
        self.end()
        assert self.sent() == [("alice", password) for password in script], self.sent()

    def remember_through_a_challenge(self):
        step("the password was kept although a challenge came after it, and the challenge is asked again")

        def decide(_name, password, _environment):
            return challenge(STATE, "R", "Code?") if password == PASSWORD else Allow()

        self.begin(decide, remember=None)
        question = self.question("Code?")
        question.fill("Answer", "42")
        question.click("Continue")
        self.end()
        assert self.sent() == [("alice", PASSWORD), ("alice", f"CRV1::{STATE}::42")], self.sent()

    def answer_through_the_daemon(self):
        step("a question while the server waits: the time runs down, and the answer reaches the server")
        self.server.respond = lambda text: Allow() if text == "tan 42 ü" else Deny("wrong")
        self.begin(lambda *_arguments: Pending("CR_TEXT:R,E:Enter your TAN: (from the list)", 60), remember=None)
        question = self.question("Enter your TAN: (from the list)")
        question.wait_text("Time left to answer: ")
        question.fill("Answer", "tan 42 ü")
        question.click("Continue")
        self.end()
        assert self.server.responses == ["tan 42 ü"], self.server.responses

    def sign_in_with_the_browser(self):
        step("an address of the server: nothing opens before the click, and the window closes by itself")
        self.begin(lambda *_arguments: Pending(f"WEB_AUTH::{ADDRESS}", 60), remember=None)
        window = self.screen.window_with("Open browser", "push button")
        window.wait_text("login.example.com")
        window.wait_text(ADDRESS)
        assert culvert.connections()[NAME]["question"]["kind"] == "web-sign-in"
        self.client.wait_log("AUTH_PENDING")
        assert self.browser.opened() == []
        window.click("Open browser")
        wait_for(lambda: self.browser.opened() == [ADDRESS], lambda: f"the browser; {self.browser.opened()}")
        assert window.is_showing()
        self.server.allow_pending()
        self.end()

    def sign_in_at_a_long_address(self):
        step("an address that is too long for the daemon: taken from its log, and shown all the same")
        address = ADDRESS + "&" + "x" * (240 - len(ADDRESS))
        self.begin(lambda *_arguments: Pending(f"WEB_AUTH::{address}", 60), remember=None)
        window = self.screen.window_with("Open browser", "push button")
        window.wait_text(address)
        self.server.allow_pending()
        self.end()

    def be_sent_to_a_bad_address(self):
        step("an address that is none of the web: said why, not offered, and the sign-in can be stopped")
        self.begin(lambda *_arguments: Pending("OPEN_URL:file:///etc/passwd", 60), remember=None)
        window = self.screen.window_with("Culvert does not open this address")
        window.wait_text("file:///etc/passwd")
        assert window.look_for("Open browser", "push button") is None
        window.click("Stop connecting")
        window.wait_gone()
        culvert.wait_state(NAME, "disconnected")
        assert self.client.is_running()
        assert self.browser.opened() == [ADDRESS]

    def be_refused_elsewhere(self):
        step("the sign-in in the browser was refused: the window goes, and the reason is shown")
        self.begin(lambda *_arguments: Pending(f"WEB_AUTH::{ADDRESS}", 60), remember=None)
        window = self.screen.window_with("Open browser", "push button")
        self.server.deny_pending("Not today")
        window.wait_gone()
        question = self.screen.window_with("Password", "password text")
        question.wait_text("Not today")
        question.click("Stop connecting")
        question.wait_gone()
        culvert.wait_state(NAME, "disconnected")

    def quit(self):
        step("no secret is in the log")
        culvert.do("--quit")
        self.culvert.wait_exit()
        for secret in (PASSWORD, STATE, "4711", ADDRESS):
            assert secret not in self.culvert.log(), f"{secret} is in the log"

    def tell(self):
        with self.server, self.client:
            try:
                self.culvert.start()
                culvert.wait_state(NAME, "disconnected")
                self.answer_two_rounds()
                self.remember_through_a_challenge()
                self.answer_through_the_daemon()
                self.sign_in_with_the_browser()
                self.sign_in_at_a_long_address()
                self.be_sent_to_a_bad_address()
                self.be_refused_elsewhere()
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
