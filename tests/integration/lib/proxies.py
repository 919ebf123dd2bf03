# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Proxies on the loopback interface that want to know who comes."""

import base64
import shutil
import socket
import subprocess
import threading

from .openvpn import free_port
from .wait import stop_process, wait_for

REFUSAL = (
    b"HTTP/1.0 407 Proxy Authentication Required\r\n"
    b'Proxy-Authenticate: Basic realm="office proxy"\r\nContent-Length: 0\r\n\r\n'
)
CONSENT = b"HTTP/1.0 200 Connection established\r\n\r\n"


class SocksProxy:
    """A SOCKS5 proxy; it knows one user."""

    def __init__(self, username, password):
        self.port = free_port()
        self.username = username
        self.password = password
        self.process = None

    def __enter__(self):
        program = shutil.which("microsocks") or "/usr/bin/microsocks"
        arguments = ["-i", "127.0.0.1", "-p", str(self.port), "-u", self.username, "-P", self.password]
        self.process = subprocess.Popen([program, *arguments], stderr=subprocess.DEVNULL)
        wait_for(self.is_up, "the SOCKS proxy")
        return self

    def is_up(self):
        with socket.create_connection(("127.0.0.1", self.port)):
            return True

    def __exit__(self, *_details):
        stop_process(self.process)

    def option(self):
        return f"socks-proxy 127.0.0.1 {self.port} stdin"


class HttpProxy:
    """An HTTP proxy for CONNECT alone.

    users     user name → password; may be changed at any time. Empty: it asks nobody who he is
    sign_ins  who came, oldest first: (name, password), or None for somebody without a name
    """

    def __init__(self, users=()):
        self.users = dict(users)
        self.sign_ins = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_details):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()

    def option(self):
        return f"http-proxy 127.0.0.1 {self.port} auto"

    def run(self):
        while True:
            try:
                client, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, client.makefile("rb") as lines:
            words = lines.readline().decode().split()
            headers = dict(line.decode().rstrip().split(": ", 1) for line in iter(lines.readline, b"\r\n"))
            if not self.allows(headers.get("Proxy-Authorization")):
                client.sendall(REFUSAL)
                return
            host, _colon, port = words[1].rpartition(":")
            with socket.create_connection((host, int(port))) as server:
                client.sendall(CONSENT)
                threading.Thread(target=relay, args=(server, client), daemon=True).start()
                relay(client, server)

    def allows(self, authorization):
        if authorization is None:
            self.sign_ins.append(None)
            return not self.users
        scheme, _blank, encoded = authorization.partition(" ")
        name, _colon, password = base64.b64decode(encoded).decode().partition(":")
        self.sign_ins.append((name, password))
        return scheme == "Basic" and self.users.get(name) == password


def relay(source, target):
    """Until one of them has ended; the other is then told."""
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
