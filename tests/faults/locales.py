# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Locales that need not be installed: made for the lab, and removed with it."""

import os
import subprocess

FOLDER = os.path.join(os.environ["CULVERT_LAB"], "locales")


def environment(language, characters):
    """For a program in this locale; any old user has one that is not UTF-8."""
    name = f"{language}.{characters}"
    path = os.path.join(FOLDER, name)
    if not os.path.exists(path):
        os.makedirs(FOLDER, exist_ok=True)
        command = ["localedef", "--no-archive", "-i", language, "-f", characters, path]
        subprocess.run(command, check=True, capture_output=True)
    return {"LOCPATH": FOLDER, "LC_ALL": name, "LANG": name}
