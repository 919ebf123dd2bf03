#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The manual and the completions of each shell know every option of the program, and no other; each
setting is described, and each number among them has a range; the pictures of the description exist."""

import re
import xml.etree.ElementTree

from source import ROOT, SOURCE, Complaints

TABLE = SOURCE / "app" / "culvert-command-line.c"
SCHEMA = ROOT / "data" / "culvert.gschema.xml"
METAINFO = ROOT / "data" / "culvert.metainfo.xml.in"
NUMBERS = ("y", "n", "q", "i", "u", "x", "t", "d")

# Where an option stands, as the language of the file writes it. "--all" is what --disconnect takes.
PLACES = {
    ROOT / "data" / "culvert.1": r"^\.It Fl (?:h , )?-([a-z-]+)",
    ROOT / "data" / "completions" / "culvert": r"(?<![\w-])--([a-z][a-z-]*)(?![\w-]*\))",
    ROOT / "data" / "completions" / "_culvert": r"^  '(?:\(- \*\)'?)?\{?(?:-h,)?--([a-z-]+)",
    ROOT / "data" / "completions" / "culvert.fish": r" -l ([a-z-]+)",
}


def check_options(complaints):
    table = TABLE.read_text(encoding="utf-8")
    entries = re.search(r"GOptionEntry options\[\] = \{(.*?)^\};", table, re.DOTALL | re.MULTILINE)
    options = set(re.findall(r'\{\s*"([a-z-]+)",', entries.group(1))) | {"help"}
    for path, pattern in PLACES.items():
        told = set(re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)) - {"all"}
        for option in sorted(options - told):
            complaints.add(path, 0, f"says nothing of --{option}")
        for option in sorted(told - options):
            complaints.add(path, 0, f"tells of --{option}, which there is not")


def check_settings(complaints):
    for key in xml.etree.ElementTree.parse(SCHEMA).iter("key"):
        name = key.get("name")
        for part in ("summary", "description"):
            if not key.findtext(part):
                complaints.add(SCHEMA, 0, f"{name} has no {part}")
        if key.get("type") in NUMBERS and key.find("range") is None:
            complaints.add(SCHEMA, 0, f"{name} has no range")


def check_pictures(complaints):
    """A software centre takes them from the repository."""
    shown = re.findall(r"<image>https://[^<]+/main/(\S+?)</image>", METAINFO.read_text(encoding="utf-8"))
    if not shown:
        complaints.add(METAINFO, 0, "shows no picture")
    for name in shown:
        if not (ROOT / name).exists():
            complaints.add(METAINFO, 0, f"{name} does not exist")


def main():
    complaints = Complaints()
    check_options(complaints)
    check_settings(complaints)
    check_pictures(complaints)
    complaints.exit()


main()
