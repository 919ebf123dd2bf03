# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Between Culvert and a daemon that is in order: what a bad connection, or a bad daemon, does to it."""

import socket
import threading

from lib.tunnel import Wiretap


class Relay(Wiretap):
    """Passes on what each of them says, until it is told to do harm.

    change    what becomes of what the daemon says: bytes → bytes
    pace      seconds for each byte of the daemon's; 0 is as fast as it comes
    n_served  how many times Culvert has come
    """

    def __init__(self, client):
        super().__init__(client)
        self.change = lambda data: data
        self.pace = 0.0
        self.hurry = threading.Event()
        self.lock = threading.Lock()
        self.culvert = None
        self.n_served = 0

    def pass_on(self, source, target, keep=None):
        if keep is not None:
            source.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            super().pass_on(source, target, keep)
            return
        self.culvert = target
        self.n_served += 1
        try:
            while data := source.recv(65536):
                self.say(self.change(data))
            target.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # one of them has gone

    def say(self, data):
        """To Culvert."""
        if self.pace:
            for index in range(len(data)):
                with self.lock:
                    self.culvert.sendall(data[index : index + 1])
                self.hurry.wait(self.pace)
        elif data:
            with self.lock:
                self.culvert.sendall(data)

    def cut(self, last_words=b""):
        """Ends what stands between them, in the middle of a sentence."""
        self.say(last_words)
        self.culvert.shutdown(socket.SHUT_RDWR)

    def hear_all(self):
        """What Culvert has said, as lines."""
        return self.heard.decode().splitlines()
