# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A system bus of this lab's own, and who tells there that the computer sleeps.

With a real logind, in a whole system, the same is done by integration/resident.
"""

import os
import subprocess

from gi.repository import Gio, GLib
from lib.wait import stop_process

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"


class SystemBus:
    """At the address at which the desktop says that there is none."""

    def __init__(self):
        address = os.environ["DBUS_SYSTEM_BUS_ADDRESS"]
        config = os.path.join(os.environ["CULVERT_LAB"], "bus.conf")
        self.process = subprocess.Popen(
            [
                "dbus-daemon", f"--config-file={config}", f"--address={address}",
                "--nofork", "--nopidfile", "--print-address=1",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.process.stdout.readline()  # once it listens
        flags = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
        )
        self.connection.call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
            GLib.Variant("(su)", (LOGIN, 0)), None, Gio.DBusCallFlags.NONE, 5000, None,
        )  # fmt: skip

    def tell_sleep(self, is_beginning):
        arguments = GLib.Variant("(b)", (is_beginning,))
        self.connection.emit_signal(None, LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", arguments)
        self.connection.flush_sync(None)

    def stop(self):
        self.connection.close_sync(None)
        stop_process(self.process)
