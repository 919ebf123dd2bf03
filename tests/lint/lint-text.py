#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Words that must not stand in the sources, and words that must."""

import re

from source import ROOT, SOURCE, Complaints, files, layer_of, numbered_code

# A pattern in the code, why not, and in which files nevertheless.
NOT_IN_CODE = [
    (r"set_markup\b|_with_markup\b|use[-_]markup", "text from outside would be read as markup", []),
    (r"\bgoto\b", "no goto", []),
    (r"\bg_error \(", "an error is told, it does not end the program", []),
    # The application asks the bus before its main loop runs.
    (r"\bg(tk)?_\w+_sync \(", "the main loop must not wait", ["culvert-instance.c"]),
    (r"\bget_default \(", "no singletons", []),
    (r"\bg?_?(secure_)?getenv \(", "no switches in the environment", ["culvert-application.c", "culvert-local-options.c"]),
    (r"\bg_(print|printerr) \(|\bprintf \(", "log, or print on the caller's terminal", ["culvert-local-options.c"]),
    (r"\bg_(spawn|shell)_\w+ \(|\bsystem \(|\bpopen \(", "no other programs", []),
]

SPDX = "SPDX-License-Identifier: GPL-2.0-or-later"
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
TRANSLATED = re.compile(r"(?<!\w)(_|N_|C_|NC_|ngettext) \(")
TRANSLATING_LAYERS = ("dialogs", "windows", "tray", "notify", "words", "app")
SENTENCE = re.compile(r'"((?:[^"\\]|\\.)+ (?:[^"\\]|\\.)+\.)"')
SHAPE_COMPLAINT = "%s should be %s, and is not."
CONTENT = re.compile(r'\{ "[\w-]+", SHAPE_\w+, .*, "(.*)" \},')
TRANSLATABLE = re.compile(r'translatable="(yes|true)"')


def check_code(complaints, path):
    for number, line in numbered_code(path):
        for pattern, reason, allowed in NOT_IN_CODE:
            if path.name not in allowed and re.search(pattern, line):
                complaints.add(path, number, f"{reason}: {line.strip()}")


def check_ui(complaints, path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.search(r'name="use[-_]markup"', line):
            complaints.add(path, number, "text from outside would be read as markup")


def check_every_file(complaints):
    for path in files("*.c", "*.h", "*.ui", "*.css") + files("*.[ch]", "*.py", "*.sh", below=ROOT / "tests"):
        text = path.read_text(encoding="utf-8")
        if SPDX not in text and path.suffix != ".css":
            complaints.add(path, 1, f"no line with {SPDX}")
        if path.name == "lint-text.py":
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if UNFINISHED.search(line):
                complaints.add(path, number, f"unfinished: {line.strip()}")


def check_translations(complaints):
    listed_in = ROOT / "po" / "POTFILES.in"
    listed = {line.strip() for line in listed_in.read_text(encoding="utf-8").splitlines()}
    listed = {line for line in listed if line and not line.startswith("#")}
    for path in files("*.c", "*.h"):
        number = next((number for number, line in numbered_code(path) if TRANSLATED.search(line)), None)
        if number is None:
            continue
        if layer_of(path) not in TRANSLATING_LAYERS:
            complaints.add(path, number, f"{layer_of(path)} has no words of its own")
        check_listed(complaints, path, listed)
    for path in files("*.ui"):
        if TRANSLATABLE.search(path.read_text(encoding="utf-8")):
            check_listed(complaints, path, listed)


def check_complaints(complaints):
    """What is said of profiles far below the words has a template among the words."""
    words = ROOT / "src" / "words" / "culvert-config-words.c"
    known = set(re.findall(r'^  N_ \("(.*)"\),$', words.read_text(encoding="utf-8"), re.MULTILINE))
    contents = []
    said = []
    for path in files("culvert-config*.c"):
        if layer_of(path) != "profiles":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            said += [(path, number, sentence) for sentence in re.findall(SENTENCE, line)]
            contents += re.findall(CONTENT, line)
    for path, number, sentence in said:
        for content in contents if sentence == SHAPE_COMPLAINT else [""]:
            template = sentence.replace("be %s", f"be {content}") if content else sentence.replace("%d", "%s")
            if template not in known:
                complaints.add(path, number, f"not among the complaints of {words.name}: {template}")


def check_listed(complaints, path, listed):
    if str(path.relative_to(ROOT)) not in listed:
        complaints.add(path, 0, "has words to translate but is not in po/POTFILES.in")


def main():
    complaints = Complaints()
    for path in files("*.c", "*.h"):
        check_code(complaints, path)
    for path in files("*.ui"):
        check_ui(complaints, path)
    check_every_file(complaints)
    check_translations(complaints)
    check_complaints(complaints)
    complaints.exit()


assert SOURCE.is_dir()
main()
