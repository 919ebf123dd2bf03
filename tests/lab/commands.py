#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: commands.py BUILD_DIRECTORY PATTERN
Prints how those sources are compiled whose path matches the pattern, as compile_commands.json does."""

import json
import pathlib
import re
import sys

directory, pattern = sys.argv[1:]
commands = json.loads((pathlib.Path(directory) / "compile_commands.json").read_text(encoding="utf-8"))
print(json.dumps([entry for entry in commands if re.search(pattern, entry["file"])]))
