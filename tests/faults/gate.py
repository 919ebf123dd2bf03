# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for a server to which a thousand clients come within seconds, each of them to be let in or not."""

from lib.standin import UsernameDaemon

STATUS_HEADER = "\t".join(
    [
        "HEADER", "CLIENT_LIST", "Common Name", "Real Address", "Virtual Address", "Virtual IPv6 Address",
        "Bytes Received", "Bytes Sent", "Connected Since", "Connected Since (time_t)", "Username", "Client ID",
        "Peer ID", "Data Channel Cipher",
    ]
)  # fmt: skip
KNOWN = "ab" * 32  # the fingerprint of a certificate that a rule lets in
UNKNOWN = "cd" * 32
NAME = "branch"


class Gate(UsernameDaemon):
    """Remembers in `answers` what it is told of whom: number of a client → commands."""

    def __init__(self, folder, name):
        super().__init__(folder, [], name)
        self.state = "CONNECTED,SUCCESS,10.9.0.1,,,,"
        self.answers = {}

    def greeting(self):
        return []

    def take(self, command):
        replies = {
            "nclients": ["SUCCESS: nclients=0"],
            "load-stats": ["SUCCESS: nclients=0,bytesin=0,bytesout=0"],
            "env-filter 0": ["SUCCESS: env_filter_level=0"],
            "status 3": ["TITLE\tOpenVPN 2.6.14", STATUS_HEADER, "END"],
        }
        if command in replies:
            self.heard.append(command)
            self.say(*replies[command])
        elif command.startswith("client-"):
            verb, client = command.split()[:2]
            self.answers.setdefault(int(client), []).append(verb)
            self.say(f"SUCCESS: {verb} command succeeded")
        else:
            super().take(command)

    @staticmethod
    def request(client, fingerprint):
        """The lines with which a client asks to be let in."""
        digest = ":".join(fingerprint[index : index + 2] for index in range(0, 64, 2))
        facts = {
            "untrusted_ip": "192.0.2.1",
            "untrusted_port": "51570",
            "common_name": NAME,
            "username": f"user{client}",
            "IV_VER": "2.6.14",
            "tls_digest_sha256_0": digest,
            "X509_0_CN": NAME,
        }
        lines = [f">CLIENT:CONNECT,{client},1", *(f">CLIENT:ENV,{name}={value}" for name, value in facts.items())]
        return [*lines, ">CLIENT:ENV,END"]

    @staticmethod
    def farewell(client):
        return [f">CLIENT:DISCONNECT,{client}", f">CLIENT:ENV,common_name={NAME}", ">CLIENT:ENV,END"]
