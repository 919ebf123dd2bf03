# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The real keyring of the desktop of tests/lab/desktop.sh, whose password is “lab”."""

import os
import signal
import subprocess

from gi.repository import GLib

from .desktop import APPLICATION_ID, Bus, press
from .wait import wait_for

MASTER_PASSWORD = "lab"
SECRETS = "org.freedesktop.secrets"
PATH = "/org/freedesktop/secrets"
SERVICE = "org.freedesktop.Secret.Service"
UNLOCK_DIALOG = "Unlock Login Keyring"


class Keyring:
    def __init__(self):
        self.bus = Bus()
        self.pid = self.bus.pid_of(SECRETS) if self.bus.has_owner(SECRETS) else None
        self.process = None  # one that has been started here

    def call(self, interface, method, arguments):
        return self.bus.call(SECRETS, PATH, interface, method, arguments)

    def pause(self):
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self):
        os.kill(self.pid, signal.SIGCONT)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        wait_for(lambda: not self.bus.has_owner(SECRETS), "the keyring to be gone")

    def start(self, unlocked=True):
        """Another one in the place of one that was killed, with the same passwords."""
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        self.process = subprocess.Popen(
            [*command, *(["--unlock"] if unlocked else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.process.stdin.write(MASTER_PASSWORD.encode() if unlocked else b"")
        self.process.stdin.close()
        wait_for(lambda: self.bus.pid_of(SECRETS) == self.process.pid, "the keyring to come back")
        self.pid = self.process.pid

    def stop(self):
        """What was started here."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def find(self, **attributes):
        """The items with these attributes, those that are locked included."""
        wanted = GLib.Variant("(a{ss})", ({"xdg:schema": f"{APPLICATION_ID}.Credential", **attributes},))
        unlocked, locked = self.call(SERVICE, "SearchItems", wanted)
        return unlocked + locked

    def wait_kept(self):
        wait_for(self.find, "the password to be kept")

    def collection(self):
        return self.call(SERVICE, "ReadAlias", GLib.Variant("(s)", ("default",)))[0]

    def lock(self):
        self.call(SERVICE, "Lock", GLib.Variant("(ao)", ([self.collection()],)))

    def unlock(self):
        opened = self.call(SERVICE, "OpenSession", GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))))
        secret = (opened[1], b"", MASTER_PASSWORD.encode(), "text/plain")
        self.call(
            "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
            "UnlockWithMasterPassword",
            GLib.Variant("(o(oayays))", (self.collection(), secret)),
        )


def find_windows(title):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True, check=False)
    return found.stdout.split()


def wait_unlock_dialog():
    """Until it has the keys."""
    window = wait_for(lambda: find_windows(UNLOCK_DIALOG), "the unlock dialog")[0]
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)


def dismiss_unlock_dialog():
    """Until there is none. It does not listen from the beginning."""

    def is_gone():
        windows = find_windows(UNLOCK_DIALOG)
        if windows:
            subprocess.run(["xdotool", "windowfocus", "--sync", windows[0]], check=False)
            press("Escape")
        return not windows

    wait_for(is_gone, "the unlock dialog to close", interval=0.2)
