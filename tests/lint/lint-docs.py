#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What is written for people who read is true of the files: each path, link and heading that it names
exists, and it has builders install nothing but what the tests install."""

import re

from source import ROOT, Complaints

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("*/README.md")),
             *sorted(ROOT.glob("tests/*/README.md"))]  # fmt: skip
PACKAGES = ROOT / "tests" / "lab" / "packages"

# A path below a folder of the sources; the build makes others. A name alone is one of the same folder.
PATH = re.compile(r"(?<![\w/.~$-])((?:src|data|icons|po|tests|flatpak|\.ci)/[\w./*-]*[\w*])(?![\w/]*[<A-Z])")
NAME = re.compile(r"^[\w*-]+\.(?:[ch]|py|sh|ui|md|build)$")
LINK = re.compile(r"\]\(([^)\s]+)\)")

MADE = {"po/culvert.pot", "po/nl.po"}  # examples of what a command makes


def code_of(line):
    """What a line shows as code."""
    return [line] if line.startswith("    ") else re.findall(r"`([^`]+)`", line)


def anchors(path):
    """What the headings of a document are called in links."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def check_link(complaints, document, number, target):
    if re.match(r"[a-z]+:", target):
        return

    name, _, anchor = target.partition("#")
    path = document.parent / name if name else document
    if not path.exists():
        complaints.add(document, number, f"{target} leads nowhere")
    elif anchor and anchor not in anchors(path):
        complaints.add(document, number, f"{name or document.name} has no heading #{anchor}")


def check_code(complaints, document, number, code):
    for name in PATH.findall(code):
        if name not in MADE and not any(ROOT.glob(name)):
            complaints.add(document, number, f"there is no {name}")
    if NAME.match(code) and not any(document.parent.glob(code)):
        complaints.add(document, number, f"there is no {code} in {document.parent.name}")


def check_packages(complaints):
    """Those that build on Debian are a part of those that the tests install there."""
    lines = PACKAGES.read_text(encoding="utf-8").splitlines()
    known = {line.split("#")[0].strip() for line in lines}
    rows = re.findall(r"^\| Debian [^|]*\| `([^`]+)`", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    if not rows:
        complaints.add(ROOT / "README.md", 0, "does not say what to install on Debian")
    for package in {package for row in rows for package in row.split()} - known:
        complaints.add(PACKAGES, 0, f"{package} is in the README, and not here")


def main():
    complaints = Complaints()
    for document in DOCUMENTS:
        for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
            for target in LINK.findall(line):
                check_link(complaints, document, number, target)
            for code in code_of(line):
                check_code(complaints, document, number, code)
    check_packages(complaints)
    complaints.exit()


main()
