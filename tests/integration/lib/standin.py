# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for a daemon that is newer than the one that is installed."""

import os
import shlex
import socket
import threading
import time

FIXED_REPLIES = {
    "version": ["OpenVPN Version: OpenVPN 2.7.1 stand-in", "Management Version: 5", "END"],
    "verb": ["SUCCESS: verb=3"],
    "nclients": ["ERROR: The 'nclients' command is not supported by the current daemon mode"],
    "pid": [f"SUCCESS: pid={os.getpid()}"],
    "forget-passwords": ["SUCCESS: Passwords were forgotten"],
}


class UsernameDaemon(threading.Thread):
    """A client daemon of OpenVPN 2.7.1 with "auth-user-pass username-only".

    From a controlling program that says it knows that question ("version 4", or later) it wants a
    user name; from any other it wants a name and a password, as older daemons do.

    names   whom the server lets in; may be changed at any time
    heard   every command that was taken, oldest first
    """

    def __init__(self, folder, names, socket_name="username"):
        super().__init__(daemon=True)
        os.makedirs(folder.file("sockets"), mode=0o700, exist_ok=True)
        self.path = folder.file(f"sockets/{socket_name}")
        self.names = set(names)
        self.heard = []
        self.peer = None
        self.client_version = 1
        self.holds = True
        self.state = "CONNECTING,,,,,,"
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen()

    @property
    def endpoint(self):
        return f"unix:{self.path}"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_details):
        for end in (self.listener, self.peer):
            if end is not None:
                end.shutdown(socket.SHUT_RDWR)
                end.close()
        self.join()

    def run(self):
        try:
            self.peer, _address = self.listener.accept()
            self.say(">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info", *self.greeting())
            with self.peer.makefile("r", encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    self.take(line.rstrip("\r\n"))
        except OSError:
            pass  # the test, or Culvert, has ended it

    def say(self, *lines):
        self.peer.sendall("".join(line + "\r\n" for line in lines).encode())

    def greeting(self):
        return [self.hold_line()]

    @staticmethod
    def hold_line():
        return ">HOLD:Waiting for hold release:0"

    def move(self, *states):
        for state in states:
            self.state = state
            self.say(f">STATE:{int(time.time())},{state}")

    def ask(self):
        blanks = "username" if self.client_version >= 4 else "username/password"
        self.say(f">PASSWORD:Need 'Auth' {blanks}")

    def take(self, command):
        self.heard.append(command)
        if command in FIXED_REPLIES:
            self.say(*FIXED_REPLIES[command])
            return
        words = shlex.split(command)
        react = getattr(self, "take_" + words[0].replace("-", "_"), None)
        if react is None:
            self.say("ERROR: unknown command, enter 'help' for more options")
        else:
            react(*words[1:])

    def take_version(self, number):
        self.client_version = int(number)
        if self.client_version > 3:
            self.say(f"SUCCESS: Management client version set to {number}")

    def take_auth_retry(self, _mode):
        self.say("SUCCESS: auth-retry parameter changed")

    def take_bytecount(self, _seconds):
        self.say("SUCCESS: bytecount interval changed")

    def take_log(self, *_words):
        self.say("SUCCESS: real-time log notification set to ON", "END")

    def take_echo(self, *_words):
        self.say("SUCCESS: real-time echo notification set to ON", "END")

    def take_state(self, *_words):
        now = f"{int(time.time())},{self.state}"
        self.say("SUCCESS: real-time state notification set to ON", now, "END")

    def take_hold(self, word):
        if word == "release":
            self.say("SUCCESS: hold release succeeded")
            self.ask()
        else:
            self.holds = word == "on"
            self.say(f"SUCCESS: hold flag set to {word.upper()}")

    def take_signal(self, name):
        self.say(f"SUCCESS: signal {name} thrown")
        self.move(f"RECONNECTING,{name},,,,,")
        if self.holds:
            self.say(self.hold_line())
        else:
            self.ask()

    def take_username(self, kind, name):
        self.say(f"SUCCESS: '{kind}' username entered, but not yet verified")
        self.move("WAIT,,,,,,", "AUTH,,,,,,")
        if name in self.names:
            self.move("GET_CONFIG,,,,,,", "CONNECTED,SUCCESS,10.8.0.2,127.0.0.1,1194,,")
        else:
            self.say(f">PASSWORD:Verification Failed: '{kind}'")
            self.move("RECONNECTING,auth-failure,,,,,")
            self.ask()
