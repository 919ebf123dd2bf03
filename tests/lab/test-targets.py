#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: test-targets.py BUILD_DIRECTORY SUITE…
Prints what ninja has to build for the tests of some suites: their programs, and all that is not
compiled, such as the schema of the settings, which they read."""

import json
import os
import subprocess
import sys


def introspect(directory, what):
    return json.loads(subprocess.check_output(["meson", "introspect", what, directory]))


directory, *suites = sys.argv[1:]
targets = introspect(directory, "--targets")
wanted = {t["id"] for t in targets if t["type"] == "custom" and t["build_by_default"]}
for test in introspect(directory, "--tests"):
    if not set(suites).isdisjoint(suite.rpartition(":")[2] for suite in test["suite"]):
        wanted.update(test["depends"])
        wanted.update(t["id"] for t in targets if not set(t["filename"]).isdisjoint(test["cmd"]))
for target in targets:
    if target["id"] in wanted:
        for path in target["filename"]:
            print(os.path.relpath(path, directory))
