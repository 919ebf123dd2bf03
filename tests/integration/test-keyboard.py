#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody who has never seen Culvert, and has no mouse: imports a profile, connects, types a wrong
password, reads why that failed, finds it in the log, and quits.

Only keys go in; what a screen reader would read comes out. Runs in tests/lab/netns.sh and
tests/lab/desktop.sh.
"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert, desktop  # noqa: E402
from lib.openvpn import Deny, Folder, Server  # noqa: E402
from lib.tunnel import block  # noqa: E402
from lib.wait import wait_for  # noqa: E402

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

NAME = "Office"
WHY = "Your account is locked until Monday"


def step(sentence):
    print(f"# {sentence}", flush=True)


def write(text):
    """Types into what has the focus."""
    subprocess.run(["xdotool", "type", "--delay", "5", text], check=True)


def profile(folder, server):
    pki = folder.file("pki")
    return "\n".join(
        [
            "client",
            "dev null",
            "ifconfig-noexec",
            "route-noexec",
            f"remote {server.address} {server.port} {server.protocol}",
            "nobind",
            "remote-cert-tls server",
            "auth-user-pass",
            "verb 3",
            block("ca", f"{pki}/ca.crt"),
            block("cert", f"{pki}/client.crt"),
            block("key", f"{pki}/client.key"),
            "",
        ]
    )


class Newcomer:
    """Reads what shows, and knows the keys that every desktop has."""

    def __init__(self):
        self.screen = desktop.Screen()

    def wait_focus(self, window, name, *roles):
        """Until what has the focus in the window is called so."""

        def has_focus():
            item = window.look_for(name, *roles)
            return item and item.accessible.get_state_set().contains(Atspi.StateType.FOCUSED)

        wait_for(has_focus, lambda: f"the focus on {name!r}; there is {window.texts()}", 15)

    def raise_detail(self):
        step("Ctrl+comma and the letters that are underlined lead to the detail of the log")
        window = self.screen.window()
        window.wait_text("No connections yet")
        window.wait_active()
        desktop.press("ctrl+comma")
        preferences = self.screen.window("Preferences")
        preferences.wait_active()
        desktop.press("alt+d")
        self.wait_focus(preferences, "Detail of the log", "spin button")
        desktop.press("ctrl+a")
        write("4")
        desktop.press("Return", "Escape")
        preferences.wait_gone()

    def import_profile(self, path):
        step("Ctrl+O asks for a file, whose name can be typed, and Enter imports it")
        self.screen.window().wait_active()
        desktop.press("ctrl+o")
        chooser = self.screen.window("Import profiles")
        chooser.wait_active()
        desktop.press("slash")
        place = chooser.find("", "text")
        wait_for(lambda: place.text() == "/", "the place for a name")
        write(path[1:])
        wait_for(lambda: place.text() == path, lambda: f"{path} to be typed; there is {place.text()!r}")
        desktop.press("Return")
        review = self.screen.window_with("Import this profile?", "label")
        review.wait_active()
        self.wait_focus(review, "Name", "text")
        desktop.press("Return")
        review.wait_gone()
        self.screen.window(f"{NAME} — Culvert")

    def connect(self):
        step("the letter of the button connects, and a question has the focus in its first blank")
        window = self.screen.window(f"{NAME} — Culvert")
        window.wait_active()
        desktop.press("alt+c")
        question = self.screen.window_with("User name", "text")
        question.wait_active()
        self.wait_focus(question, "User name", "text")
        write("alice")
        desktop.press("Tab")
        self.wait_focus(question, "Password", "password text")
        write("wrong")
        desktop.press("Return")

    def read_why(self):
        step("why it failed is said in words, with those of the server; Escape stops")

        def asked_again():
            windows = (window for window in self.screen.windows() if window.look_for("User name", "text"))
            return next((window for window in windows if window.says(WHY)), None)

        question = wait_for(asked_again, lambda: f"{WHY!r}; there is {self.screen.titles()}", 30)
        question.wait_text("The server refused the user name or password.")
        question.wait_active()
        desktop.press("Escape")
        question.wait_gone()
        self.screen.window(f"{NAME} — Culvert").wait_text("The last answer was refused, and no other was given.")

    def find_in_log(self):
        step("Ctrl+L shows the log, Ctrl+F searches in it, and Enter goes to the line")
        window = self.screen.window(f"{NAME} — Culvert")
        window.wait_active()
        desktop.press("ctrl+l")
        window.find("Log", "tree table", "table")
        desktop.press("ctrl+f")
        self.wait_focus(window, "Search", "text", "entry")
        write("AUTH_FAILED")
        desktop.press("Return")
        wait_for(
            lambda: any("AUTH_FAILED" in text and WHY in text for text in window.texts()),
            lambda: f"the line to be shown; there is {window.texts()}",
            15,
        )
        desktop.press("Escape")

    def quit(self):
        step("Ctrl+Q quits")
        self.screen.window(f"{NAME} — Culvert").wait_active()
        desktop.press("ctrl+q")


def main():
    folder = Folder()
    instance = culvert.Culvert("--version")
    instance.arguments = ()
    newcomer = Newcomer()
    try:
        with Server(folder) as server, instance:
            server.decide = lambda *_who: Deny("wrong password", WHY)
            path = folder.write(f"{NAME}.ovpn", profile(folder, server))
            newcomer.raise_detail()
            newcomer.import_profile(path)
            newcomer.connect()
            newcomer.read_why()
            newcomer.find_in_log()
            assert [attempt.password for attempt in server.attempts] == ["wrong"], server.attempts
            newcomer.quit()
            assert instance.wait_exit() == 0
    except BaseException:
        print(instance.log(), file=sys.stderr)
        raise
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
