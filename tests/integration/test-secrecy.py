#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A planted password or passphrase is found nowhere once it has been used, but in the keyring when it
was to be kept.

Looks into the memory of the process, what /proc shows of it, its log with all debugging on, every file
of its home folder and of the desktop (settings, state, caches, notifications), what assistive technology
can read, and what the command line tells. Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.canary import Canary, said_by_assistive_technology  # noqa: E402
from lib.desktop import APPLICATION_ID, Notifications, Screen  # noqa: E402
from lib.keyring import Keyring  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Office"
LOCKED = "Locked Key"
PASSPHRASE = 'Kv5"canary\\Yt68'
PASSWORD = 'Xq7"canary\\Zw93'  # with what a command has to escape
SECONDS_TO_FORGET = 1
CANARY = Canary(PASSWORD, PASSPHRASE)


def step(sentence):
    print(f"# {sentence}", flush=True)


def type_password(question):
    entry = question.entry("Password")
    entry.accessible.grab_focus()
    subprocess.run(["xdotool", "type", "--delay", "10", PASSWORD], check=True)


def ask():
    culvert.do("--connect", NAME)
    return Screen().window_with("Password", "password text")


def accept(question):
    question.click("Sign in")
    question.wait_gone()
    culvert.wait_state(NAME, "connected")


def sign_in(remember, by_keyboard):
    question = ask()
    question.fill("User name", "alice")
    if by_keyboard:
        type_password(question)
    else:
        question.fill("Password", PASSWORD)
    question.check("Remember", remember)
    accept(question)


def disconnect():
    culvert.do("--disconnect", NAME, "--wait", "20")


def check(program):
    pid = program.process.pid
    wait_for(
        lambda: not CANARY.found_in_memory(pid),
        lambda: f"the memory to be clean; it is in {CANARY.found_in_memory(pid)}",
        SECONDS_TO_FORGET,
    )
    for name in ("cmdline", "environ"):
        with open(f"/proc/{pid}/{name}", "rb") as file:
            assert not CANARY.give_away(file.read()), name
    assert not CANARY.give_away(program.log().encode()), "the log"
    found = list(CANARY.found_in_files(os.environ["CULVERT_LAB"]))
    assert not found, found
    assert not CANARY.give_away(said_by_assistive_technology().encode()), "assistive technology"
    assert not CANARY.give_away(culvert.do("--status", "--json").encode()), "the status"


def use_what_is_offered(program):
    """The keyring answers while the dialog is open."""
    keyring = Keyring()

    def offer():
        keyring.pause()
        question = ask()
        keyring.resume()
        wait_for(lambda: len(question.entry("Password").text()) == len(PASSWORD), "the password to be filled in")
        assert "alice" in said_by_assistive_technology(), "this test is deaf: it is in the entry now"
        assert not CANARY.give_away(said_by_assistive_technology().encode())
        return question

    step("offered by the keyring, and sent")
    accept(offer())
    check(program)
    disconnect()

    step("offered by the keyring, and cancelled")
    question = offer()
    question.click("Stop connecting")
    question.wait_gone()
    culvert.wait_state(NAME, "disconnected")
    check(program)


def unlock_key(program, remember):
    culvert.do("--connect", LOCKED)
    question = Screen().window_with("Passphrase", "password text")
    question.fill("Passphrase", PASSPHRASE)
    question.check("Remember", remember)
    question.click("Unlock")
    question.wait_gone()
    culvert.wait_state(LOCKED, "connected")
    check(program)
    culvert.do("--disconnect", LOCKED, "--wait", "20")


def open_locked_key(folder, server, program):
    locked = folder.file("pki/locked.key")
    openssl = ("openssl", "pkcs8", "-topk8", "-in", folder.file("pki/client.key"), "-passout", "stdin", "-out", locked)
    subprocess.run(openssl, input=PASSPHRASE + "\n", text=True, check=True)
    with ClientDaemon(folder, server, name="locked", auth_user_pass=False, options=[f"key {locked}"]) as client:
        culvert.do("--attach", client.endpoint, "--name", LOCKED, "--background")
        culvert.wait_state(LOCKED, "disconnected")

        step("the passphrase of a key, used once")
        unlock_key(program, remember=False)

        step("the passphrase of a key, kept in the keyring")
        unlock_key(program, remember=True)


def tell(folder, server, client, program):
    culvert.wait_state(NAME, "disconnected")

    step("used once")
    sign_in(remember=False, by_keyboard=False)
    check(program)

    step("typed, and kept in the keyring")
    disconnect()
    sign_in(remember=True, by_keyboard=True)
    check(program)

    step("answered from the keyring")
    disconnect()
    culvert.do("--connect", NAME, "--wait", "20")
    assert not Screen().windows(), Screen().titles()
    check(program)

    disconnect()
    use_what_is_offered(program)

    step("cancelled with the password typed")
    subprocess.run(["secret-tool", "clear", "xdg:schema", f"{APPLICATION_ID}.Credential"], check=True)
    question = ask()
    question.fill("Password", PASSWORD)
    assert CANARY.found_in_memory(program.process.pid), "this test is blind: it is in the entry now"
    question.click("Stop connecting")
    question.wait_gone()
    check(program)
    assert client.is_running()

    open_locked_key(folder, server, program)

    told = Notifications().all()
    assert told and not CANARY.give_away(repr(told).encode()), told


def main():
    folder = Folder()
    server = Server(folder, options=["auth-user-pass-optional"])
    server.users = {"alice": PASSWORD, "": ""}  # one of the clients has a key alone
    client = ClientDaemon(folder, server)
    program = culvert.Culvert(
        "--background",
        *("--attach", client.endpoint, "--name", NAME),
        environment={"G_MESSAGES_DEBUG": "all"},
    )
    try:
        with server, client, program:
            tell(folder, server, client, program)
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
