#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What people read can be translated, and is: each language in po/LINGUAS has every sentence of the
sources as they are now, with the same places for names and numbers, the same mnemonics and the same
ends."""

import gettext
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

# Where the program fills in the gaps by itself, from left to right.
FILLED = "src/words/culvert-config-words.c"

# What stands for a name or a number; which of them it is may be said: %2$s.
PLACE = re.compile(r"%(?:\d+\$)?(['\-+0 #]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[a-zA-Z])")
WRITTEN_ORDER = re.compile(r"%\d+\$")

# More than any language counts before its forms come again.
NUMBERS = range(1000)


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


def unescaped(text):
    plain = {"n": "\n", "t": "\t"}
    return re.sub(r"\\(.)", lambda match: plain.get(match.group(1), match.group(1)), text)


def entries(catalogue):
    """(comments, fields) of each sentence; the fields are msgid, msgstr[0] and so on, as they are read."""
    field = re.compile(r'^(msg\w+(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)
    for block in catalogue.read_text(encoding="utf-8").split("\n\n"):
        found = {name: unescaped("".join(re.findall(r'^"(.*)"$', text, re.M))) for name, text in field.findall(block)}
        if found:
            yield "\n".join(re.findall("^#.*", block, re.M)), found


def places(sentence):
    """What stands for names and numbers, in no order."""
    return sorted(PLACE.findall(sentence.replace("%%", "")))


def check_style(complaints, template):
    for comments, fields in entries(template):
        sentence = fields["msgid"]
        if not sentence:
            continue
        place = re.search(r"^#: ([^\s:]+)", comments, re.MULTILINE)
        for pattern, reason in STYLE:
            if re.search(pattern, sentence):
                complaints.add(ROOT / place.group(1), 0, f"{reason}: {sentence!r}")
        letters = re.sub(r"%[-\d.]*[a-z]+|[^\w]", "", sentence)
        if "%" in sentence and len(letters) < 4 and "Translators:" not in comments:
            complaints.add(ROOT / place.group(1), 0, f"translators need to be told what this is: {sentence!r}")
        if places(sentence) != places(fields.get("msgid_plural", sentence)):
            # In many languages the form of 1 is that of 21, too.
            complaints.add(ROOT / place.group(1), 0, f"one and many differ in more than words: {sentence!r}")


def numbers_by_form(header):
    """The numbers of each plural form, by the rule of the language."""
    rule = re.search(r"^Plural-Forms: *nplurals=\d+; *plural=(.*);", header, re.MULTILINE)
    form = gettext.c2py(rule.group(1))
    found = {}
    for number in NUMBERS:
        found.setdefault(form(number), []).append(number)
    return found


def check_plurals(fields, forms):
    """A form may leave out the number where it can only be this one."""
    expected = places(fields["msgid_plural"])
    for form, numbers in sorted(forms.items()):
        text = fields.get(f"msgstr[{form}]", "")
        missing = [place for place in expected if place not in places(text)]
        if text and missing and (len(numbers) > 1 or len(missing) > 1):
            yield f"%{missing[0]} is missing in the form of {', '.join(map(str, numbers[:3]))}: {text!r}"


def check_translation(comments, sentence, text):
    """What is wrong with one text; msgfmt says what it looks at by itself."""
    if sentence.count("_") != text.count("_"):
        yield f"{text.count('_')} mnemonics instead of {sentence.count('_')}: {text!r}"
    elif re.search(r"_\w", sentence) and not re.search(r"_\w", text):
        yield f"a mnemonic is a letter or a digit: {text!r}"
    for end in (r"^\s*", r"\s*$"):
        if re.search(end, sentence).group() != re.search(end, text).group():
            yield f"other blanks at an end: {text!r}"
    # Languages without letters of the keyboard put the mnemonic behind: 接続…(_C)
    if sentence.endswith("…") != re.sub(r"\s*\(_\w\)$", "", text).endswith("…"):
        yield f"… at the end says that a window follows: {text!r}"
    if FILLED in comments and WRITTEN_ORDER.search(text):
        yield f"%1$s cannot be used here: {text!r}"


def check_texts(complaints, path, catalogue):
    forms = {}
    for comments, fields in entries(catalogue):
        sentence = fields["msgid"]
        if not sentence:
            forms = numbers_by_form(fields["msgstr"])
            continue
        texts = [text for name, text in fields.items() if name.startswith("msgstr") and text]
        found = [fault for text in texts for fault in check_translation(comments, sentence, text)]
        if "msgid_plural" in fields:
            found += check_plurals(fields, forms)
        for fault in found:
            complaints.add(path, 0, f"{fault}, of {sentence!r}")


def check_language(complaints, language, template, folder):
    path = PO / f"{language}.po"
    if not path.exists():
        complaints.add(path, 0, "is in po/LINGUAS, and not there")
        return
    # With the sources as they are now, which say what is a format.
    merged = Path(folder) / f"{language}.po"
    for words in (
        ["msgcmp", str(path), str(template)],
        ["msgmerge", "--quiet", "--no-fuzzy-matching", f"--output-file={merged}", str(path), str(template)],
        ["msgfmt", "--check", "--check-accelerators=_", f"--output-file={folder}/{language}.mo", str(merged)],
    ):
        status, text = run(*words)
        if status != 0 or text:
            complaints.add(path, 0, text)
    if merged.exists():
        check_texts(complaints, path, merged)


def main():
    for tool in ("xgettext", "msgfmt", "msgcmp", "msgmerge"):
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
