#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Culvert in a sandbox as a Flatpak is: an ordinary user, to whom root is nobody, and who sees of the
system nothing but /usr and the folders of the sockets.

The sandbox is made by bubblewrap, as Flatpak does it. Runs in tests/lab/netns.sh, as root.
"""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.openvpn import ClientDaemon, Folder, Server  # noqa: E402
from lib.wait import stop_process  # noqa: E402

USER = "daemon"
PROFILE = "client\ndev tun\nremote 127.0.0.1 1194\nauth-user-pass\n"


def step(sentence):
    print(f"# {sentence}", flush=True)


class Sandbox:
    def __init__(self, sockets):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="culvert-sandbox-"))
        self.folder.chmod(0o755)
        shutil.copytree(culvert.STAGE, self.folder / "app")
        (self.folder / "info").write_text("[Application]\nname=io.github.culvertvpn.Culvert\n", encoding="utf-8")
        (self.folder / "office.ovpn").write_text(PROFILE, encoding="utf-8")
        self.binds = {
            "/usr": "/usr",
            "/etc": "/etc",
            str(self.folder / "app"): "/app",
            str(self.folder / "info"): "/.flatpak-info",
            str(self.folder / "office.ovpn"): "/office.ovpn",
            sockets: "/run/openvpn",
            sockets + "/.": "/run/elsewhere",
        }

    def command(self, *arguments):
        words = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
        words += ["bwrap", "--unshare-user", "--unshare-pid", "--die-with-parent", "--clearenv"]
        for outside, inside in self.binds.items():
            words += ["--ro-bind", outside, inside]
        for link in ("bin", "lib", "lib64"):
            words += ["--symlink", f"usr/{link}", f"/{link}"]
        words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", "/home/user"]
        environment = {"HOME": "/home/user", "GSETTINGS_BACKEND": "memory", "LC_ALL": "C.UTF-8"}
        environment["XDG_DATA_DIRS"] = "/app/share:/usr/share"
        for name, value in environment.items():
            words += ["--setenv", name, value]
        return [*words, *arguments]

    def run(self, *arguments):
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, timeout=30, check=False, stdin=subprocess.DEVNULL
        )

    def attach(self, endpoint):
        """What Culvert tells of a daemon that it was just attached to."""
        command = self.command("/app/bin/culvert", "--attach", endpoint, "--name", "Office", "--status", "--json")
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as program:
            text = ""
            try:
                for line in program.stdout:
                    text += line
                    with contextlib.suppress(ValueError):
                        return json.loads(text[text.index("[") :])[0]
            finally:
                stop_process(program)
        raise AssertionError(text)

    def remove(self):
        shutil.rmtree(self.folder)


def check(sandbox, client):
    step("root is nobody here")
    seen = sandbox.run("stat", "--format=%u", "/run/openvpn")
    assert seen.stdout.strip() == "65534", seen

    step("attaches to a daemon of root in a folder that it was lent")
    facts = sandbox.attach(f"unix:/run/openvpn/{client.name}")
    assert facts["state"] == "disconnected" and facts["reason"] != "untrusted", facts
    assert client.count_commands("state") > 0, client.log()

    step("believes nobody elsewhere")
    facts = sandbox.attach(f"unix:/run/elsewhere/{client.name}")
    assert facts["reason"] == "untrusted", facts

    step("imports nothing that it could not start")
    done = sandbox.run("/app/bin/culvert", "--import", "/office.ovpn")
    assert done.returncode == 1 and "sandbox" in done.stderr, done


def main():
    if os.getuid() != 0 or shutil.which("bwrap") is None or sandboxes_are_forbidden():
        print("1..0 # SKIP no sandboxes here: root, and bubblewrap, are needed for one")
        sys.exit(77)
    folder = Folder()
    client = ClientDaemon(folder, Server(folder), options=[f"management-client-user {USER}"])
    for path in (folder.path, folder.file("sockets")):
        os.chmod(path, 0o755)
    sandbox = Sandbox(folder.file("sockets"))
    try:
        with client:
            check(sandbox, client)
    finally:
        sandbox.remove()
        folder.remove()


def sandboxes_are_forbidden():
    words = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
    words += ["bwrap", "--unshare-user", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib64", "/lib64"]
    words += ["--symlink", "usr/lib", "/lib", "/usr/bin/true"]
    return subprocess.run(words, check=False).returncode != 0


main()
