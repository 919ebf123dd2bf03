#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs an OpenVPN server and a client daemon that waits for Culvert, until standard input ends.

Reads the password of the user "alice" from standard input; prints the address of the daemon's
management socket, and whether the server looks at the password ("checked" or "unchecked").
"""

import math
import os
import re
import signal
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration"))
from lib.openvpn import ClientDaemon, Folder, OpenServer, Server, why_no_tunnel  # noqa: E402


class Traffic(threading.Thread):
    """Packets in both directions through the tunnel, a little more and a little less."""

    def __init__(self, server, client):
        super().__init__(daemon=True)
        self.ends = [(self.device(server), "10.8.0.2", 900), (self.device(client), "10.8.0.99", 200)]

    @staticmethod
    def device(daemon):
        opened = re.findall(r"TUN/TAP device (\S+) opened", daemon.log())
        return opened[-1].encode()

    def run(self):
        sockets = []
        for device, address, size in self.ends:
            end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            end.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device)
            sockets.append((end, address, size))
        while True:
            strength = 1.2 + math.sin(time.monotonic() / 4)
            for end, address, size in sockets:
                try:
                    end.sendto(bytes(int(size * strength)), (address, 9))
                except OSError:
                    return  # the tunnel is down; the next one gets its own
            time.sleep(0.02)


def accompany(server, client):
    """Traffic for each tunnel that comes up."""
    seen = 0
    traffic = None
    while client.is_running():
        established = client.log().count("Initialization Sequence Completed")
        if established > seen and not (traffic and traffic.is_alive()):
            seen = established
            traffic = Traffic(server, client)
            traffic.start()
        time.sleep(0.5)


def main():
    password = sys.stdin.readline().rstrip("\n")
    folder = Folder()
    isolated = "CULVERT_LAB_NETNS" in os.environ
    checked = why_no_tunnel() is None
    server = Server(folder, network="10.8.0.0 255.255.255.0") if checked else OpenServer(folder)
    client = ClientDaemon(folder, server, tunnel=checked and isolated)
    try:
        with server, client:
            if checked:
                server.users["alice"] = password
            print(client.endpoint, "checked" if checked else "unchecked", flush=True)
            if client.tunnel:
                threading.Thread(target=accompany, args=(server, client), daemon=True).start()
            sys.stdin.read()
    finally:
        folder.remove()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_details: sys.exit(143))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this tells the end
    main()
