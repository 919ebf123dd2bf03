#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What people read can be translated, and is: each language in po/LINGUAS has every sentence of the
sources as they are now, with the same places for names and numbers."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from source import ROOT, Complaints

PO = ROOT / "po"
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2"]

# How a sentence must not be written, and why.
STYLE = [
    (r"\.\.\.", "three dots are one character: …"),
    (r"(?<![\w(])\"|\"(?![\w)])", "quotes are “these”"),  # but for one that is talked about: (")
    (r"\w'\w", "an apostrophe is ’"),
    (r"^\s|[^\S\n]$", "a blank at an end is easily lost"),
    (r" {2}", "two blanks"),
]


def lines_of(path):
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.returncode, (done.stdout + done.stderr).strip()


def make_template(complaints, path):
    """All sentences of the sources, as the build collects them."""
    words = ["xgettext", "--from-code=UTF-8", "--add-comments=Translators:"]
    words += [f"--output={path}", "--files-from=po/POTFILES.in"]
    words += [f"--keyword={keyword}" for keyword in KEYWORDS]
    words += ["--flag=ngettext:1:pass-c-format", "--flag=ngettext:2:pass-c-format"]
    status, text = run(*words)
    if status != 0 or text:
        complaints.add(PO / "POTFILES.in", 0, text)


def entries(template):
    """(comments, sentence) of each, the sentence with its line ends."""
    for block in template.read_text(encoding="utf-8").split("\n\n")[1:]:
        match = re.search(r'^msgid ((?:".*"\n?)+)', block, re.MULTILINE)
        parts = re.findall(r'^"(.*)"$', match.group(1), re.MULTILINE)
        sentence = "".join(parts).replace(r"\"", '"').replace(r"\n", "\n").replace(r"\\", "\\")
        yield block[: match.start()], sentence


def check_style(complaints, template):
    for comments, sentence in entries(template):
        place = re.search(r"^#: ([^\s:]+)", comments, re.MULTILINE)
        for pattern, reason in STYLE:
            if re.search(pattern, sentence):
                complaints.add(ROOT / place.group(1), 0, f"{reason}: {sentence!r}")
        letters = re.sub(r"%[-\d.]*[a-z]+|[^\w]", "", sentence)
        if "%" in sentence and len(letters) < 4 and "Translators:" not in comments:
            complaints.add(ROOT / place.group(1), 0, f"translators need to be told what this is: {sentence!r}")


def check_language(complaints, language, template, folder):
    path = PO / f"{language}.po"
    if not path.exists():
        complaints.add(path, 0, "is in po/LINGUAS, and not there")
        return
    for words in (
        ["msgfmt", "--check", "--check-accelerators=_", f"--output-file={folder}/{language}.mo", str(path)],
        ["msgcmp", str(path), str(template)],
    ):
        status, text = run(*words)
        if status != 0 or text:
            complaints.add(path, 0, text)


def main():
    for tool in ("xgettext", "msgfmt", "msgcmp"):
        if not shutil.which(tool):
            print(f"{tool} is not installed")
            sys.exit(77)
    complaints = Complaints()
    languages = lines_of(PO / "LINGUAS")
    for path in sorted(PO.glob("*.po")):
        if path.stem not in languages:
            complaints.add(path, 0, "is not in po/LINGUAS")
    for name in lines_of(PO / "POTFILES.in"):
        if not (ROOT / name).exists():
            complaints.add(PO / "POTFILES.in", 0, f"{name} does not exist")
    if not complaints.count:
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder) / "culvert.pot"
            make_template(complaints, template)
            check_style(complaints, template)
            for language in languages:
                check_language(complaints, language, template, folder)
    complaints.exit()


main()
