#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The sandbox gets what Culvert needs to attach to daemons, and nothing else.

Reads the manifest as flatpak-builder does, and judges its permissions as a software centre would.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile

from source import ROOT, Complaints

ID = "io.github.culvertvpn.Culvert"
MANIFEST = ROOT / "flatpak" / f"{ID}.yml"

WANTED = {
    "--share=ipc",
    "--share=network",
    "--socket=wayland",
    "--socket=fallback-x11",
    "--device=dri",
    "--talk-name=org.kde.StatusNotifierWatcher",
    "--talk-name=org.freedesktop.secrets",
    "--filesystem=/run/openvpn:ro",
    "--filesystem=/run/openvpn-client:ro",
}

# What is refused, and why. First match counts.
REFUSED = [
    (r"--own-name=(?!" + re.escape(ID) + r"\.)", "a sandbox owns the names below its own alone"),
    (r"--system-talk-name=org\.freedesktop\.(systemd1|login1)", "this is power over the whole system"),
    (r"--(system-)?talk-name=org\.freedesktop\.portal\b", "portals are there without asking"),
    (r"--socket=(session|system)-bus", "this is the whole bus"),
    (r"--(system-)?(talk|own)-name=.*\*", "this is more than one name"),
    (r"--filesystem=(host|home|~|/(?!run/))", "files of the system and of the user are none of its business"),
    (r"--filesystem=xdg-config/autostart", "there is a portal for this"),
    (r"--filesystem=[^:]*(:rw|:create)?$", "to connect to a socket, reading is enough"),
    (r"--talk-name=org\.freedesktop\.Flatpak", "this is the way out of the sandbox"),
    (r"--device=all|--allow=devel|--socket=x11$", "a part of it is enough"),
]


def check_permissions(complaints, permissions):
    for permission in permissions:
        reason = next((reason for pattern, reason in REFUSED if re.match(pattern, permission)), None)
        if reason:
            complaints.add(MANIFEST, 0, f"{permission}: {reason}")
        elif permission not in WANTED:
            complaints.add(MANIFEST, 0, f"{permission}: not known to be needed")
    for permission in sorted(WANTED - set(permissions)):
        complaints.add(MANIFEST, 0, f"{permission} is missing")
    if len(set(permissions)) != len(permissions):
        complaints.add(MANIFEST, 0, "a permission is there twice")


def check_rest(complaints, manifest):
    if manifest.get("id") != ID or manifest.get("command") != "culvert":
        complaints.add(MANIFEST, 0, "not the application, or not its program")
    if manifest.get("runtime") != "org.gnome.Platform" or manifest.get("sdk") != "org.gnome.Sdk":
        complaints.add(MANIFEST, 0, "not the runtime of GNOME")
    if not re.fullmatch(r"\d+", str(manifest.get("runtime-version"))):
        complaints.add(MANIFEST, 0, "a runtime that moves")
    if [module.get("name") for module in manifest.get("modules", [])] != ["culvert"]:
        complaints.add(MANIFEST, 0, "everything but Culvert is in the runtime")


def main():
    if not shutil.which("flatpak-builder"):
        print("flatpak-builder is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:  # it leaves a folder where it is called
        words = ["flatpak-builder", "--show-manifest", str(MANIFEST)]
        shown = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if shown.returncode != 0:
        sys.exit(shown.stderr)
    manifest = json.loads(shown.stdout)
    complaints = Complaints()
    check_permissions(complaints, manifest["finish-args"])
    check_rest(complaints, manifest)
    complaints.exit()


main()
