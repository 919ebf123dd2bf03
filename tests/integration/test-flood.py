#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A daemon that pours out its log: the window stays alive, and the daemon is never kept waiting.

A real daemon cannot be made to write a million lines at once, so this one speaks the protocol and
floods. Runs in tests/lab/desktop.sh.
"""

import os
import shutil
import socket
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert  # noqa: E402
from lib.desktop import APPLICATION_ID, Bus, Screen  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Flood"
LINES = 1_000_000
BLOCK = 1_000
PATIENCE = 1.0  # seconds; far above what a healthy main loop needs on the slowest machine
PATH = "/" + APPLICATION_ID.replace(".", "/")


class Flooder(threading.Thread):
    """Greets, obliges, and floods once it is told to."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(path)
        self.server.listen(1)
        self.peer = None
        self.lock = threading.Lock()
        self.is_logging = threading.Event()
        self.n_attached = 0

    def send(self, data):
        with self.lock:
            self.peer.sendall(data)

    def answer(self, command):
        if command == "log on all":
            self.is_logging.set()
        if command in ("state on all", "log on all", "echo on all"):
            return "SUCCESS: real-time notification set to ON\r\nEND\r\n"
        if command == "version":
            return "OpenVPN Version: OpenVPN 2.6.14\r\nManagement Version: 5\r\nEND\r\n"
        if command == "nclients":
            return "ERROR: The 'nclients' command is not supported by the current daemon mode\r\n"
        replies = {"verb": "SUCCESS: verb=3\r\n", "pid": "SUCCESS: pid=1\r\n", "log all": "END\r\n"}
        return replies.get(command, "SUCCESS: done\r\n")

    def serve(self):
        self.send(b">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\r\n")
        with self.peer.makefile("r", newline="\n") as commands:
            for line in commands:
                self.send(self.answer(line.rstrip("\n")).encode())
                self.n_attached += line == "state on all\n"

    def run(self):
        while True:
            self.peer, _ = self.server.accept()
            try:
                self.serve()
            except (BrokenPipeError, ConnectionResetError):
                continue  # it left in the middle of the flood

    def pour(self):
        peer = self.peer
        for first in range(0, LINES, BLOCK):
            block = (
                f">LOG:{1700000000 + number // 1000},D,line {number} of a flood, as long as a usual line of a log is\r\n"
                for number in range(first, first + BLOCK)
            )
            with self.lock:
                peer.sendall("".join(block).encode())

    def flood(self):
        """Returns how many seconds it took to get rid of everything.

        A flood that lasts longer than three seconds, on a slow machine, is cut off: Culvert then comes
        again and does not follow the log.
        """
        start = time.monotonic()
        try:
            self.pour()
        except OSError:
            wait_for(lambda: self.n_attached == 2, "Culvert to come again", 15)
        seconds = time.monotonic() - start
        self.send(b">STATE:1795331355,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,\r\n")
        return seconds


class Pulse(threading.Thread):
    """Asks the program for its actions again and again, and keeps the longest answer time."""

    def __init__(self):
        super().__init__(daemon=True)
        self.longest = 0.0
        self.count = 0
        self.is_over = threading.Event()

    def run(self):
        bus = Bus()
        while not self.is_over.is_set():
            start = time.monotonic()
            bus.call(APPLICATION_ID, PATH, "org.gtk.Actions", "List")
            self.longest = max(self.longest, time.monotonic() - start)
            self.count += 1


def main():
    folder = tempfile.mkdtemp(prefix="culvert-flood-")
    daemon = Flooder(os.path.join(folder, "socket"))
    daemon.start()
    try:
        with culvert.Culvert("--attach", f"unix:{folder}/socket", "--name", NAME) as program:
            window = Screen().window("Culvert")
            culvert.wait_state(NAME, "disconnected")
            wait_for(lambda: daemon.is_logging.is_set() and daemon.n_attached == 1, "the log to be followed")
            window.find("Log", "radio button").act()
            pulse = Pulse()
            pulse.start()
            seconds = daemon.flood()
            culvert.wait_state(NAME, "connected")
            pulse.is_over.set()
            pulse.join()
            print(f"# {LINES} lines in {seconds:.2f} s; {pulse.count} answers, the longest {pulse.longest:.3f} s")
            assert pulse.longest < PATIENCE, f"the main loop did not answer for {pulse.longest:.2f} s"
            if "ASAN_OPTIONS" not in os.environ:  # a sanitizer keeps what was freed
                assert program.resident_kilobytes() < 150 * 1024, program.resident_kilobytes()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
