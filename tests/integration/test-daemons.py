#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Daemons that cannot be had just like that: what Culvert says, and how it comes out well.

Runs in tests/lab/netns.sh and tests/lab/desktop.sh.
"""

import os
import socket
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import Screen, Tray  # noqa: E402
from lib.openvpn import Allow, ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import stop_process, wait_for  # noqa: E402

NAME = "Office"
NOBODY = 65534


def step(sentence):
    print(f"# {sentence}", flush=True)


def wait_reason(name, reason, seconds=15):
    def given():
        facts = culvert.connections().get(name)
        return facts if facts and facts["reason"] == reason else None

    return wait_for(given, lambda: f"{name} to be {reason}; {culvert.connections()}", seconds, 0.1)


def attach(endpoint, name=NAME):
    culvert.do("--attach", endpoint, "--name", name, "--background")


def forget(name=NAME):
    subprocess.run(
        [
            *("gdbus", "call", "--session", "--dest", "io.github.culvertvpn.Culvert"),
            *("--object-path", "/io/github/culvertvpn/Culvert", "--method", "org.gtk.Actions.Activate"),
            *("remove", f"[<'{culvert.connections()[name]['id']}'>]", "{}"),
        ],
        check=True,
        capture_output=True,
    )
    wait_for(lambda: name not in culvert.connections(), f"{name} to be removed")


def test_look(folder, server):
    """The first of all: every status is a look, which takes a while to be over."""
    step("a daemon tells its counts once a minute, and every second to who looks")
    with ClientDaemon(folder, server, name="counted", auth_user_pass=False) as client:
        attach(client.endpoint)
        culvert.do("--connect", NAME, "--wait", "20")
        assert client.count_commands("bytecount 60") == 1 and client.count_commands("bytecount 1") == 0
        received = culvert.connections()[NAME]["bytes_in"]
        wait_for(lambda: culvert.connections()[NAME]["bytes_in"] > received, "fresh counts", 6)
        assert client.count_commands("bytecount 1") == 1, client.log_tail(20)
        wait_for(lambda: client.count_commands("bytecount 60") == 2, "the look to be over", 15)
    forget()


def test_wrong_addresses(_folder, _server):
    step("an address that is none gets one sentence, and is not remembered")
    for endpoint in ("nonsense", "unix:relative", "tcp:example.org:7505", "tcp:192.0.2.1:7505", "tcp:127.0.0.1:0"):
        done = culvert.run("--attach", endpoint, "--background")
        assert done.returncode == 1, (endpoint, done)
        assert done.stderr.strip().count("\n") == 0 and done.stderr.strip().endswith("."), done.stderr
    assert culvert.connections() == {}


def test_absent_daemon(folder, server):
    step("a daemon that is not there is said, and attached to as soon as it comes")
    client = ClientDaemon(folder, server, name="late", auth_user_pass=False)
    attach(client.endpoint)
    wait_reason(NAME, "absent")
    with client:
        facts = wait_reason(NAME, "found", seconds=5)
        assert facts["state"] == "disconnected", facts
    forget()


def test_daemon_in_use(folder, server):
    step("a daemon that another program controls is said, and taken over when that leaves")
    with ClientDaemon(folder, server, name="busy", auth_user_pass=False) as client:
        with socket.socket(socket.AF_UNIX) as other:
            other.connect(client.socket_path)
            assert b">INFO" in other.recv(100)
            attach(client.endpoint)
            wait_reason(NAME, "in-use")
        wait_reason(NAME, "found", seconds=3)
    forget()


def test_frozen_daemon(folder, server):
    step("a daemon that is stopped is not responding, and is fine when it goes on")
    with ClientDaemon(folder, server, name="frozen", auth_user_pass=False) as client:
        client.pause()
        attach(client.endpoint)
        wait_reason(NAME, "not-responding")
        client.resume()
        wait_reason(NAME, "found", seconds=3)
    forget()


def test_socket_of_another_user(folder, _server):
    step("a socket of another user is not spoken to")
    if os.geteuid() != 0:
        step("skipped: only root can be another user")
        return
    place = folder.file("theirs")
    os.mkdir(place, 0o755)
    os.chmod(folder.path, 0o755)
    path = os.path.join(place, "socket")
    script = (
        "import os, socket, sys\n"
        "server = socket.socket(socket.AF_UNIX); server.bind(sys.argv[1]); server.listen()\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    peer, _ = server.accept(); peer.sendall(b'>INFO:OpenVPN Management Interface Version 5\\r\\n')\n"
        "    print('heard', peer.recv(100), flush=True)\n"
    )
    os.chown(place, NOBODY, NOBODY)
    squatter = subprocess.Popen(
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        + [sys.executable, "-c", script, path],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert squatter.stdout.readline() == "ready\n"
        attach(f"unix:{path}")
        wait_reason(NAME, "untrusted")
    finally:
        stop_process(squatter)
        said = squatter.stdout.read()
    assert "b'" not in said.replace("heard b''", ""), said
    forget()


def test_port_without_password(folder, server):
    step("a port without a password is watched, and told nothing that changes it")
    with ClientDaemon(folder, server, name="open-port", auth_user_pass=False, tcp=True) as client:
        attach(client.endpoint)
        wait_reason(NAME, "found")
        done = culvert.run("--connect", NAME)
        assert done.returncode == 1 and done.stderr.strip().endswith("."), done
        told = [line for line in client.log().splitlines() if "CMD 'hold" in line or "CMD 'auth" in line]
        assert not told, told
    forget()


def test_management_password(folder, server):
    step("a management password is asked for, asked again when wrong, and kept when right")
    screen = Screen()
    with ClientDaemon(folder, server, name="port", auth_user_pass=False, tcp=True, password=True) as client:
        attach(client.endpoint)
        wait_for(lambda: culvert.connections()[NAME]["question"], "the question", 10, 0.1)
        assert culvert.connections()[NAME]["question"] == {"kind": "management-password"}
        Tray().wait_icon("attention")
        Tray().click(f"● {NAME}")
        question = screen.window_with("", "password text")
        question.fill("Password", "wrong")
        question.click("Continue")
        wait_for(
            lambda: any("was refused" in text for window in screen.windows() for text in window.texts()),
            lambda: f"a word about the wrong password in {[window.texts() for window in screen.windows()]}",
        )
        question = screen.window_with("", "password text")
        question.fill("Password", client.management_password)
        question.check("Remember")
        question.click("Continue")
        wait_reason(NAME, "found")
        client.stop()
        wait_reason(NAME, "absent")
        client.start()
        wait_reason(NAME, "found")
        assert screen.windows() == [], screen.titles()
        culvert.do("--connect", NAME, "--wait", "20")
    forget()


def main():
    folder = Folder()
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    instance = culvert.Culvert("--background")
    try:
        with Server(folder, options=["auth-user-pass-optional"]) as server, instance:
            server.decide = lambda *_: Allow()
            Tray().wait()
            for test in tests:
                test(folder, server)
    except BaseException:
        print(instance.log(), file=sys.stderr)
        raise
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
