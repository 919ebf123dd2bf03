#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A keyring that is slow, locked, killed or absent: asked within a second, filled in when it can be.

Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import Screen, press  # noqa: E402
from lib.keyring import MASTER_PASSWORD, Keyring, dismiss_unlock_dialog, wait_unlock_dialog  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import stop_process, wait_for  # noqa: E402

NAME = "Office"
USER = "alice"

# The second that the keyring is given, and as much again for a busy machine, for the command line and
# for looking at the screen.
SECONDS_TO_ASK = 2.5


def step(sentence):
    print(f"# {sentence}", flush=True)


def ask():
    """Connects; returns the dialog, which has to be there in time."""
    started = time.monotonic()
    culvert.do("--connect", NAME)
    question = Screen().window_with("Password", "password text", seconds=SECONDS_TO_ASK)
    took = time.monotonic() - started
    print(f"# asked after {took:.2f} s", flush=True)
    assert took < SECONDS_TO_ASK, took
    return question


def length(question, name):
    return len(question.entry(name).text())


def expect_filled(question, password):
    wait_for(lambda: length(question, "Password") == len(password), "the password to be filled in")
    assert question.entry("User name").text() == USER
    wait_for(lambda: question.check_box("Remember").is_checked(), "“Remember” to be ticked")
    shown = question.texts()
    assert not any(password in text for text in shown), shown


def sign_in(question, password, remember):
    question.fill("User name", USER)
    question.fill("Password", password)
    question.check("Remember", remember)
    question.click("Sign in")
    question.wait_gone()
    culvert.wait_state(NAME, "connected")


def disconnect():
    culvert.do("--disconnect", NAME, "--wait", "20")


class Impostor:
    """Another user's program at the address of a daemon that has ended: see lib/impostor.py."""

    def __init__(self, endpoint):
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib", "impostor.py")
        self.process = subprocess.Popen([sys.executable, program, endpoint], stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        assert self.process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_details):
        stop_process(self.process)

    def was_told(self):
        """What those have said who came and went; ends it."""
        stop_process(self.process)
        return {line for line in self.process.stdout.read().split() if line != "b''"}


class Story:
    def __init__(self, folder):
        self.password = "first s3cret"
        self.folder = folder
        self.server = Server(folder)
        self.client = ClientDaemon(folder, self.server)
        self.keyring = Keyring()
        self.program = culvert.Culvert(
            "--background",
            *("--attach", self.client.endpoint, "--name", NAME),
            environment={"G_MESSAGES_DEBUG": "all"},
        )
        self.learn(self.password)

    def learn(self, password):
        """The server's password from now on."""
        self.password = password
        self.server.users = {USER: password}

    def accept(self, question):
        question.click("Sign in")
        question.wait_gone()
        culvert.wait_state(NAME, "connected")
        assert self.server.attempts[-1].password == self.password

    def be_slow(self):
        step("slow: asked at once, filled in when it answers, and sent by the user alone")
        sign_in(ask(), self.password, remember=True)
        self.keyring.wait_kept()
        disconnect()
        self.keyring.pause()
        question = ask()
        assert length(question, "Password") == 0
        n_attempts = len(self.server.attempts)
        self.keyring.resume()
        expect_filled(question, self.password)
        assert len(self.server.attempts) == n_attempts
        self.accept(question)
        disconnect()

    def come_back(self):
        step("and once it has answered it is used again")
        culvert.do("--connect", NAME, "--wait", "20")
        assert not Screen().windows(), Screen().titles()
        disconnect()

    def tell_impostors_nothing(self):
        step("another user's program in the place of the daemon gets nothing, whatever is kept for it")
        self.client.stop()
        with Impostor(self.client.endpoint) as impostor:
            culvert.run("--connect", NAME)
            facts = culvert.wait_state(NAME, "failed")
            assert facts["reason"] == "untrusted" and "65534" in facts["message"], facts
            assert not impostor.was_told()
        self.client.start()
        # Until it is found, the last failure is what there is to tell of.
        wait_for(lambda: culvert.connections()[NAME]["reason"] != "untrusted", lambda: culvert.connections())
        culvert.do("--connect", NAME, "--wait", "20")
        disconnect()

        step("at a port neither, where the management password is kept")
        port = ClientDaemon(self.folder, self.server, name="port", tcp=True, password=True)
        with port:
            culvert.do("--attach", port.endpoint, "--name", "Port", "--background")
            # It asks as soon as Culvert comes, and waits without a window until somebody wants to connect.
            wait_for(lambda: culvert.connections()["Port"]["question"], "the port to ask")
            culvert.do("--connect", "Port")
            question = Screen().window_with("Password", "password text")
            question.fill("Password", port.management_password)
            question.check("Remember")
            question.click("Continue")
            question.wait_gone()
        with Impostor(port.endpoint) as impostor:
            culvert.run("--connect", "Port")
            wait_for(lambda: culvert.connections()["Port"]["reason"] == "untrusted", lambda: culvert.connections())
            assert "65534" in culvert.connections()["Port"]["message"], culvert.connections()
            assert not impostor.was_told()

    def leave_what_is_typed(self):
        step("what the user has begun to type, and has chosen, stays")
        self.keyring.pause()
        question = ask()
        question.fill("Password", "typed")
        question.check("Remember", True)
        question.check("Remember", False)
        self.keyring.resume()
        wait_for(lambda: question.entry("User name").text() == USER, "the user name to be filled in")
        assert not question.check_box("Remember").is_checked()
        assert length(question, "Password") == len("typed")
        question.click("Stop connecting")
        question.wait_gone()
        culvert.wait_state(NAME, "disconnected")

    def quit_at_once(self):
        step("quit in the moment of “connected”: the password gets to the keyring nevertheless")
        self.learn("second s3cret")
        self.keyring.pause()
        sign_in(ask(), self.password, remember=True)
        culvert.do("--quit")
        self.keyring.resume()
        self.program.wait_exit()
        self.program.start()
        culvert.wait_state(NAME, "connected")
        disconnect()
        self.come_back()

    def be_locked(self):
        step("locked: asked at once, and filled in when the user unlocks it")
        self.keyring.lock()
        question = ask()
        wait_unlock_dialog()
        subprocess.run(["xdotool", "type", "--delay", "20", MASTER_PASSWORD], check=True)
        press("Return")
        expect_filled(question, self.password)
        self.accept(question)
        disconnect()
        self.come_back()

    def stay_locked(self):
        step("locked, and the user closes the unlock dialog: ours stays, and can be answered")
        self.keyring.lock()
        question = ask()
        wait_unlock_dialog()
        dismiss_unlock_dialog()
        assert question.is_showing() and length(question, "Password") == 0
        question.fill("Password", self.password)
        self.accept(question)
        disconnect()

    def be_killed(self):
        step("killed while it is asked: the dialog stays, and can be answered")
        self.keyring.pause()
        question = ask()
        self.keyring.kill()
        sign_in(question, self.password, remember=False)
        disconnect()

    def be_absent(self):
        step("absent: asked at once")
        sign_in(ask(), self.password, remember=False)

    def tell(self):
        with self.server, self.client, self.program:
            try:
                culvert.wait_state(NAME, "disconnected")
                self.be_slow()
                self.come_back()
                self.tell_impostors_nothing()
                self.leave_what_is_typed()
                self.quit_at_once()
                self.be_locked()
                self.stay_locked()
                self.be_killed()
                self.be_absent()
            except BaseException:
                print(self.program.log(), self.client.log_tail(40), file=sys.stderr)
                raise


def main():
    folder = Folder()
    try:
        Story(folder).tell()
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
