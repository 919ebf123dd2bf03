# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Smart cards of software. What is on them stands in tests/lab/token.sh."""

import os
import re
import subprocess

from .openvpn import LAB


def escaped(text):
    """The way pkcs11-helper writes a word of an identifier."""
    return "".join(
        chr(byte) if chr(byte).isascii() and chr(byte).isalnum() else f"\\x{byte:02X}" for byte in text.encode()
    )


class Tokens:
    """The cards, in a folder of their own that only those see who get the `environment`."""

    def __init__(self, folder):
        path = folder.file("tokens")
        script = ["sh", os.path.join(LAB, "token.sh"), path, folder.file("pki")]
        done = subprocess.run(script, check=True, capture_output=True, text=True)
        self.module = done.stdout.strip()
        self.environment = {"SOFTHSM2_CONF": os.path.join(path, "softhsm2.conf")}

    def put_into_reader(self, folder):
        """Takes the cards away until insert() is called, also for daemons that run already."""
        self.slot_path = folder.file("slot")
        self.environment |= {"CARD_READER_MODULE": self.module, "CARD_READER_SLOT": self.slot_path}
        self.module = os.environ["CULVERT_CARD_READER"]

    def insert(self):
        with open(self.slot_path, "w", encoding="utf-8"):
            pass

    def softhsm(self, *arguments):
        done = subprocess.run(
            ["softhsm2-util", *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **self.environment},
        )
        return done.stdout

    def remove(self, label):
        """A daemon that runs already does not notice."""
        self.softhsm("--delete-token", "--token", label)

    def serial_number(self, label):
        told = self.softhsm("--show-slots")
        slots = re.findall(r"Serial number: +(\S*)\s.*?Label: +([^\n]*?) *\n", told, re.DOTALL)
        return next(number for number, its_label in slots if its_label == label)

    def identifier(self, label, number, serial_number=None):
        """What the option pkcs11-id takes."""
        words = ("SoftHSM project", "SoftHSM v2", serial_number or self.serial_number(label), label)
        return "/".join([*map(escaped, words), number])

    def pick_later(self):
        """Options for a client daemon that asks which certificate to use."""
        return [f"pkcs11-providers {self.module}", "pkcs11-id-management"]

    def use(self, identifier):
        """Options for a client daemon that knows."""
        return [f"pkcs11-providers {self.module}", f"pkcs11-id '{identifier}'"]
