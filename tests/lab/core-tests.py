#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: core-tests.py BUILD_DIRECTORY LAYER…
Prints the names of the unit tests of some layers, for `meson test`."""

import json
import subprocess
import sys

directory, *layers = sys.argv[1:]
tests = json.loads(subprocess.check_output(["meson", "introspect", "--tests", directory]))
for test in tests:
    suites = [suite.rpartition(":")[2] for suite in test["suite"]]
    if "unit" in suites and test["name"].partition("/")[0] in layers:
        print(test["name"])
