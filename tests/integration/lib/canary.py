# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Looks for secrets where they must not be: in memory, in files, in what is said aloud."""

import base64
import os

from .desktop import Screen, Window


def forms_of(secret):
    """(name, bytes) of what would give it away."""
    escaped = secret.replace("\\", "\\\\").replace('"', '\\"')
    yield "plain", secret.encode()
    yield "escaped", escaped.encode()
    yield "two bytes a character", secret.encode("utf-16le")
    yield "base64", base64.b64encode(secret.encode()).rstrip(b"=")[:-1]


def memory_of(pid):
    """(name of the region, its bytes) for everything that the process can read."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            addresses, rights, *_rest = line.split()
            if "r" not in rights:
                continue
            start, end = (int(address, 16) for address in addresses.split("-"))
            try:
                memory.seek(start)
                yield line.strip(), memory.read(end - start)
            except OSError:
                continue  # a region of the kernel's


def left_out_of_cores(pid):
    """The regions, as in memory_of (), of which a core has nothing."""
    with open(f"/proc/{pid}/smaps", encoding="utf-8") as maps:
        region = None
        for line in maps:
            if "-" in line.split()[0]:
                region = line.strip()
            elif line.startswith("VmFlags:") and "dd" in line.split():
                yield region


class Canary:
    """Secrets that have been planted."""

    def __init__(self, *secrets):
        self.forms = [form for secret in secrets for form in forms_of(secret)]

    def give_away(self, data):
        """The forms in which one of them is there."""
        return [name for name, form in self.forms if form in data]

    def found_in_memory(self, pid):
        return [(where, names) for where, data in memory_of(pid) if (names := self.give_away(data))]

    def found_in_core(self, pid):
        """In what the system would write down if the process crashed now."""
        left_out = set(left_out_of_cores(pid))
        return [(where, names) for where, names in self.found_in_memory(pid) if where not in left_out]

    def found_in_files(self, *folders):
        for folder in folders:
            for path, _folders, files in os.walk(folder):
                for name in files:
                    file = os.path.join(path, name)
                    try:
                        with open(file, "rb") as opened:
                            if self.give_away(opened.read()):
                                yield file
                    except OSError:
                        continue


def programs():
    """Culvert's, as assistive technology sees them."""
    screen = Screen()
    screen.desktop.clear_cache()
    found = map(screen.desktop.get_child_at_index, range(screen.desktop.get_child_count()))
    return [Window(program) for program in found if program is not None and program.get_name() in screen.programs]


def said_by_assistive_technology():
    """Also of what does not show."""
    items = [item for program in programs() for item in program.descendants()]
    said = [text for item in items for text in (item.title, item.accessible.get_description(), item.text())]
    return "\n".join(filter(None, said))
