# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A test that is the ordinary user of a whole system (tests/lab/systemd.sh), in a desktop of his own.

The same program is started twice: by root, who has the server at the other end of the cable, and
from there, through tests/lab/desktop.sh, by the resident, whose administrator root then is.
"""

import json
import os
import shutil
import socket
import subprocess
import sys

from .launchers import RESIDENT, RULES, Agent, as_resident, policy
from .openvpn import LAB, Allow, Deny, Folder
from .tunnel import FarServer, FarSide, profile

HOME = "/run/resident"
PROFILE = os.path.join(HOME, "profile")
USER, PASSWORD = "alice", "wonderland"


def is_root():
    return os.getuid() == 0


class Administrator:
    """Whom the resident can ask, through standard input, for what he may not do himself."""

    def __init__(self):
        self.stream = socket.socket(fileno=os.dup(0)).makefile("rw", encoding="utf-8")

    def run(self, *command, text=""):
        """Runs a command as root, with a text as its input."""
        print(json.dumps([command, text]), file=self.stream, flush=True)
        return subprocess.CompletedProcess(command, *json.loads(self.stream.readline()))

    def do(self, *command, text=""):
        """A command that has to succeed; returns what it printed."""
        done = self.run(*command, text=text)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        return done.stdout.strip()

    def write(self, path, text, mode="644"):
        self.do("sh", "-c", 'mkdir -p "${1%/*}" && cat >"$1" && chmod "$2" "$1"', "sh", path, mode, text=text)

    def set_policy(self, verdict):
        """What polkit says when the resident wants to start or stop a unit: see launchers.policy ()."""
        self.write(RULES, policy(verdict))
        self.do("systemctl", "reset-failed", "polkit")
        self.do("systemctl", "restart", "polkit")

    def unit_property(self, unit, name):
        return self.do("systemctl", "show", "--value", "-p", name, unit)


class ResidentAgent(Agent):
    """Asks on behalf of polkit; the resident knows no password, but his administrator does."""

    def __init__(self, administrator, pid):
        self.administrator = administrator
        super().__init__(pid)

    def command(self, *command):
        return list(command)

    def tell_polkit(self, *command):
        self.administrator.do(*command)


def serve(connection):
    """The administrator's end: until the resident has gone."""
    with connection.makefile("rw", encoding="utf-8") as stream:
        for line in stream:
            command, text = json.loads(line)
            done = subprocess.run(command, input=text, check=False, capture_output=True, text=True)
            print(json.dumps([done.returncode, done.stdout, done.stderr]), file=stream, flush=True)


def judge(username, password, _environment):
    """Those with a certificate need no password, but a wrong one is wrong."""
    return Allow() if (username, password) in (("", ""), (USER, PASSWORD)) else Deny()


def give(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    shutil.chown(path, RESIDENT, RESIDENT)


def start_desktop(stdin):
    stage = os.environ["CULVERT_STAGE"]
    return subprocess.Popen(
        as_resident(
            f"CULVERT_STAGE={stage}", f"TMPDIR={HOME}", f"USER={RESIDENT}", "PYTHONDONTWRITEBYTECODE=1",
            "sh", os.path.join(LAB, "desktop.sh"),
            "env", "DBUS_SYSTEM_BUS_ADDRESS=unix:path=/run/dbus/system_bus_socket",
            sys.executable, *map(os.path.abspath, sys.argv[:1]), *sys.argv[1:],
        ),
        stdin=stdin,
        cwd=HOME,
    )  # fmt: skip


def run_as_resident(*pushes):
    """Starts this program again, for the resident; returns its exit status.

    PROFILE then holds a profile that leads to a server, which pushes these options.
    """
    folder = Folder()
    ours, theirs = socket.socketpair()
    try:
        with FarSide() as far_side:
            server = FarServer(folder, far_side)
            server.options += ["auth-user-pass-optional", *(f'push "{option}"' for option in pushes)]
            server.decide = judge
            with server:
                give(PROFILE, profile(folder, server))
                with theirs:
                    resident = start_desktop(theirs)
                serve(ours)
                return resident.wait()
    finally:
        folder.remove()
