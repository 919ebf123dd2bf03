# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Real tunnels: a server at the other end of a cable, and what goes through to it and back.

Culvert and its daemons are in the network of the test, which has to be one of its own: see
tests/lab/netns.sh. The server is in another, which the test makes.
"""

import json
import os
import re
import signal
import socket
import subprocess
import threading

from .openvpn import Server, why_no_tunnel
from .wait import stop_process, wait_for

NETWORK = "10.8.0.0 255.255.255.0"
INSIDE = "10.8.0.1"  # the server, through a tunnel
HERE = "192.0.2.1"
THERE = "192.0.2.2"
CABLE = "cable"
SKIPPED = 77


def why_no_cable():
    """Why there can be no real tunnel here; None if there can."""
    if "CULVERT_LAB_NETNS" not in os.environ:
        return "not in a network of its own"
    return why_no_tunnel()


def ip(*arguments):
    return subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True).stdout


class FarSide:
    """A network of its own, and the cable that leads to it."""

    def __init__(self):
        self.process = None

    def __enter__(self):
        self.process = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", "ip link set lo up && echo up && exec cat >&2"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert self.process.stdout.readline() == "up\n"
            self.lay_cable()
        except BaseException:
            self.process.kill()
            raise
        return self

    def __exit__(self, *_details):
        stop_process(self.process)

    def lay_cable(self):
        ip("link", "add", CABLE, "type", "veth", "peer", "name", CABLE, "netns", str(self.process.pid))
        ip("address", "add", f"{HERE}/24", "dev", CABLE)
        ip("link", "set", CABLE, "up")
        for command in (("address", "add", f"{THERE}/24", "dev", CABLE), ("link", "set", CABLE, "up")):
            subprocess.run([*self.wrapper(), "ip", *command], check=True)
        # Several tunnels lead to the same network: an answer may come by each of them.
        for name in ("all", "default"):
            with open(f"/proc/sys/net/ipv4/conf/{name}/rp_filter", "w", encoding="ascii") as rp_filter:
                rp_filter.write("0")

    def wrapper(self):
        return ("nsenter", f"--net=/proc/{self.process.pid}/ns/net")

    @staticmethod
    def unplug():
        ip("link", "set", CABLE, "down")

    @staticmethod
    def plug():
        ip("link", "set", CABLE, "up")


class FarServer(Server):
    """A server there; each of its users has an address. A client knows after four seconds that nobody answers."""

    def __init__(self, folder, far_side):
        options = ["username-as-common-name", "client-config-dir users"]
        super().__init__(folder, network=NETWORK, keepalive="1 4", address=THERE, options=options)
        self.wrapper = far_side.wrapper()
        os.mkdir(folder.file("users"))

    def add_user(self, name, password):
        """Returns the address that this user gets."""
        self.users[name] = password
        address = f"10.8.0.{100 + len(self.users)}"
        self.folder.write(f"users/{name}", f"ifconfig-push {address} 255.255.255.0\n")
        return address

    def kill(self):
        super().kill()
        self.stop()  # who judged for it


def device_of(address):
    """The network interface here that has this address."""
    for interface in json.loads(ip("-json", "-4", "address")):
        for entry in interface["addr_info"]:
            if entry["local"] == address:
                return interface["ifname"]
    raise LookupError(f"no interface has {address}")


class Pings(threading.Thread):
    """Twenty a second through one tunnel to the server.

    answered  the numbers of those that came back
    missed    the numbers of those that had not come back when the next one left
    """

    def __init__(self, address):
        super().__init__(daemon=True)
        self.answered = []
        self.missed = []
        self.process = subprocess.Popen(
            ["ping", "-n", "-O", "-i", "0.05", "-I", device_of(address), INSIDE],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self):
        self.start()
        self.wait_answers()
        return self

    def __exit__(self, *_details):
        self.process.terminate()
        self.process.wait()
        self.join()

    def run(self):
        for line in self.process.stdout:
            number = re.search(r"icmp_seq=(\d+)", line)
            if number is not None:
                numbers = self.missed if line.startswith("no answer") else self.answered
                numbers.append(int(number.group(1)))

    def wait_answers(self, count=10, seconds=15):
        """Until so many more have come back."""
        before = len(self.answered)
        wait_for(lambda: len(self.answered) >= before + count, f"{count} pings to come back", seconds)

    def wait_missed(self, count, seconds=15):
        """Until so many more have not come back."""
        before = len(self.missed)
        wait_for(lambda: len(self.missed) >= before + count, f"{count} pings to be lost", seconds)

    def lost(self):
        """Those that are missing before the last one that came back."""
        answered = set(self.answered)
        return [number for number in range(min(answered), max(answered)) if number not in answered]


def block(tag, path):
    with open(path, encoding="ascii") as file:
        return f"<{tag}>\n{file.read().strip()}\n</{tag}>"


def profile(folder, server, *more):
    """A profile with everything in it, for a user with a password."""
    pki = folder.file("pki")
    return "\n".join(
        [
            "client",
            "dev tun",
            "persist-tun",
            f"remote {server.address} {server.port} {'tcp4-client' if server.protocol == 'tcp4' else 'udp4'}",
            "nobind",
            "remote-cert-tls server",
            "connect-retry 1 1",
            block("ca", f"{pki}/ca.crt"),
            block("cert", f"{pki}/client.crt"),
            block("key", f"{pki}/client.key"),
            *more,
            "",
        ]
    )


def daemons_of(process):
    """The process numbers of the daemons that a Culvert has started and not seen the end of."""
    with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as children:
        return [int(pid) for pid in children.read().split() if name_of(pid) == "openvpn"]


def name_of(pid):
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8") as name:
            return name.read().strip()
    except FileNotFoundError:
        return None


def end_daemons_here():
    """What Culvert has started outlives it, and the network of the test has no other tenants."""
    here = os.readlink("/proc/self/ns/net")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if name_of(pid) == "openvpn" and os.readlink(f"/proc/{pid}/ns/net") == here:
                os.kill(int(pid), signal.SIGKILL)
        except OSError:
            pass  # gone meanwhile, or somebody else's


class Wiretap(threading.Thread):
    """Stands between Culvert and a daemon, and keeps all that Culvert says."""

    def __init__(self, client):
        super().__init__(daemon=True)
        self.client = client
        self.path = client.socket_path + "-tap"
        self.heard = b""
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
        self.listener.shutdown(socket.SHUT_RDWR)
        self.join()
        self.listener.close()

    def run(self):
        while True:
            try:
                culvert, _address = self.listener.accept()
            except OSError:
                return  # the test has ended it
            with culvert, socket.socket(socket.AF_UNIX) as daemon:
                daemon.connect(self.client.socket_path)
                threading.Thread(target=self.pass_on, args=(daemon, culvert), daemon=True).start()
                self.pass_on(culvert, daemon, self.keep)

    def keep(self, data):
        self.heard += data

    @staticmethod
    def pass_on(source, target, keep=lambda data: None):
        """Until one of them has ended; the other is then told."""
        try:
            while data := source.recv(65536):
                keep(data)
                target.sendall(data)
            target.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
