# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the lints share: the sources, and how a complaint is told."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


# Headers of libraries, read once for all; no layer.
PRECOMPILED = SOURCE / "pch"


def files(*patterns, below=SOURCE):
    found = (path for pattern in patterns for path in below.rglob(pattern))
    return sorted(path for path in found if path.parent != PRECOMPILED)


def layer_of(path):
    """The folder in src; what stands in src itself belongs to the application."""
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else "app"


def without_comments(text):
    """The code of a C file: comments and the insides of strings are blank, lines stay in place."""

    def blank(match):
        token = match.group(0)
        if token.startswith(("/*", "//")):
            return "\n" * token.count("\n")
        return token[0] + token[-1] if len(token) > 1 else token

    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, blank, text, flags=re.DOTALL)


def numbered_code(path):
    return enumerate(without_comments(path.read_text(encoding="utf-8")).splitlines(), 1)


class Complaints:
    def __init__(self):
        self.count = 0

    def add(self, path, line, text):
        self.count += 1
        place = f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))
        print(f"{place}: {text}", file=sys.stderr)

    def exit(self):
        sys.exit(1 if self.count else 0)
