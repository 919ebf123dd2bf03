#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Another user's program where a daemon used to listen: impostor.py unix:PATH, or tcp:HOST:PORT

It speaks as a daemon does that wants a password. Prints "ready", and for each client that has come
and gone, on a line of its own, what that has said.
"""

import os
import socket
import sys

NOBODY = 65534
BANNER = b">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\r\n"
QUESTION = b">PASSWORD:Need 'Auth' username/password\r\n"
LOGIN = b"ENTER PASSWORD:"


def take_place(endpoint):
    kind, _, address = endpoint.partition(":")
    if kind == "unix":
        if os.path.exists(address):
            os.unlink(address)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(address)
        os.chmod(address, 0o777)
        os.setuid(NOBODY)
        return listener, BANNER + QUESTION
    os.setuid(NOBODY)  # before the socket is made: it belongs to whoever made it
    host, _, port = address.rpartition(":")
    listener = socket.socket(socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, int(port)))
    return listener, LOGIN


def main():
    listener, greeting = take_place(sys.argv[1])
    listener.listen()
    print("ready", flush=True)
    while True:
        client, _address = listener.accept()
        heard = b""
        try:
            client.sendall(greeting)
            while data := client.recv(65536):
                heard += data
        except OSError:
            pass  # it went in the middle of our greeting
        client.close()
        print(repr(heard), flush=True)


main()
