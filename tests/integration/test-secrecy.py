#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A planted password is found nowhere once it has been used, but in the keyring when it was to be kept.

Looks into the memory of the process, what /proc shows of it, its log with all debugging on, and every
file below its home folder. Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import base64
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import APPLICATION_ID, Screen  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Office"
PASSWORD = 'Xq7"canary\\Zw93'  # with what a command has to escape
SECONDS_TO_FORGET = 1


def step(sentence):
    print(f"# {sentence}", flush=True)


def forms():
    """The bytes that would give the password away."""
    escaped = PASSWORD.replace("\\", "\\\\").replace('"', '\\"')
    yield "plain", PASSWORD.encode()
    yield "escaped", escaped.encode()
    yield "two bytes a character", PASSWORD.encode("utf-16le")
    yield "base64", base64.b64encode(PASSWORD.encode()).rstrip(b"=")[:-1]


def give_away(data):
    return [name for name, form in forms() if form in data]


def memory_of(pid):
    """(name of the region, its bytes) for everything that the process can read."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            addresses, rights, *_rest = line.split()
            if "r" not in rights:
                continue
            start, end = (int(address, 16) for address in addresses.split("-"))
            try:
                memory.seek(start)
                yield line.strip(), memory.read(end - start)
            except OSError:
                continue  # a region of the kernel's


def found_in_memory(pid):
    return [(where, names) for where, data in memory_of(pid) if (names := give_away(data))]


def found_in_files(*folders):
    for folder in folders:
        for path, _folders, files in os.walk(folder):
            for name in files:
                file = os.path.join(path, name)
                try:
                    with open(file, "rb") as opened:
                        if give_away(opened.read()):
                            yield file
                except OSError:
                    continue


def type_password(question):
    entry = question.entry("Password")
    entry.accessible.grab_focus()
    subprocess.run(["xdotool", "type", "--delay", "10", PASSWORD], check=True)


def sign_in(remember, by_keyboard):
    culvert.do("--connect", NAME)
    question = Screen().window_with("Password", "password text")
    question.fill("User name", "alice")
    if by_keyboard:
        type_password(question)
    else:
        question.fill("Password", PASSWORD)
    question.check("Remember", remember)
    question.click("Sign in")
    culvert.wait_state(NAME, "connected")


def check(program):
    pid = program.process.pid
    wait_for(
        lambda: not found_in_memory(pid),
        lambda: f"the memory to be clean; it is in {found_in_memory(pid)}",
        SECONDS_TO_FORGET,
    )
    for name in ("cmdline", "environ"):
        with open(f"/proc/{pid}/{name}", "rb") as file:
            assert not give_away(file.read()), name
    assert not give_away(program.log().encode()), "the log"
    found = list(found_in_files(os.environ["HOME"], os.environ["XDG_RUNTIME_DIR"]))
    assert not found, found


def tell(client, program):
    culvert.wait_state(NAME, "disconnected")

    step("used once")
    sign_in(remember=False, by_keyboard=False)
    check(program)

    step("typed, and kept in the keyring")
    culvert.do("--disconnect", NAME, "--wait", "20")
    sign_in(remember=True, by_keyboard=True)
    check(program)

    step("answered from the keyring")
    culvert.do("--disconnect", NAME, "--wait", "20")
    culvert.do("--connect", NAME, "--wait", "20")
    assert not Screen().windows(), Screen().titles()
    check(program)

    step("cancelled with the password typed")
    subprocess.run(["secret-tool", "clear", "xdg:schema", f"{APPLICATION_ID}.Credential"], check=True)
    culvert.do("--disconnect", NAME, "--wait", "20")
    culvert.do("--connect", NAME)
    question = Screen().window_with("Password", "password text")
    question.fill("Password", PASSWORD)
    assert found_in_memory(program.process.pid), "this test is blind: it is in the entry now"
    question.click("Stop connecting")
    question.wait_gone()
    check(program)
    assert client.is_running()


def main():
    folder = Folder()
    server = Server(folder)
    server.users = {"alice": PASSWORD}
    client = ClientDaemon(folder, server)
    program = culvert.Culvert(
        "--background",
        *("--attach", client.endpoint, "--name", NAME),
        environment={"G_MESSAGES_DEBUG": "all"},
    )
    try:
        with server, client, program:
            tell(client, program)
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
