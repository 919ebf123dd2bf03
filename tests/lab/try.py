#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Shows Culvert with a real OpenVPN: the part of tests/try.sh after the build.

In the lab's own desktop it plays the person, and takes a picture; in the user's desktop it says what
to type. With --keep it goes on until Enter is pressed.
"""

import os
import secrets
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.normpath(os.path.join(HERE, "..", ".."))
sys.path.insert(0, os.path.join(HERE, "..", "integration"))
from lib import culvert  # noqa: E402
from lib.wait import NeverHappened, stop_process, wait_for  # noqa: E402

FOLDER = os.path.join(REPOSITORY, "build", "try")
PICTURE = os.path.join(FOLDER, "culvert.png")
LOG = os.path.join(FOLDER, "culvert.log")
NAME = "Try"


class Trouble(Exception):
    pass


def say(text):
    print(text, flush=True)


class Vpn:
    """tests/lab/vpn.py as a child; in a network of its own where there is none yet and one may be."""

    def __init__(self, password):
        command = [sys.executable, os.path.join(HERE, "vpn.py")]
        netns = ["sh", os.path.join(HERE, "netns.sh")]
        if "CULVERT_LAB_NETNS" not in os.environ and subprocess.call([*netns, "true"], stdout=subprocess.DEVNULL) == 0:
            command = netns + command
        with open(os.path.join(FOLDER, "vpn.log"), "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.process.stdin.write(password + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if len(answer) != 2:
            raise Trouble(f"OpenVPN did not start:\n{tail(os.path.join(FOLDER, 'vpn.log'))}")
        self.endpoint, self.passwords = answer

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            stop_process(self.process)


def tail(path, lines=20):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-lines:])
    except FileNotFoundError:
        return ""


def play_the_person(password, traffic):
    """Connects from the icon's menu, answers the question, opens the window and takes the picture."""
    from lib.desktop import Notifications, Screen, Tray, screenshot

    tray = Tray()
    tray.click(NAME)
    question = Screen().window_with("Password", "password text")
    say(f"Culvert asks: {question.title}")
    question.fill("User name", "alice")
    question.fill("Password", password)
    question.click("Sign in")
    facts = culvert.wait_state(NAME, "connected")
    tray.wait_icon("connected")
    Notifications().wait(NAME)
    tray.activate()
    Screen().window("").wait_text(NAME)
    wait_for(lambda: culvert.connections()[NAME]["bytes_in"] > facts["bytes_in"] + traffic, "traffic", 30, 0.2)
    screenshot(PICTURE)
    say(f"\n$ culvert --status\n{culvert.do('--status')}")
    say(f"A picture of the desktop is in {os.path.relpath(PICTURE)}")


def say_what_to_type(password):
    say("")
    say(f"Culvert shows the connection “{NAME}”. Connect it, and when it asks, type")
    say("    user name  alice")
    say(f"    password   {password}")
    say("It ends when you quit Culvert, or press Enter here.")


def borrow_configuration():
    """The user's own look and settings, but not their connections: nothing of this may stay there."""
    theirs = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    ours = os.path.join(FOLDER, "config")
    subprocess.run(["rm", "-rf", ours], check=True)
    os.makedirs(ours)
    if os.path.isdir(theirs):
        for name in os.listdir(theirs):
            if name != "culvert":
                os.symlink(os.path.join(theirs, name), os.path.join(ours, name))
    return {"XDG_CONFIG_HOME": ours, "GSETTINGS_SCHEMA_DIR": f"{culvert.STAGE}/share/glib-2.0/schemas"}


def wait_for_enter(program=None):
    """Until Enter is pressed, or the program has ended. Without a keyboard: until it is stopped."""
    script = 'read -r _answer || while :; do sleep 60; done'
    keyboard = subprocess.Popen(["sh", "-c", script])
    try:
        wait_for(
            lambda: keyboard.poll() is not None or (program and program.poll() is not None), "", 1e9, 0.3
        )
    finally:
        stop_process(keyboard)


def show(keep, password, endpoint, traffic):
    in_lab = "CULVERT_LAB" in os.environ
    environment = {} if in_lab else borrow_configuration()
    arguments = [*(["--background"] if in_lab else []), "--attach", endpoint, "--name", NAME]
    program = culvert.Culvert(*arguments, log=LOG, environment=environment)
    with program:
        if in_lab:
            play_the_person(password, traffic)
            if keep:
                say(f"Everything keeps running; DISPLAY={os.environ['DISPLAY']}. Press Enter to end it.")
                wait_for_enter()
        else:
            say_what_to_type(password)
            wait_for_enter(program.process)


def main():
    keep = "--keep" in sys.argv[1:]
    password = secrets.token_urlsafe(6)
    os.makedirs(FOLDER, exist_ok=True)
    for path in (PICTURE, LOG):
        if os.path.exists(path):
            os.remove(path)
    say("Starting an OpenVPN server and a client that waits for its password…")
    vpn = Vpn(password)
    try:
        if vpn.passwords == "unchecked":
            say("(This machine allows no network interfaces, so the server takes any password.)")
        show(keep, password, vpn.endpoint, 20_000 if vpn.passwords == "checked" else 0)
    finally:
        vpn.stop()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_details: sys.exit(143))
    try:
        main()
    except (AssertionError, NeverHappened, Trouble) as error:
        print(f"\nThat did not work: {error}", file=sys.stderr)
        if tail(LOG):
            print(f"The end of Culvert's log, {os.path.relpath(LOG)}:\n{tail(LOG)}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
